"""Loading a ui.yaml, and telling its author what is wrong."""

import pytest

from murano_panel.dynamic_ui import DefinitionError, build_form, build_object_model, check_definition, load_definition
from tests.unit.dynamic_ui.cloud import APPLICATION, Cloud, definition, one_form


def problems(text, severity=None):
    found = check_definition(text, fqn='com.example.App', package_name='App')
    return [problem for problem in found if severity in (None, problem.severity)]


def refusal(text):
    with pytest.raises(DefinitionError) as caught:
        load_definition(text, fqn='com.example.App', package_name='App')
    return caught.value.problems


@pytest.mark.parametrize(
    ('written', 'version'),
    [
        ('2', (2, 0)),
        ('2.4', (2, 4)),
        ("'2.3'", (2, 3)),
        ('2.10', (2, 1)),
        ('2.2.1', (2, 2)),
        ('1', (2, 0)),
        ('1.0', (2, 0)),
    ],
)
def test_version(written, version):
    assert definition(f'Version: {written}\n').version == version


def test_version_left_out_is_the_latest():
    assert load_definition(APPLICATION, fqn='a.B', package_name='B').version == (2, 4)


@pytest.mark.parametrize('written', ['3', '2.9', '0.9', 'new'])
def test_version_not_known_is_refused(written):
    assert refusal(f'Version: {written}\n{APPLICATION}')[0].expected == '2.0 – 2.4'


def test_version_one_is_told():
    assert 'Version 1' in problems(f'Version: 1\n{APPLICATION}')[0].message


def test_all_problems_are_told_at_once_with_their_lines():
    found = refusal('Version: 7\nForms:\n  - a:\n      fields:\n        - {type: string}\n        - {name: x}\n  - 5\n')
    assert [(problem.line, problem.form) for problem in found] == [
        (None, None),
        (1, None),
        (5, 'a'),
        (6, 'a'),
        (7, None),
    ]


@pytest.mark.parametrize(
    'text',
    [
        '',
        '- 1\n',
        'text',
        'Version: 2\n',
        'Application: 1\n',
        'Application: {a: 1}\n',
        'Application: {"?": {}}\n',
        'a: [1\n',
        'a: 1\n---\nb: 2\n',
        'a: \x07\n',
        f'{APPLICATION}Forms: 7\n',
        f'{APPLICATION}Templates: [1]\n',
        f'{APPLICATION}ParametersSource: [1]\n',
        f'{APPLICATION}Forms:\n  - a: 5\n',
        f'{APPLICATION}x: !!binary abc\n',
        f'{APPLICATION}x: !yaql "(("\n',
        f'{APPLICATION}x: *nothing\n',
        '\ud800',
        f'{APPLICATION}? [1]\n: 2\n',
        f'{APPLICATION}Forms:\n  - a: {{fields: []}}\n  - a: {{fields: []}}\n',
        f'{APPLICATION}Forms:\n  - workflowManagement: {{fields: []}}\n',
    ],
)
def test_unusable_definition_is_refused_with_a_reason(text):
    assert [problem for problem in refusal(text) if problem.severity == 'error']
    assert problems(text, 'error')


def test_yaml_error_has_its_line():
    assert refusal('Version: 2\nApplication:\n  a: 1\n - b\n')[0].line == 4


@pytest.mark.parametrize(
    ('body', 'said'),
    [
        ('Form:\n  - a\n', 'section Form'),
        ('Forms:\n  - a:\n      - {name: x, type: string}\n', '"fields" is missing'),
        ('Forms:\n  - a:\n    fields:\n      - {name: x, type: string}\n', 'not indented'),
        ('Forms:\n  a:\n    fields:\n      - {name: x, type: string}\n', 'Forms is a mapping'),
        ('Forms:\n  - a:\n      fields:\n        - {name: x, type: string, lable: X}\n', 'lable'),
        ('Forms:\n  - a:\n      fields:\n        - {name: x, type: string, maxLength: long}\n', 'max_length'),
        (
            'Forms:\n  - a:\n      fields:\n        - {name: x, type: string, regexpValidator: "("}\n',
            'regular expression',
        ),
        (
            'Forms:\n  - a:\n      fields:\n        - {name: x, type: string, validators: [{expr: 5}]}\n',
            'check cannot be used',
        ),
        (
            'Forms:\n  - a:\n      fields:\n        - {name: x, type: string}\n        - {name: x, type: integer}\n',
            'two fields',
        ),
        ('Forms:\n  - a:\n      fields:\n        - {name: x, type: sting}\n', 'type sting'),
        (
            'Forms:\n  - a:\n      fields:\n        - {name: x, type: string, widgetMedia: {js: [a/mixed-mode.js]}}\n',
            'mixed-mode',
        ),
        ('Parameters: {1a: 2}\n', '1a in Parameters'),
        ('Templates: {a: {b: 1, b: 2}}\n', 'stands twice'),
        ('Templates: {a: foo-bar}\n', 'taken as text'),
    ],
)
def test_slips_are_told_and_the_form_works(body, said):
    text = f'Version: 2\n{APPLICATION}{body}'
    loaded = load_definition(text, fqn='com.example.App', package_name='App')
    assert any(said in problem.message for problem in loaded.problems)
    assert all(problem.line for problem in loaded.problems)
    for index, step in enumerate(loaded.steps):
        assert len(build_form(loaded, index, answers={}, sources=Cloud()).fields) == len(step.fields) == 1
    build_object_model(loaded, {})


@pytest.mark.parametrize(
    ('expression', 'said'),
    [
        ('$.b.x', 'form b, which does not exist'),
        ('$.a.y', 'field y, which a does not have'),
        ('nothing($.a.x)', 'function nothing'),
        ('$other', '$other, which is not defined'),
    ],
)
def test_references_that_lead_nowhere_are_told(expression, said):
    text = f"""
Version: 2
Application:
  "?": {{type: a.B}}
  value: {expression}
Forms:
  - a:
      fields:
        - {{name: x, type: string}}
"""
    found = problems(text)
    assert [(said in problem.message, problem.line) for problem in found] == [(True, 5)]


def test_good_definition_has_no_problems():
    assert (
        problems("""
Version: 2.4
Templates:
  node: {"?": {type: a.Node}, n: $index}
Application:
  "?": {type: a.B}
  nodes: repeat($node, $.a.x)
  nets: switch($.a.net[0], $=null => list(), $!=null => $node)
Forms:
  - a:
      fields:
        - {name: x, type: integer, widgetMedia: {css: {all: [x.css]}}}
        - {name: net, type: network, muranoNetworks: exclude}
""")
        == []
    )


@pytest.mark.parametrize(
    ('written', 'value'),
    [
        ('a-b', 'a-b'),
        ('com.example-x.Foo', 'com.example-x.Foo'),
        ('a/b', 'a/b'),
        ('Size(GB)', 'Size(GB)'),
        ('100 + 20', 120),
        ('1.2.3', '1.2.3'),
        ('not true', 'not true'),
        ("x + 'y'", 'xy'),
        ('"$.a.x"', '$.a.x'),
        ('0644', 420),
        ('2014-01-02', '2014-01-02'),
        ('yes', True),
        ('~', None),
        ('1.50', 1.5),
        ('!!int "64"', 64),
        ('=', '='),
        ('a.b.c:80', 'a.b.c:80'),
        ("!yaql '1 + 1'", 2),
        ('10-5', 5),
    ],
)
def test_scalars(written, value):
    model = build_object_model(definition(f'Application:\n  "?": {{type: a.B}}\n  x: {written}\n'), {})
    assert model['x'] == value


def test_aliases_and_merge_keys():
    loaded = definition(
        'Templates:\n  base: &base {a: 1, b: 2}\nApplication:\n  "?": {type: a.B}\n  x: {<<: *base, b: 3}\n  y: *base\n'
    )
    model = build_object_model(loaded, {})
    assert (model['x'], model['y']) == ({'a': 1, 'b': 3}, {'a': 1, 'b': 2})


def test_parameters_source():
    loaded = definition('ParametersSource: com.example.App.params\n')
    assert loaded.needs_parameters_source
    assert loaded.parameters_source == ('com.example.App', 'params')
    assert definition('ParametersSource: params\n').parameters_source == (None, 'params')


def test_parameters_are_computed_in_order_and_the_source_wins():
    loaded = definition(
        'Version: 2.4\nParameters: {a: 2, b: !yaql "$a * 3", c: x}\nApplication: {"?": {type: a.B}, b: $b, c: $c}\n'
    )
    model = build_object_model(loaded, {}, parameters={'c': 'from the source'})
    assert (model['b'], model['c']) == (6, 'from the source')


def test_region_of_a_form_reaches_the_sources():
    class Regions(Cloud):
        def flavors(self, region):
            self.region = region
            return super().flavors(region)

    loaded = definition('Forms:\n  - f:\n      region: RegionTwo\n      fields:\n        - {name: x, type: flavor}\n')
    cloud = Regions()
    cloud.offered.pop('flavors')
    build_form(loaded, 0, answers={}, sources=cloud)
    assert cloud.region == 'RegionTwo'


def test_secrets_are_known():
    loaded = definition("""
Application: {"?": {type: a.B}, t: encryptData($.f.token)}
Forms:
  - f:
      fields:
        - {name: token, type: string}
        - {name: pw, type: password}
        - {name: user, type: string}
""")
    assert loaded.secret_names == {('f', 'token'), ('f', 'pw')}


def test_windows_line_ends():
    assert [step.name for step in definition('Version: 2\r\nForms:\r\n  - a:\r\n      fields: []\r\n').steps] == ['a']


def test_same_name_twice_the_last_one_counts():
    loaded = one_form('{name: x, type: string}', '{name: y, type: string}', '{name: x, type: integer}')
    assert [(item.name, item.kind) for item in loaded.steps[0].fields] == [('x', 'integer'), ('y', 'string')]


def test_what_only_the_slow_parser_reads_is_read():
    loaded = definition('Forms: [f: {fields: [{name: x, type: choice, choices: {a:}}]}]\n')
    assert loaded.steps[0].fields[0].attributes['choices'] == {'a': None}


def test_yaml_that_no_parser_reads_has_the_line_of_the_fast_one():
    assert refusal(f'{APPLICATION}Forms: [a\nb: c')[0].line == 3


def test_the_name_of_the_user_wins_over_a_name_in_the_template():
    text = 'Version: 2.2\nApplication: {"?": {type: a.B, name: written}}\n'
    model = build_object_model(definition(text), {'workflowManagement': {'application_name': 'typed'}})
    assert model['?']['name'] == 'typed'


def test_an_id_in_the_template_is_not_the_id_of_every_component():
    written = definition('Application: {"?": {type: a.B, id: same}, part: {"?": {type: a.C, id: same}}}\n')
    model = build_object_model(written, {})
    assert len({model['?']['id'], model['part']['?']['id'], 'same'}) == 3
