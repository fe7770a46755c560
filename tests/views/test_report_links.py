"""Web addresses in reports are links wherever reports are shown."""

import re

import pytest

from tests.support.fake_murano import component

ENVIRONMENTS = '/app-catalog/environments/'
REPORT = 'Application is available at http://198.51.100.7:8080/app?x=1&y=2.'
LINK = (
    '<a class="murano-link" href="http://198.51.100.7:8080/app?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">'
    'http://198.51.100.7:8080/app?x=1&amp;y=2</a>'
)


@pytest.fixture()
def web(murano):
    return murano.environment('web', components=[component('site', 'demo.Site', id='site1')])


def html(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_in_the_log_and_beside_the_component(alice, murano, web):
    task = murano.deployment(web, reports=[(REPORT, 'info', 'site1')])
    page = html(alice, f'{ENVIRONMENTS}{web.id}/deployments/{task.id}/')
    assert f'<span class="murano-line__text">Application is available at {LINK}.</span>' in page
    assert f'data-murano-part="text">Application is available at {LINK}.</div>' in page


def test_in_why_it_failed_and_in_the_history(alice, murano, web):
    task = murano.deployment(web, failure=REPORT, details='Traceback: ' + REPORT)
    page = html(alice, f'{ENVIRONMENTS}{web.id}/deployments/{task.id}/')
    assert f'<span data-murano-reason-text>Application is available at {LINK}.</span>' in page
    assert f'data-murano-reason-details>Traceback: Application is available at {LINK}.</pre>' in page
    assert LINK in html(alice, '/app-catalog/deployments/')
    assert LINK in html(alice, f'{ENVIRONMENTS}{web.id}/')


def test_on_the_pages_of_the_environment_and_of_the_component(alice, murano, web):
    murano.deployment(web, reports=[(REPORT, 'info', 'site1')])
    page = html(alice, f'{ENVIRONMENTS}{web.id}/')
    assert re.search(r'data-murano-newest>[^<]*' + re.escape(LINK), page)
    page = html(alice, f'{ENVIRONMENTS}{web.id}/components/site1/')
    assert f'<span class="murano-line__text">Application is available at {LINK}.</span>' in page


def test_in_the_list_beside_the_way_to_the_deployment(alice, murano):
    busy = murano.environment('busy', status='deploying')
    task = murano.running(busy)
    murano.report(task, REPORT)
    for _poll in range(2):
        answer = alice.get(f'{ENVIRONMENTS}rows/', {'row': busy.id, 'view': busy.id})
    row = answer.json()['rows'][busy.id]
    own = f'<a class="murano-link" href="{ENVIRONMENTS}{busy.id}/deployments/{task.id}/">'
    assert f'{own}Application is available at </a>{LINK}.</div>' in row


def test_in_the_overview(alice, murano):
    busy = murano.environment('busy', status='deploying')
    murano.deployment(busy, reports=[REPORT])
    for _poll in range(2):
        answer = alice.get('/app-catalog/live/')
    assert f'Application is available at {LINK}.' in answer.json()['html']


def test_what_is_cut_off_and_what_runs_code_are_no_links(alice, murano, web):
    long, evil = 'http://a.test/' + 'x' * 400, 'javascript:alert(1)//http'
    task = murano.deployment(web, reports=[(long, 'info', 'site1')])
    assert 'href="http://a.test/' not in html(alice, f'{ENVIRONMENTS}{web.id}/')
    murano.report(task, evil)
    page = html(alice, f'{ENVIRONMENTS}{web.id}/deployments/{task.id}/')
    assert evil in page and 'href="javascript:alert(1)' not in page
