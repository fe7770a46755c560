"""What the deployments of a period come to."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from murano_panel.deployments.statistics.charts import bar, day_bars
from murano_panel.domain.state.statistics import Day, Durations, statistics
from murano_panel.domain.state.summary import Summary

TODAY = date(2026, 3, 10)


def summary(number=1, day=TODAY, hour=12, seconds=60, code='success', **values):
    started = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    values = {'sort': 'deploy', **values}
    finished = None if code == 'running' else started + timedelta(seconds=seconds)
    return Summary(f'd{number}', 'e1', number, values.pop('sort'), started, finished, code, **values)


def of(*found, days=7, zone=UTC):
    return statistics(found, TODAY, days, zone)


def test_days_have_what_began_on_them_and_ended():
    found = of(summary(), summary(code='failed'), summary(day=TODAY - timedelta(days=6)), summary(code='running'))
    assert [(day.good, day.bad) for day in found.days] == [(1, 0), *[(0, 0)] * 5, (1, 1)]
    assert (found.total, found.good, found.bad, found.running) == (3, 2, 1, 1)


@pytest.mark.parametrize('away', [-1, 7])
def test_other_days_do_not_count(away):
    assert of(summary(day=TODAY - timedelta(days=away))).total == 0


def test_days_begin_where_the_user_is():
    late = summary(day=TODAY - timedelta(days=7), hour=23)
    assert of(late).total == 0 and of(late, zone=ZoneInfo('Europe/Berlin')).days[0].good == 1


@pytest.mark.parametrize('sort', ['action', 'delete'])
def test_actions_and_deletions_do_not_count(sort):
    assert of(summary(sort=sort)).total == 0


def test_durations_are_of_those_that_ended_well():
    found = of(*[summary(seconds=seconds) for seconds in range(1, 11)], summary(seconds=9999, code='failed'))
    assert found.durations == Durations(median=6, ninetieth=9)
    assert of(summary(seconds=5)).durations == Durations(5, 5)
    assert of(summary(code='failed')).durations == Durations(None, None)


def test_applications_are_told_with_what_changed_them_the_most_frequent_first():
    found = of(
        summary(applications=('Web', 'Database'), seconds=10),
        summary(applications=('Web',), seconds=30),
        summary(applications=('Web',), code='failed'),
        summary(),
    )
    assert [(item.name, item.total, item.bad) for item in found.applications] == [('Web', 3, 1), ('Database', 1, 0)]
    assert found.applications[0].durations == Durations(20, 30)


def test_failures_that_say_the_same_count_together():
    one, other, some = '12345678-1234-1234-1234-123456789abc', '87654321-4321-4321-4321-cba987654321', 'c' * 32
    found = of(
        summary(1, code='failed', reason=f'Server {one} has no "big" host: 10.0.0.1 after 30 s'),
        summary(2, hour=13, code='failed', reason=f'server {other} has no "small" host: 10.0.0.2 after 5 s'),
        summary(3, code='failed', reason=f'Image {some} is gone'),
        summary(4, code='errors', reason=f'Image {some[::-1]} is gone'),
        summary(5, hour=14, code='failed', reason='Image 1 is gone'),
        summary(6, code='failed', reason='unlike'),
    )
    assert [(cause.count, cause.latest.id) for cause in found.causes] == [(3, 'd5'), (2, 'd2'), (1, 'd6')]


def test_there_may_be_nothing():
    found = of()
    assert found.total == 0 and len(found.days) == 7 and not found.applications and not found.causes
    assert day_bars(found.days).most == 0 and bar(found.durations, 0) is None


def test_bars_stand_on_the_bottom_and_are_as_high_as_the_most():
    chart = day_bars([Day(TODAY, 3, 1), Day(TODAY, 1, 0)])
    first, second = chart.bars
    assert chart.most == 4 and chart.width == 20
    assert (first.good_y, first.good_height, first.bad_y, first.bad_height) == (25, 75, 0, 25)
    assert (second.good_y, second.good_height, second.bad_height) == (75, 25, 0)


def test_spreads_share_a_scale():
    assert bar(Durations(10, 50), 100).length == 50 and bar(Durations(10, 50), 100).mark == 10
    assert bar(Durations(0, 0), 0).length == 0
