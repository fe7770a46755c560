"""Before a deployment: what it does to what is there, and what stands against it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from murano_panel.api import images, together
from murano_panel.api.cloud import CloudServices
from murano_panel.components.checks import packages
from murano_panel.components.checks.cloud import cloud_findings
from murano_panel.components.checks.finding import Place
from murano_panel.domain.cloud import (
    AvailabilityZone,
    Flavor,
    Found,
    Image,
    Keypair,
    Network,
    SecurityGroup,
    Subnet,
    VolumeType,
)
from murano_panel.domain.model.cloud_names import KEYPAIR, names_in
from murano_panel.domain.model.networks import EXISTING, existing
from murano_panel.domain.model.quota import Usage
from tests.support import archives
from tests.support.archives import of_version
from tests.support.fake_murano import component

HOSTILE = '<b>{$ 7*7 $}</b>{{ 7*7 }}'
SERVER = {'name': 'web', 'flavor': 'm1.tiny', 'image': 'debian', 'keyname': 'alice', 'availabilityZone': 'nova'}
AWAY = 'It does not answer.'
CLOUD = {
    'flavors': (Flavor('f1', 'm1.tiny', 1, 512, 1), Flavor('f2', 'm1.small', 1, 2048, 20)),
    'all_images': (Image('i1', 'debian', 'active'), Image('i2', 'large', 'active', min_disk_gb=10, min_ram_mb=1024)),
    'keypairs': (Keypair('alice'),),
    'availability_zones': (AvailabilityZone('nova'), AvailabilityZone('zone-3', available=False)),
    'all_networks': (Network('n1', 'private', False, (Subnet('s1', 'first', '10.0.0.0/24'),)),),
    'security_groups': (SecurityGroup('web', 'g1'),),
    'volumes': (),
    'volume_types': (VolumeType('t1', 'fast'),),
    'volume_snapshots': (),
    'compute_usage': (Usage('instances', 3, 4), Usage('cores', 3, 8), Usage('ram', 1536, None)),
    'volume_usage': (Usage('volumes', 1, 2), Usage('gigabytes', 10, 20)),
    'network_usage': (Usage('floating_ips', 3, 3), Usage('security_groups', 1, 10)),
}


@pytest.fixture(autouse=True)
def cloud(monkeypatch):
    """{listing: what it says, or a function of the region that does}."""
    told = {name: Found(items) for name, items in CLOUD.items()}

    def listing(name):
        def ask(self, region):
            return told[name](region) if callable(told[name]) else told[name]

        return ask

    for name in told:
        monkeypatch.setattr(CloudServices, name, listing(name))
    return told


@pytest.fixture()
def room(cloud):
    """A quota that is large enough."""
    cloud['compute_usage'] = Found((Usage('instances', 3, None),))


def server(own_id='vm', kind='LinuxInstance', **properties):
    head = {'id': own_id, 'type': f'io.murano.resources.{kind}'}
    return {'?': head, **SERVER, **properties}


def app(own_id='c1', name='web', **properties):
    return component(name, id=own_id, **properties)


@pytest.fixture()
def draft(alice, murano):
    """draft(committed, drafted) → the environment, with Alice's draft of it."""
    murano.package(class_names=['demo.App'], archive=of_version('0.0.0'))

    def make(committed, drafted):
        environment = murano.environment('shop', components=[*committed, component('gone', id='c0')])
        alice.post(f'/app-catalog/environments/{environment.id}/components/c0/remove/')
        [session] = murano.sessions_of(environment.id)
        session.components = list(drafted)
        return environment

    return make


def page(client, environment, **headers):
    answer = client.get(f'/app-catalog/environments/{environment.id}/checks/', **headers)
    assert answer.status_code == 200
    return answer


def findings(client, environment):
    """{kind: [text]}."""
    groups = page(client, environment).context['checked'].findings
    return {group.kind: [item.text for item in group.shown] for group in groups}


def only(client, environment, kind):
    return findings(client, environment).get(kind, [])


def test_what_is_fine_is_said_in_short(alice, draft):
    environment = draft([], [app(instance=server())])
    assert findings(alice, environment) == {
        'fine': [
            'Nothing runs in this environment.',
            'Names are told apart, and components refer only to what is there.',
            'The packages of all components are there, in the versions that are wanted.',
            'Flavors: m1.tiny',
            'Images: debian',
            'Key pairs: alice',
            'Availability zones: nova',
            'The quotas are large enough.',
        ]
    }


@pytest.mark.parametrize(
    ('properties', 'text'),
    [
        ({'flavor': 'm9.none'}, 'There is no flavor "m9.none" (any more).'),
        ({'image': 'gone'}, 'There is no image "gone" (any more).'),
        ({'availabilityZone': 'gone'}, 'There is no availability zone "gone".'),
        ({'availabilityZone': 'zone-3'}, 'The availability zone "zone-3" is not available now.'),
        ({'securityGroups': ['web', 'gone']}, 'There is no security group "gone".'),
        ({'image': 'large', 'flavor': 'm1.tiny'}, '1 GB of disk instead of 10 GB, 512 MB of memory instead of 1024 MB'),
    ],
)
def test_what_the_cloud_does_not_have(alice, draft, properties, text):
    environment = draft([], [app(instance=server(**properties))])
    [found] = only(alice, environment, 'obstacle')
    assert text in found
    html = page(alice, environment).content.decode()
    assert f'href="/app-catalog/catalog/edit/{environment.id}/c1/">web</a>' in html and '1 obstacle' in html


def test_what_is_gone_is_called_as_its_form_called_it(alice, draft, glance):
    """Ids say nothing to people; what is there has its name from the cloud."""
    gone, there = 'a3c1f0de-0000-4000-8000-000000000001', app('c2', 'db', instance=server('v2', name='db', image='i1'))
    component = app(instance=server(image=gone))
    component['?']['metadata'] = {'murano_panel': {'version': 1, 'choices': {'instance.image': {gone: 'Debian 12'}}}}
    found = findings(alice, draft([], [component, there]))
    assert f'There is no image "Debian 12 ({gone})" (any more).' in found['obstacle']
    assert findings(alice, draft([], [there]))['fine'][4] == 'Images: debian'


def test_networks_subnets_and_types_of_volumes(alice, draft):
    head = {'?': {'id': 'n', 'type': EXISTING}}
    network = {**head, 'internalNetworkName': 'n1', 'internalSubnetworkName': 'second'}
    volume = {'?': {'id': 'v', 'type': 'io.murano.resources.CinderVolume'}, 'size': 1, 'volumeType': 'slow'}
    found = findings(alice, draft([], [app(network=network, disk=volume)]))
    assert found['obstacle'] == ['There is no subnet "second" (any more).', 'There is no volume type "slow".']
    assert 'Networks: private' in found['fine']


@pytest.mark.parametrize(('status', 'kind'), [('deactivated', 'obstacle'), ('saving', 'warning')])
def test_an_image_that_cannot_be_used(alice, draft, cloud, status, kind):
    cloud['all_images'] = Found((Image('i1', 'debian', status),))
    [found] = only(alice, draft([], [app(instance=server())]), kind)
    assert f'its state is "{status}"' in found


def test_an_image_that_is_not_listed_may_be_there(alice, draft, room, glance, monkeypatch):
    """Those of other communities are not; each is asked for."""
    there, away = (glance.image(name)['id'] for name in 'ab')
    del glance.images[away]
    asked = []
    ask = images.get
    monkeypatch.setattr(images, 'get', lambda request, image_id: asked.append(image_id) or ask(request, image_id))
    environment = draft(
        [], [app(instance=server(image=there)), app('c2', 'db', instance=server('v2', name='db', image=away))]
    )
    assert only(alice, environment, 'obstacle') == [f'There is no image "{away}" (any more).']
    assert asked == [there, away]


def test_what_a_running_server_has_and_the_cloud_no_more(alice, draft, room):
    """Heat reads a whole stack again, whatever is changed in it."""
    there = app(instance=server(openstackId='x', image='gone'))
    more = app('c2', 'db', instance=server('v2', name='db'))
    assert only(alice, draft([there], [there, more]), 'obstacle') == ['There is no image "gone" (any more).']
    renamed = {**there, 'motto': 'new'}
    assert only(alice, draft([there], [renamed]), 'warning') == ['There is no image "gone" (any more).']


def test_the_key_pairs_that_count_are_those_of_who_deployed_first(alice, draft):
    there = app('c2', 'db', instance=server('v2', name='db', openstackId='x', keyname=None))
    environment = draft([there], [there, app(instance=server(keyname='bob'))])
    assert only(alice, environment, 'warning') == ['You have no key pair "bob" (any more).']


@pytest.mark.parametrize(('is_first', 'kind'), [(True, 'obstacle'), (False, 'warning')])
def test_of_the_first_deployment_they_are_the_users_own(is_first, kind):
    added = app(instance=server(keyname='gone'))
    named = [item for item in names_in([], [added], lambda item: {}) if item.kind == KEYPAIR]
    said = {('keypairs', ''): Found(CLOUD['keypairs'])}
    [found] = cloud_findings(None, named, said, {'c1': 'web'}, is_first=is_first, is_pushed=True)
    assert (found.kind, found.text) == (kind, 'You have no key pair "gone" (any more).')
    assert found.places == (Place('c1', 'web', 'Instance › Key pair', 'instance.keyname'),)


@pytest.mark.parametrize('listing', [name for name in CLOUD if name not in ('volumes', 'volume_snapshots')])
def test_a_service_that_is_away_is_in_nobodys_way(alice, draft, cloud, listing):
    cloud[listing] = Found(unavailable=AWAY)
    network = {'?': {'id': 'n', 'type': EXISTING}, 'internalNetworkName': 'n1'}
    volume = {'?': {'id': 'v', 'type': 'io.murano.resources.CinderVolume'}, 'size': 1, 'volumeType': 'fast'}
    vm = server(securityGroups=['web'], networks={'customNetworks': [network]}, volumes={'/dev/vdb': volume})
    found = findings(alice, draft([], [app(instance=vm)]))
    assert any(AWAY in text for text in found['unknown']) and 'obstacle' not in found


def test_each_list_is_asked_for_once(alice, draft, cloud):
    asked = []
    for name, found in list(cloud.items()):
        cloud[name] = lambda region, name=name, found=found: asked.append(name) or found
    network = {'?': {'id': 'n', 'type': EXISTING}, 'internalNetworkName': 'n1', 'internalSubnetworkName': 's1'}
    many = [app(f'c{number}', f'n{number}', instance=server(f'v{number}', name=f'n{number}')) for number in range(30)]
    page(alice, draft([], [*many, app('net', network=network)]))
    assert sorted(asked) == sorted(set(asked)) and {'flavors', 'all_networks', 'compute_usage'} <= set(asked)


def test_names_that_several_have(alice, draft, cloud):
    """Heat gives up over them; by its id each is known."""
    cloud['all_images'] = Found((Image('i1', 'debian', 'active'), Image('i2', 'debian', 'active')))
    text = 'Images: 2 are called "debian", and Heat refuses to choose.'
    assert only(alice, draft([], [app(instance=server())]), 'obstacle') == [text]
    assert not only(alice, draft([], [app(instance=server(image='i2'))]), 'obstacle')
    there = app(instance=server(openstackId='x'))
    assert only(alice, draft([there], [{**there, 'motto': 'new'}]), 'warning') == [text]


@pytest.mark.parametrize(
    ('joined', 'kind', 'text'),
    [
        (('n1', 's1'), 'fine', "The environment's own network: private"),
        (('n9', None), 'obstacle', 'The network or subnet "n9", which the servers of this environment join, is gone.'),
        (('n1', 's9'), 'obstacle', 'The network or subnet "s9", which the servers of this environment join, is gone.'),
    ],
)
def test_the_network_that_the_environment_was_made_with(alice, draft, room, joined, kind, text):
    environment = draft([], [app(instance=server())])
    environment.networks = existing(*joined)
    assert text in only(alice, environment, kind)


def test_of_servers_that_join_others_the_environments_network_is_not_looked_at(alice, draft, room, murano):
    environment = draft([], [app(instance=server(networks={'useEnvironmentNetwork': False}))])
    environment.networks = existing('n9', None)
    assert not only(alice, environment, 'obstacle')
    assert not [path for _method, path in murano.calls if path.endswith('/model/')]


def test_the_environments_network_when_it_cannot_be_looked_at(alice, draft, room, cloud, murano):
    environment = draft([], [app(instance=server())])
    environment.networks = existing('n9', None)
    murano.refuse('GET', pattern='model/$')
    assert only(alice, environment, 'unknown') == ["The environment's own network"]
    murano.mend()
    cloud['all_networks'] = Found(unavailable=AWAY)
    assert only(alice, environment, 'unknown') == [f"The environment's own network: {AWAY}"]


def test_what_must_be_set_and_is_not(alice, draft, murano):
    text = "Namespaces: {'=': demo}\nName: Shop\nProperties: {port: {Contract: $.int().notNull()}}\n"
    murano.package('demo.Shop', class_names=['demo.Shop'], archive=archives.with_class(text))
    said = '"Port" is empty, and "Shop" cannot do without it.'
    assert said in only(alice, draft([], [component('shop', 'demo.Shop', id='c1')]), 'obstacle')
    assert not only(alice, draft([], [component('shop', 'demo.Shop', id='c1', port=80)]), 'obstacle')


def test_a_class_that_the_catalog_does_not_have(alice, draft):
    """The engine may have it in a folder; of what is deployed, too, it is not said to be fine."""
    deployed = component('old', 'demo.Gone', id='old')
    deployed['?']['type'] = 'demo.Gone/1.0.0@demo.Gone'
    found = findings(alice, draft([deployed], [deployed, component('new', 'demo.None', id='new')]))
    assert found['warning'] == [
        'No package in the catalog provides "demo.Gone" (any more).',
        'No package in the catalog provides "demo.None" (any more).',
    ]
    assert not [text for text in found['fine'] if 'packages' in text]


def test_a_service_that_is_slow_is_not_waited_for(alice, draft, cloud, monkeypatch):
    monkeypatch.setattr(together, 'DEADLINE', 0.2)
    go_on = threading.Event()
    cloud['flavors'] = lambda region: Found(CLOUD['flavors']) if go_on.wait(20) else None
    found = findings(alice, draft([], [app(instance=server(image='gone'))]))
    go_on.set()
    assert found['unknown'] == ['Flavors: There was no answer in time.']
    assert found['obstacle'] == ['There is no image "gone" (any more).']


def test_quotas_of_the_whole_change(alice, draft):
    volumes = {
        f'/dev/vd{letter}': {
            '?': {'id': f'v{letter}', 'type': 'io.murano.resources.CinderVolume'},
            'name': letter,
            'size': 6,
        }
        for letter in 'bc'
    }
    one = app(instance=server(volumes=volumes, assignFloatingIp=True))
    two = app('c2', 'db', instance=server('v2', name='db'))
    environment = draft([], [one, two])
    assert only(alice, environment, 'obstacle') == [
        'Servers: 5 are needed, the quota is 4.',
        'Volumes: 3 are needed, the quota is 2.',
        'Volume storage (GB): 22 are needed, the quota is 20.',
        'Floating IPs: 4 are needed, the quota is 3.',
    ]
    assert '2 of 10, now 1' in page(alice, environment).content.decode()


def test_what_takes_the_place_of_something_is_needed_for_a_while(alice, draft):
    volume = {'?': {'id': 'v', 'type': 'io.murano.resources.CinderVolume'}, 'name': 'd', 'size': 11, 'openstackId': 'y'}
    there = server(openstackId='x', volumes={'/dev/vdb': volume})
    changed = {
        **there,
        'availabilityZone': None,
        'keyname': 'bob',
        'volumes': {'/dev/vdb': {**volume, 'sourceImage': 'debian'}},
    }
    added = app('c2', 'db', instance=server('v2', name='db'))
    found = only(alice, draft([app(instance=there)], [app(instance=changed), added]), 'obstacle')
    assert found == [
        'Servers: 5 are needed for a while, the quota is 4.',
        'Volume storage (GB): 21 are needed for a while, the quota is 20.',
    ]


def test_with_another_host_name_a_server_is_made_beside_the_old_one(alice, draft):
    there = [
        app(f'c{number}', f'n{number}', instance=server(f'v{number}', name=f'n{number}', openstackId='x'))
        for number in (1, 2)
    ]
    renamed = [{**item, 'instance': {**item['instance'], 'name': f'new {item["instance"]["name"]}'}} for item in there]
    assert only(alice, draft(there, renamed), 'obstacle') == ['Servers: 5 are needed, the quota is 4.']


@pytest.mark.parametrize('listing', ['flavors', 'volume_usage'])
def test_quotas_that_are_not_known_are_not_called_large_enough(alice, draft, cloud, listing):
    cloud[listing] = Found(unavailable=AWAY)
    volume = {'?': {'id': 'v', 'type': 'io.murano.resources.CinderVolume'}, 'name': 'd', 'size': 1}
    found = findings(alice, draft([], [app(instance=server(volumes={'/dev/vdb': volume}))]))
    of_servers = {'flavors': 'Servers, Volumes, Volume storage (GB)', 'volume_usage': 'Servers, vCPUs, Memory (GB)'}
    assert found['fine'][-1] == f'These quotas are large enough: {of_servers[listing]}, Floating IPs, Security groups'
    assert not [text for text in found['fine'] if text == 'The quotas are large enough.']


def test_what_is_not_counted_is_named(alice, draft):
    east = server('v2', name='db', regionName='east')
    stack = app('c3', 'stack', templateParameters={'size': 'm1.tiny'})
    found = findings(alice, draft([], [app(instance=server()), app('c2', 'db', instance=east), stack]))
    assert [text for text in found['unknown'] if text.startswith('Quotas')] == [
        'Quotas of other regions: east',
        'Quotas: what Heat templates make is not counted: stack',
    ]
    assert found['fine'][-1].startswith('These quotas are large enough: Servers, vCPUs, Memory (GB)')


def test_what_goes_gives_back_its_quota(alice, draft):
    volume = {'?': {'id': 'v', 'type': 'io.murano.resources.CinderVolume'}, 'name': 'd', 'size': 6, 'openstackId': 'y'}
    vm = server(openstackId='x', floatingIpAddress='203.0.113.5', volumes={'/dev/vdb': volume})
    html = ' '.join(page(alice, draft([app(instance=vm)], [])).content.decode().split())
    assert '2 of 4, now 3' in html and '0 of 2, now 1' in html and '4 of 20, now 10' in html and '2 of 3, now 3' in html


def test_packages(alice, draft, murano):
    archive = of_version('1.3.0')
    murano.package('demo.Shop', name='Shop', class_names=['demo.Shop'], archive=archive)
    murano.package('demo.Off', name='Off', class_names=['demo.Off'], enabled=False)

    def of(own_id, kind, version=None):
        made = component(own_id, kind, id=own_id)
        made['?']['metadata'] = {'murano_panel': {'version': 1}}
        return made | {'?': made['?'] | ({'classVersion': version} if version else {})}

    deployed = of('old', 'demo.Shop')
    deployed['?']['type'] = 'demo.Shop/1.0.0@demo.Shop'
    drafted = [of('off', 'demo.Off'), of('none', 'demo.None'), of('shop', 'demo.Shop', '1.2.0'), deployed]
    found = findings(alice, draft([deployed], drafted))
    assert [text.partition(': ')[0] for text in found['obstacle']] == [
        '"off" cannot be deployed',
        '"none" cannot be deployed',
        '"old" was deployed with version 1.0.0 of the package "Shop", and the catalog has version 1.3.0 by now',
    ]
    assert found['warning'] == [
        'The package "Shop" has another version by now: 1.3.0 instead of 1.2.0, which was added.'
    ]


def test_a_package_that_was_changed_since(alice, draft, murano):
    later = datetime.now(UTC) + timedelta(hours=1)
    package = murano.package('demo.New', name='New', class_names=['demo.New'])
    package['updated'] = later.strftime('%Y-%m-%dT%H:%M:%S')
    [text] = only(alice, draft([], [component('n', 'demo.New', id='n')]), 'warning')
    assert text == 'The package "New" was changed after you opened your draft.'


def test_a_catalog_that_does_not_answer(alice, draft, murano):
    environment = draft([], [app()])
    murano.refuse('GET', pattern='catalog/packages')
    assert only(alice, environment, 'unknown') == ['The packages of these classes: demo.Web']


def test_an_archive_that_cannot_be_read(alice, draft, murano):
    murano.package()
    environment = draft([], [app()])
    murano.refuse('GET', pattern='download')
    assert only(alice, environment, 'unknown') == ['The versions of the packages of these classes: demo.Web']


def test_packages_are_asked_for_as_long_as_there_is_time(alice, draft, monkeypatch):
    monkeypatch.setattr(packages, 'SECONDS', -1)
    assert only(alice, draft([], [app()]), 'unknown') == ['The packages of these classes: demo.Web']


def test_names_and_references(alice, draft, room):
    used = app('c1', 'one', instance=server())
    user = app('c2', 'two', host='c1')
    twins = [app('c3', 'two', instance=server('v3')), app('c4', 'four', instance=server('v4'))]
    found = findings(alice, draft([used, user], [user, *twins]))
    assert found['obstacle'] == [
        'A component refers to one that is being removed.',
        '2 servers are called "web": Murano would make a single one of them.',
    ]
    assert found['warning'] == ['2 components are called "two".']


def test_a_volume_that_shrinks_or_is_taken_away(alice, draft):
    def with_volumes(**sizes):
        made = {
            f'/dev/{key}': {
                '?': {'id': key, 'type': 'io.murano.resources.CinderVolume'},
                'name': key,
                'size': size,
                'openstackId': f'os-{key}',
            }
            for key, size in sizes.items()
        }
        return app(instance=server(openstackId='x', volumes=made))

    assert only(alice, draft([with_volumes(a=2, b=1)], [with_volumes(a=1)]), 'obstacle') == [
        'The volume "a" cannot shrink from 2 to 1 GB.',
        'The volume "b" cannot be taken from a server that stays.',
    ]


def test_who_else_is_at_it(alice, murano, draft):
    environment = murano.environment('shop', components=[app()])
    murano.draft(environment)
    assert only(alice, environment, 'warning') == ['Somebody has another undeployed draft of this environment.']


def test_while_something_runs(alice, murano, draft):
    environment = murano.environment('busy', components=[app()], status='deploying')
    assert any('running' in text or 'deploy' in text for text in only(alice, environment, 'obstacle'))


def test_what_the_draft_does_to_what_is_there(alice, draft):
    vm = server(openstackId='x', ipAddresses=['10.0.0.4'])
    there = [
        app('c1', 'keep', instance=vm),
        app('c2', 'go', instance=server('v2', name='db', openstackId='y', ipAddresses=['10.0.0.5'])),
    ]
    changed = app('c1', 'keep', host='c2', instance={**vm, 'flavor': 'm1.small'})
    html = ' '.join(page(alice, draft(there, [changed])).content.decode().split())
    assert 'The server web is resized, m1.tiny → m1.small: it restarts' in html
    assert 'The server db is deleted, with what is on its disk. Its addresses are given back: 10.0.0.5' in html
    assert 'Still needed by: keep' in html


def test_hostile_names_are_shown_as_they_are(alice, draft):
    bad = app(
        'c1', HOSTILE, instance=server(name=HOSTILE, flavor=HOSTILE, image=HOSTILE, openstackId='x', ipAddresses=[])
    )
    other = app(
        'c1',
        HOSTILE,
        instance=server(name=HOSTILE, flavor='m1.tiny', image=HOSTILE * 2, openstackId='x', ipAddresses=[]),
    )
    html = page(alice, draft([bad], [other])).content.decode()
    assert '<b>{' not in html and '&lt;b&gt;49' not in html
    assert '&lt;b&gt;{$ 7*7 $}&lt;/b&gt;{{ 7*7 }}' in html


def test_a_part_for_scripts_and_a_page_for_others(alice, draft):
    environment = draft([], [app()])
    part = page(alice, environment, HTTP_X_REQUESTED_WITH='XMLHttpRequest')
    assert b'<html' not in part.content and b'murano-checks' in part.content
    assert b'<html' in page(alice, environment).content


def test_who_may_only_read_is_led_to_components_not_to_forms(rita, draft, murano):
    environment = murano.environment('shop', components=[app(instance=server(flavor='gone'))])
    html = page(rita, environment).content.decode()
    assert f'/environments/{environment.id}/components/c1/"' in html and '/catalog/edit/' not in html


def test_nothing_of_another_project_is_told(charlie, draft):
    environment = draft([], [app()])
    assert charlie.get(f'/app-catalog/environments/{environment.id}/checks/').status_code == 404


def test_calls_do_not_grow_with_components(alice, murano, draft):
    many = [app(f'c{number}', f'n{number}', instance=server(f'v{number}', name=f'n{number}')) for number in range(60)]
    environment = draft([], many)
    # The environment, the draft, a call for each of two packages, and what nobody has read yet: an archive, and the
    # network that the environment was made with.
    with murano.budget(6):
        page(alice, environment)
    with murano.budget(4):
        page(alice, environment)
