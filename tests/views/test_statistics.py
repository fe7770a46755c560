"""The page of a project's statistics, and how it comes to know them."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from murano_panel.deployments.statistics import reading
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.support.pages import shown

URL = '/app-catalog/deployments/statistics/'


@pytest.fixture(autouse=True)
def murano_is_left_alone_for_no_time(monkeypatch):
    """Between any two portions of a test; of how long it is there is a test of its own."""
    monkeypatch.setattr(reading, 'LEAST_PAUSE', 0)


def deployed(murano, name='shop', number=1, ago=timedelta(hours=1), **scene):
    environment = murano.environment(name, components=[component('web', id='c1')])
    for _ in range(number):
        task = murano.deployment(environment, started=now() - ago, **{'finished': True, **scene})
        task.finished = environment.updated = task.started + timedelta(minutes=2)
    return environment


def figures(client, **query):
    answer = client.get(f'{URL}figures/', query)
    assert answer.status_code == 200
    return answer.json()


def test_the_page_comes_first_and_says_what_is_still_being_read(alice, murano):
    deployed(murano)
    with murano.budget(1):
        page = shown(alice.get(URL))
    assert 'Read so far: 0 of 1 environments' in page
    with murano.budget(2):
        answer = figures(alice)
    assert answer['unread'] == 0 and 'murano-statistics__days' in answer['html']
    with murano.budget(1):
        assert 'Of 1 environment that changed' in shown(alice.get(URL))


def test_what_is_known_is_told(alice, murano):
    deployed(murano, number=2)
    deployed(murano, 'other', finished=False, failure='[demo.Broken]: gave up')
    figures(alice)
    page = alice.get(URL)
    text = shown(page)
    assert 'Deployments 3' in text and 'Succeeded 66 %' in text and 'Median 2:00' in text
    assert '1 times gave up' in text and 'other #1' in text
    # One has changed nothing.
    assert 'Web 2 50 % 2:00 2:00' in text
    main = page.content.partition(b'<main>')[2].partition(b'</main>')[0]
    assert main.count(b'<title>') == 1 and b'style=' not in main


def test_period_and_environment_are_in_the_address(alice, murano):
    deployed(murano, ago=timedelta(days=60))
    recent = deployed(murano, 'recent')
    for _ in range(2):
        figures(alice, days=90)
    assert 'Deployments 2' in shown(alice.get(URL, {'days': 90}))
    assert 'Deployments 1' in shown(alice.get(URL))
    assert 'Deployments 1' in shown(alice.get(URL, {'days': 90, 'environment': recent.id}))


def test_what_did_not_change_within_the_period_is_not_read(alice, murano):
    deployed(murano, ago=timedelta(days=60))
    with murano.budget(1):
        assert figures(alice)['unread'] == 0
    assert 'Nothing was deployed within this period' in shown(alice.get(URL))


@pytest.mark.parametrize('query', [{'days': 'x'}, {'days': '9' * 5000}, {'environment': '../x'}, {'days': '٣'}])
def test_nonsense_in_the_address_is_left_out(alice, murano, query):
    assert alice.get(URL, query).status_code == 200


def test_a_portion_ends_after_a_second_and_the_next_one_goes_on(alice, murano, monkeypatch):
    monkeypatch.setattr(reading, 'PORTION', 0)
    for number in range(3):
        deployed(murano, f'env {number}', ago=timedelta(hours=number + 1))
    seen = []
    for _ in range(3):
        with murano.budget(2):
            seen.append(figures(alice)['unread'])
    assert seen == [2, 1, 0]


def test_one_of_all_who_look_reads(alice, bob, murano):
    environment = deployed(murano)
    cache.set(f'murano_panel:statistics:{environment.project}', True, 60)
    with murano.budget(1):
        assert figures(bob)['unread'] == 1
    cache.delete(f'murano_panel:statistics:{environment.project}')
    assert figures(alice)['unread'] == 0
    with murano.budget(1):
        assert 'Deployments 1' in shown(bob.get(URL))


@pytest.mark.parametrize(('least', 'unread'), [(0, 0), (60, 1)])
def test_murano_is_left_alone_after_each_portion(alice, murano, monkeypatch, least, unread):
    monkeypatch.setattr(reading, 'LEAST_PAUSE', least)
    deployed(murano)
    figures(alice)
    deployed(murano, 'other')
    assert figures(alice)['unread'] == unread


def test_what_cannot_be_read_is_said_and_keeps_nothing_else_from_being_read(alice, murano):
    broken = deployed(murano, 'broken')
    deployed(murano, 'good', ago=timedelta(hours=2))
    murano.time_out('GET', f'{broken.id}/deployments')
    answer = figures(alice)
    assert answer['unread'] == 0 and '1 environment could not be read' in answer['html']
    with murano.budget(1):
        assert 'Deployments 1' in shown(alice.get(URL))


def test_reading_on_works_without_scripts(alice, murano):
    deployed(murano)
    link = 'statistics/?days=30&amp;environment=&amp;read=1" data-murano-without-script'
    assert link in alice.get(URL).content.decode()
    read = alice.get(URL, {'read': 1})
    assert 'Deployments 1' in shown(read) and link not in read.content.decode()


def test_what_runs_is_told_apart(alice, murano):
    murano.deployment(murano.environment('busy', components=[component()]))
    figures(alice)
    assert 'Deployments 0 and 1 running' in shown(alice.get(URL)) and 'Succeeded –' in shown(alice.get(URL))


def test_hostile_texts_stay_text(alice, murano):
    name = '{$ 7*7 $}<script>alert(1)</script>'
    deployed(murano, name, finished=False, failure=f'[demo.Broken]: {name}')
    figures(alice)
    page = alice.get(URL).content.decode()
    assert '{$ 7*7 $}&lt;script&gt;' in page and '<script>alert' not in page


def test_other_projects_deployments_are_not_counted(alice, charlie, murano):
    deployed(murano)
    figures(alice)
    assert 'Nothing was deployed' in shown(charlie.get(URL)) and figures(charlie)['unread'] == 0
