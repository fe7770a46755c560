"""Every type of field and every key, with real choices and without."""

import pytest
from django.core.exceptions import ValidationError

from murano_panel.domain.cloud import Flavor, Found, Image, Network
from murano_panel.dynamic_ui import build_form
from murano_panel.dynamic_ui.fields.validators import PasswordRule
from tests.unit.dynamic_ui.cloud import Cloud, one_form

UNAVAILABLE = Found((), 'The service is not there.')


def form(field, data=None, cloud=None, **options):
    return build_form(
        one_form(field),
        0,
        answers=options.pop('answers', {}),
        sources=cloud or Cloud(),
        data=None if data is None else {'x': data},
        **options,
    )


def choices(field, cloud=None):
    return [label for _value, label in form(field, cloud=cloud).fields['x'].choices]


def answer(field, data, cloud=None):
    filled = form(field, data, cloud)
    assert filled.is_valid(), filled.errors
    return filled.answers['x']


@pytest.mark.parametrize(
    ('field', 'data', 'value'),
    [
        ('{name: x, type: string}', ' a ', ' a '),
        ('{name: x, type: string, required: false}', '', ''),
        ('{name: x, type: text}', 'a\nb', 'a\nb'),
        ('{name: x, type: integer, required: false}', '', None),
        ('{name: x, type: integer}', '7', 7),
        ('{name: x, type: boolean}', 'on', True),
        ('{name: x, type: floatingip}', '', False),
        ('{name: x, type: choice, choices: {1: One, 2: Two}}', '2', '2'),
        ('{name: x, type: clusterip}', '10.0.0.1', '10.0.0.1'),
        ('{name: x, type: databaselist}', 'db1, db_2', ['db1', 'db_2']),
        ('{name: x, type: flavor}', '3', 'm1.medium'),
        ('{name: x, type: keypair, required: false}', '', ''),
        ('{name: x, type: keypair}', 'key-a', 'key-a'),
        ('{name: x, type: image}', 'i1', 'i1'),
        ('{name: x, type: azone}', 'nova', 'nova'),
        ('{name: x, type: network}', 'n1/s1', ['n1', 's1']),
        ('{name: x, type: network}', 'n1', ['n1', None]),
        ('{name: x, type: network}', 'auto', [None, None]),
        ('{name: x, type: securitygroup, required: false}', 'default', 'default'),
        ('{name: x, type: volume}', 'vs1', 'vs1'),
        ('{name: x, type: zone, required: false}', '', ''),
        ('{name: x, type: com.example.MySql}', 'c1', 'c1'),
        ('{name: x, type: [com.example.MySql, com.example.Other], required: false}', '', None),
        ('{name: x, type: domain, required: false}', '', None),
        ('{name: x, type: username}', 'joe', 'joe'),
    ],
)
def test_cleaned_value(field, data, value):
    assert answer(field, data, Cloud(components=()) if 'username' in field else None) == value


@pytest.mark.parametrize(
    ('field', 'data'),
    [
        ('{name: x, type: string}', ''),
        ('{name: x, type: string, minLength: 3}', 'ab'),
        ('{name: x, type: string, maxLength: 3}', 'abcd'),
        ('{name: x, type: integer, minValue: 3}', '2'),
        ('{name: x, type: integer, maxValue: 3}', '4'),
        ('{name: x, type: integer}', 'x'),
        ('{name: x, type: string, regexpValidator: "^a"}', 'b'),
        ('{name: x, type: string, regexpValidator: /^A/i}', 'b'),
        ('{name: x, type: choice, choices: [[a, A]]}', 'b'),
        ('{name: x, type: clusterip}', '1.2.3'),
        ('{name: x, type: databaselist}', '1db'),
        ('{name: x, type: flavor}', 'm1.medium'),
        ('{name: x, type: image}', 'i2'),
        ('{name: x, type: image, imageType: linux}', 'i9'),
        ('{name: x, type: azone}', 'down'),
        ('{name: x, type: network}', 'n3'),
        ('{name: x, type: volume, includeVolumes: false}', 'v1'),
        ('{name: x, type: com.example.MySql}', 'c9'),
        ('{name: x, type: password, confirmInput: false}', 'short'),
        ("{name: x, type: integer, validators: [{expr: $ > 10, message: 'too small'}]}", '5'),
        ("{name: x, type: string, validators: [{expr: {regexpValidator: '^[a-z]+$'}}]}", 'A'),
    ],
)
def test_refused_value(field, data):
    assert set(form(field, data).errors) == {'x'}


@pytest.mark.parametrize(
    ('field', 'labels'),
    [
        ('{name: x, type: flavor, requirements: {min_vcpus: 2}}', ['m1.medium']),
        ('{name: x, type: flavor, requirements: {max_memory_mb: 1024, min_disk: 1}}', ['m1.tiny']),
        ('{name: x, type: keypair}', ['No key pair', 'key-a', 'key-b']),
        ('{name: x, type: image, imageType: linux}', ['Select an image', 'Docker', 'Queued (queued)', 'Ubuntu']),
        ('{name: x, type: image, imageType: linux.docker}', ['Docker']),
        ('{name: x, type: azone}', ['nova']),
        ('{name: x, type: network, allowAuto: false, filter: net-a}', ['net-a: 10.0.0.0/24 sub', 'net-a: any subnet']),
        ('{name: x, type: network, murano_networks: exclude}', ['Auto', 'net-a: 10.0.0.0/24 sub', 'net-a: any subnet']),
        (
            '{name: x, type: network, filter: web, muranoNetworks: translate}',
            ['Auto', "Network of 'web'", "Network of 'web': any subnet"],
        ),
        ('{name: x, type: securitygroup}', ["The application's own security group", 'default']),
        ('{name: x, type: volume}', ['Select a volume', 'backup (snapshot)', 'data']),
        ('{name: x, type: volume, include_snapshots: false}', ['Select a volume', 'data']),
        ('{name: x, type: zone}', ['No DNS zone', 'example.org.']),
        ('{name: x, type: com.example.MySql, emptyValueMessage: Nothing}', ['Nothing', 'Database']),
    ],
)
def test_choices(field, labels):
    assert choices(field) == labels


def test_flavors_show_their_size():
    shown = str(form('{name: x, type: flavor}')['x'])
    assert 'label="m1.tiny (1 vCPU, 512 MB RAM, 1 GB disk)"' in shown and '(2 vCPU, 4 GB RAM, 40 GB disk)' in shown


@pytest.mark.parametrize(
    ('kind', 'source'),
    [
        ('flavor', 'flavors'),
        ('keypair', 'keypairs'),
        ('image', 'images'),
        ('azone', 'availability_zones'),
        ('network', 'networks'),
        ('securitygroup', 'security_groups'),
        ('zone', 'dns_zones'),
        ('com.example.MySql', 'components'),
    ],
)
def test_without_its_service_a_field_takes_text(kind, source):
    cloud = Cloud(**{source: UNAVAILABLE})
    bound = form(f'{{name: x, type: {kind}}}', cloud=cloud)['x']
    assert bound.unavailable == 'The service is not there.'
    assert 'type="text"' in str(bound)
    assert answer(f'{{name: x, type: {kind}}}', 'typed', cloud) in ('typed', ['typed', None])


@pytest.mark.parametrize(
    ('field', 'cloud'),
    [
        ('{name: x, type: flavor, requirements: {min_vcpus: 99}}', Cloud()),
        ('{name: x, type: image, imageType: none}', Cloud()),
        ('{name: x, type: azone}', Cloud(availability_zones=())),
        ('{name: x, type: network, allow_auto: false}', Cloud(networks=())),
    ],
)
def test_nothing_to_choose_is_said_before_the_user_starts(field, cloud):
    assert form(field, cloud=cloud)['x'].unavailable


def test_each_service_is_asked_once_per_field_and_only_when_needed():
    cloud = Cloud()
    form('{name: x, type: flavor}', cloud=cloud)
    assert cloud.asked == ['flavors']


@pytest.mark.parametrize(
    ('field', 'value'),
    [
        ('{name: x, type: flavor}', '3'),
        ('{name: x, type: flavor, initial: m1.tiny}', '1'),
        ('{name: x, type: flavor, initial: no}', '3'),
        ('{name: x, type: string, initial: "a & <b>"}', 'a & <b>'),
        ('{name: x, type: integer, initial: 3}', 3),
        ("{name: x, type: string, initial: !yaql \"'a' + 'b'\"}", 'ab'),
        ('{name: x, type: image, initial: Docker}', 'i3'),
        ('{name: x, type: string, initial: !yaql "$.missing.x"}', None),
    ],
)
def test_shown_value(field, value):
    assert form(field)['x'].value() == value


def test_only_keypair_is_chosen():
    assert (
        form('{name: x, type: keypair}', cloud=Cloud(keypairs=Cloud().offered['keypairs'][:1]))['x'].value() == 'key-b'
    )


COMPUTED = (
    '{name: x, type: string, initial: $.a.n, label: !yaql "$.a.n + \'!\'", required: $.a.on, '
    'helpText: $.a.n, hidden: $.a.on, maxLength: !yaql "1 + 1", errorMessages: {max_length: $.a.n}, '
    'description: $.a.n, enabled: $.a.on}'
)


def test_attributes_may_be_computed_from_earlier_answers():
    answers = {'a': {'n': 'N', 'on': True}}
    shown = build_form(one_form(COMPUTED), 0, answers=answers, sources=Cloud(), data={'x': 'abc'})
    bound = shown['x']
    assert (bound.label, bound.help_text, bound.description) == ('N!', 'N', 'N')
    assert (bound.is_hidden, bound.field.required) == (True, True)
    assert shown.errors['x'] == ['N']


def test_disabled_field_is_not_checked():
    answers = {'a': {'n': 'N', 'on': False}}
    free = build_form(one_form(COMPUTED), 0, answers=answers, sources=Cloud(), data={'x': ''})
    assert free.is_valid() and not free['x'].is_hidden


def test_attribute_that_fails_is_told_and_the_form_works():
    shown = form('{name: x, type: string, initial: $.later.y, label: $.later.z}')
    assert [problem.field for problem in shown.problems] == ['x', 'x']
    assert shown['x'].label == '$.later.z'


def test_messages_of_the_author():
    field = "{name: x, type: string, regexpValidator: '^a', errorMessages: {invalid: not a, required: need it}}"
    assert form(field, 'b').errors['x'] == ['not a']
    assert form(field, '').errors['x'] == ['need it']
    checked = (
        '{name: x, type: integer, validators: [{expr: $ > 10, message: too small}, {expr: $ < 3, message: too large}]}'
    )
    assert form(checked, '5').errors['x'] == ['too small', 'too large']


def test_rules_of_the_form_see_all_answers():
    loaded = one_form(
        '{name: x, type: integer}',
        '{name: y, type: integer}',
        validators='      validators:\n        - {expr: $.f.x > $.f.y + $.a.z, message: too small}',
    )
    good, bad = (build_form(loaded, 0, answers={'a': {'z': 1}}, sources=Cloud(), data={'x': x, 'y': '1'}) for x in '92')
    assert good.is_valid()
    assert bad.errors == {'__all__': ['too small']}


def test_rule_that_fails_is_an_error_not_a_crash():
    loaded = one_form('{name: x, type: integer}', validators='      validators: [{expr: $.no.x > 1, message: m}]')
    assert (
        'could not be checked'
        in build_form(loaded, 0, answers={}, sources=Cloud(), data={'x': '1'}).errors['__all__'][0]
    )


def test_password_rule_of_the_author_replaces_ours():
    field = "{name: x, type: password, confirmInput: false, regexpValidator: '^[a-z]{3,}$'}"
    assert answer(field, 'abc') == 'abc'


def test_optional_password_may_stay_empty():
    filled = form('{name: x, type: password, required: false}', '')
    assert filled.is_valid() and list(filled.fields) == ['x', 'x-clone']


def test_many_choices_are_searchable():
    many = Cloud(flavors=tuple(Flavor(str(number), f'f{number}', 1, 1, 1) for number in range(16)))
    assert form('{name: x, type: flavor}', cloud=many)['x'].is_searchable
    assert not form('{name: x, type: flavor}')['x'].is_searchable


def test_hidden_fields_introduce_the_form():
    loaded = one_form(
        "{name: t, type: string, hidden: true, required: false, description: 'a <b>', descriptionTitle: T}",
        '{name: x, type: string}',
    )
    shown = build_form(loaded, 0, answers={}, sources=Cloud())
    assert shown.introductions == [('T', 'a <b>')]


def test_texts_of_authors_are_escaped():
    html = str(form("{name: 'x', type: string, label: '<script>1</script>', helpText: '<i>', initial: '\"><b>'}"))
    assert '<script>' not in html and '<i>' not in html and '"><b>' not in html


def test_snapshots_and_images_without_metadata_are_left_out():
    cloud = Cloud(images=(Image('a', 'a', 'active', 'linux', 'A', is_snapshot=True), Image('b', 'b', 'active')))
    assert choices('{name: x, type: image}', cloud) == ['No image']


def test_network_without_subnets():
    assert choices('{name: x, type: network}', Cloud(networks=(Network('n', 'net', False),))) == [
        'Auto',
        'net: any subnet',
    ]


@pytest.mark.parametrize('key', ['required', 'hidden'])
def test_a_flag_with_nothing_behind_it_is_false(key):
    bound = form(f'{{name: x, type: string, {key}: }}')['x']
    assert not (bound.field.required if key == 'required' else bound.is_hidden)


def test_bounds_may_be_written_as_text_or_with_a_point():
    assert form('{name: x, type: string, maxLength: "2"}', 'abc').errors
    assert form('{name: x, type: integer, minValue: 1.0, maxValue: 2.5}', '3').errors
    assert answer('{name: x, type: integer, minValue: "1", maxValue: 2.5}', '2') == 2


def test_requirements_may_be_written_in_camel_case():
    assert choices('{name: x, type: flavor, requirements: {minMemoryMb: 1024}}') == ['m1.medium']


def test_choices_may_be_single_pairs():
    assert choices('{name: x, type: choice, choices: [{a: A}, b]}') == ['A', 'b']


def test_unknown_flags_of_a_pattern_mean_nothing():
    assert answer('{name: x, type: string, regexpValidator: "/^ab$/gi"}', 'AB') == 'AB'


def test_no_second_field_for_a_hidden_password():
    assert list(form('{name: x, type: password, hidden: true}').fields) == ['x']


def test_no_volume():
    assert choices('{name: x, type: volume}', Cloud(volumes=(), volume_snapshots=())) == ['No volume']


def checks_of(field, name='x'):
    return form(field)[name].js_checks


def test_the_browser_makes_several_checks_in_their_order_with_their_messages():
    field = """{name: x, type: string, regexpValidator: '^a', errorMessages: {invalid: An a first.}, validators: [
        {expr: {regexpValidator: 'b$'}, message: A b last.}, {expr: $ != ab, message: Not this.},
        {expr: {regexpValidator: '^.{3}$'}, message: Three characters.}, {expr: {regexpValidator: '(?<=a)b'}}]}"""
    assert [check['message'] for check in checks_of(field)] == [
        'An a first.',
        'A b last.',
        'Three characters.',
        'An a first.',
    ]


def test_the_rule_for_passwords_is_the_same_in_the_browser():
    [check] = checks_of('{name: x, type: password}')
    errors = form('{name: x, type: password}', 'abcdefgh').errors['x']
    assert [check['message']] == errors and check['flags'] == 'u'


@pytest.mark.parametrize('good', ['aB1!', '-1aB', '\\1aB', 'ü aB ٣ ~', 'a\nB1/', 'aB1]^-'])
def test_passwords_that_the_rule_takes(good):
    assert PasswordRule()(good) is None


@pytest.mark.parametrize('bad', ['', 'aB1', 'ab1!', 'AB1!', 'aBc!', 'aB1;', 'aB1];'])
def test_passwords_that_the_rule_refuses(bad):
    with pytest.raises(ValidationError):
        PasswordRule()(bad)


@pytest.mark.parametrize('kind', ['boolean', 'databaselist'])
def test_what_is_not_checked_as_it_is_typed_is_left_to_the_server(kind):
    assert checks_of(f"{{name: x, type: {kind}, regexpValidator: '^a'}}") == []


@pytest.mark.parametrize('bounds', ['minValue: "5", maxValue: "3"', 'minValue: 5, maxValue: "3"'])
def test_bounds_in_quotes_exclude_each_other_too(bounds):
    assert answer(f'{{name: x, type: integer, {bounds}}}', '4') == 4
