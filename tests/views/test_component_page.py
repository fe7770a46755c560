"""The page of one component."""

import re

import pytest

from tests.support.fake_murano import component
from tests.support.pages import shown


@pytest.fixture()
def shop(murano):
    """A deployed site on a host; the engine has given the site an address."""
    host = component('host', 'demo.Host', id='host1', size='small')
    site = component('site', 'demo.Site', id='site1', host='host1', port=80, adminPassword='s3cret', pin='1234')
    site['?']['metadata'] = {
        'murano_panel': {
            'version': 1,
            'package': 'demo.Site',
            'secrets': ['pin'],
            'labels': {'port': 'Port of the site'},
        }
    }
    environment = murano.environment('shop', components=[host, site])
    murano.deployment(
        environment, finished=True, reports=[('Creating it', 'info', 'site1'), ('Not about it', 'info', 'host1')]
    )
    environment.components = [host, {**site, 'url': 'http://192.0.2.1/', 'seen': 7}]
    return environment


def url(environment, component_id='site1'):
    return f'/app-catalog/environments/{environment.id}/components/{component_id}/'


def settings_of(answer):
    [found] = re.findall('(?s)<dl class="murano-settings">(.*?)</dl>', answer.content.decode())
    return found


def test_it_tells_settings_addresses_neighbours_and_lines_in_three_calls(rita, murano, shop):
    with murano.budget(3):
        answer = rita.get(url(shop))
    text, settings = shown(answer), settings_of(answer)
    assert '80' in settings and 'host' in settings
    assert 'http://192.0.2.1/' in text and 'http://192.0.2.1/' not in settings and 'seen' not in settings.lower()
    assert url(shop, 'host1') in answer.content.decode()
    assert 'Creating it' in text and 'Not about it' not in text
    assert 'Last deployment #1' in text


def test_settings_stand_in_the_order_of_the_form_and_lead_to_components(alice, shop):
    kept = shop.components[1]['?']['metadata']['murano_panel']
    kept['labels'] = {'port': 'Port of the site', 'pin': 'Code', 'host': 'Runs on'}
    settings = settings_of(alice.get(url(shop)))
    found = re.findall('<dt[^>]*>(.*?)</dt>', settings)
    assert found[:3] == ['Port of the site', 'Code', 'Runs on']
    assert f'<a href="{url(shop, "host1")}">host</a>' in settings


def test_what_uses_it_is_linked(alice, shop):
    used_by = alice.get(url(shop, 'host1')).content.decode().split('id="component-used-by"')[1].split('</section>')[0]
    assert url(shop) in used_by


def test_secrets_stay_masked(alice, shop):
    html = alice.get(url(shop)).content.decode()
    assert 's3cret' not in html and '1234' not in html and html.count('••••••') == 2


def test_a_reader_reads_it_and_is_told_why_nothing_more(rita, shop):
    html = rita.get(url(shop)).content.decode()
    assert 'only lets you look' in html and html.count(' disabled') >= 2
    assert f'/components/{shop.components[1]["?"]["id"]}/remove/' not in html


def test_with_a_draft_it_shows_what_that_changes_in_three_calls(alice, murano, shop):
    alice.post(url(shop, 'host1') + 'remove/', {'confirmed': 'yes'})
    session = next(
        item for item in murano.sessions.values() if item.user_id == alice.person.id and item.state == 'opened'
    )
    session.components = [{**shop.components[1], 'port': 8080}]
    with murano.budget(3):
        text = shown(alice.get(url(shop)))
    assert 'Changed in your draft, not deployed yet' in text and '80 8080' in text
    assert 'refers to a component that is being removed' in text
    # What the draft removes can still be read, and has no buttons.
    gone = alice.get(url(shop, 'host1')).content.decode()
    assert 'small' in gone and 'components/host1/remove/' not in gone


def test_a_component_that_was_never_deployed(alice, murano):
    environment = murano.environment(components=[component('new', id='new1', port=1)], version=0)
    with murano.budget(1):
        text = shown(alice.get(url(environment, 'new1')))
    assert 'Settings' in text and 'Newest lines' not in text


def test_while_a_deployment_runs_it_costs_three_calls(alice, murano, shop):
    murano.deployment(shop)
    with murano.budget(3):
        assert 'The whole log of #2' in shown(alice.get(url(shop)))


def test_what_is_not_there_is_not_found(alice, shop):
    assert alice.get(url(shop, 'nothing1')).status_code == 404


def test_hostile_words_are_only_text(alice, murano):
    evil = '</script><b>{$ 7*7 $}'
    odd = component(evil, f'demo.{evil}', id='odd1', **{evil: evil, 'url': 'javascript:alert(1)'})
    environment = murano.environment(components=[odd])
    murano.deployment(environment, finished=True, reports=[(evil, 'info', 'odd1')])
    html = alice.get(url(environment, 'odd1')).content.decode()
    ours = html[html.index('<main>') : html.index('</main>')]
    assert '<b>' not in ours and 'href="javascript' not in ours and '{$ 7*7 $}' in ours


@pytest.mark.parametrize('place', ['', 'deployments/'])
def test_names_lead_to_it(alice, murano, shop, place):
    page = f'/app-catalog/environments/{shop.id}/'
    if place:
        page += f'deployments/{next(iter(murano.tasks))}/'
    assert f'href="{url(shop)}"' in alice.get(page).content.decode()
