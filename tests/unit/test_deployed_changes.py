"""What each deployment changed, from models as Murano lists them: sent by forms, filled in by the engine since."""

import copy
from datetime import UTC, datetime, timedelta

import pytest

from murano_panel.domain.model.deployed_changes import MAX_NAME, DeployedChanges, Named, runs
from murano_panel.domain.records import Action, Deployment

START = datetime(2026, 1, 1, tzinfo=UTC)


def web(**properties):
    return {'?': {'id': 'web1', 'type': 'demo.Web', 'name': 'web'}, 'port': 80, 'url': None, **properties}


def db(**properties):
    return {'?': {'id': 'db1', 'type': 'demo.Db', 'name': 'db'}, **properties}


def as_deployed(component, **given_out):
    """As the engine leaves it."""
    found = copy.deepcopy(component)
    found['?'] |= {'type': found['?']['type'] + '/1.0@demo', '_actions': {}}
    return found | given_out


def deployments(*models, environment='env1', method='deploy'):
    """One for each model, the oldest first; listed as Murano does, the newest first."""
    listed = [
        Deployment(
            id=f'{environment}-{number}',
            environment_id=environment,
            action=Action(environment, method),
            started=START + timedelta(hours=number),
            finished=START + timedelta(hours=number, minutes=1),
            state='success',
            result=None,
            components=tuple(model),
        )
        for number, model in enumerate(models, 1)
    ]
    return listed[::-1]


def last(*models):
    listed = deployments(*models)
    return runs(listed, [listed[0].id])[listed[0].id].changes


def named(*names):
    return Named(len(names), names)


def test_the_first_deployment_adds_everything():
    assert last([web(), db()]) == DeployedChanges(added=named('web', 'db'))


def test_few_names_are_told_and_none_in_full_length():
    many = [{'?': {'id': f'c{number}', 'type': 'demo.Web', 'name': f'{number}' * 99}} for number in range(9)]
    added = last(many).added
    assert (added.count, added.more) == (9, 6) and added.names[1] == '1' * (MAX_NAME - 1) + '…'


def test_what_came_and_went_is_named():
    assert last([web()], [db()]) == DeployedChanges(added=named('db'), removed=named('web'))


@pytest.mark.parametrize(
    'changed',
    [
        {'port': 8080},
        {'disks': [{'?': {'id': 'd1', 'type': 'demo.Disk'}, 'size': 1}, {'?': {'id': 'd2', 'type': 'demo.Disk'}}]},
        {'disks': []},
        {'disks': [{'?': {'id': 'd1', 'type': 'demo.Disk'}, 'size': 2}]},
    ],
)
def test_what_somebody_changed_is_told(changed):
    first = web(disks=[{'?': {'id': 'd1', 'type': 'demo.Disk'}, 'size': 1}])
    assert last([first], [as_deployed(first) | changed]) == DeployedChanges(changed=named('web'))


def test_another_name_is_a_change():
    renamed = as_deployed(web())
    renamed['?']['name'] = 'shop'
    assert last([web()], [renamed]) == DeployedChanges(changed=named('shop'))


@pytest.mark.parametrize(
    'written',
    [
        {'port': '80'},
        {'url': 'http://192.0.2.1/'},
        {'password': '*** SANITIZED ***', 'ips': ['192.0.2.1'], 'volume': {'?': {'id': 'v1', 'type': 'demo.Volume'}}},
    ],
)
def test_what_the_engine_wrote_is_nobodys_change(written):
    assert not last([web()], [as_deployed(web(), **written)])


def test_what_a_class_gives_out_may_change_at_each_deployment():
    outs = [as_deployed(web(), ip=f'192.0.2.{number}', seen=[number]) for number in range(2)]
    assert not last([web()], *([item] for item in outs))


def test_an_object_may_stand_where_its_id_stood():
    host = {'?': {'id': 'host1', 'type': 'demo.Host'}}
    assert not last([web(host=host)], [web(host='host1')])
    assert last([web(host=host)], [web(host='host2')])


def test_an_answer_that_fills_in_what_was_left_open_is_a_change():
    def kept(url):
        found = web(url=url)
        found['?']['metadata'] = {'murano_panel': {'version': 1, 'answers': {'main': {'url': url}}}}
        return found

    assert last([kept('')], [kept('http://a/')]) == DeployedChanges(changed=named('web'))
    assert not last([kept('')], [kept('')])


def test_numbers_count_all_runs_of_an_environment_and_actions_change_nothing():
    listed = deployments([web()], [web(), db()]) + deployments([web()], environment='env2')
    action = deployments([web()], [web()], [web()], method='backup')[0]
    found = runs([action, *listed], {item.id for item in [action, *listed]})
    assert [(own_id, run.number) for own_id, run in sorted(found.items())] == [
        ('env1-1', 1),
        ('env1-2', 2),
        ('env1-3', 3),
        ('env2-1', 1),
    ]
    assert found['env1-3'].changes is None
    assert found['env1-2'].changes.by_kind == [(named('db'), 'added')]


def test_only_what_is_wanted_is_compared():
    assert list(runs(deployments([web()], [db()]), ['env1-1'])) == ['env1-1']


def test_models_that_are_none_do_no_harm():
    assert last([], [{'?': None, 'x': [{}]}, {}]).added
