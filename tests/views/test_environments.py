"""The list of environments and its poll."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests.support import cast
from tests.support.fake_murano import component

URL = '/app-catalog/environments/'
ROWS = URL + 'rows/'


def page(client, url=URL, **query):
    response = client.get(url, query)
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_the_list_costs_one_call_whatever_its_length(alice, murano):
    for number in range(25):
        murano.environment(f'env-{number}', components=[component()])
    with murano.budget(1):
        html = page(alice)
    assert all(f'>env-{number}<' in html for number in range(25))


def test_others_of_the_project_see_it_too_but_not_other_projects(bob, charlie, murano):
    murano.environment('web-shop')
    assert 'web-shop' in page(bob)
    assert 'web-shop' not in page(charlie)


def test_an_empty_list_says_what_to_do(alice):
    html = page(alice)
    assert 'No environments yet' in html and reverse('horizon:app-catalog:catalog:index') in html


@pytest.mark.parametrize(
    'status, word',
    [
        ('ready', 'Deployed'),
        ('pending', 'Deployed'),
        ('deploying', 'Deploying'),
        ('deploy failure', 'Last deployment or action had errors'),
        ('deleting', 'Deleting'),
        ('delete failure', 'Deletion failed'),
    ],
)
def test_states_are_words(alice, murano, status, word):
    murano.environment(status=status, components=[component()])
    assert word in page(alice)


def test_never_deployed(alice, murano):
    murano.environment('fresh')
    assert 'Not deployed yet' in page(alice)


def test_a_reader_is_told_why_he_may_not_write(rita, murano):
    murano.environment('web-shop')
    html = page(rita)
    assert 'only lets you look' in html and 'object_ids' not in html


def names(html):
    """The environments of the page's rows, in order."""
    return [unescape(name) for name in re.findall(r'<tr [^>]*data-murano-name="([^"]*)"', html)]


@pytest.fixture()
def zoo(murano):
    """One in each state, named against the order in which they are shown."""
    murano.environment('a fresh one', ago=timedelta(hours=2), description='for the ZEBRA')
    murano.environment('b deployed', components=[component()], ago=timedelta(hours=3))
    murano.environment('c failed', components=[component()], status='deploy failure', ago=timedelta(hours=1))
    murano.environment('d running', components=[component()], status='deploying', ago=timedelta(hours=4))


def test_what_runs_comes_first_then_what_failed(alice, zoo):
    assert names(page(alice)) == ['d running', 'c failed', 'a fresh one', 'b deployed']


def test_my_draft_comes_before_what_rests(alice, murano, zoo):
    quiet = murano.environment('z mine', components=[component(id='c1')])
    alice.post(f'{URL}{quiet.id}/components/c1/remove/')
    assert names(page(alice)) == ['d running', 'c failed', 'z mine', 'a fresh one', 'b deployed']


@pytest.mark.parametrize(
    ('sort', 'order', 'direction'),
    [
        ('name', 'abcd', 'ascending'),
        ('-name', 'dcba', 'descending'),
        ('updated', 'cabd', 'descending'),
        ('-updated', 'dbac', 'ascending'),
        ('-state', 'abcd', 'descending'),
        ('nonsense', 'dcab', 'ascending'),
        ('-', 'dcab', 'ascending'),
    ],
)
def test_sorting(alice, zoo, sort, order, direction):
    html = page(alice, sort=sort)
    assert ''.join(name[0] for name in names(html)) == order
    assert re.findall('aria-sort="(.*?)"', html) == [direction]


def test_the_heads_of_columns_sort_and_turn_round(alice, zoo):
    html = page(alice, q='e', sort='name', page=1)
    for query in ('?q=e&amp;sort=-name', '?q=e&amp;sort=updated', '?q=e'):
        assert f'href="{URL}{query}"' in html


@pytest.mark.parametrize(('text', 'found'), [('FAIL', ['c failed']), ('zebra', ['a fresh one']), ('nothing', [])])
def test_filtering_by_text(alice, zoo, text, found):
    html = page(alice, q=text)
    assert names(html) == found
    assert f'{len(found)} of 4 environments' in html and ('No environment matches' in html) is not found


@pytest.mark.parametrize(
    ('state', 'found'),
    [('progress', 'd'), ('attention', 'c'), ('deployed', 'b'), ('new', 'a'), ('draft', ''), ('x', 'dcab')],
)
def test_filtering_by_state(alice, zoo, state, found):
    assert ''.join(name[0] for name in names(page(alice, state=state))) == found


def test_it_says_once_how_many_there_are(alice, zoo):
    html = page(alice)
    assert html.count('4 environments') == 1 and 'Displaying' not in html and 'No environment matches' not in html


@pytest.fixture()
def many(murano):
    for number in range(120):
        murano.environment(f'env {number:03}', components=[component()])


def test_a_page_has_fifty_rows_and_leads_to_the_others(alice, many):
    html = page(alice, sort='name', page=2)
    assert names(html) == [f'env {number:03}' for number in range(50, 100)]
    assert '51–100 of 120' in html
    assert f'rel="prev" href="{URL}?sort=name"' in html and f'rel="next" href="{URL}?sort=name&amp;page=3"' in html


@pytest.mark.parametrize(('number', 'first'), [('3', 100), ('99', 100), ('0', 0), ('-1', 0), ('x', 0), ('9' * 50, 0)])
def test_pages_that_do_not_exist(alice, many, number, first):
    assert names(page(alice, sort='name', page=number))[0] == f'env {first:03}'


def test_filters_and_sorting_see_what_is_on_other_pages(alice, many):
    assert names(page(alice, q='env 119')) == ['env 119']
    assert names(page(alice, sort='-name'))[0] == 'env 119'


def test_few_rows_need_no_pages(alice, zoo):
    assert 'rel="next"' not in page(alice)


def test_what_is_selected_has_a_name(alice, murano):
    environment = murano.environment('web "shop"')
    html = page(alice)
    assert f'name="object_ids" value="{environment.id}"' in html and 'aria-label="Select web &quot;shop&quot;"' in html


def test_refused_actions_say_why(alice, murano):
    murano.environment('busy', status='deploying')
    assert 'Wait until it has ended' in page(alice)


HOSTILE = ['{$ 7*7 $}', '{{ 7*7 }}', '</script><script>alert(1)</script>', '🚀' * 255, 'a' * 255]


@pytest.mark.parametrize('name', HOSTILE)
def test_hostile_names_are_shown_literally(alice, murano, name):
    from html import escape

    environment = murano.environment(name, components=[component(name)], status='deploy failure')
    for url in (URL, f'{URL}{environment.id}/', '/app-catalog/', f'{URL}{environment.id}/delete/'):
        html = page(alice, url)
        assert escape(name) in html
        assert '<script>alert' not in html


def test_murano_down_is_a_page(alice, murano):
    murano.refuse('GET', '/environments')
    response = alice.get(URL)
    assert response.status_code == 503 and 'Try again' in response.content.decode()


def rows(client, *shown, **query):
    """What the poll of a page answers that shows these environments."""
    query = {'row': [environment.id for environment in shown], **query}
    response = client.get(ROWS, query, headers={'accept': 'application/json'})
    assert response.status_code == 200, response.content
    return response.json()


def test_the_poll_brings_running_rows_and_ends_when_nothing_runs(alice, murano):
    busy, idle = murano.environment('busy', status='deploying'), murano.environment('idle')
    answer = rows(alice, busy, idle, since='9999')
    assert list(answer['rows']) == [busy.id] and answer['again']
    murano.end(murano.running(busy))
    assert rows(alice, busy, idle, since='9999')['again'] is False


def test_the_poll_brings_what_ended_since(alice, murano):
    old = murano.environment('old', ago=timedelta(days=1))
    busy = murano.environment('busy', status='deploying')
    since = rows(alice, old, busy)['since']
    murano.end(murano.running(busy))
    answer = rows(alice, old, busy, since=since)
    assert list(answer['rows']) == [busy.id]
    assert 'Deployed' in answer['rows'][busy.id]


def test_the_poll_is_about_the_rows_that_are_shown(alice, murano):
    shown, elsewhere = murano.environment('shown'), murano.environment('elsewhere', status='deploying')
    with murano.budget(1):
        answer = rows(alice, shown, view=elsewhere.id)
    assert list(answer['rows']) == [shown.id] and answer['again'] is False


def test_the_poll_tells_that_environments_came_or_went(alice, murano):
    stays, goes = murano.environment('stays'), murano.environment('goes', status='deploying')
    rolls = [re.search('data-murano-roll="(.*?)"', page(alice))[1], rows(alice, stays, goes)['roll']]
    murano.end(murano.running(goes))
    rolls.append(rows(alice, stays, goes)['roll'])
    assert len(set(rolls)) == 1
    del murano.environments[goes.id]
    answer = rows(alice, stays, goes)
    assert list(answer['rows']) == [stays.id] and answer['roll'] not in rolls
    murano.environment('new')
    assert rows(alice, stays)['roll'] not in [*rolls, answer['roll']]


def test_the_newest_line_comes_from_the_second_poll_on(alice, murano):
    busy = murano.environment('busy', status='deploying')
    murano.report(murano.running(busy), 'Creating VM')
    with murano.budget(2) as first:
        assert 'Creating VM' not in rows(alice, busy, view=busy.id)['rows'][busy.id]
    with murano.budget(2) as second:
        assert 'Creating VM' in rows(alice, busy, view=busy.id)['rows'][busy.id]
    assert first[1][1].endswith('/deployments') and '/deployments/' in second[1][1]


def test_the_reason_of_a_failure_leads_to_its_deployment(alice, murano):
    failed = murano.environment('failed', components=[component()])
    task = murano.deployment(failed, failure='No valid host')
    assert 'data-murano-awaits-news' in page(alice)
    with murano.budget(2):
        html = rows(alice, failed, view=failed.id)['rows'][failed.id]
    assert 'No valid host' in html and 'Deployment failed' in html and 'awaits-news' not in html
    assert f'href="{URL}{failed.id}/deployments/{task.id}/"' in html


def test_a_poll_makes_eleven_calls_at_most(alice, murano):
    busy = [murano.environment(f'e{number}', status='deploying') for number in range(15)]
    with murano.budget(11):
        assert len(rows(alice, *busy, view=[each.id for each in busy])['rows']) == 15


def test_a_poll_answers_for_one_page_at_most(alice, murano):
    busy = [murano.environment(f'e{number}', status='deploying') for number in range(60)]
    assert len(rows(alice, *busy)['rows']) == 50


def test_news_are_asked_only_for_what_runs_or_failed(alice, murano):
    idle = murano.environment('idle', components=[component()])
    with murano.budget(1):
        rows(alice, idle, view=idle.id)


def test_news_of_foreign_environments_are_not_told(charlie, murano):
    busy = murano.environment('busy', status='deploying')
    with murano.budget(1):
        answer = rows(charlie, busy, view=busy.id)
    assert answer['rows'] == {} and answer['again'] is False and answer['since'] == ''


def test_a_poll_that_fails_is_json(alice, murano):
    murano.refuse('GET', '/environments')
    response = alice.get(ROWS)
    assert response.status_code == 503 and response.json()['error']['kind'] == 'unavailable'


def post(client, url, data=None):
    return client.post(url, data or {})


def messages(response):
    return [str(message) for message in response.wsgi_request._messages]


def test_deleting_several_asks_first(alice, murano):
    one, two = murano.environment('one', components=[component()]), murano.environment('two')
    with murano.budget(1):
        html = page(alice, URL + 'delete/', object_ids=[one.id, two.id])
    assert '>one<' in html and '>two<' in html and 'name="agreed"' in html and 'Check this box' not in html
    assert len(murano.environments) == 2


def test_deleting_nothing_says_what_to_do(alice, murano):
    response = alice.get(URL + 'delete/')
    assert response.status_code == 302 and 'Nothing was selected' in '\n'.join(messages(response))


def test_deleting_what_is_gone_says_so(alice, murano):
    gone, going = murano.environment('gone'), murano.environment('going')
    del murano.environments[gone.id]
    murano.fail('DELETE', going.id, status=404)
    murano.fail('GET', going.id, status=404)
    said = '\n'.join(messages(post(alice, URL + 'delete/', {'object_ids': [gone.id, going.id], 'agreed': 'yes'})))
    assert '1 environment of those selected was gone' in said and '"going" was gone already' in said
    assert 'Deletion started' not in said


@pytest.mark.parametrize('status', [400, 403, 404, 409, 500, 502])
def test_one_that_cannot_be_deleted_stops_no_other(alice, murano, status):
    one, two, three = (murano.environment(name) for name in ('one', 'two', 'three'))
    murano.fail('DELETE', two.id, status=status)
    ids = [one.id, two.id, three.id]
    said = '\n'.join(messages(post(alice, URL + 'delete/', {'object_ids': ids, 'agreed': 'yes'})))
    assert '"one", "three"' in said and said.count('"two"') == 1


def test_deleting_several_tells_what_became_of_each(alice, murano):
    one, two, busy = (
        murano.environment('one'),
        murano.environment('two'),
        murano.environment('busy', status='deploying'),
    )
    murano.fail('DELETE', two.id, status=500)
    response = post(alice, URL + 'delete/', {'object_ids': [one.id, two.id, busy.id], 'agreed': 'yes'})
    said = '\n'.join(messages(response))
    assert response.status_code == 302 and one.id not in murano.environments
    assert '"one"' in said and '"two" was not deleted' in said and '"busy" was not deleted' in said


def test_deleting_several_without_agreeing(alice, murano):
    one = murano.environment('one', components=[component()])
    assert 'Check this box' in post(alice, URL + 'delete/', {'object_ids': [one.id]}).content.decode()


def test_a_reader_deletes_nothing(rita, murano):
    one = murano.environment('one')
    assert rita.get(URL + 'delete/', {'object_ids': [one.id]}).status_code == 403
    assert post(rita, URL + 'delete/', {'object_ids': [one.id], 'agreed': 'yes'}).status_code == 403
    assert one.id in murano.environments


@pytest.mark.parametrize('action', ['environments', 'environments__delete_selected', 'x', ''])
def test_nothing_is_posted_to_the_list(alice, murano, action):
    one = murano.environment('one')
    assert post(alice, URL, {'action': action, 'object_ids': [one.id]}).status_code == 405
    assert one.id in murano.environments


def test_drafts_of_vanished_environments_are_forgotten(alice, murano):
    environment = murano.environment('web', components=[component(id='c1')])
    alice.post(f'{URL}{environment.id}/components/c1/remove/')
    del murano.environments[environment.id]
    response = alice.get(URL)
    assert response.cookies[f'murano_draft_{environment.id}']['max-age'] == 0


def test_my_draft_is_marked_for_me_alone(alice, bob, murano):
    environment = murano.environment('web', components=[component(id='c1')])
    alice.post(f'{URL}{environment.id}/components/c1/remove/')
    assert 'Your draft' in page(alice)
    assert 'Your draft' not in page(bob)
    assert cast.ALICE.project == cast.BOB.project


def test_what_other_tables_send_to_the_list_is_refused(alice):
    """Horizon's tables post to their own page."""
    assert alice.post(URL, {'action': 'environments'}).status_code == 405
    assert alice.get(URL, {'action': 'environments', 'table': 'x', 'obj_id': 'y'}).status_code == 200
