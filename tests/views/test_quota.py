"""What deploying a draft would do to the quota: a remark that comes after the page."""

import pytest
from django.http import QueryDict

from murano_panel.api.cloud import CloudServices
from murano_panel.domain.cloud import Flavor, Found
from murano_panel.domain.model import quota
from murano_panel.domain.model.quota import Usage
from murano_panel.environments import quota_query
from tests.support.fake_murano import component

ENVIRONMENTS = '/app-catalog/environments/'


def instance(flavor='m1.tiny', **properties):
    return component('vm', 'io.murano.resources.LinuxInstance', flavor=flavor, **properties)


@pytest.fixture()
def nova(monkeypatch):
    usage = (Usage('instances', 3, 4), Usage('cores', 3, 8), Usage('ram', 1536, None))
    monkeypatch.setattr(CloudServices, 'compute_usage', lambda self, region: Found(usage))
    monkeypatch.setattr(CloudServices, 'flavors', lambda self, region: Found((Flavor('f1', 'm1.tiny', 1, 512, 1),)))


def told(client, **query):
    answer = client.get(f'{ENVIRONMENTS}quota/', query)
    assert answer.status_code == 200
    return ' '.join(answer.json()['html'].split())


def test_what_fits(alice, nova):
    html = told(alice, made='1:m1.tiny')
    assert '4 of 4, now 3' in html and '4 of 8, now 3' in html and '2, now 1.5; no limit' in html
    assert 'will fail' not in html


def test_what_does_not_fit(alice, nova):
    assert 'Servers: 5 are needed, the quota is 4. The deployment will fail' in told(alice, made=['1:m1.tiny', '1:f1'])


def test_a_resize_counts(alice, nova, monkeypatch):
    flavors = (Flavor('f1', 'm1.tiny', 1, 512, 1), Flavor('f2', 'm1.large', 8, 16384, 1))
    monkeypatch.setattr(CloudServices, 'flavors', lambda self, region: Found(flavors))
    html = told(alice, **{'from': '1:m1.tiny', 'to': 'm1.large'})
    assert '3 of 4, now 3' in html and '10 of 8, now 3' in html and 'vCPUs: 10 are needed, the quota is 8.' in html


def test_a_draft_that_resizes_a_server_asks(alice, murano):
    there = component(id='c1', instance=instance(id='vm1', openstackId='x', flavor='m1.small'))
    environment = murano.environment(components=[there, component(id='c2')])
    alice.post(f'{ENVIRONMENTS}{environment.id}/components/c2/remove/')
    [draft] = murano.sessions_of(environment.id)
    draft.components = [component(id='c1', instance=instance(id='vm1', openstackId='x', flavor='m1.large'))]
    page = alice.get(f'{ENVIRONMENTS}{environment.id}/').content.decode()
    assert f'data-murano-quota="{ENVIRONMENTS}quota/?from=1%3Am1.small&amp;to=m1.large"' in page


def test_a_flavor_that_is_not_there_is_named_as_it_is(alice, nova):
    assert '&lt;b&gt;{$ 7*7 $}' in told(alice, made='1:<b>{$ 7*7 $}')


def test_without_nova_nothing_is_said(alice):
    assert told(alice, made='1:m1.tiny') == ''


def test_only_a_draft_that_makes_or_deletes_servers_asks(alice, murano):
    there = component(id='c1', instance=instance(openstackId='x', flavor='m1.large'))
    environment = murano.environment(components=[there, component(id='c2')])
    page = f'{ENVIRONMENTS}{environment.id}/'
    alice.post(f'{page}components/c2/remove/')
    assert b'data-murano-quota' not in alice.get(page).content
    alice.post(f'{page}components/c1/remove/')
    assert f'data-murano-quota="{ENVIRONMENTS}quota/?deleted=1%3Am1.large"' in alice.get(page).content.decode()


def test_hundreds_of_servers_make_no_long_address(alice, murano):
    """Web servers refuse lines of more than 4 kB."""
    flavors = [f'a-flavor-with-a-long-name-{number % 5}' for number in range(400)]
    demand = quota.Demand(made=tuple(flavors), resized=(('a:b', 'c'), ('a:b', 'c'), ('d', 'e')))
    query = quota_query.packed(demand)
    assert len(query) < 300
    found = quota_query.unpacked(QueryDict(query))
    assert sorted(found.made) == sorted(flavors) and found.resized == demand.resized


@pytest.mark.parametrize('odd', ['', 'x', ':x', '-1:x', '9999:x', '1e3:x', 'ü:x', '٣:x'])
def test_odd_queries_ask_for_nothing(odd):
    assert not quota_query.unpacked(QueryDict.fromkeys(['made', 'from', 'to'], odd))


def test_the_number_of_servers_is_bounded():
    found = quota_query.unpacked(QueryDict('&'.join(['made=999:x&from=999:x&to=y'] * 50)))
    assert len(found.made) == len(found.resized) == quota_query.MAX_SERVERS
