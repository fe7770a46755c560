"""Each deliberate difference: what the ancestor did, and what is right instead."""

import pytest

from murano_panel.dynamic_ui import DefinitionError, build_form, build_object_model, load
from tests.conformance.explained import RULES
from tests.conformance.observed import describe
from tests.unit.dynamic_ui.cloud import Cloud, definition, one_form

REASONS = {rule.name: rule.cites for rule in RULES}


def field(*fields, **options):
    form = build_form(one_form(*fields), 0, answers=options.pop('answers', {}), sources=options.pop('cloud', Cloud()),
                      **options)
    return describe(form[next(iter(form.fields))])


def errors(fields, data):
    return set(build_form(one_form(*fields), 0, answers={}, sources=Cloud(), data=data).errors)


def model(text, answers=None):
    return build_object_model(definition(text), answers or {})


def a_field_called_flavor():
    fields = ['{name: flavor, type: string}', '{name: other, type: string}']
    assert errors(fields, {'flavor': 'any text'}) == {'other'}


def a_flavor_is_one_of_those_offered():
    assert errors(['{name: size, type: flavor}'], {'size': 'none'}) == {'size'}
    assert errors(['{name: size, type: flavor}'], {}) == {'size'}


def the_initial_flavor():
    assert field('{name: size, type: flavor, initial: m1.tiny}')['value'] == '1'


def texts_are_escaped_when_shown():
    shown = field("{name: a, type: string, label: 'A & B', initial: '<x>', helpText: \"it's\"}")
    assert (shown['label'], shown['value'], shown['help_text']) == ('A & B', '<x>', "it's")


def a_region_is_not_a_title():
    loaded = definition('Forms:\n  - f:\n      region: RegionTwo\n      fields: []\n')
    assert (loaded.steps[0].title, loaded.steps[0].region) == ('Step 1', 'RegionTwo')


def snapshots_can_be_told():
    labels = [label for _value, label, _off in field('{name: v, type: volume}')['choices']]
    assert labels == ['Select a volume', 'backup (snapshot)', 'data']


def a_hidden_text_is_hidden():
    assert field('{name: t, type: text, hidden: true, required: false}')['hidden']


def every_key_may_be_computed():
    computed = '{name: a, type: string, required: $.x.on, helpText: $.x.help, maxLength: $.x.n, hidden: $.x.on}'
    shown = field(computed, answers={'x': {'on': False, 'help': 'H', 'n': 5}})
    assert (shown['required'], shown['help_text'], shown['max_length'], shown['hidden']) == (False, 'H', 5, False)
    assert not field('{name: a, type: string, required: "false"}')['required']


def a_computed_label_is_the_title():
    shown = field('{name: a, type: string, label: $.x.n, description: d}', answers={'x': {'n': 'N'}})
    assert shown['description_title'] == 'N'


def a_network_without_choice():
    form = build_form(one_form('{name: n, type: network, required: false, allowAuto: false}'), 0, answers={},
                      sources=Cloud(networks=()), data={})
    assert form.is_valid() and form.answers == {'n': [None, None]}


def name_gives_the_name():
    text = 'Version: 2.2\nApplication: {"?": {type: a.B}, title: name()}\n'
    assert model(text, {'workflowManagement': {'application_name': 'shop'}})['title'] == 'shop'


def version_one_is_a_slip():
    assert definition('Version: 1\n').version == (2, 0)
    with pytest.raises(DefinitionError):
        load('Version: 1\nname: old format\n', fqn='a.B', package_name='B')


def unknown_keys_are_reported():
    loaded = one_form('{name: n, type: network, include_subnets: false}')
    assert 'include_subnets' in loaded.problems[0].message
    assert build_form(loaded, 0, answers={}, sources=Cloud(), data={}).is_valid()


def slips_in_the_structure():
    for body in ('- f:\n      - {name: a, type: string}', '- f:\n    fields: [{name: a, type: string}]',
                 'f: {fields: [{name: a, type: string}]}'):
        loaded = definition(f'Forms:\n  {body}\n')
        assert loaded.problems and [item.name for item in loaded.steps[0].fields] == ['a']
    assert definition('Forms:\n  - f:\n').problems[0].message == 'The form has no fields'


def words_joined_by_a_dash():
    assert model('Application: {"?": {type: com.ci-cd.App}, a: foo-bar, b: 7 - 2}\n')['?']['type'] == 'com.ci-cd.App'


def an_attribute_that_cannot_be_computed():
    loaded = one_form('{name: a, type: string, initial: $.f.b}', '{name: b, type: string}')
    form = build_form(loaded, 0, answers={}, sources=Cloud())
    assert form['a'].value() is None and [problem.field for problem in form.problems] == ['a']


def a_password_needs_no_label():
    assert field('{name: p, type: password}')['label'] is None


def a_type_that_nobody_knows():
    form = build_form(one_form('{name: t, type: tenantid}'), 0, answers={}, sources=Cloud(components=()),
                      data={'t': 'id'})
    assert form.is_valid() and form.answers == {'t': 'id'}


def a_check_that_fails():
    assert errors(['{name: a, type: string, validators: [{expr: int($) > 3, message: m}]}'], {'a': 'x'}) == {'a'}


PROOFS = {
    'a field called flavor must not crash the form': a_field_called_flavor,
    'a flavor is one of those offered': a_flavor_is_one_of_those_offered,
    'the initial flavor is the one the author gave': the_initial_flavor,
    'texts are escaped when they are shown, not before': texts_are_escaped_when_shown,
    'a region is not a title': a_region_is_not_a_title,
    'snapshots can be told from volumes': snapshots_can_be_told,
    'a hidden text is hidden': a_hidden_text_is_hidden,
    'every key may be computed, or false in quotes': every_key_may_be_computed,
    'a computed label is also the title of the description': a_computed_label_is_the_title,
    'a network that is not required may have no choice': a_network_without_choice,
    'name() gives the name': name_gives_the_name,
    'version 1 is a slip': version_one_is_a_slip,
    'unknown keys are reported, the form works': unknown_keys_are_reported,
    'slips in the structure are reported, the form works': slips_in_the_structure,
    'words joined by a dash are text': words_joined_by_a_dash,
    'an attribute that cannot be computed is left out': an_attribute_that_cannot_be_computed,
    'a password needs no label': a_password_needs_no_label,
    'a type that nobody knows takes text': a_type_that_nobody_knows,
    'a check that fails is an error of its field': a_check_that_fails,
}


@pytest.mark.parametrize('rule', REASONS)
def test_rule(rule):
    assert REASONS[rule]
    PROOFS[rule]()


def test_there_are_few_rules():
    assert len(RULES) == len(REASONS) <= 20
