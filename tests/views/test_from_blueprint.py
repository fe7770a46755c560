"""An environment that begins with a blueprint: asked for what is open, ids of its own, a draft."""

import json

import pytest

from tests.support import cast
from tests.support.fake_murano import component
from tests.support.pages import form, shown
from tests.support.spoiler import FAULTS
from tests.views.sentences import alerts, told
from tests.views.test_reapplying import GOOD, UI

CREATE = 'Create environment'
SECRET = 'secret:["web1", "adminPassword"]'


@pytest.fixture()
def starter(murano):
    """Saved with an open question, as the panel does it."""
    murano.package('demo.Web', name='Web', ui=UI)
    web = component('web', id='web1', port=80, adminPassword='', host='host1')
    web['?']['metadata'] = {'murano_panel': {'open': [['adminPassword']], 'application': 'Web'}}
    host = component('host', 'demo.Host', id='host1')
    return murano.blueprint('starter', components=[host, web], description_text='To begin with')


def url(row):
    return f'/app-catalog/environments/create/from/{row["id"]}/'


def ready(client, row):
    answer = client.get(url(row))
    assert answer.status_code == 200
    return form(answer, CREATE)


def press(client, row, **typed):
    return ready(client, row).submit(client, CREATE, **{SECRET: GOOD, **typed})


def drafted(murano, name):
    environment = next(item for item in murano.environments.values() if item.name == name)
    [session] = [item for item in murano.sessions_of(environment.id) if item.user_id == cast.ALICE.id]
    return {item['?']['name']: item for item in session.components}


def test_what_is_open_is_asked_for(alice, murano, starter):
    page = alice.get(url(starter))
    assert 'web: Admin password' in shown(page) and 'value="starter"' in page.content.decode()
    assert 'To begin with' in shown(page)
    for typed, complaint in (('', 'Needed'), ('x', 'at least 7 characters')):
        answer = press(alice, starter, **{SECRET: typed})
        assert complaint in shown(answer) and not murano.environments


def test_it_is_a_draft_with_ids_of_its_own(alice, murano, starter):
    answer = press(alice, starter, name='shop')
    (environment,) = murano.environments.values()
    assert answer.url == f'/app-catalog/environments/{environment.id}/'
    assert (environment.name, environment.description) == ('shop', 'To begin with')
    found = drafted(murano, 'shop')
    assert found['web']['adminPassword'] == GOOD
    assert found['web']['host'] == found['host']['?']['id'] != 'host1'
    assert found['web']['?']['metadata'] == {'murano_panel': {'application': 'Web'}}
    assert GOOD not in json.dumps(murano.templates)


def test_two_of_one_share_no_object(alice, murano, starter):
    press(alice, starter, name='one')
    assert 'value="starter"' in alice.get(url(starter)).content.decode()
    press(alice, starter, name='two')
    ids = [{item['?']['id'] for item in drafted(murano, name).values()} for name in ('one', 'two')]
    assert ids[0].isdisjoint(ids[1])


def test_the_name_is_one_that_is_free(alice, murano, starter):
    murano.environment('starter')
    assert 'value="starter 2"' in alice.get(url(starter)).content.decode()
    assert 'Another environment of this project has this name.' in shown(press(alice, starter, name='starter'))


def test_a_public_one_of_another_project(charlie, murano, starter):
    assert charlie.get(url(starter)).status_code == 404
    starter['is_public'] = True
    assert press(charlie, starter).status_code == 302
    (environment,) = murano.environments.values()
    assert environment.project == cast.CHARLIE.project


def test_what_changed_meanwhile_is_looked_at_again(alice, murano, starter):
    page = ready(alice, starter)
    starter['_components'][1]['port'] = 99
    answer = page.submit(alice, CREATE, **{SECRET: GOOD})
    assert 'the blueprint has changed' in shown(answer) and not murano.environments


def test_a_second_press_leads_to_the_same(alice, murano, starter):
    page = ready(alice, starter)
    assert page.submit(alice, CREATE, **{SECRET: GOOD}).url == page.submit(alice, CREATE, **{SECRET: GOOD}).url
    assert len(murano.environments) == 1


def test_an_empty_one(alice, murano):
    page = shown(alice.get(url(murano.blueprint('empty'))))
    assert 'The blueprint has no components' in page


def test_rita_sees_why_not(rita, starter):
    assert 'only lets you look' in shown(rita.get(url(starter)))


def test_calls(alice, murano, starter):
    """The blueprint, the names of environments, and the form that a secret is typed into: once two, then one."""
    with murano.budget(4):
        ready(alice, starter)
    with murano.budget(3):
        page = ready(alice, starter)
    with murano.budget(5):
        page.submit(alice, CREATE, **{SECRET: GOOD})


@pytest.mark.parametrize('fault', FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize('call', ['GET /templates/', 'POST /environments$', 'PUT /services$'])
def test_whatever_fails_nothing_is_left_behind_unsaid(alice, murano, starter, fault, call):
    page = ready(alice, starter)
    murano.spoil(fault, *call.split())
    answer = page.submit(alice, CREATE, **{SECRET: GOOD})
    if murano.environments:
        assert answer.status_code == 302
        return
    text = alerts(answer.content.decode())
    assert told(fault.name, text) or 'Nothing of this was done' in text
