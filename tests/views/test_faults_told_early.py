"""What can never work is told before the first answer: on the application's page, by the check, and by the form."""

import pytest

from tests.support.pages import shown
from tests.views.form_client import Form

CATALOG = '/app-catalog/catalog/'
AGAIN = 'Try again'
UI = """
Version: 2
Application:
  "?": {type: demo.Web}
  key: $.instanceConfiguration.keyPair
Forms:
  - instanceConfigurationUi:
      fields:
        - {name: keyPair, type: string, required: false}
"""


@pytest.fixture()
def environment(murano):
    return murano.environment('web')


def everywhere(client, package, environment):
    """{place: what it says}, the form first, as what it found out the other places know."""
    one = f'{CATALOG}{package["id"]}/'
    return {
        'form': shown(client.get(f'{one}add/{environment.id}/')),
        'check': shown(client.get(f'{one}check/')),
        'page': shown(client.get(one)),
    }


def require_told(client, package, environment, words):
    found = everywhere(client, package, environment)
    for place, text in found.items():
        assert words in text, (place, text)
        assert AGAIN not in text and 'does not answer' not in text, (place, text)
    assert f'{CATALOG}{package["id"]}/add/"' not in client.get(f'{CATALOG}{package["id"]}/').content.decode()


def test_a_reference_to_a_form_that_is_not_there(alice, murano, environment):
    package = murano.package(ui=UI)
    require_told(alice, package, environment, 'refers to the form instanceConfiguration, which does not exist')


@pytest.mark.parametrize(
    'expression', ['coalesce($.other.x, 1)', 'switch($.a.x = 1 => $.other.x, true => 1)', '$.a.x or $.other.x']
)
def test_what_may_be_left_out_is_no_certain_fault(alice, murano, environment, expression):
    ui = UI.replace('$.instanceConfiguration.keyPair', expression)
    assert 'name="state"' in alice.get(f'{CATALOG}{murano.package(ui=ui)["id"]}/add/{environment.id}/').content.decode()


def test_neither_a_form_nor_a_class(alice, murano, environment):
    package = murano.package(class_definitions=[])
    require_told(alice, package, environment, 'brings no form and no class')
    assert not any('/schemas/' in path for _method, path in murano.calls)


def test_a_class_that_is_not_there(alice, murano, environment):
    require_told(alice, murano.package(), environment, 'Class demo.Web is not found')


BROKEN = {
    'an unknown prefix': (404, '{"error": {"message": "\'Unknown namespace prefix sys\'", "type": "KeyError"}}'),
    'with a trace': (
        404,
        '{"error": {"message": "\'\\\\\'Unknown namespace prefix sys\\\\\'\\\\nTraceback (most recent call last):'
        '\\\\n\\\\n  File \\"x.py\\", line 48\'", "type": "KeyError"}}',
    ),
    'as a remote error': (
        500,
        '{"error": {"message": "Remote error: KeyError Unknown namespace prefix sys", "type": "RemoteError"}}',
    ),
}


@pytest.mark.parametrize('answer', BROKEN)
def test_a_class_that_murano_cannot_read(alice, murano, environment, answer):
    status, body = BROKEN[answer]
    murano.fail('GET', '/schemas/', status=status, body=body)
    package = murano.package()
    require_told(alice, package, environment, 'Unknown namespace prefix sys')
    for text in everywhere(alice, package, environment).values():
        assert 'Traceback' not in text and 'knows no class' not in text


@pytest.mark.parametrize('body', ['', '{"error": {"message": "gone away", "type": "DBConnectionError"}}'])
def test_an_outage_stays_one(alice, murano, environment, body):
    murano.fail('GET', '/schemas/', status=500, body=body)
    package = murano.package()
    answer = alice.get(f'{CATALOG}{package["id"]}/add/{environment.id}/')
    assert answer.status_code == 503 and AGAIN in shown(answer)
    assert 'cannot be added' not in shown(alice.get(f'{CATALOG}{package["id"]}/'))


SOURCE = """
Version: 2.4
Application:
  "?": {type: demo.Web}
ParametersSource: demo.Web.parameters
Forms:
  - main:
      fields:
        - {name: name, type: string}
"""
GENERIC = 'The server is currently unavailable. Please try again at a later time.'


def test_the_reason_stands_without_a_sentence_that_contradicts_it(alice, murano, environment):
    body = f'<html><body><h1>503 Service Unavailable</h1>{GENERIC}<br /><br />[example.mine]: not today</body></html>'
    murano.fail('POST', '/actions', status=503, body=body)
    text = shown(alice.get(f'{CATALOG}{murano.package(ui=SOURCE)["id"]}/add/{environment.id}/'))
    assert '[example.mine]: not today' in text and GENERIC not in text


def test_a_source_that_is_not_there(alice, murano, environment):
    answer = alice.get(f'{CATALOG}{murano.package(ui=SOURCE)["id"]}/add/{environment.id}/')
    assert answer.status_code == 422 and 'is not found' in shown(answer) and AGAIN not in shown(answer)


@pytest.mark.parametrize('given', [None, 7, ['a']])
def test_a_source_that_gives_no_mapping(alice, murano, environment, given):
    murano.static_methods['demo.Web', 'parameters'] = lambda: given
    form = Form(alice, murano.package(ui=SOURCE), environment)
    assert form.step and 'gave nothing that the form can use' in form.notice


def test_a_source_that_gives_one(alice, murano, environment):
    murano.static_methods['demo.Web', 'parameters'] = lambda: {'a': 1}
    assert not Form(alice, murano.package(ui=SOURCE), environment).notice
