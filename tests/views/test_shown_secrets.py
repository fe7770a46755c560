"""Secrets that a name beside them, or they themselves, tell: on no page of an environment, and in no file of it."""

import pytest

from tests.unit.test_shown_secrets import WORD, model
from tests.views.addresses import ADDRESSES

PAGES = [
    address
    for address in ADDRESSES
    if address.of_environment and address.get and not address.arguments & {'object_id', 'package_id'}
]


@pytest.fixture()
def scene(alice, murano, ids):
    """It stands in what is deployed, in what was deployed before, in a draft, and in a log."""
    environment = murano.environments[ids['environment_id']]
    deployed = {**model(), 'port': 80}
    reports = [(f"env: {{'name': 'DB_PASSWORD', 'value': '{WORD}'}} from https://{WORD}@host/", 'info', 'c1')]
    first = murano.deployment(environment, components=[model('earlier1')], reports=reports, finished=True)
    second = murano.deployment(environment, components=[deployed], reports=reports, failure=reports[0][0])
    environment.components = [deployed]
    url = f'/app-catalog/environments/{environment.id}/'
    assert alice.post(f'{url}components/c1/rename/', {'name': 'renamed'}).status_code == 302
    [session] = murano.sessions_of(environment.id)
    session.components = [{**model('drafted1'), 'port': 8080}]
    return {**ids, 'component_id': 'c1', 'deployment_id': second.id, 'foreign_id': first.id}


@pytest.mark.parametrize('address', PAGES, ids=lambda address: address.name)
def test_on_no_page(alice, scene, address):
    for deployment_id in (scene['deployment_id'], scene['foreign_id']):
        answer = alice.get(address.url({**scene, 'deployment_id': deployment_id}))
        text = (b''.join(answer) if answer.streaming else answer.content).decode()
        assert [word for word in (WORD, 'earlier1', 'drafted1') if word in text] == []


def test_the_review_shows_the_rest(alice, scene):
    text = alice.get(f'/app-catalog/environments/{scene["environment_id"]}/review/').content.decode()
    assert '8080' in text and 'PORT=80' in text


def test_in_no_log_of_a_component_or_a_comparison(alice, murano, ids):
    """Where reports are told beside the page that is theirs."""
    environment = murano.environments[ids['environment_id']]
    said = [(f'port 80, DB_PASSWORD={WORD} from https://me:{WORD}@host/', 'info', ids['component_id'])]
    runs = [murano.deployment(environment, reports=reports, finished=True) for reports in ([], said)]
    url = f'/app-catalog/environments/{environment.id}/'
    for path in (f'components/{ids["component_id"]}/', f'compare/?from={runs[0].id}&to={runs[1].id}'):
        text = alice.get(url + path).content.decode()
        assert 'port 80' in text and WORD not in text, path


@pytest.mark.parametrize('runs', [True, False])
def test_in_no_list(alice, murano, scene, runs):
    environment = murano.environments[scene['environment_id']]
    if runs:
        murano.deployment(environment, components=[model()], reports=[(f'DB_PASSWORD={WORD} is set', 'info', 'c1')])
    one = environment.id
    lists = ['', 'live/', f'tray/?was={one}', 'environments/', 'deployments/']
    polls = [f'environments/rows/?row={one}&view={one}', f'environments/{one}/progress/']
    for path in (*lists, *polls, f'environments/{one}/'):
        answer = alice.get(f'/app-catalog/{path}')
        assert answer.status_code == 200 and WORD not in answer.content.decode(), path
