"""What pages of an environment need of its deployments is kept until the next one begins or ends."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.support.pages import shown


@pytest.fixture()
def shop(murano):
    sent = component('web', id='c1', motto='hunter2')
    environment = murano.environment('shop', components=[sent])
    for hours in range(20, 0, -1):
        task = murano.deployment(environment, finished=True, started=now() - timedelta(hours=hours))
        task.finished = task.started + timedelta(minutes=1)
    # What its class gave out, once deployed.
    environment.components = [{**sent, 'url': 'http://192.0.2.1/'}]
    return environment


def look(client, environment, inside=''):
    answer = client.get(f'/app-catalog/environments/{environment.id}/{inside}')
    assert answer.status_code == 200
    return answer


def test_a_further_look_costs_one_call_and_says_the_same(alice, bob, murano, shop):
    # The first look learns what its application is called, too.
    with murano.budget(3):
        first = look(alice, shop)
    for client in (alice, bob):
        with murano.budget(1):
            again = look(client, shop)
    assert shown(first).replace('alice', 'bob') == shown(again).replace('alice', 'bob')
    assert '#20' in shown(again) and 'All 20 of this environment' in shown(again) and '192.0.2.1' in shown(again)


def test_the_page_of_a_component_knows_what_was_sent_and_what_was_given_out(alice, murano, shop):
    first = look(alice, shop, 'components/c1/')
    with murano.budget(1):
        again = look(alice, shop, 'components/c1/')
    assert shown(first) == shown(again)
    assert 'hunter2' in shown(again).partition('Settings')[2]


def test_one_that_runs_is_read_at_each_look_and_its_end_once(alice, murano, shop):
    look(alice, shop)
    task = murano.deployment(shop)
    for _ in range(2):
        with murano.budget(3):
            assert 'Deploying' in shown(look(alice, shop))
    murano.end(task)
    with murano.budget(2):
        assert '#21' in shown(look(alice, shop))
    with murano.budget(1):
        look(alice, shop)


def test_after_it_the_history_need_not_read_the_environment(alice, murano, shop):
    look(alice, shop)
    with murano.budget(1):
        assert '20 deployments' in shown(alice.get('/app-catalog/deployments/'))


def test_what_was_never_deployed_has_none_to_read(alice, murano):
    environment = murano.environment('new')
    with murano.budget(1):
        assert 'It was never deployed.' in shown(look(alice, environment))


def test_the_cache_holds_nothing_that_could_be_read(alice, shop):
    look(alice, shop)
    kept = [cache.get(key.split(':', 2)[2]) for key in list(cache._cache) if ':past:' in key or ':summaries:' in key]
    assert len(kept) == 2 and not any(word in text for text in kept for word in ('hunter2', 'motto', 'web'))


def test_others_get_nothing_of_it(alice, charlie, shop):
    look(alice, shop)
    assert charlie.get(f'/app-catalog/environments/{shop.id}/').status_code == 404
