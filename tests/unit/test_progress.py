from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from murano_panel.domain.records import Action, Deployment, Report, Result
from murano_panel.domain.state import progress as subject
from murano_panel.domain.state.plan import Plan, plan_of
from murano_panel.domain.state.progress import Ending

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def at(seconds):
    return START + timedelta(seconds=seconds)


def component(own_id, **properties):
    return {'?': {'id': own_id, 'type': f'demo.{own_id.title()}/1.0@demo', 'name': own_id.upper()}, **properties}


NOW = at(10)
WEB = component('web', host={'?': {'id': 'vm', 'type': 'demo.Vm'}})
DB = component('db')
DEPLOY = Action('env', 'deploy')


def deployment(action=DEPLOY, components=(WEB, DB), **values):
    values = {
        'id': 'd',
        'environment_id': 'env',
        'started': START,
        'finished': None,
        'state': 'running',
        'result': None,
        **values,
    }
    return Deployment(action=action, components=components, **values)


def report(text, entity=None, *, level='info', second=1):
    return Report(id=f'{entity}-{second}-{text}', entity_id=entity, level=level, text=text, created=at(second))


def progress(reports=(), ending=None, *, now=NOW, current=(), of=None):
    about = plan_of(of or deployment(), current, 'shop')
    return subject.progress(about, list(reports), ending, now=now, lost_after=30, silent_after=300)


def codes(found):
    return {item.id: item.state.code for item in found.components}


def test_all_components_wait_from_the_first_second():
    assert codes(progress()) == {'web': 'waiting', 'db': 'waiting'}


def test_a_report_of_a_nested_object_is_its_components():
    found = progress([report('Creating VM', 'vm', second=4)])
    assert codes(found) == {'web': 'working', 'db': 'waiting'}
    assert (found.components[0].last_text, found.components[0].elapsed_s) == ('Creating VM', 6)
    assert (found.lines[0].component_id, found.lines[0].component_name) == ('web', 'WEB')


def test_an_error_fails_its_component_alone_while_the_others_go_on():
    found = progress([report('hm', 'db'), report('broken', 'vm', level='error'), report('more', 'vm', second=2)])
    assert codes(found) == {'web': 'failed', 'db': 'working'}
    assert found.reason.text == 'broken' and found.state.code == 'running-errors'


def test_good_end_makes_all_done_reported_or_not():
    found = progress([report('ready', 'web')], Ending(finished=at(9)), now=at(999))
    assert codes(found) == {'web': 'done', 'db': 'done'}
    assert found.finished == at(9) and found.state.code == 'success' and found.elapsed_s == 9


def test_who_watches_the_end_and_who_opens_it_later_see_the_same_second():
    """Of the end itself only the list of deployments knows, which no tick reads."""
    lines = [report('ready', 'web'), report('Deployment finished', second=9), report('late', 'web', second=11)]
    watched, opened = (progress(lines, ending, now=at(99)) for ending in (Ending(), Ending(finished=at(8))))
    assert watched.finished == opened.finished == at(9) and watched.elapsed_s == opened.elapsed_s == 9


def test_after_an_exception_nobody_else_is_called_done():
    result = Result(is_exception=True, message='x', details='File "a" in method deploy of type demo.Db\n')
    found = progress([report('up', 'web'), report('x', 'env', level='error')], Ending(result))
    assert codes(found) == {'web': 'unclear', 'db': 'failed'}
    assert found.components[1].last_text == 'x'


def test_what_made_the_deployment_fail_took_until_then():
    result = Result(is_exception=True, message='x', details='File "a" in method deploy of type demo.Db\n')
    found = progress([report('asking', 'db', second=2)], Ending(result, at(9)), now=at(99))
    assert found.components[1].elapsed_s == 7


def test_soft_errors_leave_the_others_done():
    found = progress([report('no licence', 'db', level='error')], Ending(Result(is_exception=False)))
    assert codes(found) == {'web': 'done', 'db': 'errors'} and found.state.code == 'errors'


def test_without_a_result_nothing_is_finished_whatever_reports_say():
    found = progress([report('Deployment finished')])
    assert not found.finished and found.state.code == 'running'


def test_the_end_is_when_murano_said_so_even_with_late_lines():
    found = progress([report('Deployment finished', second=7), report('late', 'web', second=8)], Ending(), now=at(99))
    assert found.finished == at(7) and found.elapsed_s == 7


def test_what_the_deployment_removes_appears_once_something_tells_of_it():
    old = component('old')
    assert codes(progress(current=[WEB, old])) == {'web': 'waiting', 'db': 'waiting'}
    found = progress([report('Destroying', 'old')], current=[WEB, old])
    assert codes(found)['old'] == 'working' and found.components[-1].removed


def test_an_action_concerns_its_own_component():
    assert codes(progress(of=deployment(Action('vm', 'restart')))) == {'web': 'waiting'}


def test_a_deletion_concerns_what_is_there():
    found = progress(of=deployment(None, components=()), current=[WEB])
    assert codes(found) == {'web': 'waiting'} and found.components[0].removed


def test_lines_keep_the_servers_order():
    found = progress([report('b', 'web', second=5), report('a', 'unknown', second=3)])
    assert [(line.text, line.component_name) for line in found.lines] == [('b', 'WEB'), ('a', '')]


def test_a_plan_survives_the_cache():
    about = plan_of(deployment(), [component('old')], 'shop')
    assert msgspec.json.decode(msgspec.json.encode(about), type=Plan) == about


def test_a_plan_holds_no_property_of_the_model():
    assert 'hunter2' not in str(plan_of(deployment(components=(component('web', password='hunter2'),)), [], 'shop'))


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Copying [45%]', 0.45),
        ('Step 3/8: image', 0.375),
        ('node 2 of 4 is up', 0.5),
        ('100 % done', 1.0),
        ('250%', None),
        ('Step 9/8', None),
        ('Step 1/0', None),
        ('uses 1.5% of', None),
        ('port 80', None),
    ],
)
def test_fraction_is_read_only_where_a_report_tells_it(text, expected):
    assert subject.fraction(text) == expected


def test_usual_time_comes_from_good_deployments_of_the_same_kind():
    def ended(number, seconds, **values):
        return deployment(id=f'd{number}', finished=at(seconds), **{'state': 'success', **values})

    known = [
        ended(1, 300),
        ended(2, 420),
        ended(3, 5, state='completed_w_errors'),
        ended(4, 7, action=Action('vm', 'x')),
        ended(5, 9, result=Result(is_exception=True)),
        deployment(id='d6'),
    ]
    assert subject.usual_seconds(known, deployment()) == (300, 420)
    assert subject.usual_seconds([], deployment()) is None


@pytest.mark.parametrize(
    ('action', 'expected'),
    [(Action('vm', 'restart'), 'Action restart is scheduled'), (None, 'Deletion is scheduled')],
)
def test_what_is_scheduled_has_a_name(action, expected):
    found = progress([report('Action None is scheduled')], of=deployment(action))
    assert found.lines[0].text == expected
    assert progress([report('Action None is scheduled', 'web')]).lines[0].text == 'Action None is scheduled'
