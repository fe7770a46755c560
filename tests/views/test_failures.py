"""What the user is told when a call fails: what, why, and what to do; with a status that tells machines the same."""

from urllib.parse import quote

import pytest

from tests.support.pages import form, shown
from tests.views.addresses import ADDRESSES

URL = '/app-catalog/'
# How Murano fails → status of the page.
FAILURES = {
    'refused': 503,
    'late': 503,
    'web page': 503,
    '500': 503,
    '403': 403,
    '404': 404,
    '409': 409,
}
READ = pytest.mark.parametrize('address', [a for a in ADDRESSES if a.get], ids=lambda address: address.name)
HOW = pytest.mark.parametrize('how', FAILURES)


def break_it(murano, method, pattern, how):
    if how == 'refused':
        murano.refuse(method, pattern)
    elif how == 'late':
        murano.time_out(method, pattern)
    elif how == 'web page':
        murano.web_page(method, pattern)
    else:
        murano.fail(method, pattern, status=int(how), body=f'<html><h1>{how}</h1>for a reason</html>')


@READ
@HOW
def test_pages_tell_why_they_have_nothing_to_show(address, how, ids, alice, admin, murano):
    break_it(murano, 'GET', '', how)
    answer = address.user(alice, admin).get(address.url(ids))
    if not murano.calls:
        assert answer.status_code == 200
        return
    # Whatever cannot be read because of the rights of an object is not there for this user.
    assert answer.status_code in ({403, 404} if how == '403' else {FAILURES[how]})
    if address.kind == 'script':
        assert {'kind', 'message', 'advice'} <= set(answer.json()['error'])
    elif address.kind != 'file':
        assert 'Go back' in shown(answer)
        assert 'Traceback' not in shown(answer)


@READ
def test_an_ended_login_says_so_and_leads_to_the_login_form_and_back(address, ids, alice, admin, murano):
    user = address.user(alice, admin)
    murano.expire('GET')
    answer = user.get(address.url(ids))
    if not murano.calls:
        assert answer.status_code == 200
    elif address.kind == 'script':
        assert answer.status_code == 401 and answer.json()['error']['kind'] == 'expired'
    else:
        assert answer.status_code == 401 and 'Your login has ended' in shown(answer)
        login = form(answer, 'Log in again').submit(user, 'Log in again')
        assert login.url == f'/auth/login/?next={quote(address.url(ids))}'
        assert 'You do not have permission' not in shown(user.get(login.url))


def test_the_login_leads_to_no_other_site(alice):
    answer = alice.post(f'{URL}login/', {'next': 'https://elsewhere.test/'})
    assert answer.url == f'/auth/login/?next={URL}'


@pytest.mark.parametrize('path', ['environments/', 'catalog/', 'deployments/', ''])
def test_reasons_of_the_server_are_shown_as_text(path, alice, murano):
    murano.fail('GET', status=500, body='{"error": {"message": "disk <b>full</b> {$ 7*7 $}"}}')
    page = alice.get(URL + path).content.decode()
    assert 'disk &lt;b&gt;full' in page
    assert '{$ 7*7' not in page


def test_the_request_id_is_shown_for_the_operator(alice, murano):
    murano.fail('GET', status=500)
    assert 'req-00000000-test' in shown(alice.get(f'{URL}environments/'))


@HOW
def test_create_keeps_what_was_typed(how, alice, murano):
    break_it(murano, 'POST', 'environments$', how)
    answer = alice.post(f'{URL}environments/create/', {'name': 'my typed name', 'description': 'my typed text'})
    page = answer.content.decode()
    assert 'my typed name' in page and 'my typed text' in page
    assert 'alert' in page or 'error' in page


@HOW
def test_rename_keeps_what_was_typed(how, ids, alice, murano):
    break_it(murano, 'PUT', 'environments/', how)
    answer = alice.post(f'{URL}environments/{ids["environment_id"]}/rename/', {'name': 'my typed name'})
    if answer.status_code == 200:
        assert 'my typed name' in answer.content.decode()
    else:
        assert answer.status_code in (FAILURES[how], 404)


def review(client, ids):
    """The last page before the component goes into the draft."""
    page = client.get(f'{URL}catalog/{ids["package_id"]}/add/{ids["environment_id"]}/')
    page = form(page, 'Next').submit(client, 'Next', name='my typed name')
    return form(page, 'Next').submit(client, 'Next')


@HOW
def test_adding_can_be_tried_again_with_what_was_typed(how, ids, alice, murano):
    page = review(alice, ids)
    break_it(murano, 'POST', 'services$', how)
    failed = form(page, 'Add to draft').submit(alice, 'Add to draft')
    assert failed.status_code in (FAILURES[how], 409)
    murano.mend()
    assert form(failed, 'Try again').submit(alice, 'Try again').status_code == 302
    [session] = murano.sessions_of(ids['environment_id'])
    assert session.components[-1]['name'] == 'my typed name'


@pytest.mark.parametrize('failing', ['configure$', 'services'])
@HOW
def test_a_failed_change_leaves_no_draft_behind(failing, how, ids, alice, murano):
    """One that nobody knows of would keep the environment "pending" for ever."""
    page = review(alice, ids)
    for method in ('POST', 'PUT', 'DELETE'):
        break_it(murano, method, failing, how)
    alice.post(f'{URL}environments/{ids["environment_id"]}/components/{ids["component_id"]}/remove/')
    form(page, 'Add to draft').submit(alice, 'Add to draft')
    assert murano.sessions_of(ids['environment_id']) == []


@HOW
def test_a_failed_deployment_is_told_and_the_draft_stays(how, ids, alice, murano):
    page = f'{URL}environments/{ids["environment_id"]}/'
    alice.post(f'{page}components/{ids["component_id"]}/remove/')
    break_it(murano, 'POST', 'deploy$', how)
    answer = alice.post(f'{page}deploy/', follow=True)
    assert answer.status_code in (200, FAILURES[how])
    assert len(murano.sessions_of(ids['environment_id'])) == 1
    assert f'murano_draft_{ids["environment_id"]}' in alice.cookies
