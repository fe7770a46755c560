"""What an environment has in the cloud, as Heat knows it."""

import pytest

from murano_panel.api import cloud
from murano_panel.domain.cloud import Found
from murano_panel.domain.stacks import Stack, StackResource
from tests.support.fake_murano import component
from tests.views.test_deployment_page import HOSTILE, html

REASON = (
    'Resource CREATE failed: ResourceInError: resources.vm: Went to status ERROR due to '
    '"Message: No valid host was found. , Code: 500"'
)
VM = StackResource('vm', 'OS::Nova::Server', 'i1', 'CREATE_FAILED', 'no room')
VOLUME = StackResource('disk', 'OS::Cinder::Volume', 'v1', 'CREATE_COMPLETE', '')


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[component('web', id='c1')])


@pytest.fixture()
def heat(monkeypatch):
    """heat(answer): what Heat tells of any environment."""

    def told(answer):
        monkeypatch.setattr(cloud, 'stacks_of', lambda request, environment_id: answer)

    return told


def page(client, environment):
    response = client.get(f'/app-catalog/environments/{environment.id}/left/')
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_left_is_named_with_what_to_do(alice, murano, shop, heat, monkeypatch):
    monkeypatch.setattr(cloud, 'offers', lambda request, service: True)
    heat(Found((Stack('s1', 'murano-x', 'CREATE_FAILED', REASON, '', (VM, VOLUME)),)))
    with murano.budget(1):
        found = page(alice, shop)
    assert 'murano-x' in found and 'No valid host was found.' in found and 'Resource CREATE failed' not in found
    assert found.index('no room') < found.index('>disk<') and 'delete the environment' in found
    assert '/project/instances/i1/' in found


def test_of_very_many_resources_some_are_shown(alice, shop, heat):
    heat(Found((Stack('s1', 'x', 'CREATE_COMPLETE', '', '', (VOLUME,) * 60),)))
    assert page(alice, shop).count('>disk<') == 50 and 'and 10 more' in page(alice, shop)


@pytest.mark.parametrize(
    ('answer', 'told'),
    [
        (Found(), 'Heat has nothing of this environment.'),
        (Found(unavailable='The orchestration service (Heat) does not answer.'), 'does not answer.'),
    ],
)
def test_nothing_and_no_answer_are_told_apart(alice, shop, heat, answer, told):
    heat(answer)
    assert told in page(alice, shop)


def test_hostile_names_of_stacks_stay_text(alice, shop, heat):
    heat(Found((Stack('s1', HOSTILE, HOSTILE, HOSTILE, '', (StackResource(*[HOSTILE] * 5),)),)))
    assert '<script>alert(1)' not in page(alice, shop)


@pytest.mark.parametrize('who', ['charlie', 'admin'])
def test_other_projects_get_404(request, shop, heat, who):
    heat(Found())
    assert request.getfixturevalue(who).get(f'/app-catalog/environments/{shop.id}/left/').status_code == 404


@pytest.mark.parametrize('has_heat', [True, False])
def test_a_failure_leads_there_where_there_is_heat(alice, murano, shop, monkeypatch, has_heat):
    monkeypatch.setattr(cloud, 'offers', lambda request, service: has_heat)
    task = murano.deployment(shop, failure='gave up')
    assert (f'/environments/{shop.id}/left/"' in html(alice, task)) is has_heat
