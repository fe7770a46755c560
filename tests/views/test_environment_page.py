"""The page of one environment, and what is done with drafts on it."""

import json
import re

import pytest

from tests.support import cast
from tests.support.fake_murano import component

LIST = '/app-catalog/environments/'
# What a script sends once it has asked, and the page that asks without one.
CONFIRMED = {'confirmed': 'yes'}


@pytest.fixture()
def web(murano):
    """A deployed environment with two components, of which the second needs the first."""
    host = component('host', 'demo.Host', id='host1')
    environment = murano.environment('web', components=[host, component('site', 'demo.Site', id='site1', host='host1')])
    environment.version = 0
    murano.deployment(environment, finished=True)
    return environment


def url(environment, rest=''):
    return f'{LIST}{environment.id}/{rest}'


def page(client, environment):
    response = client.get(url(environment))
    assert response.status_code == 200, response.content
    return response.content.decode()


def text_of(client, environment):
    """The page without its markup."""
    return re.sub(r'\s+', ' ', re.sub('<[^>]*>', ' ', page(client, environment)))


def remove(client, environment, component_id='site1'):
    return client.post(url(environment, f'components/{component_id}/remove/'), CONFIRMED)


def said(response):
    return [str(message) for message in response.wsgi_request._messages]


def json_in(html, element_id):
    start = html.index(f'<script id="{element_id}" type="application/json">')
    return json.loads(html[html.index('>', start) + 1 : html.index('</script>', start)])


def test_it_costs_two_calls_and_once_a_third_for_its_applications(alice, murano, web):
    for calls in (3, 2):
        with murano.budget(calls):
            text = text_of(alice, web)
        assert 'host' in text and 'Deployed' in text


@pytest.mark.parametrize('number', [5, 30])
def test_with_a_draft_it_costs_three_calls(alice, murano, number):
    environment = murano.environment(components=[component(f'c{index}', id=f'c{index}') for index in range(number)])
    remove(alice, environment, 'c1')
    with murano.budget(3):
        page(alice, environment)


def test_while_deploying_it_shows_what_is_being_deployed(alice, murano, web):
    murano.deployment(web, components=[component('new', id='new1')])
    with murano.budget(3):
        text = text_of(alice, web)
    assert 'new' in text and 'Waiting' in text and 'Watch it' in text and 'Nothing can be changed' in text


def test_other_projects_get_404(charlie, admin, web):
    assert charlie.get(url(web)).status_code == 404
    assert admin.get(url(web)).status_code == 404


def test_a_deleted_environment_is_404(alice, murano, web):
    del murano.environments[web.id]
    response = alice.get(url(web))
    assert response.status_code == 404 and 'deleted by somebody else' in response.content.decode()


def test_a_reader_is_told_once_why(rita, murano, web):
    murano.deployment(web, failure='No valid host')
    # What offers a lost draft stands hidden in the page, with its own reason.
    before, after = text_of(rita, web).split('Re-apply…')
    assert 'Retry' in before and before.count('only lets you look') == 1
    assert 'Edit' in after and after.split('Forget them')[1].count('only lets you look') == 0


def test_what_worked_before_a_failure_of_others_is_told_as_deployed(alice, murano, web):
    murano.deployment(web, failure='No valid host')
    assert text_of(alice, web).count('No error of its own; deployed') == len(web.components)


def test_an_address_says_whose_it_is(alice, murano):
    site = component('site', id='site1')
    shop = murano.environment('shop', components=[site])
    murano.deployment(shop, finished=True)
    shop.components = [{**site, 'url': 'http://192.0.2.1/'}]
    assert 'Addresses http://192.0.2.1/ site' in text_of(alice, shop)


def test_a_reader_sees_it_but_every_button_says_no(rita, web):
    html = page(rita, web)
    assert html.count('only lets you look') >= 4
    ours = html[html.index('id="murano-environment"') :]
    assert not re.findall('<button type="submit"(?![^>]* disabled)', ours)


def test_every_button_says_no_while_it_deploys(alice, murano, web):
    murano.deployment(web)
    assert 'A deployment or action is running' in page(alice, web)


def test_finished_deployments_are_linked(alice, murano, web):
    task = next(iter(murano.tasks))
    assert url(web, f'deployments/{task}/') in page(alice, web)


def test_the_reason_of_a_failure_and_a_way_on(alice, murano, web):
    murano.deployment(web, failure='No valid host')
    html = page(alice, web)
    assert 'No valid host' in html and 'Retry' in html and 'See its log' in html


def progress(client, environment):
    response = client.get(url(environment, 'progress/'))
    assert response.status_code == 200, response.content
    return response.json()


def test_its_poll_tells_the_newest_line_until_the_end(alice, murano, web):
    task = murano.deployment(web, reports=['Creating VM'])
    assert url(web, 'progress/') in page(alice, web)
    assert progress(alice, web) == {'running': True, 'state': 'running', 'line': 'Creating VM', 'news': ''}
    murano.report(task, '<b>{$ 7*7 $}</b>' + 'x' * 1000)
    line = progress(alice, web)['line']
    assert line.startswith('<b>{$ 7*7 $}</b>') and len(line) == 300
    murano.end(task)
    assert progress(alice, web) == {'running': False, 'state': '', 'line': '', 'news': ''}


def test_its_poll_says_when_the_environment_is_gone(alice, murano):
    gone = murano.environment('gone', status='deleting')
    assert progress(alice, gone)['running']
    del murano.environments[gone.id]
    response = alice.get(url(gone, 'progress/'))
    assert response.status_code == 404 and response.json()['error']['kind'] == 'not-found'


# What is where on the page


def test_the_strip_tells_counts_addresses_and_the_last_deployment(alice, murano):
    site = component('site', 'demo.Site', id='site1')
    environment = murano.environment(components=[site])
    murano.deployment(environment, finished=True)
    environment.components = [{**site, 'url': 'http://192.0.2.1/'}]
    strip = page(alice, environment).split('<dl class="murano-strip">')[1].split('</dl>')[0]
    assert 'http://192.0.2.1/' in strip and '#1' in strip and 'Succeeded' in strip and '<dd>1</dd>' in strip


def test_the_parts_of_the_page_are_links_without_scripts(alice, web):
    html = page(alice, web)
    for part in ('components', 'deployments', 'details'):
        assert f'href="#{part}"' in html and f'<section id="{part}"' in html


def test_rows_of_deployments_tell_what_changed(alice, murano):
    host, site, db = component('host', id='host1', port=1), component('site'), component('db<b>', id='db1')
    web = murano.environment(components=[host, site])
    for components in ([host, site], [host, db], [{**host, 'port': 2}, db], [{**host, 'port': '2'}, db]):
        murano.deployment(web, components=components, finished=True)
    text = text_of(alice, web).split('Latest deployments')[1]
    assert '#4 Deployment no component changed: deployed again' in text
    assert '#3 Deployment +0 ~1 −0 changed: host' in text
    assert '#2 Deployment +1 ~0 −1 added: db&lt;b&gt; , removed: site' in text
    assert '#1 Deployment +2 ~0 −0 added: host , site' in text


@pytest.fixture()
def site_package(murano):
    return murano.package('demo.Site', name='The <b>Site</b>', is_public=False)


def has_logo(html, package):
    return f'/app-catalog/catalog/{package["id"]}/logo/' in html and 'The &lt;b&gt;Site&lt;/b&gt;' in html


def test_applications_that_were_seen_in_the_catalog_have_name_and_logo(alice, bob, charlie, murano, web, site_package):
    murano.package('demo.Host')
    bob.get('/app-catalog/catalog/')
    with murano.budget(2):
        assert has_logo(page(alice, web), site_package)
    # Known to the project, not to others.
    elsewhere = murano.environment(project='other', components=web.components)
    assert not has_logo(page(charlie, elsewhere), site_package)


def asked_for_packages(murano):
    return sum('/catalog/packages' in path for _method, path in murano.calls)


def test_applications_that_nobody_has_seen_are_asked_for_once(alice, bob, murano, web, site_package):
    """All at once; then that of the host, which is not in the catalog, by itself."""
    for asked, client in ((1, alice), (2, alice), (2, alice), (2, bob)):
        before = len(murano.calls)
        html = page(client, web)
        assert len(murano.calls) - before <= 3
        assert asked_for_packages(murano) == asked
    assert has_logo(html, site_package)


def test_several_applications_are_learned_with_one_call(alice, murano):
    packages = [murano.package(f'demo.App{number}', name=f'Application {number}') for number in range(5)]
    web = murano.environment(components=[component(f'{n}', f'demo.App{n}') for n in range(5)], version=0)
    with murano.budget(2):
        html = page(alice, web)
    assert all(f'/app-catalog/catalog/{package["id"]}/logo/' in html for package in packages)
    with murano.budget(1):
        page(alice, web)


def test_without_the_catalog_the_page_shows_classes(alice, murano, web):
    murano.fail('GET', '/catalog/packages', status=500)
    assert 'Site' in text_of(alice, web) and asked_for_packages(murano) == 1


def test_nothing_is_asked_for_where_no_call_is_left(alice, murano, web):
    remove(alice, web)
    page(alice, web)
    assert asked_for_packages(murano) == 0


def test_the_draft_says_each_change_in_a_line(alice, murano, web):
    host = web.components[0]
    draft_with(alice, web, murano, [{**host, 'port': 2}, component('db', id='db1')])
    lines = page(alice, web).split('<ul class="murano-draft__lines">')[1].split('</ul>')[0]
    assert lines.count('<li>') == 3 and 'port' in lines


# Drafts


def test_removing_opens_a_draft_that_the_page_shows(alice, web):
    response = remove(alice, web)
    assert response.status_code == 302
    cookie = response.cookies[f'murano_draft_{web.id}']
    assert cookie['httponly'] and cookie['path'] == '/app-catalog/'
    text = text_of(alice, web)
    assert '1 undeployed change' in text and 'removed' in text and 'Goes with the next deployment' in text


def test_session_ids_stay_out_of_pages(alice, murano, web):
    remove(alice, web)
    html = page(alice, web)
    assert murano.sessions and not any(session_id in html for session_id in murano.sessions)


def test_a_second_change_uses_the_same_draft(alice, murano, web):
    before = len(murano.sessions)
    remove(alice, web)
    response = remove(alice, web, 'host1')
    assert len(murano.sessions) == before + 1
    assert '2 undeployed changes' in text_of(alice, web)
    assert f'murano_draft_{web.id}' not in response.cookies


def test_a_draft_that_cannot_be_written_is_not_leaked(alice, murano, web):
    before = len(murano.sessions)
    murano.fail('DELETE', '/services/', status=500)
    assert remove(alice, web).status_code == 503
    assert len(murano.sessions) == before


def test_removing_what_is_gone_says_so(alice, web):
    response = remove(alice, web, 'nothing1')
    assert response.status_code == 302 and said(response)


def test_removing_what_others_need_stops_the_deploy_button(alice, web):
    remove(alice, web, 'host1')
    text = text_of(alice, web)
    assert 'refers to a component that is being removed' in text
    assert 'A component refers to one that is being removed' in text


def test_the_draft_survives_logout_and_login(alice, web):
    remove(alice, web)
    del alice.cookies['sessionid']
    cast.log_in(alice, cast.ALICE)
    assert '1 undeployed change' in text_of(alice, web)


def test_deploying_leads_to_the_deployment_and_ends_the_draft(alice, murano, web):
    remove(alice, web)
    response = alice.post(url(web, 'deploy/'))
    assert response['Location'] == url(web, f'deployments/{murano.running(web).id}/')
    assert response.cookies[f'murano_draft_{web.id}']['max-age'] == 0


def test_a_second_press_ends_at_the_running_deployment(alice, murano, web):
    remove(alice, web)
    cookies = alice.cookies.copy()
    first = alice.post(url(web, 'deploy/'))
    # The second press was sent before the first answer took the cookie away.
    alice.cookies = cookies
    second = alice.post(url(web, 'deploy/'))
    assert second['Location'] == first['Location']
    assert len([task for task in murano.tasks.values() if not task.finished]) == 1


def test_a_second_press_after_the_end(alice, murano, web):
    remove(alice, web)
    cookies = alice.cookies.copy()
    first = alice.post(url(web, 'deploy/'))
    murano.end(murano.running(web))
    alice.cookies = cookies
    assert alice.post(url(web, 'deploy/'))['Location'] == first['Location']


def test_pressing_deploy_in_a_stale_page_finds_what_runs(alice, web):
    remove(alice, web)
    first = alice.post(url(web, 'deploy/'))
    assert alice.post(url(web, 'deploy/'))['Location'] == first['Location']


def test_nothing_to_deploy(alice, web):
    response = alice.post(url(web, 'deploy/'))
    assert response['Location'] == url(web)
    assert 'Nothing to deploy' in said(response)[0]


def test_another_user_deploys_first(alice, bob, murano, web):
    remove(alice, web)
    remove(bob, web)
    bob.post(url(web, 'deploy/'))
    with murano.budget(1):
        response = alice.post(url(web, 'deploy/'))
    assert response['Location'] == url(web) and 'another deployment started first' in said(response)[-1]
    text = text_of(alice, web)
    assert 'Your draft can no longer be deployed' in text and 'changes are gone' in text


def test_a_draft_overtaken_by_a_finished_deployment(alice, bob, murano, web):
    remove(alice, web)
    remove(bob, web)
    bob.post(url(web, 'deploy/'))
    murano.end(murano.running(web))
    text = text_of(alice, web)
    assert 'was deployed after it was opened' in text and 'Forget the draft' in text


def test_the_next_change_replaces_an_outdated_draft(alice, bob, murano, web):
    remove(alice, web)
    outdated = {session.id for session in murano.sessions.values() if session.user_id == cast.ALICE.id}
    remove(bob, web)
    bob.post(url(web, 'deploy/'))
    murano.end(murano.running(web))
    assert remove(alice, web, 'host1').cookies
    assert not outdated & set(murano.sessions)


def test_what_another_user_removed_is_not_removed_again(alice, bob, murano, web):
    remove(alice, web)
    remove(bob, web)
    bob.post(url(web, 'deploy/'))
    murano.end(murano.running(web))
    sessions = set(murano.sessions)
    response = remove(alice, web)
    assert 'this component is gone already' in said(response)[-1]
    # No draft was opened for it.
    assert set(murano.sessions) == sessions


def test_a_draft_discarded_elsewhere(alice, murano, web):
    remove(alice, web)
    # Whoever has a draft has seen the page: its past is known.
    alice.get(url(web))
    murano.sessions = {key: value for key, value in murano.sessions.items() if value.user_id != cast.ALICE.id}
    # A draft is gone when that was said twice.
    with murano.budget(3):
        response = alice.get(url(web))
    assert 'Your draft is gone' in response.content.decode()
    assert response.cookies[f'murano_draft_{web.id}']['max-age'] == 0


def test_discarding(alice, murano, web):
    before = set(murano.sessions)
    remove(alice, web)
    response = alice.post(url(web, 'discard/'), CONFIRMED)
    assert response['Location'] == url(web) and set(murano.sessions) == before
    assert response.cookies[f'murano_draft_{web.id}']['max-age'] == 0
    assert 'gone already' in said(alice.post(url(web, 'discard/'), CONFIRMED))[-1]


def test_one_draft_too_many_asks_which_to_discard(alice, murano, settings):
    settings.MURANO_PANEL = {'DRAFT_MAX_COUNT': 1}
    one, two = (murano.environment(name, components=[component(id='c1')]) for name in ('one', 'two'))
    remove(alice, one, 'c1')
    response = remove(alice, two, 'c1')
    assert response['Location'] == LIST + 'drafts/'
    html = alice.get(LIST + 'drafts/').content.decode()
    assert url(one, 'discard/') in html and url(two, 'discard/') not in html
    assert alice.post(url(one, 'discard/'), {'next': 'drafts', **CONFIRMED})['Location'] == LIST + 'drafts/'
    assert remove(alice, two, 'c1')['Location'] == url(two)


@pytest.mark.parametrize('rest', ['deploy/', 'discard/', 'reapply/', 'components/site1/remove/'])
def test_a_reader_changes_nothing(rita, murano, web, rest):
    before = dict(murano.sessions)
    assert rita.post(url(web, rest)).status_code == 403
    assert murano.sessions == before


@pytest.mark.parametrize('rest', ['deploy/', 'reapply/', 'components/site1/remove/'])
def test_other_projects_change_nothing(charlie, murano, web, rest):
    before = dict(murano.sessions)
    assert charlie.post(url(web, rest)).status_code == 404
    assert murano.sessions == before


def test_reading_a_change_does_nothing(alice, murano, web):
    assert alice.get(url(web, 'deploy/'))['Location'] == url(web)
    assert not [task for task in murano.tasks.values() if not task.finished]


# Carrying a lost draft over


def draft_with(client, environment, murano, components):
    """Gives the test client's user a draft in which the environment has these components."""
    remove(client, environment)
    session = next(
        item for item in murano.sessions.values() if item.user_id == client.person.id and item.state == 'opened'
    )
    session.components = components


def test_the_browser_is_given_the_changes_without_secrets(alice, murano, web):
    draft_with(alice, web, murano, [*web.components, component('db', id='db1', adminPassword='s3cret')])
    html = page(alice, web)
    assert 's3cret' not in html
    (entry,) = json_in(html, 'murano-draft')['changes']
    assert entry['kind'] == 'added' and entry['withheld'] == [['adminPassword']]
    assert json_in(html, 'murano-environment')['present'] == ['host1', 'site1', 'db1']


def lost(alice, bob, web, murano, extra):
    """Alice's changes as her browser kept them, after Bob has deployed."""
    draft_with(alice, web, murano, [*web.components, extra])
    saved = json.dumps(json_in(page(alice, web), 'murano-draft')['changes'])
    remove(bob, web)
    bob.post(url(web, 'deploy/'))
    murano.end(murano.running(web))
    return saved


def test_reapplying_shows_what_and_then_opens_a_new_draft(alice, bob, murano, web):
    saved = lost(alice, bob, web, murano, component('db', id='db1', port=1))
    html = alice.post(url(web, 'reapply/'), {'saved': saved}).content.decode()
    assert 'db' in html and 'added' in html
    # The same template, and so the same words, as on the page of the draft.
    assert '<dt title="port">Port</dt><dd><span class="murano-change__new">1</span>' in html
    response = alice.post(url(web, 'reapply/'), {'saved': saved, 'confirmed': 'yes'})
    assert response['Location'] == url(web) + '#reapplied'
    text = text_of(alice, web)
    assert '1 undeployed change' in text and 'db' in text and 'site' not in text.split('Latest deployments')[0]


def test_reapplying_asks_for_secrets_again(alice, bob, murano, web):
    saved = lost(alice, bob, web, murano, component('db', id='db1', password='s3cret'))
    html = alice.post(url(web, 'reapply/'), {'saved': saved, 'confirmed': 'yes'}).content.decode()
    assert 'type="password"' in html and 'Needed' in html
    key = 'secret:["db1", "password"]'
    alice.post(url(web, 'reapply/'), {'saved': saved, 'confirmed': 'yes', key: 'again'})
    written = [item for item in murano.sessions.values() if item.state == 'opened'][-1].components[-1]
    assert written['password'] == 'again'


def test_reapplying_waits_for_what_runs(alice, bob, murano, web):
    saved = lost(alice, bob, web, murano, component('db', id='db1'))
    murano.deployment(web)
    response = alice.post(url(web, 'reapply/'), {'saved': saved})
    assert response['Location'] == url(web) and 'running' in said(response)[-1]


@pytest.mark.parametrize('saved', ['', 'null', '{"kind": "added"}', '[' * 10000])
def test_nonsense_is_refused(alice, web, saved):
    response = alice.post(url(web, 'reapply/'), {'saved': saved})
    assert response.status_code == 302 and 'cannot be used' in said(response)[0]


def test_nothing_left_to_reapply(alice, web):
    saved = json.dumps([{'kind': 'removed', 'id': 'gone1', 'name': 'gone'}])
    response = alice.post(url(web, 'reapply/'), {'saved': saved})
    assert response['Location'] == url(web) + '#reapplied'


def test_a_busy_environment_is_told_instead_of_an_error(alice, murano, web):
    murano.deployment(web)
    response = remove(alice, web)
    assert response['Location'] == url(web) and 'Wait until it has ended' in said(response)[0]
