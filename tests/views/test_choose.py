"""To which environment: what is chosen, what is made, and what stays when a call fails."""

from html import escape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from tests.support.fake_murano import component
from tests.support.pages import form, shown
from tests.views.addresses import FORM
from tests.views.test_failures import FAILURES, break_it

INDEX = '/app-catalog/catalog/'
FAILING = {how: status for how, status in FAILURES.items() if how not in ('404', '409')}


@pytest.fixture()
def address(murano):
    return f'{INDEX}{murano.package(ui=FORM)["id"]}/add/'


def made(murano):
    return [environment.name for environment in murano.environments.values()]


def checked(page):
    return [each for each in page.content.decode().split('<input')[1:] if ' checked' in each.split('>')[0]]


def test_a_new_environment_comes_first_and_none_is_chosen_among_several(alice, murano, address):
    murano.environment('one')
    [chosen] = checked(alice.get(address))
    assert 'id="environment-1"' in chosen
    murano.environment('two')
    page = alice.get(address)
    assert checked(page) == []
    assert page.content.decode().index('A new environment') < page.content.decode().index('>one<')


def test_who_wants_a_new_one_has_it_chosen(alice, murano, address):
    murano.environment('one')
    [chosen] = checked(alice.get(address, {'new': '1'}))
    assert 'id="environment-new"' in chosen
    [chosen] = checked(alice.get(address + '?new'))
    assert 'id="environment-new"' in chosen


def test_a_busy_environment_is_not_chosen(alice, murano, address):
    murano.environment('busy', components=[component()], status='deploying')
    assert checked(alice.get(address)) == []


def test_nothing_is_said_about_what_may_be_done(alice, address):
    assert '>None<' not in alice.get(address).content.decode()


def test_a_free_name_is_proposed(alice, murano, address):
    package = next(iter(murano.packages.values()))['name']
    for name in (package, f'{package} 2'):
        murano.environment(name)
    assert f'value="{package} 3"' in alice.get(address, {'new': '1'}).content.decode()


def test_the_form_of_a_new_environment_comes_first(alice, murano, address):
    answer = alice.post(address, {'environment': '', 'name': 'typed'})
    assert answer.status_code == 302 and answer.url == f'{address.removesuffix("add/")}start/?name=typed'
    assert made(murano) == [] and alice.get(answer.url).status_code == 200


def test_a_taken_name_stays_in_its_field(alice, murano, address):
    murano.environment('typed')
    page = form(alice.get(address), 'Continue').submit(alice, 'Continue', environment='', name='typed')
    assert 'value="typed"' in page.content.decode() and 'has this name' in shown(page)
    assert checked(page)[0].find('id="environment-new"') > 0


def test_nothing_is_made_for_a_package_that_is_not_there(alice, charlie, murano):
    private = murano.package(is_public=False)
    for client, package_id in ((charlie, private['id']), (alice, 'deadbeef' * 4)):
        assert client.post(f'{INDEX}{package_id}/add/', {'name': 'typed'}).status_code == 404
    assert made(murano) == []


@pytest.mark.parametrize('how', FAILING)
@pytest.mark.parametrize('what', ['packages', 'environments$'])
def test_a_name_stays_when_the_page_cannot_be_read(what, how, alice, murano, address):
    break_it(murano, 'GET', what, how)
    page = alice.post(address, {'name': 'my typed name'})
    assert 'value="my typed name"' in page.content.decode() or page.status_code == 404
    assert page.status_code != 404 or (how, what) == ('403', 'packages')


@pytest.mark.parametrize('what', ['packages', 'environments$'])
def test_a_name_outlives_the_login(what, alice, murano, address):
    murano.expire('GET', what)
    name = 'my {$ 1 $} & name'
    page = alice.post(address, {'name': name})
    assert page.status_code == 401 and escape(name) in page.content.decode()
    murano.mend()
    answer = form(page, 'Try again').submit(alice, 'Try again')
    assert QueryDict(urlsplit(answer.url).query)['name'] == name


def test_a_choice_outlives_the_login(alice, murano, address):
    shop = murano.environment('shop')
    murano.expire('GET', 'packages')
    page = alice.post(address, {'environment': shop.id})
    murano.mend()
    assert form(page, 'Try again').submit(alice, 'Try again').url == f'{address}{shop.id}/'


@pytest.mark.parametrize(('how', 'told'), [('expire', 401), ('refuse', 503)])
def test_the_page_of_a_script_stays_as_it_is(how, told, alice, murano, address):
    getattr(murano, how)('GET', 'environments$')
    answer = alice.post(address, {'name': 'typed'}, headers={'accept': 'text/html, application/json'})
    assert answer.status_code == told and answer.json()['error']['advice']


def test_a_choice_stays_when_nothing_can_be_read(alice, murano, address):
    shop = murano.environment('shop')
    murano.refuse('GET', 'packages')
    page = alice.post(address, {'environment': shop.id})
    assert page.status_code == 503 and 'The environment that you chose' in shown(page)
    murano.mend()
    assert form(page, 'Continue').submit(alice, 'Continue').url == f'{address}{shop.id}/'


def test_a_reader_can_make_none(rita, murano, address):
    assert rita.post(address, {'name': 'typed'}).status_code == 403
    assert made(murano) == []


def test_a_name_of_blanks_alone(alice, ids, murano):
    before = set(murano.environments)
    html = alice.post(f'/app-catalog/catalog/{ids["package_id"]}/add/', {'name': '   '}).content.decode()
    assert 'Blanks alone are no name' in html and set(murano.environments) == before
