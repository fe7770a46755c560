"""The topology of an environment: what its picture shows, leads to, and leaves out."""

import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
import yaml

from tests.support.fake_murano import component

LIST = '/app-catalog/environments/'
# What no XML may hold, and what people would not type.
UNPRINTABLE = 'a\x00b\x07c\x1bd\ufffee\uffff \x7f \x85 \u2028'
HOSTILE = '</svg><script>{{ 7*7 }} {$ 1 $}'


@pytest.fixture()
def shop(murano):
    """A site that uses a host with two disks in it; deployed."""
    disks = [component(f'disk {number}', 'demo.Disk', id=f'disk{number}') for number in (1, 2)]
    host = component('host', 'demo.Host', id='host1', disks=disks)
    site = component('site', 'demo.Site', id='site1', host='host1', url='http://site.test/')
    environment = murano.environment('shop', components=[site, host])
    first = [component('site', 'demo.Site', id='site1', host='host1'), host]
    murano.deployment(environment, components=first, finished=True)
    environment.components, environment.version = [site, host], 1
    return environment


def url(environment, query=''):
    return f'{LIST}{environment.id}/topology/{query}'


def picture(client, environment, query=''):
    response = client.get(url(environment, query))
    assert response.status_code == 200
    return response.content.decode()


def cards(html):
    return re.findall('data-murano-card="([^"]*)"', html)


def test_components_and_what_they_use(alice, shop):
    html = picture(alice, shop)
    assert cards(html) == ['site1', 'host1']
    assert 'data-murano-from="site1" data-murano-to="host1"' in html
    assert '<div>Uses: host</div>' in html
    assert '>http://site.test/</text>' in html


def test_it_costs_what_the_page_of_the_environment_costs(alice, murano, shop):
    for calls in (3, 2):
        with murano.budget(calls):
            picture(alice, shop)
    with murano.budget(2):
        picture(alice, shop, '?at=host1&open=host1')


def test_parts_are_shown_on_demand(alice, shop):
    html = picture(alice, shop)
    opener = unescape(re.search(r'<a class="murano-card__parts" href="([^"]*)"', html)[1])
    assert '+ 2 parts' in html and cards(html) == ['site1', 'host1']
    html = picture(alice, shop, opener.removeprefix(url(shop)))
    assert cards(html) == ['site1', 'host1', 'disk1', 'disk2'] and '− 2 parts' in html
    assert 'data-murano-from="host1" data-murano-to="disk2"' in html


def test_what_is_selected_is_told_and_can_be_changed(alice, shop):
    html = picture(alice, shop, '?at=host1')
    told = html[html.index('class="murano-topology__selected"') :]
    assert 'Used by: site' in told and f'{LIST}{shop.id}/components/host1/' in told
    assert f'formaction="{LIST}{shop.id}/components/host1/remove/"' in told
    assert 'murano-topology__selected' not in picture(alice, shop, '?at=unknown')


def test_who_may_only_read_sees_it_and_changes_nothing(rita, shop):
    html = picture(rita, shop, '?at=host1')
    assert cards(html) == ['site1', 'host1'] and 'formaction' not in html


def test_a_draft_is_told_apart(alice, shop):
    alice.post(f'{LIST}{shop.id}/components/site1/remove/', {'confirmed': 'yes'})
    html = picture(alice, shop)
    assert re.search('class="murano-card [^"]*murano-card--removed[^>]*data-murano-card="site1"', html)


def test_a_search_shows_what_is_found_and_what_is_next_to_it(alice, murano):
    parts = [component(f'part {number}', id=f'p{number}', next=f'p{number + 1}') for number in range(10)]
    chain = murano.environment(components=parts)
    html = picture(alice, chain, '?q=Part+5')
    assert cards(html) == ['p4', 'p5', 'p6'] and '3 of 10 components' in html
    assert html.count('murano-card--found') == 1
    assert 'No component matches.' in picture(alice, chain, '?q=nothing')


def test_of_many_components_some_are_drawn_those_that_changed_first(alice, murano):
    parts = [component(f'part {number}', id=f'p{number}') for number in range(300)]
    many = murano.environment(components=parts)
    alice.post(f'{LIST}{many.id}/components/p299/remove/', {'confirmed': 'yes'})
    html = picture(alice, many)
    assert len(cards(html)) == 120 and 'p299' in cards(html) and '120 of 300 components' in html
    assert 'p250' in cards(picture(alice, many, '?at=p250'))


def test_a_search_finds_what_is_folded_into_components(alice, murano):
    def cluster(own, *names):
        nodes = [component(name, 'demo.Node', id=f'{own}-{name}', disk=component('', 'demo.Disk')) for name in names]
        return component(own, 'demo.Cluster', id=own, nodes=nodes)

    parts = [component(f'part {number}', id=f'p{number}') for number in range(200)]
    many = murano.environment(components=[*parts, cluster('first', 'red', 'blue'), cluster('second', 'green')])
    html = picture(alice, many, '?q=BLUE')
    assert cards(html) == ['first', 'first-blue'] and 'Showing 1 of 202 components' in html
    assert html.count('murano-card--found') == 2
    assert len(cards(picture(alice, many, '?q=Disk'))) == 2 + 3 + 3
    assert set(cards(picture(alice, many, '?q=blue&open=first'))) > {'first', 'first-red', 'first-blue'}


def test_the_list_has_as_many_parts_as_people_read(alice, murano):
    nodes = [[component(f'node {n} {m}', 'demo.Node', id=f'n{n}-{m}') for m in range(10)] for n in range(100)]
    many = murano.environment(components=[component(f'c {n}', id=f'c{n}', nodes=own) for n, own in enumerate(nodes)])
    html = picture(alice, many, '?open=c50')
    assert html.count('data-murano-listed="n') == 99 * 4 + 10 and html.count('and 6 more') == 99


def test_lines_that_would_make_a_web_are_counted(alice, murano):
    parts = [component(f'part {n}', id=f'p{n}', uses=[f'p{m}' for m in range(n)]) for n in range(40)]
    html = picture(alice, murano.environment(components=parts))
    assert html.count('<path class="murano-wire"') == 400 and '380 lines are left out' in html


def test_hostile_names_are_text(alice, murano):
    hostile = murano.environment(components=[component(HOSTILE, id='p1', inner=component(HOSTILE, id='p2'))])
    for address in (url(hostile, '?open=p1&at=p1'), f'{LIST}{hostile.id}/topology.svg?open=p1'):
        html = alice.get(address).content.decode()
        assert '&lt;/svg&gt;&lt;script&gt;{{ 7*7 }} {$ 1 $}' in html
        assert '</svg><script>' not in html and '&amp;lt;' not in html


def test_an_empty_environment(alice, murano):
    html = picture(alice, murano.environment())
    assert 'No components yet.' in html and '<svg class="murano-topology__picture"' not in html


def test_scripts_get_the_part_without_the_page(alice, shop):
    response = alice.get(url(shop), headers={'X-Requested-With': 'XMLHttpRequest'})
    assert '<html' not in response.content.decode() and cards(response.content.decode()) == ['site1', 'host1']
    assert 'X-Requested-With' in response['Vary']


def test_the_file_is_an_svg_without_addresses_of_logos(alice, shop):
    response = alice.get(f'{LIST}{shop.id}/topology.svg?open=host1')
    assert (
        response['Content-Type'] == 'image/svg+xml; charset=utf-8' and 'topology.svg' in response['Content-Disposition']
    )
    text = response.content.decode()
    assert text.startswith('<svg ') and cards(text) == ['site1', 'host1', 'disk1', 'disk2'] and '<image' not in text


@pytest.mark.parametrize('name', ['topology.svg?open=p1', 'file/download/', 'log/', 'log/?format=json'])
def test_files_of_unprintable_names_can_be_read(alice, murano, name):
    shop = murano.environment(UNPRINTABLE, components=[component(UNPRINTABLE, id='p1', note=UNPRINTABLE)])
    task = murano.deployment(shop, components=shop.components, reports=[(UNPRINTABLE, 'info', 'p1')], finished=True)
    place = f'deployments/{task.id}/{name}' if name.startswith('log') else name
    content = alice.get(f'{LIST}{shop.id}/{place}').content
    if '.svg' in name:
        assert 'a\ufffdb\ufffdc\ufffdd\ufffde' in ''.join(ElementTree.fromstring(content).itertext())  # noqa: S314  our own file
    elif 'file' in name:
        assert yaml.safe_load(content)['environment']['name'] == UNPRINTABLE
    elif 'json' in name:
        assert json.loads(content)['environment']['name'] == UNPRINTABLE
    else:
        assert not re.search('[\x00-\x08\x0b-\x1f\x7f-\x9f]', content.decode())


def test_what_runs_is_asked_for_where_its_own_page_asks(alice, murano, shop):
    running = murano.deployment(shop, components=shop.components)
    shop.status = 'deploying'
    html = picture(alice, shop)
    assert f'data-murano-topology-live="{LIST}{shop.id}/deployments/{running.id}/live/"' in html
