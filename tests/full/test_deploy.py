"""Applications with servers, from their object model to ACTIVE servers, and back to nothing."""

import pytest

from murano_panel.api import drafts, environments
from tests.full.scenes import app, cluster, delete, end, existing_volume, lines, run, server, volume
from tests.real import deploy

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]


def test_a_server_becomes_active_and_its_address_comes_back(asking, environment, project):
    done = run(asking, environment, app('Server', instance=server('web', project.image(), keyname='alice')))
    assert done.status == 'ready'
    [component] = done.components
    instance, found = component['instance'], project.servers()['web']
    assert found['status'] == 'ACTIVE' and found['id'] == instance['openstackId'] and found['key_name'] == 'alice'
    assert [each['addr'] for each in found['addresses']['private']] == instance['ipAddresses']
    assert [stack['stack_status'] for stack in project.stacks()] == ['CREATE_COMPLETE']
    assert f'Server web is active at {instance["ipAddresses"][0]}' in [line.text for line in lines(asking, environment)]


def test_a_floating_ip_and_a_zone_are_given(asking, environment, project):
    wanted = server('edge', project.image(), assignFloatingIp=True, availabilityZone='zone-2')
    [component] = run(asking, environment, app('Server', instance=wanted)).components
    found = project.servers()['edge']
    assert found['OS-EXT-AZ:availability_zone'] == 'zone-2'
    assert component['instance']['floatingIpAddress'] in [each['addr'] for each in found['addresses']['private']]
    assert component['url'] == f'http://{component["instance"]["floatingIpAddress"]}/'


def test_volumes_are_attached_and_only_its_own_goes_with_the_server(asking, make_environment, project):
    environment, data = make_environment(), project.volumes()['data']['id']
    disks = {'/dev/vdb': volume('fresh'), '/dev/vdc': existing_volume(data)}
    done = run(asking, environment, app('Server', instance=server('store', project.image(), volumes=disks)))
    assert done.status == 'ready'
    [own] = [each['id'] for each in project.servers().values()]
    attached = {name: each['attachments'][0]['server_id'] for name, each in project.volumes().items()
                if each['status'] == 'in-use'}
    assert attached == {'fresh': own, 'data': own}
    delete(asking, environment.id)
    assert {name: each['status'] for name, each in project.volumes().items()} == {
        'data': 'available', 'backup': 'available'}


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


def test_a_template_of_heat_brings_its_outputs_back(asking, environment, project):
    parameters = {'flavor': 'm1.tiny', 'image': 'debian-12', 'zone': 'nova', 'network': 'private',
                  'greeting': 'Good morning', 'password_length': 12}
    done = run(asking, environment, app('Stack', name='greeter', templateParameters=parameters))
    assert done.status == 'ready'
    outputs = done.components[0]['templateOutputs']
    [found] = project.servers().values()
    assert outputs['server_id'] == found['id'] and found['metadata'] == {'greeting': 'Good morning'}
    assert outputs['message'] == f'Good morning from {outputs["address"]}'


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


def test_removing_a_component_removes_its_server_only(asking, environment, project):
    going = app('Server', instance=server('going', project.image()))
    run(asking, environment, going, app('Server', instance=server('staying', project.image())))
    draft = drafts.open(asking, environment.id)
    drafts.remove_component(asking, draft, going['?']['id'])
    drafts.deploy(asking, draft)
    assert end(asking, environment).status == 'ready'
    assert list(project.servers()) == ['staying']
