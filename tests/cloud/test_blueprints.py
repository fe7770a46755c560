"""A blueprint of what the real engine has deployed, and an environment that begins with it."""

import uuid

import pytest

from murano_panel.api import blueprints
from tests.cloud.conftest import named
from tests.support.pages import form, shown
from tests.support.real import request_of, wait_for_end

pytestmark = pytest.mark.cloud
URL = '/app-catalog/'
SECRET = 'An0ther!one'


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
