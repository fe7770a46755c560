"""A package without a form, whose application has objects of its own: one that it must have, and a list of them."""

import contextlib
import io
import zipfile
from collections.abc import Iterator, Mapping

import requests

from tests.real import request_of

NAME = 'org.example.Farm'
FARM = {
    'manifest.yaml': """
Format: 1.0
Type: Application
FullName: org.example.Farm
Name: Farm
Description: A farm, its gate and its pens.
Author: tests
Tags: [sample]
Classes:
  org.example.Farm: Farm.yaml
  org.example.Pen: Pen.yaml
""",
    'Classes/Farm.yaml': """
Namespaces: {=: org.example, std: io.murano}
Name: Farm
Extends: std:Application
Properties:
  gate:
    Contract: $.class(Pen).owned().notNull()
  pens:
    Contract: [$.class(Pen).notNull()]
  yard:
    Contract: {muddy: $.bool().notNull(), acres: $.int().notNull()}
    Default: {muddy: true, acres: 3}
  address:
    Contract: $.string()
    Usage: Out
Methods:
  deploy:
    Body:
      - $.pens.select($.open())
      - $.address: '192.0.2.1'
""",
    'Classes/Pen.yaml': """
Namespaces: {=: org.example}
Name: Pen
Properties:
  label:
    Contract: $.string().notNull()
  lockPassword:
    Contract: $.string()
    Default: ''
  places:
    Contract: $.int().notNull().check($ > 0)
    Default: 4
  lamp:
    Contract: $.string()
    Usage: Out
Methods:
  open:
    Body:
      - $.lamp: concat('lamp of ', $.label)
""",
}


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, 'w') as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


@contextlib.contextmanager
def uploaded(client, murano: str, *packages: Mapping[str, str | bytes]) -> Iterator[None]:
    """Packages that the project of somebody logged in has meanwhile, sent to Murano by plain requests."""
    address = f'{murano}/v1/catalog/packages'
    token = {'X-Auth-Token': request_of(client).user.token.id}
    with contextlib.ExitStack() as sent:
        for files in packages:
            answer = requests.post(address, headers=token, files={'file': zipped(files)}, timeout=60)
            answer.raise_for_status()
            sent.callback(requests.delete, f'{address}/{answer.json()["id"]}', headers=token, timeout=60)
        yield
