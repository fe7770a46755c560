"""What a button refuses, its POST refuses, with the same sentence: pages may be old, and anybody can send."""

import html
import re

import pytest

from tests.support.fake_murano import component
from tests.views.addresses import FORM

LIST = '/app-catalog/environments/'
CATALOG = '/app-catalog/catalog/'
LOOKS_ONLY = 'Your role only lets you look.'
RUNS = 'A deployment or action is running. Wait until it has ended.'
LOST = 'Its result is lost: Murano keeps it locked until it is abandoned.'
GOES = 'It is being deleted.'


@pytest.fixture()
def package(murano):
    return murano.package(ui=FORM)


@pytest.fixture()
def web(murano, package):
    host = component('host', 'demo.Host', id='host1')
    environment = murano.environment('web', components=[host, component('site', 'demo.Web', id='site1', host='host1')])
    murano.deployment(environment, finished=True)
    return environment


def addresses(web, package, task):
    """{button: (address, body)}"""
    one = f'{LIST}{web.id}/'
    return {
        'rename': (f'{one}rename/', {'name': 'x'}),
        'delete': (f'{one}delete/', {'confirm_name': 'web'}),
        'delete selected': (f'{LIST}delete/', {'object_ids': web.id, 'agreed': 'yes'}),
        'abandon': (f'{one}abandon/', {'confirm_name': 'web'}),
        'add': (f'{CATALOG}{package["id"]}/add/{web.id}/', {'do': 'next-0'}),
        'edit': (f'{CATALOG}edit/{web.id}/site1/', {'do': 'next-0'}),
        'remove': (f'{one}components/site1/remove/', {'confirmed': 'yes'}),
        'undo': (f'{one}components/site1/undo/', {'confirmed': 'yes'}),
        'discard': (f'{one}discard/', {'confirmed': 'yes'}),
        'deploy': (f'{one}deploy/', {}),
        'deploy again': (f'{one}deployments/{task.id}/retry/', {}),
        're-apply': (f'{one}reapply/', {'saved': '[]'}),
    }


def told(client, answer):
    """What the answer says, or the page that it leads to."""
    page = client.get(answer['Location']) if answer.status_code == 302 else answer
    return ' '.join(html.unescape(page.content.decode()).split())


def changing(murano, before):
    return [call for call in murano.calls[before:] if call[0] != 'GET']


BUTTONS = list(addresses(component_stub := type('', (), {'id': ''}), {'id': ''}, component_stub))


@pytest.mark.parametrize('button', BUTTONS)
def test_rights(rita, murano, web, package, button):
    address, body = addresses(web, package, next(iter(murano.tasks.values())))[button]
    answer = rita.post(address, body)
    assert answer.status_code == 403 and LOOKS_ONLY in told(rita, answer)
    assert LOOKS_ONLY in told(rita, rita.get(f'{LIST}{web.id}/'))
    assert not changing(murano, 0)


# Renaming, abandoning and ending a draft work while something runs.
WHILE_BUSY = [name for name in BUTTONS if name not in ('rename', 'abandon', 'discard')]


@pytest.mark.parametrize('button', WHILE_BUSY)
@pytest.mark.parametrize(('status', 'sentence'), [('deploying', RUNS), ('deleting', GOES)])
def test_busy(alice, murano, web, package, button, status, sentence):
    if button == 'deploy':
        alice.post(f'{LIST}{web.id}/components/site1/remove/', {'confirmed': 'yes'})
    if status == 'deploying':
        task = murano.deployment(web)
    else:
        task = murano.begin(web, murano._session(web, 'opened', components=None), None)
    assert sentence in told(alice, alice.get(f'{LIST}{web.id}/'))
    before = len(murano.calls)
    address, body = addresses(web, package, task)[button]
    assert sentence in told(alice, alice.post(address, body))
    assert not changing(murano, before)


@pytest.mark.parametrize('button', ['delete', 'delete selected', 'add', 'edit', 'remove', 're-apply'])
def test_locked_for_good(alice, murano, web, package, button):
    """What a page has found out is told by all."""
    task = murano.deployment(web, reports=[('broke down', 'error', web.id)])
    for line in task.reports:
        line['created'] = '2026-01-01T00:00:00'
    assert LOST in told(alice, alice.get(f'{LIST}{web.id}/'))
    address, body = addresses(web, package, task)[button]
    assert LOST in told(alice, alice.post(address, body))


DANGLING = 'A component refers to one that is being removed.'
NOTHING = 'Nothing to deploy: your draft changes nothing yet.'


def test_a_reference_that_dangles(alice, murano, web):
    alice.post(f'{LIST}{web.id}/components/host1/remove/', {'confirmed': 'yes'})
    assert DANGLING in told(alice, alice.get(f'{LIST}{web.id}/'))
    before = len(murano.calls)
    assert DANGLING in told(alice, alice.post(f'{LIST}{web.id}/deploy/'))
    assert not changing(murano, before)
    # Once that one goes as well, it can be deployed.
    alice.post(f'{LIST}{web.id}/components/site1/remove/', {'confirmed': 'yes'})
    assert '/deployments/' in alice.post(f'{LIST}{web.id}/deploy/')['Location']


def test_a_draft_without_changes(alice, murano, web):
    alice.post(f'{LIST}{web.id}/components/site1/remove/', {'confirmed': 'yes'})
    murano.sessions_of(web.id)[-1].components = [dict(item) for item in web.components]
    assert NOTHING in told(alice, alice.get(f'{LIST}{web.id}/'))
    before = len(murano.calls)
    assert NOTHING in told(alice, alice.post(f'{LIST}{web.id}/deploy/'))
    assert not changing(murano, before)


def test_a_disabled_application(alice, murano, web, package):
    package['enabled'] = False
    sentence = 'This application is disabled'
    page = told(alice, alice.get(f'{CATALOG}{package["id"]}/'))
    assert sentence in page and not re.search(r'href="[^"]*/add/', page)
    for address in (f'{CATALOG}{package["id"]}/add/{web.id}/', f'{CATALOG}{package["id"]}/add/{web.id}/validate/'):
        for answer in (alice.post(address, {'do': 'next-0'}), alice.get(address)):
            assert sentence in told(alice, answer) or answer.status_code in (404, 405)
    before = len(murano.calls)
    assert sentence in told(alice, alice.post(f'{CATALOG}{package["id"]}/add/', {'environment_id': web.id}))
    assert not changing(murano, before)
