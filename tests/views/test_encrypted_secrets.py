"""encryptData(): a secret goes to the key manager once, when its component is written; never for looking at it."""

import copy

import pytest

from tests.support import fake_barbican
from tests.support.fake_murano import component
from tests.views.form_client import Form, Script

pytest.importorskip('castellan')

UI = """
Version: 2.2
Application:
  ?: {type: demo.Web}
  title: $.main.title
  token: encryptData($.main.token)
  command: concat('--key=', encryptData($.main.token), ' --host=', $.main.title)
  spare: encryptData($.main.spare)
Forms:
  - main:
      fields:
        - {name: title, type: string, label: Title}
        - {name: token, type: string, label: Token}
        - {name: spare, type: string, label: Spare, required: false}
"""
MAIN = {'s0-title': 'Shop', 's0-token': 'T0ken-text'}
NAME = {'s1-application_name': 'shop'}


@pytest.fixture()
def barbican(murano, settings, tmp_path):
    fake = fake_barbican.FakeBarbican()
    murano.others[fake_barbican.HOST] = fake
    settings.MURANO_PANEL = {'KEY_MANAGER_CONFIG': fake_barbican.configuration_in(tmp_path)}
    yield fake
    assert not fake.without_timeout


@pytest.fixture()
def package(murano):
    return murano.package('demo.Web', name='Web', ui=UI)


@pytest.fixture()
def review(alice, barbican, package, murano):
    return Form(alice, package, murano.environment('shop')).press('next-0', **MAIN).press('next-1', **NAME)


def in_draft(murano, form) -> dict:
    [session] = murano.sessions_of(form.environment.id)
    return session.components[-1]


def test_nothing_is_stored_for_looking(review, barbican):
    review.press('back-2').press('to-1-2', **NAME).press('show-2')
    assert review.step == 'Review'
    assert barbican.secrets == {}
    assert 'T0ken' not in review.text


def test_it_is_stored_once_when_added(review, barbican, murano):
    review.press('add-2')
    assert barbican.texts == ['T0ken-text']
    [reference] = barbican.secrets
    model = in_draft(murano, review)
    assert (model['token'], model['spare']) == (reference, '')
    assert model['command'] == f'--key={reference} --host=Shop'
    assert 'T0ken' not in str(model) and '\0' not in str(model)


def test_sending_twice_stores_once(review, barbican):
    sent = {'state': review.state, 'do': 'add-2'}
    assert [review.client.post(review.url, sent).status_code for _ in range(2)] == [302, 302]
    assert len(barbican.secrets) == 1


@pytest.mark.parametrize('scripts', [False, True])
def test_a_failing_key_manager_loses_nothing(review, barbican, murano, scripts):
    barbican.refusal = 503, 'down for the night'
    if scripts:
        error = Script(review).press('add-2')['error']
        assert error['kind'] == 'not-encrypted' and 'down for the night' in error['message']
    else:
        review.press('add-2')
        assert review.page.status_code == 503
        assert 'could not be encrypted' in review.text and 'down for the night' in review.text
    # The draft that was opened for it is gone again.
    assert murano.sessions_of(review.environment.id) == []
    barbican.refusal = None
    review.press('add-2', **({} if scripts else {'resent': '1'}))
    assert in_draft(murano, review)['token'] in barbican.secrets


def test_no_key_manager(alice, package, murano):
    form = Form(alice, package, murano.environment('shop'))
    assert 'no key manager is configured' in form.text
    form.press('next-0', **MAIN).press('next-1', **NAME).press('add-2')
    assert 'no key manager is configured' in form.text and 'faulty' not in form.text
    assert murano.sessions == {}


def test_forms_without_secrets_do_not_speak_of_it(alice, murano):
    ui = UI.replace('encryptData', 'str')
    form = Form(alice, murano.package('demo.Web', ui=ui), murano.environment('shop'))
    assert 'key manager' not in form.text


class Edit(Form):
    def __init__(self, client, environment):
        self.client, self.environment = client, environment
        self.take(client.get(f'/app-catalog/catalog/edit/{environment.id}/web1/'))


@pytest.fixture()
def deployed(review, murano, barbican):
    model = copy.deepcopy(in_draft(murano, review.press('add-2')))
    model['?']['id'] = 'web1'
    return murano.environment('live', components=[component('other'), model])


def edited(murano, environment) -> dict:
    [session] = murano.sessions_of(environment.id)
    return next(item for item in session.components if item['?']['id'] == 'web1')


def test_an_edit_leaves_what_was_encrypted(alice, deployed, barbican, murano):
    before = deployed.components[-1]
    Edit(alice, deployed).press('next-0', **MAIN | {'s0-token': ''}).press('next-1', **NAME).press('add-2')
    assert murano.sessions_of(deployed.id) == []
    page = Edit(alice, deployed).press('next-0', **MAIN | {'s0-token': '', 's0-spare': 'N3w-text'})
    page = page.press('next-1', **NAME)
    assert 'encrypted on saving' in page.text and 'N3w-text' not in page.text
    assert len(barbican.secrets) == 1
    page.press('add-2')
    after = edited(murano, deployed)
    assert after['token'] == before['token'] and after['command'] == before['command']
    assert barbican.secrets[after['spare']]['payload'] == 'N3w-text'
    assert len(barbican.secrets) == 2


def test_an_edit_encrypts_a_new_secret_once(alice, deployed, barbican, murano):
    page = Edit(alice, deployed).press('next-0', **MAIN | {'s0-token': 'An0ther'}).press('next-1', **NAME)
    assert 'encrypted on saving' in page.text and 'An0ther' not in page.text
    assert len(barbican.secrets) == 1
    page.press('add-2')
    after = edited(murano, deployed)
    assert barbican.texts == ['T0ken-text', 'An0ther']
    assert after['command'] == f'--key={after["token"]} --host=Shop'


def test_a_value_around_an_unknown_secret_asks_for_it(alice, deployed):
    page = Edit(alice, deployed).press('next-0', **MAIN | {'s0-token': '', 's0-title': 'Else'})
    page.press('next-1', **NAME)
    assert page.errors == ['Token: Type this secret again: it is part of a value that changes.']


def test_a_failing_key_manager_at_an_edit(alice, deployed, barbican, murano):
    page = Edit(alice, deployed).press('next-0', **MAIN | {'s0-token': 'An0ther'}).press('next-1', **NAME)
    barbican.down = True
    page.press('add-2')
    assert page.page.status_code == 503 and 'it cannot be reached' in page.text
    assert murano.sessions_of(deployed.id) == []
    barbican.down = False
    page.press('add-2', resent='1')
    assert barbican.secrets[edited(murano, deployed)['token']]['payload'] == 'An0ther'
