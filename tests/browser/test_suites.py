"""Suites of packages from the wild, uploaded as they are, up to the draft: their classes are not there.

The cloud has no servers: what would come from it is typed in.
"""

from pathlib import Path

import pytest

from tests.browser.forms import answers, at_step, below, fill_in, next_step, open_review, refused, reviewed_by_path
from tests.support.uploads import uploaded

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
CORPUS = Path(__file__).resolve().parents[3] / 'shared' / 'corpus'
APPS = 'openstack+murano-apps__io.murano.apps.docker'
DOCKER = [f'{APPS}.DockerCrate', f'{APPS}.DockerStandaloneHost']
KUBERNETES = [f'{APPS}.kubernetes.KubernetesCluster']


def as_they_are(folders):
    """Manifest and form of each; skips where they are not at hand."""
    if not all((CORPUS / folder).is_dir() for folder in folders):
        pytest.skip(f'needs packages from the wild in {CORPUS}')
    names = ('manifest.yaml', 'UI/ui.yaml')
    return [{name: (CORPUS / folder / name).read_bytes() for name in names} for folder in folders]


@pytest.fixture()
def docker(alice, cloud_urls):
    with uploaded(alice, cloud_urls['murano'], *as_they_are(DOCKER)):
        yield


@pytest.fixture()
def kubernetes(alice, cloud_urls):
    with uploaded(alice, cloud_urls['murano'], *as_they_are(KUBERNETES)):
        yield


def test_docker(browser, docker, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Docker Crate')
    fill_in(browser, Application='the database')
    browser.leave_by('New: Container Host')
    fill_in(browser, Application='the host')
    next_step(browser, 'Instance configuration')
    for label in ('Instance flavor', 'Key Pair', 'Availability zone'):
        assert below(browser, label, 'note').startswith('This cloud has no compute service (Nova).')
    fill_in(browser, Instance='m1.small', Availability='nova', Hostname='docker-1')
    next_step(browser, 'Review')
    browser.leave_by('Add and go on')
    at_step(browser, 'App configuration')
    assert answers(browser, 'Application', 'Container Host') == ['the database', 'the host']
    next_step(browser, 'Review')
    browser.leave_by('Add to draft')
    browser.see('2 undeployed changes')
    open_review(browser)
    made = reviewed_by_path(browser, '.murano-changes')
    assert [made[f'instance.{name}'] for name in ('name', 'flavor', 'availabilityZone')] == [
        'docker-1',
        'm1.small',
        'nova',
    ]


def test_kubernetes(browser, kubernetes, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Kubernetes Cluster')
    at_step(browser, 'App configuration')
    assert answers(browser, 'Cluster Name', 'Initial/current number of minions', 'Kubernetes node') == [
        'KubernetesCluster',
        '2',
        'kube-#',
    ]
    fill_in(browser, Cluster_Name='cluster', Maximum_number_of_minions='4', Gateway_hostname='-#')
    browser.click('Next')
    refused(browser, 'Gateway hostname', '')
    fill_in(browser, Gateway_hostname='door-#')
    next_step(browser, 'Instance configuration')
    for label in ('Instance flavor', 'Key Pair', 'Availability zone'):
        assert below(browser, label, 'note').startswith('This cloud has no compute service (Nova).')
    fill_in(browser, Instance='m1.small', Availability='nova')
    next_step(browser, 'Review')
    browser.leave_by('Add to draft')
    browser.see('1 undeployed change')
    open_review(browser)
    made = reviewed_by_path(browser, '.murano-changes')
    assert [made[f'minionNodes[{number}].instance.name'] for number in range(4)] == [
        f'kube-{number}' for number in range(2, 6)
    ]
    assert made['gatewayNodes[0].instance.name'] == 'door-1' and made['masterNode.instance.flavor'] == 'm1.small'
