"""Forms made of the contracts of a method's arguments."""

import contextlib

import pytest

from murano_panel import dynamic_ui
from murano_panel.domain.package.classes import Argument, ClassDefinition

SOURCE = ClassDefinition('demo.Web', namespaces={'=': 'demo', 'std': 'io.murano'})


def schema_of(contract, **more):
    schema = dynamic_ui.arguments_schema([Argument('a', contract, **more)], SOURCE)
    return {key: value for key, value in schema['properties']['a'].items() if key != 'formIndex'}


@pytest.mark.parametrize(
    ('contract', 'schema'),
    [
        ('$.string().notNull()', {'type': 'string'}),
        ('$.string()', {'type': ['string', 'null']}),
        ('$.bool().notNull()', {'type': 'boolean'}),
        ('$.int().notNull().check($ > 0)', {'type': 'integer', 'minimum': 0, 'exclusiveMinimum': True}),
        ('$.int().notNull().check(10 >= $)', {'type': 'integer', 'maximum': 10, 'exclusiveMaximum': False}),
        (
            '$.int().notNull().check($ >= -5 and $ < 9)',
            {'type': 'integer', 'minimum': -5, 'exclusiveMinimum': False, 'maximum': 9, 'exclusiveMaximum': True},
        ),
        ('$.string().notNull().check($ in list(a, "b c"))', {'type': 'string', 'enum': ['a', 'b c']}),
        ('$.string().notNull().check($ in [a, b])', {'type': 'string', 'enum': ['a', 'b']}),
        ('$.string().notNull().check($.matches("^a+$"))', {'type': 'string', 'pattern': '^a+$'}),
        ('$.string().notNull().check(matches($, "^a+$"))', {'type': 'string', 'pattern': '^a+$'}),
        ('$.string().notNull().check(len($) > 3)', {'type': 'string'}),
        ('$.string().notNull().check($ = 3 or $ > 7)', {'type': 'string'}),
        (
            '$.class(std:Object).notNull()',
            {'type': 'muranoObject', 'owned': False, 'muranoType': 'io.murano.Object'},
        ),
        ('$.class(Web).notNull()', {'type': 'muranoObject', 'owned': False, 'muranoType': 'demo.Web'}),
        ('$.class(Web).notNull().owned()', {'type': 'object'}),
        (['$.string().notNull()'], {'type': 'array', 'items': {'type': 'string'}}),
        (['$.string().notNull()', 1, 5], {'type': 'array', 'items': {'type': 'string'}}),
        ({'$.string()': '$.int()'}, {'type': 'object'}),
        (
            {'port': '$.int().notNull()'},
            {'type': 'object', 'properties': {'port': {'type': 'integer'}}, 'additionalProperties': False},
        ),
        (None, {}),
        (7, {}),
        ('no contract at all (', {}),
        ('$', {}),
        ('$.nothing()', {}),
    ],
)
def test_contracts_become_schemas(contract, schema):
    assert schema_of(contract) == schema


def test_what_only_the_engine_can_compute_is_left_to_it():
    schema = schema_of('$.string().notNull()', has_default=True, default='$.name')
    assert schema['default'] is None and '$.name' in schema['helpText']
    whole = dynamic_ui.arguments_schema(
        [Argument('a', '$.string().notNull()', has_default=True, default='$.name')], SOURCE
    )
    assert dynamic_ui.built_arguments(whole, {'a': None}) == {}


def test_arguments_stand_in_their_order():
    names = ['z', 'a', 'm']
    schema = dynamic_ui.arguments_schema([Argument(name, '$.string()') for name in names], SOURCE)
    assert list(dynamic_ui.schema_form(schema).fields) == names


@pytest.mark.parametrize(
    'contract',
    [
        '$.string()' + '.notNull()' * 4000,
        '$.int().check(' + '(' * 3000 + '$' + ')' * 3000 + ')',
        '$.string().check($ in list(' + ', '.join(map(str, range(5000))) + '))',
        [[[[[[[[[[[[[[['$.string()']]]]]]]]]]]]]]],
        '$.string().check($.matches("(a+)+$"))',
        '$.int().check($ < 9e999)',
        {str(number): '$.string()' for number in range(3000)},
    ],
)
def test_hostile_contracts_are_bounded(contract):
    with dynamic_ui.work_limit():
        schema = dynamic_ui.arguments_schema([Argument('a', contract)], SOURCE)
        with contextlib.suppress(dynamic_ui.ExpressionError):
            dynamic_ui.schema_form(schema)
