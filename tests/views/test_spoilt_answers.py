"""Whatever is answered, ``api/`` gives records of the declared types, or one of its own errors."""

import dataclasses
import json
import types
import typing
from datetime import datetime

import pytest

from murano_panel.api import (
    categories,
    deployments,
    drafts,
    environments,
    errors,
    packages,
    schemas,
    static_actions,
)
from murano_panel.domain import records
from tests.support.archives import PNG
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import new_id
from tests.support.real import request_of
from tests.support.spoiler import FAULTS, JSON, Fault, wrong_values
from tests.views.addresses import FORM


class Scene:
    """Something to ask for, of Alice."""

    def __init__(self, murano, alice):
        self.murano, self.request = murano, request_of(alice)
        self.component = component()
        murano.category('Web')
        self.package = murano.package(categories=['Web'], ui=FORM, logo=PNG, supplier={'Name': 'ACME'})['id']
        murano.schemas['demo.Web'] = {'': {'type': 'object', 'properties': {}}}
        murano.static_methods['demo.Web', 'hello'] = lambda: {'a': 1}
        self.environment = murano.environment(components=[self.component])
        self.task = murano.deployment(self.environment, finished=True, reports=['one', 'two'])
        self.other = murano.environment('other')
        row = murano.draft(self.environment, alice.person)
        self.draft = records.Draft(row.id, self.environment.id, alice.person.id, 'demo', 1, records_time())


def records_time() -> datetime:
    return datetime.fromisoformat('2026-01-01T00:00:00+00:00')


READS = {
    'environments.list_all': lambda s: environments.list_all(s.request),
    'environments.get': lambda s: environments.get(s.request, s.environment.id),
    'environments.get in a draft': lambda s: environments.get(
        s.request, s.environment.id, session_id=s.draft.session_id
    ),
    'deployments.list_for': lambda s: deployments.list_for(s.request, s.environment.id),
    'deployments.reports': lambda s: deployments.reports(s.request, s.environment.id, s.task.id),
    'deployments.result': lambda s: deployments.result(s.request, s.environment.id, s.task.id),
    'packages.search': lambda s: packages.search(s.request),
    'packages.get': lambda s: packages.get(s.request, s.package),
    'packages.by_class_name': lambda s: packages.by_class_name(s.request, 'demo.Web'),
    'packages.ui': lambda s: packages.ui(s.request, s.package),
    'packages.logo': lambda s: packages.logo(s.request, s.package),
    'packages.download': lambda s: packages.download(s.request, s.package),
    'categories.list_all': lambda s: categories.list_all(s.request),
    'schemas.class_schema': lambda s: schemas.class_schema(s.request, 'demo.Web'),
}
CHANGES = {
    'environments.create': lambda s: environments.create(s.request, name=new_id()),
    'environments.rename': lambda s: environments.rename(s.request, s.environment.id, new_id()),
    'environments.delete': lambda s: environments.delete(s.request, s.environment.id),
    'environments.abandon': lambda s: environments.abandon(s.request, s.environment.id),
    'drafts.open': lambda s: drafts.open(s.request, s.environment.id),
    'drafts.discard': lambda s: drafts.discard(s.request, s.draft),
    'drafts.deploy': lambda s: drafts.deploy(s.request, s.draft),
    'drafts.add_component': lambda s: drafts.add_component(s.request, s.draft, component()),
    'drafts.replace_components': lambda s: drafts.replace_components(s.request, s.draft, [component()]),
    'drafts.remove_component': lambda s: drafts.remove_component(s.request, s.draft, s.component['?']['id']),
    'drafts.change_environment': lambda s: drafts.change_environment(
        s.request, s.draft, [{'op': 'replace', 'path': '/name', 'value': new_id()}]
    ),
    'static_actions.call': lambda s: static_actions.call(s.request, 'demo.Web', 'hello'),
}
# Files, and what a package's own code returns, may say anything.
# Of these Murano is asked what became of them, where the answer is lost.
FOUND_OUT = (
    'environments.rename',
    'drafts.discard',
    'drafts.add_component',
    'drafts.replace_components',
    'drafts.remove_component',
    'drafts.change_environment',
)
ANYTHING = ('packages.ui', 'packages.logo', 'packages.download', 'static_actions.call')


@pytest.fixture()
def scene(murano, alice):
    return Scene(murano, alice)


def check(value):
    """Every field of every record is of the type that it declares."""
    if isinstance(value, list | tuple):
        for item in value:
            check(item)
    elif dataclasses.is_dataclass(value):
        kinds = typing.get_type_hints(type(value))
        for field in dataclasses.fields(value):
            found, declared = getattr(value, field.name), kinds[field.name]
            assert fits(found, declared), f'{type(value).__name__}.{field.name}: {found!r} is no {declared}'
            check(found)


def fits(value, kind) -> bool:
    if kind is typing.Any:
        return True
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return any(fits(value, item) for item in typing.get_args(kind))
    return isinstance(value, origin or kind)


def ask(call, scene) -> str:
    try:
        check(call(scene))
    except errors.ApiError as error:
        return type(error).__name__
    return 'read'


@pytest.mark.parametrize('name', [*READS, *CHANGES])
def test_each_call_with_each_fault(name, scene, murano, alice):
    call = {**READS, **CHANGES}[name]
    for fault in FAULTS.values():
        fresh = Scene(murano, alice)
        scene.murano.spoil(fault, nth=1)
        outcome = ask(call, fresh)
        scene.murano.mend()
        if fault.harmless:
            assert outcome == 'read' or name in CHANGES, fault.name
        elif name in FOUND_OUT:
            # One that was refused by a 404 is gone, as far as discarding goes.
            assert outcome != 'read' or fault.reaches or name == 'drafts.discard', f'{fault.name}: taken for done'
        elif name in CHANGES and name not in ANYTHING:
            # These spoil nothing that is read of the answer to a change.
            assert outcome != 'read' or fault.name in ('odd rows', 'no UTF-8'), f'{fault.name}: taken for done'


@pytest.mark.parametrize('name', [name for name in FOUND_OUT if name != 'drafts.discard'])
def test_what_nobody_tells_is_not_taken_for_done(name, scene, murano, alice):
    """Neither the answer nor what is asked afterwards can be believed."""
    for fault in FAULTS.values():
        fresh = Scene(murano, alice)
        scene.murano.spoil(fault)
        outcome = ask(CHANGES[name], fresh)
        scene.murano.mend()
        assert outcome != 'read' or fault.harmless or fault.name in ('odd rows', 'no UTF-8'), fault.name


@pytest.mark.parametrize('name', [*READS, 'environments.create', 'drafts.open'])
def test_each_key_left_out_and_with_each_wrong_value(name, scene):
    if name in ANYTHING:
        return
    call = {**READS, **CHANGES}[name]
    proper = []

    def note(answer):
        proper.append(json.loads(answer[2]))
        return answer

    scene.murano.spoil(Fault('', note), nth=1)
    assert ask(call, scene) == 'read'
    scene.murano.mend()
    for _what, wrong in wrong_values(proper[0]):
        scene.murano.spoil(Fault('', lambda _proper, wrong=wrong: (200, JSON, json.dumps(wrong).encode())))
        ask(call, scene)
        scene.murano.mend()
