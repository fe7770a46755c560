"""What a draft names of the cloud."""

import pytest

from murano_panel.domain.model import cloud_names
from murano_panel.domain.model.cloud_names import names_in
from murano_panel.domain.model.networks import EXISTING
from tests.unit.test_consequences import volume
from tests.unit.test_resources import instance, server, stack


def told(committed, drafted, constraints=None):
    """{(kind, value, place): whether it is new}"""
    found = names_in(committed, drafted, lambda component: constraints or {})
    return {(item.kind, item.value, '.'.join(map(str, item.path))): item.is_new for item in found}


def test_of_a_server():
    vm = instance(image='debian', keyname='alice', availabilityZone='nova', securityGroups=['web', None, 7])
    assert told([], [server(instance=vm)]) == {
        ('flavor', 'm1.tiny', 'instance.flavor'): True,
        ('image', 'debian', 'instance.image'): True,
        ('keypair', 'alice', 'instance.keyname'): True,
        ('zone', 'nova', 'instance.availabilityZone'): True,
        ('security_group', 'web', 'instance.securityGroups.0'): True,
    }


def test_what_is_there_is_not_new_and_what_never_came_to_be_is():
    vm, small, new = instance(availabilityZone=None), {'flavor': 'm1.small'}, {'openstackId': None}
    there, other, failed = (server(instance={**vm, **values}) for values in ({}, small, new))
    place = 'instance.flavor'
    assert told([there], [there]) == {('flavor', 'm1.tiny', place): False}
    assert told([there], [other]) == {('flavor', 'm1.small', place): True}
    assert told([failed], [failed]) == {('flavor', 'm1.tiny', place): True}


def test_of_networks_and_volumes():
    network = {'?': {'id': 'n', 'type': EXISTING}, 'internalNetworkName': 'private', 'internalSubnetworkName': None}
    made = volume(openstackId=None, sourceImage='debian', volumeType='fast')
    there = volume('v2', 'ExistingCinderVolume', openstackId='os-1')
    component = {'?': {'id': 'c', 'type': 'C'}, 'network': network, 'disks': [made, there]}
    assert told([], [component]) == {
        ('network', 'private', 'network.internalNetworkName'): True,
        ('image', 'debian', 'disks.0.sourceImage'): True,
        ('volume_type', 'fast', 'disks.0.volumeType'): True,
        ('volume', 'os-1', 'disks.1.openstackId'): True,
    }


def test_of_a_template_by_its_constraints():
    given = stack(templateParameters={'size': 'm1.tiny', 'where': 'private', 'note': 'x', 'kind': 'fast', 'odd': 7})
    constraints = {'size': 'nova.flavor', 'where': 'neutron.network', 'kind': 'cinder.vtype', 'odd': 'nova.flavor'}
    place = 'templateParameters.'
    expected = {
        ('flavor', 'm1.tiny', f'{place}size'),
        ('network', 'private', f'{place}where'),
        ('volume_type', 'fast', f'{place}kind'),
    }
    assert told([], [given], constraints) == dict.fromkeys(expected, True)
    assert told([given], [given], constraints) == dict.fromkeys(expected, False)
    assert told([], [given]) == {}


def test_a_template_of_replicas_is_looked_at():
    template = {'?': {'id': 't', 'type': 'T'}, 'vm': instance(availabilityZone=None)}
    provider = {'?': {'id': 'p', 'type': 'P'}, 'template': template}
    group = {'?': {'id': 'g', 'type': 'G'}, 'numItems': 2, 'items': [], 'provider': provider}
    found = told([], [{'?': {'id': 'c', 'type': 'C'}, 'group': group}])
    assert set(found) == {('flavor', 'm1.tiny', 'group.provider.template.vm.flavor')}


def test_the_zone_that_murano_takes_where_none_is_named():
    place = 'instance.availabilityZone'
    assert told([], [server()])['zone', 'nova', place] is True
    assert told([server()], [server()])['zone', 'nova', place] is False
    other = instance(availabilityZone='zone-2:node-1')
    assert ('zone', 'zone-2', place) in told([], [server(instance=other)])
    own = {**instance(), '?': {'id': 'x', 'type': 'demo.VmInstance'}}
    assert not any(kind == 'zone' for kind, _value, _place in told([], [server(instance=own)]))


def test_of_snapshots():
    snapshot = {'?': {'id': 's', 'type': 'io.murano.resources.CinderVolumeSnapshot'}, 'openstackId': 'os-9'}
    component = {'?': {'id': 'c', 'type': 'C'}, 'disk': volume(openstackId=None, sourceSnapshot=snapshot)}
    assert told([], [component]) == {('snapshot', 'os-9', 'disk.sourceSnapshot.openstackId'): True}


@pytest.mark.parametrize('odd', [None, 7, [], {}, True, ''])
def test_hostile_values_name_nothing(odd):
    vm = {**instance(), 'availabilityZone': odd, 'flavor': odd, 'image': odd, 'securityGroups': odd, 'regionName': odd}
    assert told([], [server(instance=vm)]) == {}
    assert told([], [stack(templateParameters={'x': odd})], {'x': 'nova.flavor'}) == {}


def test_regions_are_told_apart():
    vm = instance(regionName='west', availabilityZone=None)
    [item] = names_in([], [server(instance=vm)], lambda component: {})
    assert (item.kind, item.region) == (cloud_names.FLAVOR, 'west')
