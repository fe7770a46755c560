"""Names, copies and metadata on the real Murano: they survive deployments, and edits by forms; copies deploy."""

import pytest

from murano_panel.api import environments, packages
from murano_panel.domain.model import object_model
from tests.support.pages import form, shown
from tests.support.real import SAMPLES, request_of, wait_for_end

pytestmark = pytest.mark.cloud
URL = '/app-catalog/'
COPY_ID = 'c' * 32


def test_they_survive_deployments_and_edits(alice, environment):
    page, request = f'{URL}environments/{environment.id}/', request_of(alice)
    [package] = packages.by_class_name(request, SAMPLES + 'ContainerHost')
    answer = form(alice.get(f'{URL}catalog/{package.id}/add/{environment.id}/'), 'Next').submit(alice, 'Next', pace='0')
    while 'Add to draft' not in answer.content.decode():
        answer = form(answer, 'Next').submit(alice, 'Next')
    form(answer, 'Add to draft').submit(alice, 'Add to draft')
    deploy(alice, environment, page)
    host = component(request, environment)
    kept, own = host['?']['metadata']['murano_panel'], f'{page}components/{host["?"]["id"]}/'

    alice.post(f'{own}rename/', {'name': 'Front {$ 7*7 $}'})
    alice.post(f'{own}metadata/', {'key': ['owner', 'api token'], 'value': ['me', 's3cret']})
    alice.post(f'{page}metadata/', {'key': 'team', 'value': 'web'})
    alice.post(f'{page}rename/', {'name': f'{environment.name} renamed', 'in_model': 'on'})
    alice.post(f'{own}duplicate/', {'name': 'twin', 'copy_id': COPY_ID})
    text = shown(alice.get(page))
    assert '3 undeployed changes' in text and 'Metadata › team' in text and 's3cret' not in text
    deploy(alice, environment, page)

    host, twin = component(request, environment), component(request, environment, COPY_ID)
    assert host['?']['name'] == 'Front {$ 7*7 $}' and twin['?']['name'] == 'twin'
    for each in (host, twin):
        metadata = each['?']['metadata']
        assert metadata['owner'] == 'me' and metadata['api token'] == 's3cret' and 'murano_panel' in metadata
    assert host['?']['metadata']['murano_panel'] == kept
    around = environments.model(request, environment.id).own
    assert around['?']['metadata'] == {'team': 'web'} and around['name'] == f'{environment.name} renamed'

    # Its form still fits, the original's and the copy's, and leaves all of this alone.
    for own_id in (host['?']['id'], COPY_ID):
        answer = alice.get(f'{URL}catalog/edit/{environment.id}/{own_id}/')
        assert answer.status_code == 200, shown(answer)
        answer = form(answer, 'Next').submit(alice, 'Next', pace='1')
        while 'Save in draft' not in answer.content.decode():
            answer = form(answer, 'Next').submit(alice, 'Next')
        form(answer, 'Save in draft').submit(alice, 'Save in draft')
    deploy(alice, environment, page)
    again = component(request, environment)
    assert again['pace'] == 1 and again['?']['name'] == host['?']['name']
    assert again['?']['metadata']['owner'] == 'me'
    assert component(request, environment, COPY_ID)['pace'] == 1
    assert environments.model(request, environment.id).own['?']['metadata'] == {'team': 'web'}


def deploy(client, environment, page):
    form(client.get(page), 'Deploy').submit(client, 'Deploy')
    assert wait_for_end(request_of(client), environment.id).status == 'ready'


def component(request, environment, own_id=''):
    """The one with this id, or the first."""
    found = environments.get(request, environment.id).components
    return object_model.find(found, own_id) if own_id else found[0]
