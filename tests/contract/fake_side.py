"""The fake Murano, and an engine that does to its rows what the real one does with the demo's sample packages."""

from typing import Any

import yaml
from django.http import HttpRequest
from django.test import Client

from murano_panel.api import environments, errors
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Environment, ObjectModel
from tests.contract.side import Side
from tests.support import archives, cast
from tests.support.fake_murano import FakeMurano
from tests.support.fake_murano_rest import Refusal, Task
from tests.support.real import SAMPLES, request_of

PEOPLE = {person.name: person for person in cast.CAST}
# Of the demo; Murano's own come first in the real one.
CATEGORIES = ('Web', 'Containers', 'For testing')
SCHEMA = {
    '$schema': 'http://json-schema.org/draft-04/schema#',
    'type': 'object',
    'title': 'StaticSite',
    'properties': {'siteTitle': {'type': 'string'}},
    'additionalProperties': False,
    'formSections': {},
}


class FakeSide(Side):
    def __init__(self, fake: FakeMurano) -> None:
        self._fake = fake
        self._requests: dict[str, HttpRequest] = {}
        for name in CATEGORIES:
            fake.category(name)
        fake.static_methods[SAMPLES + 'ActionsApp', 'greetings'] = _greetings
        fake.schemas[SAMPLES + 'StaticSite'] = {'': SCHEMA}
        fake.schemas[SAMPLES + 'ActionsApp'] = {'': SCHEMA, 'modelOf': SCHEMA}

    def person(self, name: str) -> HttpRequest:
        if name not in self._requests:
            self._requests[name] = request_of(cast.log_in(Client(), PEOPLE[name]))
        return self._requests[name]

    def package(self, *, by: str = 'alice', files: dict[str, str | bytes], **metadata: Any) -> str:
        manifest = yaml.safe_load(files['manifest.yaml'])
        row = self._fake.package(
            manifest['FullName'],
            project=PEOPLE[by].project,
            archive=archives.zipped(files),
            **archives.row_of(files, manifest) | {'is_public': False, **metadata},
        )
        return row['id']

    def remember(self, environment: Environment) -> None:
        """It goes with the fake."""

    def finish(self, environment_id: str) -> Environment | None:
        task = self._fake.running(self._fake.environments[environment_id])
        self._run(task)
        with self.recorder.paused():
            try:
                return environments.get(self.alice, environment_id)
            except errors.NotFound:
                return None

    def _run(self, task: Task) -> None:
        method = task.action['method'] if task.action else None
        if method == 'deploy':
            components = self._fake.sessions[task.session_id].components
            broken = [failure for each in components if (failure := self._deploy(task, each))]
            self._fake.end(task, failure=broken[0] if broken else None, details='Traceback' if broken else '')
        else:
            self._fake.end(task, failure=_refused(task.action), value={'ping': 'pong'}.get(method))

    def _deploy(self, task: Task, component: ObjectModel) -> str | None:
        """Runs one component; the text of its exception, if it throws one."""
        kind, own_id = object_model.class_name(component), object_model.component_id(component)
        self._fake.report(task, 'Installing', entity_id=own_id)
        if kind == SAMPLES + 'FailingApp':
            return component['message']
        if kind == SAMPLES + 'SoftErrorApp':
            self._fake.report(task, component['message'], level='error', entity_id=own_id)
        if kind == SAMPLES + 'ActionsApp':
            component['?']['_actions'] = {
                f'{own_id}_{name}': {'name': name, 'title': title, 'enabled': True}
                for name, title in (('ping', 'Ping'), ('leaveNote', 'Leave a note'))
            }
        return None


def _refused(action: dict[str, Any] | None) -> str | None:
    """What the engine says of arguments that do not fit; the texts of its own are longer."""
    if action and action['method'] == 'leaveNote' and not isinstance(action['args'].get('text'), str):
        return 'null value violates notNull() contract'
    return None


def _greetings(language: str = 'en') -> list[str]:
    try:
        return {'en': ['Hello', 'Hi'], 'de': ['Hallo', 'Servus'], 'fr': ['Bonjour', 'Salut']}[language]
    except KeyError:
        raise Refusal(400, f'Value {language} violates the contract') from None
