"""The review of a draft: its change set as a page, filtered by its address, from which it is deployed."""

import html
import re

import pytest

from tests.support.fake_murano import component
from tests.support.pages import form, shown
from tests.views.test_environment_page import remove, said, url, web  # noqa: F401  fixture
from tests.views.test_undo import drafted  # noqa: F401  fixture


def review(client, environment, **query):
    answer = client.get(url(environment, 'review/'), query)
    assert answer.status_code == 200
    return answer


def changes(answer):
    return answer.content.decode().split('<ul class="murano-changes">')[1].split('murano-review__send')[0]


def test_the_page_of_the_environment_leads_there(alice, drafted, web):  # noqa: F811
    drafted.components.append(component('db', id='db1'))
    assert f'href="{url(web, "review/")}"' in alice.get(url(web)).content.decode()
    assert 'db' in changes(review(alice, web)) and '1 added' in shown(review(alice, web))


@pytest.mark.parametrize(
    ('query', 'found'),
    [({}, 'db shop'), ({'kind': 'added'}, 'db'), ({'q': 'SHOP'}, 'shop'), ({'kind': 'odd'}, 'db shop')],
)
def test_changes_are_found_by_name_and_by_kind(alice, drafted, web, query, found):  # noqa: F811
    drafted.components[1]['?']['name'] = 'shop'
    drafted.components.append(component('db', id='db1'))
    listed = changes(review(alice, web, **query))
    assert [name for name in ('db', 'shop') if f'>{name}</a>' in listed] == found.split()


def test_nothing_matches(alice, drafted, web):  # noqa: F811
    drafted.components[1]['?']['name'] = 'shop'
    drafted.components.append(component('db', id='db1'))
    text = shown(review(alice, web, q='nowhere'))
    assert 'No change matches' in text and '0 of 2 components' in text


def test_an_undo_leads_back_to_it_until_nothing_is_left(alice, drafted, web):  # noqa: F811
    drafted.components[1]['?']['name'] = 'shop'
    drafted.components.append(component('db', id='db1'))
    data = {'confirmed': 'yes', 'next': url(web, 'review/')}
    assert alice.post(url(web, 'components/db1/undo/'), data)['Location'] == url(web, 'review/') + '#change-site1'
    assert alice.post(url(web, 'components/site1/undo/'), data)['Location'] == url(web)


def test_without_a_draft_there_is_nothing_to_review(alice, murano, web):  # noqa: F811
    assert 'Nothing to review' in shown(review(alice, web))
    remove(alice, web)
    murano.deployment(web, finished=True)
    assert 'can no longer be deployed' in shown(review(alice, web))


def test_who_may_only_look_is_told_why(rita, web):  # noqa: F811
    assert 'Nothing to review' in shown(review(rita, web))


def test_it_deploys_and_a_second_press_finds_the_deployment(alice, murano, drafted, web):  # noqa: F811
    drafted.components[1]['?']['name'] = 'shop'
    page = review(alice, web)
    cookie = alice.cookies.copy()
    started = form(page, 'Deploy').submit(alice, 'Deploy')
    alice.cookies = cookie
    again = form(page, 'Deploy').submit(alice, 'Deploy')
    assert '/deployments/' in started['Location'] and again['Location'] == started['Location']
    assert len([task for task in murano.tasks.values() if task.environment_id == web.id]) == 2


def undo_buttons(answer):
    return re.findall('name="property" value="([0-9a-f]+)"', answer.content.decode())


def test_one_property_is_taken_back(alice, murano, drafted, web):  # noqa: F811
    drafted.components[1]['port'], drafted.components[1]['size'] = 80, 2
    first, second = undo_buttons(review(alice, web))
    data = {'property': first, 'next': url(web, 'review/')}
    with murano.budget(3):
        answer = alice.post(url(web, 'components/site1/undo/'), data)
    assert answer['Location'] == url(web, 'review/') + '#change-site1'
    assert 'is set again as it was' in said(answer)[-1]
    assert 'port' not in drafted.components[1] and drafted.components[1]['size'] == 2
    # Pressed twice, or on a page that is older than the draft: nothing else is taken back.
    again = alice.post(url(web, 'components/site1/undo/'), data)
    assert 'Nothing was taken back' in said(again)[-1] and drafted.components[1]['size'] == 2
    # The last one ends the draft.
    last = alice.post(url(web, 'components/site1/undo/'), {'property': second, 'next': url(web, 'review/')})
    assert last['Location'] == url(web) and murano.sessions_of(web.id) == []


def test_a_property_that_leads_to_what_is_removed_is_not_taken_back(alice, murano, drafted, web):  # noqa: F811
    drafted.components[1]['host'], drafted.components[1]['port'] = None, 80
    del drafted.components[0]
    host = undo_buttons(review(alice, web))[0]
    answer = alice.post(url(web, 'components/site1/undo/'), {'property': host, 'next': url(web, 'review/')})
    assert 'that your draft moves or removes' in said(answer)[-1]
    assert drafted.components[0]['host'] is None


@pytest.mark.parametrize('query', ['?q=s', '?kind=changed&page=1', '?of=site1'])
def test_the_page_is_as_it_was_after_an_undo(alice, drafted, web, query):  # noqa: F811
    drafted.components[1]['port'], drafted.components[1]['size'] = 80, 2
    page = alice.get(url(web, f'review/{query}'))
    address = html.unescape(re.search('name="next" value="([^"]+)"', page.content.decode())[1])
    data = {'property': undo_buttons(page)[0], 'next': address}
    back = alice.post(url(web, 'components/site1/undo/'), data)['Location']
    assert back == f'{address}#change-site1' and address.startswith(url(web, 'review/?'))
    assert 'id="change-site1"' in changes(alice.get(back))


@pytest.mark.parametrize('elsewhere', ['//evil.example', 'https://evil.example/app-catalog/', '/auth/logout/'])
def test_an_undo_leads_nowhere_else(alice, drafted, web, elsewhere):  # noqa: F811
    drafted.components[1]['port'], drafted.components[1]['size'] = 80, 2
    data = {'property': undo_buttons(review(alice, web))[0], 'next': elsewhere}
    assert alice.post(url(web, 'components/site1/undo/'), data)['Location'] == url(web)


def test_who_may_only_read_takes_nothing_back(rita, web):  # noqa: F811
    assert rita.post(url(web, 'components/site1/undo/'), {'property': 'x'}).status_code == 403


def test_of_very_many_properties_some_are_told(alice, drafted, web):  # noqa: F811
    drafted.components[1].update({f'p{number}': number for number in range(400)})
    answer = review(alice, web)
    assert len(undo_buttons(answer)) == 100 and '300 more properties' in shown(answer)


def test_what_is_gone_already_is_not_removed_again(alice, murano, drafted, web):  # noqa: F811
    drafted.components[1]['port'] = 80
    answer = alice.post(url(web, 'components/unknown/remove/'), {'confirmed': 'yes'})
    assert 'this component is gone already' in said(answer)[-1]


@pytest.mark.parametrize('path', ['', 'review/'])
def test_what_the_page_has_not_shown_is_not_deployed(alice, murano, drafted, web, path):  # noqa: F811
    drafted.components[1]['port'] = 80
    page = alice.get(url(web, path))
    # In another tab.
    drafted.components[1]['port'] = 8080
    with murano.budget(2):
        answer = form(page, 'Deploy').submit(alice, 'Deploy')
    assert answer['Location'] == url(web, 'review/') and len(murano.tasks) == 1
    page = alice.get(answer['Location'])
    assert 'it has changed since you saw it' in shown(page) and '8080' in changes(page)
    assert '/deployments/' in form(page, 'Deploy').submit(alice, 'Deploy')['Location']


def test_versions_that_deploying_writes_are_no_change_of_the_draft(alice, murano, drafted, web):  # noqa: F811
    drafted.components[1]['port'] = 80
    page = review(alice, web)
    drafted.components[1]['?']['classVersion'] = '1.2.3'
    assert '/deployments/' in form(page, 'Deploy').submit(alice, 'Deploy')['Location']


def test_the_same_draft_of_another_environment_is_another_one(alice, murano, drafted, web):  # noqa: F811
    """Taken back by a colleague and put back by the user, on a page from before."""
    drafted.components[1]['port'] = 80
    page = review(alice, web)
    drafted.version = web.version = web.version + 1
    alice.post(url(web, 'discard/'), {'confirmed': 'yes'})
    alice.post(url(web, 'components/site1/rename/'), {'name': 'other'})
    [session] = murano.sessions_of(web.id)
    session.components = drafted.components
    answer = form(page, 'Deploy').submit(alice, 'Deploy')
    assert answer['Location'] == url(web, 'review/')


def test_what_we_have_not_sealed_is_not_believed(alice, murano, drafted, web):  # noqa: F811
    """A bare digest of a short secret could be found by trying."""
    drafted.components[1]['adminPassword'] = 'x'
    [shown_first] = form(review(alice, web), 'Deploy').fields['shown']
    assert len(shown_first) < 80
    # What was not made by us is taken for another draft.
    answer = alice.post(url(web, 'deploy/'), {'shown': 'A' * len(shown_first)})
    assert answer['Location'] == url(web, 'review/')
