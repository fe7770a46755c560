"""What runs in a project, as the tray of every page is told it."""

from murano_panel.overview import tray
from murano_panel.web import shared
from tests.support.fake_murano import component

URL = '/app-catalog/tray/'


def told(client, *was):
    answer = client.get(URL, {'was': was})
    assert answer.status_code == 200
    return answer.json()


def test_what_runs_is_told_by_one_call_however_much_there_is(alice, murano):
    for number in range(30):
        murano.environment(f'env {number}', status='deploying')
        murano.environment(f'quiet {number}')
    with murano.budget(1):
        answer = told(alice)
    assert answer['count'] == 30 and len(answer['running']) == tray.MOST and answer['ended'] == {}
    assert {item['label'] for item in answer['running']} == {'Deploying'}


def test_many_browsers_cost_one_call(alice, bob, murano, monkeypatch):
    murano.environment('shop', status='deploying')
    # Each proves by a call of its own that it may know.
    told(alice)
    told(bob)
    monkeypatch.setattr(shared, 'FRESH', 60)
    with murano.budget(0):
        assert told(alice)['count'] == told(bob)['count'] == 1


def test_what_has_ended_is_told_with_how(alice, murano):
    good, bad, gone = (murano.environment(name, components=[component()]) for name in ('good', 'bad', 'gone'))
    for environment in (good, bad):
        murano.deployment(environment)
    for item in told(alice)['running']:
        assert item['label'] == 'Deploying'
    murano.end(murano.running(good))
    murano.end(murano.running(bad), failure='[demo.Broken]: password hunter2')
    del murano.environments[gone.id]
    with murano.budget(1):
        answer = told(alice, good.id, bad.id, gone.id, '../x')
    ended = answer['ended']
    assert answer['count'] == 0 and set(ended) == {good.id, bad.id, gone.id}
    assert (ended[good.id]['label'], ended[good.id]['good']) == ('Deployed', True)
    assert ended[bad.id]['good'] is False and 'hunter2' not in str(answer)
    assert ended[gone.id]['label'] == 'Gone' and ended[gone.id]['url'] == ''


def test_a_list_made_in_the_middle_of_the_first_end_tells_no_end(alice, murano):
    environment = murano.environment('shop', components=[component()], version=0)
    murano.end(murano.deployment(environment))
    environment.version = 0
    answer = told(alice, environment.id)
    assert answer['count'] == 1 and answer['ended'] == {}
    environment.version = 1
    assert told(alice, environment.id)['ended'][environment.id]['label'] == 'Deployed'


def test_what_runs_leads_to_its_deployment_once_that_is_known(alice, murano):
    environment = murano.environment('shop', components=[component()])
    task = murano.deployment(environment)
    page = f'/app-catalog/environments/{environment.id}/'
    assert told(alice)['running'][0]['url'] == page
    alice.get(f'{page}deployments/{task.id}/')
    assert told(alice)['running'][0]['url'] == f'{page}deployments/{task.id}/'


def test_other_projects_are_not_told(alice, charlie, murano):
    own_id = murano.environment('shop', status='deploying').id
    told(alice)
    answer = told(charlie, own_id)
    assert answer['count'] == 0 and answer['ended'][own_id]['name'] == ''


def test_an_idle_login_is_not_kept_alive(alice):
    assert 'sessionid' not in alice.get(URL).cookies


def test_pages_say_whose_tray_it_is(alice, bob, rita, murano):
    def scope(client):
        return client.get('/app-catalog/').content.decode().partition('data-murano-scope="')[2].partition('"')[0]

    scopes = {scope(client) for client in (alice, bob, rita)}
    assert len(scopes) == 3 and '' not in scopes
    assert scope(alice) == told(alice)['scope']


def test_neither_failures_nor_horizons_own_pages_have_it(alice, murano):
    assert 'data-murano-tray' not in alice.get('/settings/').content.decode()
    murano.refuse('GET')
    assert 'data-murano-tray' not in alice.get('/app-catalog/environments/').content.decode()
