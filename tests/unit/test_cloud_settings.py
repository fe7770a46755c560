"""What operators settle for forms: whose images are offered, and a network for each project."""

from types import SimpleNamespace

import pytest

from murano_panel.api import cloud
from murano_panel.api.cloud import CloudServices
from murano_panel.components.new_environment import network_choices
from murano_panel.dynamic_ui import build_form
from tests.unit.dynamic_ui.cloud import Cloud, one_form

REQUEST = SimpleNamespace(user=SimpleNamespace(project_id='mine', services_region=None))


class Row(SimpleNamespace):
    def get(self, name):
        return getattr(self, name, None)


def image(own_id, owner):
    return Row(id=own_id, name=own_id, owner=owner, status='active', container_format='bare', properties={})


@pytest.fixture(autouse=True)
def services(monkeypatch):
    images = [image('a', 'mine'), image('b', 'operator'), image('c', 'stranger'), Row(**vars(image('d', None)))]
    networks = [
        Row(id='n1', name='one', subnets=[Row(id='s1', name='s', cidr='10.0.0.0/24')]),
        Row(id='n2', name='two', subnets=[Row(id='s2', name='s', cidr='10.1.0.0/24')]),
        Row(id='out', name='public', is_router_external=True),
    ]
    monkeypatch.setattr(cloud, 'offers', lambda request, service: True)
    monkeypatch.setattr(cloud.glance, 'image_list_detailed', lambda request, **_sorting: (images, False, False))
    monkeypatch.setattr(cloud.neutron, 'network_list_for_tenant', lambda request, project: networks)
    project = Row(id='mine', murano_network='n2', other='gone')
    monkeypatch.setattr(cloud.keystone, 'tenant_get', lambda request, project_id, admin: project)


def names(found):
    return [item.name for item in found.items]


def test_all_images_are_offered_unless_an_owner_is_set(settings):
    assert names(CloudServices(REQUEST).images(None)) == ['a', 'b', 'c', 'd']
    settings.MURANO_PANEL = {'IMAGE_OWNER': 'operator'}
    assert names(CloudServices(REQUEST).images(None)) == ['a', 'b']


def test_a_project_may_have_one_network_for_all_its_servers(settings):
    assert names(CloudServices(REQUEST).networks(None)) == ['one', 'two', 'public']
    settings.MURANO_PANEL = {'FIXED_NETWORK_PROPERTY': 'murano_network'}
    found = CloudServices(REQUEST).networks(None)
    assert names(found) == ['two', 'public'] and [item.is_fixed for item in found.items] == [True, False]
    assert network_choices(found) == [('n2', 'two')]
    form = build_form(
        one_form('{name: x, type: network}'), 0, answers={}, sources=Cloud(networks=found), data={'x': 'n2'}
    )
    assert form.fields['x'].choices == [('n2', 'two')] and form.is_valid() and form.answers['x'] == ['n2', None]


@pytest.mark.parametrize('name', ['other', 'missing'])
def test_a_project_without_that_network_is_told(settings, name):
    settings.MURANO_PANEL = {'FIXED_NETWORK_PROPERTY': name}
    found = CloudServices(REQUEST).networks(None)
    assert not found.items and 'Ask your administrator' in found.unavailable
    assert network_choices(found) == [('none', 'None')]
