"""Applications with servers, from their object model to ACTIVE servers, and back to nothing."""

import pytest

from murano_panel.api import drafts, environments
from murano_panel.domain.model.consequences import DELETED, REBUILT, RESIZED, consequences
from murano_panel.domain.model.object_model import without_status
from tests.full.scenes import app, cluster, delete, end, existing_volume, lines, run, server, volume
from tests.support.real import deploy

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]


def test_a_server_gets_what_was_asked_for(asking, make_environment, project):
    environment, data = make_environment(), project.volumes()['data']['id']
    disks = {'/dev/vdb': volume('fresh'), '/dev/vdc': existing_volume(data)}
    wanted = server(
        'edge', project.image(), assignFloatingIp=True, availabilityZone='zone-2', keyname='alice', volumes=disks
    )
    done = run(asking, environment, app('Server', instance=wanted))
    assert done.status == 'ready'
    [component], found = done.components, project.servers()['edge']
    instance = component['instance']
    assert (found['status'], found['id'], found['key_name']) == ('ACTIVE', instance['openstackId'], 'alice')
    assert found['OS-EXT-AZ:availability_zone'] == 'zone-2'
    assert {each['addr'] for each in found['addresses']['private']} == set(instance['ipAddresses'])
    assert instance['floatingIpAddress'] in instance['ipAddresses']
    assert component['url'] == f'http://{instance["floatingIpAddress"]}/'
    assert [stack['stack_status'] for stack in project.stacks()] == ['UPDATE_COMPLETE']
    assert project.attached() == {'fresh': found['id'], 'data': found['id']}

    # Its own volume goes with the server, the other one is free again.
    delete(asking, environment.id)
    assert project.attached() == {} and set(project.volumes()) == {'data', 'backup'}


def test_every_node_of_a_cluster_reports_for_itself(asking, environment, project):
    wanted = cluster(project.image(), workers=2)
    done = run(asking, environment, wanted)
    assert done.status == 'ready'
    [made] = done.components
    nodes = [made['leader'], *made['workers']]
    assert {server['status'] for server in project.servers().values()} == {'ACTIVE'}
    assert {node['leader'] for node in made['workers']} == {made['leader']['?']['id']}
    reported = {line.entity_id: line.text for line in lines(asking, environment)}
    for node in nodes:
        assert node['address'] in reported[node['?']['id']]


def test_containers_are_objects_of_the_model(asking, environment, project):
    host = app('ContainerHost', instance=server('carrier', project.image('container-host')))
    web, store = (app('Container', label=label, host=host['?']['id'], image=f'{label}:1') for label in ('web', 'store'))
    done = run(asking, environment, host, web, store)
    carrier, *containers = done.components
    assert carrier['containers'] == {'web': 'web:1', 'store': 'store:1'}
    address = carrier['instance']['ipAddresses'][0]
    assert {container['url'] for container in containers} == {f'http://{address}:8080/'}

    draft = drafts.open(asking, environment.id)
    drafts.remove_component(asking, draft, web['?']['id'])
    drafts.deploy(asking, draft)
    carrier, *containers = end(asking, environment).components
    assert carrier['containers'] == {'store': 'store:1'} and [each['label'] for each in containers] == ['store']
    assert project.servers()['carrier']['id'] == carrier['instance']['openstackId']


def test_two_environments_share_one_network(asking, make_environment, project):
    first, second = make_environment(), make_environment()
    deploy(asking, first.id, app('Server', instance=server('left', project.image())))
    deploy(asking, second.id, app('Server', instance=server('right', project.image())))
    left, right = (end(asking, each).components[0]['instance'] for each in (first, second))
    assert left['ipAddresses'] != right['ipAddresses'] and len(project.stacks()) == 2
    network = project.private_network()['id']
    of_servers = [port for port in project.ports() if port['device_id'] in (left['openstackId'], right['openstackId'])]
    assert [port['network_id'] for port in of_servers] == [network, network]

    delete(asking, first.id)
    assert list(project.servers()) == ['right']
    assert environments.get(asking, second.id).status == 'ready'


def test_what_is_said_to_happen_to_servers_happens(asking, environment, project):
    """One goes with its component; the other one gets another flavor and image, and stays the same server."""
    images = project.image(), project.image('container-host')
    going = app('Server', instance=server('going', images[0]))
    before = run(asking, environment, going, app('Server', instance=server('staying', images[0])))
    there = project.servers()['staying']
    assert (there['flavor']['id'], there['image']['id']) == (project.flavor('m1.tiny'), images[0])

    [staying] = [item for item in before.components if item['instance']['name'] == 'staying']
    changed = without_status({**staying, 'instance': {**staying['instance'], 'flavor': 'm1.small', 'image': images[1]}})
    told = [item for found in consequences(before.components, [changed]).values() for item in found]
    assert {(item.kind, item.name) for item in told} == {
        (RESIZED, 'staying'),
        (REBUILT, 'staying'),
        (DELETED, 'going'),
    }
    draft = drafts.open(asking, environment.id)
    drafts.replace_components(asking, draft, [changed])
    drafts.deploy(asking, draft)
    assert end(asking, environment).status == 'ready'
    [now] = project.servers().values()
    assert (now['id'], now['status'], now['addresses']) == (there['id'], 'ACTIVE', there['addresses'])
    assert (now['flavor']['id'], now['image']['id']) == (project.flavor('m1.small'), images[1])
