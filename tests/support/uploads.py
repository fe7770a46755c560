"""Packages sent to the real Murano by plain requests."""

import contextlib
from collections.abc import Iterator, Mapping

import requests

from tests.support.archives import zipped
from tests.support.real import request_of

# {path within the package: content}
Files = Mapping[str, str | bytes]


@contextlib.contextmanager
def uploaded(client, murano: str, *packages: Files) -> Iterator[None]:
    """Packages that the project of somebody logged in has meanwhile, sent to Murano by plain requests."""
    address = f'{murano}/v1/catalog/packages'
    token = {'X-Auth-Token': request_of(client).user.token.id}
    with contextlib.ExitStack() as sent:
        for files in packages:
            answer = requests.post(address, headers=token, files={'file': zipped(files)}, timeout=60)
            answer.raise_for_status()
            sent.callback(requests.delete, f'{address}/{answer.json()["id"]}', headers=token, timeout=60)
        yield
