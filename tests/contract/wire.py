"""What went over the wire in a contract test: codes, headers that decide, and the shape of bodies."""

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

ID = re.compile('[0-9a-f]{32}')
# Values that packages and tests make up, not Murano.
FREE = ('services', 'description', 'supplier', 'result', 'defaultNetworks', 'properties', 'formSections')
# By test and side, what was said on the wire.
_seen: dict[str, dict[str, list[dict]]] = defaultdict(dict)


class Recorder:
    """Writes down every exchange with Murano, except while it is paused: how often one polls is no contract."""

    def __init__(self) -> None:
        self.exchanges: list[dict] = []
        self._paused = False

    def install(self, monkeypatch) -> None:
        send = requests.Session.send

        def recorded(session, request, **options):
            answer = send(session, request, **options)
            if not self._paused and '/v1/' in urlsplit(request.url).path:
                self.exchanges.append(exchange(request, answer))
            return answer

        monkeypatch.setattr(requests.Session, 'send', recorded)

    def pause(self) -> None:
        self._paused = True

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        before, self._paused = self._paused, True
        yield
        self._paused = before


def exchange(request: requests.PreparedRequest, answer: requests.Response) -> dict[str, Any]:
    """What both sides must agree upon, under flat names."""
    address = urlsplit(request.url)
    kind = answer.headers.get('Content-Type', '').partition(';')[0]
    is_json = kind == 'application/json' and answer.content
    return {
        'call': f'{request.method} {ID.sub("<id>", address.path)}',
        'query': sorted({name for name, _ in parse_qsl(address.query)}),
        'status': answer.status_code,
        'type': kind,
        'asks to log in': 'WWW-Authenticate' in answer.headers,
        'is empty': not answer.content,
        **(_types(answer.json()) if is_json else {}),
    }


def _types(body: Any) -> dict[str, str]:
    """{path: types found there}, as ``environments[].name: str``."""
    found: dict[str, set[str]] = defaultdict(set)

    def walk(value: Any, path: str) -> None:
        found[path].add(type(value).__name__)
        if isinstance(value, dict):
            for key, each in value.items():
                if key in FREE:
                    found[f'{path}.{key}'].add(type(each).__name__)
                else:
                    walk(each, f'{path}.{key}')
        elif isinstance(value, list):
            for each in value:
                walk(each, f'{path}[]')

    walk(body, 'body')
    return {path: ' '.join(sorted(types)) for path, types in found.items()}


def compare(test: str, side: str, exchanges: list[dict]) -> None:
    """Fails when both sides are known and differ."""
    seen = _seen[test]
    seen[side] = exchanges
    if len(seen) == 2:
        faults = list(dict.fromkeys(_faults(seen['fake'], seen['real'])))
        assert not faults, '\n'.join(['The fake differs from the real Murano:', *faults])


def _faults(fake: list[dict], real: list[dict]) -> Iterator[str]:
    calls = [each['call'] for each in fake], [each['call'] for each in real]
    if calls[0] != calls[1]:
        yield f'calls of the fake {calls[0]}, of the real one {calls[1]}'
        return
    for one, other in zip(fake, real, strict=True):
        for name in {**one, **other}:
            if one.get(name) != other.get(name) and not (_unknown(name, one) or _unknown(name, other)):
                yield f'{one["call"]}: {name} is {one.get(name)!r}, should be {other.get(name)!r}'


def _unknown(name: str, types: dict[str, Any]) -> bool:
    """Whether the path leads through a list that is empty here: a project of the real one may have more in it."""
    lists = [name[: place + 2] for place in range(len(name)) if name.startswith('[]', place)]
    return any(each not in types and each.removesuffix('[]') in types for each in lists)
