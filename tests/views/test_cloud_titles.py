"""What was chosen from the cloud is called as the form showed it, wherever it is told later: nobody reads ids."""

import html
import json
import re

import pytest

from murano_panel.api.cloud import CloudServices
from murano_panel.domain.cloud import Flavor, Found, Image, Network, Subnet
from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.form_client import Form
from tests.views.test_edit_form import Edit
from tests.views.test_environment_page import page, url

UBUNTU, DEBIAN, NET, SUBNET = (f'{number}' * 8 + '-1111-4111-8111-111111111111' for number in range(4))
UI = """
Version: 2.3
Templates:
  node: {?: {type: demo.Node}, image: $.main.image}
Application:
  ?: {type: demo.Web}
  port: $.main.port
  instance:
    ?: {type: demo.Server}
    flavor: $.main.flavor
    image: $.main.image
    net: $.main.network[0]
  join: $.main.network
  nodes: repeat($node, 2)
Forms:
  - main:
      fields:
        - {name: port, type: integer, label: Port}
        - {name: flavor, type: flavor, label: Size}
        - {name: image, type: image, label: System}
        - {name: network, type: network, label: Network}
"""
TYPED = {'s0-port': '80', 's0-flavor': 'f1', 's0-image': UBUNTU, 's0-network': f'{NET}/{SUBNET}'}
TITLES = ('m1.tiny (1 vCPU, 512 MB RAM, 1 GB disk)', 'Ubuntu 22.04', 'lan: 10.0.0.0/24 sub')


@pytest.fixture(autouse=True)
def cloud(monkeypatch):
    offered = {
        'flavors': (Flavor('f1', 'm1.tiny', 1, 512, 1), Flavor('f2', 'm1.big', 2, 2048, 9)),
        'images': (
            Image(UBUNTU, 'u', 'active', 'linux', 'Ubuntu 22.04'),
            Image(DEBIAN, 'd', 'active', 'linux', 'Debian 12'),
        ),
        'networks': (Network(NET, 'lan', False, (Subnet(SUBNET, 'sub', '10.0.0.0/24'),)),),
    }
    for name, items in offered.items():
        monkeypatch.setattr(CloudServices, name, lambda self, region, items=items: Found(items))


@pytest.fixture()
def added(alice, murano):
    environment = murano.environment('shop')
    form = Form(alice, murano.package('demo.Web', name='Web', ui=UI), environment).press('next-0', **TYPED)
    assert not form.errors
    form.press('next-1', **{'s1-application_name': 'web'}).press('add-2')
    return environment


def made(murano, environment):
    [session] = murano.sessions_of(environment.id)
    return session.components[-1]


def settings(client, environment, own_id):
    """{label: value} on the page of a component."""
    text = client.get(url(environment, f'components/{own_id}/')).content.decode()
    # Above it may stand what a draft changes.
    found = re.findall('(?s)<dl class="murano-settings">(.*?)</dl>', text)[-1]
    return dict(
        tuple(html.unescape(' '.join(re.sub('<[^>]*>', ' ', part).split())) for part in pair)
        for pair in re.findall('(?s)<dt[^>]*>(.*?)</dt><dd>(.*?)</dd>', found)
    )


def test_the_component_tells_titles_and_keeps_ids_on_hover(alice, murano, added):
    own = made(murano, added)
    assert own['instance']['image'] == UBUNTU and own['join'] == [NET, SUBNET]
    told = settings(alice, added, own['?']['id'])
    assert (told['Size'], told['System'], told['Network']) == TITLES
    # Also where the form cannot say which of its fields it follows from.
    assert told['Nodes 1 › Image'] == told['Nodes 2 › Image'] == 'Ubuntu 22.04'
    text = shown(alice.get(url(added, f'components/{own["?"]["id"]}/')))
    assert not any(found in text for found in (UBUNTU, NET, SUBNET))


def test_an_edit_tells_both_titles_and_keeps_the_others(alice, murano, added):
    own = made(murano, added)
    added.components = [own]
    murano.sessions.clear()
    form = Edit(alice, added, own['?']['id']).press('to-0-2', **{**TYPED, 's0-image': DEBIAN})
    changes = form.text.split('In the object model')[0]
    assert 'Ubuntu 22.04' in changes and 'Debian 12' in changes
    form.press('add-2')
    draft = page(alice, added).split('class="murano-draft__lines"')[1].split('</ul>')[0]
    assert 'Ubuntu 22.04' in draft and 'Debian 12' in draft
    told = settings_of_draft(murano, added)
    assert UBUNTU not in json.dumps(told) and told['']  # what is gone is not kept
    assert told['instance.flavor'] == {'m1.tiny': TITLES[0]}


def settings_of_draft(murano, environment):
    return made(murano, environment)['?']['metadata']['murano_panel']['choices']


def test_steps_that_were_not_looked_at_keep_their_titles(alice, murano, added):
    own = made(murano, added)
    added.components = [own]
    murano.sessions.clear()
    before = own['?']['metadata']['murano_panel']['choices']
    form = Edit(alice, added, own['?']['id']).press('to-1-2', **{'s1-application_name': 'web2'})
    form.press('add-2')
    assert settings_of_draft(murano, added) == before


@pytest.fixture()
def by_other_means(murano):
    """Made without words, of a class without a form."""
    murano.package('demo.Plain', name='Plain server')
    server = {
        'properties': {
            'flavor': {'type': 'string', 'title': 'Size'},
            'image': {'type': 'string'},
            'note': {'type': 'string'},
        }
    }
    linux = 'io.murano.resources.LinuxInstance'
    own = {'properties': {'server': {'type': 'muranoObject', 'muranoType': linux, 'owned': True, 'title': 'Server'}}}
    for name, schema in (('demo.Plain', own), (linux, server)):
        murano.fail('GET', f'/schemas/{name}', status=200, body=json.dumps({'': schema}))
    vm = {'?': {'id': 'vm', 'type': linux}, 'flavor': 'm1.tiny', 'image': UBUNTU, 'note': 'x'}
    return murano.environment('shop', components=[component('plain', 'demo.Plain', id='p', server=vm)])


def test_a_form_of_a_class_gives_words_to_what_had_none(alice, murano, by_other_means):
    assert settings(alice, by_other_means, 'p') == {'Server': 'LinuxInstance', 'Server › Flavor': 'm1.tiny'} | {
        'Server › Image': UBUNTU,
        'Server › Note': 'x',
    }
    form = Edit(alice, by_other_means, 'p')
    inputs = {name: form.value(name) for name in re.findall('name="(s0-[^"]+)"', form.text)}
    form.press('to-0-2', **{**inputs, 's0-server.note': 'y'}).press('add-2')
    told = settings(alice, by_other_means, 'p')
    assert told['Server › Size'] == TITLES[0] and told['Server › Image'] == 'Ubuntu 22.04'
    assert 'Plain server' in shown(alice.get(url(by_other_means, 'components/p/')))


def test_a_choice_that_was_left_open_is_no_answer_in_the_review(alice, murano):
    """What asks to choose is not what was chosen."""
    ui = """
Version: 2
Application:
  ?: {type: demo.Open}
  image: $.main.image
Forms:
  - main:
      fields:
        - {name: image, type: image, label: System, required: false}
        - {name: key, type: keypair, label: Key, required: false}
"""
    form = Form(alice, murano.package('demo.Open', name='Open', ui=ui), murano.environment('shop'))
    assert 'Select an image' in form.text
    assert form.press('next-0', **{'s0-image': '', 's0-key': ''}).step == 'Review', form.errors
    assert 'Select an image' not in form.text
