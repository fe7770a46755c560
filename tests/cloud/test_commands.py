"""The commands that a page shows are run, and make the same model as the page's draft."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from murano_panel.api import deployments, drafts, environments, packages
from murano_panel.domain import commands
from murano_panel.domain.model.object_model import without_status
from murano_panel.drafts import cookie
from tests.support.real import SAMPLES, component, deploy, request_of, wait_for_end

pytestmark = pytest.mark.cloud

URL = '/app-catalog/environments/'
HOSTILE = "'; $(id) `id`\nEND_OF_CHANGES\n''' \\ {$ 7*7 $}"
HOSTILE_LINE = HOSTILE.replace('\n', ' ')
# At the end of a script: the session that it has opened.
TELL = {
    commands.OPENSTACK: 'echo "=$SESSION="',
    commands.CURL: 'echo "=$SESSION="',
    commands.PYTHON: 'print(f"={session}=")',
}


@pytest.fixture()
def drafted(alice, environment):
    """A deployed component is changed, one is removed, one is added, and so is the metadata of the environment.

    The environment as Alice's draft sees it.
    """
    asking = request_of(alice)
    stays, goes = site('stays'), site('goes')
    first = drafts.open(asking, environment.id)
    drafts.replace_components(asking, first, [stays, goes])
    noted = {'op': 'add', 'path': '/?/metadata', 'value': {'team': 'web', 'done': 'yes'}}
    drafts.change_environment(asking, first, [noted])
    drafts.deploy(asking, first)
    wait_for_end(asking, environment.id)
    notes = {'key': ['team', 'note'], 'value': ['shop', HOSTILE_LINE]}
    assert alice.post(f'{URL}{environment.id}/metadata/', notes).status_code == 302
    assert alice.post(f'{URL}{environment.id}/components/{goes["?"]["id"]}/remove/').status_code == 302
    asking.COOKIES = {name: found.value for name, found in alice.cookies.items()}
    draft = cookie.read(asking, environment.id)
    [stays] = environments.get(asking, environment.id, session_id=draft.session_id).components
    drafts.replace_components(asking, draft, [without_status(stays) | {'port': 8081}, site('comes', HOSTILE)])
    return environments.get(asking, environment.id, session_id=draft.session_id)


def site(label, title='A site'):
    return component('StaticSite', label=label, siteTitle=title)


def run(tool, folder, text, urls):
    """What the script prints, as Alice."""
    program = [sys.executable] if tool == commands.PYTHON else ['/bin/sh', '-e']
    login = {
        'OS_AUTH_URL': urls['keystone'],
        'OS_USERNAME': 'alice',
        'OS_PASSWORD': 'demo',
        'OS_PROJECT_NAME': 'demo',
        'OS_USER_DOMAIN_ID': 'default',
        'OS_PROJECT_DOMAIN_ID': 'default',
        'OS_IDENTITY_API_VERSION': '3',
        'PATH': f'{Path(sys.executable).parent}:{os.environ["PATH"]}',
    }
    done = subprocess.run(
        program, input=text, text=True, env=login, cwd=folder, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize('tool', commands.TOOLS)
def test_they_make_the_same_model_as_the_draft(alice, drafted, cloud_urls, tmp_path, tool):
    page = alice.get(f'{URL}{drafted.id}/commands/', {'tool': tool})
    changes, _deploying, looking, listing = [item.text for item in page.context['scripts']]
    told = run(tool, tmp_path, f'{changes}\n{TELL[tool]}\n{looking}\n{listing}', cloud_urls)
    session = re.search('=([0-9a-f]{32})=', told)[1]
    made = environments.get(request_of(alice), drafted.id, session_id=session)
    assert list(map(without_status, made.components)) == list(map(without_status, drafted.components))
    own = environments.model(request_of(alice), drafted.id, session_id=session).own
    assert own['?']['metadata'] == {'team': 'shop', 'note': HOSTILE_LINE}
    assert drafted.name in told


def test_they_deploy(alice, drafted, cloud_urls, tmp_path):
    # To such a key Murano cannot read a pointer.
    alice.post(f'{URL}{drafted.id}/metadata/', {'key': ['team', 'a/b~c'], 'value': ['shop', 'x']})
    page = alice.get(f'{URL}{drafted.id}/commands/')
    run(commands.OPENSTACK, tmp_path, ''.join(item.text for item in page.context['scripts'][:2]), cloud_urls)
    ended = wait_for_end(request_of(alice), drafted.id)
    assert ended.status == 'ready'
    assert [item['port'] for item in ended.components] == [8081, 8080]
    assert environments.model(request_of(alice), drafted.id).own['?']['metadata'] == {
        'team': 'shop',
        'a/b~c': 'x',
    }


def test_of_a_deployment_they_show_it_its_result_and_its_log(alice, environment, cloud_urls, tmp_path):
    asking = request_of(alice)
    deploy(asking, environment.id, site('shown'))
    wait_for_end(asking, environment.id)
    [deployed] = deployments.list_for(asking, environment.id)
    for tool in commands.TOOLS:
        page = alice.get(f'{URL}{environment.id}/deployments/{deployed.id}/commands/', {'tool': tool})
        assert page.status_code == 200
        told = run(tool, tmp_path, '\n'.join(item.text for item in page.context['scripts']), cloud_urls)
        assert 'isException' in told and 'Deployment finished' in told and 'success' in told


def test_of_an_application_they_show_it_and_fetch_it(alice, cloud_urls, tmp_path):
    [package] = packages.by_class_name(request_of(alice), SAMPLES + 'StaticSite')
    for tool in commands.TOOLS:
        page = alice.get(f'/app-catalog/catalog/{package.id}/commands/', {'tool': tool})
        told = run(tool, tmp_path, '\n'.join(item.text for item in page.context['scripts']), cloud_urls)
        assert package.fqn in told and 'siteTitle' in told
        assert zipfile.is_zipfile(tmp_path / 'package.zip')
        (tmp_path / 'package.zip').unlink()
