"""Editing what the real engine has deployed: what it wrote stays, and so do the answers that we keep."""

import copy

import pytest

from murano_panel.api import environments, packages
from murano_panel.domain.model import object_model
from tests.support.differences import differences
from tests.support.pages import form, shown
from tests.support.real import SAMPLES, request_of, wait_for_end

pytestmark = pytest.mark.cloud
URL = '/app-catalog/'


@pytest.fixture()
def page(environment):
    return f'{URL}environments/{environment.id}/'


@pytest.fixture()
def cluster(alice, environment, page):
    """Nodes with generated names and ids, made by the form and deployed by Alice."""
    [package] = packages.by_class_name(request_of(alice), SAMPLES + 'ContainerCluster')
    answer = alice.get(f'{URL}catalog/{package.id}/add/{environment.id}/')
    answer = form(answer, 'Next').submit(alice, 'Next', pace='0', size='2')
    answer = form(answer, 'Next').submit(alice, 'Next')
    assert form(answer, 'Add to draft').submit(alice, 'Add to draft').status_code == 302
    return deployed(alice, environment, page)


def deployed(client, environment, page):
    form(client.get(page), 'Deploy').submit(client, 'Deploy')
    ended = wait_for_end(request_of(client), environment.id)
    assert ended.status == 'ready'
    return object_model.without_status(ended.components[0])


def edited(client, environment, component, **typed):
    """Presses Edit, types, goes to the review and saves."""
    answer = client.get(f'{URL}catalog/edit/{environment.id}/{component["?"]["id"]}/')
    answer = form(answer, 'to-0-2').submit(client, 'to-0-2', **typed)
    assert 'Your changes' in shown(answer), shown(answer)
    return form(answer, 'Save in draft').submit(client, 'Save in draft')


def test_one_field_edited_by_another_user_changes_one_path_of_what_is_deployed(bob, environment, page, cluster):
    kept = cluster['?']['metadata']['murano_panel']
    assert kept['answers']['cluster']['size'] == 2 and 'address' in cluster['nodes'][0], cluster
    before = copy.deepcopy(cluster)
    assert edited(bob, environment, cluster, scheduler='pack').status_code == 302
    assert '1 undeployed change' in shown(bob.get(page))
    after = deployed(bob, environment, page)
    assert sorted(differences(before, after)) == ['?.metadata.murano_panel.answers.cluster.scheduler', 'scheduler']


def test_more_nodes_leave_those_there_are_alone(alice, environment, page, cluster):
    before = copy.deepcopy(cluster)
    assert edited(alice, environment, cluster, size='3').status_code == 302
    assert len(environments.get(request_of(alice), environment.id).components[0]['nodes']) == 2
    after = deployed(alice, environment, page)
    assert after['nodes'][:2] == before['nodes'] and len(after['nodes']) == 3
