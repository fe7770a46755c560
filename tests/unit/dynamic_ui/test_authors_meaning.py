"""Forms whose authors slipped, or wrote what YAML takes for something else: read as they were meant, and told."""

import pytest

from murano_panel.domain.cloud import Component, Found, FreeVolume, Image, Keypair, Network, Subnet, VolumeSnapshot
from murano_panel.dynamic_ui import build_form, build_object_model, check_definition, load_definition
from murano_panel.dynamic_ui.definition.heat import as_in_heat
from tests.unit.dynamic_ui.cloud import APPLICATION, Cloud, one_form

DENIED = Found((), 'The service did not allow it.')


def form(field, data=None, cloud=None):
    sent = None if data is None else {'x': data}
    return build_form(one_form(field), 0, answers={}, sources=cloud or Cloud(), data=sent)


def shown(field, cloud=None):
    bound = form(field, cloud=cloud)['x']
    return bound.value()


def labels(field, cloud):
    return [label for _value, label in form(field, cloud=cloud).fields['x'].choices]


def answer(field, data):
    filled = form(field, data)
    assert filled.is_valid(), filled.errors
    return filled.answers['x']


def findings(*fields):
    text = APPLICATION + 'Forms:\n  - f:\n      fields:\n' + ''.join(f'        - {field}\n' for field in fields)
    return [(problem.line, problem.message) for problem in check_definition(text, fqn='a.B', package_name='B')]


@pytest.mark.parametrize(
    ('kind', 'typed', 'deployed'),
    [
        ('text', '#!/bin/sh\r\necho hi\r\n', '#!/bin/sh\necho hi\n'),
        ('text', '\r\n  indented\r\n', '\n  indented\n'),
        ('string', ' two  blanks ', ' two  blanks '),
        ('{password}', ' Secret-1 ', ' Secret-1 '),
    ],
)
def test_what_is_typed_is_what_is_deployed(kind, typed, deployed):
    kind = kind.strip('{}')
    assert answer(f'{{name: x, type: {kind}, confirmInput: false}}', typed) == deployed


def test_blanks_alone_answer_nothing():
    assert form('{name: x, type: string}', '  ').errors == {'x': ['This field is required.']}


def test_blanks_that_make_a_pattern_refuse_are_pointed_out():
    refused = form("{name: x, type: string, regexpValidator: '^[a-z]+$', errorMessages: {invalid: letters}}", 'web ')
    assert refused.errors['x'] == ['letters', 'It begins or ends with a blank.']


@pytest.mark.parametrize('initial', ['"false"', '"no"', 'off', '"off"', '0', '"0"', '"False"', ''])
def test_a_boolean_may_say_no_in_words(initial):
    field = f'{{name: x, type: boolean, initial: {initial}}}'
    assert shown(field) is False
    assert 'checked' not in str(form(field)['x'])


@pytest.mark.parametrize('initial', ['"true"', '"on"', 'yes', '1', '"1"'])
def test_a_boolean_may_say_yes_in_words(initial):
    assert 'checked' in str(form(f'{{name: x, type: boolean, initial: {initial}}}')['x'])


@pytest.mark.parametrize('written', ['010', '1.10', 'yes', 'off', '12:30', '1_000', '2014-10-16', '0x1F', '1e3'])
def test_a_text_is_what_is_written_whatever_yaml_takes_it_for(written):
    assert shown(f'{{name: x, type: string, initial: {written}}}') == written
    assert form(f'{{name: x, type: string, label: {written}}}')['x'].label == written


def test_choices_are_what_is_written():
    for choices in ('[[1.10, Old], [yes, No]]', '{1.10: Old, yes: No}'):
        field = form(f'{{name: x, type: choice, choices: {choices}, initial: 1.10}}')
        assert field.fields['x'].choices == [('1.10', 'Old'), ('yes', 'No')]
        assert field['x'].value() == '1.10'


def test_fields_and_forms_are_called_as_is_written():
    text = 'Application: {"?": {type: a.B}, v: $.on.no}\nForms:\n  - on:\n      fields: [{name: no, type: string}]'
    loaded = load_definition(text, fqn='a.B', package_name='B')
    model = build_object_model(loaded, {'on': {'no': 'typed'}})
    assert model['v'] == 'typed'


def test_lists_as_defaults_are_json_and_as_heat_reads_them_in_templates():
    assert shown('{name: x, type: string, initial: [a, "b c", 1]}') == '["a", "b c", "1"]'
    text = (
        'Version: 2\nApplication: {"?": {type: a.B, package: a.B}}\nForms:\n  - group0:\n      fields:\n'
        '        - {name: v, type: string, required: false, initial: [4, 5, b c]}'
    )
    definition = as_in_heat(load_definition(text, fqn='a.B', package_name='B'), {})
    assert build_form(definition, 0, answers={}, sources=Cloud())['v'].value() == '4,5,b c'


@pytest.mark.parametrize('key', ['helptext', 'HELPTEXT', 'help-text', 'HelpTexT'])
def test_a_key_whose_letters_are_right_is_read(key):
    field = f'{{name: x, type: string, {key}: told}}'
    assert form(field)['x'].help_text == 'told'
    assert 'misspelled' in dict(findings(field))[5]


def test_a_key_that_is_nearly_right_is_told_with_the_right_one():
    lines = check_definition(
        f'{APPLICATION}Forms:\n  - f:\n      fields:\n        - {{name: x, type: string, requird: false}}',
        fqn='a.B',
        package_name='B',
    )
    assert [(problem.line, problem.expected) for problem in lines] == [(5, 'required')]


def test_one_of_two_lists_of_volumes_is_offered_with_a_remark():
    some = Cloud(volumes=(FreeVolume('v1', 'data'),), volume_snapshots=DENIED)
    others = Cloud(volumes=DENIED, volume_snapshots=(VolumeSnapshot('s1', 'old'),))
    for cloud, label in ((some, 'data'), (others, 'old (snapshot)')):
        assert labels('{name: x, type: volume}', cloud) == ['Select a volume', label]
        assert form('{name: x, type: volume}', cloud=cloud)['x'].unavailable == DENIED.unavailable
    none = form('{name: x, type: volume}', cloud=Cloud(volumes=DENIED, volume_snapshots=DENIED))['x']
    assert 'type="text"' in str(none) and none.unavailable == DENIED.unavailable


@pytest.mark.parametrize('title', [7, ['x'], {'en': 'x'}, '', None])
def test_a_title_of_an_image_that_is_no_text_is_as_none(title):
    images = (Image('i1', 'a', 'active', 'linux', title), Image('i2', 'b', 'active', 'linux', 't'))
    assert labels('{name: x, type: image, imageType: linux}', Cloud(images=images)) == ['Select an image', 'a', 't']


def test_resources_of_one_name_are_told_apart():
    one, two = '1111aaaa-0000', '2222bbbb-0000'
    field = '{name: x, type: image, imageType: linux}'
    images = (Image(one, 'u', 'active', 'linux', 'Ubuntu'), Image(two, 'v', 'active', 'linux', 'Ubuntu'))
    assert labels(field, Cloud(images=images))[1:] == ['Ubuntu (1111aaaa)', 'Ubuntu (2222bbbb)']
    twins = (FreeVolume(one, 'data'), FreeVolume('1111aaaa-9999', 'data'), FreeVolume(two, 'other'))
    cloud = Cloud(volumes=twins, volume_snapshots=())
    assert labels('{name: x, type: volume}', cloud)[1:] == [f'data ({one})', 'data (1111aaaa-9999)', 'other']
    components = (Component(one, 'db', 'a.C'), Component(two, 'db', 'a.C'))
    assert labels('{name: x, type: a.C}', Cloud(components=components))[1:] == ['db (1111aaaa)', 'db (2222bbbb)']
    nets = tuple(Network(id, 'net', False, (Subnet(f's{id}', 's', '10.0.0.0/24'),)) for id in (one, two))
    offered = labels('{name: x, type: network, allowAuto: false}', Cloud(networks=nets))
    assert len(set(offered)) == len(offered) == 4
    assert labels('{name: x, type: keypair}', Cloud(keypairs=(Keypair('k'),))) == ['No key pair', 'k']


def test_a_choice_without_options_says_so_and_is_found():
    field = '{name: x, type: choice, choices: []}'
    assert form(field)['x'].unavailable == 'The package has nothing to choose from here.'
    assert 'nothing to choose from' in dict(findings(field))[5]
    assert findings('{name: x, type: choice, choices: [], required: false}') == []


@pytest.mark.parametrize('kind', ['string', 'text', 'integer', 'password'])
def test_what_is_hidden_and_has_no_value_does_not_keep_a_form_from_being_sent(kind):
    field = f'{{name: x, type: {kind}, hidden: true}}'
    assert form(field, '').is_valid()
    assert 'Nobody can answer it' in dict(findings(field))[5]


@pytest.mark.parametrize(
    ('kind', 'low', 'high', 'typed'),
    [('integer', 'minValue', 'maxValue', '7'), ('string', 'minLength', 'maxLength', 'abc')],
)
def test_limits_that_exclude_each_other_are_ignored_and_told(kind, low, high, typed):
    for least, most in ((9, 2), ('"9"', 2), ("' 9'", '"2.0"')):
        field = f'{{name: x, type: {kind}, {low}: {least}, {high}: {most}}}'
        assert form(field, typed).is_valid()
        assert 'is greater than' in dict(findings(field))[5]


@pytest.mark.parametrize(
    'rules',
    [
        'initial: Web, regexpValidator: "^[a-z]+$"',
        'initial: web, maxLength: 2',
        'initial: web, minLength: 9',
        'initial: web, minLength: "9"',
    ],
)
def test_an_initial_value_that_its_own_rules_refuse_is_told(rules):
    assert 'refuse its initial value' in dict(findings(f'{{name: x, type: string, {rules}}}'))[5]
    hidden = f'{{name: x, type: string, hidden: true, {rules}}}'
    assert 'are left out' in dict(findings(hidden))[5]
    assert form(hidden, shown(hidden)).is_valid()


def test_forms_without_slips_have_no_findings():
    assert (
        findings('{name: x, type: string, initial: "80", minLength: 1, maxLength: 2, regexpValidator: "^[0-9]+$"}')
        == []
    )


@pytest.mark.parametrize('written', ['String', 'STRING', 'Integer', 'Flavor', 'KeyPair'])
def test_a_type_in_capitals_is_read_as_it_is_meant(written):
    field = f'{{name: x, type: {written}}}'
    assert form(field).fields['x'].kind == written.lower()
    assert dict(findings(field))[5] == f'The type {written} is misspelled; it is read as it is meant'


@pytest.mark.parametrize(('written', 'kind'), [('tenantid', 'unknown'), ('Host', 'class'), ('demo.host', 'class')])
def test_only_names_with_a_capital_or_a_dot_can_be_classes(written, kind):
    assert one_form(f'{{name: x, type: {written}}}').steps[0].fields[0].kind == kind


def test_an_unknown_type_is_typed_in_also_where_it_was_to_be_hidden():
    field = '{name: x, type: strin, hidden: true, required: true}'
    assert dict(findings(field))[5] == 'The type strin is not known; users type its value in'
    assert not form(field).fields['x'].widget.is_hidden and not form(field, '').is_valid()
    assert answer(field, 'seven') == 'seven'
    # What its author filled in needs nobody.
    assert form('{name: x, type: strin, hidden: true, initial: 7}').fields['x'].widget.is_hidden


@pytest.mark.parametrize('networks', [(), (Network('n1', 'net-a', False, (Subnet('s1', 'sub', '10.0.0.0/24'),)),)])
def test_a_network_that_was_not_chosen_is_shown_as_none(networks):
    """An edit sends what it shows: steps that nobody touches have to pass."""
    cloud, field = Cloud(networks=networks), '{name: x, type: network, allowAuto: false, required: false}'
    left = form(field, '', cloud)
    assert left.is_valid() and left.answers['x'] == [None, None]
    again = build_form(one_form(field), 0, answers={}, sources=cloud, initial=left.answers)
    shown_again = again.fields['x'].prepare_value(again['x'].initial)
    assert shown_again == '' and form(field, shown_again, cloud).is_valid()
