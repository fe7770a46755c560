"""For tests in the real cloud: logging in with its Keystone, setting scenes with its Murano."""

import contextlib
import uuid

import pytest
from django.test import Client, RequestFactory
from openstack_auth.utils import get_user

from murano_panel.api import drafts, environments, errors
from tests.support.waiting import until

SAMPLES = 'org.muranopanel.samples.'


@pytest.fixture()
def real_keystone(settings, cloud_urls):
    settings.OPENSTACK_KEYSTONE_URL = cloud_urls['keystone']


@pytest.fixture()
def login(real_keystone):
    """login(name) → a Django test client that has been through Horizon's login form."""
    return lambda name: log_in(Client(), name)


def log_in(client: Client, name: str) -> Client:
    form = {'auth_type': 'credentials', 'username': name, 'password': 'demo', 'region': 'default'}
    answer = client.post('/auth/login/', form)
    assert answer.status_code == 302, answer.context['form'].errors
    return client


@pytest.fixture()
def alice(login):
    return login('alice')


@pytest.fixture()
def bob(login):
    return login('bob')


@pytest.fixture()
def charlie(login):
    return login('charlie')


def request_of(client: Client):
    """A request of the person logged in, as views hand it to ``api``."""
    request = RequestFactory().get('/')
    request.session = client.session
    request.user = get_user(request)
    return request


def component(name: str, *, label: str = '', version: str | None = None, **properties) -> dict:
    """An object of one of the demo's sample packages, without pauses between its steps.

    ``version`` is compulsory for packages that have one: without it the engine takes 0.x for granted.
    """
    header = {'id': uuid.uuid4().hex, 'type': SAMPLES + name, 'name': label or name}
    if version:
        header['classVersion'] = version
    return {'?': header, 'pace': 0, **properties}


def slow(**properties) -> dict:
    return component('SlowApp', version='1.2.0', pace=1, **properties)


def wait_for_end(request, environment_id: str):
    """The environment once nothing runs in it any more; None when it is gone."""

    def ended():
        try:
            environment = environments.get(request, environment_id)
        except errors.NotFound:
            return 'gone'
        except errors.Unavailable:
            # Murano answers 500 to whoever reads an environment in the moment of its removal.
            return None
        return environment if not environment.busy else None

    answer = until(ended, f'the end in {environment_id}')
    return None if answer == 'gone' else answer


@pytest.fixture()
def environment(alice):
    """An empty environment of Alice's project."""
    request = request_of(alice)
    made = environments.create(
        request, name=f'test {uuid.uuid4().hex[:8]}', networks={'environment': None, 'flat': None}
    )
    yield made
    with contextlib.suppress(errors.NotFound):
        environments.abandon(request, made.id)


def abandon_named(request, name: str) -> None:
    """The environment of this name goes, if there is one."""
    for found in environments.list_all(request):
        if found.name == name:
            with contextlib.suppress(errors.NotFound):
                environments.abandon(request, found.id)


def deploy(request, environment_id: str, *components: dict):
    """Deploys the components with a draft of their own; returns at once."""
    draft = drafts.open(request, environment_id)
    for each in components:
        drafts.add_component(request, draft, each)
    drafts.deploy(request, draft)
    return draft


def deploy_changed(request, environment_id: str, component_id: str, **properties) -> None:
    """Deploys the environment with other properties of one component, and waits for the end."""
    present = environments.get(request, environment_id).components
    draft = drafts.open(request, environment_id)
    changed = [{**item, **properties} if item['?']['id'] == component_id else item for item in present]
    drafts.replace_components(request, draft, changed)
    drafts.deploy(request, draft)
    wait_for_end(request, environment_id)
