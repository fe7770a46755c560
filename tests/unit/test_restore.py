"""Going back to what a deployment was given: what runs goes on running, secrets are not made up."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as some

from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.deployed_details import between
from murano_panel.domain.model.inputs import doubtful
from murano_panel.domain.model.object_model import component_id, objects
from murano_panel.domain.model.restore import restore
from murano_panel.domain.model.secrets import MASK, SANITIZED
from murano_panel.domain.model.tree import HEADER
from tests.support.fake_murano_rest import masked
from tests.unit.test_deployed_changes import as_deployed, db, deployments, web

SERVER = {'?': {'id': 'vm1', 'type': 'io.murano.resources.LinuxMuranoInstance'}, 'flavor': 'small', 'name': 'vm'}
RUNS = {'openstackId': 'nova-1', 'ipAddresses': ['10.0.0.5']}


def back_to(number, *models, live, **typed):
    """Restores the deployment with this number of those with these models, the oldest first."""
    listed = deployments(*map(masked, models))
    return restore(listed[-number].components, live, sent_first(listed), **typed)


def with_server(port=80, **server):
    return web(port=port, instance={**copy.deepcopy(SERVER), **server})


def test_a_setting_goes_back_and_the_server_goes_on_running():
    live = as_deployed(with_server(port=8080, flavor='large', **RUNS), url='http://192.0.2.1/')
    found = back_to(1, [with_server()], [with_server(port=8080, flavor='large')], live=[live])
    [item] = found.components
    assert (item['port'], item['instance']['flavor']) == (80, 'small')
    assert item['instance'].items() >= RUNS.items() and item['url'] == 'http://192.0.2.1/'
    assert item['?']['type'] == 'demo.Web/1.0@demo'
    [change] = found.changes
    assert {(item.path, item.old, item.new) for item in change.properties} == {
        ('port', '8080', '80'),
        ('instance.flavor', 'large', 'small'),
    }


def test_what_came_later_goes_and_what_went_comes_back_without_what_it_was_given_out():
    first, second = [with_server(), db()], [as_deployed(with_server(**RUNS), url='http://192.0.2.1/'), db(size=1)]
    found = back_to(2, first, second, [db()], live=[as_deployed(db()), as_deployed(db(), x=1) | {'?': _head('db2')}])
    assert [component_id(item) for item in found.components] == ['db1', 'web1']
    back = found.components[1]
    assert back['instance'] == SERVER and back['url'] is None and back['port'] == 80
    assert back['?'] == {'id': 'web1', 'name': 'web', 'type': 'demo.Web', 'package': 'demo', 'classVersion': '1.0'}
    assert {(change.kind, change.component_id) for change in found.changes} == {('added', 'web1'), ('removed', 'db2')}


def _head(own_id):
    return {'id': own_id, 'type': 'demo.Db'}


def test_a_password_stays_as_it_is_deployed():
    live = [web(port=81, adminPassword='n3w')]
    found = back_to(1, [web(adminPassword='0ld')], [web(port=81, adminPassword='n3w')], live=live)
    assert found.components == [web(adminPassword='n3w')] and found.withheld == []
    assert [(place.component, place.label) for place in found.secrets] == [('web', 'Admin password')]


@pytest.mark.parametrize('live', [[], [web(adminPassword='')]])
def test_a_password_that_is_not_deployed_is_asked_for(live):
    found = back_to(1, [web(adminPassword='0ld')], live, live=live)
    [secret] = found.withheld
    assert (secret.component_name, secret.label, secret.path) == ('web', 'Admin password', ('adminPassword',))
    assert MASK in {item.new for change in found.changes for item in change.properties}
    found = back_to(1, [web(adminPassword='0ld')], live, live=live, secrets={secret.key: 'typed'})
    assert found.components[0]['adminPassword'] == 'typed'


def test_what_was_left_open_and_is_filled_by_now_stays_and_is_told():
    found = back_to(1, [web(url=None)], [web(url=None)], live=[web(url='http://192.0.2.1/')])
    assert found.components[0]['url'] == 'http://192.0.2.1/' and found.changes == []
    assert [place.label for place in found.kept] == ['URL']


def test_what_nobody_sent_at_first_is_set_back_where_it_is_known_to_be_set_by_people():
    """Another tool has left the image to its default, and set it later; the link is the application's own."""
    models = [web()], [web(image='b', link='x')], [web(image='c', link='y')]
    live = [web(image='c', link='z')]
    listed = deployments(*models)
    assert doubtful(listed[1].components, live, sent_first(listed)) == ['demo.Web']
    found = back_to(2, *models, live=live, inputs={'demo.Web': {'image': None, 'port': 80}})
    assert (found.components[0]['image'], found.components[0]['link']) == ('b', 'z')
    assert found.kept == []
    assert {place.label for place in back_to(2, *models, live=live).kept} == {'Image', 'Link'}
    found = back_to(1, *models, live=live, inputs={'demo.Web': {'image': None, 'port': 80}})
    assert found.components == live and [place.label for place in found.kept] == ['Image']
    found = back_to(2, *models, live=[], inputs={'demo.Web': {'image': None, 'port': 80}})
    assert found.components[0]['image'] == 'b' and 'link' not in found.components[0]


def test_what_was_left_to_its_default_goes_back_to_it():
    listed = deployments([web()], [web(image='b')])
    inputs, sent = {'demo.Web': {'image': 'a'}}, sent_first(listed)
    then = listed[1].components
    assert restore(then, [web(image='b')], sent, inputs=inputs).components == [web(image='a')]
    assert restore(then, [web(image='a')], sent, inputs=inputs).changes == []
    assert restore(then, [], sent, inputs=inputs).components[0].keys() == web().keys()


def test_what_murano_itself_gives_out_is_no_doubt():
    live, sent = [with_server(**RUNS)], sent_first(deployments([with_server()]))
    assert doubtful([with_server()], live, sent) == [] and back_to(1, [with_server()], live=live).kept == []


def test_what_its_form_was_answered_with_goes_back_to_nothing():
    def answered(motto):
        made = web(motto=motto)
        made['?'] = made['?'] | {'metadata': {'murano_panel': {'answers': {'main': {'motto': motto}}}}}
        return made

    found = back_to(1, [answered('')], [answered('hello')], live=[answered('hello')])
    assert found.components[0]['motto'] == '' and found.kept == []
    assert found.components[0]['?']['metadata']['murano_panel']['answers'] == {'main': {'motto': ''}}


def test_what_forms_remember_comes_without_masks():
    def labelled(port):
        made = web(port=port, adminPassword='x')
        labels = {'adminPassword': 'The password', 'port': 'The port'}
        return made | {'?': made['?'] | {'metadata': {'murano_panel': {'labels': labels}}}}

    def of(found):
        return found.components[0]['?']['metadata']['murano_panel']['labels']

    models = [labelled(80)], [labelled(81)]
    assert of(back_to(1, *models, live=[labelled(81)])) == {'adminPassword': 'The password', 'port': 'The port'}
    assert of(back_to(1, *models, live=[])) == {'port': 'The port'}


def test_an_object_that_stands_elsewhere_by_now_stays_there():
    first = [web(db={'?': _head('x1'), 'size': 1}), db(shared='x1')]
    live = [web(db='x1'), db(shared={'?': _head('x1'), 'size': 2, 'ip': '10.0.0.1'})]
    found = back_to(1, first, [web(db='x1'), db(shared={'?': _head('x1'), 'size': 2})], live=live)
    assert found.components[0]['db'] == 'x1'


def test_an_object_of_a_component_that_goes_comes_along():
    first = [web(db={'?': _head('x1'), 'size': 1})]
    later = [web(db='x1'), db(shared={'?': _head('x1'), 'size': 2})]
    live = [web(db='x1'), db(shared={'?': _head('x1'), 'size': 2, 'ip': '10.0.0.1'})]
    found = back_to(1, first, later, live=live)
    assert found.components == [web(db={'?': _head('x1'), 'size': 1, 'ip': '10.0.0.1'})]


def test_like_this_already():
    live = [as_deployed(with_server(**RUNS), url='x')]
    assert back_to(1, [with_server()], live=live).changes == []


@pytest.mark.parametrize('model', [[{'?': None, 'x': [{}]}], [{}], [{'?': {'id': 'web1'}, 'port': {}}]])
def test_models_that_are_none_do_no_harm(model):
    back_to(1, model, [web()], live=[web()])
    back_to(1, [web()], model, live=model)


# Any models ----------------------------------------------------------------------------------------------------------

_PLAIN = some.one_of(some.integers(0, 9), some.sampled_from(['a', 'b', 'vm']), some.booleans())
_NAMES = some.sampled_from(['port', 'flavor', 'motto', 'adminPassword', 'keys'])


def _objects(ids):
    parts = some.dictionaries(_NAMES, some.one_of(_PLAIN, some.lists(_PLAIN, min_size=1, max_size=3)), max_size=4)
    return parts.map(lambda properties: {'?': {'id': next(ids), 'type': 'demo.Part', 'name': 'part'}, **properties})


@some.composite
def _histories(draw):
    """What was sent at the first deployment, and at the second one; in between somebody has changed all kinds of it."""
    ids = (f'id{number}' for number in range(100))
    first = [
        {**draw(_objects(ids)), 'instance': draw(_objects(ids)), 'nodes': draw(some.lists(_objects(ids), max_size=3))}
        for _number in range(draw(some.integers(1, 3)))
    ]
    second = []
    for component in _run(first):
        if draw(some.integers(0, 4)):
            changed = dict(component)
            if draw(some.booleans()):
                changed['nodes'] = [item for item in component['nodes'] if draw(some.booleans())]
                changed['nodes'] += draw(some.lists(_objects(ids), max_size=2))
            if draw(some.booleans()):
                changed['instance'] = draw(_objects(ids))
            for part in objects(changed):
                for name in set(part) & {'port', 'flavor', 'motto', 'adminPassword', 'keys'}:
                    if draw(some.integers(0, 2)) == 0:
                        part[name] = draw(some.one_of(_PLAIN, some.lists(_PLAIN, min_size=1, max_size=3)))
            second.append(changed)
    return first, second + draw(some.lists(_objects(ids), max_size=2))


def _run(components):
    """As the engine leaves them: each object with an address of its own."""
    found = copy.deepcopy(components)
    for part in objects(found):
        part['?']['type'] = 'demo.Part/1.0@demo'
        part.setdefault('address', f'address of {component_id(part)}')
    return found


def _outline(value):
    return [component_id(item) or item for item in value] if isinstance(value, list) else value


@given(_histories())
def test_going_back_leads_to_what_was_given_then_and_loses_nothing_that_runs(history):
    first, second = history
    live = _run(second)
    listed = deployments(masked(first), masked(second))
    sent = sent_first(listed)
    found = restore(listed[-1].components, live, sent)
    assert between(masked(first), found.components, sent) == []
    assert between(masked(first), found.components, sent, backwards=True) == []
    assert {component_id(item) for item in found.components} == {component_id(item) for item in first}
    drafted = {component_id(part): part for part in objects(found.components)}
    for part in objects(masked(first)):
        for key, value in part.items():
            if key != HEADER and value != SANITIZED and not isinstance(value, dict):
                mine = drafted[component_id(part)][key]
                assert (
                    list(map(component_id, mine)) == list(map(component_id, value)) if key == 'nodes' else mine == value
                )
    running = {component_id(part): part['address'] for part in objects(live)}
    for part in objects(found.components):
        assert part.get('address') == running.get(component_id(part))
    passwords = {component_id(part): part.get('adminPassword') for part in objects(live)}
    for part in objects(found.components):
        if part.get('adminPassword') == SANITIZED:
            assert not isinstance(passwords.get(component_id(part)), str)
