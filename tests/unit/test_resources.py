"""What components have in the cloud, from models as a full cloud returned them."""

from datetime import UTC, datetime

import pytest

from murano_panel.domain.model import resources
from murano_panel.domain.model.resources import Address, Link, Volume
from murano_panel.domain.records import Deployment

SERVER_ID = 'e6280d45-9a54-4114-b7e8-d89886822fdc'
SUBMITTED = {
    '?': {'id': '5cc2', 'type': 'org.muranopanel.cloud.Server', 'name': 'Server'},
    'instance': {
        '?': {'id': 'a42b', 'type': 'io.murano.resources.LinuxInstance'},
        'name': 'web',
        'flavor': 'm1.tiny',
        'availabilityZone': 'nova',
        'assignFloatingIp': True,
    },
}
OUTPUTS = {'address': '10.20.0.228', 'message': 'Hi from 10.20.0.228', 'server_id': 'dfe49739-2958-4fe8-baa2'}


def instance(name='web', **properties):
    return {
        '?': {
            'id': f'i-{name}',
            'type': 'io.murano.resources.LinuxInstance/0.0.0@io.murano',
            'name': None,
            'metadata': None,
            '_actions': {},
            'dependencies': {'onDestruction': [{'subscriber': '3961179b9cff4c7d9925a546ad7bfcef', 'handler': None}]},
        },
        'regionName': None,
        'name': name,
        'flavor': 'm1.tiny',
        'keyname': None,
        'openstackId': SERVER_ID,
        'ipAddresses': ['10.20.0.200', '203.0.113.222'],
        'floatingIpAddress': '203.0.113.222',
        'sharedIps': [],
        'joinedNetworks': [{'network': 'c952', 'ipList': ['203.0.113.222', '10.20.0.200']}],
        **properties,
    }


def server(**properties):
    head = {'id': '5cc2', 'type': 'org.muranopanel.cloud.Server/0.0.0@org.muranopanel.cloud.Server', 'status': 'ready'}
    return {'?': head, 'instance': instance(), 'url': 'http://203.0.113.222/', **properties}


def stack(**properties):
    head = {'id': 'a3dc', 'type': 'org.muranopanel.cloud.Stack/0.0.0@org.muranopanel.cloud.Stack', 'status': 'ready'}
    return {
        '?': head,
        'generatedHeatStackName': None,
        'hotEnvironment': None,
        'name': 'greeter',
        'templateOutputs': OUTPUTS,
        'templateParameters': {'password_length': 12},
        **properties,
    }


def deployment(*components):
    return Deployment('d', 'e', None, datetime.now(UTC), None, 'success', None, components)


def test_a_server_with_its_addresses_each_once():
    [found] = resources.resources_of(server(), SUBMITTED).servers
    assert (found.id, found.name, found.region) == (SERVER_ID, 'web', '')
    assert found.addresses == (Address('10.20.0.200'), Address('203.0.113.222', floating=True))


def test_every_node_of_a_cluster():
    node = {'?': {'id': 'n0'}, 'leader': None, 'instance': instance('node-0')}
    workers = [{'?': {'id': f'n{number}'}, 'leader': 'n0', 'instance': instance(f'node-{number}')} for number in (1, 2)]
    found = resources.resources_of({'?': {'id': 'c'}, 'leader': node, 'workers': workers}, None)
    assert [each.name for each in found.servers] == ['node-0', 'node-1', 'node-2']


def test_before_it_has_a_server_there_is_nothing():
    assert not resources.resources_of(SUBMITTED, None)
    assert not resources.resources_of(
        {**server(url=None), 'instance': instance(openstackId=None, ipAddresses=[])}, SUBMITTED
    )


def volume(kind, **properties):
    return {'?': {'id': 'v', 'type': f'io.murano.resources.{kind}/0.0.0@io.murano', 'name': None}, **properties}


def test_volumes_made_and_existing():
    made = volume('CinderVolume', openstackId='11d1', name='data', size=2, regionName=None)
    given = volume('ExistingCinderVolume', openstackId='22d2', regionName='west')
    found = resources.resources_of(server(volumes={'/dev/vdb': made, '/dev/vdc': given}), SUBMITTED)
    assert found.volumes == (Volume('11d1', 'data', '', 2), Volume('22d2', '22d2', 'west', None))
    assert len(found.servers) == 1


def test_a_volume_that_is_not_made_yet_is_left_out():
    assert not resources.resources_of(volume('CinderVolume', openstackId=None, size=2), None)
    assert not resources.resources_of(volume('CinderVolume', openstackId='<b>', size=2), None)


def test_a_volume_is_no_server():
    assert not resources.resources_of({'?': {'id': 'v'}, 'openstackId': SERVER_ID, 'size': 1}, None)


def test_links_are_what_the_deployment_brought_not_what_was_sent():
    sent = {**SUBMITTED, 'repository': 'https://code.test/site.git'}
    assert resources.resources_of(server(repository='https://code.test/site.git'), sent).links == (
        Link('url', 'http://203.0.113.222/'),
    )


def test_the_first_deployment_tells_what_was_sent():
    first, later = deployment(SUBMITTED), deployment(server(), {'?': {'id': 'other'}})
    assert resources.first_submitted([later, first]) == {'5cc2': SUBMITTED, 'other': {'?': {'id': 'other'}}}


def test_outputs_of_a_template():
    found = resources.resources_of(stack(), None)
    assert [(each.name, each.text, each.ip) for each in found.outputs] == [
        ('address', '10.20.0.228', '10.20.0.228'),
        ('message', 'Hi from 10.20.0.228', ''),
        ('server_id', 'dfe49739-2958-4fe8-baa2', ''),
    ]
    assert found.links == () and found.stacks == ()


def test_a_web_address_among_outputs_and_a_password_that_stays_hidden():
    found = resources.resources_of(
        stack(templateOutputs={'site': 'https://a.test/', 'admin_password': 'hunter2'}), None
    ).outputs
    assert [each.url for each in found] == ['https://a.test/', ''] and 'hunter2' not in str(found)


def test_a_stack_where_its_name_is_kept():
    name = 'ctpxgmwrpkt9cn_81137429c9b9460da6712631174d1ebd'
    assert resources.resources_of(stack(generatedHeatStackName=name), None).stacks == (name,)


def test_a_stack_that_the_template_names_itself():
    name = 'kxusxmwrt1e6m6_04a1f4a0bcb44955996eeb5cee8ccfb5'
    found = resources.resources_of(stack(templateOutputs={'stack': name, 'near': f'see {name}'}), None)
    assert found.stacks == (name,) and [output.name for output in found.outputs] == ['near']


@pytest.mark.parametrize('own_id', ['../../admin', '', 7, ['x'], {'a': 1}, 'x' * 65])
def test_what_is_no_server(own_id):
    assert resources.resources_of(server(instance=instance(openstackId=own_id)), None).servers == ()


def test_hostile_addresses_and_names():
    odd = instance(ipAddresses=['<b>', 7, None, '::1'], floatingIpAddress={'x': 1}, regionName=['r'])
    [found] = resources.resources_of(server(instance=odd), None).servers
    assert found.addresses == (Address('::1'),) and found.region == ''
    assert (
        resources.resources_of(stack(templateOutputs='x', generatedHeatStackName='../x'), None) == resources.Resources()
    )


def test_much_and_deep_is_bounded():
    many = resources.resources_of(
        {'?': {'id': 'm'}, 'urls': [f'http://a.test/{number}' for number in range(1000)]}, None
    )
    assert len(many.links) == resources.MAX_OF_A_KIND
    deep = 'http://a.test/'
    for _level in range(900):
        deep = [deep]
    assert not resources.resources_of({'?': {'id': 'd'}, 'deep': deep}, None)
