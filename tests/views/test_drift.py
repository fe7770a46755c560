"""What an environment has by its model, held against what the cloud lists; and never a false alarm."""

import re
import threading

import pytest
import requests

from murano_panel.api import together
from tests.support import cast
from tests.support.fake_murano import component
from tests.support.fake_services import CINDER, HEAT, NEUTRON, NOVA, SERVICES, FakeServices

LIST = '/app-catalog/environments/'
HOSTILE = '<b>{$ 7*7 $}</b>{{ 7*7 }}'
FINE = 'all are there'


def part(kind, own_id, **properties):
    return {'?': {'id': own_id, 'type': f'io.murano.resources.{kind}'}, **properties}


def server(name, own_id, *addresses, **properties):
    found = {'name': name, 'openstackId': own_id, 'ipAddresses': list(addresses), **properties}
    return part('LinuxInstance', f'o-{own_id}', **found)


@pytest.fixture()
def services(murano):
    """What the cloud has: two servers, a volume, a network and a stack."""
    found = FakeServices()
    murano.others |= dict.fromkeys((NOVA, CINDER, NEUTRON, HEAT), found)
    found.server('vm-1', '10.0.0.1', '203.0.113.1')
    found.server('vm-2', '10.0.0.2')
    found.listed[CINDER] = [{'id': 'vol-1', 'name': 'data', 'status': 'in-use'}]
    found.listed[NEUTRON] = [{'id': 'net-1', 'name': 'private', 'subnets': []}]
    found.listed[HEAT] = [{'id': 's1', 'stack_name': 'shop_stack', 'stack_status': 'CREATE_COMPLETE'}]
    return found


@pytest.fixture()
def shop(murano):
    network = part('ExistingNeutronNetwork', 'o-net', internalNetworkName='net-1')
    volume = part('CinderVolume', 'o-vol', openstackId='vol-1', name='data')
    first = server('one', 'vm-1', '10.0.0.1', floatingIpAddress='203.0.113.1', volumes={'/dev/vdb': volume})
    parts = [
        component('web', id='c1', instance=first, network=network),
        component('db', id='c2', instance=server('two', 'vm-2', '10.0.0.2'), generatedHeatStackName='shop_stack'),
    ]
    return deployed(murano, parts)


def deployed(murano, parts):
    environment = murano.environment('shop', components=parts)
    murano.deployment(environment, components=parts, finished=True)
    environment.components, environment.version = parts, 1
    return environment


@pytest.fixture()
def look(client):
    """look(environment) → the text of the comparison, as Alice sees it."""

    def shown(environment, person=cast.ALICE, **options):
        cast.log_in(client, person, services=options.pop('catalog', SERVICES))
        answer = client.get(f'{LIST}{environment.id}/drift/', options.pop('data', {}), **options)
        assert answer.status_code == 200
        return answer.content.decode()

    return shown


def marked(html):
    return re.findall('data-murano-drifted="([^"]*)" data-murano-drifted-id="([^"]*)"', html)


def test_what_is_there_is_fine_by_one_listing_of_each_service(look, services, shop, murano):
    with murano.budget(2):
        html = look(shop)
    assert '5 things compared' in html and FINE in html and not marked(html)
    assert sorted(host for host, _path in services.calls) == sorted([NOVA, CINDER, NEUTRON, HEAT])
    with murano.budget(1):
        look(shop)


@pytest.mark.parametrize(
    ('host', 'what', 'own_id', 'told'),
    [
        (NOVA, 'server', 'vm-1', 'The server &quot;one&quot; is not in the cloud any more.'),
        (CINDER, 'volume', 'vol-1', 'The volume &quot;data&quot; is not in the cloud any more.'),
        (NEUTRON, 'network', 'net-1', 'The network &quot;net-1&quot; is not in the cloud any more.'),
        (HEAT, 'stack', 'shop_stack', 'The stack &quot;shop_stack&quot; is not in the cloud any more.'),
    ],
)
def test_what_is_gone_is_marked(look, services, shop, host, what, own_id, told):
    services.listed[host].pop(0)
    html = look(shop)
    assert marked(html) == [(what, own_id)] and told in html and FINE not in html


def test_other_addresses_and_what_has_failed(look, services, shop):
    services.listed[NOVA].clear()
    services.server('vm-1', '10.0.0.9', '203.0.113.1')
    services.server('vm-2', '10.0.0.2', status='ERROR')
    services.listed[HEAT][0]['stack_status'] = 'UPDATE_FAILED'
    html = look(shop)
    assert marked(html) == [('server', 'vm-1'), ('server', 'vm-2'), ('stack', 'shop_stack')]
    assert 'does not have 10.0.0.1 any more, but 10.0.0.9, 203.0.113.1.' in html
    assert 'its state is &quot;ERROR&quot;' in html and 'its state is &quot;UPDATE_FAILED&quot;' in html


def test_a_server_whose_addresses_are_not_known_yet_has_not_changed(look, services, shop):
    services.listed[NOVA][0]['addresses'] = {}
    assert not marked(look(shop))


@pytest.mark.parametrize(
    ('status', 'body', 'kind', 'told'),
    [
        (403, '{}', 'application/json', 'The compute service (Nova) does not let you see it.'),
        (500, '{}', 'application/json', 'The compute service (Nova) does not answer.'),
        (200, '<html>busy</html>', 'text/html', 'The answer of the compute service (Nova) cannot be read.'),
        (200, '{"servers": null}', 'application/json', 'The answer of the compute service (Nova) cannot be read.'),
        (200, '{}', 'application/json', 'The answer of the compute service (Nova) cannot be read.'),
        (200, '{"servers": [7]}', 'application/json', 'The answer of the compute service (Nova) cannot be read.'),
        (302, '', 'text/html', 'The answer of the compute service (Nova) cannot be read.'),
    ],
)
def test_a_service_that_does_not_tell_makes_nothing_look_deleted(look, services, shop, status, body, kind, told):
    services.answer(NOVA, status, body, kind)
    html = look(shop)
    assert told in html and not marked(html) and FINE not in html


def test_a_service_that_is_slow_is_not_waited_for(look, services, shop, monkeypatch):
    monkeypatch.setattr(
        'murano_panel.environments.drift.comparing.ask_together', lambda asked: together.ask_together(asked, 0.5)
    )
    go_on = threading.Event()

    def slow():
        go_on.wait(30)
        raise requests.ConnectionError

    services.answers[NOVA] = slow
    try:
        html = look(shop)
    finally:
        go_on.set()
    assert 'Servers: There was no answer in time.' in html and not marked(html)


def test_without_a_service_it_says_so(look, services, shop):
    catalog = {kind: url for kind, url in SERVICES.items() if kind != 'compute'}
    html = look(shop, catalog=catalog)
    assert 'This cloud has no compute service (Nova).' in html and not marked(html)


def test_a_listing_that_is_cut_makes_nothing_look_deleted(look, services, shop):
    services.listed[NOVA].pop(0)
    services.links[NOVA] = [{'rel': 'next', 'href': 'http://nova.test/?marker=x'}]
    html = look(shop)
    assert not marked(html) and 'these may be there: one' in html


def test_a_row_that_cannot_be_read_may_be_the_one(look, services, shop):
    services.listed[NOVA][0]['addresses'] = 'none'
    html = look(shop)
    assert not marked(html) and 'these may be there: one' in html


def test_another_region_is_not_compared(look, services, murano):
    elsewhere = deployed(murano, [component('web', id='c1', instance=server('far', 'vm-9', regionName='South'))])
    html = look(elsewhere)
    assert not marked(html) and 'the region &quot;South&quot; was not compared' in html
    assert not services.calls


def test_where_one_of_several_regions_is_meant_nothing_is_said_to_be_gone(look, services, murano):
    somewhere = deployed(murano, [component('web', id='c1', instance=server('far', 'vm-9'))])
    somewhere.own = {**somewhere.own, 'regions': {'North': {}, 'South': {}}}
    html = look(somewhere)
    assert not marked(html) and 'the environment has several, North, South' in html
    assert not services.calls


def test_nothing_is_compared_while_something_runs(look, services, shop, murano):
    murano.deployment(shop, components=shop.components)
    shop.status = 'deploying'
    html = look(shop)
    assert 'Something runs here' in html and not services.calls


def test_hostile_names_are_text(look, services, murano):
    hostile = deployed(murano, [component(HOSTILE, id='c1', instance=server(HOSTILE, 'vm-9'))])
    html = look(hostile)
    assert '<b>' not in html.split('murano-drift', 1)[1].split('</ul>')[0] and marked(html) == [('server', 'vm-9')]


def test_who_may_only_read_is_told_as_well(look, services, shop):
    services.listed[NOVA].pop()
    assert marked(look(shop, person=cast.RITA)) == [('server', 'vm-2')]


def test_pages_ask_for_it_and_do_not_wait(client, services, shop):
    cast.log_in(client, cast.ALICE, services=SERVICES)
    for page in ('', 'topology/?at=c1'):
        html = client.get(f'{LIST}{shop.id}/{page}').content.decode()
        assert f'data-murano-part-at="{LIST}{shop.id}/drift/"' in html and 'data-murano-server="vm-1"' in html
    assert not services.calls


def test_one_component_is_compared_on_its_own_page(client, look, services, shop):
    cast.log_in(client, cast.ALICE, services=SERVICES)
    html = client.get(f'{LIST}{shop.id}/components/c2/').content.decode()
    assert f'data-murano-part-at="{LIST}{shop.id}/drift/?component=c2"' in html
    assert 'data-murano-server="vm-2"' in html and 'data-murano-stack="shop_stack"' in html
    services.listed[NOVA].clear()
    services.calls.clear()
    html = look(shop, data={'component': 'c2'})
    assert marked(html) == [('server', 'vm-2')] and 'for Heat the server is still there' in html
    assert {host for host, _path in services.calls} == {NOVA, HEAT}


def test_a_component_without_anything_in_the_cloud_is_not_compared(alice, murano):
    parts = [component('web', id='c1'), component('db', id='c2', instance=server('one', 'vm-1', '10.0.0.1'))]
    mixed = deployed(murano, parts)
    assert 'data-murano-drift' not in alice.get(f'{LIST}{mixed.id}/components/c1/').content.decode()
    murano.deployment(mixed, components=parts)
    mixed.status = 'deploying'
    assert 'data-murano-drift ' not in alice.get(f'{LIST}{mixed.id}/components/c2/').content.decode()


def test_an_environment_without_anything_in_the_cloud_is_not_compared(alice, murano):
    bare = deployed(murano, [component('web', id='c1')])
    assert 'data-murano-drift' not in alice.get(f'{LIST}{bare.id}/topology/').content.decode()
