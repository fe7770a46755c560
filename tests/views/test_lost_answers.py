"""Murano did what it was asked, but its answer was lost: what can be known is found out, and told."""

import pytest
import requests

from murano_panel.drafts import pressed
from tests.support.fake_murano import component
from tests.support.pages import form, shown
from tests.support.spoiler import HTML, Fault
from tests.views.test_draft_sessions import add, draft_cookies, reapply, remove
from tests.views.test_environment_page import said

URL = '/app-catalog/environments/'
OPENS = pytest.mark.parametrize('opener', [remove, reapply, add], ids=lambda opener: opener.__name__)


@OPENS
def test_of_a_draft_whose_opening_is_lost_it_is_said_that_nothing_was_done(opener, ids, alice, murano):
    act = opener(alice, ids)
    murano.spoil('lost', 'POST', 'configure$', nth=1)
    page = act()
    assert page.status_code == 503 and 'Nothing of this was done: try again' in shown(page)
    assert 'an empty draft that nobody can find' in shown(page) and not draft_cookies(page)
    assert act().status_code == 302
    # The lost one forbids nothing, and goes with the deployment of the other one.
    alice.post(f'{URL}{ids["environment_id"]}/deploy/')
    environment = murano.environments[ids['environment_id']]
    murano.end(murano.running(environment))
    assert murano.environment_row(environment)['status'] == 'ready'


@OPENS
def test_what_was_written_is_found_and_is_no_error(opener, ids, alice, murano):
    act = opener(alice, ids)
    rule = murano.spoil('lost', pattern='services', nth=1)
    page = act()
    assert rule.struck and page.status_code == 302 and 'not known' not in shown(page)
    [session] = murano.sessions_of(ids['environment_id'])
    assert session.components != murano.environments[ids['environment_id']].components


def unheard_of(murano):
    """The answer is lost, and for now nothing can be read either."""

    def lost(_proper):
        murano.refuse('GET')
        raise requests.ConnectionError('lost')

    return Fault('', lost)


@OPENS
def test_what_was_written_into_a_draft_that_was_ended_is_not_done(opener, ids, alice, murano):
    act = opener(alice, ids)
    murano.spoil(unheard_of(murano), pattern='services', nth=1)
    page = act()
    assert page.status_code == 503 and 'not known' not in shown(page)
    assert murano.sessions_of(ids['environment_id']) == []


@OPENS
def test_a_draft_that_cannot_be_ended_stays_the_users(opener, ids, alice, murano):
    act = opener(alice, ids)
    murano.spoil(unheard_of(murano), pattern='services', nth=1)
    murano.refuse('DELETE', 'sessions')
    page = act()
    assert page.status_code == 503 and 'not known' in shown(page)
    assert list(draft_cookies(page)) == [f'murano_draft_{ids["environment_id"]}']
    murano.mend()
    alice.post(f'{URL}{ids["environment_id"]}/discard/', {'confirmed': 'yes'})
    assert murano.sessions_of(ids['environment_id']) == []


# Deploy ------------------------------------------------------------------------------------------------------------


@pytest.fixture()
def shop(alice, murano):
    environment = murano.environment('shop', components=[component('web', id='web1'), component('db', id='db1')])
    alice.post(f'{URL}{environment.id}/components/db1/remove/')
    return environment


def deploy(alice, environment):
    return alice.post(f'{URL}{environment.id}/deploy/')


def test_a_deployment_whose_answer_is_lost_is_found(alice, murano, shop):
    murano.spoil('lost', 'POST', 'deploy$')
    answer = deploy(alice, shop)
    assert answer.url == f'{URL}{shop.id}/deployments/{murano.running(shop).id}/'
    assert draft_cookies(answer)[f'murano_draft_{shop.id}'].value == ''


@pytest.fixture()
def unheard(alice, murano, shop):
    """Nothing is heard of the deployment, which has ended before anybody asks again."""
    murano.spoil(unheard_of(murano), 'POST', 'deploy$')
    assert 'not known' in shown(deploy(alice, shop))
    murano.mend()
    murano.end(murano.running(shop))
    return shop


def test_a_second_press_after_the_end_says_that_it_was_this_draft(alice, murano, unheard):
    tasks = [*murano.tasks]
    answer = deploy(alice, unheard)
    assert answer.url == f'{URL}{unheard.id}/deployments/{tasks[-1]}/' and [*murano.tasks] == tasks
    page = shown(alice.get(answer.url))
    assert 'Your draft was deployed already' in page and 'was not deployed' not in page


def test_its_page_does_not_call_it_lost(alice, unheard):
    page = alice.get(f'{URL}{unheard.id}/')
    assert 'can no longer be deployed' not in page.content.decode()
    assert draft_cookies(page)[f'murano_draft_{unheard.id}'].value == ''


def test_to_discard_it_ends_no_session_that_was_deployed(alice, murano, unheard):
    alice.post(f'{URL}{unheard.id}/discard/', {'confirmed': 'yes'})
    assert [session.state for session in murano.sessions.values()] == ['deployed']


def test_somebody_elses_deployment_is_not_taken_for_it(alice, murano, unheard):
    murano.deployment(unheard, finished=True)
    page = deploy(alice, unheard)
    assert 'the environment was deployed meanwhile' in shown(alice.get(page.url))


def test_what_did_not_arrive_can_be_deployed_again(alice, murano, shop):
    murano.refuse('POST', 'deploy$')
    assert 'not known' not in shown(deploy(alice, shop))
    murano.mend()
    assert '/deployments/' in deploy(alice, shop).url


def test_a_retry_whose_answer_is_lost_leaves_no_draft_behind(alice, murano, shop):
    alice.post(f'{URL}{shop.id}/discard/', {'confirmed': 'yes'})
    failed = murano.deployment(shop, failure='gave up')
    murano.spoil('lost', 'POST', 'deploy$')
    answer = alice.post(f'{URL}{shop.id}/deployments/{failed.id}/retry/')
    assert answer.url == f'{URL}{shop.id}/deployments/{murano.running(shop).id}/'
    assert murano.sessions_of(shop.id) == [] and not draft_cookies(answer)


def test_without_a_cache_the_old_words_are_said(alice, murano, unheard, monkeypatch):
    monkeypatch.setattr(pressed.cache, 'get', lambda key, default=None: default)
    assert 'was deployed meanwhile' in shown(alice.get(deploy(alice, unheard).url))


# Other changes -------------------------------------------------------------------------------------------------------


def pressed_twice(press, murano, method, pattern):
    """The first answer is lost; Murano has done what it was asked. (what the first press leads to, and the second)"""
    rule = murano.spoil('lost', method, pattern, nth=1)
    first = press()
    murano.mend()
    assert rule.struck
    return first, press()


def test_a_new_environment_whose_answer_is_lost_is_found(alice, murano):
    first, again = pressed_twice(
        lambda: alice.post(f'{URL}create/', {'name': 'fresh'}), murano, 'POST', 'environments$'
    )
    [made] = murano.environments.values()
    assert first.url == f'{URL}{made.id}/'
    assert 'There is an environment "fresh" now' in said(first)[-1]
    assert 'Another environment of this project has this name' in shown(again) and len(murano.environments) == 1


def test_a_new_environment_that_was_not_made_is_called_so_and_can_be_made(alice, murano):
    murano.refuse('POST', 'environments$')
    page = alice.post(f'{URL}create/', {'name': 'fresh'})
    assert 'value="fresh"' in page.content.decode() and 'not known' not in shown(page)
    murano.mend()
    assert alice.post(f'{URL}create/', {'name': 'fresh'}).status_code == 302


def test_a_new_name_whose_answer_is_lost_is_found(alice, murano, shop):
    first, again = pressed_twice(
        lambda: alice.post(f'{URL}{shop.id}/rename/', {'name': 'store'}), murano, 'PUT', f'{shop.id}$'
    )
    assert shop.name == 'store' and first.status_code == again.status_code == 302
    assert 'The environment is now called "store"' in said(first)[-1]


def test_a_draft_that_was_discarded_unheard_is_discarded(alice, murano, shop):
    first, again = pressed_twice(
        lambda: alice.post(f'{URL}{shop.id}/discard/', {'confirmed': 'yes'}), murano, 'DELETE', 'sessions'
    )
    assert murano.sessions_of(shop.id) == [] and draft_cookies(first)[f'murano_draft_{shop.id}'].value == ''
    assert 'Your draft was discarded' in said(first)[-1] and 'Your draft was gone already' in said(again)[-1]


def test_a_draft_that_may_be_there_still_is_kept(alice, murano, shop):
    murano.spoil(unheard_of(murano), 'DELETE', 'sessions')
    answer = alice.post(f'{URL}{shop.id}/discard/', {'confirmed': 'yes'})
    assert 'not known' in shown(answer) and not draft_cookies(answer)


@pytest.mark.parametrize(
    ('path', 'data', 'method', 'pattern'),
    [
        ('components/web1/rename/', {'name': 'store'}, 'PUT', 'services'),
        ('components/web1/metadata/', {'key': 'team', 'value': 'web'}, 'PUT', 'services'),
        ('metadata/', {'key': 'team', 'value': 'web'}, 'PATCH', 'model'),
        ('components/web1/remove/', {}, 'DELETE', 'services'),
        ('components/db1/undo/', {'confirmed': 'yes'}, 'DELETE', 'sessions'),
    ],
)
def test_what_was_written_into_a_draft_unheard_is_written_once(alice, murano, shop, path, data, method, pattern):
    first, again = pressed_twice(lambda: alice.post(f'{URL}{shop.id}/{path}', data), murano, method, pattern)
    assert first.status_code == 302 and again.status_code in (200, 302, 404)
    assert said(first) and 'not known' not in ' '.join(said(first))
    assert len(murano.sessions_of(shop.id)) == (0 if 'undo' in path else 1)


@pytest.mark.parametrize(
    ('path', 'data'),
    [('components/web1/rename/', {'name': 'store'}), ('metadata/', {'key': 'a', 'value': 'b'})],
)
def test_what_did_not_arrive_keeps_what_was_typed(alice, murano, shop, path, data):
    before = repr(murano.sessions_of(shop.id))
    murano.refuse('PUT')
    murano.refuse('PATCH')
    page = alice.post(f'{URL}{shop.id}/{path}', data)
    assert page.status_code == 200 and 'not known' not in shown(page)
    assert f'value="{[*data.values()][-1]}"' in page.content.decode() and repr(murano.sessions_of(shop.id)) == before


# What is said once of a draft ----------------------------------------------------------------------------------------


@pytest.mark.parametrize('status', [400, 404])
def test_one_spoilt_answer_makes_no_draft_gone(status, alice, murano, shop):
    said = Fault('', lambda _proper: (status, HTML, b'<h1>no</h1>'), reaches=False)
    # The first call reads what is deployed, the last one the draft.
    rule = murano.spoil(said, 'GET', f'/environments/{shop.id}$', nth=2)
    page = alice.get(f'{URL}{shop.id}/')
    assert rule.struck and form(page, 'Discard') and not draft_cookies(page)


def test_a_draft_is_not_forgotten_because_one_answer_says_that_it_is_discarded(alice, murano, shop):
    murano.spoil('404', 'DELETE', 'sessions', nth=1)
    alice.post(f'{URL}{shop.id}/discard/', {'confirmed': 'yes'})
    assert murano.sessions_of(shop.id) == []


def test_a_draft_that_is_gone_is_told_so(alice, murano, shop):
    murano.sessions.clear()
    page = alice.get(f'{URL}{shop.id}/')
    assert 'Your draft is gone' in shown(page) and draft_cookies(page)[f'murano_draft_{shop.id}'].value == ''
