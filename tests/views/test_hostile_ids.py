"""Models and answers whose ids cannot stand in an address: pages tell what there is, without leading there."""

import pytest

from tests.support.fake_murano import component
from tests.views.addresses import ADDRESSES

# A slash, nothing but blanks, no ASCII, very long, and what means something in HTML and in paths.
ODD = ['a/b', ' ', 'ä', 'x' * 300, '<b>"', '..', '%2F', '?q=1#x', '-', 'a\nb']
PAGES = [
    address
    for address in ADDRESSES
    if (address.of_environment or address.of_blueprint)
    and address.get
    and not address.arguments & {'component_id', 'object_id', 'package_id'}
]


def parts():
    made = []
    for number, own_id in enumerate(ODD):
        inner = {'?': {'id': f'{own_id}i', 'type': 'io.murano.resources.LinuxInstance'}, 'name': f'vm{number}'}
        inner |= {'openstackId': f'{own_id}o', 'floatingIpAddress': '203.0.113.5', 'ipAddresses': ['203.0.113.5']}
        made.append(component(f'part {number}', id=own_id, instance=inner, host=ODD[number - 1]))
        made[-1]['?']['_actions'] = {f'{own_id}_go': {'name': 'go', 'title': 'Go', 'enabled': True}}
    return made


@pytest.fixture()
def scene(alice, murano, ids):
    """An environment with such components, deployed twice, a draft that adds, changes and removes some; a blueprint."""
    environment = murano.environments[ids['environment_id']]
    before = parts()
    first = murano.deployment(environment, components=before[:5], reports=[('x', 'info', 'a/b')], finished=True)
    second = murano.deployment(environment, reports=[('x', 'error', 'ä')], failure='it broke', components=before)
    environment.components = [component('gone', id='gone1')]
    url = f'/app-catalog/environments/{environment.id}/'
    assert alice.post(f'{url}components/gone1/remove/', {'confirmed': 'yes'}).status_code == 302
    [session] = murano.sessions_of(environment.id)
    environment.components = before
    session.components = [{**item, 'port': number} for number, item in enumerate(parts()[2:])]
    session.components += [component('new', id='new/1'), component('two', id='new/2', host='a/b')]
    blueprint = murano.blueprint('odd', components=parts())
    return {**ids, 'blueprint_id': blueprint['id'], 'deployment_id': second.id, 'earlier_id': first.id}


@pytest.mark.parametrize('address', PAGES, ids=lambda address: address.name)
def test_every_page_of_an_environment(alice, scene, address):
    answer = alice.get(address.url(scene))
    # A deployment that failed has no result; nothing can be gone back to, or saved, of such models, which is said.
    assert answer.status_code in (200, 409, 422, *([404] if address.kind == 'file' else []))


def test_what_has_no_address_is_told_and_cannot_be_changed_here(alice, scene):
    url = f'/app-catalog/environments/{scene["environment_id"]}/'
    for page in (alice.get(url), alice.get(f'{url}review/')):
        text = page.content.decode()
        assert 'part 3' in text and 'part 0' in text and 'Its id cannot stand in an address' in text
    assert '<span class="murano-name">part 3</span>' in text and 'name="property"' not in text
