"""Types of fields that the operator has registered: those of the documentation's example, and others."""

import re
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from django.core import checks

from murano_panel import conf
from murano_panel.components.package import field_types
from tests.support import cast
from tests.support.pages import form as form_of_page
from tests.support.pages import shown
from tests.views.form_client import Form

UI = """
Version: 2
Application:
  ?: {type: demo.Db}
  tenant: $.backup.tenantID
  user: $.backup.username
  keep: $.backup.days
Forms:
  - backup:
      fields:
        - {name: tenantID, type: tenantid, required: true, hidden: true}
        - {name: username, type: username, required: true, hidden: true}
        - {name: days, type: integer, label: Days, initial: 7}
"""
DOCUMENT = Path(__file__).parents[2] / 'docs' / 'installing.md'
MODULE = 'cloud_field_types'


def example(name: str) -> dict:
    """What a block of the documentation defines, found by its first line."""
    found = re.search(
        rf'    # {re.escape(name)}.*?\n\n(?!    )', DOCUMENT.read_text().partition('# Types')[2], re.DOTALL
    )
    defined: dict = {}
    exec(textwrap.dedent(found[0]), defined)
    return defined


@pytest.fixture()
def functions(monkeypatch):
    """The module of the example, to which a test may add its own functions."""
    module = ModuleType(MODULE)
    vars(module).update(example(f'{MODULE}.py'))
    monkeypatch.setitem(sys.modules, MODULE, module)
    return module


@pytest.fixture()
def registered(settings, functions):
    settings.MURANO_PANEL = example('local_settings.py')['MURANO_PANEL']


@pytest.fixture()
def package(murano):
    return murano.package('demo.Db', name='Db', ui=UI)


def added(murano, form, **inputs) -> dict:
    """The component that a form of one step makes."""
    assert form.press('next-0', **{'s0-days': '9', **inputs}).step == 'Review', form.errors
    assert form.press('add-1').page.status_code == 302
    return murano.sessions_of(form.environment.id)[-1].components[-1]


def use(settings, functions, function):
    """A type called own, whose function this is."""
    functions.own = function
    settings.MURANO_PANEL = {'FIELD_TYPES': {'own': f'{MODULE}.own'}}


def own_package(murano, **keys):
    field = {'name': 'own', 'type': 'own', 'label': 'Own', **keys}
    ui = {
        'Version': 2,
        'Application': {'?': {'type': 'demo.Own'}, 'value': '$.f.own'},
        'Forms': [{'f': {'fields': [field, {'name': 'days', 'type': 'integer', 'label': 'Days'}]}}],
    }
    return murano.package('demo.Own', name='Own', ui=yaml.safe_dump(ui))


def test_the_two_of_the_example_are_filled_from_the_login(alice, murano, registered, package):
    form = Form(alice, package, murano.environment('web'))
    made = added(murano, form)
    assert (made['tenant'], made['user'], made['keep']) == (cast.ALICE.project, cast.ALICE.name, 9)


def test_nothing_that_a_browser_sends_for_them_counts(alice, murano, registered, package):
    form = Form(alice, package, murano.environment('web'))
    assert 's0-tenantID' not in form.text and 's0-username' not in form.text
    made = added(murano, form, **{'s0-tenantID': 'other', 's0-username': 'root'})
    assert (made['tenant'], made['user']) == (cast.ALICE.project, cast.ALICE.name)


def test_who_edits_leaves_them_as_they_are(alice, bob, murano, registered, package):
    place = murano.environment('web')
    made = added(murano, Form(alice, package, place))
    deployed = murano.environment('deployed', components=[made])
    page = bob.get(f'/app-catalog/catalog/edit/{deployed.id}/{made["?"]["id"]}/')
    page = form_of_page(page, 'to-0-1').submit(bob, 'to-0-1', days='30')
    assert form_of_page(page, 'Save in draft').submit(bob, 'Save in draft').status_code == 302
    edited = murano.sessions_of(deployed.id)[-1].components[-1]
    assert (edited['user'], edited['keep']) == (cast.ALICE.name, 30)


def test_the_check_knows_them(alice, murano, registered, package):
    text = shown(alice.get(f'/app-catalog/catalog/{package["id"]}/check/'))
    assert 'tenantid' not in text and 'username' not in text


def test_a_type_that_nobody_knows_is_called_unknown_and_typed_in(alice, murano, package):
    check = shown(alice.get(f'/app-catalog/catalog/{package["id"]}/check/'))
    assert 'The type tenantid is not known; users type its value in' in check
    form = Form(alice, package, murano.environment('web'))
    assert 'The type username is not known here; enter its value as text.' in form.text
    # No component of such a class is asked for, and none is looked for.
    assert 'New…' not in form.text
    assert not [call for call in murano.calls if 'class_name' in call[1]]
    assert form.press('next-0', **{'s0-days': '9'}).errors
    made = added(murano, form, **{'s0-tenantID': 'p1', 's0-username': 'carol'})
    assert (made['tenant'], made['user']) == ('p1', 'carol')


def test_pairs_are_offered_as_a_choice(alice, murano, settings, functions):
    use(settings, functions, lambda request: [(7, 'Sales'), (9, 'Research')])
    form = Form(alice, own_package(murano), murano.environment('web'))
    assert 'Sales' in form.text and 'Research' in form.text
    assert added(murano, form, **{'s0-own': '9'})['value'] == 9


def test_a_value_that_may_be_seen_stands_there_to_be_seen(alice, murano, settings, functions):
    use(settings, functions, lambda request: 'only this')
    form = Form(alice, own_package(murano), murano.environment('web'))
    assert form.value('s0-own') == 'only this'
    assert form.press('next-0', **{'s0-days': '9', 's0-own': 'another'}).errors


def fails(request):
    raise RuntimeError('no directory')


@pytest.mark.parametrize('function', [fails, lambda request: None, lambda request: [1], lambda request: [({}, 'a')]])
def test_a_function_that_gives_no_value_leaves_it_to_the_user(alice, murano, settings, functions, function):
    use(settings, functions, function)
    form = Form(alice, own_package(murano, hidden=True), murano.environment('web'))
    assert 'The value of the type own cannot be found out; enter it as text.' in form.text
    assert added(murano, form, **{'s0-own': 'typed'})['value'] == 'typed'


def test_a_title_of_an_operators_function_is_hostile_as_any(alice, murano, settings, functions):
    use(settings, functions, lambda request: [('a', '<script>x</script>{$ 7*7 $}'), ('b', 'B')])
    assert '<script>x' not in Form(alice, own_package(murano), murano.environment('web')).text


def checked(settings, types) -> list[str]:
    settings.MURANO_PANEL = {'FIELD_TYPES': types}
    return [message.id for message in (*conf.check_settings(None), *field_types.check_field_types(None))]


def test_the_example_passes_the_check(registered):
    assert not conf.check_settings(None) and not field_types.check_field_types(None)


@pytest.mark.parametrize(
    ('types', 'number'),
    [
        (['own'], 3),
        ({'own': 'name_without_module'}, 3),
        ({'own': 7}, 3),
        ({'string': f'{MODULE}.user_name'}, 6),
        ({'floatingip': f'{MODULE}.user_name'}, 6),
        ({'own.type': f'{MODULE}.user_name'}, 6),
        ({'Own': f'{MODULE}.user_name'}, 6),
        ({'own': f'{MODULE}.missing'}, 7),
        ({'own': 'no_such_module.function'}, 7),
        ({'own': f'{MODULE}.__name__'}, 7),
    ],
)
def test_what_cannot_be_used_is_told_when_horizon_starts(settings, functions, types, number):
    assert checked(settings, types) == [f'murano_panel.E00{number}']


def test_the_check_is_registered():
    assert field_types.check_field_types in checks.registry.registry.get_checks()
