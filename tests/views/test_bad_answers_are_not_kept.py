"""A damaged answer does not outlast the damage: only what is good goes into a cache that others read."""

import contextlib
import json
import time
from datetime import timedelta
from unittest import mock

import pytest

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.support.pages import shown
from tests.support.spoiler import HTML, JSON, Fault
from tests.views.addresses import FORM

URL = '/app-catalog/'
DAMAGED = [
    Fault('no YAML', lambda _proper: (200, HTML, b'Version: 2.3\nApplication: [')),
    Fault('a string', lambda _proper: (200, JSON, b'"hello"')),
    Fault('an empty object', lambda _proper: (200, JSON, b'{}')),
    Fault('nothing', lambda _proper: (200, HTML, b'')),
    Fault('a page', lambda _proper: (200, JSON, b'<html>')),
]


@pytest.fixture()
def package(murano):
    return murano.package(ui=FORM)


@pytest.mark.parametrize('fault', DAMAGED, ids=lambda fault: fault.name)
@pytest.mark.parametrize('page', ['add', 'detail', 'check'])
def test_a_form_is_whole_again_with_murano(page, fault, alice, bob, murano, package):
    environment = murano.environment()
    address = {
        'add': f'{URL}catalog/{package["id"]}/add/{environment.id}/',
        'detail': f'{URL}catalog/{package["id"]}/',
        'check': f'{URL}catalog/{package["id"]}/check/',
    }
    murano.spoil(fault, 'GET', '/ui$')
    alice.get(address[page])
    murano.mend()
    assert 'Name' in shown(bob.get(address['add']))


@pytest.mark.parametrize('answer', [b'{}', b'{"": {}}', b'{"": null}', b'{"": {"properties": {"a": 1}}}'])
def test_a_schema_is_whole_again_with_murano(answer, alice, bob, murano):
    package, environment = murano.package(), murano.environment()
    murano.schemas['demo.Web'] = {'': {'type': 'object', 'properties': {'greeting': {'type': 'string'}}}}
    murano.spoil(Fault('', lambda _proper: (200, JSON, answer)), 'GET', '/schemas/')
    address = f'{URL}catalog/{package["id"]}/add/{environment.id}/'
    assert alice.get(address).status_code == 503
    murano.mend()
    assert 'reeting' in shown(bob.get(address))


def test_a_package_is_checked_again(alice, murano, package):
    address = f'{URL}catalog/{package["id"]}/check/'
    murano.spoil(Fault('', lambda proper: (*proper[:2], b'PK\x03\x04')), 'GET', '/download$')
    assert 'no zip archive' in shown(alice.get(address))
    murano.mend()
    assert 'no zip archive' not in shown(alice.get(address))


def test_categories_are_read_again_where_some_could_not_be_read(alice, murano):
    murano.category('Web'), murano.category('Databases')
    murano.package(categories=['Web']), murano.package('demo.Db', categories=['Databases'])
    murano.spoil(Fault('', lambda _proper: (200, JSON, ONE_OF_TWO)), 'GET', '/categories')
    assert 'could not be read' in shown(alice.get(f'{URL}catalog/'))
    murano.mend()
    page = shown(alice.get(f'{URL}catalog/'))
    assert 'Databases' in page and 'could not be read' not in page


ONE_OF_TWO = b'{"categories": [{"id": "a", "name": "Web", "package_count": 1}, {"id": "b"}]}'


def test_a_picture_that_did_not_come_is_asked_for_again_soon(alice, murano, package):
    answer = alice.get(f'{URL}catalog/{package["id"]}/logo/')
    assert answer.status_code == 302 and answer['Cache-Control'] == 'private, max-age=300'


@pytest.mark.parametrize('damage', [lambda rows: [], lambda rows: [rows[0], {'id': 7}]], ids=['empty', 'one of two'])
def test_a_history_is_whole_again_with_murano(damage, alice, murano):
    environment = murano.environment('shop', components=[component()])
    tasks = [murano.deployment(environment, finished=True, started=now() - timedelta(hours=2)) for _each in range(2)]
    for task in tasks:
        task.finished = now() - timedelta(hours=1)
    address = f'{URL}deployments/'

    def damaged(proper):
        return 200, JSON, json.dumps({'deployments': damage(json.loads(proper[2])['deployments'])}).encode()

    rule = murano.spoil(Fault('', damaged), 'GET', '/deployments$')
    assert tasks[0].id not in alice.get(address).content.decode() and rule.struck
    murano.mend()
    with a_minute_later():
        page = alice.get(address).content.decode()
    assert all(task.id in page for task in tasks)


@contextlib.contextmanager
def a_minute_later():
    """A minute on: what is kept for seconds alone is over."""
    with mock.patch('time.time', lambda now=time.time: now() + 60):
        yield


def odd_rows(proper):
    """One row of the list is damaged."""
    answer = json.loads(proper[2])
    [(key, rows)] = answer.items()
    return 200, JSON, json.dumps({key: [*rows[:-1], {'id': 7}] if len(rows) > 1 else [*rows, {'id': 7}]}).encode()


def test_a_list_that_lacks_rows_is_told_to_nobody_else(alice, bob, murano, monkeypatch):
    monkeypatch.setattr('murano_panel.web.shared.FRESH', 30)
    first, second = murano.environment('one'), murano.environment('two')
    address = f'{URL}environments/rows/?row={first.id}&row={second.id}'
    bob.get(address)
    murano.spoil(Fault('', odd_rows), 'GET', '/environments$')
    alice.get(f'{URL}environments/')
    murano.mend()
    assert set(bob.get(address).json()['rows']) == {first.id, second.id}


def test_a_plan_is_not_kept_beside_what_could_not_be_read(alice, murano):
    environment = murano.environment(components=[component('web', id='web1')])
    task = murano.deployment(environment, reports=[('Installing', 'info', 'web1')])
    address = f'{URL}environments/{environment.id}/deployments/{task.id}/'
    murano.spoil(Fault('', odd_rows), 'GET', '/deployments$')
    alice.get(f'{address}live/')
    murano.mend()
    with murano.budget(2):
        assert alice.get(f'{address}live/').status_code == 200
