"""Fixtures for every test. Alice and Bob share the project demo, Charlie works in another one, Rita may only read."""

import socket
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from tests import cast
from tests.fake_murano import FakeMurano

REAL = {'cloud', 'browser'}


@pytest.fixture(autouse=True)
def no_network(request, monkeypatch):
    """Only tests marked cloud or browser may open connections."""
    if REAL & {mark.name for mark in request.node.iter_markers()}:
        return

    def connect(self, address):
        raise AssertionError(f'a connection to {address}: mark the test cloud or browser, or use the murano fixture')

    monkeypatch.setattr(socket.socket, 'connect', connect)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture()
def murano():
    """A FakeMurano behind every client. Fails the test for calls without time-out and for talks with anything else."""
    fake = FakeMurano()
    with fake.installed():
        yield fake
    assert not fake.surprises, '\n'.join(fake.surprises)


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
