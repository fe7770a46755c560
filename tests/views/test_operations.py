"""All projects: what is stuck first, abandoning it with a reason, and Murano's counters."""

import json
import logging
from datetime import timedelta

import pytest

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.support.pages import form, shown

URL = '/app-catalog/operations/'
NEWS = f'{URL}news/'


def names(answer):
    return [row.environment.name for row in answer.context['list'].rows]


def abandon(environment):
    return f'{URL}{environment.id}/abandon/'


@pytest.fixture()
def stuck(murano):
    """Of another project, without a report for hours."""
    environment = murano.environment('stuck', project='other', components=[component()], status='deploying')
    murano.running(environment).started = now() - timedelta(hours=5)
    for report in murano.running(environment).reports:
        report['created'] = (now() - timedelta(hours=5)).strftime('%Y-%m-%dT%H:%M:%S')
    return environment


def look(client):
    for _ in range(20):
        if not client.get(NEWS).json()['unread']:
            return
    raise AssertionError('it never ends')


def test_what_is_stuck_comes_first_then_what_runs_then_what_failed(admin, murano, stuck):
    murano.environment('quiet', components=[component()])
    murano.environment('bad', project='demo', components=[component()], status='deploy failure')
    runs = murano.environment('alive', components=[component()], status='deploying')
    murano.report(murano.running(runs), 'Step 1')
    with murano.budget(1):
        page = admin.get(URL)
    assert names(page)[2:] == ['bad', 'quiet'] and set(names(page)[:2]) == {'stuck', 'alive'}
    assert 'not looked at yet' in shown(page) and 'stuck ·' not in shown(page)
    look(admin)
    with murano.budget(1):
        page = admin.get(URL)
    assert names(page) == ['stuck', 'alive', 'bad', 'quiet']
    assert '4 environments · 2 run · 1 is stuck' in shown(page) and 'No news since' in shown(page)
    assert names(admin.get(URL, {'state': 'stuck'})) == ['stuck']
    assert names(admin.get(URL, {'state': 'running'})) == ['stuck', 'alive']
    assert names(admin.get(URL, {'state': 'failed'})) == ['bad']


def test_five_at_a_time_and_not_again_for_a_while(admin, murano):
    for number in range(7):
        murano.environment(f'e{number}', project='other', components=[component()], status='deploying')
    with murano.budget(11):
        assert admin.get(NEWS).json() == {'unread': 2}
    with murano.budget(5):
        assert admin.get(NEWS).json() == {'unread': 0}
    with murano.budget(1):
        assert admin.get(NEWS).json() == {'unread': 0}


def test_one_that_is_gone_by_then(admin, murano, stuck):
    murano.fail('GET', f'{stuck.id}/deployments$', status=404)
    assert admin.get(NEWS).json() == {'unread': 0}


def test_without_scripts_a_button_looks(admin, murano, stuck, monkeypatch):
    page = form(admin.get(URL, {'q': 'stuck'}), 'Look at five more')
    assert page.submit(admin, 'Look at five more').url == f'{URL}?q=stuck'
    assert '1 is stuck' in shown(admin.get(URL))


def test_where_nothing_that_runs_is_heard_of_it_is_the_engine(admin, murano, stuck):
    look(admin)
    assert 'Nothing that runs is heard of.' not in shown(admin.get(URL))
    second = murano.environment('second', components=[component()], status='deploying')
    murano.running(second).started = now() - timedelta(hours=1)
    murano.running(second).reports.clear()
    look(admin)
    assert 'Nothing that runs is heard of.' in shown(admin.get(URL))


def test_search_and_pages(admin, murano):
    for number in range(60):
        murano.environment(f'env {number:02}', project='other')
    page = admin.get(URL)
    assert len(page.context['list'].rows) == 50 and '1–50 of 60' in shown(page)
    assert len(admin.get(page.context['list'].next_address).context['list'].rows) == 10
    assert names(admin.get(URL, {'q': 'ENV 07'})) == ['env 07']
    assert 'No environment matches.' in shown(admin.get(URL, {'q': 'nothing'}))


def test_no_text_of_a_report_is_kept_or_shown(admin, murano, stuck):
    murano.report(murano.running(stuck), 'password=hunter2')
    look(admin)
    assert 'hunter2' not in admin.get(URL).content.decode()


def test_only_the_own_ones_are_opened(admin, murano):
    own = murano.environment('own', project='admin')
    foreign = murano.environment('foreign')
    text = admin.get(URL).content.decode()
    assert f'/environments/{own.id}/' in text and f'/environments/{foreign.id}/' not in text


def test_hostile_names(admin, murano):
    environment = murano.environment('{$ 7*7 $}<b>')
    for url in (URL, abandon(environment)):
        text = admin.get(url).content.decode()
        assert '{$ 7*7 $}&lt;b&gt;' in text and '{% 7' not in text


def test_members_neither_see_it_nor_its_place_in_the_menu(alice, rita, murano, stuck):
    for client in (alice, rita):
        assert 'All projects' not in shown(client.get('/app-catalog/'))
        for url in (URL, NEWS, f'{URL}statistics/', abandon(stuck)):
            assert client.get(url).status_code == 403
        assert client.post(abandon(stuck), {'reason': 'x', 'confirm_name': 'stuck'}).status_code == 403
    assert stuck.id in murano.environments


# Abandoning -----------------------------------------------------------------------------------------------------------


def test_abandon_with_a_reason(admin, murano, stuck, caplog):
    page = admin.get(abandon(stuck))
    assert 'the engine goes on with it' in shown(page) and 'Murano keeps none' in shown(page)
    with caplog.at_level(logging.WARNING, 'murano_panel.operations.forms'):
        answer = form(page, 'Abandon').submit(admin, 'Abandon', reason='The engine\nis gone', confirm_name='stuck')
    assert answer.url == URL and stuck.id not in murano.environments
    [line] = [record.getMessage() for record in caplog.records if record.name == 'murano_panel.operations.forms']
    assert f"Environment {stuck.id} ('stuck') of project other was abandoned by id-of-admin ('admin')" in line
    assert r"'The engine\r\nis gone'" in line or r"'The engine\nis gone'" in line
    assert '\n' not in line


def test_neither_without_a_reason_nor_under_another_name(admin, murano, stuck):
    for typed in ({'reason': ' ', 'confirm_name': 'stuck'}, {'reason': 'x', 'confirm_name': 'other'}):
        answer = form(admin.get(abandon(stuck)), 'Abandon').submit(admin, 'Abandon', **typed)
        assert answer.status_code == 200 and stuck.id in murano.environments


def test_what_murano_refuses_is_said_and_logged(admin, murano, stuck, caplog):
    page = form(admin.get(abandon(stuck)), 'Abandon')
    murano.fail('DELETE', status=500, body='disk full')
    answer = page.submit(admin, 'Abandon', reason='x', confirm_name='stuck')
    assert 'disk full' in shown(answer) and 'It is not known whether this was done' in shown(answer)
    assert 'was perhaps abandoned by' in caplog.text


def test_one_that_is_not_there(admin):
    assert admin.get(f'{URL}{"0" * 32}/abandon/').status_code == 404


# Statistics -----------------------------------------------------------------------------------------------------------


def host(**values):
    return {
        'host': 'api-1',
        'request_count': 1200,
        'error_count': 3,
        'average_response_time': 0.0421,
        'requests_per_second': 2.5,
        'errors_per_second': 0.01,
        'cpu_count': 8,
        'cpu_percent': 12.3,
        'requests_per_tenant': json.dumps({'demo': 900, 'other': 300}),
        **values,
    }


def test_counters_by_host_and_project(admin, murano):
    murano.statistics = [host(), host(host='api-2', requests_per_tenant=json.dumps({'other': 700}))]
    with murano.budget(1):
        page = admin.get(f'{URL}statistics/')
    assert 'api-1 1200 3 0.042 s 2.50 0.01 8 12 %' in shown(page)
    assert [number for _name, number in page.context['projects']] == [1000, 900]


def test_where_murano_counts_nothing(admin):
    assert 'Murano has counted nothing.' in shown(admin.get(f'{URL}statistics/'))


@pytest.mark.parametrize('odd', ['{', '[1]', '{"x": "y"}', None, '[' * 10_000])
def test_counters_of_projects_that_cannot_be_read(admin, murano, odd):
    murano.statistics = [host(requests_per_tenant=odd)]
    page = admin.get(f'{URL}statistics/')
    assert 'api-1' in shown(page) and not page.context['projects']
