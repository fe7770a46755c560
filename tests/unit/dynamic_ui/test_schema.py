"""Forms from the schema of a class."""

import itertools
import json
from math import inf, nan

import pytest

from murano_panel.dynamic_ui import answers_of, build_from_schema, edit_from_schema, schema_form
from tests.unit.dynamic_ui.cloud import Cloud

SCHEMA = {
    'type': 'object',
    'title': 'Sleeper app',
    'formSections': {'main': {'title': 'Main section', 'index': 0}, 'more': {'title': 'More', 'index': 1}},
    'properties': {
        'late': {'type': 'string', 'default': 'x', 'formSection': 'more', 'formIndex': 1},
        'steps': {
            'type': 'integer',
            'minimum': 0,
            'exclusiveMinimum': True,
            'maximum': 20,
            'default': 3,
            'formSection': 'main',
            'formIndex': 5,
        },
        'name': {
            'type': 'string',
            'title': 'Application name',
            'helpText': 'Any',
            'description': 'Shown in lists',
            'formSection': 'main',
            'formIndex': 3,
            'pattern': '^[a-z]+$',
        },
        'mode': {'type': 'string', 'enum': ['ok', 'warn'], 'default': 'ok'},
        'ratio': {'type': 'number', 'minimum': 0, 'exclusiveMinimum': True, 'maximum': 1, 'default': 0.5},
        'debug': {'type': 'boolean', 'default': False},
        'comment': {'type': ['string', 'null']},
        'tags': {'type': 'array', 'items': {'type': 'string'}, 'default': []},
        'database': {'type': ['muranoObject', 'null'], 'muranoType': 'com.example.MySql', 'owned': False},
        'instance': {'type': 'muranoObject', 'muranoType': 'io.murano.resources.Instance', 'owned': True},
        'adminPassword': {'type': 'string'},
        'secretly': {'type': 'string', 'visible': False},
    },
}
ANSWERS = {
    'late': 'x',
    'steps': '4',
    'name': 'abc',
    'mode': 'warn',
    'ratio': '0.25',
    'debug': 'on',
    'comment': '',
    'tags': '["a"]',
    'database': '',
    'adminPassword': 'pw',
    'instance': 'json',
    'instance.json': json.dumps({'?': {'type': 'io.murano.resources.LinuxMuranoInstance'}, 'flavor': 'm1'}),
}


def form(answers=None, secrets_kept=(), **changed):
    return schema_form(SCHEMA, sources=Cloud(), data={**ANSWERS, **changed}, answers=answers, secrets_kept=secrets_kept)


def built(**changed):
    filled = form(**changed)
    assert filled.is_valid(), filled.errors
    return build_from_schema(SCHEMA, 'com.example.Sleeper', filled.answers, name='nap')


def test_sections_and_order():
    shown = schema_form(SCHEMA, sources=Cloud())
    sections = itertools.groupby(shown, key=lambda bound: bound.position.section)
    assert [(title, [bound.name for bound in bounds]) for title, bounds in sections] == [
        ('Main section', ['name', 'steps']),
        ('More', ['late']),
        ('', ['adminPassword', 'instance', 'instance.json', 'comment', 'database', 'debug', 'mode', 'ratio', 'tags']),
    ]


def test_words_and_defaults():
    shown = schema_form(SCHEMA, sources=Cloud())
    assert (shown['name'].label, shown['name'].help_text, shown['name'].description) == (
        'Application name',
        'Any',
        'Shown in lists',
    )
    assert shown['steps'].value() == 3
    assert shown['name'].js_checks
    assert shown['database'].class_names == ('com.example.MySql',)


def test_required_is_what_has_neither_null_nor_default():
    required = {name for name, field in schema_form(SCHEMA, sources=Cloud()).fields.items() if field.required}
    assert required == {'name', 'instance', 'instance.json', 'adminPassword'}


def test_model():
    model = built()
    assert len(model['?'].pop('id')) == 32 and len(model['instance']['?'].pop('id')) == 32
    assert model == {
        '?': {'type': 'com.example.Sleeper', 'name': 'nap'},
        'late': 'x',
        'steps': 4,
        'name': 'abc',
        'mode': 'warn',
        'ratio': 0.25,
        'debug': True,
        'comment': None,
        'tags': ['a'],
        'database': None,
        'adminPassword': 'pw',
        'instance': {'?': {'type': 'io.murano.resources.LinuxMuranoInstance'}, 'flavor': 'm1'},
    }


def test_reference_to_a_component():
    assert built(database='c1')['database'] == 'c1'


@pytest.mark.parametrize(
    ('name', 'value'),
    [
        ('steps', '0'),
        ('steps', '21'),
        ('steps', 'x'),
        ('name', 'ABC'),
        ('mode', 'throw'),
        ('ratio', '0'),
        ('ratio', '2'),
        ('tags', '{"a": 1}'),
        ('tags', '[1'),
        ('tags', '[' * 5000),
        ('database', 'c9'),
        ('instance', 'c1'),
        ('instance.json', '[]'),
        ('instance.json', '{"a":'),
        ('adminPassword', ''),
    ],
)
def test_wrong_values_are_refused(name, value):
    assert set(form(**{name: value}).errors) == {name}


def test_an_error_in_json_names_its_line():
    assert 'Line 2, column 1' in form(**{'instance.json': '{"a": 1,\n]'}).errors['instance.json'][0]


def test_edit_changes_what_was_changed():
    model = built(database='c1')
    before = answers_of(SCHEMA, model)
    filled = form(
        before,
        ['adminPassword'],
        database='c1',
        steps='7',
        adminPassword='',
        **{'instance.json': json.dumps(model['instance'])},
    )
    assert filled.is_valid(), filled.errors
    given = {**filled.answers, 'adminPassword': before['adminPassword']}
    changes, changed = edit_from_schema(SCHEMA, model, before, given)
    assert [change.dotted for change in changes] == ['steps']
    assert changed == {**model, 'steps': 7}


def test_edit_does_not_show_secrets():
    model = built()
    shown = schema_form(SCHEMA, sources=Cloud(), answers=model, secrets_kept=['adminPassword'])['adminPassword']
    assert shown.is_kept and model['adminPassword'] not in str(shown)


@pytest.mark.parametrize(
    'schema',
    [
        {},
        {'properties': []},
        {'properties': {'a': 1, 'b': {'type': 5}, 'c': {'anyOf': []}}},
        {'properties': {'a': {'type': 'string', 'pattern': '('}}, 'formSections': 3},
    ],
)
def test_odd_schemas_give_a_form(schema):
    assert str(schema_form(schema, sources=Cloud())) is not None


@pytest.mark.parametrize(
    'odd',
    [
        {'type': 'string', 'minLength': inf, 'maxLength': nan},
        {'type': 'integer', 'minimum': nan, 'maximum': -inf},
        {'type': 'object', 'properties': {'b': {'type': 'string'}}, 'excludedProperties': 5},
        {
            'type': 'array',
            'items': {'type': 'object', 'properties': {'x': {'type': 'string'}}},
            'default': [1, {'x': 5}],
        },
        {'type': 'muranoObject', 'muranoType': 5, 'owned': True},
        {'type': {'x': 1}, 'default': []},
    ],
)
@pytest.mark.parametrize(
    'current', ['x', 5, None, [1, {'?': {'id': 'a,b', 'type': 'demo.X'}}], {'?': 5}, {'b': {'c': 1}}]
)
def test_odd_properties_with_odd_values_are_left_alone(odd, current):
    schema, model = {'properties': {'a': odd}}, {'a': current}
    before = answers_of(schema, model)
    assert str(schema_form(schema, sources=Cloud(), answers=before)) is not None
    assert edit_from_schema(schema, model, before, before) == ((), model)


def test_secret_with_a_default_is_left_to_the_class_when_it_stays_empty():
    schema = {'properties': {'token': {'type': 'string', 'default': 'x'}}}
    filled = schema_form(schema, sources=Cloud(), data={'token': ''})
    assert filled.is_valid()
    assert 'token' not in build_from_schema(schema, 'a.B', filled.answers)
