"""Menu and breadcrumb of what one does in an environment say that one is there."""

import re

import pytest

from tests.support.fake_murano import component
from tests.views.addresses import ANSWERS, FORM


@pytest.fixture()
def shop(murano):
    web = component('web', id='c1')
    web['?']['metadata'] = {'murano_panel': {'version': 1, 'package': 'demo.Web', 'answers': ANSWERS}}
    return murano.environment('shop', components=[web])


@pytest.fixture()
def package(murano):
    return murano.package(ui=FORM)


def crumbs(response):
    found = re.search('<ol class="breadcrumb">(.*?)</ol>', response.content.decode(), re.DOTALL)
    return re.sub('<[^>]*>|/', ' ', found[1]).split()


def test_adding(alice, shop, package):
    application = f'/app-catalog/catalog/{package["id"]}/'
    there = f'?environment={shop.id}'
    for address in (f'/app-catalog/catalog/{there}', f'{application}{there}', f'{application}add/{shop.id}/'):
        assert crumbs(alice.get(address))[:4] == ['App', 'Catalog', 'Environments', 'shop'], address


def test_editing_leads_back_to_the_component(alice, shop, package):
    response = alice.get(f'/app-catalog/catalog/edit/{shop.id}/c1/')
    assert crumbs(response) == ['App', 'Catalog', 'Environments', 'shop', 'web', 'Edit', 'web']
    assert f'href="/app-catalog/environments/{shop.id}/components/c1/"' in response.content.decode()


def test_without_an_environment_it_is_the_catalog(alice, package):
    assert 'Environments' not in crumbs(alice.get('/app-catalog/catalog/'))
    assert crumbs(alice.get(f'/app-catalog/catalog/{package["id"]}/'))[:3] == ['App', 'Catalog', 'Applications']


def test_the_menu_marks_the_environments(alice, shop, package):
    page = alice.get(f'/app-catalog/catalog/{package["id"]}/add/{shop.id}/').content.decode()
    marked = re.search(r'<a[^>]*class="[^"]*openstack-panel[^"]*active[^"]*"[^>]*>\s*(\w+)', page)
    assert marked[1] == 'Environments'
