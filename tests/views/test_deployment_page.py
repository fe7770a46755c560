import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from murano_panel.domain.model.secrets import MASK
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now

HOSTILE = '{$ 7*7 $} {{ 7*7 }} </script><script>alert(1)</script>'


def page_of(task, tail=''):
    return f'/app-catalog/environments/{task.environment_id}/deployments/{task.id}/{tail}'


def plan_keys():
    return [key.split(':', 2)[2] for key in cache._cache if 'murano_panel:plan:' in key]


def html(client, task):
    response = client.get(page_of(task))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture()
def web():
    return component('web', id='c1', host={'?': {'id': 'vm1', 'type': 'demo.Vm'}})


@pytest.fixture()
def shop(murano, web):
    return murano.environment('shop', components=[web])


def test_a_running_deployment_shows_components_lines_and_polls(alice, murano, shop):
    task = murano.deployment(shop, reports=[('Creating VM', 'info', 'vm1')])
    with murano.budget(3):
        page = html(alice, task)
    assert '<title>◌ Deploying &quot;shop&quot;' in page
    assert 'Creating VM' in page and 'id="component-c1"' in page and 'data-murano-state="working"' in page
    assert f'data-murano-live-url="{page_of(task, "live/")}"' in page


def test_the_page_knows_what_to_show_when_the_environment_goes(alice, murano, shop):
    page = html(alice, murano.deployment(shop))
    data = json.loads(re.search('<script id="murano-deployment-data"[^>]*>(.*?)</script>', page)[1])
    assert data['gone']['title'] == '"shop" does not exist any more'


def test_it_offers_a_reload_without_javascript(alice, murano, shop):
    assert '<noscript><p><a class="btn btn-default"' in html(alice, murano.deployment(shop))


def test_a_finished_one_does_not_poll(alice, murano, shop):
    page = html(alice, murano.deployment(shop, finished=True))
    assert 'data-murano-live-url' not in page and '<title>✓ Deployed &quot;shop&quot;' in page


def test_a_failure_tells_why_on_top(alice, murano, shop):
    task = murano.deployment(
        shop, failure='[demo.Broken]: No valid host was found.', details='File "a" in method deploy of type demo.Web\n'
    )
    page = html(alice, task)
    assert '<title>✗ Deployment of &quot;shop&quot; failed' in page
    assert '<span data-murano-reason-text>No valid host was found.</span>' in page
    assert '<strong data-murano-reason-name>web</strong>' in page
    assert 'Choose a smaller flavor or another availability zone in the component “web”' in page
    assert 'of type demo.Web' in page[page.index('<details data-murano-reason-trace>') :]
    assert page_of(task, 'retry/') in page and f'/environments/{shop.id}/abandon/' in page


def test_success_with_an_exception_is_a_failure(alice, murano, shop):
    task = murano.deployment(shop, failure='gave up')
    task.reports.clear()
    assert '<title>✗ Deployment of &quot;shop&quot; failed' in html(alice, task)


def test_success_with_error_lines_is_not_called_a_success(alice, murano, shop):
    task = murano.deployment(shop, finished=True)
    murano.report(task, 'came late', level='error', entity_id='c1')
    assert '<title>✗ Deployed &quot;shop&quot; with errors' in html(alice, task)


def test_a_lost_result_is_told_and_can_be_abandoned(alice, murano, shop):
    task = murano.deployment(shop, started=now() - timedelta(minutes=2))
    murano.report(task, 'boom', level='error', entity_id=shop.id, created=now() - timedelta(seconds=40))
    task.reports[0]['created'] = task.reports[1]['created']
    page = html(alice, task)
    assert 'Failed, result lost' in page and 'data-murano-live-url' in page
    assert '<span data-murano-reason-text>boom</span>' in page


def test_a_silent_engine_is_told(alice, murano, shop):
    task = murano.deployment(shop, started=now() - timedelta(hours=1))
    task.reports[0]['created'] = '2026-01-01T09:09:00'
    assert 'No news since 2026-01-01 09:09' in html(alice, task)


@pytest.mark.parametrize('who', ['charlie', 'admin'])
def test_other_projects_get_404(request, murano, shop, who):
    task = murano.deployment(shop)
    assert request.getfixturevalue(who).get(page_of(task)).status_code == 404


@pytest.mark.parametrize('tail', ['', 'live/', 'log/', 'result/'])
def test_an_unknown_deployment_is_404(alice, shop, tail):
    assert alice.get(f'/app-catalog/environments/{shop.id}/deployments/unknown/{tail}').status_code == 404


def test_hostile_texts_stay_text(alice, murano):
    shop = murano.environment(HOSTILE, components=[component(HOSTILE, id='c1')])
    task = murano.deployment(shop, reports=[(HOSTILE, 'error', 'c1')], failure=HOSTILE)
    page = html(alice, task)
    assert '<script>alert(1)' not in page
    assert page.count('{$ 7*7 $} {{ 7*7 }} &lt;/script&gt;') > 5


def test_a_reader_sees_all_and_changes_nothing(rita, murano, shop):
    task = murano.deployment(shop, failure='gave up')
    page = html(rita, task)
    assert 'gave up' in page and 'Deploying needs the member role' in page
    assert rita.post(page_of(task, 'retry/')).status_code == 403
    assert not [call for call in murano.calls if call[0] != 'GET']


def test_retry_deploys_again_and_leads_to_the_new_deployment(alice, murano, shop):
    task = murano.deployment(shop, failure='gave up')
    response = alice.post(page_of(task, 'retry/'))
    assert response.status_code == 302
    assert response['Location'] == page_of(murano.running(shop))


def test_a_refused_retry_leaves_no_draft_behind(alice, murano, shop):
    task = murano.deployment(shop, failure='gave up')
    before = set(murano.sessions)
    murano.fail('POST', '/deploy$', status=500)
    assert alice.post(page_of(task, 'retry/')).status_code == 503
    assert set(murano.sessions) == before


def test_retry_of_what_still_runs_is_a_conflict(alice, murano, shop):
    assert alice.post(page_of(murano.deployment(shop), 'retry/')).status_code == 409


@pytest.mark.parametrize(
    ('ended', 'told'), [(False, 'this is running already'), (True, 'something else was done since')]
)
def test_retry_of_an_older_one_starts_nothing_and_leads_to_the_newest(alice, murano, shop, ended, told):
    old = murano.deployment(shop, failure='gave up', started=now() - timedelta(hours=1))
    newest = murano.deployment(shop, finished=ended)
    before = set(murano.tasks)
    with murano.budget(2):
        response = alice.post(page_of(old, 'retry/'))
    assert response['Location'] == page_of(newest) and set(murano.tasks) == before
    assert told in alice.get(response['Location']).content.decode()


def test_pressing_deploy_again_twice_starts_one_deployment(alice, murano, shop):
    task = murano.deployment(shop, failure='gave up')
    # Two of them for the packages of its two components.
    with murano.budget(7):
        first = alice.post(page_of(task, 'retry/'))
    assert alice.post(page_of(task, 'retry/'))['Location'] == first['Location']


def test_retry_of_a_deployment_of_another_environment_is_404(alice, murano, shop):
    task = murano.deployment(shop, failure='gave up')
    other = murano.environment('other', components=[component()])
    murano.deployment(other, failure='gave up')
    response = alice.post(page_of(task, 'retry/').replace(shop.id, other.id))
    assert response.status_code == 404 and all(task.finished for task in murano.tasks.values())


def test_an_older_deployment_points_to_the_newest(alice, murano, shop):
    old = murano.deployment(shop, failure='gave up', started=now() - timedelta(hours=1))
    page = html(alice, old)
    new = murano.deployment(shop)
    page = html(alice, old)
    assert page_of(new) in page and '/retry/' not in page and page_of(old, 'restore/') in page


def test_usual_duration_comes_from_earlier_deployments(alice, murano, shop):
    for seconds in (300, 420):
        task = murano.deployment(shop, finished=True, started=now() - timedelta(hours=1))
        task.finished = task.started + timedelta(seconds=seconds)
    task = murano.deployment(shop)
    assert 'usually 5–7 min' in html(alice, task)
    murano.end(task)
    murano.deployment(shop, finished=True)
    assert 'usually 5–7 min' in html(alice, task), 'once it has ended it tells the same'


def test_an_action_shows_its_arguments_masked_and_its_result(alice, murano, shop):
    task = murano.deployment(shop)
    task.action = {'object_id': 'vm1', 'method': 'addUser', 'args': {'login': 'joe', 'password': 'hunter2'}}
    murano.end(task, value={'user': 'joe', 'token': 'no-hex-abc', 'html': '<b>'})
    page = html(alice, task)
    assert 'Action &quot;Add user&quot; succeeded' in page and 'joe' in page and MASK in page
    assert '&lt;b&gt;' in page and 'hunter2' not in page and 'no-hex-abc' not in page
    assert 'no-hex-abc' in alice.get(page_of(task, 'result/')).content.decode()


def test_a_file_is_downloaded_under_a_harmless_name(alice, murano, shop):
    task = murano.deployment(shop, action='backup')
    value = {
        '?': {'type': 'io.murano.File/0.0.0@io.murano', 'id': 'f'},
        'base64Content': 'aGVsbG8=',
        'filename': '../../etc/"passwd',
        'mimeType': 'text/html',
    }
    murano.end(task, value=value)
    assert 'aGVsbG8=' not in html(alice, task)
    response = alice.get(page_of(task, 'result/'))
    assert response.content == b'hello'
    assert (
        response['Content-Type'].startswith('application/octet-stream')
        and response['X-Content-Type-Options'] == 'nosniff'
    )
    assert response['Content-Disposition'] == 'attachment; filename="\\"passwd"'


def test_a_deletion_shows_what_goes(alice, murano, web):
    shop = murano.environment('shop', components=[web], status='deleting')
    page = html(alice, murano.running(shop))
    assert (
        'Deleting &quot;shop&quot;' in page
        and 'being removed' in page
        and '/retry/' not in page
        and '/restore/' not in page
    )


def test_no_session_id_and_no_secret_gets_into_the_page_or_the_cache(alice, murano):
    shop = murano.environment('shop', components=[component('web', id='c1', password='hunter2')])
    page = html(alice, murano.deployment(shop))
    assert not [session for session in murano.sessions if session in page] and 'hunter2' not in page
    kept = str([cache.get(key) for key in plan_keys()])
    assert 'c1' in kept and 'hunter2' not in kept


def test_components_are_called_as_the_catalog_calls_their_applications(alice, murano):
    """What other tools made keeps no words: then the catalog tells, as far as it was seen."""
    murano.package('demo.Web', name='Web server')
    shop = murano.environment('shop', components=[component('site', 'demo.Web', id='c1')])
    task = murano.deployment(shop)
    assert '"application": "Web"' in html(alice, task)
    alice.get('/app-catalog/catalog/')
    page = html(alice, task)
    assert '"application": "Web server"' in page and 'title="demo.Web">Web server</span>' in page


def test_a_name_that_reads_like_a_part_of_the_title_is_quoted(alice, murano):
    task = murano.deployment(murano.environment('failed X', components=[component()]), failure='no')
    assert 'Deployment of &quot;failed X&quot; failed' in html(alice, task)


def test_a_value_that_is_not_accepted_leads_to_the_form_of_its_component(alice, murano):
    shop = murano.environment('shop', components=[component('web', 'demo.Web', id='c1')])
    said = "[murano.dsl.exceptions.ContractViolationException]: [demo.Web.sitePort] Value 0 doesn't match predicate"
    page = html(alice, murano.deployment(shop, failure=said))
    assert 'The application does not accept 0 as “Site port”. Correct it in the component “web”.' in page
    assert f'/environments/{shop.id}/components/c1/edit/' in page or '/edit/' in page


def test_a_secret_that_the_engine_tells_is_masked_everywhere(alice, murano):
    shop = murano.environment('shop', components=[component('db', 'demo.Db', id='c1')])
    said = (
        "[murano.dsl.exceptions.ContractViolationException]: [demo.Db.adminPassword] Value 'hunter2' violates int() x"
    )
    lines = [('connecting with token=hunter2', 'info', 'c1')]
    task = murano.deployment(shop, reports=lines, failure=said, details=said)
    assert f'does not accept {MASK} as “Admin password”' in html(alice, task)
    for tail in ('', 'live/', 'live/?last=1', 'earlier/', 'log/', 'log/?format=json'):
        told = alice.get(page_of(task, tail)).content.decode()
        assert 'hunter2' not in told and 'connecting with token=' in told, tail
