"""What the end of the login interrupts is kept, and sent once more after the next login; nobody else can send it."""

import json

import pytest
from django.test import Client

from murano_panel.web import sealing
from tests.support import cast
from tests.support.pages import form, shown

URL = '/app-catalog/environments/'
# By Django, or by Horizon, which leads to the login.
REFUSED = (302, 403)


@pytest.fixture()
def checked():
    """Alice's browser, whose forms are checked as in real life."""
    return cast.log_in(Client(enforce_csrf_checks=True), cast.ALICE)


def interrupted(client, murano, address, button, **typed):
    """The page that answers a form once the login has ended."""
    page = client.get(address)
    murano.expire('POST'), murano.expire('PUT'), murano.expire('GET')
    answer = form(page, button).submit(client, button, **typed)
    murano.mend()
    assert answer.status_code == 401
    return answer


def log_in_again(client):
    """As Horizon's login does: with another token in the cookie that protects forms."""
    del client.cookies['csrftoken']
    client.get('/auth/login/?next=/')
    cast.log_in(client, cast.ALICE)


def test_a_typed_name_is_kept_over_a_login_without_scripts(checked, murano):
    page = interrupted(checked, murano, f'{URL}create/', 'Create environment', name='my typed name')
    assert 'my typed name' in shown(page) and 'Log in in a new tab' in shown(page)
    log_in_again(checked)
    answer = form(page, 'Try again').submit(checked, 'Try again')
    assert answer.status_code == 302
    assert [item.name for item in murano.environments.values()] == ['my typed name']


def test_a_step_of_a_form_is_kept_over_a_login_without_scripts(checked, ids, murano):
    address = f'/app-catalog/catalog/{ids["package_id"]}/add/{ids["environment_id"]}/'
    page = interrupted(checked, murano, address, 'Next', name='my-typed-name')
    # It may hold passwords.
    assert 'my-typed-name' not in page.content.decode()
    log_in_again(checked)
    second = form(page, 'Try again').submit(checked, 'Try again')
    review = form(second, 'Next').submit(checked, 'Next')
    assert 'my-typed-name' in shown(review) and 'Add to draft' in review.content.decode()


def test_without_what_was_kept_an_old_page_is_refused(checked, murano):
    page = checked.get(f'{URL}create/')
    log_in_again(checked)
    assert form(page, 'Create environment').submit(checked, 'Create environment', name='x').status_code in REFUSED
    assert murano.environments == {}


@pytest.mark.parametrize('of', ['another user', 'another address', 'nobody'])
def test_another_site_cannot_send_what_it_made(of, checked, murano):
    """The attacker has a login of his own, and so pages of his own."""
    sent = json.dumps({'name': ['planted']}).encode()
    who = [cast.BOB.id if of == 'another user' else cast.ALICE.id, 'demo']
    where = f'{URL}create/' if of != 'another address' else f'{URL}delete/'
    kept = 'x' * 200 if of == 'nobody' else sealing.seal(['murano_panel.resend', *who, where], sent)
    assert checked.post(f'{URL}create/', {'resend': kept}).status_code in REFUSED
    assert murano.calls == [] and murano.environments == {}


@pytest.mark.parametrize('headers', [{}, {'accept': 'application/json'}], ids=['page', 'script'])
def test_what_is_too_much_is_said(headers, checked, ids, murano):
    address = f'/app-catalog/catalog/{ids["package_id"]}/add/{ids["environment_id"]}/'
    answer = checked.post(address, {'state': 'x' * 10_000_000}, headers=headers)
    assert answer.status_code == 413
    said = answer.json()['error']['message'] if headers else shown(answer)
    assert 'larger than this dashboard takes' in said
