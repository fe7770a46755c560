"""The list of environments and its poll."""

from datetime import timedelta

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
        ('deploy failure', 'Last deployment or action failed'),
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


def test_filtering_without_javascript(alice, murano):
    murano.environment('web-shop')
    murano.environment('build-farm')
    html = page(alice, q='WEB')
    assert row_of(html, 'web-shop').get('hidden') is None
    assert 'hidden' in row_of(html, 'build-farm')


def test_filtering_by_state(alice, murano):
    murano.environment('web-shop', status='deploying')
    murano.environment('build-farm')
    html = page(alice, state='progress')
    assert 'hidden' not in row_of(html, 'web-shop')
    assert 'hidden' in row_of(html, 'build-farm')


def row_of(html, name):
    """The attributes of the table row of an environment."""
    from html.parser import HTMLParser

    found = {}

    class Rows(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag == 'tr' and dict(attrs).get('data-display') == name:
                found.update(dict(attrs))

    Rows().feed(html)
    assert found, f'no row {name}'
    return found


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


def rows(client, **query):
    response = client.get(ROWS, query, headers={'accept': 'application/json'})
    assert response.status_code == 200, response.content
    return response.json()


def test_the_poll_brings_running_rows_and_ends_when_nothing_runs(alice, murano):
    busy = murano.environment('busy', status='deploying')
    murano.environment('idle')
    answer = rows(alice, since='9999')
    assert list(answer['rows']) == [busy.id] and answer['again'] and len(answer['ids']) == 2
    murano.end(murano.running(busy))
    assert rows(alice, since='9999')['again'] is False


def test_the_poll_brings_what_ended_since(alice, murano):
    murano.environment('old', ago=timedelta(days=1))
    busy = murano.environment('busy', status='deploying')
    since = rows(alice)['since']
    murano.end(murano.running(busy))
    answer = rows(alice, since=since)
    assert list(answer['rows']) == [busy.id]
    assert 'Deployed' in answer['rows'][busy.id]


def test_deleted_rows_are_missing(alice, murano):
    gone = murano.environment('gone')
    del murano.environments[gone.id]
    assert rows(alice)['ids'] == []


def test_the_newest_line_comes_from_the_second_poll_on(alice, murano):
    busy = murano.environment('busy', status='deploying')
    murano.report(murano.running(busy), 'Creating VM')
    with murano.budget(2) as first:
        assert 'Creating VM' not in rows(alice, view=busy.id)['rows'][busy.id]
    with murano.budget(2) as second:
        assert 'Creating VM' in rows(alice, view=busy.id)['rows'][busy.id]
    assert first[1][1].endswith('/deployments') and '/deployments/' in second[1][1]


def test_the_reason_of_a_failure(alice, murano):
    failed = murano.environment('failed', components=[component()])
    murano.deployment(failed, failure='No valid host')
    with murano.budget(2):
        html = rows(alice, view=failed.id)['rows'][failed.id]
    assert 'No valid host' in html and 'Last deployment failed' in html


def test_a_poll_makes_eleven_calls_at_most(alice, murano):
    ids = [murano.environment(f'e{number}', status='deploying').id for number in range(15)]
    with murano.budget(11):
        assert len(rows(alice, view=ids)['rows']) == 15


def test_news_are_asked_only_for_what_runs_or_failed(alice, murano):
    idle = murano.environment('idle', components=[component()])
    with murano.budget(1):
        rows(alice, view=idle.id)


def test_news_of_foreign_environments_are_not_told(charlie, murano):
    busy = murano.environment('busy', status='deploying')
    with murano.budget(1):
        assert rows(charlie, view=busy.id) == {'rows': {}, 'ids': [], 'since': '', 'again': False}


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
        html = post(
            alice, URL, {'action': 'environments__delete_selected', 'object_ids': [one.id, two.id]}
        ).content.decode()
    assert '>one<' in html and '>two<' in html and 'name="agreed"' in html
    assert len(murano.environments) == 2


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


@pytest.mark.parametrize('url', [URL, URL + 'delete/'])
def test_a_reader_deletes_nothing(rita, murano, url):
    one = murano.environment('one')
    data = {'action': 'environments__delete_selected', 'object_ids': [one.id], 'agreed': 'yes'}
    assert post(rita, url, data).status_code == 403
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
