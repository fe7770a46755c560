"""Components that their package's form cannot edit: their properties, in a form made from the class."""

import copy
import json

import pytest

from murano_panel.domain.model.secrets import MASK
from tests.support.differences import without_words
from tests.support.fake_murano import component
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
    assert form.page.status_code == 409 and '"Title"' in form.notice


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
    assert changes(form) == {'Title': 'Shop Store'}
    form.press('add-2')
    assert without_words(draft(murano, environment)['web1']) == {**before, 'title': 'Store'}


def test_references_are_named(form, environment):
    environment.components.append(component('small', 'demo.Host', id='host2'))
    form.press('to-0-2', **{**SHOWN, 's0-host': 'host2'})
    assert changes(form) == {'Host': 'big small'}
    assert 'title="host1"' in form.text and 'title="host2"' in form.text


def test_masked_parts_stay(form, murano, environment):
    options = json.dumps({'a': 2, 'password': '••••••'})
    form.press('to-0-2', **{**SHOWN, 's0-options': options})
    assert INNER not in form.text
    form.press('add-2')
    assert draft(murano, environment)['web1']['options'] == {'a': 2, 'password': INNER}


@pytest.fixture()
def keys():
    return [{'user': user, 'password': f'Inner!{user}'} for user in ('ann', 'ben')]


@pytest.fixture()
def form_with_keys(alice, environment, web, keys):
    web['options'] = {'keys': keys}
    return Edit(alice, environment, query='?form=class')


def test_a_masked_item_keeps_its_own_secret_when_another_goes(form_with_keys, murano, environment, keys):
    left = {'keys': [{'user': 'ben', 'password': MASK}]}
    form_with_keys.press('to-0-2', **{**SHOWN, 's0-options': json.dumps(left)}).press('add-2')
    assert draft(murano, environment)['web1']['options'] == {'keys': [keys[1]]}


def test_a_list_that_only_its_class_proposes(alice, murano, environment, web):
    del web['options']
    options = {'type': 'array', 'title': 'Options', 'default': [[1], [2]]}
    schema = {'': {**SCHEMA[''], 'properties': {**SCHEMA['']['properties'], 'options': options}}}
    answer = {'status': 200, 'headers': {'Content-Type': 'application/json'}}
    murano.fail('GET', '/schemas/demo.Web', body=json.dumps(schema), **answer)
    form = Edit(alice, environment, query='?form=class')
    assert 'Nothing was changed' in form.press('to-0-2', **{**SHOWN, 's0-options': '[[1], [2]]'}).text


def test_a_masked_item_is_edited_where_it_stands(form_with_keys, murano, environment, keys):
    edited = {'keys': [{'user': 'ann', 'password': MASK}, {'user': 'bob', 'password': MASK}]}
    form_with_keys.press('to-0-2', **{**SHOWN, 's0-options': json.dumps(edited)}).press('add-2')
    assert draft(murano, environment)['web1']['options'] == {'keys': [keys[0], {**keys[1], 'user': 'bob'}]}


def test_whose_secret_an_item_has_is_not_guessed(form_with_keys):
    guess = {'keys': [{'user': 'bob', 'password': MASK}]}
    assert form_with_keys.press('to-0-2', **{**SHOWN, 's0-options': json.dumps(guess)}).errors


def test_what_a_form_recorded_as_secret_is_secret_here_too(alice, environment, web):
    web.update(title=PASSWORD, options={'title': INNER, 'port': 8})
    web['?']['metadata'] = {'murano_panel': {'secrets': ['title']}}
    form = Edit(alice, environment, query='?form=class')
    form.press('to-0-2', **{**SHOWN, 's0-title': 'N3w!title', 's0-options': json.dumps({'title': MASK, 'port': 9})})
    assert changes(form)['Options › Port'] == '8 9' and changes(form)['Title'] == f'{MASK} {MASK}'
    assert not any(secret in form.text for secret in (PASSWORD, INNER, 'N3w!title'))


def test_several_lines_stay_several_lines(alice, murano, environment, web):
    web['note'] = ' one\ntwo\n'
    form = Edit(alice, environment, query='?form=class')
    sent = form.value_of_text('s0-note').replace('\n', '\r\n')
    assert 'Nothing was changed' in form.press('to-0-2', **{**SHOWN, 's0-note': sent}).text
    form.press('to-2-0').press('to-0-2', **{**SHOWN, 's0-note': sent + 'three'}).press('add-2')
    assert draft(murano, environment)['web1']['note'] == ' one\ntwo\nthree'


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


def test_a_part_of_another_component_is_named(alice, environment, web):
    part = {'?': {'id': 'vm', 'type': 'demo.Host', 'name': 'leader'}}
    environment.components.append(component('cluster', 'demo.Cluster', id='c1', leader=part))
    web['host'] = 'vm'
    form = Edit(alice, environment, query='?form=class')
    assert form.value('s0-host') == 'vm' and '&quot;Host leader&quot;, as it is now' in form.text
