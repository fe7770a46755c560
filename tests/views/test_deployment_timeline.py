"""The picture of a deployment and what is left of it, as the page shows them and as ticks bring them."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.views.test_deployment_live import tick
from tests.views.test_deployment_page import page_of

WEB = component('web', id='c1', host={'?': {'id': 'vm1', 'type': 'demo.Vm', 'name': 'the host'}})
DB = component('db', id='c2')


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[WEB, DB])


def reported(murano, task, *lines):
    """(second, entity, text) of each."""
    for second, entity, text in lines:
        murano.report(task, text, entity_id=entity, created=task.started + timedelta(seconds=second))


def running(murano, environment, *lines, ago=60):
    task = murano.deployment(environment, started=now() - timedelta(seconds=ago))
    reported(murano, task, *lines)
    return task


def ended(murano, environment, *lines, seconds=100, ago=3600):
    task = running(murano, environment, *lines, ago=ago)
    murano.end(task)
    task.finished = task.started + timedelta(seconds=seconds)
    return task


def page(client, task):
    return client.get(page_of(task)).content.decode()


def test_bars_stand_on_one_axis_with_their_phases_as_text(alice, murano, shop):
    task = running(murano, shop, (3, 'c1', 'Preparing'), (9, 'vm1', 'Booting'), (20, 'vm1', 'Ready'))
    html = page(alice, task)
    assert 'class="murano-track text-info"' in html and html.count('class="murano-track text-default"') == 2
    assert 'x="3" y="0"' in html and 'x="9" y="13"' in html
    assert '<span class="murano-phases__when">0:09–0:20</span> <strong>the host</strong> <span>Booting</span>' in html
    assert '0:03 until the first report' in html


def test_nothing_on_the_page_is_styled_inline(alice, murano, shop):
    task = running(murano, shop, (3, 'c1', 'Preparing'))
    assert 'style=' not in page(alice, task).partition('data-murano-deployment')[2].partition('</main>')[0]


def test_before_the_first_report_of_the_engine_that_is_said(alice, murano, shop):
    assert 'The engine has not reported anything yet' in page(alice, running(murano, shop))


def test_names_in_the_picture_are_shown_as_they_are(alice, murano, shop):
    task = running(murano, shop, (3, 'c1', '<b>{{ 7*7 }}</b>{$ x $}'))
    html = page(alice, task)
    assert '<b>{{ 7*7 }}' not in html and html.count('&lt;b&gt;') >= 2


def test_the_path_is_marked_by_a_word_at_the_end(alice, murano):
    site = component('site', id='c3', server='c1')
    environment = murano.environment('shop', components=[WEB, site])
    task = ended(murano, environment, (1, 'c3', 'Waiting'), (5, 'c1', 'Ready'), (9, 'c3', 'Done'))
    html = page(alice, task)
    assert 'web → site' in html and html.count('class="murano-track__path"') == 2


def test_a_tick_brings_only_what_has_news(alice, murano, shop):
    task = running(murano, shop, (3, 'c1', 'Preparing'), (4, 'c2', 'Starting'))
    alice.get(page_of(task))
    first = tick(alice, task).json()
    assert [item['id'] for item in first['components']] == ['c1', 'c2']
    reported(murano, task, (10, 'c2', 'Ready'))
    [item] = tick(alice, task, after=first['cursor']).json()['components']
    assert item['id'] == 'c2' and [phase['text'] for phase in item['bar']['phases']] == ['Starting', 'Ready']
    assert [phase['place'] for phase in item['bar']['phases']] == [0, 1]


def test_a_tick_without_news_brings_no_components(alice, murano, shop):
    task = running(murano, shop, (3, 'c1', 'Preparing'))
    alice.get(page_of(task))
    cursor = tick(alice, task).json()['cursor']
    assert tick(alice, task, after=cursor).json()['components'] == []


def test_when_the_state_changes_all_come(alice, murano, shop):
    task = running(murano, shop, (3, 'c1', 'Preparing'))
    alice.get(page_of(task))
    cursor = tick(alice, task).json()['cursor']
    murano.end(task)
    told = tick(alice, task, after=cursor, last=1).json()
    assert {item['id']: item['state']['code'] for item in told['components']} == {'c1': 'done', 'c2': 'done'}


def test_without_history_there_is_no_number(alice, murano, shop):
    task = running(murano, shop, (3, 'c1', 'Preparing'))
    html = page(alice, task)
    assert 'data-murano-estimate hidden' in html
    assert tick(alice, task).json()['estimate'] == {'percent': None, 'left': None, 'text': ''}


LINES = (2, 'c1', 'Preparing'), (20, 'c1', 'Starting'), (50, 'c2', 'Starting'), (90, 'c1', 'Ready')


def test_ticks_read_earlier_runs_each_with_its_one_call(alice, murano, shop):
    before = ended(murano, shop, *LINES)
    task = running(murano, shop, *LINES[:3], ago=52)
    alice.get(page_of(task))
    # Only how long it took is known as yet.
    assert tick(alice, task, n=0).json()['learning']
    with murano.budget(1) as calls:
        tick(alice, task, n=1)
    assert calls[0][1].endswith(before.id)
    with murano.budget(1) as calls:
        told = tick(alice, task, n=2).json()
    assert calls[0][1].endswith(task.id) and not told['learning']
    assert 45 <= told['estimate']['percent'] <= 55 and 'left' in told['estimate']['text']


def test_what_was_read_when_it_ended_need_not_be_read_again(alice, murano, shop):
    before = ended(murano, shop, *LINES)
    alice.get(page_of(before))
    task = running(murano, shop, *LINES[:3], ago=52)
    html = page(alice, task)
    assert 'left</span>' in html and 'data-murano-estimate hidden' not in html
    assert not tick(alice, task, n=0).json()['learning']


def test_the_same_application_elsewhere_in_the_project_counts_and_in_another_project_does_not(
    alice, charlie, murano, shop
):
    alice.get(page_of(ended(murano, shop, *LINES)))
    other = murano.environment('other', components=[{**WEB, '?': {**WEB['?'], 'id': 'x1'}}])
    task = running(murano, other, (2, 'x1', 'Preparing'), (20, 'x1', 'Starting'), ago=30)
    assert 'left</span>' in page(alice, task)
    theirs = murano.environment('theirs', project='other', components=[{**WEB, '?': {**WEB['?'], 'id': 'x2'}}])
    task = running(murano, theirs, (2, 'x2', 'Preparing'), (20, 'x2', 'Starting'), ago=30)
    assert 'data-murano-estimate hidden' in page(charlie, task)


def test_a_run_that_is_gone_is_no_fault_of_this_one(alice, murano, shop):
    before = ended(murano, shop, *LINES)
    task = running(murano, shop, *LINES[:2], ago=30)
    alice.get(page_of(task))
    tick(alice, task, n=0)
    del murano.tasks[before.id]
    assert tick(alice, task, n=1).status_code == 200
    assert not tick(alice, task, n=2).json()['learning']


def test_who_takes_longer_than_all_before_is_told_so_without_a_number(alice, murano, shop):
    for number in range(4):
        alice.get(page_of(ended(murano, shop, *LINES, ago=3600 * (number + 1))))
    task = running(murano, shop, *LINES[:2], ago=250)
    assert 'longer than all 3 earlier runs' in page(alice, task)


def test_what_is_kept_of_runs_holds_no_text(alice, murano, shop):
    alice.get(page_of(ended(murano, shop, (3, 'c1', 'The password is s3cret-word'))))
    kept = [value for key, value in cache._cache.items() if 'earlier' in key]
    assert kept and not any(b's3cret-word' in value for value in kept)


def test_numbers_of_the_picture_are_those_of_svg_in_any_language(alice, murano, shop):
    task = ended(murano, shop, (2, 'c2', 'Ready'), (1000, 'c1', 'Starting'), (1000, 'c1', 'Ready'), seconds=1000)
    html = alice.get(page_of(task), HTTP_ACCEPT_LANGUAGE='de').content.decode()
    tracks = [part.partition('</svg>')[0] for part in html.split('<svg class="murano-track')[1:]]
    assert len(tracks) == 3 and 'x="1000" width="0.1"' in tracks[0] and not any(',' in track for track in tracks)
