"""A sample of the matrix in tests/views on the real Murano: a proxy in between spoils its answers on the wire.

The pages and buttons are those of ``addresses.py``. Each call of a page gets one of the faults, in turn, so that all
are met; each call by which a button changes something gets two. ``-s`` shows the figures.
"""

import itertools
import re
import uuid
from collections.abc import Callable

import pytest
import requests

from tests.support.archives import PNG, zipped
from tests.support.real import request_of
from tests.support.spoiler import FAULTS
from tests.support.spoiling_proxy import SpoilingProxy
from tests.support.waiting import until
from tests.views.addresses import ANSWERS, FORM
from tests.views.test_access import body
from tests.views.test_draft_sessions import OPENERS, remove
from tests.views.test_matrix import PAGES, WITHOUT_CALLS, fault_in, forget
from tests.views.test_matrix_changes import CHANGES, KINDS, OF_A_DRAFT, TYPED, fault_of

pytestmark = pytest.mark.cloud
# Of each call that changes something.
EACH = 2
# What listens cannot refuse.
REFUSED = 'refused'
CLASS = """
Namespaces: {'=': demo, std: io.murano}
Name: Web
Extends: std:Application
Properties: {name: {Contract: $.string()}}
Methods:
  deploy:
    Body:
      - $this.find(std:Environment).reporter.report($this, 'Done')
  restart:
    Usage: Static
    Scope: Public
    Body:
      - Return: done
"""
MANIFEST = """
Format: 1.4
Type: Application
FullName: demo.Web
Name: Web
Description: Serves pages.
Supplier: {Name: us, Logo: supplier.png}
Classes: {demo.Web: Web.yaml}
UI: ui.yaml
Logo: logo.png
"""
PACKAGE = {
    'manifest.yaml': MANIFEST,
    'Classes/Web.yaml': CLASS,
    'UI/ui.yaml': FORM,
    'logo.png': PNG,
    'supplier.png': PNG,
}

# What becomes of packages and blueprints is known to the fake alone: here is a sample of what users do to environments.
SAMPLED = [
    address
    for address in CHANGES
    if not (
        address.of_admins
        or address.of_blueprint
        or address.name.startswith(('packages:', 'categories:', 'blueprints:'))
    )
]
# Those that are pressed on an environment of their own, as they take it away.
ENDS = ('environments:delete', 'environments:abandon', 'environments:delete_selected')


class Cloud:
    """Murano, asked past the proxy with Alice's token, and what she has there: a shop that was deployed, a package."""

    def __init__(self, client, address: str) -> None:
        self._token = {'X-Auth-Token': request_of(client).user.token.id}
        self._address = address
        self._made: set[str] = set()
        self.package = self.call('POST', '/catalog/packages', files={'file': zipped(PACKAGE)}).json()['id']
        self.component = uuid.uuid4().hex
        self.shop = self.environment()
        self.rest()

    def call(self, method: str, path: str, *, draft: str = '', **more) -> requests.Response:
        headers = self._token | ({'X-Configuration-Session': draft} if draft else {})
        return requests.request(method, f'{self._address}/v1{path}', headers=headers, timeout=60, **more)

    def environment(self) -> str:
        made = self.call('POST', '/environments', json={'name': f'm {uuid.uuid4().hex}'}).json()['id']
        self._made.add(made)
        return made

    def state(self, environment_id: str) -> dict:
        """{} once it is gone."""
        answer = self.call('GET', f'/environments/{environment_id}')
        return answer.json() if answer.ok else {}

    def has(self, name: str) -> bool:
        """Whether an environment is called so."""
        listed = self.call('GET', '/environments').json()['environments']
        self._made |= {row['id'] for row in listed if row['name'] == name}
        return any(row['name'] == name for row in listed)

    def deployments(self) -> int:
        return len(self.call('GET', f'/environments/{self.shop}/deployments').json()['deployments'])

    def newest_deployment(self) -> str:
        return self.call('GET', f'/environments/{self.shop}/deployments').json()['deployments'][0]['id']

    def outdated_deployment(self) -> str:
        """One after which the shop's component was changed and deployed again."""
        listed = self.call('GET', f'/environments/{self.shop}/deployments').json()['deployments']
        self._rename_the_component('changed')
        return next(item['id'] for item in listed if item['action']['method'] == 'deploy')

    def rest(self) -> None:
        """In the shop nothing runs, nobody has a draft, and its component is there."""
        self._wait()
        while draft := self.state(self.shop)['acquired_by']:
            self.call('DELETE', f'/environments/{self.shop}/sessions/{draft}')
        if not self.state(self.shop)['services']:
            self._deploy_a_component()
            self._wait()
        elif self.state(self.shop)['services'][0]['name'] != 'web':
            # Its form would not make it of the answers that it keeps.
            self._rename_the_component('web')

    def clean(self) -> None:
        for made in self._made:
            self.call('DELETE', f'/environments/{made}?abandon=true')
        self.call('DELETE', f'/catalog/packages/{self.package}')

    def _deploy_a_component(self) -> None:
        place = f'/environments/{self.shop}'
        draft = self.call('POST', f'{place}/configure').json()['id']
        metadata = {'murano_panel': {'version': 1, 'package': 'demo.Web', 'answers': ANSWERS}}
        header = {'id': self.component, 'type': 'demo.Web', 'name': 'web', 'metadata': metadata}
        self.call('POST', f'{place}/services', draft=draft, json={'?': header, 'name': 'web'})
        self.call('POST', f'{place}/sessions/{draft}/deploy')

    def _rename_the_component(self, name: str) -> None:
        place = f'/environments/{self.shop}'
        draft = self.call('POST', f'{place}/configure').json()['id']
        self.call('PUT', f'{place}/services/{self.component}/name', draft=draft, json=name)
        self.call('POST', f'{place}/sessions/{draft}/deploy')
        self._wait()

    def _wait(self) -> None:
        until(lambda: self.state(self.shop)['status'] != 'deploying', 'the end of a deployment')


@pytest.fixture()
def cloud(alice, cloud_urls):
    cloud = Cloud(alice, cloud_urls['murano'])
    yield cloud
    cloud.clean()


@pytest.fixture()
def proxy(cloud_urls, settings, quiet_menu):
    """Our calls go through it. What never comes is waited for a second."""
    proxy = SpoilingProxy(cloud_urls['murano'])
    with proxy.running() as address:
        settings.MURANO_PANEL = {'API_URL': address, 'API_TIMEOUT': 1}
        yield proxy


@pytest.fixture()
def ids(cloud):
    return {
        'environment_id': cloud.shop,
        'component_id': cloud.component,
        'deployment_id': cloud.newest_deployment(),
        'package_id': cloud.package,
        'object_id': cloud.component,
        'class_name': 'demo.Web',
        'method': 'restart',
        'category_id': cloud.call('GET', '/catalog/categories').json()['categories'][0]['id'],
    }


class Figures:
    """Each case and what was wrong with it."""

    def __init__(self) -> None:
        self._cases: dict[str, str] = {}

    def note(self, address, call, nth: int, fault, look: Callable[..., str], *given) -> None:
        """``look(*given)`` tells what is wrong, '' for nothing."""
        try:
            found = look(*given)
        except Exception as error:  # noqa: BLE001  the test client passes on what would be a traceback
            found = f'{type(error).__name__}: {error}'
        where = re.sub('[0-9a-f]{32}', '…', ' '.join(call))
        self._cases[f'{address.name}: {where} (call {nth}), {fault.name}'] = found

    def show(self, what: str) -> None:
        faults = [f'{case}: {found}' for case, found in self._cases.items() if found]
        figures = f'{what}: {len(self._cases) - len(faults)} of {len(self._cases)}'
        print(figures)
        assert self._cases and not faults, '\n'.join([figures, *faults])


def calls_of(press: Callable[..., object], proxy, *given) -> list[tuple[str, str]]:
    before = len(proxy.calls)
    press(*given)
    return proxy.calls[before:]


def test_pages(alice, proxy, ids):
    figures, in_turn = Figures(), itertools.cycle(fault for fault in FAULTS.values() if fault.name != REFUSED)
    # Alice is no administrator, and this cloud has no images.
    for address in [page for page in PAGES if not (page.of_admins or page.of_glance or page.of_blueprint)]:
        forget()
        calls = calls_of(alice.get, proxy, address.url(ids))
        assert calls or address.name in WITHOUT_CALLS
        for nth, call in enumerate(calls, 1):
            fault = next(in_turn)
            figures.note(address, call, nth, fault, opened, alice, proxy, address, ids, nth, call, fault)
    figures.show('pages')


def opened(client, proxy, address, ids, nth: int, call, fault) -> str:
    forget()
    rule = proxy.spoil(fault, nth=nth)
    try:
        answer = client.get(address.url(ids))
    finally:
        proxy.mend()
    return fault_in(answer, address, call, fault) if rule.struck else 'the call was not made'


class Act:
    """One press of a button; ``is_done`` is asked of Murano, past the proxy."""

    def __init__(self, address, client, proxy, cloud: Cloud, ids: dict[str, str]) -> None:
        # The proxy mends itself as the fake does, before a test reads on.
        self.client, self.murano, self._cloud, self._name = client, proxy, cloud, address.name
        proxy.mend()
        cloud.rest()
        forget()
        without_cookies(client, 'murano_draft_', 'messages')
        restores = address.name == 'environments:restore'
        ids = ids | {'deployment_id': cloud.outdated_deployment() if restores else cloud.newest_deployment()}
        if address.name in ENDS:
            ids |= {'environment_id': cloud.environment()}
        self._environment, self._deployments = ids['environment_id'], cloud.deployments()
        self.typed = f'my typed name {uuid.uuid4().hex}' if address.name in TYPED else ''
        if address.name in OPENERS:
            self.press = OPENERS[address.name](client, ids)
            return
        if address.name.endswith(OF_A_DRAFT):
            remove(client, ids)()
            without_cookies(client, 'messages')
        data = body(address, ids) | ({'name': self.typed} if self.typed else {})
        if address.name == 'environments:delete_selected':
            data = {'object_ids': ids['environment_id'], 'agreed': 'yes'}
        self.press = lambda: client.post(address.url(ids), data)

    @property
    def is_done(self) -> bool:
        self.murano.mend()
        if self.typed:
            return self._cloud.has(self.typed)
        if self._name in ENDS:
            return not self._cloud.state(self._environment)
        if self._name.endswith(('deploy', 'retry', 'environments:action')):
            return self._cloud.deployments() > self._deployments
        changed = (
            'undeployed change' in self.client.get(f'/app-catalog/environments/{self._environment}/').content.decode()
        )
        return not changed if self._name.endswith(OF_A_DRAFT) else changed


def without_cookies(client, *prefixes: str) -> None:
    for name in [name for name in client.cookies if name.startswith(prefixes)]:
        del client.cookies[name]


def test_changes(alice, proxy, cloud, ids):
    figures, in_turn = Figures(), itertools.cycle(FAULTS[kind] for kind in KINDS if kind != REFUSED)
    for address in SAMPLED:
        calls = calls_of(Act(address, alice, proxy, cloud, ids).press, proxy)
        for nth, call in enumerate(calls, 1):
            for fault in itertools.islice(in_turn, EACH if call[0] != 'GET' else 0):
                act = Act(address, alice, proxy, cloud, ids)
                figures.note(address, call, nth, fault, pressed, act, proxy, nth, address, call, fault)
    figures.show('changes')


def pressed(act: Act, proxy, nth: int, address, call, fault) -> str:
    rule = proxy.spoil(fault, nth=nth)
    try:
        answer = act.press()
    finally:
        proxy.mend()
    if not rule.struck:
        return 'the call was not made'
    return fault_of(act, answer, address, call, fault)
