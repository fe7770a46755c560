"""Each deliberate difference: what the ancestor did, and what is right instead."""

import pytest

from murano_panel.domain.cloud import Component
from murano_panel.dynamic_ui import DefinitionError, ExpressionError, build_form, build_object_model, load_definition
from tests.conformance.explained import RULES
from tests.conformance.observed import describe
from tests.unit.dynamic_ui.cloud import Cloud, definition, one_form

REASONS = {rule.name: rule.cites for rule in RULES}


def field(*fields, **options):
    form = build_form(
        one_form(*fields), 0, answers=options.pop('answers', {}), sources=options.pop('cloud', Cloud()), **options
    )
    return describe(form[next(iter(form.fields))])


def errors(fields, data):
    return set(build_form(one_form(*fields), 0, answers={}, sources=Cloud(), data=data).errors)


def model(text, answers=None):
    return build_object_model(definition(text), answers or {})


def a_field_of_any_name():
    for name in ('flavor', 'service', 'region', 'validators'):
        fields = [f'{{name: {name}, type: string}}', '{name: other, type: string}']
        assert errors(fields, {name: 'any text'}) == {'other'}


def a_flavor_is_one_of_those_offered():
    assert errors(['{name: size, type: flavor}'], {'size': 'none'}) == {'size'}
    assert errors(['{name: size, type: flavor}'], {}) == {'size'}
    assert errors(['{name: size, type: flavor, regexpValidator: "^m1[.]"}'], {'size': '1'}) == set()


def the_initial_choice():
    assert field('{name: size, type: flavor, initial: m1.tiny}')['value'] == '1'
    assert field('{name: c, type: choice, choices: [[a, Big], [b, Small]], initial: Small}')['value'] == 'b'
    assert field('{name: a, type: com.example.MySql}')['value'] == 'c1'
    assert field('{name: a, type: com.example.MySql, required: false}')['value'] in ('', None)
    assert field('{name: a, type: com.example.MySql, required: false, initial: Database}')['value'] == 'c1'


def texts_are_escaped_when_shown():
    shown = field("{name: a, type: string, label: 'A & B', initial: '<x>', helpText: \"it's\"}")
    assert (shown['label'], shown['value'], shown['help_text']) == ('A & B', '<x>', "it's")
    assert field('{name: a, type: string, initial: ["<x>"]}')['value'] == '["<x>"]'
    assert field('{name: a, type: string, initial: {KeyName: "<x>"}}')['value'] == '{"KeyName": "<x>"}'


def a_region_is_not_a_title():
    loaded = definition('Forms:\n  - f:\n      region: RegionTwo\n      fields: []\n')
    assert (loaded.steps[0].title, loaded.steps[0].region) == ('Step 1', 'RegionTwo')


def choices_can_be_told_apart():
    labels = [label for _value, label, _off in field('{name: v, type: volume}')['choices']]
    assert labels == ['Select a volume', 'backup (snapshot)', 'data']
    twins = Cloud(components=[Component('c1', 'db', 'com.example.MySql'), Component('c2', 'db', 'com.example.MySql')])
    offered = field('{name: a, type: com.example.MySql}', cloud=twins)['choices']
    assert [label for _value, label, _off in offered] == ['Select an application', 'db (c1)', 'db (c2)']
    offered = field('{name: a, type: com.example.MySql}', cloud=Cloud(components=[]))['choices']
    assert [label for _value, label, _off in offered] == ['None in this environment yet']


def a_hidden_text_is_hidden():
    for kind in ('text', 'password'):
        form = build_form(one_form(f'{{name: t, type: {kind}, hidden: true}}'), 0, answers={}, sources=Cloud())
        assert [bound.is_hidden for bound in form] == [True]


def every_key_counts():
    computed = '{name: a, type: string, required: $.x.on, helpText: $.x.help, maxLength: $.x.n, hidden: $.x.on}'
    shown = field(computed, answers={'x': {'on': False, 'help': 'H', 'n': 5}})
    assert (shown['required'], shown['help_text'], shown['max_length'], shown['hidden']) == (False, 'H', 5, False)
    titled = field('{name: a, type: string, descriptionTitle: $.x.t}', answers={'x': {'t': 'T'}})
    assert titled['description_title'] == 'T'
    assert not field('{name: a, type: string, required: "false"}')['required']
    assert errors(['{name: a, type: password, label: a, required: "false"}'], {}) == set()
    two = '{name: a, type: string, regexpValidator: "^a", validators: [{expr: len($) > 2, message: m}]}'
    assert [errors([two], {'a': text}) for text in ('abc', 'xyz', 'a')] == [set(), {'a'}, {'a'}]


def a_field_without_label():
    shown = field('{name: a, type: string, label: $.x.n, description: d}', answers={'x': {'n': 'N'}})
    assert shown['description_title'] == 'N'
    for label in ('', 'label: null', "label: ''"):
        for kind in ('string', 'password'):
            shown = field(f'{{name: a, type: {kind}, {label}}}')
            assert (shown['label'], shown['description_title']) == (None, '')


def a_network_without_choice():
    form = build_form(
        one_form('{name: n, type: network, required: false, allowAuto: false}'),
        0,
        answers={},
        sources=Cloud(networks=()),
        data={},
    )
    assert form.is_valid() and form.answers == {'n': [None, None]}


def name_gives_the_name():
    text = 'Version: 2.2\nApplication: {"?": {type: a.B}, title: name()}\n'
    assert model(text, {'workflowManagement': {'application_name': 'shop'}})['title'] == 'shop'


def a_host_name_without_pattern():
    assert model('Application: {"?": {type: a.B}, name: !yaql "generateHostname(null, 1)"}\n')['name']


def what_fails_later_is_refused_at_once():
    for text in ('Application: {name: x}\n', 'Forms:\n  - f: {fields: [{name: a, type: null}]}\n'):
        with pytest.raises(DefinitionError):
            definition(text)


def unusable_values_are_reported():
    for key in (
        'choices: [a]',
        'choices: null',
        'requirements: null',
        'errorMessages: m',
        'validators: null',
        'regexpValidator: null',
        'regexpValidator: "[a"',
        'regexpValidator: /a',
        'widgetMedia: null',
        'validators: {expr: $ > 1}',
        'validators: [$ > 1]',
    ):
        kind = {'c': 'choice', 'r': 'flavor'}.get(key[0]) if 'regexp' not in key else 'string'
        loaded = one_form(f'{{name: a, type: {kind or "string"}, {key}}}')
        form = build_form(loaded, 0, answers={}, sources=Cloud())
        assert (loaded.problems or form.problems) and 'a' in form.fields, key


def unknown_keys_are_reported():
    loaded = one_form('{name: n, type: network, include_subnets: false}')
    assert 'include_subnets' in loaded.problems[0].message
    assert build_form(loaded, 0, answers={}, sources=Cloud(), data={}).is_valid()
    assert field('{name: i, type: image, widgetMedia: {js: [a/support_placeholder.js]}}')['kind'] == 'image'
    with pytest.raises(ExpressionError, match=r'There is no function "nope", in the expression "nope\(\)"'):
        model(
            'Application: {"?": {type: a.B}, x: !yaql "nope()"}\nForms:\n'
            '  - f: {fields: [{name: a, type: string, lable: b}]}\n'
        )


def slips():
    assert definition('Version: 1\n').version == (2, 0) and definition('Version:\n').version == (2, 4)
    with pytest.raises(DefinitionError):
        load_definition('Version: 1\nname: old format\n', fqn='a.B', package_name='B')
    for text, told in (('# \t\nVersion: 2\n', 'tab'), ('# \ufffd\nVersion: 2\n', 'UTF-8')):
        assert told in definition(text).problems[0].message
    both = definition('Forms:\n  - f: {fields: [{name: a, type: string}]}\n    g: {fields: []}\n')
    assert both.problems and [step.name for step in both.steps] == ['f', 'g']
    for body in (
        '- f:\n      - {name: a, type: string}',
        '- f:\n    fields: [{name: a, type: string}]',
        'f: {fields: [{name: a, type: string}]}',
    ):
        loaded = definition(f'Forms:\n  {body}\n')
        assert loaded.problems and [item.name for item in loaded.steps[0].fields] == ['a']
    for body in ('', '{}', '{fields: null}'):
        assert definition(f'Forms:\n  - f: {body}\n').problems[0].message == 'The form has no fields'


def words_joined_by_a_dash():
    assert model('Application: {"?": {type: com.ci-cd.App}, a: foo-bar, b: 7 - 2}\n')['?']['type'] == 'com.ci-cd.App'
    shown = field('{name: a, type: choice, choices: [[a-b, C-d]], helpText: e-f, descriptionTitle: g-h}')
    assert (shown['choices'], shown['help_text'], shown['description_title']) == ([['a-b', 'C-d', False]], 'e-f', 'g-h')


def an_attribute_that_cannot_be_computed():
    loaded = one_form('{name: a, type: string, initial: $.f.b}', '{name: b, type: string}')
    form = build_form(loaded, 0, answers={}, sources=Cloud())
    assert form['a'].value() is None and [problem.field for problem in form.problems] == ['a']


def a_type_that_nobody_knows():
    form = build_form(
        one_form('{name: t, type: tenantid}'), 0, answers={}, sources=Cloud(components=()), data={'t': 'id'}
    )
    assert form.is_valid() and form.answers == {'t': 'id'}


def a_check_that_fails():
    assert errors(['{name: a, type: string, validators: [{expr: int($) > 3, message: m}]}'], {'a': 'x'}) == {'a'}
    loaded = definition(
        'Forms:\n  - f:\n      fields: [{name: a, type: string}]\n      validators: [{expr: $.g.b > 1, message: m}]\n'
    )
    assert '__all__' in build_form(loaded, 0, answers={}, sources=Cloud(), data={'a': 'x'}).errors


PROOFS = {
    'a field may have any name, such as flavor': a_field_of_any_name,
    'a flavor is one of those offered': a_flavor_is_one_of_those_offered,
    'the initial choice is the one the author gave, none where it may stay empty': the_initial_choice,
    'texts are escaped when they are shown, not before': texts_are_escaped_when_shown,
    'a region is not a title': a_region_is_not_a_title,
    'choices can be told apart': choices_can_be_told_apart,
    'a hidden text or password is hidden': a_hidden_text_is_hidden,
    'every key counts: computed, false in quotes, or beside another check': every_key_counts,
    'a network that is not required may have no choice': a_network_without_choice,
    'name() gives the name': name_gives_the_name,
    'a host name without a pattern is generated': a_host_name_without_pattern,
    'slips in version, structure and characters are reported, the form works': slips,
    'unknown keys are reported, the form works': unknown_keys_are_reported,
    'unusable values are reported, the form works': unusable_values_are_reported,
    'what fails later is refused at once': what_fails_later_is_refused_at_once,
    'words joined by a dash are text': words_joined_by_a_dash,
    'an attribute that cannot be computed is left out': an_attribute_that_cannot_be_computed,
    'a field needs no label, and may compute it': a_field_without_label,
    'a type that nobody knows takes text': a_type_that_nobody_knows,
    'a check that fails is an error of its field': a_check_that_fails,
}


@pytest.mark.parametrize('rule', REASONS)
def test_rule(rule):
    assert REASONS[rule]
    PROOFS[rule]()


def test_there_are_few_rules():
    assert len(RULES) == len(REASONS) <= 20
