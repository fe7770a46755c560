"""Many packages, for load: ``--seed-packages N`` has Load 0001 … Load N in project demo, through Murano's API.

Small ones, all alike but for their names, categories, tags and authors; every seventh is a library, every ninth is
disabled. What an earlier run has made is kept, and added to.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed

from .keystone import PASSWORD
from .options import Options
from .rest import HttpError, Rest, log_in, multipart
from .seed import AT_A_TIME, PROJECT, USER

CATALOG = '/v1/catalog'
SPACE = 'org.muranopanel.load'
PAGE = 100
TAGS = ('small', 'large', 'docker', 'linux', 'cluster', 'database', 'web', 'tested')
TAKEN = 409


def full_name(number: int) -> str:
    return f'{SPACE}.Load{number:04d}'


def archive(number: int) -> bytes:
    """The zip that Murano takes."""
    fqn = full_name(number)
    manifest = {
        'Format': '1.4',
        'Type': 'Library' if number % 7 == 0 else 'Application',
        'FullName': fqn,
        'Name': f'Load {number:04d}',
        'Version': f'{number % 3}.{number % 10}.0',
        'Description': f'Package {number} of many, for load. {TAGS[number % len(TAGS)].capitalize()}.',
        'Author': f'Author {number % 20}',
        'Tags': sorted({TAGS[number % len(TAGS)], TAGS[number // 8 % len(TAGS)]}),
        'Classes': {fqn: 'Load.yaml'},
    }
    code = f"Namespaces: {{'=': {SPACE}, std: io.murano}}\nName: Load{number:04d}\nExtends: std:Application\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as made:
        # JSON is YAML, too.
        made.writestr('manifest.yaml', json.dumps(manifest, indent=1))
        made.writestr('Classes/Load.yaml', code)
    return packed.getvalue()


class PackageSeeder:
    def __init__(self, options: Options, say: Callable[[str], None]) -> None:
        self._options = options
        self._say = say

    def seed(self, count: int) -> None:
        """Have the packages 1 to `count`."""
        if not count:
            return
        murano = self._murano()
        known = self._known(murano)
        wanted = [number for number in range(1, count + 1) if full_name(number) not in known]
        if not wanted:
            return
        self._say(f'uploading {len(wanted)} packages for load')
        listed = murano.call('GET', f'{CATALOG}/categories')['categories']
        categories = sorted(category['name'] for category in listed)
        pool = ThreadPoolExecutor(AT_A_TIME)
        try:
            running = [pool.submit(self._upload, murano, number, categories) for number in wanted]
            for done, future in enumerate(as_completed(running), 1):
                future.result()
                if done % 200 == 0 or done == len(wanted):
                    self._say(f'{done} of {len(wanted)} packages uploaded')
        finally:
            for future in running:
                future.cancel()
            pool.shutdown()

    def _murano(self) -> Rest:
        return Rest(self._options.murano_url, log_in(self._options.keystone_url, USER, PASSWORD, PROJECT))

    @staticmethod
    def _known(murano: Rest) -> set[str]:
        """The full names of all that the project has."""
        found: set[str] = set()
        query = f'{CATALOG}/packages?owned=true&include_disabled=true&order_by=fqn&limit={PAGE}'
        marker = ''
        while True:
            answer = murano.call('GET', query + marker)
            found |= {package['fully_qualified_name'] for package in answer['packages']}
            if 'next_marker' not in answer or not answer['packages']:
                return found
            marker = f'&marker={answer["next_marker"]}'

    @staticmethod
    def _upload(murano: Rest, number: int, categories: list[str]) -> None:
        heading = [categories[number % len(categories)]] if categories and number % 5 else []
        about = {'is_public': False, 'enabled': number % 9 != 0, 'categories': heading}
        body, kind = multipart({'__metadata__': about}, {'package': archive(number)})
        try:
            murano.call('POST', f'{CATALOG}/packages', headers={'Content-Type': kind}, raw=body)
        except HttpError as error:
            # Another run is at it, too.
            if error.code != TAKEN:
                raise
