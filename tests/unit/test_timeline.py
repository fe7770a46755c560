from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murano_panel.domain.records import Action, Deployment, Report, Result
from murano_panel.domain.state import timeline as subject
from murano_panel.domain.state.phases import MAX_LANES, MAX_PHASES, by_component, phases, shape
from murano_panel.domain.state.plan import plan_of
from murano_panel.domain.state.progress import Ending, progress

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NODES = [{'?': {'id': f'node{n}', 'type': 'demo.Node', 'name': f'node {n}'}} for n in range(9)]
HOST = {'?': {'id': 'host', 'type': 'demo.Host', 'name': 'HOST'}, 'nodes': NODES}
WEB = {'?': {'id': 'web', 'type': 'demo.Web', 'name': 'WEB'}, 'host': 'host'}
SITE = {'?': {'id': 'site', 'type': 'demo.Site', 'name': 'SITE'}, 'server': 'web', 'also': 'host'}


def at(second):
    return START + timedelta(seconds=second)


def report(second, entity, text='at work', level='info'):
    return Report(id=f'{second}-{entity}-{text}', entity_id=entity, level=level, text=text, created=at(second))


def drawn(reports, *, now=60, ending=None, components=(HOST, WEB, SITE), ahead=0):
    deployment = Deployment('d', 'env', Action('env', 'deploy'), START, None, 'running', None, components)
    about = plan_of(deployment, (), 'shop')
    found = progress(about, reports, ending, now=at(now), lost_after=30, silent_after=300)
    return subject.timeline(about, reports, found, ahead)


def ended(second, **values):
    return Ending(finished=at(second), **values)


def test_before_anything_is_reported_the_engine_has_not_begun():
    told = drawn([report(0, None, 'Action deploy is scheduled')], now=7)
    assert (told.queue, told.is_queued) == (7, True)
    assert told.bars['web'] == subject.Bar(is_open=True)


def test_the_time_in_the_queue_ends_with_the_first_report_of_the_engine():
    told = drawn([report(0, None, 'Action deploy is scheduled'), report(4, 'web')])
    assert (told.queue, told.is_queued) == (4, False)


def test_a_component_at_work_is_drawn_until_now_and_its_last_phase_is_open():
    bar = drawn([report(2, 'web', 'Pulling'), report(9, 'web', 'Starting')], now=20).bars['web']
    assert (bar.start, bar.last, bar.end) == (2, 9, 20)
    assert [(phase.at, phase.to, phase.text) for phase in bar.phases] == [(2, 9, 'Pulling'), (9, None, 'Starting')]


def test_steps_that_only_count_on_are_one_phase():
    [phase] = drawn([report(n, 'web', f'Step {n}/9') for n in range(1, 10)]).bars['web'].phases
    assert (phase.at, phase.to, phase.text, phase.count) == (1, None, 'Step 9/9', 9)


def test_an_error_is_a_phase_of_its_own():
    told = drawn([report(1, 'web', 'Try 1'), report(2, 'web', 'Try 2', 'error')]).bars['web'].phases
    assert [phase.level for phase in told] == ['info', 'error']


def test_objects_inside_have_lanes_and_names():
    bar = drawn([report(1, 'host', 'Preparing'), report(2, 'node3', 'up'), report(3, 'node3', 'ready')]).bars['host']
    assert [(phase.lane, phase.inside, phase.to) for phase in bar.phases] == [
        (0, '', None),
        (1, 'node 3', 3),
        (1, 'node 3', None),
    ]
    assert bar.lanes == 1


def test_many_objects_share_the_last_lane():
    assert drawn([report(n, f'node{n}') for n in range(9)]).bars['host'].lanes == MAX_LANES


def test_many_phases_end_in_one():
    told = drawn([report(n, 'web', 'x' * n) for n in range(1, 50)], now=90).bars['web'].phases
    assert len(told) == MAX_PHASES and told[-1].text == 'x' * 49
    assert sum(phase.count for phase in told) == 49


def test_the_path_leads_back_through_what_was_needed():
    told = drawn([report(1, 'site'), report(8, 'host'), report(9, 'web'), report(12, 'site')], ending=ended(13))
    assert told.path == ('host', 'web', 'site')
    assert [told.bars[own_id].is_critical for own_id in ('host', 'web', 'site')] == [True] * 3


def test_what_reported_later_was_not_waited_for():
    told = drawn([report(1, 'web'), report(5, 'site'), report(30, 'host')], ending=ended(40))
    assert told.path == ('host',)


def test_a_failure_is_led_back_from_what_failed():
    trace = 'File "a" in method deploy of type demo.Web\n'
    result = Result(is_exception=True, message='x', details=trace)
    told = drawn(
        [report(1, 'web'), report(3, 'host'), report(5, 'web'), report(9, 'site')], ending=ended(9, result=result)
    )
    assert told.path == ('host', 'web')


@pytest.mark.parametrize('reports', [[], [report(1, 'web')]])
def test_alone_nothing_is_critical(reports):
    assert drawn(reports, ending=ended(9)).path == ()


def test_while_it_runs_nothing_is_critical_yet():
    assert drawn([report(1, 'host'), report(2, 'web')]).path == ()


@pytest.mark.parametrize(
    ('seconds', 'is_over', 'length', 'step'),
    [(0, True, 1, 1), (7, True, 7, 2), (61, False, 75, 15), (100, True, 100, 30), (3600, False, 3600, 600)],
)
def test_the_axis_has_few_round_marks(seconds, is_over, length, step):
    told = subject.axis(seconds, is_over=is_over)
    assert (told.length, told.step) == (length, step)


@given(st.integers(0, 10**8), st.booleans())
def test_the_axis_is_long_enough_and_never_crowded(seconds, is_over):
    told = subject.axis(seconds, is_over=is_over)
    assert told.length >= seconds and 1 <= len(told.marks) <= subject.MAX_STEPS


def test_what_may_still_come_has_room():
    assert drawn([report(1, 'web')], now=60, ahead=100).axis.length >= 160


ENTITIES = st.sampled_from(['web', 'host', 'site', 'env', None, *(f'node{n}' for n in range(9))])
LEVELS = st.sampled_from(['info', 'error'])
SOME = st.lists(st.tuples(st.integers(0, 50), ENTITIES, st.text(max_size=3), LEVELS), max_size=60).map(
    lambda found: [report(*parts) for parts in sorted(found, key=lambda item: item[0])]
)


@given(SOME, st.integers(0, 60))
def test_phases_lose_no_line_and_never_end_before_they_began(reports, now):
    deployment = Deployment('d', 'env', Action('env', 'deploy'), START, None, 'running', None, (HOST, WEB, SITE))
    about = plan_of(deployment, (), 'shop')
    for own_id, own in by_component(about, reports).items():
        told = phases(about, own_id, own)
        assert sum(phase.count for phase in told) == len(own)
        assert all(phase.to is None or phase.to >= phase.at for phase in told)
        assert [phase.at for phase in told] == sorted(phase.at for phase in told)


@given(SOME, st.integers(0, 60))
def test_what_came_before_is_not_told_otherwise_later(reports, number):
    """Scripts hold what they were told: only phases that a new line belongs to, or ends, may change."""
    deployment = Deployment('d', 'env', Action('env', 'deploy'), START, None, 'running', None, (HOST, WEB, SITE))
    about = plan_of(deployment, (), 'shop')
    whole, before = by_component(about, reports), by_component(about, reports[:number])
    for own_id in whole:
        later, earlier = phases(about, own_id, whole[own_id]), phases(about, own_id, before[own_id])
        assert len(later) >= len(earlier)
        for old, new in zip(earlier, later, strict=False):
            assert new == old or new.newest >= number


def test_the_shape_of_a_line_is_what_is_the_same_in_every_run():
    assert shape('Host answers at 192.0.2.17') == shape('Host answers at 192.0.2.4')
    assert shape('Step 3/8') == shape('Step 4/8') != shape('Stage 4/8')
