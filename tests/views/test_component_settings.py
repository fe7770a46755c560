"""What is around a component and no form asks for: its name, a copy of it, its metadata. All goes into the draft."""

import copy

import pytest

from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.test_at_once import at_once
from tests.views.test_environment_page import said, text_of, url

COPY_ID = 'c' * 32
DIALOG = {'x-requested-with': 'XMLHttpRequest', 'accept': 'text/html, application/json'}
OURS = {'version': 1, 'package': 'demo.Site', 'answers': {'main': {'host': 'web-1'}}, 'secrets': ['pin']}


@pytest.fixture()
def web(murano):
    """A site on a host, deployed; the engine has given it an address."""
    host = component('host', 'demo.Host', id='host1')
    site = component(
        'site', 'demo.Site', id='site1', host='host1', hostname='web-1', adminPassword='s3cret', pin='1234'
    )
    site['?']['metadata'] = {'murano_panel': OURS, 'owner': 'me', 'nested': {'x': 1}, 'rank': 7}
    environment = murano.environment('web', components=[host, site])
    environment.version = 0
    murano.deployment(environment, finished=True, components=copy.deepcopy([host, site]))
    environment.components = [host, {**site, 'address': '192.0.2.1'}]
    return environment


def dialog(environment, which, component_id='site1'):
    return url(environment, f'components/{component_id}/{which}/')


def drafted(murano, environment, component_id='site1'):
    [session] = murano.sessions_of(environment.id)
    return next(item for item in session.components if item['?']['id'] == component_id)


def pairs(**entries):
    return {'key': list(entries), 'value': list(entries.values())}


# Rename ---------------------------------------------------------------------------------------------------------------


def test_a_new_name_is_a_change_of_the_draft_that_can_be_undone(alice, murano, web):
    with murano.budget(1):
        assert 'value="site"' in alice.get(dialog(web, 'rename')).content.decode()
    with murano.budget(3):
        answer = alice.post(dialog(web, 'rename'), {'name': ' shop {$ 7*7 $} '})
    assert answer['Location'] == url(web, 'components/site1/')
    assert drafted(murano, web)['?']['name'] == 'shop {$ 7*7 $}'
    assert web.components[1]['?']['name'] == 'site'
    assert '1 undeployed change' in text_of(alice, web) and 'shop {$ 7*7 $}' in text_of(alice, web)
    alice.post(url(web, 'components/site1/undo/'), {'confirmed': 'yes'})
    assert murano.sessions_of(web.id) == []


def test_the_same_name_opens_no_draft(alice, murano, web):
    with murano.budget(1):
        answer = alice.post(dialog(web, 'rename'), {'name': 'site'})
    assert 'nothing was changed' in said(answer)[-1] and murano.sessions_of(web.id) == []


@pytest.mark.parametrize('name', ['', '  ', 'x' * 256])
def test_what_is_no_name_is_told_beside_the_field(alice, murano, web, name):
    assert 'has-error' in alice.post(dialog(web, 'rename'), {'name': name}).content.decode()
    assert murano.sessions_of(web.id) == []


def test_what_the_class_calls_name_is_left_to_its_form(alice, murano, web):
    web.components[1]['name'] = 'web-1'
    alice.post(dialog(web, 'rename'), {'name': 'Shop'})
    assert drafted(murano, web)['name'] == 'web-1' and drafted(murano, web)['?']['name'] == 'Shop'


# Duplicate ------------------------------------------------------------------------------------------------------------


def test_a_copy_has_what_people_set_and_names_of_its_own(alice, murano, web):
    with murano.budget(1):
        page = alice.get(dialog(web, 'duplicate')).content.decode()
    assert 'value="site (2)"' in page and 's3cret' not in page and '1234' not in page
    with murano.budget(5):
        answer = alice.post(dialog(web, 'duplicate'), {'name': 'twin', 'copy_id': COPY_ID})
    assert answer['Location'] == url(web, f'components/{COPY_ID}/')
    twin = drafted(murano, web, COPY_ID)
    assert twin['?']['name'] == 'twin' and twin['hostname'] == 'web-1-2' and twin['host'] == 'host1'
    assert (twin['adminPassword'], twin['pin']) == ('s3cret', '1234') and 'address' not in twin
    assert twin['?']['metadata']['owner'] == 'me' and '_actions' not in twin['?'] and 'status' not in twin['?']
    assert twin['?']['metadata']['murano_panel']['answers'] == {'main': {'host': 'web-1-2'}}
    page = alice.get(answer['Location']).content.decode()
    assert 's3cret' not in page and '1234' not in page


def test_pressed_twice_there_is_one_copy(alice, murano, web):
    data = {'name': 'twin', 'copy_id': COPY_ID}
    answers = at_once(murano, alice, 'configure$', *[dialog(web, 'duplicate')] * 2, data=data)
    assert [answer['Location'] for answer in answers] == [url(web, f'components/{COPY_ID}/')] * 2
    [session] = murano.sessions_of(web.id)
    assert [item['?']['id'] for item in session.components].count(COPY_ID) == 1


def test_what_it_uses_is_kept_or_copied_with_it(alice, murano, web):
    page = alice.get(dialog(web, 'duplicate')).content.decode()
    # Horizon's own select, drawn by a script when its page begins, would be dead in a dialog.
    assert 'name="uses-host1"' in page and 'themable-select' not in page
    alice.post(dialog(web, 'duplicate'), {'name': 'twin', 'copy_id': COPY_ID, 'uses-host1': 'copy'})
    twin = drafted(murano, web, COPY_ID)
    assert twin['host'] != 'host1' and drafted(murano, web, twin['host'])['?']['name'] == 'host (2)'
    assert drafted(murano, web)['host'] == 'host1'


@pytest.mark.parametrize('copy_id', ['', 'x', '<script>', '../' * 8])
def test_an_odd_id_of_a_copy_is_refused(alice, murano, web, copy_id):
    answer = alice.post(dialog(web, 'duplicate'), {'name': 'twin', 'copy_id': copy_id})
    assert answer.status_code == 200 and murano.sessions_of(web.id) == []


# Metadata -------------------------------------------------------------------------------------------------------------


def test_metadata_of_people_is_edited_beside_all_other(alice, murano, web):
    page = alice.get(dialog(web, 'metadata')).content.decode()
    assert 'value="owner"' in page and '<code>nested</code>' in page and 'value="murano_panel"' not in page
    with murano.budget(3):
        answer = alice.post(
            dialog(web, 'metadata'), pairs(owner='you', rank='7', team='<b>{$ 1 $}</b>') | {'extra': ''}
        )
    assert answer['Location'] == url(web, 'components/site1/')
    kept = drafted(murano, web)['?']['metadata']
    assert kept == {'murano_panel': OURS, 'nested': {'x': 1}, 'owner': 'you', 'rank': 7, 'team': '<b>{$ 1 $}</b>'}
    text = shown(alice.get(answer['Location']))
    assert 'Metadata › owner' in text and '&lt;b&gt;{$ 1 $}&lt;/b&gt;' in text
    assert '1 undeployed change' in text_of(alice, web)


def test_an_empty_name_removes_its_line(alice, murano, web):
    alice.post(dialog(web, 'metadata'), {'key': ['', 'rank', ''], 'value': ['me', '7', '']})
    assert drafted(murano, web)['?']['metadata'] == {'murano_panel': OURS, 'nested': {'x': 1}, 'rank': 7}


def test_what_is_wrong_is_told_at_its_line_and_nothing_is_written(alice, murano, web):
    sent = {
        'key': ['murano_panel', '?', 'a', 'a', 'long', '', 'empty'],
        'value': ['x', 'x', '1', '2', 'x' * 256, 'lonely', ''],
    }
    answer = alice.post(dialog(web, 'metadata'), sent)
    text = shown(answer)
    for words in ('is taken by', 'another line', 'up to 255', 'Give it a name', 'Give it a value'):
        assert words in text
    assert answer.content.decode().count('aria-invalid="true"') == 2 * 6 and 'value="lonely"' in answer.content.decode()
    assert murano.sessions_of(web.id) == []


def test_there_is_room_for_fifty(alice, murano, web):
    sent = {'key': [f'k{number}' for number in range(51)], 'value': ['x'] * 51}
    assert 'room for 50' in shown(alice.post(dialog(web, 'metadata'), sent))
    answer = alice.post(dialog(web, 'metadata'), {'key': ['k'] * 500, 'value': ['x'] * 500})
    assert 'room for 50' in shown(answer) and murano.sessions_of(web.id) == []


def test_a_secret_is_not_shown_again_and_stays_where_it_is_left_empty(alice, murano, web):
    web.components[1]['?']['metadata']['api token'] = 'hidden-one'
    page = alice.get(dialog(web, 'metadata')).content.decode()
    assert 'hidden-one' not in page and 'kept as it is' in page
    sent = {'key': ['api token', 'db password', 'owner'], 'value': ['', 'hidden-two', '']}
    answer = alice.post(dialog(web, 'metadata'), sent)
    assert 'hidden-two' not in answer.content.decode() and 'Type this value again' in shown(answer)
    sent['value'][2] = 'you'
    alice.post(dialog(web, 'metadata'), sent)
    kept = drafted(murano, web)['?']['metadata']
    assert (kept['api token'], kept['db password'], kept['owner']) == ('hidden-one', 'hidden-two', 'you')
    assert 'hidden-' not in alice.get(url(web)).content.decode()


def test_like_before_nothing_is_written(alice, murano, web):
    with murano.budget(1):
        answer = alice.post(dialog(web, 'metadata'), pairs(owner='me', rank='7'))
    assert 'nothing was changed' in said(answer)[-1] and murano.sessions_of(web.id) == []


# All of them ----------------------------------------------------------------------------------------------------------

EVERY = pytest.mark.parametrize(
    ('which', 'data'),
    [
        ('rename', {'name': 'new'}),
        ('duplicate', {'name': 'twin', 'copy_id': COPY_ID}),
        ('metadata', {'key': 'owner', 'value': 'you'}),
    ],
)


@EVERY
def test_while_something_runs_nothing_is_asked(alice, murano, web, which, data):
    murano.deployment(web)
    assert alice.get(dialog(web, which)).status_code == 409
    assert alice.post(dialog(web, which), data).status_code == 409


@EVERY
def test_a_draft_that_was_overtaken_is_not_thrown_away(alice, murano, web, which, data):
    alice.post(dialog(web, 'rename', 'host1'), {'name': 'mine'})
    before = set(murano.sessions)
    web.version += 1
    assert alice.post(dialog(web, which), data).status_code == 409
    assert set(murano.sessions) == before


@EVERY
def test_what_has_vanished_is_not_found(alice, murano, web, which, data):
    assert alice.get(dialog(web, which, 'gone1')).status_code == 404
    web.components = web.components[:1]
    assert alice.post(dialog(web, which), data).status_code == 404
    assert murano.sessions_of(web.id) == []


@EVERY
def test_what_was_typed_stays_where_murano_refuses(alice, murano, web, which, data):
    murano.fail('PUT', 'services', status=500)
    answer = alice.post(dialog(web, which), data, headers=DIALOG)
    typed = data.get('name') or data['value']
    assert f'value="{typed}"' in answer.content.decode() and murano.sessions_of(web.id) == []


@EVERY
def test_they_are_in_the_menu_of_the_page_and_say_why_not(alice, rita, web, which, data):
    page = alice.get(url(web, 'components/site1/')).content.decode()
    assert f'data-murano-dialog href="{dialog(web, which)}"' in page
    assert f'href="{dialog(web, which)}"' not in rita.get(url(web, 'components/site1/')).content.decode()
    assert rita.post(dialog(web, which), data).status_code == 403
