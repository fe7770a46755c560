"""Murano killed in the middle of a deployment: its API alone, which comes back, and its engine, which does not."""

import pytest

from murano_panel.api import environments, errors
from tests.cloud.test_live import SCRIPT, Watcher, newest, url_of
from tests.conftest import CLOUD
from tests.support.pages import shown
from tests.support.real import component, deploy, request_of, slow
from tests.support.second_murano import SecondMurano
from tests.support.waiting import until

pytestmark = pytest.mark.cloud


@pytest.fixture(scope='module')
def another(request, cloud_urls, tmp_path_factory):
    murano = SecondMurano(request.config.stash[CLOUD].state, tmp_path_factory.mktemp('murano'))
    yield murano
    murano.kill()


@pytest.fixture()
def second(another):
    another.start()
    return another


@pytest.fixture()
def through(settings):
    """through(a Murano's address): all that the panel asks from now on."""

    def go(url):
        settings.MURANO_PANEL = {**getattr(settings, 'MURANO_PANEL', {}), 'API_URL': url}

    yield go
    go(None)


def refused(answer):
    """What is said instead of news; within a second of the last ones these are told again."""
    return answer.content.decode() if answer.status_code == 503 else ''


def test_a_page_goes_on_when_the_api_is_back(alice, environment, second, through):
    deploy(request_of(alice), environment.id, slow(steps=6), component('ContainerHost'))
    through(second.url)
    watcher = Watcher(alice, newest(alice, environment))
    until(lambda: watcher.tick() or watcher.lines, 'the first line')
    second.kill()
    query = {'n': watcher.number, 'after': watcher.cursor}
    told = until(lambda: refused(alice.get(f'{watcher.url}live/', query, headers=SCRIPT)), 'that it is away')
    assert 'Murano cannot be reached' in told
    second.start()
    until(watcher.tick, 'the end of the deployment')
    assert watcher.data['state']['code'] == 'success'
    assert [line['text'] for line in watcher.lines].count('Step 6/6') == 1
    assert watcher.lines[-1]['text'] == 'Deployment finished'


def test_an_engine_that_was_killed_has_no_news_and_its_environment_can_be_abandoned(
    alice, environment, second, through, cloud_urls, settings
):
    through(second.url)
    deploy(request_of(alice), environment.id, slow(steps=60))
    deployment = newest(alice, environment)
    watcher = Watcher(alice, deployment)
    until(lambda: watcher.tick() or 'Step 1/60' in [line['text'] for line in watcher.lines], 'the first step')
    second.kill()
    through(cloud_urls['murano'])
    settings.MURANO_PANEL = {**settings.MURANO_PANEL, 'SILENT_AFTER': 1}
    until(lambda: watcher.tick() or watcher.data['state']['is_stuck'], 'that there is no news')
    page = f'/app-catalog/environments/{environment.id}/'
    for text in (shown(alice.get(url_of(deployment))), shown(alice.get(page))):
        assert 'No news since' in text and 'you can abandon' in text
    answer = alice.post(f'{page}abandon/', {'confirm_name': environment.name})
    assert answer.status_code == 302, shown(answer)
    with pytest.raises(errors.NotFound):
        environments.get(request_of(alice), environment.id)
