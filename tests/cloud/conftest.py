"""Scenes of several tests in the real cloud."""

import contextlib
import uuid

import pytest

from murano_panel.api import environments, errors
from tests.support.real import (  # noqa: F401  fixtures
    SAMPLES,
    alice,
    bob,
    charlie,
    component,
    deploy,
    environment,
    login,
    real_keystone,
    request_of,
    wait_for_end,
)


@pytest.fixture()
def running(alice, environment):  # noqa: F811
    """A server on its host, and an application with a password; addresses are given out by now."""
    host = component('ContainerHost', label='docker host')
    server = component('ContainerWebServer', label='web', host=host['?']['id'], port=8080)
    shop = {'?': {'id': uuid.uuid4().hex, 'type': f'{SAMPLES}FormGallery', 'name': 'shop'}}
    shop |= {'title': 'Shop', 'adminPassword': '0ld-S3cret!', 'minimum': 1, 'maximum': 2, 'pace': 0}
    shop |= {'monitored': True, 'tier': 'gold', 'databases': ['one']}
    deploy(request_of(alice), environment.id, host, server, shop)
    ended = wait_for_end(request_of(alice), environment.id)
    assert ended.status == 'ready'
    return ended


@pytest.fixture()
def made(alice):  # noqa: F811
    """Ids of environments to be abandoned."""
    ids = []
    yield ids
    for own_id in ids:
        with contextlib.suppress(errors.NotFound):
            environments.abandon(request_of(alice), own_id)


def named(components):
    return {item['?']['name']: item for item in components}
