"""A blueprint of what the real engine has deployed, and an environment that begins with it."""

import contextlib
import uuid

import pytest

from murano_panel.api import blueprints, environments, errors
from tests.support.pages import form, shown
from tests.support.real import SAMPLES, component, deploy, request_of, wait_for_end

pytestmark = pytest.mark.cloud
URL = '/app-catalog/'
SECRET = 'An0ther!one'


@pytest.fixture()
def running(alice, environment):
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
def made(alice):
    """Ids of environments to be abandoned."""
    ids = []
    yield ids
    for own_id in ids:
        with contextlib.suppress(errors.NotFound):
            environments.abandon(request_of(alice), own_id)


def named(components):
    return {item['?']['name']: item for item in components}


def test_saved_and_begun_with(alice, running, made):
    request, name = request_of(alice), f'blueprint {uuid.uuid4().hex}'
    page = alice.get(f'{URL}blueprints/save/{running.id}/')
    assert 'asks for: Admin password' in shown(page)
    saved = form(page, 'Save').submit(alice, 'Save', name=name)
    blueprint = blueprints.get(request, saved.url.rstrip('/').rpartition('/')[2])
    try:
        found = named(blueprint.components)
        assert 'address' not in found['docker host'] and 'url' not in found['web']
        assert found['shop']['adminPassword'] == '' and '/' not in found['shop']['?']['type']
        against = alice.get(saved.url, {'against': running.id})
        assert 'it is like the blueprint' in shown(against)

        page = alice.get(f'{URL}environments/create/from/{blueprint.id}/')
        [asked] = [field for field in form(page, 'Create environment').fields if field.startswith('secret:')]
        begun = form(page, 'Create environment').submit(alice, 'Create environment', **{asked: SECRET})
        made.append(begun.url.rstrip('/').rpartition('/')[2])
        form(alice.get(begun.url), 'Deploy').submit(alice, 'Deploy')
        ended = wait_for_end(request, made[0])
    finally:
        blueprints.delete(request, blueprint)
    assert ended.status == 'ready' and ended.name == name
    before, after = named(running.components), named(ended.components)
    assert before.keys() == after.keys()
    assert after['shop']['adminPassword'] == SECRET and before['shop']['adminPassword'] == '0ld-S3cret!'
    ids = [{item['?']['id'] for item in found.values()} for found in (before, after)]
    assert ids[0].isdisjoint(ids[1]) and after['web']['host'] == after['docker host']['?']['id']
