"""Every way a deployment can be, and every place that tells of it: all tell the same."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import iso, now
from tests.support.pages import shown

LIST = '/app-catalog/environments/'
OVERVIEW = '/app-catalog/'
HISTORY = '/app-catalog/deployments/'
LONG_AGO = timedelta(hours=1)
DETAILS = 'File "a" in method deploy of type demo.Web\n'


@dataclass(frozen=True)
class Scene:
    """``verdict`` is the code that each place tells, ``part`` that of the component on both of its pages.

    words: what the state is called. hint: what Murano's word alone says, in the list when nothing has been asked yet.
    """

    name: str
    verdict: str
    part: str
    words: str
    hint: str = 'running'
    stuck: bool = False
    edit: bool = False


SCENES = [
    Scene('running', 'running', 'working', 'Deploying'),
    Scene('running with errors', 'running-errors', 'failed', 'Deploying, with errors'),
    Scene('no report yet', 'running', 'waiting', 'Deploying'),
    Scene('never a report', 'silent', 'waiting', 'No news', stuck=True),
    Scene('silent', 'silent', 'silent', 'No news', stuck=True),
    Scene('result lost', 'lost', 'unclear', 'Failed, result lost', stuck=True),
    Scene('soft error', 'errors', 'errors', 'Deployed with errors', hint='bad', edit=True),
    Scene('exception', 'failed', 'failed', 'Deployment failed', hint='bad', edit=True),
    Scene('exception, reports lost', 'failed', 'failed', 'Deployment failed', hint='deployed', edit=True),
    Scene('action running', 'running', 'working', 'Running an action'),
    Scene('action silent', 'silent', 'silent', 'No news', stuck=True),
    Scene('action failed', 'failed', 'deployed', 'Action failed', hint='bad'),
    Scene('deleting', 'running', 'waiting', 'Deleting'),
    Scene('deleting, silent', 'silent', 'silent', 'No news', stuck=True),
]


def at(reports, when):
    for report in reports:
        report['created'] = report['updated'] = iso(when)


WORKING = [('Creating VM', 'info', 'c1')]
# What is reported, where it is not WORKING.
REPORTS = {
    'running with errors': [('oops', 'error', 'c1')],
    'no report yet': [],
    'never a report': [],
    'soft error': [('no licence', 'error', 'c1')],
    'exception': [],
    'exception, reports lost': [],
    'action failed': [],
    'deleting': [],
}


def act(murano, scene):
    """(the environment, its latest deployment) in this scene."""
    shop = murano.environment('shop', components=[component('web', id='c1', fqn='demo.Web')])
    murano.deployment(shop, finished=True, started=now() - timedelta(days=1))
    task = begin(murano, shop, scene)
    task.started = now() - LONG_AGO
    if 'silent' in scene or scene in ('never a report', 'result lost'):
        at(task.reports, now() - LONG_AGO)
    if scene == 'never a report':
        task.reports.clear()
    if scene == 'exception, reports lost':
        task.reports = [report for report in task.reports if report['level'] != 'error']
        murano.sessions[task.session_id].state = 'deployed'
    return shop, task


def begin(murano, shop, scene):
    reports = REPORTS.get(scene, WORKING)
    if scene.startswith('deleting'):
        task = murano.begin(shop, murano.draft(shop), None)
        for text, level, part in reports:
            murano.report(task, text, level=level, entity_id=part)
        return task
    if scene == 'result lost':
        reports = [*reports, ('boom', 'error', shop.id)]
    failed = scene.startswith('exception') or scene == 'action failed'
    task = murano.deployment(
        shop,
        reports=reports,
        action='backup' if scene.startswith('action') else 'deploy',
        finished=scene == 'soft error',
        failure='no host is free' if failed else None,
        details=DETAILS,
    )
    if scene.startswith('action'):
        task.action['object_id'] = 'c1'
    return task


def page(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200, response.content
    return response.content.decode()


def states(html):
    """Codes of all states that a page shows, those of what a script fills in left out."""
    html = re.sub('<template.*?</template>', '', html, flags=re.DOTALL)
    return set(re.findall('data-murano-state="([^"]+)"', html))


def polled(client, shop):
    """The row as the second poll brings it: the first learns which deployment it is."""
    asked = {'row': shop.id, 'view': shop.id}
    client.get(f'{LIST}rows/', asked)
    return client.get(f'{LIST}rows/', asked).json()['rows'][shop.id]


@pytest.fixture(params=SCENES, ids=lambda scene: scene.name)
def scene(request):
    return request.param


@pytest.fixture()
def played(murano, scene):
    return act(murano, scene.name)


def test_the_page_of_the_deployment(alice, played, scene):
    shop, task = played
    html = page(alice, f'{LIST}{shop.id}/deployments/{task.id}/')
    part = 'unclear' if scene.part == 'deployed' else scene.part
    assert scene.verdict in states(html) and scene.words in html
    # A failed action of which no component is known concerns the one that it was called on.
    assert states(html) <= {scene.verdict, part, 'failed'}


def test_the_page_of_the_environment(alice, murano, played, scene):
    shop, _task = played
    with murano.budget(3):
        html = page(alice, f'{LIST}{shop.id}/')
    assert scene.words in html
    # The deployment before it stands in its list.
    assert states(html) == {scene.verdict, scene.part, 'success'}
    assert ('Abandon…' in html) is scene.stuck
    assert ('Edit component' in html) is scene.edit


def test_both_pages_say_the_same_when_they_need_not_ask_again(alice, played, scene):
    shop, _task = played
    for url in (f'{LIST}{shop.id}/', f'{LIST}{shop.id}/components/c1/'):
        cache.clear()
        alice.get(LIST)
        assert shown(alice.get(url)) == shown(alice.get(url))


def test_the_poll_of_that_page(alice, played, scene):
    shop, _task = played
    page(alice, f'{LIST}{shop.id}/')
    told = alice.get(f'{LIST}{shop.id}/progress/').json()
    assert told['state'] == (scene.verdict if told['running'] else '')


def test_the_poll_of_the_list(alice, played, scene):
    shop, _task = played
    html = polled(alice, shop)
    if scene.hint == 'deployed':
        # Murano calls it a success; the list asks only about what runs or has failed.
        assert states(html) == {'deployed'}
        page(alice, f'{LIST}{shop.id}/')
        html = polled(alice, shop)
    assert states(html) == {scene.verdict} and scene.words in html
    assert ('Abandon…' in html) is scene.stuck


def test_the_list_tells_what_murano_says_and_then_what_a_page_has_found_out(alice, murano, played, scene):
    shop, _task = played
    with murano.budget(1):
        assert states(page(alice, LIST)) == {scene.hint}
    page(alice, f'{LIST}{shop.id}/')
    with murano.budget(1):
        assert states(page(alice, LIST)) == {scene.verdict}


def test_where_an_environment_is_chosen(alice, murano, played, scene):
    shop, _task = played
    package = murano.package()
    page(alice, f'{LIST}{shop.id}/')
    with murano.budget(1):
        assert states(page(alice, '/app-catalog/catalog/targets/')) == {scene.verdict}
    with murano.budget(2):
        assert states(page(alice, f'/app-catalog/catalog/{package["id"]}/add/')) == {scene.verdict}


def test_the_overview(alice, murano, played, scene):
    shop, _task = played
    page(alice, f'{LIST}{shop.id}/')
    with murano.budget(1):
        html = page(alice, OVERVIEW)
    assert states(html) == {scene.verdict} and scene.words in html
    assert ('Abandon…' in html) is scene.stuck
    in_progress = html[html.index('id="murano-running"') :].split('</section>')[0]
    assert ('shop' in in_progress) is scene.verdict.startswith('running')
    assert states(alice.get(f'{OVERVIEW}live/').json()['html']) == {scene.verdict}


def test_the_history(alice, murano, played, scene):
    shop, _task = played
    page(alice, f'{LIST}{shop.id}/')
    page(alice, HISTORY)
    with murano.budget(1):
        html = page(alice, HISTORY)
    assert states(html) == {scene.verdict, 'success'} and scene.words in html


def test_what_is_remembered_holds_no_text_and_no_secret(alice, played, scene):
    shop, _task = played
    page(alice, f'{LIST}{shop.id}/')
    page(alice, LIST)
    kept = repr([value for key, value in cache._cache.items() if 'murano_panel:latest' in key])
    assert len(kept) > 10 and not re.search('no host|licence|boom|oops|Creating', kept)


def test_nothing_is_told_of_an_environment_that_was_deleted(alice, murano, played, scene):
    shop, task = played
    page(alice, f'{LIST}{shop.id}/')
    del murano.environments[shop.id]
    murano.tasks.clear()
    assert 'shop' not in page(alice, OVERVIEW) and 'shop' not in page(alice, LIST)
    for url in ('', 'progress/', f'deployments/{task.id}/'):
        assert alice.get(f'{LIST}{shop.id}/{url}').status_code == 404


def test_a_draft_leaves_no_call_for_the_reports_of_a_failure(alice, murano):
    shop, _task = act(murano, 'soft error')
    alice.post(f'{LIST}{shop.id}/components/c1/remove/')
    mine = next(item for item in murano.sessions.values() if item.user_id == alice.person.id)
    mine.components = [*shop.components, component('db', id='c2')]
    with murano.budget(3):
        html = page(alice, f'{LIST}{shop.id}/')
    assert {'errors', 'unknown', 'added'} <= states(html) and 'failed' not in states(html)


def test_the_reason_of_a_soft_error_comes_with_the_second_poll(alice, murano):
    shop, _task = act(murano, 'soft error')
    assert 'no licence' in polled(alice, shop)


def test_a_reader_is_told_why_not_to_abandon(rita, murano):
    shop, _task = act(murano, 'silent')
    page(rita, f'{LIST}{shop.id}/')
    for url in (LIST, OVERVIEW):
        html = page(rita, url)
        assert 'No news' in html and 'Abandon…' not in html and 'deleting environments needs the member role' in html


def test_what_went_on_again_is_not_called_silent(alice, murano):
    shop, task = act(murano, 'silent')
    assert states(polled(alice, shop)) == {'silent'}
    murano.report(task, 'Ready', entity_id='c1')
    assert states(polled(alice, shop)) == {'running'}
    assert states(page(alice, LIST)) == {'running'}


# Drafts of others


def test_a_draft_of_somebody_else_is_told_everywhere(alice, bob, murano):
    shop = murano.environment('shop', components=[component(id='c1')])
    for url in (LIST, OVERVIEW, f'{LIST}{shop.id}/'):
        assert 'Somebody has an undeployed draft' not in page(alice, url)
    bob.post(f'{LIST}{shop.id}/components/c1/remove/')
    for url in (LIST, OVERVIEW, f'{LIST}{shop.id}/'):
        assert 'Somebody has an undeployed draft' in page(alice, url)
        assert 'Somebody has an undeployed draft' not in page(bob, url)


def heard(client, shop, html):
    told = re.search('data-murano-stamp="([^"]*)"', html)[1]
    return client.get(f'{LIST}{shop.id}/progress/', {'stamp': told}).json()['news']


def test_an_open_page_hears_what_others_do(alice, bob, murano):
    shop = murano.environment('shop', components=[component(id='c1')])
    html = page(alice, f'{LIST}{shop.id}/')
    with murano.budget(1):
        assert heard(alice, shop, html) == ''
    bob.post(f'{LIST}{shop.id}/components/c1/remove/')
    assert 'begun a draft' in heard(alice, shop, html)
    bob.post(f'{LIST}{shop.id}/deploy/')
    assert 'has been started' in heard(alice, shop, html)
    murano.end(murano.running(shop))
    assert 'has been deployed' in heard(alice, shop, html)
    assert heard(alice, shop, page(alice, f'{LIST}{shop.id}/')) == ''


def test_an_open_page_hears_of_a_new_name_but_not_of_ones_own_draft(alice, murano):
    shop = murano.environment('shop', components=[component(id='c1')])
    html = page(alice, f'{LIST}{shop.id}/')
    alice.post(f'{LIST}{shop.id}/components/c1/remove/')
    assert heard(alice, shop, html) == ''
    shop.name, shop.updated = 'store', now() + timedelta(seconds=5)
    assert 'has been changed' in heard(alice, shop, html)


@pytest.mark.parametrize('stamp', ['', 'x', '1.2.3', '....', '9' * 5000])
def test_a_stamp_that_is_none(alice, murano, stamp):
    shop = murano.environment('shop')
    assert alice.get(f'{LIST}{shop.id}/progress/', {'stamp': stamp}).json()['news'] == ''


@pytest.mark.parametrize('scene', ['silent', 'result lost'])
def test_nobody_is_told_to_wait_for_what_is_dead(alice, murano, scene):
    shop, _task = act(murano, scene)
    html = page(alice, f'{LIST}{shop.id}/')
    assert 'Murano keeps it locked' in html and 'Wait until it has ended' not in html
    assert 'Nothing can be changed until it has ended' not in html
