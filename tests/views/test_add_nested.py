"""Applications that need other ones: "+ new" opens their form on top, and the first form goes on afterwards."""

import re

import pytest

from murano_panel.components import state as form_state
from tests.support import cast
from tests.support.fake_murano import component
from tests.views.form_client import Form
from tests.views.test_add_form import drafts

SITE = """
Version: 2
Application:
  ?: {type: demo.Site}
  server: $.parts.server
  domain: $.parts.domain
Forms:
  - parts:
      fields:
        - {name: server, type: demo.Server, label: Server}
        - {name: domain, type: string, label: Domain}
        - {name: secret, type: password, label: Secret, confirmInput: false}
"""
SERVER = """
Version: 2
Application:
  ?: {type: demo.Server}
  host: $.main.host
Forms:
  - main:
      fields:
        - {name: host, type: [demo.Host, demo.OtherHost], label: Host}
"""
HOST = """
Version: 2
Application:
  ?: {type: demo.Host}
  size: $.main.size
Forms:
  - main:
      fields:
        - {name: size, type: integer, label: Size}
"""
SECRET = 'Secr3t!pass'


@pytest.fixture()
def environment(murano):
    return murano.environment('shop')


@pytest.fixture()
def packages(murano):
    return [
        murano.package(f'demo.{name}', name=name, ui=ui)
        for name, ui in (('Site', SITE), ('Server', SERVER), ('Host', HOST))
    ]


@pytest.fixture()
def site(alice, packages, environment):
    return Form(alice, packages[0], environment)


@pytest.fixture()
def on_top(site):
    """The form of the server, opened from the half-filled form of the site."""
    return site.press('new-0-0', **{'s0-domain': 'example.org', 's0-secret': SECRET})


def heading(form) -> str:
    return re.search(r'<h1>\s*(.*?)\s*</h1>', form.text)[1]


def types(murano) -> list[str]:
    return [item['?']['type'] for item in drafts(murano)[0].components]


def test_several_levels(on_top, murano):
    assert heading(on_top) == 'Add Server' and 'needed by' in on_top.text
    on_top.press('new-0-0')
    assert heading(on_top) == 'Add Host'
    on_top.press('next-0', **{'s0-size': '3'}).press('add-1')
    assert heading(on_top) == 'Add Server' and 'is selected here' in on_top.notice
    host = on_top.value('s0-host')
    on_top.press('next-0', **{'s0-host': host}).press('add-1')
    assert heading(on_top) == 'Add Site' and on_top.value('s0-domain') == 'example.org'
    server = on_top.value('s0-server')
    on_top.press('next-0', **{'s0-server': server, 's0-domain': 'example.org'}).press('add-1')
    assert on_top.page.status_code == 302 and types(murano) == ['demo.Host', 'demo.Server', 'demo.Site']
    made = {item['?']['type']: item for item in drafts(murano)[0].components}
    assert made['demo.Site']['server'] == server and made['demo.Server']['host'] == host == made['demo.Host']['?']['id']


def test_a_password_of_the_form_below_is_kept_and_never_shown(on_top, murano):
    assert SECRET not in on_top.text
    on_top.press('drop-0')
    assert heading(on_top) == 'Add Site' and 'Unchanged' in on_top.text and SECRET not in on_top.text
    assert on_top.value('s0-domain') == 'example.org' and not on_top.errors


def test_an_existing_component_is_offered_and_alone_chosen(alice, murano, packages):
    there = component('front', 'demo.Server')
    form = Form(alice, packages[0], murano.environment('shop', components=[there, component('else', 'demo.Else')]))
    assert form.value('s0-server') == there['?']['id'] and '>front<' in form.text and '>else<' not in form.text


def test_one_of_the_users_draft_is_offered_too(on_top, alice, murano, packages, environment):
    on_top.press('new-0-0').press('next-0', **{'s0-size': '3'}).press('add-1')
    form = Form(alice, packages[1], environment)
    assert form.value('s0-host') == drafts(murano)[0].components[0]['?']['id']


def test_several_packages_to_choose_from(on_top, murano):
    other = murano.package('demo.OtherHost', name='Bare metal', ui=HOST.replace('demo.Host', 'demo.OtherHost'))
    murano.package('demo.Lib', name='Library', type='Library', class_definitions=['demo.Host'])
    on_top.press('new-0-0')
    assert 'Bare metal' in on_top.text and 'Host' in on_top.text and 'Library' not in on_top.text
    on_top.press('open-0', url=f'/app-catalog/catalog/{other["id"]}/add/{on_top.environment.id}/')
    assert heading(on_top) == 'Add Bare metal'
    on_top.press('next-0', **{'s0-size': '3'}).press('add-1')
    assert heading(on_top) == 'Add Server' and on_top.value('s0-host')


def test_back_from_the_choice(on_top, murano):
    murano.package('demo.OtherHost', ui=HOST)
    assert heading(on_top.press('new-0-0').press('show-0')) == 'Add Server'


def test_no_package_provides_it(site, murano):
    murano.packages = {key: value for key, value in murano.packages.items() if value['name'] == 'Site'}
    site.press('new-0-0')
    assert 'provides what is needed' in site.text and 'demo.Server' in site.text


def test_leaving_asks_about_what_was_added(on_top, murano):
    on_top.press('new-0-0').press('next-0', **{'s0-size': '3'}).press('add-1').press('drop-0')
    on_top.press('leave-0', **{'s0-domain': 'changed.org'})
    assert 'Leave this form?' in on_top.text and 'Host' in on_top.text
    assert on_top.press('show-0').value('s0-domain') == 'changed.org'
    on_top.press('leave-0').press('remove-0')
    assert on_top.page.status_code == 302 and drafts(murano) == []


def test_leaving_keeps_a_draft_that_holds_something_else(on_top, murano):
    on_top.press('new-0-0').press('next-0', **{'s0-size': '3'}).press('add-1').press('drop-0')
    drafts(murano)[0].components.append(component('db'))
    on_top.press('leave-0').press('remove-0')
    assert types(murano) == ['demo.Web']


def test_leaving_with_nothing_added_does_not_ask(site, murano, environment):
    page = site.press('leave-0').page
    assert page.status_code == 302 and page.url == f'/app-catalog/environments/{environment.id}/'
    assert not murano.sessions


def test_the_form_on_top_sent_twice_adds_one(on_top, murano):
    on_top.press('new-0-0').press('next-0', **{'s0-size': '3'})
    state, url = on_top.state, on_top.url
    for _ in range(2):
        on_top.state, on_top.url = state, url
        on_top.press('add-1')
        assert heading(on_top) == 'Add Server' and on_top.value('s0-host')
    assert types(murano) == ['demo.Host']


def test_the_package_below_changed_meanwhile(on_top, packages):
    packages[0]['updated'] = '2031-01-01T00:00:00'
    assert 'no longer valid' in on_top.press('drop-0').notice


def test_forms_do_not_pile_up_without_end(alice, murano, environment):
    ui = SERVER.replace('[demo.Host, demo.OtherHost]', 'demo.Server')
    form = Form(alice, murano.package('demo.Server', ui=ui), environment)
    for _ in range(form_state.MAX_NESTED_FORMS):
        form.press('new-0-0')
    assert form.page.status_code == 409 and 'on top of each other' in form.text


def test_another_users_answers_cannot_be_put_below(on_top, bob, packages, environment):
    form = Form(bob, packages[2], environment)
    form.state = on_top.state
    assert 'no longer valid' in form.press('open-0').notice


def test_only_what_one_may_deploy_is_offered(alice, murano, packages, environment):
    murano.package('demo.OtherHost', name='Secret host', project='other', is_public=False, ui=HOST)
    assert heading(Form(alice, packages[1], environment).press('new-0-0')) == 'Add Host'
    assert cast.ALICE.project == 'demo'


def test_what_may_stay_empty_is_not_filled_in(alice, murano):
    ui = SITE.replace('type: demo.Server, label: Server', 'type: demo.Server, label: Server, required: false')
    package = murano.package('demo.Site', ui=ui)
    form = Form(alice, package, murano.environment('shop', components=[component('front', 'demo.Server')]))
    assert '>front<' in form.text and not form.value('s0-server')


def test_components_of_one_name_are_told_apart(alice, murano, packages):
    hosts = [component('here', 'demo.Host'), component('there', 'demo.Host')]
    servers = [component('front', 'demo.Server', host=host['?']['id']) for host in hosts]
    form = Form(alice, packages[0], murano.environment('shop', components=[*hosts, *servers]))
    assert '>front → here<' in form.text and '>front → there<' in form.text


NAMED = """
Version: 2
Application:
  ?: {type: demo.Named, name: $.main.title}
Forms:
  - main:
      fields:
        - {name: title, type: string, label: Title, initial: Host, maxLength: 9}
"""


@pytest.mark.parametrize(
    ('ui', 'name'), [(NAMED, 'Host 2'), (NAMED.replace('9}', "9, regexpValidator: '^[a-zA-Z0-9-]*$'}"), 'Host-2')]
)
def test_the_name_that_an_author_proposes_is_made_unique(alice, murano, ui, name):
    package = murano.package('demo.Named', ui=ui)
    form = Form(alice, package, murano.environment('shop', components=[component('Host', 'demo.Host')]))
    assert form.value('s0-title') == name


def test_the_name_that_is_proposed_for_a_component_is_unique(alice, murano):
    package = murano.package('demo.Host', ui=HOST.replace('Version: 2', 'Version: 2.3'))
    form = Form(alice, package, murano.environment('shop', components=[component('Host', 'demo.Host')]))
    form.press('next-0', **{'s0-size': '3'})
    assert form.value('s1-application_name') == 'Host-2'
    # What one typed oneself stays.
    form.press('next-1', **{'s1-application_name': 'Host'}).press('back-2')
    assert form.value('s1-application_name') == 'Host'
