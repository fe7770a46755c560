"""A cache that is away costs calls, nothing else. (Horizon's own sessions may lie in it; that is Horizon's affair.)"""

from unittest import mock

import pytest

from murano_panel import cache
from murano_panel.web import turns
from tests.support.pages import form, shown
from tests.views.addresses import ADDRESSES

READ = pytest.mark.parametrize('address', [a for a in ADDRESSES if a.get], ids=lambda address: address.name)


@pytest.fixture()
def no_cache(monkeypatch):
    away = mock.Mock()
    for name in ('get', 'get_many', 'set', 'set_many', 'add', 'incr', 'touch', 'delete_many'):
        getattr(away, name).side_effect = ConnectionRefusedError('[Errno 111] Connection refused')
    monkeypatch.setattr(cache, 'django_cache', away)


@pytest.fixture()
def swallowed(monkeypatch):
    """As pymemcache with ``ignore_exc``: nothing is there, nothing is kept, nothing is raised."""
    away = mock.Mock()
    away.get.side_effect = lambda key, default=None: default
    away.get_many.return_value = {}
    away.incr.side_effect = ValueError
    for name in ('set', 'add', 'touch'):
        getattr(away, name).return_value = False
    away.set_many.side_effect = away.delete_many.side_effect = list
    monkeypatch.setattr(cache, 'django_cache', away)


@READ
def test_every_page_is_there(address, ids, alice, admin, no_cache):
    assert address.user(alice, admin).get(address.url(ids)).status_code == 200


def test_a_draft_is_made_and_deployed(ids, alice, murano, no_cache):
    page = f'/app-catalog/environments/{ids["environment_id"]}/'
    alice.post(f'{page}components/{ids["component_id"]}/remove/', {'confirmed': 'yes'})
    deployed = form(alice.get(page), 'Deploy').submit(alice, 'Deploy')
    assert 'Deploying' in shown(alice.get(deployed.url))


def test_every_page_is_there_when_the_cache_forgets_at_once(ids, alice, admin, settings):
    settings.CACHES = {
        'default': {'BACKEND': 'django.core.cache.backends.dummy.DummyCache'},
        'sessions': settings.CACHES['default'],
    }
    settings.SESSION_CACHE_ALIAS = 'sessions'
    for address in ADDRESSES:
        if address.get:
            assert address.user(alice, admin).get(address.url(ids)).status_code == 200, address.name


def test_nobody_waits_for_a_turn_where_errors_are_swallowed(ids, alice, murano, swallowed, monkeypatch):
    monkeypatch.setattr(turns.time, 'sleep', lambda _seconds: pytest.fail('waited'))
    page = f'/app-catalog/environments/{ids["environment_id"]}/'
    alice.post(f'{page}components/{ids["component_id"]}/remove/', {'confirmed': 'yes'})
    deployed = form(alice.get(page), 'Deploy').submit(alice, 'Deploy')
    assert 'Deploying' in shown(alice.get(deployed.url))
    assert alice.get(f'{deployed.url}live/').status_code == 200
    assert cache.count('x', 5) == 1


def test_what_somebody_has_nobody_else_gets():
    assert [cache.add('x', 1, 5), cache.add('x', 2, 5)] == [True, False]


def test_what_is_counted_is_forgotten_as_a_whole(no_cache):
    assert [cache.count('x', 5), cache.count('x', 5)] == [1, 1]


def test_counting():
    assert [cache.count('x', 5), cache.count('x', 5), cache.count('x', 5)] == [1, 2, 3]
    cache.delete('x')
    assert cache.count('x', 5) == 1
