"""Objects and lists within a schema form: described in fields of their own, as deep as they are opened."""

import copy
import json

import pytest

from murano_panel.dynamic_ui import (
    MAX_ITEMS,
    ResourceLimitExceeded,
    SecretsNeeded,
    answers_of,
    build_from_schema,
    edit_from_schema,
    kept_secret,
    list_with_item,
    list_without_item,
    schema_form,
    secret_names,
)
from tests.unit.dynamic_ui.cloud import Cloud

NODE, SERVER, DISK = 'com.example.Node', 'com.example.Server', 'com.example.Disk'


def obj(class_name, *, nullable=False, **more):
    return {'type': ['muranoObject', 'null'] if nullable else 'muranoObject', 'muranoType': class_name, **more}


SCHEMA = {
    'properties': {
        'title': {'type': 'string'},
        'leader': obj(NODE, owned=True, title='Leader'),
        'spare': obj(NODE, nullable=True, title='Spare'),
        'database': obj('com.example.MySql', title='Database'),
        'nodes': {'type': 'array', 'items': obj(NODE), 'title': 'Nodes'},
        'tags': {'type': 'array', 'items': {'type': 'string'}, 'default': ['a', 'b']},
        'net': {
            'type': 'object',
            'properties': {'flat': {'type': 'boolean'}, 'size': {'type': 'integer'}},
            'additionalProperties': False,
            'default': {'flat': True, 'size': 3},
        },
        'free': {'type': 'object', 'properties': {}, 'additionalProperties': {}, 'default': {}},
    }
}
CLASSES = {
    NODE: {
        'properties': {
            'label': {'type': 'string', 'title': 'Label'},
            'password': {'type': 'string', 'default': ''},
            'server': obj(SERVER, nullable=True, excludedProperties=['internal']),
        }
    },
    SERVER: {
        'properties': {'flavor': {'type': 'string'}, 'internal': {'type': 'string'}, 'disk': obj(DISK, nullable=True)}
    },
    DISK: {'properties': {'size': {'type': 'integer'}, 'copy': obj(DISK, nullable=True)}},
    'com.example.MySql': {'properties': {}},
}
ANSWERS = {
    'title': 'T',
    'leader': f'new:{NODE}',
    'leader.label': 'one',
    'leader.server': f'new:{SERVER}',
    'leader.server.flavor': 'm1',
    'database': 'c1',
    'nodes': 'new1,new2',
    'nodes.new1': f'new:{NODE}',
    'nodes.new1.label': 'n1',
    'nodes.new1.password': 'hidden',
    'nodes.new2': f'new:{NODE}',
    'nodes.new2.label': 'n2',
    'tags': '0',
    'tags.0': 'x',
    'free': '{}',
}


def form(answers=None, secrets_kept=(), data=ANSWERS, **changed):
    data = None if data is None else {**data, **changed}
    return schema_form(
        SCHEMA, schemas=CLASSES.get, sources=Cloud(), answers=answers, data=data, secrets_kept=secrets_kept
    )


def built(**changed):
    filled = form(**changed)
    assert filled.is_valid(), filled.errors
    return build_from_schema(SCHEMA, 'com.example.Cluster', filled.answers, schemas=CLASSES.get)


def edited(model, **changed):
    """The changes to a model when its form is sent back with some answers changed."""
    before = answers_of(SCHEMA, model, CLASSES.get)
    secrets = [name for name in secret_names(SCHEMA, before, CLASSES.get) if before.get(name)]
    secret = {name: kept_secret('schema', name) for name in secrets}
    before |= secret
    data = {
        name: json.dumps(value) if isinstance(value, dict | list) else 'on' if value is True else str(value)
        for name, value in before.items()
        if value not in (None, False) and name not in secret
    }
    filled = form(before, secret, data, **changed)
    assert filled.is_valid(), filled.errors
    untouched = form(before, secret, data)
    assert untouched.is_valid(), untouched.errors
    changes, changed_model = edit_from_schema(SCHEMA, model, untouched.answers, filled.answers, CLASSES.get)
    return {change.dotted: change.new for change in changes}, changed_model


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key != 'id'}
    return [without_ids(item) for item in value] if isinstance(value, list) else value


def test_what_must_be_described_is_open_at_first_and_the_rest_is_not():
    assert list(form(data=None).fields) == [
        'database',
        'leader',
        'leader.label',
        'leader.password',
        'leader.server',
        'title',
        'free',
        'net',
        'nodes',
        'spare',
        'tags',
        'tags.0',
        'tags.1',
    ]


def test_a_new_item_of_a_list_is_open_at_first():
    data = {name: value for name, value in ANSWERS.items() if not name.startswith('nodes.')}
    assert 'nodes.new1.label' in form(data=data).fields


def test_fields_know_where_they_stand():
    field = form()['leader.server.flavor'].field
    assert (field.position.parent, field.position.place) == ('leader.server', 'Leader › Server')
    assert form()['nodes.new2.label'].position.place == 'Nodes 2'


def test_model():
    assert without_ids(built()) == {
        '?': {'type': 'com.example.Cluster'},
        'title': 'T',
        'spare': None,
        'database': 'c1',
        'tags': ['x'],
        'free': {},
        'leader': {
            '?': {'type': NODE},
            'label': 'one',
            'server': {'?': {'type': SERVER}, 'flavor': 'm1', 'disk': None},
        },
        'nodes': [
            {'?': {'type': NODE}, 'label': 'n1', 'password': 'hidden', 'server': None},
            {'?': {'type': NODE}, 'label': 'n2', 'server': None},
        ],
    }


def test_every_object_has_an_id_of_its_own():
    model = built()
    parts = [model, model['leader'], model['leader']['server'], *model['nodes']]
    assert len({part['?']['id'] for part in parts}) == 5


def test_a_mapping_with_fixed_keys():
    assert 'net' not in built()
    assert built(net='new:', **{'net.size': '5'})['net'] == {'flat': False, 'size': 5}
    assert form(data=None, answers={'net': 'new:'})['net.size'].value() == 3


def test_a_list_of_texts_proposes_its_default():
    assert [form(data=None)[name].value() for name in ('tags', 'tags.0', 'tags.1')] == ['0,1', 'a', 'b']
    assert built(tags='')['tags'] == []


@pytest.mark.parametrize(
    ('name', 'value', 'wrong'),
    [
        ('leader.label', '', 'leader.label'),
        ('leader.server', 'new:evil.Class', 'leader.server'),
        ('leader', '', 'leader'),
        ('database', 'c9', 'database'),
        ('nodes.new1', 'c9', 'nodes.new1'),
        ('spare', 'json', 'spare.json'),
        ('tags.0', '', 'tags.0'),
        ('free', '[', 'free'),
    ],
)
def test_wrong_answers(name, value, wrong):
    assert wrong in form(**{name: value}).errors


def test_an_object_written_as_json_gets_its_class():
    spare = built(spare='json', **{'spare.json': '{"label": "j"}'})['spare']
    assert spare['?']['type'] == NODE and spare['?']['id'] and spare['label'] == 'j'


def test_it_ends_somewhere():
    deep = {'leader.server.disk': f'new:{DISK}', 'leader.server.disk.size': '1'}
    assert 'leader.server.disk.size' in form(**deep).fields
    offered = form(**deep).fields['leader.server.disk.copy'].options
    assert list(offered) == ['', 'c1', 'json']


def test_what_lies_too_deep_is_written_as_json():
    deep = {'properties': {'inner': obj('x.Deep', owned=True)}}
    shown = schema_form(deep, schemas=lambda _name: deep)
    assert list(shown.fields) == [
        'inner',
        'inner.inner',
        'inner.inner.inner',
        'inner.inner.inner.inner',
        'inner.inner.inner.inner.json',
    ]


def test_a_list_has_a_limited_number_of_items():
    keys = ''
    for _number in range(MAX_ITEMS + 3):
        keys, _key = list_with_item(keys)
    assert len(keys.split(',')) == MAX_ITEMS
    many = ','.join(f'k{number}' for number in range(500))
    assert len([name for name in form(nodes=many).fields if name.count('.') == 1 and name.startswith('nodes')]) == 20


def test_keys_stay_when_an_item_goes():
    keys, _key = list_with_item(list_without_item('new1,new2', 'new1'))
    assert keys == 'new2,new1'


def test_secrets():
    assert secret_names(SCHEMA, ANSWERS, CLASSES.get) == [
        'leader.password',
        'nodes.new1.password',
        'nodes.new2.password',
    ]
    shown = form(answers=ANSWERS, secrets_kept=['nodes.new1.password'], data=None)['nodes.new1.password']
    assert shown.is_kept and 'hidden' not in str(shown)


def test_nothing_edited_changes_nothing():
    model = built()
    assert edited(model) == ({}, model)


@pytest.mark.parametrize(
    ('name', 'spec'),
    [
        ('tags', {'type': ['array', 'null'], 'items': {'type': 'string'}, 'default': ['a']}),
        ('net', {'type': 'object', 'properties': {'flat': {'type': ['boolean', 'null']}}}),
    ],
)
def test_what_murano_left_empty_stays_empty(name, spec):
    schema, model = {'properties': {name: spec}}, {name: None}
    answers = answers_of(schema, model)
    shown = schema_form(schema, answers=answers)
    sent = schema_form(schema, data={bound.name: bound.value() or '' for bound in shown}, answers=answers)
    before = {bound.name: bound.field.clean(bound.value()) for bound in shown}
    assert sent.is_valid() and edit_from_schema(schema, model, before, sent.answers) == ((), model)


@pytest.mark.parametrize(
    ('name', 'value', 'path'),
    [
        ('leader.label', 'new', 'leader.label'),
        ('leader.server.flavor', 'm2', 'leader.server.flavor'),
        ('tags.0', 'y', 'tags[0]'),
        ('title', 'U', 'title'),
    ],
)
def test_one_edited_field_changes_one_path(name, value, path):
    model = built()
    changes, _ = edited(model, **{name: value})
    assert changes == {path: value}


def test_an_item_is_known_by_its_id():
    model = built()
    model['nodes'][1]['by_engine'] = '10.0.0.1'
    second = model['nodes'][1]['?']['id']
    changes, changed = edited(model, **{f'nodes.{second}.label': 'changed'})
    assert changes == {'nodes[1].label': 'changed'}
    assert changed['nodes'][1] == {**model['nodes'][1], 'label': 'changed'}


def test_a_removed_and_an_added_item_leave_the_others_alone():
    model = built()
    model['nodes'][1]['by_engine'] = '10.0.0.1'
    second = model['nodes'][1]['?']['id']
    changes, changed = edited(
        copy.deepcopy(model), nodes=f'{second},new1', **{'nodes.new1': f'new:{NODE}', 'nodes.new1.label': 'fresh'}
    )
    assert list(changes) == ['nodes'] and changed['nodes'][0] == model['nodes'][1]
    assert changed['nodes'][1]['label'] == 'fresh' and len(changed['nodes']) == 2


def test_a_kept_secret_stays_with_its_object():
    model = built()
    first = model['nodes'][0]['?']['id']
    changed = edited(model, **{f'nodes.{first}.label': 'x'})[1]
    assert changed['nodes'][0]['password'] == 'hidden'


def test_a_secret_that_would_get_lost_is_asked_for():
    model = built()
    before = answers_of(SCHEMA, model, CLASSES.get)
    first = model['nodes'][0]['?']['id']
    name = f'nodes.{first}.password'
    kept = {name: kept_secret('schema', name)}
    model['nodes'] = []  # removed by somebody else meanwhile
    with pytest.raises(SecretsNeeded):
        edit_from_schema(SCHEMA, model, {}, {**before, **kept}, CLASSES.get)


def test_an_object_of_another_class_is_shown_as_what_it_is():
    model = built()
    model['spare'] = {'?': {'id': 's1', 'type': f'{DISK}/1.0@x'}, 'size': 3, 'copy': None}
    before = answers_of(SCHEMA, model, CLASSES.get)
    assert before['spare'] == f'new:{DISK}' and before['spare.size'] == 3
    changes, changed = edited(model, **{'spare.size': '4'})
    assert changes == {'spare.size': 4} and changed['spare']['?'] == model['spare']['?']


def test_an_object_of_an_unknown_class_is_shown_as_json():
    model = built()
    model['spare'] = {'?': {'id': 's1', 'type': 'no.such.Class'}, 'size': 3}
    _, changed = edited(model, **{'spare.json': json.dumps({**model['spare'], 'size': 4})})
    assert changed['spare'] == {**model['spare'], 'size': 4}
    assert edited(model) == ({}, model)


def test_a_reference_to_a_part_of_something_stays():
    model = built()
    model['database'] = 'part-of-something'
    assert edited(model) == ({}, model)
    assert 'part-of-something' not in form(database='part-of-something').fields['database'].options


def test_a_long_list_is_shown_as_json():
    model = built()
    model['tags'] = [str(number) for number in range(30)]
    assert edited(model) == ({}, model)
    assert form(answers=answers_of(SCHEMA, model, CLASSES.get), data=None).fields['tags'].kind == 'text'


def test_a_schema_that_opens_without_end_stays_small():
    itself = {'properties': {f's{number}': obj('x.Self', owned=True) for number in range(400)}}
    shown = schema_form({'properties': {'a': obj('x.Self', owned=True)}}, schemas=lambda _name: itself)
    assert len(shown.fields) < 1000


def test_too_many_items_are_refused():
    long = {'type': 'array', 'items': {'type': 'string'}, 'default': ['x'] * 20}
    with pytest.raises(ResourceLimitExceeded):
        schema_form({'properties': {f'l{number}': long for number in range(400)}})


def test_few_schemas_are_read():
    asked = []

    def ask(name):
        asked.append(name)
        return {'properties': {f'p{number}': obj(f'{name}{number}', owned=True) for number in range(50)}}

    schema_form({'properties': {'a': obj('x.A', owned=True)}}, schemas=ask, sources=Cloud())
    assert len(asked) <= 8
