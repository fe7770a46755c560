"""Components that their package's form cannot edit: their properties, in a form made from the class."""

import copy
import json

import pytest

from tests.fake_murano import component
from tests.views.test_edit_form import Edit, changes, draft

SCHEMA = {
    '': {
        'type': 'object',
        'properties': {
            'title': {'type': 'string', 'title': 'Title'},
            'port': {'type': 'integer', 'title': 'Port', 'default': 1},
            'password': {'type': 'string', 'title': 'Password'},
            'host': {'type': 'muranoObject', 'muranoType': 'demo.Host', 'owned': False, 'title': 'Host'},
            'options': {'type': 'object', 'title': 'Options'},
            'note': {'type': ['string', 'null'], 'title': 'Note'},
            'size': {'type': 'integer', 'title': 'Size', 'default': 5},
        },
    }
}
UI = """
Version: 2
Application:
  ?: {type: demo.Web}
  title: $.main.title
Forms:
  - main:
      fields:
        - {name: title, type: string, label: Title}
"""
PASSWORD, INNER = 'Secr3t!pass', 'Inner!Secr3t'
OPTIONS = {'a': 1, 'password': INNER}
# What the form shows, sent back as it is.
SHOWN = {
    's0-title': 'Shop',
    's0-port': '80',
    's0-password': '',
    's0-host': 'host1',
    's0-options': json.dumps({'a': 1, 'password': '••••••'}),
    's0-note': '',
    's0-size': '5',
}


@pytest.fixture()
def web():
    own = {'title': 'Shop', 'port': '80', 'password': PASSWORD, 'host': 'host1', 'options': OPTIONS, 'note': ''}
    return component('web', 'demo.Web', id='web1', **own, by_engine={'ip': '10.0.0.1'})


@pytest.fixture()
def environment(murano, web):
    murano.fail(
        'GET',
        '/schemas/demo.Web',
        status=200,
        body=json.dumps(SCHEMA),
        headers={'Content-Type': 'application/json'},
    )
    murano.package('demo.Web', name='Web', ui=UI)
    return murano.environment('shop', components=[component('big', 'demo.Host', id='host1'), web])


@pytest.fixture()
def form(alice, environment):
    return Edit(alice, environment, query='?form=class')


def test_without_kept_answers_it_says_so_and_offers_the_class(alice, environment):
    form = Edit(alice, environment)
    assert form.page.status_code == 409 and 'were not kept' in form.notice
    assert f'href="/app-catalog/catalog/edit/{environment.id}/web1/?form=class"' in form.text


def test_what_no_longer_fits_the_kept_answers(alice, environment, web):
    kept = {'version': 1, 'package': 'demo.Web', 'answers': {'main': {'title': 'Shop'}}}
    web['?']['metadata'] = {'murano_panel': kept}
    assert Edit(alice, environment).value('s0-title') == 'Shop'
    web['title'] = 'By other means'
    form = Edit(alice, environment)
    assert form.page.status_code == 409 and 'title' in form.notice


def test_it_shows_the_current_values(form):
    assert (form.value('s0-title'), form.value('s0-port'), form.value('s0-host')) == ('Shop', '80', 'host1')
    assert 'Unchanged' in form.text and PASSWORD not in form.text and INNER not in form.text


def test_nothing_edited_changes_nothing(form, murano, environment):
    form.press('to-0-2', **SHOWN)
    assert 'Nothing was changed' in form.text
    assert form.press('add-2').page.status_code == 302 and not murano.sessions_of(environment.id)


def test_only_the_edited_property_changes(form, murano, environment, web):
    before = copy.deepcopy(web)
    form.press('to-0-2', **{**SHOWN, 's0-title': 'Store'})
    assert changes(form) == {'Title': 'Shop Store', 'title': 'Shop Store'}
    form.press('add-2')
    assert draft(murano, environment)['web1'] == {**before, 'title': 'Store'}


def test_references_are_named(form, murano, environment):
    environment.components.append(component('small', 'demo.Host', id='host2'))
    form.press('to-0-2', **{**SHOWN, 's0-host': 'host2'})
    assert changes(form) == {'Host': 'big small', 'host': 'Host big Host small'}
    assert 'title="host1"' in form.text and 'title="host2"' in form.text


def test_masked_parts_stay(form, murano, environment):
    options = json.dumps({'a': 2, 'password': '••••••'})
    form.press('to-0-2', **{**SHOWN, 's0-options': options})
    assert INNER not in form.text
    form.press('add-2')
    assert draft(murano, environment)['web1']['options'] == {'a': 2, 'password': INNER}


def test_a_mask_where_no_secret_was_is_refused(form, murano, environment):
    form.press('to-0-2', **{**SHOWN, 's0-options': json.dumps({'other': '••••••'})})
    assert form.errors and form.press('add-2').errors and not murano.sessions_of(environment.id)


def test_a_secret_typed_again(form, murano, environment):
    form.press('to-0-2', **{**SHOWN, 's0-password': 'N3w!secret'})
    assert 'N3w!secret' not in form.text and PASSWORD not in form.text
    form.press('add-2')
    assert draft(murano, environment)['web1']['password'] == 'N3w!secret'


def test_a_package_without_a_form_is_edited_so_at_once(alice, murano, environment):
    for package in murano.packages.values():
        package['_ui'] = ''
    assert Edit(alice, environment).value('s0-title') == 'Shop'


def test_an_unknown_class(alice, murano, environment):
    murano.fail('GET', '/schemas/demo.Web', status=404)
    form = Edit(alice, environment, query='?form=class')
    assert form.page.status_code == 422 and 'brings no form' in form.notice


def test_changed_by_somebody_else_meanwhile(form, murano, environment, web):
    form.press('to-0-2', **{**SHOWN, 's0-title': 'Store'})
    web['port'] = 90
    assert 'changed meanwhile' in form.press('add-2').text
    form.press('add-2')
    written = draft(murano, environment)['web1']
    assert (written['title'], written['port']) == ('Store', 90)
