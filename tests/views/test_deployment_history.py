from datetime import timedelta

import pytest

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.support.pages import shown

URL = '/app-catalog/deployments/'


def rows(page):
    return page.content.decode().count('<tr data-murano-deployment-id=')


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[component('web', id='c1')])


def test_history_is_one_call_however_long(alice, murano, shop):
    for _number in range(30):
        murano.deployment(shop, finished=True)
    with murano.budget(1):
        page = alice.get(URL)
    assert rows(page) == 25 and '30 deployments' in page.content.decode()
    assert rows(alice.get(URL, {'page': 2})) == 5


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
    assert '#2 Deployment nothing changed' in text and '#1 Deployment +1 ~0 −0 added: web' in text
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
