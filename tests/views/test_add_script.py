"""Adding an application with scripts: each step is checked by a request of its own, answered in JSON."""

import pytest

from tests.views.form_client import Form, Script
from tests.views.test_add_form import NAME, PASSWORD, PLACE, SECRETS, UI, drafts


@pytest.fixture()
def package(murano):
    return murano.package('demo.Web', name='Web', ui=UI)


@pytest.fixture()
def environment(murano):
    return murano.environment('shop')


@pytest.fixture()
def script(alice, package, environment):
    return Script(Form(alice, package, environment))


def test_each_step_brings_the_next_and_the_last_one_the_way_on(script, murano, environment):
    answer = script.press('next-0', **PLACE)
    assert (answer['step'], answer['accepted']) == (1, 1) and 'data-murano-section="1"' in answer['html']
    assert '<html' not in answer['html'] and 'value="shop"' in answer['html']
    script.press('next-1', **SECRETS)
    review = script.press('next-2', **NAME)
    assert review['step'] == 3 and 'Shop' in review['html'] and PASSWORD not in str(review)
    assert script.press('add-3') == {'redirect': f'/app-catalog/environments/{environment.id}/'}
    assert drafts(murano)[0].components[0]['password'] == PASSWORD
    assert f'murano_draft_{environment.id}' in script.client.cookies


def test_the_message_is_there_after_the_way_on(script):
    for do, inputs in (('next-0', PLACE), ('next-1', SECRETS), ('next-2', NAME)):
        script.press(do, **inputs)
    page = script.client.get(script.press('add-3')['redirect'])
    assert 'was added to your draft' in page.content.decode()


def test_refused_answers_name_their_fields(script):
    errors = script.press('next-0', **{'s0-title': '', 's0-port': '1000'})['errors']
    assert [(item['id'], item['label']) for item in errors['fields']] == [('field-0-0', 'Title'), ('field-0-1', 'Port')]
    assert errors['fields'][0]['messages'] == ['This field is required.'] and errors['general'] == []


def test_what_stands_in_other_steps_is_not_looked_at(script):
    assert script.press('next-0', **PLACE, **{'s1-note': 'WRONG'})['step'] == 1


def test_stale_answers_come_with_a_new_beginning(script, package):
    script.press('next-0', **PLACE)
    package['updated'] = '2031-01-01T00:00:00'
    answer = script.press('next-1', **SECRETS)
    assert script.page.status_code == 409 and answer['error']['kind'] == 'state'
    # The page still has all answers and sends them again.
    assert script.press('next-0', **PLACE)['step'] == 1 and script.press('next-1', **SECRETS)['step'] == 2


def test_a_login_that_ended_leaves_the_page_where_it_is(script):
    script.client.logout()
    answer = script.client.post(
        script.url,
        {'state': script.state, 'do': 'next-0', **PLACE},
        headers={'accept': 'application/json', 'x-requested-with': 'XMLHttpRequest'},
    )
    assert answer.status_code == 401


def test_a_token_that_murano_refuses_is_a_401_too(script, murano):
    murano.expire('GET', '/catalog/packages')
    assert script.press('next-0', **PLACE)['error']['kind'] == 'expired' and script.page.status_code == 401


@pytest.mark.parametrize(
    ('trouble', 'status', 'kind'),
    [
        (lambda murano, environment: murano.refuse('GET', '/catalog/packages'), 503, 'unavailable'),
        (lambda murano, environment: murano.packages.clear(), 404, 'not-found'),
        (lambda murano, environment: murano.environments.clear(), 404, 'not-found'),
        (lambda murano, environment: murano.deployment(environment), 409, 'busy'),
    ],
)
def test_trouble_is_told(script, murano, environment, trouble, status, kind):
    trouble(murano, environment)
    error = script.press('next-0', **PLACE)['error']
    assert (script.page.status_code, error['kind']) == (status, kind) and error['message'] and error['advice']


def test_sending_it_twice(script, murano):
    for do, inputs in (('next-0', PLACE), ('next-1', SECRETS), ('next-2', NAME)):
        script.press(do, **inputs)
    state = script.state
    assert script.press('add-3') == script.press('add-3', state=state)
    assert len(drafts(murano)[0].components) == 1


def test_two_calls_for_a_step(script, murano):
    for do, inputs in (('next-0', PLACE), ('next-1', SECRETS), ('show-0', {})):
        with murano.budget(2):
            script.press(do, **inputs)


def test_it_is_for_scripts_only(alice, script):
    assert alice.get(script.url).status_code == 405
