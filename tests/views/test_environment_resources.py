"""The page of an environment: what its components have in the cloud, without a further call."""

import pytest
from django.urls import NoReverseMatch, reverse

from murano_panel.environments import cloud_links
from tests.support import cast
from tests.support.fake_murano import component

SERVER = 'e6280d45-9a54-4114-b7e8-d89886822fdc'
STACK = 'ctpx_8113'
NOVA = {**cast.DEFAULT_SERVICES, 'compute': 'http://nova.test', 'orchestration': 'http://heat.test'}


def instance(**properties):
    return component(
        'web', 'io.murano.resources.LinuxInstance', openstackId=SERVER, ipAddresses=['10.20.0.200'], **properties
    )


@pytest.fixture()
def page(client, murano):
    """page(component, services) → what Alice sees of an environment in which it is deployed."""

    def shown(deployed, services=NOVA):
        environment = murano.environment(components=[deployed])
        murano.deployment(environment, components=[component(id='c1')], finished=True)
        environment.components, environment.version = [deployed], 1
        cast.log_in(client, cast.ALICE, services=services)
        address = f'/app-catalog/environments/{environment.id}/'
        # Deployments, and the application, are asked for the first time.
        client.get(address)
        with murano.budget(1):
            return client.get(address).content.decode()

    return shown


def test_addresses_urls_and_a_link_to_the_server(page):
    html = page(component(id='c1', instance=instance(floatingIpAddress='203.0.113.2'), url='http://203.0.113.2/'))
    assert f'<a href="{reverse("horizon:project:instances:detail", args=[SERVER])}">web</a>' in html
    assert '<span class="murano-address">10.20.0.200' in html
    assert 'data-murano-copy="10.20.0.200"' in html and 'data-murano-copy="203.0.113.2"' in html
    assert '<a href="http://203.0.113.2/" target="_blank" rel="noopener noreferrer">' in html


def test_without_nova_or_in_another_region_the_server_is_text(page):
    assert f'instances/{SERVER}' not in page(component(id='c1', instance=instance()), cast.DEFAULT_SERVICES)
    html = page(component(id='c1', instance=instance(regionName='elsewhere')))
    assert f'instances/{SERVER}' not in html and f'data-murano-server="{SERVER}"' in html


@pytest.mark.parametrize('service', ['volumev3', 'block-storage'])
def test_a_volume_with_its_size_and_its_page(page, service):
    deployed = component(
        id='c1', disk=component('data', 'io.murano.resources.CinderVolume', openstackId='11d1', size=2)
    )
    html = page(deployed, {**cast.DEFAULT_SERVICES, service: 'http://cinder.test'})
    assert f'<a href="{reverse("horizon:project:volumes:detail", args=["11d1"])}">data</a>' in html
    assert '2 GB' in html
    assert 'volumes/11d1' not in page(deployed, cast.DEFAULT_SERVICES)


def test_a_stack_is_text_without_the_panel_of_stacks(page):
    assert f'<span class="murano-resources__value">{STACK}</span>' in page(
        component(id='c1', generatedHeatStackName=STACK)
    )


def test_a_stack_is_a_link_with_the_panel_of_stacks(page, monkeypatch):
    def with_stacks(name, wanted):
        return f'/project/stacks/stack/{wanted}/' if 'stacks' in name else reverse(name, args=[wanted])

    with pytest.raises(NoReverseMatch):
        reverse('horizon:project:stacks:detail', args=[STACK])
    monkeypatch.setattr(cloud_links, 'address', with_stacks)
    html = page(component(id='c1', generatedHeatStackName=STACK))
    assert f'<a href="/project/stacks/stack/{STACK}/">{STACK}</a>' in html


def test_hostile_text_is_only_text(page):
    bad = '"><script>alert(1)</script>{$ 7*7 $}'
    node = component(
        id='c1',
        instance={**instance(), 'name': bad},
        evil='javascript:alert(1)',
        url='http://a.test/"onmouseover="x',
        **{bad: 'http://b.test/'},
        templateOutputs={bad: bad},
    )
    html = page(node)
    assert '<script>alert' not in html and 'javascript:alert' not in html and '"onmouseover' not in html
    assert '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{$ 7*7 $}' in html


def test_nothing_deployed_nothing_shown(page):
    assert 'data-murano-resources' not in page(component(id='c1'))
