"""Forms that murano-api generates from Heat templates: their secrets are told by their names."""

import pytest

from murano_panel.domain.cloud import Flavor, Image, Keypair, Network, Subnet
from murano_panel.dynamic_ui import NoSources, build_form, load_definition
from murano_panel.dynamic_ui.definition.heat import as_in_heat, is_generated
from murano_panel.dynamic_ui.definition.model import HEAT_CONSTRAINTS
from murano_panel.dynamic_ui.fields.heat import CONSTRAINTS as CONSTRAINTS_OFFERED
from murano_panel.dynamic_ui.placeholders import contains_kept_secret
from tests.unit.dynamic_ui.cloud import Cloud

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


def definition(text=UI, constraints=None):
    return as_in_heat(load_definition(text, fqn='com.example.Stack', package_name='Stack'), constraints or {})


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


# Custom constraints


CONSTRAINTS = {'flavor': 'nova.flavor'}
CLOUD = Cloud(
    flavors=(Flavor('f1', 'm1.small', 1, 1, 1), Flavor('f2', 'm1.large', 1, 1, 1)),
    images=(
        Image('i1', 'fedora', 'active'),
        Image('i2', 'twin', 'active', is_snapshot=True),
        Image('i3-another', 'twin', 'active'),
        Image('i4', 'broken', 'killed'),
    ),
    networks=(
        Network('n1', 'public', True),
        Network('n2', 'private', False, (Subnet('s1', '', '10.0.0.0/24'), Subnet('s2', 'own', '10.1.0.0/24'))),
    ),
    keypairs=(Keypair('mine'),),
)


def chosen(constraint, attributes='"initial": "m1.small"', cloud=CLOUD, **options):
    text = UI.replace('"initial": "m1.small"', attributes)
    made = definition(text, {'flavor': constraint, 'password_length': constraint, 'name': constraint})
    return build_form(made, 1, answers={'group0': {'name': 'a'}}, sources=cloud, **options)['flavor']


@pytest.mark.parametrize(
    ('constraint', 'values'),
    [
        ('nova.flavor', ['m1.large', 'm1.small']),
        ('nova.keypair', ['mine']),
        ('glance.image', ['fedora', 'i2', 'i3-another']),
        ('neutron.network', ['private', 'public']),
        ('neutron.subnet', ['s1', 'own']),
    ],
)
def test_what_a_constraint_names_is_chosen_from_the_cloud(constraint, values):
    field = chosen(constraint, '"required": !!bool "true"').field
    assert [value for value, _label in field.choices] == ['', *values]


def test_every_constraint_that_is_known_has_its_choices():
    assert CONSTRAINTS_OFFERED.keys() == HEAT_CONSTRAINTS
    for constraint in HEAT_CONSTRAINTS:
        assert chosen(constraint).kind == 'heat'


def test_a_default_is_proposed_and_stays_when_the_cloud_does_not_have_it():
    found = chosen('nova.flavor')
    assert found.value() == 'm1.small' and 'm1.large' in str(found)
    gone = chosen('nova.flavor', '"required": !!bool "false", "initial": "huge"')
    assert gone.value() == 'huge' and 'huge (the default of the package)' in str(gone)


def test_the_answer_is_what_heat_takes():
    made = definition(constraints=CONSTRAINTS)
    filled = build_form(made, 1, answers={'group0': {'name': 'a'}}, sources=CLOUD, data={**TYPED, 'flavor': 'm1.large'})
    assert filled.is_valid() and filled.answers['flavor'] == 'm1.large'


def test_without_the_service_it_is_typed_in():
    found = chosen('nova.flavor', cloud=NoSources('Nova is not there.'))
    assert 'type="text"' in str(found) and found.unavailable and found.value() == 'm1.small'


@pytest.mark.parametrize('constraint', ['nova.server', 'x' * 99, ''])
def test_other_constraints_leave_the_text(constraint):
    assert chosen(constraint).kind == 'string'


def test_only_texts_that_are_parameters_become_choices():
    made = definition(constraints={'name': 'nova.flavor', 'password_length': 'nova.flavor'})
    assert not [item for item in made.fields() if item.kind == 'heat']
