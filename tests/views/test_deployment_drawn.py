"""What has ended is drawn once: the page of a deployment that is over, looked at again."""

from datetime import timedelta

import pytest

from murano_panel.deployments import drawn
from murano_panel.web import shared
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.views.test_deployment_page import page_of


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[component('web', id='c1')])


@pytest.fixture()
def over(murano, shop):
    task = murano.deployment(shop, reports=[('Installing', 'info', 'c1')], started=now() - timedelta(hours=2))
    murano.end(task)
    task.finished = now() - timedelta(hours=1)
    return task


@pytest.fixture()
def drawings(monkeypatch):
    """A list that gets longer with each drawing."""
    found = []
    draw = drawn._draw
    monkeypatch.setattr(drawn, '_draw', lambda *args, **options: found.append(args) or draw(*args, **options))
    return found


def page(client, task, **query):
    return client.get(page_of(task), query).content.decode()


def test_a_further_look_draws_nothing(alice, bob, over, drawings):
    first = page(alice, over)
    again = page(alice, over)
    assert len(drawings) == 1
    for said in ('Installing', 'id="component-c1"', '<span class="murano-kind', 'data-murano-state="success"'):
        assert said in first and said in again
    assert 'Installing' in page(bob, over) and len(drawings) == 1


def test_it_costs_the_call_that_shows_that_the_user_may_see_it(alice, murano, over):
    page(alice, over)
    with murano.budget(1) as calls:
        page(alice, over)
    assert calls[0][1].endswith(over.environment_id)


def test_it_holds_nothing_that_is_a_users_own(alice, charlie, rita, over):
    assert '/retry/"' in page(alice, over)
    assert charlie.get(page_of(over)).status_code == 404
    assert '/retry/"' not in page(rita, over)


def test_names_are_those_of_now(alice, shop, over):
    assert 'Deployed &quot;shop&quot;' in page(alice, over)
    shop.name = 'stall'
    assert 'Deployed &quot;stall&quot;' in page(alice, over)


def test_applications_are_named_as_soon_as_the_catalog_was_seen(alice, murano, over):
    assert 'Web Server' not in page(alice, over).partition('data-murano-components')[2]
    murano.package('demo.Web', name='Web Server')
    alice.get('/app-catalog/catalog/')
    assert 'Web Server' in page(alice, over).partition('data-murano-components')[2]


def test_each_language_and_time_zone_has_its_own(alice, over, drawings, settings):
    page(alice, over)
    alice.cookies['django_timezone'] = 'Asia/Tokyo'
    assert f'{(over.finished + timedelta(hours=9)):%H:%M:%S}' in page(alice, over)
    alice.cookies[settings.LANGUAGE_COOKIE_NAME] = 'de'
    page(alice, over)
    assert len(drawings) == 3


def test_what_may_still_change_is_drawn_each_time(alice, murano, shop, over, drawings):
    over.finished = now() - timedelta(seconds=20)
    page(alice, over)
    murano.report(over, 'Late', entity_id='c1')
    assert 'Late' in page(alice, over) and len(drawings) == 2


def test_what_is_asked_for_is_drawn_for_who_asks(alice, over, drawings):
    page(alice, over)
    assert 'No line matches' in page(alice, over, words='nothing like it')
    page(alice, over, components='all')
    assert 'Installing' in page(alice, over) and len(drawings) == 3


def test_a_worker_keeps_little_open(alice, murano, over, monkeypatch):
    monkeypatch.setattr(shared, 'MAX_OPENED', 100)
    page(alice, over)
    page(alice, over)
    assert len(shared._opened._entries) == 1
