"""What the real engine has deployed, as a file; the file into the same environment, and into another one."""

import pytest
import yaml

from murano_panel.api import environments
from tests.cloud.conftest import named
from tests.support.pages import form, shown
from tests.support.real import request_of, wait_for_end

pytestmark = pytest.mark.cloud

URL = '/app-catalog/environments/'
SECRET = 'An0ther!one'


def written(client, environment):
    return client.get(f'{URL}{environment.id}/file/download/').content.decode()


def test_there_and_back_and_to_another_one(alice, running, made):
    request, text = request_of(alice), written(alice, running)
    assert '0ld-S3cret!' not in text and not any(item['?']['id'] in text for item in running.components)

    there = alice.post(f'{URL}import/', {'text': text, 'target': running.id})
    assert 'the environment is like the file already' in shown(there)
    form(there, 'Put into my draft').submit(alice, 'Put into my draft')
    assert environments.get(request, running.id).status == 'ready'

    new = text.replace(f'name: {running.name}', f'name: {running.name} again', 1).replace('port: 8080', 'port: 8181')
    new = new.replace('\npackages:\n', '\n  metadata:\n    owner: me\npackages:\n', 1)
    page = alice.post(f'{URL}import/', {'text': new, 'target': ''})
    [asked] = [field for field in form(page, 'Create environment').fields if field.startswith('secret:')]
    begun = form(page, 'Create environment').submit(alice, 'Create environment', **{asked: SECRET})
    made.append(begun.url.rstrip('/').rpartition('/')[2])
    form(alice.get(begun.url), 'Deploy').submit(alice, 'Deploy')
    ended = wait_for_end(request, made[0])

    assert ended.status == 'ready' and ended.name == f'{running.name} again'
    before, after = named(running.components), named(ended.components)
    assert before.keys() == after.keys()
    assert (after['web']['port'], after['shop']['adminPassword']) == (8181, SECRET)
    assert after['web']['host'] == after['docker host']['?']['id'] != before['docker host']['?']['id']
    # Whatever the engine has given out and written into headers since: the same text, but for what was changed.
    assert yaml.safe_load(written(alice, ended)) == yaml.safe_load(new)
    assert before == named(environments.get(request, running.id).components)
