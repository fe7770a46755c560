"""Two runs side by side: durations, and the lines that only one of them has."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from murano_panel.domain.state.comparison import MAX_LINES, MAX_ROWS, runs_of
from murano_panel.domain.state.deployment import SUCCESS
from murano_panel.domain.state.progress import COMPONENT_STATES, ComponentProgress, Line, Progress

START = datetime(2026, 1, 1, tzinfo=UTC)


def run(*texts, **seconds):
    """seconds: {component: how long it took}; texts are lines of the first component."""
    components = tuple(
        ComponentProgress(name, name, 'demo.Web', 'Web', COMPONENT_STATES['done'], elapsed_s=took)
        for name, took in seconds.items()
    )
    lines = tuple(
        Line(f'l{n}', START + timedelta(seconds=n), 'info', text, 'web', 'web') for n, text in enumerate(texts)
    )
    return Progress(SUCCESS, START, START, 0, None, components, lines, {})


def only(before, after):
    found = runs_of(run(*before), run(*after))
    return [[line.text for line in side.lines] for side in (found.before_only, found.after_only)]


def test_durations_stand_side_by_side_in_the_order_of_the_second():
    found = runs_of(run(web=10, old=3), run(db=5, web=14))
    assert [(item.name, item.difference) for item in found.times] == [('db', None), ('web', 4), ('old', None)]
    assert found.longest == 14 and found.more_times == 0


def test_one_that_reported_nothing_has_no_difference():
    assert runs_of(run(web=None), run(web=3)).times[0].difference is None


def test_of_many_those_that_differ_most_are_told():
    before = run(**{f'c{number}': 10 for number in range(200)})
    after = run(**{f'c{number}': 10 + (number % 100 == 7) * 50 for number in range(200)})
    found = runs_of(before, after)
    assert {'c7', 'c107'} <= {item.name for item in found.times}
    assert (len(found.times), found.more_times) == (MAX_ROWS, 200 - MAX_ROWS)


def test_lines_that_only_one_has():
    assert only(['a', 'b', 'b', 'c'], ['a', 'b', 'd']) == [['b', 'c'], ['d']]


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        ('Server 0f1e2d3c4b5a69788796a5b4c3d2e1f0 is up', 'Server ffffeeee11112222333344445555aaaa is up'),
        ('at 2026-01-02T03:04:05Z', 'at 2026-11-12 13:14:15'),
        ('Serving at http://192.0.2.17:8080/', 'Serving at http://192.0.2.9:8080/'),
        ('took 12.5 s', 'took 3 s'),
        ('murano-kbafgwp5y2x0 boots', 'murano-z9afgwp5y2x1 boots'),
        ('id 12345678-1234-1234-1234-123456789abc', 'id 87654321-1234-1234-1234-123456789abc'),
    ],
)
def test_what_differs_by_nature_is_no_difference(one, other):
    assert only([one], [other]) == [[], []]


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        ('port 80', 'port 8080'),
        ('Step 1/3', 'Step 2/3'),
        ('nginx:1.27', 'nginx:1.28'),
        ('container8080', 'container8081'),
    ],
)
def test_what_says_something_is_a_difference(one, other):
    assert only([one], [other]) == [[one], [other]]


def test_the_same_words_of_another_component_or_level_are_others():
    before, after = run('a'), run('a')
    for change in ({'component_id': 'db'}, {'level': 'error'}):
        other = replace(after, lines=(replace(after.lines[0], **change),))
        assert runs_of(before, other).before_only.number == 1


def test_long_logs_are_cut_and_counted():
    found = runs_of(run(*map(str, range(10_000))), run())
    assert (len(found.before_only.lines), found.before_only.more) == (MAX_LINES, 10_000 - MAX_LINES)
    assert runs_of(run('x' * 100_000), run('x' * 100_000)).in_both == 1
