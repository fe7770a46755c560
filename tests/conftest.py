"""Fixtures for every test. Alice and Bob share the project demo, Charlie works in another one, Rita may only read."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, settings

from murano_panel.web import menu
from tests.support import cast
from tests.support.demo_cloud import DemoCloud
from tests.support.fake_glance import FakeGlance
from tests.support.fake_murano import FakeMurano

# How fast examples are drawn tells how busy the machine is, not whether the code is right.
settings.register_profile('anywhere', deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile('anywhere')
# Marks of tests that need the real cloud, quick ones first.
REAL = ('cloud', 'browser')
CLOUD = pytest.StashKey[DemoCloud]()
CONTRACT = Path(__file__).with_name('contract')


def _needs(item) -> int:
    return next((REAL.index(mark.name) + 1 for mark in item.iter_markers() if mark.name in REAL), 0)


def _shares_the_cloud(item) -> bool:
    """Tests of the contract compare what their two sides said, so they stay together."""
    return _needs(item) > 0 or CONTRACT in item.path.parents


def pytest_collection_modifyitems(items):
    items.sort(key=_needs)
    for item in items:
        if _shares_the_cloud(item):
            # One process has the cloud, the other the rest (pytest-xdist).
            item.add_marker(pytest.mark.xdist_group('cloud'))


def pytest_collection_finish(session):
    """The cloud takes its time: it starts while the tests run that do not need it."""
    needs = max(map(_needs, session.items), default=0)
    session.config.stash[CLOUD] = cloud = DemoCloud(horizon=needs > 1)
    if needs and not session.config.option.collectonly and not _is_one_of_several(session.config):
        cloud.start()


def _is_one_of_several(config) -> bool:
    """Then only the process whose tests ask for the cloud starts it."""
    return hasattr(config, 'workerinput')


def pytest_unconfigure(config):
    if CLOUD in config.stash:
        config.stash[CLOUD].stop()


@pytest.fixture(scope='session')
def cloud_urls(request) -> dict[str, str]:
    """Addresses of the real services, asked until they answer."""
    cloud = request.config.stash[CLOUD]
    cloud.start()
    return cloud.urls()


@pytest.fixture(autouse=True)
def no_network(request, monkeypatch):
    """Only tests marked cloud or browser may open connections."""
    if _needs(request.node):
        return

    def connect(self, address):
        raise AssertionError(f'a connection to {address}: mark the test cloud or browser, or use the murano fixture')

    monkeypatch.setattr(socket.socket, 'connect', connect)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    menu.forget()


@pytest.fixture()
def quiet_menu(monkeypatch, settings):
    """Some of Horizon's own panels ask their services whether they may be shown. Horizon's tests answer for them."""
    for panel in settings.TEST_GLOBAL_MOCKS_ON_PANELS.values():
        monkeypatch.setattr(panel['method'], lambda *args, **kwargs: False)


@pytest.fixture()
def murano(quiet_menu):
    """A FakeMurano behind every client. Fails the test for calls without time-out and for talks with anything else."""
    fake = FakeMurano()
    with fake.installed():
        yield fake
    assert not fake.surprises, '\n'.join(fake.surprises)


@pytest.fixture()
def glance(murano):
    """A FakeGlance, beside that Murano."""
    fake = murano.others['glance.test'] = FakeGlance(murano.people)
    yield fake
    assert not fake.without_timeout, fake.without_timeout


@pytest.fixture()
def login(murano) -> Callable[..., Client]:
    """login(person, services=…, lifetime=…) → a Django test client with that person logged in, as ``client.person``."""

    def log_in(person: cast.Person, **of_token) -> Client:
        murano.people[person.token_id] = person
        return cast.log_in(Client(), person, **of_token)

    return log_in


@pytest.fixture()
def alice(login) -> Client:
    return login(cast.ALICE)


@pytest.fixture()
def bob(login) -> Client:
    """Shares Alice's project."""
    return login(cast.BOB)


@pytest.fixture()
def charlie(login) -> Client:
    """Works in another project."""
    return login(cast.CHARLIE)


@pytest.fixture()
def rita(login) -> Client:
    """Has only the role reader in Alice's project."""
    return login(cast.RITA)


@pytest.fixture()
def admin(login) -> Client:
    """Cloud administrator, logged in to a project of her own."""
    return login(cast.ADMIN)
