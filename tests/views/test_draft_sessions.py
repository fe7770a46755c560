"""No view leaks a Murano session or forgets its cookie: whatever opens drafts, over every address of ours."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.test import RequestFactory
from django.urls import reverse

from murano_panel.api import errors
from murano_panel.drafts import store
from murano_panel.drafts.seen import Seen
from tests.support.fake_murano import component
from tests.support.pages import form
from tests.support.spoiler import JSON, Fault
from tests.views.addresses import ADDRESSES, FILE, SPACE, Address, registered
from tests.views.test_access import body

URL = '/app-catalog/'


def remove(client, ids):
    return lambda: client.post(f'{URL}environments/{ids["environment_id"]}/components/{ids["component_id"]}/remove/')


def reapply(client, ids):
    saved = json.dumps([{'kind': 'removed', 'id': ids['component_id'], 'name': 'web'}])
    url = f'{URL}environments/{ids["environment_id"]}/reapply/'
    return lambda: client.post(url, {'saved': saved, 'confirmed': 'yes'})


def restore(client, ids):
    page = f'{URL}environments/{ids["environment_id"]}/deployments/{ids["deployment_id"]}/restore/'
    shown = form(client.get(page), 'Put into a draft')
    return lambda: shown.submit(client, 'Put into a draft')


def import_file(client, ids):
    page = client.post(f'{URL}environments/import/', {'text': FILE, 'target': ids['environment_id']})
    shown = form(page, 'Put into my draft')
    return lambda: shown.submit(client, 'Put into my draft')


def fill_in(client, url, button, name, *, scripts=False):
    """The form of a package up to its last button."""
    page = form(client.get(url), 'Next').submit(client, 'Next', name=name)
    last = form(form(page, 'Next').submit(client, 'Next'), button)
    return lambda: (checked_by_scripts(last) if scripts else last).submit(client, button)


def checked_by_scripts(shown):
    path, mark, query = shown.action.partition('?')
    return replace(shown, action=f'{path}validate/{mark}{query}')


def add(client, ids, *, scripts=False):
    url = f'{URL}catalog/{ids["package_id"]}/add/{ids["environment_id"]}/'
    return fill_in(client, url, 'Add to draft', 'x', scripts=scripts)


def edit(client, ids, *, scripts=False):
    url = f'{URL}catalog/edit/{ids["environment_id"]}/{ids["component_id"]}/'
    return fill_in(client, url, 'Save in draft', 'y', scripts=scripts)


def start(client, ids, *, scripts=False):
    url = f'{URL}catalog/{ids["package_id"]}/start/?name=started'
    return fill_in(client, url, 'Create environment', 'x', scripts=scripts)


def compose(client, ids, *, scripts=False):
    url = f'{URL}blueprints/{ids["blueprint_id"]}/add/{ids["package_id"]}/'
    return fill_in(client, url, 'Add to the blueprint', 'x', scripts=scripts)


def recompose(client, ids, *, scripts=False):
    url = f'{URL}blueprints/{ids["blueprint_id"]}/components/{ids["component_id"]}/edit/'
    return fill_in(client, url, 'Save in the blueprint', 'y', scripts=scripts)


def step(client, ids, name):
    """The first step of a form, filled in."""
    page = name.removesuffix('_validate').replace('validate', 'add_to')
    url = reverse(SPACE + page, kwargs={key: ids[key] for key in registered()[page]})
    first = form(client.get(url, {'name': 'started'} if page == 'catalog:start' else {}), 'Next')
    if 'validate' in name:
        first = checked_by_scripts(first)
    return lambda: first.submit(client, 'Next', name='typed')


OPENERS = {
    'environments:component_remove': remove,
    'environments:reapply': reapply,
    'environments:restore': restore,
    'environments:import_run': import_file,
    'catalog:add_to': add,
    'catalog:validate': lambda client, ids: add(client, ids, scripts=True),
    'catalog:edit': edit,
    'catalog:edit_validate': lambda client, ids: edit(client, ids, scripts=True),
}
# Their draft is one of an environment that they make.
FOUNDERS = {
    'catalog:start': start,
    'catalog:start_validate': lambda client, ids: start(client, ids, scripts=True),
}
# They write what is no draft.
COMPOSERS = {
    'blueprints:add': compose,
    'blueprints:add_validate': lambda client, ids: compose(client, ids, scripts=True),
    'blueprints:component': recompose,
    'blueprints:component_validate': lambda client, ids: recompose(client, ids, scripts=True),
}
# These end drafts, or, ``retry``, use up one of their own.
ENDERS = {'deploy', 'discard', 'delete', 'delete_selected', 'abandon'}
# Notes in the draft's cookie that it has changed the environment itself (test_environment_settings.py).
MARKERS = {'environments:metadata'}
OPENS = pytest.mark.parametrize('opener', OPENERS.values(), ids=OPENERS)


def draft_cookies(response):
    return {name: morsel for name, morsel in response.cookies.items() if name.startswith('murano_draft_')}


@OPENS
def test_what_opens_a_draft_writes_its_cookie(opener, ids, alice, murano):
    response = opener(alice, ids)()
    assert response.status_code in (200, 302), response.content
    assert len(murano.sessions_of(ids['environment_id'])) == 1
    assert list(draft_cookies(response)) == [f'murano_draft_{ids["environment_id"]}']


@OPENS
@pytest.mark.parametrize(
    'failure', [errors.Unavailable('down'), errors.Invalid('bad'), RuntimeError('a fault of ours')]
)
def test_what_fails_after_opening_a_draft_ends_it(opener, failure, ids, alice, murano, monkeypatch):
    """The component is in the draft already: it is the message about it that fails."""
    act = opener(alice, ids)

    def fail(*args, **kwargs):
        raise failure

    monkeypatch.setattr(BaseStorage, 'add', fail)
    alice.raise_request_exception = False
    response = act()
    assert response.status_code >= 400
    assert murano.sessions_of(ids['environment_id']) == []
    assert draft_cookies(response) == {}


@OPENS
def test_a_draft_that_is_there_is_used_and_outlives_a_failure(opener, ids, alice, murano):
    act = opener(alice, ids)
    environment = murano.environments[ids['environment_id']]
    environment.components.append(component('other', id='other1'))
    remove(alice, {**ids, 'component_id': 'other1'})()
    [session] = murano.sessions_of(environment.id)
    for method in ('POST', 'PUT', 'DELETE'):
        murano.fail(method, 'services', status=500)
    response = act()
    assert murano.sessions_of(environment.id) == [session]
    assert draft_cookies(response) == {}


OTHERS = [address for address in ADDRESSES if address.name.partition(':')[2] not in ENDERS]


@pytest.mark.parametrize('address', OTHERS, ids=lambda address: address.name)
def test_nothing_else_touches_the_cookies(address: Address, ids, alice, murano):
    # Two changes: a draft whose only change is taken back ends.
    murano.environments[ids['environment_id']].components.append(component('other', id='other1'))
    remove(alice, {**ids, 'component_id': 'other1'})()
    remove(alice, ids)()
    before = set(murano.sessions)
    responses = [alice.get(address.url(ids))]
    if address.post is not None and address.name not in {*OPENERS, *MARKERS}:
        responses.append(alice.post(address.url(ids), body(address, ids)))
    assert [draft_cookies(response) for response in responses] == [{} for _ in responses]
    assert set(murano.sessions) == before


def test_a_view_without_our_base_opens_no_draft(murano):
    """It would be nobody's job to write the cookie."""
    request = RequestFactory().post('/')
    request.user = SimpleNamespace(id='alice', project_id='demo', services_region='here', token=SimpleNamespace(id='t'))
    environment = SimpleNamespace(id='e1')
    with pytest.raises(RuntimeError, match='GuardedView'), store.writing(request, Seen(environment)):
        pass
    assert murano.calls == []


def test_the_openers_are_addresses_of_ours():
    assert {SPACE + name for name in {*OPENERS, *FOUNDERS, *COMPOSERS}} <= {
        SPACE + address.name for address in ADDRESSES
    }


LISTS = pytest.mark.parametrize('page', [URL, f'{URL}environments/'])
LACKING = [b'{"environments": []}', b'{"environments": [{"id": "other"}, {"id": 7}]}', b'{}']


@LISTS
@pytest.mark.parametrize('listed', LACKING)
def test_a_draft_is_not_forgotten_because_a_list_lacks_its_environment(page, listed, ids, alice, murano):
    remove(alice, ids)()
    murano.spoil(Fault('', lambda _proper: (200, JSON, listed)), 'GET', '/environments$')
    assert not draft_cookies(alice.get(page))
    murano.mend()
    assert '/discard/' in alice.get(f'{URL}environments/{ids["environment_id"]}/').content.decode()


def test_my_drafts_show_one_whose_environment_the_list_lacks(ids, alice, murano):
    remove(alice, ids)()
    murano.spoil(Fault('', lambda _proper: (200, JSON, b'{"environments": []}')), 'GET', '/environments$')
    page = alice.get(f'{URL}environments/drafts/')
    assert 'not in the list of environments' in page.content.decode()
    form(page, 'Discard').submit(alice, 'Discard')
    alice.post(f'{URL}environments/{ids["environment_id"]}/discard/', {'confirmed': 'yes'})
    assert murano.sessions_of(ids['environment_id']) == []


@LISTS
def test_a_draft_is_forgotten_with_its_environment(page, ids, alice, murano):
    remove(alice, ids)()
    del murano.environments[ids['environment_id']]
    with murano.budget(2):
        gone = alice.get(page)
    assert draft_cookies(gone)[f'murano_draft_{ids["environment_id"]}'].value == ''


@LISTS
def test_a_draft_stays_while_murano_does_not_say_what_became_of_its_environment(page, ids, alice, murano):
    remove(alice, ids)()
    del murano.environments[ids['environment_id']]
    murano.refuse('GET', '/environments/.')
    answer = alice.get(page)
    assert answer.status_code == 200 and not draft_cookies(answer)


# The 31st draft ------------------------------------------------------------------------------------------------------


@pytest.fixture()
def one_too_many(settings, alice, murano):
    """As many drafts as a browser may hold, of environments of their own."""
    settings.MURANO_PANEL = {**getattr(settings, 'MURANO_PANEL', {}), 'DRAFT_MAX_COUNT': 2}
    environments = [
        murano.environment(f'other {number}', components=[component('old', id='old1')]) for number in (1, 2)
    ]
    for environment in environments:
        assert draft_cookies(remove(alice, {'environment_id': environment.id, 'component_id': 'old1'})())
    return environments


@OPENS
def test_one_draft_too_many_asks_which_to_discard(opener, ids, alice, murano, one_too_many):
    act = opener(alice, ids)
    answer = act()
    if answer.headers['Content-Type'].startswith('application/json'):
        assert answer.status_code == 409 and 'under "My drafts"' in answer.json()['error']['advice']
    elif answer.status_code == 302:
        assert answer.url == f'{URL}environments/drafts/'
    else:
        page = answer.content.decode()
        assert answer.status_code == 409 and f'href="{URL}environments/drafts/" target="_blank"' in page
        assert form(answer, 'Try again')
    assert murano.sessions_of(ids['environment_id']) == []
    drafts = alice.get(f'{URL}environments/drafts/')
    assert [environment.name in drafts.content.decode() for environment in one_too_many] == [True, True]
    alice.post(f'{URL}environments/{one_too_many[0].id}/discard/', {'confirmed': 'yes', 'next': 'drafts'})
    act()
    assert len(murano.sessions_of(ids['environment_id'])) == 1
