"""Two changes in the same instant, from two tabs or workers of one user: each is done once, and no draft is lost."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from murano_panel.web import turns
from tests.support import cast
from tests.support.fake_murano import component
from tests.support.spoiler import Fault
from tests.views.test_matrix_changes import CHANGES, Act

URL = '/app-catalog/environments/'


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[component('web', id='web1'), component('db', id='db1')])


def tab(client):
    """The same browser, at the same time."""
    other = Client()
    other.cookies.update(client.cookies)
    other.person = client.person
    return other


def at_once(murano, client, pattern, *addresses, data=None, method='POST'):
    """Answers of POSTs that are all under way when Murano gets the first call that matches: it waits for the next."""
    meeting = threading.Barrier(len(addresses))

    def wait(proper):
        # Alone, when the other one is kept waiting before it asks Murano.
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=1)
        return proper

    murano.spoil(Fault('together', wait), method, pattern)
    with ThreadPoolExecutor(len(addresses)) as pool:
        sent = [pool.submit(tab(client).post, address, data or {}) for address in addresses]
        return [item.result() for item in sent]


def test_two_changes_that_open_a_draft_open_one(alice, murano, shop):
    addresses = [f'{URL}{shop.id}/components/{name}/remove/' for name in ('web1', 'db1')]
    answers = at_once(murano, alice, 'configure$', *addresses)
    assert [answer.status_code for answer in answers] == [302, 302]
    [session] = murano.sessions_of(shop.id)
    assert session.components == []


def test_two_presses_of_deploy_make_one_deployment(alice, murano, shop):
    alice.post(f'{URL}{shop.id}/components/db1/remove/')
    before = len(murano.tasks)
    answers = at_once(murano, alice, 'deploy$', *[f'{URL}{shop.id}/deploy/'] * 2)
    assert len(murano.tasks) == before + 1
    assert {answer.url for answer in answers} == {f'{URL}{shop.id}/deployments/{list(murano.tasks)[-1]}/'}


def test_two_retries_make_one_deployment(alice, murano, shop):
    failed = murano.deployment(shop, failure='gave up')
    answers = at_once(murano, alice, 'configure$', *[f'{URL}{shop.id}/deployments/{failed.id}/retry/'] * 2)
    assert len(murano.tasks) == 2 and murano.sessions_of(shop.id) == []
    assert all(answer.status_code in (302, 409) for answer in answers)


def test_who_waits_too_long_is_told(alice, murano, shop, monkeypatch):
    monkeypatch.setattr(turns, 'PATIENCE', 0.01)
    monkeypatch.setattr(turns, '_key', lambda request, environment_id: 'held')
    turns.cache.add('held', 'somebody', 60)
    answer = alice.post(f'{URL}{shop.id}/components/db1/remove/', follow=True)
    assert 'Another change of yours' in answer.content.decode()
    assert murano.sessions_of(shop.id) == [] and turns.cache.get('held') == 'somebody'


def test_another_login_does_not_get_the_draft(alice, murano, shop, login):
    alice.post(f'{URL}{shop.id}/components/db1/remove/')

    class SecondLogin(cast.Person):
        token_id = 'another-token'

    elsewhere = login(SecondLogin('alice'))
    assert '/discard/' not in elsewhere.get(f'{URL}{shop.id}/').content.decode()


# Turns are about environments: those that exist, so that two that make one are told apart by Murano, by their name.
# Packages and categories are changed by one call each.
# These only read the environment that they begin with.
MAKE_OTHERS = ('environments:clone', 'blueprints:save')
IN_TURN = pytest.mark.parametrize(
    'address',
    [
        item
        for item in CHANGES
        if (item.of_environment and item.name not in MAKE_OTHERS) or item.name == 'environments:delete_selected'
    ],
    ids=lambda address: address.name,
)


@IN_TURN
def test_every_change_waits_for_its_turn(address, alice, murano, monkeypatch):
    act = Act(address, alice, murano)
    monkeypatch.setattr(turns, 'PATIENCE', 0.01)
    monkeypatch.setattr(turns, '_key', lambda request, environment_id: 'held')
    turns.cache.add('held', 'somebody', 60)
    answer = act.press()
    turns.cache.delete('held')
    assert not act.is_done
    page = act.client.get(answer.url) if answer.status_code == 302 else answer
    assert 'Another change of yours' in page.content.decode()


@pytest.mark.parametrize('name', ['rename', 'delete', 'abandon', 'delete_selected'])
def test_two_dialogs_make_one_change_after_the_other(name, alice, murano, shop):
    """The second one finds what the first one has done."""
    data = {'name': 'renamed', 'confirm_name': 'shop', 'object_ids': shop.id, 'agreed': 'yes'}
    address = f'{URL}delete/' if name == 'delete_selected' else f'{URL}{shop.id}/{name}/'
    before = len(murano.calls)
    method = 'PUT' if name == 'rename' else 'DELETE'
    together = at_once(murano, alice, '', address, address, data=data, method=method)
    assert all(answer.status_code < 500 for answer in together)
    made = [call for call in murano.calls[before:] if call[0] == method]
    # To give it the same name twice is one change.
    assert len(made) == (2 if name == 'rename' else 1)
