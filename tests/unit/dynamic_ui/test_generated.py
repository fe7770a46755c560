"""Forms that murano-api generates from Heat templates: their secrets are told by their names."""

import pytest

from murano_panel.dynamic_ui import build_form, load_definition
from murano_panel.dynamic_ui.definition.heat import as_in_heat, is_generated
from murano_panel.dynamic_ui.placeholders import contains_kept_secret

UI = """
"Application":
  "?": {"classVersion": "0.0.0", "package": "com.example.Stack", "type": "com.example.Stack"}
  "name": !yaql "$.group0.name"
  "templateParameters":
    "admin_pass": !yaql "$.group1.admin_pass"
    "db_password": !yaql "$.group1.db_password"
    "flavor": !yaql "$.group1.flavor"
"Forms":
- "group0":
    "fields":
    - {"name": "name", "type": "string", "label": "Application Name", "required": !!bool "true"}
- "group1":
    "fields":
    - {"name": "admin_pass", "type": "string", "required": !!bool "true", "minLength": !!int "6"}
    - {"name": "db_password", "type": "string", "required": !!bool "false", "initial": "admin"}
    - {"name": "password_length", "type": "integer", "required": !!bool "false"}
    - {"name": "flavor", "type": "string", "initial": "m1.small"}
"Version": !!int "2"
"""
TYPED = {'admin_pass': 'Secr3t', 'db_password': '', 'password_length': '', 'flavor': 'm1.small'}


def definition(text=UI):
    return as_in_heat(load_definition(text, fqn='com.example.Stack', package_name='Stack'))


def form(**options):
    return build_form(definition(), 1, answers={'group0': {'name': 'a'}}, **options)


def test_secrets_are_masked_and_keep_their_type():
    shown = form(initial=TYPED)
    assert shown.secret_names == {'admin_pass', 'db_password'}
    assert shown['admin_pass'].kind == 'string' and 'type="password"' in str(shown['admin_pass'])
    assert 'Secr3t' not in shown.as_p() and 'type="password"' not in str(shown['flavor'])


def test_left_empty_it_is_the_default_of_the_package():
    filled = form(data=TYPED)
    assert filled.is_valid(), filled.errors
    assert (filled.answers['admin_pass'], filled.answers['db_password']) == ('Secr3t', 'admin')
    assert 'default of the package' in filled['db_password'].help_text


def test_checks_stay():
    assert set(form(data={**TYPED, 'admin_pass': 'short'}).errors) == {'admin_pass'}
    assert set(form(data={**TYPED, 'admin_pass': ''}).errors) == {'admin_pass'}


def test_unchanged_on_edit():
    filled = form(data={**TYPED, 'admin_pass': ''}, secrets_kept=['admin_pass', 'db_password'])
    assert filled.is_valid()
    assert all(contains_kept_secret(filled.answers[name]) for name in ('admin_pass', 'db_password'))


@pytest.mark.parametrize(('old', 'new'), [('"group1":', '"settings":'), ('"package": "com.example.Stack"', '"a": "b"')])
def test_what_somebody_wrote_is_left_alone(old, new):
    text = UI.replace(old, new)
    assert not is_generated(definition(text)) and not definition(text).secret_names
