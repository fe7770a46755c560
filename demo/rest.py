"""JSON over HTTP for the demo's own calls to Keystone and Murano."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from typing import Any

from .errors import DemoError
from .services import opener


class HttpError(DemoError):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class Rest:
    """Calls below one address with one token."""

    def __init__(self, base: str, token: str | None = None) -> None:
        self._base = base.rstrip('/')
        self._token = token

    def call(
        self, method: str, path: str, body: Any = None, headers: dict | None = None, raw: bytes | None = None
    ) -> Any:
        """The decoded answer, None when it is empty. Raise HttpError on a status of 400 or more."""
        return self.answer(method, path, body, headers, raw)[0]

    def answer(
        self, method: str, path: str, body: Any = None, headers: dict | None = None, raw: bytes | None = None
    ) -> tuple:
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        full = {'Content-Type': 'application/json', **(headers or {})}
        if self._token:
            full['X-Auth-Token'] = self._token
        # Always a service of this demo.
        request = urllib.request.Request(self._base + path, data=data, headers=full, method=method)  # noqa: S310
        try:
            with opener.open(request, timeout=60) as answer:
                text = answer.read()
                return (json.loads(text) if text.strip() else None), answer.headers
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors='replace')[:500]
            raise HttpError(error.code, f'{method} {self._base}{path}: {error.code} {text}') from None
        except OSError as error:
            raise DemoError(f'{method} {self._base}{path}: {error}') from None


def log_in(keystone_url: str, user: str, password: str, project: str) -> str:
    """A token of the user in the project (both in domain Default)."""
    domain = {'name': 'Default'}
    body = {
        'auth': {
            'identity': {
                'methods': ['password'],
                'password': {'user': {'name': user, 'domain': domain, 'password': password}},
            },
            'scope': {'project': {'name': project, 'domain': domain}},
        }
    }
    _, headers = Rest(keystone_url).answer('POST', '/auth/tokens', body)
    return headers['X-Subject-Token']


def multipart(fields: dict, files: dict) -> tuple:
    """Body and content type of a form: fields are JSON parts, files are name → bytes."""
    boundary = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        parts.append(
            f'Content-Disposition: form-data; name="{name}"\r\nContent-Type: application/json\r\n\r\n'.encode()
            + json.dumps(value).encode()
        )
    for name, content in files.items():
        parts.append(
            f'Content-Disposition: form-data; name="{name}"; filename="{name}.zip"\r\n'
            'Content-Type: application/zip\r\n\r\n'.encode()
            + content
        )
    edge = f'--{boundary}'.encode()
    body = b''.join(edge + b'\r\n' + part + b'\r\n' for part in parts) + edge + b'--\r\n'
    return body, f'multipart/form-data; boundary={boundary}'
