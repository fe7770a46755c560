import pytest

from murano_panel.api import metadefs
from murano_panel.package_check import CheckResult, runner
from murano_panel.web import shared
from tests.support.archives import PNG, with_class
from tests.support.fake_murano import component
from tests.views.addresses import ANSWERS, CLASS, FORM


@pytest.fixture(autouse=True)
def stubbed_network(murano):
    """Whatever a view asks, it asks the fake."""


@pytest.fixture(autouse=True)
def a_second_passes(monkeypatch):
    """Between any two requests, so that polls ask Murano; test_shared.py is about those that come at once."""
    monkeypatch.setattr(shared, 'FRESH', 0)


@pytest.fixture(autouse=True)
def no_definitions(monkeypatch):
    """Glance defines no metadata; test_metadata.py is about one that does."""
    monkeypatch.setattr(metadefs.glance, 'metadefs_namespace_list', lambda request, filters: ([], False, False))


@pytest.fixture()
def ids(murano, glance) -> dict[str, str]:
    """Something of project demo for each argument of our addresses: a component, its deployment, a package…"""
    web = component()
    own_id = web['?']['id']
    web['?']['_actions'] = {f'{own_id}_restart': {'name': 'restart', 'title': 'Restart it', 'enabled': True}}
    web['?']['metadata'] = {'murano_panel': {'version': 1, 'package': 'demo.Web', 'answers': ANSWERS}}
    environment = murano.environment('shop', components=[web])
    # It was given something that is not deployed any more: there is a way back.
    deployed = environment.components
    given = [{**item, 'note': 'as it was'} for item in deployed]
    reports = [('Installing', 'info', web['?']['id'])]
    task = murano.deployment(environment, finished=True, components=given, reports=reports)
    environment.components = deployed
    task.result = {'isException': False, 'result': 'pong'}
    package = murano.package(ui=FORM, is_public=False, logo=PNG, supplier_logo=PNG, archive=with_class(CLASS))
    murano.static_methods['demo.Web', 'restart'] = lambda **arguments: {'restarted': arguments}
    return {
        'environment_id': environment.id,
        # The same, as administrators of all projects see it.
        'foreign_id': environment.id,
        'component_id': web['?']['id'],
        'deployment_id': task.id,
        'package_id': package['id'],
        'object_id': own_id,
        'class_name': 'demo.Web',
        'method': 'restart',
        'blueprint_id': murano.blueprint('starter', components=[web])['id'],
        'category_id': murano.category('Empty')['id'],
        'image_id': glance.image('debian', mark={'type': 'linux', 'title': 'Debian'})['id'],
    }


@pytest.fixture()
def checked_quickly(monkeypatch):
    """What murano-pkg-check finds has tests of its own; it takes half a second each time."""
    monkeypatch.setattr(runner, 'check_package', lambda content: CheckResult())
