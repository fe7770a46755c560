"""Blueprints: the table, the page of one, saving, changing, cloning, deleting; and whose they are."""

import json

import pytest

from tests.support.fake_murano import component
from tests.support.pages import shown

URL = '/app-catalog/blueprints/'
HOST = component('host', 'demo.Host', id='host1', size=2)
DATABASE = component('db', 'demo.Db', id='db1', host='host1', adminPassword='hunter2', port=5432)
DATABASE['?']['type'] = 'demo.Db/0.0.0@demo.Db'


def components():
    return json.loads(json.dumps([HOST, DATABASE]))


def one(row, path=''):
    return f'{URL}{row["id"]}/{path}'


def names(page):
    return [row.name for row in page.context['list'].rows]


@pytest.fixture()
def starter(murano):
    return murano.blueprint('starter', components=components(), description_text='To begin with')


# The table ------------------------------------------------------------------------------------------------------------


def test_own_ones_first_then_those_of_all_projects(alice, murano, starter):
    murano.blueprint('Public', project='other', is_public=True)
    murano.blueprint('Hidden', project='other')
    murano.blueprint('zeta')
    page = alice.get(URL)
    assert names(page) == ['starter', 'zeta', 'Public']
    assert 'To begin with' in shown(page)


def test_what_charlie_sees(charlie, murano, starter):
    murano.blueprint('For all', is_public=True)
    page = charlie.get(URL)
    assert names(page) == ['For all']
    assert 'It belongs to another project' in shown(page)
    assert charlie.get(one(starter)).status_code == 404


@pytest.mark.parametrize(
    ('query', 'found'),
    [
        ({'q': 'BEGIN with'}, ['starter']),
        ({'q': 'nothing'}, []),
        ({'show': 'own'}, ['starter', 'zeta']),
        ({'show': 'public'}, ['zeta', 'Public']),
        ({'show': 'odd', 'page': '-7'}, ['starter', 'zeta', 'Public']),
    ],
)
def test_filters(alice, murano, starter, query, found):
    murano.blueprint('Public', project='other', is_public=True)
    murano.blueprint('zeta', is_public=True)
    page = alice.get(URL, query)
    assert names(page) == found
    assert found or 'No blueprint matches' in shown(page)


def test_without_any_it_says_how_to_begin(alice, rita):
    assert 'Save as a blueprint' in shown(alice.get(URL))
    assert 'needs the member role' in shown(rita.get(URL))


def test_hostile_names_are_shown_as_they_are(alice, murano):
    name = '{$ 7*7 $}<script>alert(1)</script>'
    row = murano.blueprint(name, description_text=name, components=[component(name)])
    for page in (alice.get(URL), alice.get(one(row)), alice.get(one(row, 'edit/')), alice.get(one(row, 'delete/'))):
        assert '{$ 7*7 $}&lt;script&gt;' in page.content.decode()
        assert '<script>alert' not in page.content.decode()


# The page of one ------------------------------------------------------------------------------------------------------


def test_a_blueprint(alice, murano, starter):
    murano.package('demo.Db', name='Database')
    page = alice.get(one(starter))
    found = {item.name: item for item in page.context['page'].components.rows}
    assert found['db'].application_name == 'Database'
    assert list(found['db'].uses) == ['host']
    assert 'hunter2' not in page.content.decode()
    assert [item.label for item in found['db'].settings if item.path == 'port']


def test_what_it_asks_for(alice, murano, starter):
    """A secret that another tool has left in it is asked for as well."""
    page = alice.get(one(starter))
    assert page.context['page'].components.question_count == 1
    assert 'Asks for:' in shown(page)


def test_ids_of_other_tools_stand_in_no_address(alice, murano):
    row = murano.blueprint(components=[component('odd', id='../x')])
    assert alice.get(one(row)).status_code == 200


@pytest.mark.parametrize('kept', [None, 7, [], {'open': 7}, {'open': [['a', {}]]}, {'labels': 3}])
def test_metadata_of_strangers_may_be_anything(alice, murano, kept):
    odd = component('odd')
    odd['?']['metadata'] = {'murano_panel': kept}
    row = murano.blueprint(components=[odd])
    assert alice.get(one(row)).status_code == 200
    assert alice.post(one(row, 'clone/'), {'name': 'copy'}).status_code == 302


def test_against_an_environment(alice, murano):
    murano.environment('shop', components=components())
    alice.post(f'{URL}save/{next(iter(murano.environments))}/', {'name': 'like it'})
    (row,) = murano.templates.values()
    (environment,) = murano.environments.values()
    same = alice.get(one(row), {'against': environment.id})
    assert same.context['page'].comparison.changes == []
    assert 'it is like the blueprint' in shown(same)
    environment.components = [{**environment.components[0], 'size': 9}, component('old', 'demo.Old')]
    differs = alice.get(one(row), {'against': environment.id})
    told = [(item.kind, item.name) for item in differs.context['page'].comparison.changes]
    assert told == [('changed', 'host'), ('added', 'db'), ('removed', 'old')]


@pytest.mark.parametrize('against', ['unknown', '../..', ''])
def test_against_what_is_not_there(alice, murano, starter, against):
    murano.environment('shop')
    page = alice.get(one(starter), {'against': against})
    assert page.status_code == 200 and page.context['page'].comparison is None


def test_of_many_components_fifty_are_shown(alice, murano):
    many = [component(f'part {number:03}', id=f'part{number}', port=number, password='x1') for number in range(120)]
    row = murano.blueprint(components=[{**many[0], **{f'p{number}': number for number in range(80)}}, *many[1:]])
    first = alice.get(one(row))
    assert len(first.context['page'].components.rows) == 50
    assert '1–50 of 120' in shown(first) and '120 secrets' in shown(first) and 'and 31 more' in shown(first)
    last = alice.get(first.context['page'].next_address.replace('page=2', 'page=9'))
    assert [item.name for item in last.context['page'].components.rows][-1] == 'part 119'
    environment = murano.environment('shop', components=many)
    assert 'and 70 more' in shown(alice.get(f'{URL}save/{environment.id}/'))


# Saving ---------------------------------------------------------------------------------------------------------------


def save(client, environment, query='', **data):
    return client.post(f'{URL}save/{environment.id}/{query}', {'name': 'saved', **data})


def test_an_environment_becomes_a_blueprint(alice, murano):
    environment = murano.environment('shop', components=components())
    page = alice.get(f'{URL}save/{environment.id}/')
    assert 'asks for: Admin password' in shown(page)
    answer = save(alice, environment, description='A shop', is_public='on')
    (row,) = murano.templates.values()
    assert answer.url == one(row)
    assert (row['name'], row['description_text'], row['is_public']) == ('saved', 'A shop', True)
    host, database = row['_components']
    assert database['host'] == host['?']['id'] not in ('host1', 'db1')
    assert database['?']['type'] == 'demo.Db' and database['adminPassword'] == ''
    assert database['?']['metadata']['murano_panel']['open'] == [['adminPassword']]
    assert 'hunter2' not in json.dumps(murano.bodies)


def test_what_the_classes_gave_out_is_left_out(alice, murano):
    environment = murano.environment('shop', components=components())
    murano.deployment(environment, finished=True, components=components())
    environment.components = [{**HOST, 'address': '10.0.0.7'}, DATABASE]
    save(alice, environment)
    (row,) = murano.templates.values()
    assert 'address' not in row['_components'][0]


def test_a_draft_or_what_is_deployed(alice, murano):
    environment = murano.environment('shop', components=components())
    alice.post(f'/app-catalog/environments/{environment.id}/components/db1/remove/')
    assert 'My draft, with 1 change' in shown(alice.get(f'{URL}save/{environment.id}/'))
    save(alice, environment)
    save(alice, environment, '?of=deployed', name='deployed')
    assert [len(row['_components']) for row in murano.templates.values()] == [1, 2]


def test_an_empty_one_is_refused(alice, murano):
    environment = murano.environment('shop')
    answer = save(alice, environment)
    assert answer.status_code == 409 and 'nothing to save' in shown(answer)
    assert not murano.templates


def test_a_name_that_is_taken_is_replaced_only_when_that_is_wanted(alice, murano, starter):
    """Of another project's of this name it is no matter."""
    murano.blueprint('starter', project='other', is_public=True)
    environment = murano.environment('shop', components=[component('only', id='only1')])
    refused = save(alice, environment, name='starter')
    assert 'There is a blueprint of this name' in shown(refused)
    assert 'type="checkbox" name="replace"' in refused.content.decode()
    assert len(starter['_components']) == 2
    assert save(alice, environment, name='starter', replace='on').url == one(starter)
    assert [item['?']['name'] for item in starter['_components']] == ['only']


# Changing -------------------------------------------------------------------------------------------------------------


def test_what_all_projects_come_to_see_is_emptied_first(alice, murano):
    """Another tool has left a secret in it."""
    row = murano.blueprint('theirs', components=[component('db', adminPassword='s3cret', port=1)])
    alice.post(one(row, 'edit/'), {'name': 'theirs', 'description': ''})
    assert 's3cret' in str(row)
    alice.post(one(row, 'edit/'), {'name': 'theirs', 'description': '', 'is_public': 'on'})
    assert 's3cret' not in str(row) and len(row['_components']) == 1


def test_editing(alice, murano, starter):
    assert 'value="starter"' in alice.get(one(starter, 'edit/')).content.decode()
    alice.post(one(starter, 'edit/'), {'name': 'renamed', 'description': '', 'is_public': 'on'})
    assert (starter['name'], starter['description_text'], starter['is_public']) == ('renamed', '', True)
    assert len(starter['_components']) == 2


@pytest.mark.parametrize('path', ['edit/', 'clone/'])
def test_a_taken_name(alice, murano, starter, path):
    murano.blueprint('other')
    answer = alice.post(one(starter, path), {'name': 'other'})
    assert answer.status_code == 200 and 'Another blueprint of this project has this name' in shown(answer)
    assert len(murano.templates) == 2


@pytest.mark.parametrize('name', ['', '   ', 'n' * 256])
def test_names_that_are_none_are_told_before_murano_is_asked(alice, murano, starter, name):
    assert alice.post(one(starter, 'edit/'), {'name': name}).status_code == 200
    assert {method for method, _path in murano.calls} == {'GET'}


def test_a_copy_has_ids_of_its_own(charlie, murano):
    """Of a public one of another project; Murano would copy the ids, too."""
    public = murano.blueprint('starter', components=components(), is_public=True)
    assert 'value="starter"' in charlie.get(one(public, 'clone/')).content.decode()
    charlie.post(one(public, 'clone/'), {'name': 'mine'})
    copy = next(row for row in murano.templates.values() if row['name'] == 'mine')
    assert (copy['tenant_id'], copy['is_public']) == ('other', False)
    ids = {item['?']['id'] for item in copy['_components']}
    assert len(ids) == 2 and ids.isdisjoint({'host1', 'db1'})
    assert 'hunter2' not in json.dumps(copy)


def test_the_name_of_a_copy_is_one_that_is_free(alice, murano, starter):
    assert 'value="starter 2"' in alice.get(one(starter, 'clone/')).content.decode()


def test_a_component_is_taken_out(alice, murano, starter):
    refused = alice.get(one(starter, 'components/host1/remove/'))
    assert refused.status_code == 409 and 'These use it: db' in shown(refused)
    assert alice.post(one(starter, 'components/host1/remove/')).status_code == 409
    assert alice.post(one(starter, 'components/db1/remove/')).url == one(starter)
    assert [item['?']['id'] for item in starter['_components']] == ['host1']
    assert alice.post(one(starter, 'components/db1/remove/')).status_code == 404


def test_deleting(alice, murano, starter):
    assert 'starter' in shown(alice.get(one(starter, 'delete/')))
    assert alice.post(one(starter, 'delete/')).url == URL
    assert not murano.templates


@pytest.mark.parametrize('path', ['edit/', 'delete/', 'components/db1/remove/'])
@pytest.mark.parametrize('who', ['charlie', 'admin'])
def test_what_is_public_is_changed_by_its_project_alone(request, murano, who, path):
    """Murano would let everybody."""
    public = murano.blueprint('starter', components=components(), is_public=True)
    client = request.getfixturevalue(who)
    for answer in (client.get(one(public, path)), client.post(one(public, path), {'name': 'mine'})):
        assert answer.status_code == 403 and 'It belongs to another project' in shown(answer)
    assert {method for method, _path in murano.calls} == {'GET'}


def test_rita_is_told_why_not(rita, murano, starter):
    page = shown(rita.get(one(starter)))
    assert 'Saving and changing blueprints needs the member role' in page
    assert 'Remove' not in page
