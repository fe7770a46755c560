"""The sample packages with servers, read without a cloud: their forms make the objects that their classes expect."""

import json

import pytest
import yaml

from demo.full.cloud import PACKAGES
from demo.murano import full_name
from murano_panel.dynamic_ui import build_object_model, check_definition, load_definition

FOLDERS = sorted(path.parent for path in PACKAGES.glob('*/manifest.yaml'))
MACHINES = {'flavor': 'm1.tiny', 'image': 'image-id', 'keypair': None, 'zone': 'nova'}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request):
    return request.param


def build(name, **answers):
    folder = PACKAGES / name
    text = (folder / 'UI' / 'ui.yaml').read_text()
    return build_object_model(load_definition(text, fqn=full_name(folder), package_name=name), answers)


def test_a_package_is_whole(folder):
    manifest = yaml.safe_load((folder / 'manifest.yaml').read_text())
    assert manifest['Description'].strip() and 'sample' in manifest['Tags']
    assert (folder / manifest['Logo']).read_bytes().startswith(b'\x89PNG')
    for full, name in manifest.get('Classes', {}).items():
        assert full.endswith('.' + yaml.safe_load((folder / 'Classes' / name).read_text())['Name'])


def test_a_form_is_read_without_complaints(folder):
    form = folder / 'UI' / 'ui.yaml'
    if form.exists():
        assert not check_definition(form.read_text(), fqn=full_name(folder), package_name=folder.name)


def test_categories_are_of_packages_that_are_there():
    assert set(json.loads((PACKAGES / 'categories.json').read_text())) == {folder.name for folder in FOLDERS}


def test_a_server_joins_the_chosen_network():
    machine = {'flavor': 'm1.tiny', 'image': 'image-id', 'keypair': 'alice', 'hostname': 'web'}
    place = {'zone': 'zone-2', 'network': ('net-id', 'subnet-id'), 'floatingIp': True}
    instance = build('cloud_server', machine=machine, place=place)['instance']
    assert (instance['name'], instance['availabilityZone'], instance['assignFloatingIp']) == ('web', 'zone-2', True)
    [network] = instance['networks']['customNetworks']
    assert (network['internalNetworkName'], network['internalSubnetworkName']) == ('net-id', 'subnet-id')
    assert not instance['networks']['useEnvironmentNetwork']


def test_a_server_joins_the_environments_network_by_itself():
    machine = {'flavor': 'm1.tiny', 'image': 'image-id', 'keypair': None, 'hostname': ''}
    place = {'zone': 'nova', 'network': (None, None), 'floatingIp': False}
    instance = build('cloud_server', machine=machine, place=place)['instance']
    assert instance['name'] and instance['networks']['customNetworks'] == []
    assert instance['networks']['useEnvironmentNetwork']


def test_workers_refer_to_the_leader():
    made = build('cloud_cluster', cluster={'workers': 2, 'names': 'node-#'}, machines=MACHINES)
    assert [worker['leader'] for worker in made['workers']] == [made['leader']['?']['id']] * 2
    assert [worker['instance']['name'] for worker in made['workers']] == ['node-1', 'node-2']


@pytest.mark.parametrize(('what', 'flavors'), [('quota', ['m1.tiny'] * 5), ('host', ['m1.xlarge'])])
def test_too_much_of_one_thing(what, flavors):
    made = build('cloud_oversized', demand={'what': what, 'image': 'image-id'})
    assert [instance['flavor'] for instance in made['instances']] == flavors
