"""Servers within a component: what they are made of is chosen from the cloud."""

import pytest

from murano_panel.dynamic_ui import NoSources, answers_of, build_from_schema, edit_from_schema, schema_form
from tests.unit.dynamic_ui.cloud import Cloud

LINUX = 'io.murano.resources.LinuxInstance'
TEXT = {'type': ['string', 'null']}
SERVER = {
    'properties': {
        'name': {'type': 'string'},
        'flavor': {'type': 'string'},
        'image': TEXT,
        'keyname': TEXT,
        'availabilityZone': TEXT,
        'securityGroupName': TEXT,
    }
}
SCHEMA = {'properties': {'server': {'type': 'muranoObject', 'muranoType': LINUX, 'owned': True}}}
SCHEMAS = {LINUX: SERVER}.get
ANSWERS = {'server': f'new:{LINUX}', 'server.name': 'web', 'server.flavor': '1', 'server.image': 'i1'}


def form(data=None, answers=None, sources=None):
    return schema_form(SCHEMA, schemas=SCHEMAS, sources=sources or Cloud(), data=data, answers=answers)


def values(shown, name):
    return list(shown.fields[f'server.{name}'].options)


def test_what_the_cloud_has_is_offered():
    shown = form()
    assert [shown.fields[f'server.{name}'].kind for name in SERVER['properties']] == [
        'string',
        'flavor',
        'image',
        'keypair',
        'azone',
        'securitygroup',
    ]
    assert values(shown, 'flavor') == ['3', '1'] and values(shown, 'keyname') == ['', 'key-a', 'key-b']
    assert values(shown, 'availabilityZone') == ['', 'nova']


def test_the_model_gets_what_murano_knows_things_by():
    filled = form(ANSWERS)
    assert filled.is_valid(), filled.errors
    server = build_from_schema(SCHEMA, 'com.example.App', filled.answers, schemas=SCHEMAS)['server']
    assert {key: value for key, value in server.items() if key != '?'} == {
        'name': 'web',
        'flavor': 'm1.tiny',
        'image': 'i1',
        'keyname': None,
        'availabilityZone': None,
        'securityGroupName': None,
    }


@pytest.mark.parametrize('sources', [Cloud(), NoSources('Nova is away.')])
def test_what_stands_there_stays_although_the_cloud_does_not_have_it(sources):
    model = {'server': {'?': {'id': 's', 'type': LINUX}, 'name': 'web', 'flavor': 'gone', 'image': 'debian-12'}}
    before = answers_of(SCHEMA, model, SCHEMAS)
    shown = form(answers=before, sources=sources)
    data = {bound.name: bound.value() or '' for bound in shown}
    assert data['server.flavor'] == 'gone' and data['server.keyname'] == ''
    after = form(data, before, sources)
    assert after.is_valid(), after.errors
    changes, _model = edit_from_schema(SCHEMA, model, before, after.answers, SCHEMAS)
    assert changes == ()


def test_a_value_that_nobody_offers_is_refused():
    assert 'server.flavor' in form({**ANSWERS, 'server.flavor': 'no-such'}).errors


def test_without_the_service_it_is_typed_in():
    shown = form(sources=NoSources('Nova is away.'))
    assert shown.fields['server.flavor'].unavailable == 'Nova is away.'
    assert form({**ANSWERS, 'server.flavor': 'm1.any'}, sources=NoSources('Nova is away.')).is_valid()


def test_without_a_marked_image_it_is_typed_in():
    shown = form(sources=Cloud(images=()))
    assert not hasattr(shown.fields['server.image'], 'options')
    assert 'no image marked for Murano' in shown.fields['server.image'].unavailable
