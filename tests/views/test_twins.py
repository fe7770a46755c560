"""Components of one name are told apart wherever they are named."""

import html
import json
import re

import pytest
from django.http import HttpResponse

from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.test_environment_page import page, remove, url

OLD, NEW = 'web (11111111)', 'web (22222222)'
ids = {OLD: '1' * 32, NEW: '2' * 32}


@pytest.fixture()
def twins(murano):
    """Two sites of one name that another component uses, and what has been deployed of them."""
    first, second = (component('web', 'demo.Site', id=own_id) for own_id in ids.values())
    user = component('proxy', 'demo.Proxy', id='p', backends=list(ids.values()))
    environment = murano.environment('shop', components=[first, second, user])
    murano.deployment(
        environment, finished=True, reports=[(f'Line of {name}', 'info', own_id) for name, own_id in ids.items()]
    )
    return environment


def table(client, environment, heading):
    text = client.get(url(environment)).content.decode()
    return shown(HttpResponse(text.split(f'id="{heading}"')[1].split('</section>')[0]))


def test_on_the_page_of_the_environment(alice, twins):
    rows = table(alice, twins, 'components')
    assert rows.count(OLD) == rows.count(NEW) == 2  # their own names, and what the proxy uses
    assert f'{OLD} , {NEW}' in table(alice, twins, 'deployments')


def test_on_the_pages_of_components(alice, twins):
    own = alice.get(url(twins, f'components/{ids[NEW]}/')).content.decode()
    assert f'<title>{NEW}' in own
    using = shown(alice.get(url(twins, 'components/p/')))
    assert using.count(OLD) == using.count(NEW) == 2  # what is set, and what it uses


def test_in_a_draft_and_what_it_asks(alice, murano, twins):
    asking = html.unescape(alice.post(url(twins, f'components/{ids[OLD]}/remove/')).content.decode())
    assert f'Remove "{OLD}"? Used by "proxy"' in asking
    remove(alice, twins, ids[OLD])
    (session,) = murano.sessions_of(twins.id)
    session.components.append(component('web', 'demo.Site', id='3' * 32))
    draft = page(alice, twins).split('class="murano-draft__lines"')[1].split('</ul>')[0]
    assert OLD in draft and 'web (33333333)' in draft


def test_in_the_forms_that_edit_them(alice, murano, twins):
    murano.package('demo.Site', name='Site')
    schema = {'': {'type': 'object', 'properties': {'size': {'type': 'string'}}}}
    murano.fail('GET', '/schemas/demo.Site', status=200, body=json.dumps(schema))
    assert f'Edit {NEW}' in shown(alice.get(f'/app-catalog/catalog/edit/{twins.id}/{ids[NEW]}/'))


def test_on_the_page_of_a_deployment_and_in_its_log(alice, murano, twins):
    (task,) = murano.tasks.values()
    text = alice.get(url(twins, f'deployments/{task.id}/')).content.decode()
    data = json.loads(re.search('<script id="murano-deployment-data"[^>]*>(.*?)</script>', text)[1])
    assert {data['names'][own_id] for own_id in ids.values()} == {OLD, NEW}
    assert f'<span class="murano-line__name">{OLD}</span>' in text
    log = alice.get(url(twins, f'deployments/{task.id}/log/')).content.decode()
    assert f'[{OLD}] Line of {OLD}' in log and f'[{NEW}] Line of {NEW}' in log


def test_in_the_history(alice, murano, twins):
    task = murano.deployment(twins, action='backup')
    task.action['object_id'] = ids[NEW]
    murano.end(task)
    text = shown(alice.get('/app-catalog/deployments/'))
    assert f'{OLD} , {NEW}' in text and f'of {NEW}' in text


@pytest.mark.parametrize('name', ['delete', 'abandon'])
def test_in_what_goes_with_the_environment(alice, twins, name):
    text = shown(alice.get(url(twins, f'{name}/')))
    assert OLD in text and NEW in text
