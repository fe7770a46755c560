"""Packages of versions, on the real engine: deployed, edited and deployed again, replaced by another version."""

import contextlib
import uuid

import pytest
import requests

from murano_panel.api import environments
from tests.support.archives import application, zipped
from tests.support.pages import form, shown
from tests.support.real import request_of, wait_for_end

pytestmark = pytest.mark.cloud
URL = '/app-catalog/'
FORM = """
Version: 2
Application:
  "?": {{type: {fqn}}}
  name: $.f.name
Forms:
  - f:
      fields:
        - {{name: name, type: string, initial: n}}
"""


@pytest.fixture()
def fqn():
    return f'example.V{uuid.uuid4().hex[:10]}'


@pytest.fixture()
def upload(alice, cloud_urls):
    """upload(files) → the package's id; the one before is deleted."""
    address = f'{cloud_urls["murano"]}/v1/catalog/packages'
    token = {'X-Auth-Token': request_of(alice).user.token.id}
    there = []

    def send(files):
        while there:
            requests.delete(f'{address}/{there.pop()}', headers=token, timeout=60).raise_for_status()
        answer = requests.post(address, headers=token, files={'file': zipped(files)}, timeout=60)
        assert answer.status_code == 200, answer.text
        there.append(answer.json()['id'])
        return there[0]

    yield send
    for package_id in there:
        with contextlib.suppress(requests.RequestException):
            requests.delete(f'{address}/{package_id}', headers=token, timeout=60)


def files(fqn, version, *, with_form):
    name = fqn.rpartition('.')[2]
    found = application(name, **{'Version': version, **({'UI': 'ui.yaml'} if with_form else {})})
    found['Classes/Web.yaml'] += (
        'Properties: {name: {Contract: $.string()}}\n'
        'Methods:\n  deploy:\n    Body:\n'
        "      - $.find(std:Environment).require().reporter.report($this, 'Done')\n"
    )
    return {**found, **({'UI/ui.yaml': FORM.format(fqn=fqn)} if with_form else {})}


def add(client, package_id, environment, *, last):
    """Presses Next until the review, and adds."""
    answer = client.get(f'{URL}catalog/{package_id}/add/{environment.id}/')
    for _step in range(last):
        answer = form(answer, 'Next').submit(client, 'Next')
    assert form(answer, 'Add to draft').submit(client, 'Add to draft').status_code == 302


def deploy(client, environment):
    page = f'{URL}environments/{environment.id}/'
    answer = form(client.get(page), 'Deploy').submit(client, 'Deploy')
    return answer, wait_for_end(request_of(client), environment.id)


@pytest.mark.parametrize('with_form', [True, False])
def test_a_form_that_gives_no_version_is_deployed_and_edited(alice, environment, upload, fqn, with_form):
    package_id = upload(files(fqn, '1.2.0', with_form=with_form))
    add(alice, package_id, environment, last=1 if with_form else 2)
    _answer, ended = deploy(alice, environment)
    assert ended.status == 'ready' and ended.components[0]['?']['type'] == f'{fqn}/1.2.0@{fqn}'
    url = f'{URL}catalog/edit/{environment.id}/{ended.components[0]["?"]["id"]}/'
    answer = alice.get(url)
    review = f'to-0-{1 if with_form else 2}'
    answer = form(answer, review).submit(alice, review, name='other')
    assert form(answer, 'Save in draft').submit(alice, 'Save in draft').status_code == 302
    _answer, ended = deploy(alice, environment)
    assert ended.status == 'ready' and ended.components[0]['name'] == 'other'


def test_a_draft_whose_package_was_replaced_is_deployed_with_the_new_one(alice, environment, upload, fqn):
    add(alice, upload(files(fqn, '1.2.0', with_form=True)), environment, last=1)
    upload(files(fqn, '2.0.0', with_form=True))
    _answer, ended = deploy(alice, environment)
    assert ended.status == 'ready' and ended.components[0]['?']['type'] == f'{fqn}/2.0.0@{fqn}'


def test_a_package_replaced_under_what_is_deployed_locks_nothing(alice, environment, upload, fqn):
    add(alice, upload(files(fqn, '1.2.0', with_form=True)), environment, last=1)
    deploy(alice, environment)
    add(alice, upload(files(fqn, '1.3.0', with_form=True)), environment, last=1)
    answer, ended = deploy(alice, environment)
    assert answer['Location'] == f'{URL}environments/{environment.id}/'
    assert 'the catalog has version 1.3.0 by now' in shown(alice.get(answer['Location']))
    assert ended.status == 'pending'
    # With the old version back, all of it can be deployed.
    upload(files(fqn, '1.2.0', with_form=True))
    alice.get(f'{URL}environments/{environment.id}/')
    alice.post(f'{URL}environments/{environment.id}/deploy/')
    ended = wait_for_end(request_of(alice), environment.id)
    assert ended.status == 'ready' and len(environments.get(request_of(alice), environment.id).components) == 2


def test_nested_objects_carry_the_version_of_their_package(alice, environment, upload, fqn):
    """The same class, within the component."""
    found = files(fqn, '3.1.0', with_form=True)
    found['Classes/Web.yaml'] = found['Classes/Web.yaml'].replace(
        'Properties: {', f'Properties: {{part: {{Contract: $.class(:{fqn.rpartition(".")[2]})}}, '
    )
    found['UI/ui.yaml'] = found['UI/ui.yaml'].replace(
        '  name: $.f.name', f'  name: $.f.name\n  part: {{"?": {{type: {fqn}}}}}'
    )
    add(alice, upload(found), environment, last=1)
    _answer, ended = deploy(alice, environment)
    assert ended.status == 'ready' and ended.components[0]['part']['?']['type'] == f'{fqn}/3.1.0@{fqn}'
