"""What comes after the first deployment: going back, and failures that only time, or somebody's hand, brings."""

import re

import pytest

from murano_panel.api import deployments, environments
from murano_panel.domain.model import networks
from murano_panel.domain.state import advice
from tests.full.scenes import app, delete, end, new_name, reason, run, server
from tests.support.archives import application
from tests.support.pages import form, shown
from tests.support.real import deploy_changed
from tests.support.second_murano import SecondMurano
from tests.support.uploads import uploaded

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]

# Waits for the agent inside of its server, where nobody is.
CLASS = """
Namespaces: {'=': example, std: io.murano, res: io.murano.resources}
Name: Agented
Extends: std:Application
Properties: {instance: {Contract: $.class(res:Instance).notNull()}}
Methods:
  deploy:
    Body:
      - $.instance.deploy()
      - $.instance.agent.waitReady(2)
"""


def advised(client, asking, environment) -> str:
    """The page of the newest deployment, which failed."""
    newest = deployments.list_for(asking, environment.id)[0]
    return shown(client.get(f'/app-catalog/environments/{environment.id}/deployments/{newest.id}/'))


def test_servers_survive_going_back(alice, asking, environment, project):
    """A setting is changed, deployed, and set back: it is the same server all the time."""
    host = app('ContainerHost', instance=server('keeper', project.image('container-host')))
    web = app('Container', label='web', host=host['?']['id'], image='web:1')
    run(asking, environment, host, web)
    before = project.servers()['keeper']
    deploy_changed(asking, environment.id, web['?']['id'], image='web:2')
    first = deployments.list_for(asking, environment.id)[-1]
    page = f'/app-catalog/environments/{environment.id}/'
    answer = alice.get(f'{page}deployments/{first.id}/restore/')
    answer = form(answer, 'Put into a draft').submit(alice, 'Put into a draft')
    assert answer.url == page
    there = form(alice.get(page), 'Deploy').submit(alice, 'Deploy').url
    done = end(asking, environment)
    assert done.status == 'ready' and 'Restored #1' in shown(alice.get(there))
    carrier, container = done.components
    assert container['image'] == 'web:1' and carrier['containers'] == {'web': 'web:1'}
    after = project.servers()['keeper']
    assert (after['id'], after['created']) == (before['id'], before['created'])
    assert carrier['instance']['openstackId'] == before['id']


@pytest.fixture()
def with_agents(full_cloud, tmp_path):
    """A Murano whose engine talks to agents, through the cloud's RabbitMQ; that of the demo does not."""
    bus = re.search(r'rabbit://(\w+):([^@]+)@([\d.]+):(\d+)', (full_cloud.state / 'heat' / 'heat.conf').read_text())
    login, password, host, port = bus.groups()
    murano = SecondMurano(
        full_cloud.state,
        tmp_path,
        '[engine]\ndisable_murano_agent = false\n'
        f'[rabbitmq]\nhost = {host}\nport = {port}\nlogin = {login}\npassword = {password}\nvirtual_host = /\n',
    )
    murano.start()
    yield murano
    murano.kill()


def test_an_agent_that_never_answers(alice, asking, environment, project, with_agents, settings):
    with uploaded(alice, with_agents.url, {**application('Agented'), 'Classes/Web.yaml': CLASS}):
        settings.MURANO_PANEL = {'API_URL': with_agents.url}
        component = app('Agented', instance=server('deaf', project.image()))
        component['?']['type'] = 'example.Agented'
        assert run(asking, environment, component).status == 'deploy failure'
        assert 'did not respond within 2 seconds' in reason(asking, environment)
        assert 'a server without a way to the message bus' in advised(alice, asking, environment)
        settings.MURANO_PANEL = {}
        # As long as its class is there.
        delete(asking, environment.id)


def test_a_trust_that_was_revoked(alice, asking, environment, project):
    run(asking, environment, app('Server', instance=server('trusty', project.image())))
    project.revoke_trusts()
    assert run(asking, environment).status == 'deploy failure'
    assert advice.cause(reason(asking, environment)) == 'login'
    assert 'Create the environment anew' in advised(alice, asking, environment)
    # Without it Murano cannot delete anything, either.
    project.delete_stack(project.stacks()[0])
    environments.abandon(asking, environment.id)


@pytest.fixture()
def small_network(project):
    """(its id, that of its subnet)."""
    with project.small_network() as ids:
        yield ids


def test_a_network_without_a_router_and_without_addresses(small_network, alice, asking, to_delete, project):
    """One address in all: the first server takes it, and gets no floating one; for the second there is none left."""
    for is_floating, cause in ((True, 'router'), (False, 'addresses')):
        made = environments.create(asking, name=new_name(), networks=networks.existing(*small_network))
        to_delete.append(made.id)
        wanted = server(cause, project.image(), assignFloatingIp=is_floating)
        assert run(asking, made, app('Server', instance=wanted)).status == 'deploy failure'
        assert advice.cause(reason(asking, made)) == cause
        assert 'choose another network' in advised(alice, asking, made).lower()
