"""How far and how long still: what is known is told as a range, what is not known is not told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murano_panel.domain.records import Action, Deployment, Report, Result
from murano_panel.domain.state import estimate as subject
from murano_panel.domain.state.estimate import Estimate, History
from murano_panel.domain.state.phases import by_component
from murano_panel.domain.state.plan import plan_of
from murano_panel.domain.state.runs import MAX_MARKS, ended_well, run_of, runs_of, tracks_of

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HOST = {'?': {'id': 'host', 'type': 'demo.Host', 'name': 'HOST'}}
WEB = {'?': {'id': 'web', 'type': 'demo.Web', 'name': 'WEB'}, 'host': 'host'}
WORDS = ('Creating', 'Installing', 'Starting', 'Ready')


def report(second, entity, text):
    created = START + timedelta(seconds=second)
    return Report(id=f'{second}-{entity}', entity_id=entity, level='info', text=text, created=created)


def deployment(number=0, components=(WEB,), seconds=None, **values):
    started = START - timedelta(hours=number)
    finished = None if seconds is None else started + timedelta(seconds=seconds)
    state = 'running' if seconds is None else 'success'
    found = Deployment(f'd{number}', 'env', Action('env', 'deploy'), started, finished, state, None, components)
    return replace(found, **values)


def plan(components=(WEB,)):
    return plan_of(deployment(components=components), (), 'shop')


def steps(seconds, entity='web', words=WORDS):
    """One line for each word, at these seconds."""
    return [report(second, entity, word) for second, word in zip(seconds, words, strict=False)]


def earlier(*runs, components=(WEB,), own=(WEB,)):
    """History of runs: (seconds of the whole, reports or None where they were not read), newest first."""
    all_of_them = [deployment(components=own)]
    all_of_them += [deployment(n, components, seconds) for n, (seconds, _told) in enumerate(runs, 1)]
    # Long before, so that nothing is new.
    all_of_them += [deployment(99, (HOST, WEB), 1)]
    mine, *before = runs_of(all_of_them)[:-1]
    about = plan(components)
    known = [
        run if told is None else replace(run, tracks=tracks_of(run, about, by_component(about, told)))
        for run, (_seconds, told) in zip(before, runs, strict=True)
    ]
    return History(mine, tuple(known))


def told(reports, history=None, *, second, components=(WEB,)):
    about = plan(components)
    so_far = [item for item in reports if item.created <= START + timedelta(seconds=second)]
    return subject.estimate(about, by_component(about, so_far), history, START + timedelta(seconds=second))


def test_without_history_and_own_words_there_is_no_number():
    assert told(steps([1, 5]), second=7) == Estimate()


def test_a_component_that_counts_its_steps_is_enough():
    counted = [report(10 * n, 'web', f'Step {n}/10') for n in range(1, 11)]
    found = told(counted, second=40)
    assert found.fraction == 0.4 and found.left[0] <= 60 <= found.left[1] <= 80


def test_one_count_tells_how_far_but_not_yet_how_fast():
    found = told([report(10, 'web', 'Step 1/10')], second=10)
    assert (found.fraction, found.left) == (pytest.approx(0.1), None)


def test_a_count_that_starts_anew_is_about_a_part_of_the_work_and_tells_nothing_of_all():
    parts = [report(1, 'web', '[50%]'), report(5, 'web', '[90%]'), report(6, 'web', '[10%]')]
    assert told(parts, second=7) == Estimate()


def test_what_only_one_of_two_tells_is_not_known_of_all():
    counted = [report(n, 'web', f'Step {n}/10') for n in range(1, 5)]
    assert told(counted, second=5, components=(HOST, WEB)) == Estimate()


def test_an_earlier_run_tells_where_a_phase_stands_and_what_comes_after_it():
    history = earlier((100, steps([10, 40, 70, 90])))
    found = told(steps([10, 40]), history, second=40)
    assert found.fraction == pytest.approx(0.4) and found.left[0] <= 60 <= found.left[1]


def test_the_range_narrows():
    history = earlier((100, steps([10, 40, 70, 90])), (120, steps([10, 40, 80, 105])))
    spans = [
        high - low
        for second in (10, 40, 70, 90)
        for low, high in [told(steps(range(10, 91, 30)), history, second=second).left]
    ]
    assert spans == sorted(spans, reverse=True) and spans[-1] < spans[0] / 2


def test_who_is_slower_than_earlier_runs_is_told_by_the_own_pace():
    history = earlier((100, steps([10, 40, 70, 90])))
    found = told(steps([10, 70, 130]), history, second=130)
    assert found.left[0] <= 60 <= found.left[1]


def test_who_does_not_get_on_is_slower_already_before_the_next_line():
    history = earlier((100, steps([10, 40, 70, 90])))
    at_once, later = (told(steps([10]), history, second=second).left for second in (40, 90))
    assert later[1] > at_once[1]


def test_steps_that_are_counted_differently_this_time_count_by_their_share():
    before = [report(10 * n, 'web', f'Step {n}/10') for n in range(1, 11)]
    now = [report(10 * n, 'web', f'Step {n}/25') for n in range(1, 26)]
    found = told(now, earlier((110, before)), second=120)
    assert found.fraction == pytest.approx(0.5, abs=0.1) and found.left[0] <= 140 <= found.left[1]


def test_where_reports_were_not_read_the_time_of_earlier_runs_tells():
    found = told([], earlier((100, None), (140, None)), second=60)
    assert (found.fraction, found.left) == (0.5, (40, 80))


def test_other_components_took_another_time():
    assert told([], earlier((100, None), components=(HOST,)), second=60) == Estimate()


def test_a_component_that_is_new_is_compared_with_others_that_were():
    new, known = 'a new one', 'one of before'
    first = {'?': {'id': known, 'type': 'demo.Web'}}
    again, initial = deployment(1, (first,), 20), deployment(2, (first,), 100)
    mine, *before = runs_of([deployment(components=({'?': {'id': new, 'type': 'demo.Web'}},)), again, initial])
    about = plan((first,))
    runs = [
        replace(before[0], tracks=tracks_of(before[0], about, by_component(about, steps([5, 10], known)))),
        replace(before[1], tracks=tracks_of(before[1], about, by_component(about, steps([10, 40, 70, 90], known)))),
    ]
    mine = replace(mine, parts={'web': 'demo.Web'}, first=('web',))
    found = told([], History(mine, tuple(runs)), second=0)
    assert found.left[0] <= 100 <= found.left[1]


@pytest.mark.parametrize(
    ('took', 'is_late'), [([10] * 9 + [100], True), ([10] * 8 + [100] * 2, False), ([10] * 2, False)]
)
def test_late_is_who_takes_longer_than_nearly_all(took, is_late):
    found = told([], earlier(*((seconds, None) for seconds in took)), second=50)
    assert (found.is_late, found.longer_than, found.of) == (is_late, took.count(10), len(took))


def test_who_is_late_is_not_told_to_be_soon_over():
    history = earlier(*[(100, steps([10, 40, 70, 90]))] * 3)
    found = told(steps([10, 40]), history, second=150)
    assert found.is_late and found.left is None and found.fraction < 1


def test_an_action_is_measured_by_its_own_kind():
    action = Action('web', 'reload')
    mine, *before = runs_of(
        [deployment(action=action), deployment(1, seconds=500), deployment(2, action=action, seconds=30)]
    )
    alike = tuple(run for run in before if run.what == mine.what)
    about = plan_of(deployment(action=action), (WEB,), 'shop')
    found = subject.estimate(about, by_component(about, []), History(mine, alike), START + timedelta(seconds=10))
    assert found.left == (20, 20)


def test_what_is_being_removed_is_not_waited_for():
    about = plan_of(deployment(), (WEB, HOST), 'shop')
    found = subject.estimate(about, by_component(about, []), earlier((100, steps([10, 90]))), START)
    assert found.left


def test_only_good_ends_are_compared_with():
    broken = deployment(seconds=5, result=Result(is_exception=True))
    assert ended_well(deployment(seconds=5)) and not ended_well(broken) and not ended_well(deployment())
    assert not ended_well(deployment(seconds=5, state='completed_w_errors'))


def test_a_run_keeps_no_text_and_is_bounded():
    lines = [report(n, 'web', f'{"s3cret" * (n % 100)} x') for n in range(1000)]
    run = run_of(deployment(seconds=1000), ())
    [track] = tracks_of(run, plan(), by_component(plan(), lines))
    assert len(track.marks) <= MAX_MARKS and 's3cret' not in repr(track)


SECONDS = st.lists(st.integers(0, 200), min_size=0, max_size=12).map(sorted)
TEXTS = st.sampled_from([*WORDS, 'Step 1/4', 'Step 2/4', 'Step 4/4', '[10%]', '[80%]', 'else'])
LINES = st.lists(st.tuples(st.integers(0, 200), st.sampled_from(['web', 'host']), TEXTS), max_size=15).map(
    lambda found: [report(*parts) for parts in sorted(found, key=lambda item: item[0])]
)
RUNS = st.lists(st.tuples(st.integers(0, 300), st.one_of(st.none(), LINES)), max_size=4)
BOTH = (HOST, WEB)


@given(LINES, RUNS)
def test_percent_never_goes_backwards_and_ranges_are_never_empty(lines, runs):
    history = earlier(*runs, components=BOTH, own=BOTH) if runs else None
    most = 0.0
    for second in range(0, 260, 3):
        found = told(lines, history, second=second, components=BOTH)
        if found.fraction is not None:
            assert most <= found.fraction <= subject.MOST
            most = found.fraction
        if found.left is not None:
            low, high = found.left
            assert 0 <= low <= high and high >= 1
