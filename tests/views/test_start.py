"""An application with which an environment begins: both are made when its form is accepted, or neither is."""

import pytest

from murano_panel.api import cloud
from murano_panel.domain.cloud import Found, Network, Subnet
from murano_panel.drafts import founding
from tests.support.fake_murano import component
from tests.support.pages import form as form_of
from tests.support.pages import shown
from tests.views.form_client import Script, StartForm
from tests.views.test_add_form import drafts
from tests.views.test_add_nested import HOST, SERVER, SITE
from tests.views.test_failures import FAILURES, break_it

REVIEW = '/app-catalog/environments/{}/review/'
NETWORKS = Found(
    (Network('n1', 'one', False, subnets=(Subnet('s1', 'inside', '10.0.0.0/24'),)), Network('n2', 'two', False))
)
# What is made, in the order of its calls.
CREATE, CONFIGURE, FILL = ('POST', 'environments$'), ('POST', 'configure$'), ('PUT', 'services')


@pytest.fixture()
def package(murano):
    return murano.package('demo.Host', name='Host', ui=HOST)


@pytest.fixture()
def filled(alice, package):
    """The review, everything answered."""
    return StartForm(alice, package, name='fresh').press('next-0', **{'s0-size': '3'})


def made(murano):
    return [item.name for item in murano.environments.values()]


def lands(form, murano) -> bool:
    """It is made, once, and the page that follows reviews it."""
    [environment] = [item for item in murano.environments.values() if item.name == form.named]
    [session] = murano.sessions_of(environment.id)
    [item] = session.components
    return (
        form.page.status_code == 302
        and form.page.url == REVIEW.format(environment.id)
        and (item['?']['type'], item['size']) == ('demo.Host', 3)
    )


def create(form, name='fresh'):
    form.named = name
    return form.press('add-1', **{'s1-name': name})


def test_nothing_is_made_before_the_form_is_accepted(alice, filled, murano):
    assert 'To the new environment <strong>fresh</strong>' in filled.text and filled.value('s1-name') == 'fresh'
    assert not murano.environments and not murano.sessions
    assert lands(create(filled), murano)
    page = alice.get(filled.page.url)
    assert 'was made, with all this in your draft' in shown(page) and form_of(page, 'Deploy')


def test_what_it_costs(alice, filled, package, murano):
    with murano.budget(1):
        StartForm(alice, package, name='fresh')
    with murano.budget(1):
        filled.press('show-1')
    with murano.budget(4):
        create(filled)


def test_with_scripts(alice, package, filled, murano):
    answer = Script(filled).press('add-1', **{'s1-name': 'fresh'})
    [environment] = murano.environments.values()
    assert answer == {'redirect': REVIEW.format(environment.id)}


def test_the_name_can_be_another_one_at_the_end(filled, murano):
    filled.press('back-1', **{'s1-name': 'better'}).press('next-0', **{'s0-size': '3'})
    assert filled.value('s1-name') == 'better'
    assert lands(create(filled, 'best'), murano) and made(murano) == ['best']


def test_a_name_that_was_taken_meanwhile(filled, murano):
    murano.environment('fresh')
    create(filled)
    assert 'has this name' in filled.text and filled.value('s1-name') == 'fresh'
    assert lands(create(filled, 'fresh 2'), murano)


def test_a_name_that_was_taken_meanwhile_with_scripts(filled, murano):
    murano.environment('fresh')
    script = Script(filled)
    answer = script.press('add-1', **{'s1-name': 'fresh'})
    assert 'has this name' in answer['html'] and 'autofocus' in answer['html']
    assert 'redirect' in script.press('add-1', **{'s1-name': 'fresh 2'})
    assert made(murano) == ['fresh', 'fresh 2']


def test_a_name_that_is_none(filled, murano):
    assert 'Blanks alone' in create(filled, '   ').text and not murano.environments


# Sent twice --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize('cached', [True, False])
def test_twice_makes_one(filled, murano, cached, monkeypatch):
    """Also where the cache forgets what was made, or another worker has another one."""
    state = filled.state
    create(filled)
    if not cached:
        monkeypatch.setattr(founding, 'known', lambda request, key: None)
    filled.state, address = state, filled.page.url
    assert create(filled).page.url == address and lands(filled, murano)


def test_once_more_after_it_was_deleted(filled, murano):
    state = filled.state
    create(filled)
    murano.environments.clear()
    filled.state = state
    assert lands(create(filled), murano)


def test_two_tabs_of_one_name(alice, package, murano):
    tabs = [StartForm(alice, package, name='fresh').press('next-0', **{'s0-size': '3'}) for _tab in range(2)]
    assert lands(create(tabs[0]), murano)
    assert 'has this name' in create(tabs[1]).text and made(murano) == ['fresh']


# Murano does not do it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize('how', [how for how in FAILURES if how != '409'])
@pytest.mark.parametrize('call', [CREATE, CONFIGURE, FILL], ids=['create', 'configure', 'fill'])
def test_all_or_nothing(call, how, alice, filled, murano):
    break_it(murano, *call, how)
    create(filled)
    # That what was just made is not there is no answer about an environment.
    status = {(CONFIGURE, '404'): 503, (FILL, '404'): 409}.get((call, how), FAILURES[how])
    assert filled.page.status_code == status and 'Your answers are kept' in shown(filled.page)
    assert not murano.environments and not drafts(murano)
    murano.mend()
    filled.named = 'fresh'
    assert lands(filled.press('add-1', resent='1'), murano)


def test_a_lost_answer_is_found_out(alice, filled, murano):
    murano.spoil('lost', *CREATE)
    create(filled)
    assert 'is there by now, but nothing is in it' in shown(filled.page)
    [half] = murano.environments.values()
    assert f'href="/app-catalog/environments/{half.id}/"' in filled.text and filled.value('s1-name') == 'fresh'
    murano.mend()
    alice.post(f'/app-catalog/environments/{half.id}/delete/')
    assert lands(create(filled), murano)


def test_what_cannot_be_taken_back_is_told(filled, murano):
    murano.refuse(*CONFIGURE)
    murano.refuse('DELETE', 'environments')
    create(filled)
    assert 'is there by now, but nothing is in it' in shown(filled.page) and made(murano) == ['fresh']
    murano.mend()
    assert lands(create(filled, 'another'), murano)


@pytest.mark.parametrize('call', [('GET', 'packages'), CREATE, CONFIGURE, FILL], ids=['read', 'create', 'open', 'fill'])
def test_an_ended_login_loses_nothing(call, alice, filled, murano):
    murano.expire(*call)
    create(filled, 'typed')
    assert filled.page.status_code == 401 and not murano.environments
    murano.mend()
    filled.page = form_of(filled.page, 'Try again').submit(alice, 'Try again')
    assert lands(filled, murano)


def test_too_many_drafts_are_told_before_anything_is_typed(alice, filled, murano, settings):
    settings.MURANO_PANEL = {**getattr(settings, 'MURANO_PANEL', {}), 'DRAFT_MAX_COUNT': 1}
    shop = murano.environment('shop', components=[component('old', id='0ld')])
    alice.post(f'/app-catalog/environments/{shop.id}/components/0ld/remove/')
    assert 'already holds' in shown(alice.get(filled.url))
    create(filled)
    assert 'already holds' in shown(filled.page) and 'Your answers are kept' in shown(filled.page)
    assert made(murano) == ['shop']


# Forms on top ------------------------------------------------------------------------------------------------------


@pytest.fixture()
def nested(alice, murano, package):
    """The form of a server for a site, and on top of it that of its host, answered."""
    for name, ui in (('Server', SERVER), ('Site', SITE)):
        murano.package(f'demo.{name}', name=name, ui=ui)
    site = next(item for item in murano.packages.values() if item['name'] == 'Site')
    form = StartForm(alice, site, name='fresh')
    form.press('new-0-0', **{'s0-domain': 'example.org', 's0-secret': 'Secr3t!pass'}).press('new-0-0')
    return form.press('next-0', **{'s0-size': '3'})


def test_what_lies_on_top_is_made_together_with_it(nested, murano):
    assert 's1-name' not in nested.text
    nested.press('add-1')
    assert 'is kept, to be added together' in nested.notice and not murano.environments
    nested.press('next-0', **{'s0-host': nested.value('s0-host')}).press('add-1')
    assert nested.value('s0-domain') == 'example.org' and 'Secr3t!pass' not in nested.text
    nested.press('next-0', **{'s0-server': nested.value('s0-server'), 's0-domain': 'example.org'})
    assert '<strong>Server</strong>' in nested.text and '<strong>Host</strong>' in nested.text
    nested.press('add-1', **{'s1-name': 'fresh'})
    host, server, site = drafts(murano)[0].components
    assert site['server'] == server['?']['id'] and server['host'] == host['?']['id']


def test_what_lies_on_top_given_up_leaves_nothing(nested, alice, murano):
    nested.press('drop-1').press('drop-0').press('leave-0')
    assert nested.page.status_code == 302 and '/app-catalog/catalog/' in nested.page.url
    assert not murano.environments and not murano.sessions


# What is chosen ----------------------------------------------------------------------------------------------------


def test_its_network(alice, murano, package, monkeypatch):
    monkeypatch.setattr(cloud, 'networks_to_join', lambda request: NETWORKS)
    add = f'/app-catalog/catalog/{package["id"]}/add/'
    answer = alice.post(add, {'environment': '', 'name': 'fresh', 'network': 'n1/s1'})
    form = StartForm.__new__(StartForm)
    form.client = alice
    form.take(alice.get(answer.url))
    form.press('next-0', **{'s0-size': '3'})
    assert form.value('s1-network') == 'n1/s1'
    form.press('add-1', **{'s1-name': 'fresh', 's1-network': 'n2'})
    [environment] = murano.environments.values()
    assert environment.networks['environment']['internalNetworkName'] == 'n2'


def test_the_network_that_the_operator_has_settled(alice, murano, package, monkeypatch, settings):
    """Also of a link that says nothing of it."""
    settings.MURANO_PANEL = {**getattr(settings, 'MURANO_PANEL', {}), 'FIXED_NETWORK_PROPERTY': 'murano_network'}
    fixed = Found((*NETWORKS.items, Network('n3', 'three', False, is_fixed=True)))
    monkeypatch.setattr(cloud, 'networks_to_join', lambda request: fixed)
    create(StartForm(alice, package, name='fresh').press('next-0', **{'s0-size': '3'}))
    [environment] = murano.environments.values()
    assert environment.networks['environment']['internalNetworkName'] == 'n3'


def test_a_network_that_went_meanwhile_is_asked_for_again(alice, murano, package, filled, monkeypatch):
    monkeypatch.setattr(cloud, 'networks_to_join', lambda request: NETWORKS)
    gone = {'name': 'fresh', 'network': 'gone'}
    filled.press('add-1', **{f's1-{name}': value for name, value in gone.items()})
    assert 'not one of the available choices' in shown(filled.page) and not murano.environments
    assert '/add/?new=1&name=fresh' in alice.get(f'/app-catalog/catalog/{package["id"]}/start/', gone).url


def test_choices_of_the_environment_are_none_yet(alice, murano):
    murano.environment('other', components=[component('demo.Host')])
    package = murano.package('demo.Server', name='Server', ui=SERVER)
    form = StartForm(alice, package, name='fresh')
    assert form.page.status_code == 200 and 'New: Host' in form.text.replace('&nbsp;', ' ')


def test_a_state_that_cannot_be_read_begins_anew_with_the_same_choices(filled, murano):
    filled.state = 'x'
    create(filled)
    assert 'begin again' in filled.notice and 'To the new environment <strong>fresh</strong>' in filled.text


def test_a_package_without_a_form_leaves_nothing(alice, murano):
    murano.fail('GET', '/schemas/', status=404)
    package = murano.package('demo.None', name='None')
    assert StartForm(alice, package, name='fresh').page.status_code == 422
    assert not murano.environments


def test_a_reader_is_told_at_once(rita, package, filled, murano):
    assert StartForm(rita, package, name='fresh').page.status_code == 403
    assert rita.post(filled.url, {'state': filled.state, 'do': 'add-1', 's1-name': 'x'}).status_code == 403
    assert not murano.environments


def test_hostile_names(alice, package, murano):
    name = '{$ 7*7 $}</script><mark>'
    form = StartForm(alice, package, name=name).press('next-0', **{'s0-size': '3'})
    assert '<mark>' not in form.text and form.value('s1-name') == name and lands(create(form, name), murano)
