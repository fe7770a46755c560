"""What deploying a draft does to what is there already."""

import pytest

from murano_panel.domain.model.consequences import (
    DELETED,
    GROWS,
    KEEPS_ADDRESS,
    KEEPS_KEY,
    KEEPS_VOLUME,
    REBUILT,
    RELEASED,
    RENAMED,
    REPLACED,
    RESIZED,
    SERVER,
    SHRINKS,
    STACK,
    STUCK,
    VOLUME,
    Consequence,
    consequences,
)
from tests.unit.test_resources import instance, server, stack

VOLUMES = 'io.murano.resources.'


def volume(key='v1', kind='CinderVolume', **properties):
    head = {'id': key, 'type': f'{VOLUMES}{kind}/0.0.0@io.murano'}
    return {'?': head, 'openstackId': f'os-{key}', 'name': 'data', 'size': 5, **properties}


def told(committed, drafted):
    """(kind, name) of all, by component."""
    return {key: [(item.kind, item.name) for item in found] for key, found in consequences(committed, drafted).items()}


def changed(**properties):
    """What changing these of the server does."""
    there = instance(keyname='alice', availabilityZone='nova')
    return consequences([server(instance=there)], [server(instance=there | properties)])['5cc2']


def test_a_draft_that_leaves_servers_alone_has_none():
    assert not consequences([server()], [server(url='x', instance=instance(networks={}))])
    assert not consequences([], [server()]) and not consequences([], [])


@pytest.mark.parametrize(
    ('properties', 'kinds'),
    [
        ({'flavor': 'm1.small'}, [RESIZED]),
        ({'keyname': 'bob'}, [REPLACED]),
        ({'keyname': None}, [KEEPS_KEY]),
        ({'availabilityZone': 'zone-2'}, [REPLACED]),
        # A new server comes with all that is new.
        ({'keyname': 'bob', 'flavor': 'm1.small'}, [REPLACED]),
        ({'name': 'shop'}, [RENAMED]),
    ],
)
def test_what_happens_to_a_server(properties, kinds):
    assert [item.kind for item in changed(**properties)] == kinds


def test_another_image_and_flavor_at_once():
    old, new = (server(instance=instance(image=image, flavor=flavor)) for image, flavor in (('a', 's'), ('b', 'l')))
    [(key, found)] = consequences([old], [new]).items()
    assert key == '5cc2'
    assert found == [Consequence(REBUILT, SERVER, 'web', 'a', 'b'), Consequence(RESIZED, SERVER, 'web', 's', 'l')]


def test_a_floating_address_is_not_taken_back():
    old = server(instance=instance(assignFloatingIp=True))
    [found] = consequences([old], [server(instance=instance(assignFloatingIp=False))])['5cc2']
    assert found == Consequence(KEEPS_ADDRESS, SERVER, 'web', old='203.0.113.222')


def test_a_server_that_never_came_to_be_is_only_made():
    failed = server(instance=instance(openstackId=None))
    assert not consequences([failed], [server(instance=instance(openstackId=None, flavor='x'))])
    assert not consequences([failed], [])


def test_a_removed_component_takes_all_with_it():
    disks = {'/dev/vdb': volume(), '/dev/vdc': volume('v2', 'ExistingCinderVolume', name='old', size=None)}
    [(key, found)] = consequences([server(instance=instance(volumes=disks))], []).items()
    assert key == '5cc2'
    assert found == [
        Consequence(DELETED, SERVER, 'web', addresses=('10.20.0.200', '203.0.113.222')),
        Consequence(DELETED, VOLUME, 'data', size=5),
        Consequence(RELEASED, VOLUME, 'old'),
    ]
    assert [item.is_loss for item in found] == [True, True, False]


def test_a_volume_cannot_be_taken_from_a_server_that_stays():
    """What attaches it stays in the stack: Heat refuses one of ours, and keeps one that was there before."""
    disks = {'/dev/vdb': volume(), '/dev/vdc': volume('v2', 'ExistingCinderVolume', name='old')}
    [(_key, found)] = consequences([server(instance=instance(volumes=disks))], [server()]).items()
    assert [(item.kind, item.name) for item in found] == [(STUCK, 'data'), (KEEPS_VOLUME, 'old')]
    assert [item.is_failure for item in found] == [True, False]


def test_a_stack_goes_with_its_component_and_is_named_where_it_is_known():
    assert told([stack()], []) == {'a3dc': [(DELETED, 'greeter')]}
    outputs = {'stack': 'kxusxmwrt1e6m6_04a1f7b0c8d94b3ea1f7b0c8d94b3ea1'}
    [(_key, [found])] = consequences([stack(templateOutputs=outputs)], []).items()
    assert (found.what, found.name) == (STACK, outputs['stack'])


def test_a_part_that_goes_takes_its_own_alone():
    nodes = [{'?': {'id': f'n{number}'}, 'instance': instance(f'node-{number}')} for number in range(3)]
    cluster = {'?': {'id': 'c', 'type': 'Cluster'}, 'workers': nodes}
    assert told([cluster], [{**cluster, 'workers': nodes[:2]}]) == {'c': [(DELETED, 'node-2')]}


def test_what_moves_to_another_component_stays():
    first, second = ({'?': {'id': key, 'type': 'App'}} for key in 'ab')
    assert not consequences([{**first, 'vm': instance()}, second], [first, {**second, 'vm': instance()}])


def test_replicas_at_the_end_go_when_there_are_to_be_fewer():
    items = [instance(f'r{number}') for number in range(3)]
    provider = {'?': {'id': 'p', 'type': 'P'}}
    group = {'?': {'id': 'g', 'type': 'G'}, 'numItems': 3, 'items': items, 'provider': provider}
    before, after = ({'?': {'id': 'c', 'type': 'C'}, 'group': {**group, 'numItems': size}} for size in (3, 1))
    assert told([before], [after]) == {'c': [(DELETED, 'r1'), (DELETED, 'r2')]}


@pytest.mark.parametrize(
    ('properties', 'kind'),
    [
        ({'size': 6}, GROWS),
        ({'size': '6'}, GROWS),
        ({'size': 4}, SHRINKS),
        ({'sourceImage': 'x'}, REPLACED),
        ({'availabilityZone': 'z'}, REPLACED),
    ],
)
def test_what_happens_to_a_volume(properties, kind):
    old, new = ({'?': {'id': 'c', 'type': 'C'}, 'disk': volume(**each)} for each in ({}, properties))
    [(_key, [found])] = consequences([old], [new]).items()
    assert (found.kind, found.what, found.name) == (kind, VOLUME, 'data')


@pytest.mark.parametrize('odd', [None, 7, [], {}, 'x', True])
def test_hostile_values_are_no_reason_to_fail(odd):
    for key in ('name', 'flavor', 'image', 'keyname', 'availabilityZone', 'floatingIpAddress', 'openstackId'):
        consequences([server()], [server(instance={**instance(), key: odd})])
        consequences([server(instance={**instance(), key: odd})], [server()])
    for key in ('size', 'name', 'openstackId', 'sourceImage'):
        consequences([{'?': {'id': 'c'}, 'v': volume(**{key: odd})}], [{'?': {'id': 'c'}, 'v': volume()}])
        consequences([{'?': {'id': 'c'}, 'v': volume()}], [{'?': {'id': 'c'}, 'v': volume(**{key: odd})}])
