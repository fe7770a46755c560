"""A blueprint of what the real engine has deployed, and an environment that begins with it."""

import uuid

import pytest

from murano_panel.api import blueprints
from murano_panel.api import packages as package_api
from tests.cloud.conftest import named
from tests.support.pages import form, shown
from tests.support.real import SAMPLES, request_of, wait_for_end

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


def test_composed_with_forms(alice, running):
    """On what Murano keeps of a blueprint: a component from the catalog, changed, with the secret left open."""
    request = request_of(alice)
    page = alice.get(f'{URL}blueprints/save/{running.id}/')
    saved = form(page, 'Save').submit(alice, 'Save', name=f'blueprint {uuid.uuid4().hex}')
    blueprint = blueprints.get(request, saved.url.rstrip('/').rpartition('/')[2])
    try:
        [gallery] = [each for each in package_api.by_class_name(request, f'{SAMPLES}FormGallery') if each.enabled]
        step = alice.get(f'{saved.url}add/{gallery.id}/')
        for typed in ({'adminPassword': SECRET, 'adminPassword-clone': SECRET}, {}, {'application_name': 'second'}):
            step = form(step, 'Next').submit(alice, 'Next', **typed)
        assert form(step, 'Add to the blueprint').submit(alice, 'Add to the blueprint').url == saved.url
        added = named(blueprints.get(request, blueprint.id).components)['second']
        assert added['adminPassword'] == '' and SECRET not in str(added)
        assert 'asks for' in shown(alice.get(saved.url)).lower()

        step = form(alice.get(f'{saved.url}components/{added["?"]["id"]}/edit/'), 'Next')
        step = step.submit(alice, 'Next', title='Another title')
        review = form(step, 'Next').submit(alice, 'to-1-3')
        form(review, 'Save in the blueprint').submit(alice, 'Save in the blueprint')
        found = named(blueprints.get(request, blueprint.id).components)
    finally:
        blueprints.delete(request, blueprint)
    assert found['second']['title'] == 'Another title'
    assert found['second']['?']['metadata']['murano_panel']['open'] == [['adminPassword']]
    assert found.keys() == {*named(running.components), 'second'}
