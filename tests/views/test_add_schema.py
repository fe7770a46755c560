"""Packages without a form of their own get one from the schema of their class; others compute parts of theirs."""

import json

import pytest

from tests.support.fake_murano import component
from tests.views.form_client import Form
from tests.views.test_add_form import drafts

SCHEMA = {
    '': {
        'type': 'object',
        'title': 'Static site',
        'formSections': {'main': {'title': 'Main things', 'index': 0}},
        'properties': {
            'domain': {'type': 'string', 'title': 'Domain', 'formSection': 'main', 'formIndex': 0, 'minLength': 3},
            'host': {'type': 'muranoObject', 'muranoType': 'demo.Host', 'owned': False, 'title': 'Host'},
            'password': {'type': 'string', 'title': 'Password'},
            'port': {'type': 'integer', 'title': 'Port', 'default': 80},
        },
    }
}
JSON = {'Content-Type': 'application/json'}
ANSWERS = {'s0-domain': 'example.org', 's0-password': 'hidden!', 's0-port': '8080'}
PARAMETERS = """
Version: 2.4
ParametersSource: demo.Web.defaults
Application:
  ?: {type: demo.Web}
  size: $.main.size
  extra: $extra
Forms:
  - main:
      fields:
        - {name: size, type: integer, label: Size, initial: $size}
"""


@pytest.fixture()
def host():
    return component('big one', 'demo.Host')


@pytest.fixture()
def environment(murano, host):
    return murano.environment('shop', components=[host])


@pytest.fixture()
def form(alice, murano, environment):
    murano.fail('GET', '/schemas/demo.Site', status=200, body=json.dumps(SCHEMA), headers=JSON)
    return Form(alice, murano.package('demo.Site', name='Site'), environment)


def test_from_the_schema_into_the_draft(form, murano, host):
    assert 'Main things' in form.text and form.value('s0-port') == '80' and '>big one<' in form.text
    form.press('next-0', **ANSWERS, **{'s0-host': host['?']['id']})
    assert form.step == 'Name' and form.value('s1-application_name') == 'Site'
    form.press('next-1', **{'s1-application_name': 'pages'})
    assert form.step == 'Review' and 'big one' in form.text and 'hidden!' not in form.text
    form.press('add-2')
    made = drafts(murano)[0].components[-1]
    assert made['?']['type'] == 'demo.Site' and made['?']['name'] == 'pages'
    assert (made['domain'], made['host'], made['password'], made['port']) == (
        'example.org',
        host['?']['id'],
        'hidden!',
        8080,
    )


def test_back_keeps_answers_and_secrets(form, murano, host):
    form.press('next-0', **ANSWERS, **{'s0-host': host['?']['id']}).press('back-1')
    assert form.value('s0-domain') == 'example.org' and 'Unchanged' in form.text and 'hidden!' not in form.text
    form.press('next-0', **{**ANSWERS, 's0-password': '', 's0-host': host['?']['id']})
    form.press('next-1', **{'s1-application_name': 'pages'}).press('add-2')
    assert drafts(murano)[0].components[-1]['password'] == 'hidden!'


def test_wrong_answers(form):
    assert form.press('next-0', **{**ANSWERS, 's0-domain': 'x'}).errors


def test_a_required_object_can_be_made_on_the_way(form, murano):
    murano.fail(
        'GET',
        '/schemas/demo.Host',
        status=200,
        body=json.dumps({'': {'type': 'object', 'properties': {}}}),
        headers=JSON,
    )
    murano.package('demo.Host', name='Host')
    form.press('new-0-1', **ANSWERS)
    assert 'Add Host' in form.text
    form.press('next-0').press('next-1', **{'s1-application_name': 'fresh'}).press('add-2')
    assert 'fresh' in form.notice and form.value('s0-domain') == 'example.org'
    assert form.value('s0-host') == drafts(murano)[0].components[-1]['?']['id']


def test_the_schema_is_asked_for_once(form, murano):
    with murano.budget(2):
        form.press('next-0', **ANSWERS)


def test_no_schema_either(alice, murano, environment):
    murano.fail('GET', '/schemas/', status=404)
    form = Form(alice, murano.package('demo.Site'), environment)
    assert form.page.status_code == 422 and 'brings no form' in form.notice


def test_parameters_are_computed_once_per_form(alice, murano, environment):
    murano.fail('POST', '/v1/actions', status=200, body='{"size": 7, "extra": "x"}', headers=JSON)
    form = Form(alice, murano.package('demo.Web', ui=PARAMETERS), environment)
    assert form.value('s0-size') == '7'
    form.press('next-0', **{'s0-size': '8'}).press('next-1', **{'s1-application_name': 'web'}).press('add-2')
    made = drafts(murano)[0].components[-1]
    assert (made['size'], made['extra']) == (8, 'x')
    assert [call for call in murano.calls if call[0] == 'POST' and call[1].endswith('/actions')] == [
        ('POST', '/v1/actions')
    ]


def test_looking_at_a_package_runs_none_of_its_code(alice, murano):
    package = murano.package('demo.Web', ui=PARAMETERS)
    for part in ('', 'add/', 'check/'):
        assert alice.get(f'/app-catalog/catalog/{package["id"]}/{part}').status_code == 200
    assert not [call for call in murano.calls if call[1].endswith('/actions')]


def test_code_of_the_package_that_fails(alice, murano, environment):
    murano.fail('POST', '/v1/actions', status=503, body='it broke')
    form = Form(alice, murano.package('demo.Web', ui=PARAMETERS), environment)
    assert form.page.status_code == 502 and 'it broke' in form.text
