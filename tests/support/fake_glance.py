"""A Glance for tests: images with their properties, read a page at a time and patched."""

import json
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from tests.support import cast
from tests.support.spoiler import NOTHING, Answer, Fault, Spoiled

_PATCH = 'application/openstack-images-v2.1-json-patch'


class FakeGlance:
    """``calls`` holds (method, path) of each call. A project sees its own images and public ones."""

    # As many as it gives out at once.
    largest_page = 1000

    def __init__(self, people: dict[str, cast.Person]) -> None:
        self.people = people
        self.images: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, str]] = []
        self.without_timeout: list[str] = []
        self._spoiled: list[Spoiled] = []

    def image(self, name: str = 'debian', *, project: str = 'demo', mark: Any = None, **values: Any) -> dict[str, Any]:
        """``mark``: what the property says, text as it is and all else as JSON; None for none."""
        image = {
            'id': str(uuid.uuid4()),
            'name': name,
            'status': 'active',
            'owner': project,
            'visibility': 'private',
            'container_format': 'bare',
            **values,
        }
        if mark is not None:
            image['murano_image_info'] = mark if isinstance(mark, str) else json.dumps(mark)
        self.images[image['id']] = image
        return image

    def spoil(self, fault: Fault, method: str = '', pattern: str = '') -> Spoiled:
        """Answers of these calls get this fault (see ``spoiler.FAULTS``), until ``mend()``."""
        rule = Spoiled(fault, method, pattern, None)
        self._spoiled.insert(0, rule)
        return rule

    def mend(self) -> None:
        self._spoiled.clear()

    def __call__(self, request: requests.PreparedRequest, timeout: Any) -> Answer:
        address = urlsplit(request.url)
        if timeout is None:
            self.without_timeout.append(address.path)
        self.calls.append((request.method, address.path))
        rule = next((rule for rule in self._spoiled if rule.strikes(request.method, address.path)), None)
        proper = NOTHING if rule and not rule.fault.reaches else self._proper(request, address.path, address.query)
        return rule.spoil(proper) if rule else proper

    def _proper(self, request: requests.PreparedRequest, path: str, query: str) -> Answer:
        who = self.people.get(request.headers.get('X-Auth-Token', ''))
        if who is None:
            return _json({'error': {'code': 401, 'title': 'Unauthorized'}}, 401)
        _empty, version, _images, *own_id = path.split('/')
        assert version == 'v2', path
        if not own_id:
            return _json(self._page(who, parse_qs(query)))
        image = self.images.get(own_id[0])
        if image is None or not _sees(who, image):
            return _refusal(404, f'No image found with ID {own_id[0]}')
        if request.method == 'PATCH':
            if image['owner'] != who.project and 'admin' not in who.roles:
                return _refusal(403, 'You are not permitted to modify this image')
            return self._patched(image, request)
        return _json(image)

    def _page(self, who: cast.Person, query: dict[str, list[str]]) -> dict[str, Any]:
        assert query['sort'] == ['name:asc'], query
        found = sorted((image for image in self.images.values() if _sees(who, image)), key=lambda image: image['name'])
        if 'marker' in query:
            [marker] = query['marker']
            found = found[[image['id'] for image in found].index(marker) + 1 :]
        limit = min(int(query['limit'][0]), self.largest_page)
        more = {'next': f'/v2/images?marker={found[limit - 1]["id"]}'} if len(found) > limit else {}
        return {'images': found[:limit], 'first': '/v2/images', **more}

    def _patched(self, image: dict[str, Any], request: requests.PreparedRequest) -> Answer:
        if request.headers.get('Content-Type') != _PATCH:
            return _refusal(415, 'Unsupported Media Type')
        [change] = json.loads(request.body)
        name = change['path'].removeprefix('/')
        if change['op'] == 'remove':
            if name not in image:
                return _refusal(409, f'Property {name} does not exist.')
            del image[name]
        else:
            image[name] = change['value']
        return _json(image)


def _sees(who: cast.Person, image: dict[str, Any]) -> bool:
    return image['visibility'] == 'public' or image['owner'] == who.project or 'admin' in who.roles


def _json(body: dict[str, Any], code: int = 200) -> Answer:
    return code, {'Content-Type': 'application/json'}, json.dumps(body).encode()


def _refusal(code: int, text: str) -> Answer:
    page = f'<html><head><title>{code}</title></head><body><h1>{code}</h1>{text}<br /><br /></body></html>'
    return code, {'Content-Type': 'text/html; charset=UTF-8'}, page.encode()
