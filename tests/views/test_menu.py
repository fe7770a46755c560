"""Horizon's menu is made once in five minutes for each login and panel; nobody sees another one's."""

import re

import pytest
from horizon.base import Panel

from murano_panel.web import menu

LIST, CATALOG = '/app-catalog/environments/', '/app-catalog/catalog/'


@pytest.fixture()
def asked(monkeypatch):
    """The panels that were asked whether they may be shown, in a list that grows."""
    found, can_access = [], Panel.can_access

    def asks(self, context):
        found.append(self.slug)
        return can_access(self, context)

    monkeypatch.setattr(Panel, 'can_access', asks)
    return found


def panels(client, path=LIST, **headers):
    """Where the menu leads, and the panel that it marks."""
    page = client.get(path, **headers).content.decode()
    nav = re.search(r'<nav id="sidebar">.*?</nav>', page, re.DOTALL)[0]
    marked = re.search(r'openstack-panel active[^>]*>\s*(\w+)', nav)
    return re.findall(r'href="([^"]*)"', nav), marked and marked[1]


def test_it_is_made_once(alice, asked):
    first = panels(alice)
    assert len(asked) > 20
    asked.clear()
    assert panels(alice) == first
    # The page itself.
    assert asked == ['environments']


def test_each_panel_is_marked_on_its_own_pages(alice):
    for _ in range(2):
        assert panels(alice)[1] == 'Environments'
        assert panels(alice, CATALOG)[1] == 'Applications'


def test_nobody_sees_the_menu_of_somebody_else(alice, bob, monkeypatch):
    def can_access(self, context):
        return self.slug != 'packages' or context['request'].user.username == 'bob'

    monkeypatch.setattr(Panel, 'can_access', can_access)
    offered = ['/app-catalog/packages/' in panels(client)[0] for client in (alice, bob, alice, bob)]
    assert offered == [False, True, False, True]


def test_each_language_has_its_own(alice, asked):
    panels(alice)
    asked.clear()
    panels(alice, HTTP_ACCEPT_LANGUAGE='de')
    assert len(asked) > 20


def test_another_login_of_the_same_person_has_its_own(alice, asked):
    panels(alice)
    asked.clear()
    session = alice.session
    session['token'].id = 'the-next-token'
    session.save()
    alice.get(LIST)
    assert len(asked) > 20


def test_later_it_is_made_anew(alice, asked, monkeypatch):
    panels(alice)
    asked.clear()
    monkeypatch.setattr(menu, 'KEPT', 0)
    panels(alice)
    assert len(asked) > 20


def test_a_worker_does_not_remember_more_and_more(alice, monkeypatch):
    monkeypatch.setattr(menu, 'MOST', 2)
    for path in (LIST, CATALOG, '/app-catalog/', '/app-catalog/deployments/'):
        panels(alice, path)
        assert len(menu._menus) <= 2


def test_the_token_is_not_in_what_is_remembered(alice):
    panels(alice)
    assert 'token-of-alice' not in repr(menu._menus)
