from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import iso, now
from tests.views.test_deployment_page import page_of, plan_keys

SCRIPT = {'Accept': 'application/json', 'X-Requested-With': 'XMLHttpRequest'}


@pytest.fixture()
def shop(murano):
    return murano.environment(
        'shop', components=[component('web', id='c1', host={'?': {'id': 'vm1', 'type': 'demo.Vm'}})]
    )


def tick(client, task, **query):
    return client.get(page_of(task, 'live/'), query, headers=SCRIPT)


@pytest.fixture()
def watched(alice, murano, shop):
    """A running deployment whose page Alice has opened."""
    task = murano.deployment(shop, reports=[('Creating VM', 'info', 'vm1')])
    alice.get(page_of(task))
    return task


def test_a_tick_is_one_call_and_complete_by_itself(alice, murano, watched):
    with murano.budget(1) as calls:
        data = tick(alice, watched, n=0).json()
    assert calls[0][1].endswith(f'/deployments/{watched.id}')
    assert data['state'] == {
        'code': 'running',
        'label': 'Deploying',
        'icon': 'fa-spinner fa-pulse',
        'role': 'info',
        'symbol': '◌',
        'is_running': True,
        'is_gone': False,
        'is_good': False,
        'has_failed': False,
        'is_stuck': False,
    }
    assert data['components'][0]['state']['code'] == 'working' and data['components'][0]['text'] == 'Creating VM'
    assert [line['text'] for line in data['lines']] == ['Action deploy is scheduled', 'Creating VM']
    assert (data['finished'], data['ended'], data['reason'], data['window_title']) == (
        False,
        False,
        None,
        '◌ Deploying "shop"',
    )


def test_every_fourth_tick_asks_the_result_instead(alice, murano, watched):
    with murano.budget(1) as calls:
        data = tick(alice, watched, n=3).json()
    assert (data['finished'], data['ended'], data['components'][0]['text']) == (False, False, 'Creating VM')
    assert calls[0][1].endswith(f'/actions/{watched.id}')


def test_only_new_lines_travel(alice, murano, watched):
    cursor = tick(alice, watched).json()['cursor']
    murano.report(watched, 'Ready', entity_id='c1')
    data = tick(alice, watched, after=cursor).json()
    assert (data['from'], [line['text'] for line in data['lines']]) == (2, ['Ready'])


def test_a_line_inserted_before_known_ones_sends_all_in_the_servers_order(alice, murano, watched):
    cursor = tick(alice, watched).json()['cursor']
    watched.reports.insert(1, murano.report(watched, 'earlier'))
    watched.reports.pop()
    data = tick(alice, watched, after=cursor).json()
    assert (data['from'], [line['text'] for line in data['lines']][1:]) == (0, ['earlier', 'Creating VM'])


@pytest.mark.parametrize('after', ['', 'x', '-1.a', '99.a', '2', '2.wrong', '٣.a', '1' * 5000])
def test_a_bad_cursor_sends_all(alice, watched, after):
    assert len(tick(alice, watched, after=after, n=after).json()['lines']) == 2


@pytest.mark.parametrize('number', [0, 3])
def test_the_end_is_seen_by_either_call_and_read_once_more(alice, murano, watched, number):
    murano.end(watched, failure='[demo.Broken]: gave up', details='trace')
    assert tick(alice, watched, n=number).json()['ended']
    murano.report(watched, 'trailing', entity_id='vm1')
    with murano.budget(2):
        data = tick(alice, watched, last=1).json()
    assert data['finished'] and data['state']['code'] == 'failed' and data['lines'][-1]['text'] == 'trailing'
    assert data['reason']['text'] == 'gave up' and data['reason']['details'] == 'trace'


def test_an_end_that_was_none_is_not_finished(alice, watched):
    data = tick(alice, watched, last=1).json()
    assert not data['finished'] and data['state']['code'] == 'running'


def test_before_the_end_no_reason_is_given(alice, murano, watched):
    murano.report(watched, 'hm', level='error', entity_id='c1')
    data = tick(alice, watched).json()
    assert data['reason'] is None and data['state']['code'] == 'running-errors'
    assert data['components'][0]['state']['code'] == 'failed'


def test_with_an_empty_cache_the_plan_is_read_once(alice, murano, watched):
    cache.delete_many(plan_keys())
    with murano.budget(2):
        assert tick(alice, watched).json()['components'][0]['name'] == 'web'
    with murano.budget(1):
        tick(alice, watched)


@pytest.mark.parametrize('query', [{}, {'n': 3}, {'last': 1}])
@pytest.mark.parametrize('who', ['charlie', 'admin'])
def test_other_projects_get_404_although_murano_would_tell(request, murano, watched, who, query):
    client = request.getfixturevalue(who)
    murano.calls.clear()
    response = tick(client, watched, **query)
    assert response.status_code == 404 and b'Creating' not in response.content
    assert not [path for _method, path in murano.calls if path.endswith(watched.id)]


def test_bob_may_watch_what_alice_deploys(bob, watched):
    assert tick(bob, watched).status_code == 200


def test_a_deleted_environment_is_told(alice, murano, watched):
    del murano.environments[watched.environment_id], murano.tasks[watched.id]
    response = tick(alice, watched)
    assert response.status_code == 404 and response.json()['error']['kind'] == 'not-found'


def test_murano_away_is_told_as_json(alice, murano, watched):
    murano.refuse('GET')
    response = tick(alice, watched)
    assert response.status_code == 503 and 'reached' in response.json()['error']['message']


def test_an_ended_token_is_a_401_that_leaves_the_page(alice, murano, watched):
    murano.expire('GET')
    assert tick(alice, watched).status_code == 401


def test_no_login_is_a_401_for_the_script(client, watched):
    assert tick(client, watched).status_code == 401


def test_ticks_do_not_keep_an_idle_login_alive(alice, watched):
    """Horizon sets the session's end anew with every request; a tick must not."""
    cookie = settings.SESSION_COOKIE_NAME
    assert cookie in alice.get(page_of(watched)).cookies
    assert cookie not in tick(alice, watched).cookies


def test_a_tick_does_not_write_the_session(alice, watched, monkeypatch):
    def save(*_arguments, **_values):
        raise AssertionError('the session was written')

    monkeypatch.setattr('django.contrib.sessions.backends.cache.SessionStore.save', save)
    assert tick(alice, watched).status_code == 200


def test_times_are_in_the_users_zone(alice, watched):
    watched.reports[1]['created'] = '2026-01-01T12:00:00'
    alice.cookies['django_timezone'] = 'Asia/Tokyo'
    assert tick(alice, watched).json()['lines'][1]['at'] == '2026-01-01 21:00:00 JST'


def test_a_lost_result_keeps_the_page_asking(alice, murano, shop):
    task = murano.deployment(shop, started=now() - timedelta(minutes=2))
    murano.report(task, 'boom', level='error', entity_id=shop.id)
    for report in task.reports:
        report['created'] = iso(now() - timedelta(seconds=40))
    data = tick(alice, task).json()
    assert (data['state']['code'], data['finished'], data['reason']['text']) == ('lost', False, 'boom')
    assert 'abandon' in data['notice']


def test_settings_decide_when_silence_is_suspicious(alice, murano, shop, settings):
    settings.MURANO_PANEL = {'SILENT_AFTER': 10}
    task = murano.deployment(shop, started=now() - timedelta(minutes=1))
    task.reports[0]['created'] = '2026-01-01T09:09:00'
    assert tick(alice, task).json()['notice'].startswith('No news since')


@pytest.fixture()
def silent(alice, murano, settings):
    """Two deployments without news, each in an environment of its own. Alice has opened their pages."""
    settings.MURANO_PANEL = {'SILENT_AFTER': 10}
    tasks = []
    for name in ('shop', 'farm'):
        task = murano.deployment(murano.environment(name), started=now() - timedelta(minutes=1))
        task.reports[0]['created'] = iso(now() - timedelta(minutes=1))
        alice.get(page_of(task))
        tasks.append(task)
    return tasks


def test_other_environments_without_news_are_told(alice, murano, silent):
    one, other = silent
    assert 'no news either' not in tick(alice, one, n=0).json()['notice']
    with murano.budget(1) as calls:
        told = tick(alice, one, n=1).json()['notice']
    assert calls[0][1].endswith('/environments')
    assert 'Another environment of this project has no news either' in told
    # It stays, on the page as well, and the other one is told of this one.
    for answer in (tick(alice, one, n=2), alice.get(page_of(one)), alice.get(page_of(other))):
        assert 'no news either' in answer.content.decode()


def test_an_environment_that_went_on_is_not_told(alice, murano, silent):
    one, other = silent
    murano.report(other, 'Step 2')
    tick(alice, other)
    assert 'no news either' not in tick(alice, one, n=1).json()['notice']


def test_other_projects_are_not_counted(charlie, murano, silent):
    task = murano.deployment(murano.environment('theirs', project='other'), started=now() - timedelta(minutes=1))
    task.reports[0]['created'] = iso(now() - timedelta(minutes=1))
    charlie.get(page_of(task))
    for number in (0, 1):
        notice = tick(charlie, task, n=number).json()['notice']
        assert notice.startswith('No news since') and 'either' not in notice


def test_what_has_news_looks_about_for_nobody(alice, murano, watched):
    with murano.budget(1) as calls:
        tick(alice, watched, n=1)
    assert f'/deployments/{watched.id}' in calls[0][1]


def test_the_result_of_an_action_arrives_with_the_end(alice, murano, shop):
    task = murano.deployment(shop, action='status')
    alice.get(page_of(task))
    murano.end(task, value={'ok': True})
    result = tick(alice, task, last=1).json()['result']
    assert (result['file'], result['partial']) == ('', False)
    assert '<dt>Ok</dt>' in result['html'] and '&quot;ok&quot;: true' in result['html']
