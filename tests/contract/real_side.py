"""The real Murano of the demo."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import requests
from django.http import HttpRequest

from murano_panel.api import environments, errors
from murano_panel.domain.records import Environment
from tests.contract.side import Side
from tests.support import archives
from tests.support.real import wait_for_end


class RealSide(Side):
    def __init__(self, people: Callable[[str], HttpRequest], address: str) -> None:
        self._people = people
        self._packages = f'{address}/v1/catalog/packages'
        self._made = contextlib.ExitStack()

    def person(self, name: str) -> HttpRequest:
        return self._people(name)

    def package(self, *, by: str = 'alice', files: dict[str, str | bytes], **metadata: Any) -> str:
        token = {'X-Auth-Token': self.person(by).user.token.id}
        parts = {
            'file': ('package.zip', archives.zipped(files)),
            '__metadata__': (None, json.dumps(metadata), 'application/json'),
        }
        with self.recorder.paused():
            answer = requests.post(self._packages, headers=token, files=parts, timeout=60)
        assert answer.ok, answer.text
        made = answer.json()['id']
        self._made.callback(requests.delete, f'{self._packages}/{made}', headers=token, timeout=60)
        return made

    def finish(self, environment_id: str) -> Environment | None:
        with self.recorder.paused():
            return wait_for_end(self.alice, environment_id)

    def remember(self, environment: Environment) -> None:
        self._made.callback(self._abandon, environment.id)

    def _abandon(self, environment_id: str) -> None:
        with contextlib.suppress(errors.NotFound):
            environments.abandon(self.alice, environment_id)

    def clean(self) -> None:
        self._made.close()
