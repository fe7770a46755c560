import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from murano_panel.deployments import history_file
from murano_panel.web import entries, summaries
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.support.pages import shown

URL = '/app-catalog/deployments/'
# More than are read before a page is shown.
MANY = 30


def rows(page):
    return page.content.decode().count('<tr data-murano-id=')


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[component('web', id='c1')])


def deployed(murano, environment, number=MANY, ago=timedelta(hours=1), **scene):
    """So many deployments that have ended, an hour between them, the newest so long ago. The newest one."""
    for hours in reversed(range(number)):
        started = now() - ago - timedelta(hours=hours)
        task = murano.deployment(environment, finished=True, started=started, **scene)
        task.finished = environment.updated = started + timedelta(minutes=1)
    return task


def asked(client, **query):
    """What the script of a page gets."""
    answer = client.get(f'{URL}rows/', query)
    assert answer.status_code == 200
    return answer.json()


def keys():
    """The keys of what is kept."""
    return [key.split(':', 2)[2] for key in list(cache._cache) if ':summaries:' in key]


def roll_of(page):
    return re.search('data-murano-roll="([^"]+)"', page.content.decode())[1]


def test_what_is_known_costs_one_call_however_long_and_whoever_looks(alice, bob, murano, shop):
    deployed(murano, shop)
    alice.get(URL, {'all': 1})
    with murano.budget(1):
        page = bob.get(URL)
    assert rows(page) == 25 and '30 deployments' in page.content.decode()
    with murano.budget(1):
        assert rows(alice.get(URL, {'page': 2})) == 5


def test_what_several_find_unread_is_read_once(alice, bob, murano, shop, monkeypatch):
    deployed(murano, shop)
    turn = f'murano_panel:reading:{murano.environments[shop.id].project}:{shop.id}'
    seen = []

    def somebody_else_gets_on(_seconds):
        # Who was reading comes to the end while Alice waits.
        seen.append(cache.delete(turn))
        bob.get(URL, {'all': 1})

    monkeypatch.setattr(summaries.time, 'sleep', somebody_else_gets_on)
    cache.set(turn, True, 60)
    with murano.budget(3) as calls:
        page = alice.get(URL, {'all': 1})
    assert rows(page) == 25 and seen == [True]
    assert len([path for _method, path in calls if path.endswith('/deployments')]) == 1


def test_who_waits_in_vain_reads_for_themselves(alice, murano, shop, monkeypatch):
    deployed(murano, shop)
    cache.set(f'murano_panel:reading:{murano.environments[shop.id].project}:{shop.id}', True, 60)
    monkeypatch.setattr(summaries, 'TURN', 0)
    assert rows(alice.get(URL, {'all': 1})) == 25


def test_few_are_read_before_the_page_is_shown(alice, murano, shop):
    deployed(murano, shop, 3)
    deployed(murano, murano.environment('other'), 3)
    murano.environment('never deployed')
    with murano.budget(3):
        assert rows(alice.get(URL)) == 6
    with murano.budget(1):
        assert rows(alice.get(URL)) == 6


def test_of_many_the_page_comes_first(alice, murano, shop):
    deployed(murano, shop)
    with murano.budget(1):
        page = alice.get(URL)
    assert rows(page) == 0 and 'Reading deployments: 0 of 1 environments' in shown(page)
    assert '>shop</option>' in page.content.decode()
    with murano.budget(2):
        answer = asked(alice, roll=roll_of(page))
    assert (answer['unread'], answer['again'], answer['html'].count('<tr data-murano-id=')) == (0, False, 25)
    assert asked(alice, roll=answer['roll']) == {**answer, 'html': ''}


def test_without_scripts_all_of_many_come_after_one_slower_load(alice, murano, shop):
    deployed(murano, shop)
    [refresh] = re.findall(
        '<noscript><meta http-equiv="refresh" content="0; url=(.+?)">', alice.get(URL).content.decode()
    )
    page = alice.get(URL + refresh)
    assert rows(page) == 25 and 'http-equiv="refresh"' not in page.content.decode()


def test_what_is_to_be_read_comes_bit_by_bit(alice, murano, monkeypatch):
    monkeypatch.setattr('murano_panel.deployments.history_views.FIRST_ANSWER', 0)
    for number in range(4):
        deployed(murano, murano.environment(f'env {number}', components=[component()]), ago=timedelta(days=number))
    page = alice.get(URL)
    seen = []
    for tries in range(4):
        with murano.budget(2):
            answer = asked(alice, **{'roll': roll_of(page), 'try': tries})
        seen.append(answer['unread'])
    assert seen == [3, 2, 1, 0] and not answer['again']


def test_what_was_not_read_cannot_come_between_the_rows_that_are_shown(alice, murano, shop):
    deployed(murano, shop, 5)
    alice.get(URL)
    # Its newest one ended between the second and the third of the shop.
    other = murano.environment('other', components=[component('db')])
    deployed(murano, other, ago=timedelta(hours=2.5))
    page = alice.get(URL)
    assert rows(page) == 2 and 'Reading deployments: 1 of 2 environments' in shown(page)
    assert rows(alice.get(URL, {'all': 1})) == 25


def test_news_of_one_environment_cost_one_call_and_keep_the_numbers_right(alice, murano, shop):
    deployed(murano, shop, 3)
    deployed(murano, murano.environment('other'), 3)
    alice.get(URL)
    murano.deployment(shop, components=[component('web', id='c1'), component('db')], finished=True)
    with murano.budget(2):
        assert '#4 Deployment +1 ~0 −0 added: db' in shown(alice.get(URL))


def test_what_was_known_is_shown_until_the_news_of_many_are_read(alice, murano, shop):
    deployed(murano, shop)
    alice.get(URL, {'all': 1})
    new = murano.deployment(shop)
    with murano.budget(1):
        page = alice.get(URL)
    assert rows(page) == 25 and new.id not in page.content.decode() and 'Reading deployments' in shown(page)
    assert new.id in asked(alice, roll=roll_of(page))['html']


def test_drafts_and_new_names_are_no_news(alice, murano, shop):
    deployed(murano, shop, 3)
    alice.get(URL)
    murano.draft(shop)
    shop.name, shop.updated = 'store', now()
    with murano.budget(1):
        assert '>store</a>' in alice.get(URL).content.decode()


def test_what_is_gone_is_not_shown_any_more(alice, murano, shop):
    deployed(murano, shop, 3)
    alice.get(URL)
    del murano.environments[shop.id]
    with murano.budget(1):
        assert rows(alice.get(URL)) == 0


def test_an_environment_that_goes_meanwhile_has_none(alice, murano, shop):
    deployed(murano, shop, 3)
    murano.fail('GET', f'{shop.id}/deployments', status=404)
    assert rows(alice.get(URL)) == 0


def test_an_error_that_trails_behind_the_end_is_told(alice, murano, shop, monkeypatch):
    task = murano.deployment(shop, finished=True)
    assert 'Deployed with errors' not in shown(alice.get(URL))
    murano.report(task, 'too late', level='error')
    monkeypatch.setattr(entries.time, 'time', lambda real=entries.time.time: real() + entries.UNSETTLED)
    assert 'Deployed with errors' in shown(alice.get(URL))


def test_a_cache_that_forgets_costs_calls_and_nothing_else(alice, murano, monkeypatch):
    monkeypatch.setattr(entries.cache, 'get_many', lambda keys: {})
    for number in range(3):
        deployed(murano, murano.environment(f'env {number}', components=[component()]))
    answer = asked(alice)
    assert answer['unread'] == 0 and answer['html'].count('<tr data-murano-id=') == 25


def test_the_cache_holds_nothing_that_could_be_read(alice, murano, shop):
    murano.deployment(shop, failure='[demo.Broken]: password hunter2')
    page = shown(alice.get(URL))
    assert 'hunter2' in page
    [key] = keys()
    assert 'hunter2' not in cache.get(key) and 'web' not in cache.get(key)
    assert 'hunter2' in shown(alice.get(URL))


@pytest.mark.parametrize('kept', ['', 'nonsense'])
def test_what_is_no_entry_is_read_anew(alice, murano, shop, kept):
    deployed(murano, shop, 3)
    alice.get(URL)
    cache.set(keys()[0], kept)
    assert rows(alice.get(URL)) == 3


def test_too_much_is_not_kept(alice, murano, shop, monkeypatch):
    monkeypatch.setattr(entries, 'MAX_BYTES', 100)
    deployed(murano, shop, 3)
    assert rows(alice.get(URL)) == 3
    assert not keys()


def poll(client, page, *tasks):
    """The poll of a page whose rows of these tasks are in view and have not ended."""
    ids = [task.id for task in tasks]
    return asked(client, roll=roll_of(page), open=ids, view=ids)


def test_a_row_that_runs_tells_its_news_and_its_end(alice, murano, shop):
    task = murano.deployment(shop, reports=['Creating the server'])
    page = alice.get(URL)
    with murano.budget(2):
        answer = poll(alice, page, task)
    assert 'Creating the server' in answer['rows'][task.id] and answer['again'] and not answer['html']
    murano.report(task, 'out of addresses', level='error')
    assert 'Deploying, with errors' in poll(alice, page, task)['rows'][task.id]
    # What the poll has found out, the next page tells at once.
    assert 'Deploying, with errors' in shown(alice.get(URL))
    murano.end(task, failure='[demo.Broken]: gave up')
    with murano.budget(2):
        answer = poll(alice, page, task)
    assert 'gave up' in answer['rows'][task.id] and 'Deployment failed' in answer['rows'][task.id]
    assert not answer['again'] and not answer['html']


def test_a_new_row_comes_by_itself(alice, murano, shop):
    running = murano.deployment(murano.environment('other'))
    page = alice.get(URL)
    new = murano.deployment(shop)
    answer = poll(alice, page, running)
    assert new.id in answer['html'] and running.id in answer['html']


def test_a_row_is_asked_for_again_where_a_list_was_made_in_the_middle_of_its_end(alice, murano, shop):
    shop.version = 0
    task = murano.deployment(shop)
    page = alice.get(URL)
    murano.end(task)
    shop.version = 0
    answer = poll(alice, page, task)
    assert task.id not in answer['html'] and answer['again']
    shop.version = 1
    assert 'Succeeded' in asked(alice, roll=answer['roll'])['html']


def test_a_row_whose_environment_is_abandoned_goes(alice, murano, shop):
    task = murano.deployment(shop)
    page = alice.get(URL)
    del murano.environments[shop.id]
    answer = poll(alice, page, task)
    assert 'There is nothing to list' in answer['html'] and answer['again']
    assert not asked(alice, roll=answer['roll'])['again']


def test_ten_rows_are_asked_for_at_most(alice, murano):
    tasks = [murano.deployment(murano.environment(f'env {number}')) for number in range(15)]
    page = alice.get(URL)
    with murano.budget(11):
        assert len(poll(alice, page, *tasks)['rows']) == 15


def test_rows_out_of_view_cost_nothing(alice, murano, shop):
    task = murano.deployment(shop)
    page = alice.get(URL)
    with murano.budget(1):
        assert task.id in asked(alice, roll=roll_of(page), open=[task.id])['rows']


@pytest.mark.parametrize('number', ['x', '-1', '9' * 99])
def test_nonsense_in_a_poll_is_left_out(alice, murano, shop, number):
    deployed(murano, shop, 3)
    assert asked(alice, **{'try': number, 'view': number, 'open': number, 'page': number})['unread'] == 0


def test_newest_come_first(alice, murano, shop):
    old = murano.deployment(shop, finished=True, started=now() - timedelta(days=1))
    new = murano.deployment(shop, finished=True)
    page = alice.get(URL).content.decode()
    assert page.index(new.id) < page.index(old.id)


def test_rows_tell_their_number_and_what_changed(alice, murano, shop):
    other = murano.environment('other', components=[component('db', id='c2')])
    for hours, environment in enumerate((shop, shop, other)):
        murano.deployment(environment, finished=True, started=now() - timedelta(hours=9 - hours))
    murano.deployment(shop, components=[component('new')], finished=True)
    text = shown(alice.get(URL, {'environment': shop.id}))
    assert '#3 Deployment +1 ~0 −1 added: new , removed: web' in text
    assert '#2 Deployment no component changed' in text and '#1 Deployment +1 ~0 −0 added: web' in text
    # Counted among those of its environment, not among those shown.
    assert '#4' not in shown(alice.get(URL))


def test_filters_are_in_the_address(alice, murano, shop):
    other = murano.environment('other', components=[component()])
    murano.deployment(other, finished=True)
    murano.deployment(shop, finished=True)
    failed = murano.deployment(shop, failure='[demo.Broken]: gave up')
    page = alice.get(URL, {'environment': shop.id, 'state': 'failed'})
    assert rows(page) == 1 and failed.id in page.content.decode()
    assert '>gave up<' in page.content.decode()
    assert rows(alice.get(URL, {'environment': other.id})) == 1


def test_nothing_yet_and_no_match_are_told_apart(alice, murano, shop):
    assert 'There is nothing to list' in alice.get(URL).content.decode()
    murano.deployment(shop, finished=True)
    assert 'No match' in alice.get(URL, {'state': 'failed'}).content.decode()


@pytest.mark.parametrize('query', [{'page': 'x'}, {'page': '-1'}, {'page': '9' * 5000}, {'state': 'x'}, {'page': '٣'}])
def test_nonsense_in_the_address_is_left_out(alice, murano, shop, query):
    murano.deployment(shop, finished=True)
    assert rows(alice.get(URL, query)) == 1


def test_actions_and_deletions_are_named(alice, murano, shop):
    task = murano.deployment(shop, action='backup')
    task.action['object_id'] = 'c1'
    murano.end(task)
    murano.environment('gone', components=[component()], status='deleting')
    page = alice.get(URL).content.decode()
    assert 'Action <span title="backup">Backup</span></a>' in page and 'of web' in page and 'Deletion</a>' in page


def test_other_projects_deployments_are_not_listed(charlie, murano, shop):
    murano.deployment(shop, finished=True)
    assert 'There is nothing to list' in charlie.get(URL).content.decode()


def test_hostile_names_stay_text(alice, murano):
    name = '{$ 7*7 $}<script>alert(1)</script>'
    murano.deployment(murano.environment(name, components=[component()]), finished=True)
    page = alice.get(URL).content.decode()
    assert '{$ 7*7 $}&lt;script&gt;' in page and '<script>alert' not in page


def test_murano_away_is_a_page_that_says_so(alice, murano):
    murano.refuse('GET')
    assert alice.get(URL).status_code == 503


def downloaded(client, **query):
    """(name, content) of the file that the address asks for."""
    answer = client.get(f'{URL}download/', query)
    assert answer.status_code == 200 and answer['X-Content-Type-Options'] == 'nosniff'
    return answer['Content-Disposition'], answer.content.decode('utf-8-sig')


def lines(client, **query):
    return list(csv.DictReader(io.StringIO(downloaded(client, format='csv', **query)[1])))


@pytest.mark.parametrize(
    ('q', 'found'),
    [('shop', 2), ('web', 1), ('BACKUP', 1), ('gave up', 1), ('up gave', 1), ('#2', 1), ('bob', 0), ('shop web no', 0)],
)
def test_words_are_looked_for(alice, murano, shop, q, found):
    murano.deployment(shop, failure='[demo.Broken]: gave up')
    murano.deployment(shop, action='backup', finished=True)
    murano.deployment(murano.environment('other', components=[component('db')]), finished=True)
    assert rows(alice.get(URL, {'q': q})) == found


def test_kinds_are_told_apart(alice, murano, shop):
    murano.deployment(shop, finished=True)
    task = murano.deployment(shop, action='backup', finished=True)
    page = alice.get(URL, {'kind': 'action'})
    assert rows(page) == 1 and task.id in page.content.decode()
    assert rows(alice.get(URL, {'kind': 'nonsense'})) == 2


def test_pages_and_files_keep_the_choice(alice, murano, shop):
    deployed(murano, shop)
    alice.get(URL, {'all': 1})
    page = alice.get(URL, {'q': 'shop', 'kind': 'deploy'}).content.decode()
    assert '?kind=deploy&amp;q=shop&amp;page=2' in page and 'download/?kind=deploy&amp;q=shop&amp;format=csv' in page


def test_who_started_it_is_told_where_it_was_seen(alice, bob, murano, shop):
    murano.deployment(shop, finished=True)
    url = f'/app-catalog/environments/{shop.id}/deployments/{murano.tasks.popitem()[0]}/'
    task = murano.deployment(shop, finished=True)
    assert 'by alice' not in shown(alice.get(URL))
    answer = alice.post(f'{url.rsplit("/", 2)[0]}/{task.id}/retry/')
    assert answer.status_code == 302
    assert 'by alice' in shown(bob.get(URL))
    assert rows(bob.get(URL, {'q': 'alice'})) == 1
    assert lines(bob)[0]['who'] == 'alice'


def test_a_file_has_all_that_match_in_the_order_of_the_page(alice, murano, shop):
    deployed(murano, shop)
    murano.deployment(murano.environment('other', components=[component()]), failure='[demo.Broken]: gave up')
    found = lines(alice)
    assert [line['number'] for line in found[:3]] == ['1', '30', '29'] and len(found) == 31
    assert found[0]['reason'] == 'gave up' and found[0]['state'] == 'failed' and found[1]['seconds'] == '60'
    assert found[-1]['names'] == 'web' and found[-1]['added'] == '1'
    assert [line['environment'] for line in lines(alice, state='failed')] == ['other']


def test_a_file_is_also_json(alice, murano, shop):
    murano.deployment(shop, finished=True)
    answer = alice.get(f'{URL}download/', {'format': 'json'})
    assert [item['environment'] for item in answer.json()['deployments']] == ['shop']


@pytest.mark.parametrize('name', ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '＝1'])
def test_no_cell_is_computed_by_a_spreadsheet(alice, murano, name):
    murano.deployment(murano.environment(name, components=[component()]), finished=True)
    assert lines(alice)[0]['environment'] == f"'{name}"


def test_reasons_are_told_without_secrets(alice, murano, shop):
    said = '[demo.Broken]: adminPass=hunter2 is refused by amqp://guest:hunter3@mq and {"token": "hunter4"}'
    murano.deployment(shop, failure=said)
    for kind in ('csv', 'json'):
        content = downloaded(alice, format=kind)[1]
        assert 'is refused by' in content and 'hunter' not in content
    assert 'hunter' not in shown(alice.get(URL))


def test_a_file_that_was_cut_says_so(alice, murano, shop, monkeypatch):
    monkeypatch.setattr(history_file, 'MAX_RECORDS', 2)
    deployed(murano, shop, 3)
    name, _content = downloaded(alice)
    assert 'deployments-newest-2.csv' in name and len(lines(alice)) == 2


def test_no_file_is_made_of_what_is_known_in_part(alice, murano, monkeypatch):
    monkeypatch.setattr('murano_panel.deployments.history_views.PATIENCE', 0)
    for number in range(2):
        deployed(murano, murano.environment(f'env {number}', components=[component()]), 2)
    answer = alice.get(f'{URL}download/')
    assert answer.status_code == 503 and 'Try again' in shown(answer)
    downloaded(alice)
