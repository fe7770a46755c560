"""``murano``: the same test once with the fake Murano, once with the real one of the demo."""

import functools

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings

from tests.contract import wire
from tests.contract.fake_side import FakeSide
from tests.contract.real_side import RealSide
from tests.support.fake_murano import FakeMurano
from tests.support.real import log_in, request_of


@pytest.fixture(params=['fake', pytest.param('real', marks=pytest.mark.cloud)])
def murano(request, monkeypatch):
    """A ``Side``. Both must also have said the same on the wire; that is found out by whichever comes second."""
    side = request.getfixturevalue(f'{request.param}_side')
    recorder = wire.Recorder()
    side.recorder = recorder
    recorder.install(monkeypatch)
    yield side
    recorder.pause()
    wire.compare(request.node.nodeid.replace(f'[{request.param}', '['), request.param, recorder.exchanges)


@pytest.fixture()
def fake_side():
    fake = FakeMurano()
    with fake.installed():
        yield FakeSide(fake)
    assert not fake.surprises, '\n'.join(fake.surprises)


@pytest.fixture()
def real_side(people, cloud_urls):
    side = RealSide(people, cloud_urls['murano'])
    yield side
    side.clean()


@pytest.fixture(scope='session')
def people(cloud_urls):
    """people(name) → a request of that person, who has been through the login form once."""

    @functools.cache
    def request_as(name: str) -> HttpRequest:
        client = Client()
        with override_settings(OPENSTACK_KEYSTONE_URL=cloud_urls['keystone']):
            return request_of(log_in(client, name))

    return request_as
