"""A deployment watched tick by tick, as the page's script does it."""

import pytest

from murano_panel.api import deployments
from tests.support.real import component, deploy, request_of, slow, wait_for_end
from tests.support.waiting import until

pytestmark = pytest.mark.cloud
SCRIPT = {'Accept': 'application/json', 'X-Requested-With': 'XMLHttpRequest'}


def newest(client, environment):
    return deployments.list_for(request_of(client), environment.id)[0]


def url_of(deployment):
    return f'/app-catalog/environments/{deployment.environment_id}/deployments/{deployment.id}/'


class Watcher:
    """Does with the answers what deployment.js does."""

    def __init__(self, client, deployment):
        self.client, self.url = client, url_of(deployment)
        self.lines, self.cursor, self.number, self.data, self.ended = [], '', 0, {}, False

    def tick(self):
        query = {'n': self.number, 'after': self.cursor, **({'last': 1} if self.ended else {})}
        data = self.client.get(f'{self.url}live/', query, headers=SCRIPT).json()
        self.number, self.ended = self.number + 1, data['ended']
        if 'components' in data:
            self.data, self.cursor = data, data['cursor']
            self.lines[data['from'] :] = data['lines']
        return data['finished']


def watch(client, deployment):
    watcher = Watcher(client, deployment)
    until(watcher.tick, 'the end of the deployment')
    return watcher


def test_ticks_add_up_to_what_murano_keeps(alice, environment):
    deploy(request_of(alice), environment.id, slow(steps=3), component('ContainerHost'))
    deployment = newest(alice, environment)
    watcher = watch(alice, deployment)
    kept = deployments.reports(request_of(alice), environment.id, deployment.id)
    assert [line['id'] for line in watcher.lines] == [report.id for report in kept]
    assert watcher.data['state']['code'] == 'success'
    assert {item['state']['code'] for item in watcher.data['components']} == {'done'}


def test_the_end_of_a_failure_knows_why_and_who(alice, environment):
    broken = component('FailingApp', label='Runner', steps=2, failAt=2, message='no room')
    deploy(request_of(alice), environment.id, component('ContainerHost'), broken)
    deployment = newest(alice, environment)
    reason = watch(alice, deployment).data['reason']
    assert (reason['text'], reason['name']) == ('no room', 'Runner')
    assert 'FailingApp.yaml' in reason['details']
    assert 'Deployment of ' in alice.get(url_of(deployment)).content.decode()


def test_other_projects_get_404_while_murano_itself_would_tell(alice, charlie, environment):
    deploy(request_of(alice), environment.id, component('ContainerHost'))
    deployment = newest(alice, environment)
    assert deployments.reports(request_of(charlie), environment.id, deployment.id)
    assert charlie.get(f'{url_of(deployment)}live/', headers=SCRIPT).status_code == 404
    assert charlie.get(url_of(deployment)).status_code == 404


def test_deploying_again_after_a_failure(alice, environment):
    deploy(request_of(alice), environment.id, component('FailingApp', steps=1, failAt=1))
    wait_for_end(request_of(alice), environment.id)
    failed = newest(alice, environment)
    answer = alice.post(f'{url_of(failed)}retry/')
    wait_for_end(request_of(alice), environment.id)
    again = newest(alice, environment)
    assert again.id != failed.id and answer.url == url_of(again)


@pytest.mark.parametrize(
    ('wrong', 'advised'),
    [
        (slow(steps=0), 'The application does not accept 0 as “Steps”. Correct it in the component “SlowApp”.'),
        (component('NoSuchApp'), 'A package that the application needs is missing from the catalog or disabled.'),
    ],
    ids=['contract', 'class'],
)
def test_what_the_engine_cannot_load_is_advised_on(alice, environment, wrong, advised):
    deploy(request_of(alice), environment.id, wrong)
    wait_for_end(request_of(alice), environment.id)
    assert advised in alice.get(url_of(newest(alice, environment))).content.decode()
