"""What Murano refuses before it begins: objects without what their classes ask for."""

import pytest

from murano_panel.components.checks.values import value_findings
from murano_panel.domain.package.classes import ClassDefinition, required_of
from tests.support import archives
from tests.unit.test_classes import classes_in

BASE = ClassDefinition('demo.Base', properties={'host': True, 'port': True, 'note': False})
WEB = ClassDefinition('demo.Web', extends=('demo.Base', 'other.Mixin'), properties={'port': False, 'image': True})
CLASSES = {item.name: item for item in (BASE, WEB)}


def web(own_id='c1', **properties):
    return {'?': {'id': own_id, 'type': 'demo.Web', 'name': own_id}, 'host': 'h', 'image': 'i', **properties}


def server(own_id='vm', **properties):
    head = {'id': own_id, 'type': 'io.murano.resources.LinuxInstance'}
    return {'?': head, 'name': own_id, 'flavor': 'small', 'image': 'debian', **properties}


def found(*components):
    """{text: [(component, path)]}"""
    names = {item['?']['id']: item['?']['id'] for item in components}
    findings = value_findings(components, names, lambda wanted: CLASSES)
    return {item.text: [(where.component, where.path) for where in item.places] for item in findings}


def test_what_has_no_default_and_no_value():
    text = '"Image" is empty, and "Web" cannot do without it.'
    assert found(web('a', image=None), web('b'), web('c', image=None)) == {text: [('a', 'image'), ('c', 'image')]}
    nested = web('d', part={'?': {'id': 'p', 'type': 'demo.Base'}, 'host': 'x'})
    assert found(nested) == {'"Part › Port" is empty, and "Base" cannot do without it.': [('d', 'part.port')]}


@pytest.mark.parametrize('value', [0, False, '', [], {}])
def test_what_is_empty_is_set(value):
    assert found(web(image=value)) == {}


def test_what_an_heir_says_counts():
    assert sorted(required_of('demo.Web', CLASSES)) == ['host', 'image']
    assert required_of('demo.Unknown', CLASSES) == []
    circle = [ClassDefinition('A', ('B',)), ClassDefinition('B', ('A',), properties={'x': True})]
    assert required_of('A', {item.name: item for item in circle}) == ['x']


def test_of_a_class_nobody_has_read_nothing_is_said():
    assert list(value_findings([web(image=None)], {'c1': 'c1'}, lambda wanted: {})) == []


@pytest.mark.parametrize(
    ('about', 'is_required'),
    [
        ('{Contract: $.string().notNull()}', True),
        ('{Contract: "$.int() . notNull().check($ > 0)"}', True),
        ('{Contract: "$.class(std:Object).notNull()", Usage: InOut}', True),
        ('{Contract: $.string().notNull(), Default: null}', True),
        ('{Contract: $.string().notNull(), Default: x}', False),
        ('{Contract: $.string().notNull(), Default: ""}', False),
        ('{Contract: $.string().notNull(), Usage: Out}', False),
        ('{Contract: $.string().notNull(), Usage: Runtime}', False),
        ('{Contract: $.string()}', False),
        ('{Contract: "$.check($.a.notNull())"}', False),
        ('{Contract: [$.string().notNull()]}', False),
        ('{Contract: {a: $.string().notNull()}}', False),
        ('{Contract: 7}', False),
        ('7', False),
    ],
)
def test_contracts(about, is_required):
    text = f"Namespaces: {{'=': demo, std: io.murano}}\nName: Web\nProperties:\n  size: {about}\n"
    [definition] = classes_in(archives.with_class(text))
    assert (definition.references == ('size',)) is about.startswith('{Contract: "$.class(')
    assert (required_of('demo.Web', {'demo.Web': definition}) == ['size']) is is_required


def test_what_uses_something_that_is_not_there():
    text = 'A component refers to another one that is not there (any more).'
    base = {**CLASSES, 'demo.Web': ClassDefinition('demo.Web', properties={'on': False}, references=('on',))}

    def said(*components):
        names = {item['?']['id']: item['?']['id'] for item in components}
        return [
            [(where.component, where.path) for where in item.places]
            for item in value_findings(components, names, lambda wanted: base)
            if item.text == text
        ]

    assert said(web('a', on='b'), web('b', on='part'), web('c', on={'?': {'id': 'part', 'type': 'X'}})) == []
    assert said(web('a', on='gone'), web('b', on=None), web('c', note='gone')) == [[('a', 'on')]]


def test_servers_and_volumes_of_murano():
    assert found(web(vm=server())) == {}
    nameless = server(name=None, flavor=None)
    assert list(found(web(vm=nameless)).values()) == [[('c1', 'vm.name')], [('c1', 'vm.flavor')]]
    disk = {'?': {'id': 'd', 'type': 'io.murano.resources.CinderVolume'}, 'name': 'd'}
    assert list(found(web(disk=disk)).values()) == [[('c1', 'disk.size')]]


def test_what_a_server_starts_from():
    volumes = [{'volume': {'?': {'id': 'd', 'type': 'io.murano.resources.CinderVolume'}, 'size': 1}, 'bootIndex': 0}]
    assert found(web(vm=server(image=None, blockDevices=volumes))) == {}
    assert found(web(vm=server(image=None))) == {
        'A server has neither an image nor a volume to start from.': [('c1', 'vm')]
    }
    assert found(web(vm=server(blockDevices=volumes))) == {
        'A server has an image and volumes to start from: Murano refuses to choose.': [('c1', 'vm')]
    }


def test_objects_that_nobody_could_tell_apart():
    twins = [web(own_id, part={'?': {'id': 'p', 'type': 'demo.X'}}) for own_id in 'ab']
    text = '2 objects have the id "p": Murano would take them for one.'
    assert found(*twins) == {text: [('a', 'part'), ('b', 'part')]}
    assert found(web('a', part={'?': {'id': 'p'}})) == {
        'An object without a class cannot be deployed.': [('a', 'part')]
    }


def test_what_replicas_are_made_of_is_no_object_yet():
    template = {'?': {'id': 't', 'type': 'demo.Base'}, 'vm': server('one', image=None)}
    group = {'?': {'id': 'g', 'type': 'G'}, 'numItems': 1, 'items': [{'?': {'id': 't', 'type': 'G'}}]}
    assert found(web(group={**group, 'provider': {'?': {'id': 'p', 'type': 'P'}, 'template': template}})) == {}


@pytest.mark.parametrize('odd', [None, 7, 'x', [], {}, True, {'id': 7, 'type': 8}])
def test_hostile_headers(odd):
    found(web('c9', part={'?': odd, 'image': None}))
