"""Addresses in pages, also where Horizon is mounted below /horizon/."""

import html
import re

import pytest
from django.test import Client
from django.urls import set_script_prefix

from tests.support import cast
from tests.support.pages import form
from tests.views.addresses import ADDRESSES

PAGES = [address for address in ADDRESSES if address.get and address.kind in ('page', 'form')]


@pytest.fixture()
def webroot(settings):
    """As Horizon derives them from WEBROOT; the web server strips the prefix and hands it over as SCRIPT_NAME."""
    settings.WEBROOT = '/horizon/'
    settings.LOGIN_URL, settings.LOGOUT_URL = '/horizon/auth/login/', '/horizon/auth/logout/'
    settings.LOGIN_REDIRECT_URL, settings.STATIC_URL = '/horizon/', '/horizon/static/'
    # Django's test client leaves out what its WSGI handler does with SCRIPT_NAME.
    set_script_prefix('/horizon/')
    yield
    set_script_prefix('/')


@pytest.fixture()
def alice_below(murano, webroot):
    return cast.log_in(Client(SCRIPT_NAME='/horizon'), cast.ALICE)


def addresses_in(page):
    text = page.content.decode()
    ours = text[text.index('murano-header') :] if 'murano-header' in text else text
    found = re.findall(r'\s(?:href|src|action|data-[a-z-]*url)="([^"]*)"', ours)
    return [url for url in found if url and not url.startswith(('#', 'http://', 'https://', 'data:'))]


@pytest.mark.parametrize('address', PAGES, ids=lambda address: address.name)
def test_pages_stay_below_the_webroot(address, ids, alice_below):
    page = alice_below.get(address.url(ids).removeprefix('/horizon'))
    assert page.status_code == (403 if address.of_admins else 200)
    assert [url for url in addresses_in(page) if not url.startswith('/horizon/')] == []


def test_the_login_is_below_the_webroot(webroot, ids):
    answer = Client(SCRIPT_NAME='/horizon').get('/app-catalog/environments/')
    assert answer.url == 'http://testserver/horizon/auth/login/?next=/horizon/app-catalog/environments/'


def test_drafts_and_redirects_are_below_the_webroot(ids, alice_below):
    page = f'/app-catalog/environments/{ids["environment_id"]}/'
    answer = alice_below.post(f'{page}components/{ids["component_id"]}/remove/')
    assert answer.url.startswith(f'/horizon{page}')
    [cookie] = [value for name, value in alice_below.cookies.items() if name.startswith('murano_draft_')]
    assert cookie['path'] == '/horizon/app-catalog/' and cookie['httponly'] and cookie['samesite'] == 'Lax'


def test_forms_are_sent_below_the_webroot(ids, alice_below):
    url = f'/app-catalog/catalog/{ids["package_id"]}/add/{ids["environment_id"]}/'
    sent = form(alice_below.get(url), 'Next')
    assert sent.action == f'/horizon{url}'


def test_every_link_of_ours_leads_somewhere(ids, alice):
    links = set()
    for address in PAGES:
        page = alice.get(address.url(ids)).content.decode()
        links |= {html.unescape(url.partition('#')[0]) for url in re.findall(r'\shref="(/app-catalog/[^"]*)"', page)}
    assert len(links) > 10
    for link in sorted(links):
        assert alice.get(link).status_code == 200, link
