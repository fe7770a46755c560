"""A test client that imports packages as a browser without scripts does: files, the plan, the same files once more."""

import re
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support import archives

URL = '/app-catalog/packages/import/'
CHECK = '/app-catalog/packages/import/check/'
RUN = '/app-catalog/packages/import/run/'


def sent(*contents: bytes, called=()) -> list[SimpleUploadedFile]:
    named = called or [f'{number}.zip' for number in range(len(contents))]
    return [SimpleUploadedFile(name, content) for name, content in zip(named, contents, strict=True)]


@cache
def package(name: str, **more: str) -> bytes:
    """The same bytes each time: zips hold the time at which they were made."""
    return archives.zipped(archives.application(name, **more))


def plan_of(client, *contents: bytes, called=(), **data):
    answer = client.post(URL, {'files': sent(*contents, called=called), **data})
    assert answer.status_code == 200
    return answer.content.decode()


def sealed(page: str) -> str:
    return re.search('name="plan" value="([^"]+)"', page)[1]


def confirm(client, page: str, *contents: bytes, take=None, **options):
    chosen = re.findall('name="take" value="([0-9]+)"', page) if take is None else take
    data = {'plan': sealed(page), 'take': chosen, 'files': sent(*contents, called=options.pop('called', ()))}
    return client.post(RUN, data, **options)


def rows(page: str) -> list[str]:
    return re.findall('(?s)<tr class="murano-plan__row".*?</tr>', page)


def _plan(client, ids):
    # The project has one of this name, so that each answer of Murano has something in it.
    return lambda: client.post(URL, {'files': sent(archives.good())})


def _run(client, ids):
    page = plan_of(client, package('Web'))
    return lambda: confirm(client, page, package('Web'))


# Name of an address → (client, ids) → what presses its button, on a scene of its own.
IMPORTERS = {'packages:import': _plan, 'packages:import_run': _run}
