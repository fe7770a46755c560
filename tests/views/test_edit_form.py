"""Editing a component changes what was edited and nothing else, before and after deployments, by anybody who may."""

import copy
import re

import pytest
from django.core.cache import cache

from tests.support import cast
from tests.support.archives import of_version
from tests.support.differences import differences
from tests.support.fake_murano import component
from tests.views.form_client import Form, Script
from tests.views.test_add_nested import HOST

UI = """
Version: 2.2
Templates:
  node: {?: {type: demo.Node}, name: "generateHostname('', $index)", size: $.size.size}
Application:
  ?: {type: demo.Web}
  title: $.place.title
  port: $.place.port
  host: $.place.host
  nodes: repeat($node, 2)
  password: $.secrets.password
  address: concat($.place.prefix, $.secrets.password)
Forms:
  - place:
      fields:
        - {name: title, type: string, label: Title}
        - {name: port, type: integer, label: Port, maxValue: 9999}
        - {name: host, type: demo.Host, label: Host}
        - {name: prefix, type: string, label: Prefix, required: false}
  - secrets:
      fields:
        - {name: password, type: password, label: Password, confirmInput: false}
  - size:
      fields:
        - {name: size, type: integer, label: Size}
"""
PASSWORD, NEW = 'Secr3t!pass', 'An0ther!one'
PLACE = {'s0-title': 'Shop', 's0-port': '80', 's0-host': 'host1', 's0-prefix': 'x'}


class Edit(Form):
    def __init__(self, client, environment, component_id='web1', query=''):
        self.client = client
        self.environment = environment
        self.take(client.get(f'/app-catalog/catalog/edit/{environment.id}/{component_id}/{query}'))


@pytest.fixture()
def host():
    return component('big', 'demo.Host', id='host1', password='of the host')


@pytest.fixture()
def package(murano):
    murano.package('demo.Host', name='Host')
    return murano.package('demo.Web', name='Web', ui=UI, archive=of_version('1.2.0'))


@pytest.fixture()
def web(alice, murano, package, host):
    """The component as the form makes it, after a deployment: the engine has written into it."""
    place = murano.environment('elsewhere', components=[host])
    form = Form(alice, package, place).press('next-0', **PLACE).press('next-1', **{'s1-password': PASSWORD})
    form.press('next-2', **{'s2-size': '1'}).press('next-3', **{'s3-application_name': 'shop'}).press('add-4')
    [session] = murano.sessions_of(place.id)
    made = session.components[-1]
    made['?'].update(id='web1', type='demo.Web/1.2.0@demo.Web', _actions={'x': {'name': 'restart'}})
    made.update(port='80', written_by_engine={'ip': '10.0.0.1'})
    made['nodes'][0]['ip'] = '10.0.0.2'
    del murano.environments[place.id]
    return made


@pytest.fixture()
def environment(murano, web, host):
    return murano.environment('shop', components=[host, web])


def draft(murano, environment, person=cast.ALICE) -> dict:
    """The components of the person's only draft."""
    [session] = [item for item in murano.sessions_of(environment.id) if item.user_id == person.id]
    return {item['?']['id']: item for item in session.components}


def changes(form) -> dict[str, str]:
    """What the review shows: {label: old and new}; each change once."""
    pairs = re.findall(r'(?s)<dt[^>]*>([^<]*)</dt><dd>(<span class="murano-change__old">.*?)</dd>', form.text)
    assert len({name for name, _shown in pairs}) == len(pairs)
    return {name: ' '.join(re.sub('<[^>]*>', ' ', shown).split()) for name, shown in pairs}


# Only what was edited ----------------------------------------------------------------------------------------------


def test_one_field_changes_one_path(alice, murano, environment, web, host):
    before = copy.deepcopy(web)
    form = Edit(alice, environment)
    assert (form.value('s0-title'), form.value('s0-port'), form.value('s0-host')) == ('Shop', '80', 'host1')
    form.press('to-0-4', **{**PLACE, 's0-port': '8080'})
    assert form.step == 'Review' and changes(form)['Port'] == '80 8080'
    form.press('add-4')
    assert form.page.url == f'/app-catalog/environments/{environment.id}/'
    written = draft(murano, environment)
    kept = '?.metadata.murano_panel.answers.place.port'
    assert sorted(differences(before, written['web1'])) == [kept, 'port'] and written['web1']['port'] == 8080
    assert written['host1'] == host
    page = alice.get(form.page.url).content.decode()
    assert 'are in your draft' in page and '1 undeployed change' in page and '8080' in page


def test_nothing_edited_writes_nothing(alice, murano, environment):
    form = Edit(alice, environment).press('to-0-4', **PLACE)
    assert 'Nothing was changed' in form.text
    form.press('add-4')
    assert form.page.status_code == 302 and not murano.sessions_of(environment.id)
    assert 'Nothing was changed' in alice.get(form.page.url).content.decode()
    assert not [call for call in murano.calls if call[0] == 'PUT']


def test_every_step_is_open_from_the_start(alice, environment):
    form = Edit(alice, environment)
    assert form.press('to-0-2', **PLACE).step == 'Size' and form.value('s2-size') == '1'
    assert form.press('to-2-3', **{'s2-size': '7'}).value('s3-application_name') == 'shop'
    assert form.press('to-3-4', **{'s3-application_name': 'shop'}).step == 'Review'
    assert list(changes(form)) == ['Size', 'Nodes 1 › Size', 'Nodes 2 › Size']


def test_wrong_answers_do_not_pass(alice, environment):
    form = Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-port': '123456'})
    assert form.step == 'Place' and form.errors and form.value('s0-port') == '123456'
    assert form.press('add-4').step == 'Place'


def test_a_component_of_a_draft_is_edited_there(alice, murano, environment):
    Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-port': '81'}).press('add-4')
    form = Edit(alice, environment)
    assert form.value('s0-port') == '81'
    form.press('to-0-4', **{**PLACE, 's0-port': '82'}).press('add-4')
    assert draft(murano, environment)['web1']['port'] == 82


def test_another_user_edits_it(bob, murano, environment):
    form = Edit(bob, environment).press('to-0-4', **{**PLACE, 's0-title': 'Of Bob'}).press('add-4')
    assert form.page.status_code == 302 and draft(murano, environment, cast.BOB)['web1']['title'] == 'Of Bob'


# Secrets -----------------------------------------------------------------------------------------------------------


def test_secrets_stay_unless_typed(alice, murano, environment):
    form = Edit(alice, environment).press('to-0-1', **{**PLACE, 's0-port': '81'})
    assert 'Unchanged' in form.text and form.value('s1-password') is None
    form.press('to-1-4', **{'s1-password': ''}).press('add-4')
    assert draft(murano, environment)['web1']['password'] == PASSWORD


def test_a_secret_typed_again_replaces_the_old_one(alice, murano, environment):
    form = Edit(alice, environment).press('to-0-1', **PLACE).press('to-1-4', **{'s1-password': NEW})
    assert form.step == 'Review' and '••••' in form.text
    assert PASSWORD not in form.text and NEW not in form.text
    form.press('add-4')
    written = draft(murano, environment)['web1']
    assert (written['password'], written['address']) == (NEW, f'x{NEW}')
    assert NEW not in str(written['?'])


def test_no_page_has_a_secret(alice, environment):
    form = Edit(alice, environment)
    pages = [form.text, *(form.press(f'to-0-{index}', **PLACE).text for index in range(5))]
    assert not any(PASSWORD in page or 'kept secret' in page for page in pages)


def test_a_secret_that_is_part_of_a_changed_value_is_asked_for(alice, murano, environment):
    form = Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-prefix': 'y'})
    assert form.step == 'Secrets' and 'Type this secret again' in form.errors[0]
    assert form.press('add-4').step == 'Secrets' and not murano.sessions_of(environment.id)
    form.press('to-1-4', **{'s1-password': NEW})
    assert form.step == 'Review' and NEW not in form.text and PASSWORD not in form.text
    form.press('add-4')
    assert draft(murano, environment)['web1']['address'] == f'y{NEW}'


def test_taking_the_change_back_takes_the_question_back(alice, environment):
    form = Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-prefix': 'y'})
    assert form.press('to-1-0', **{'s1-password': ''}).press('to-0-4', **PLACE).step == 'Review'


# Twice, and at the same time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize('later', [False, True])
def test_sent_twice(alice, murano, environment, later):
    form = Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-port': '81'})
    state, url = form.state, form.url
    form.press('add-4')
    before = draft(murano, environment)
    if later:
        cache.clear()
    form.state, form.url = state, url
    form.press('add-4')
    assert form.page.status_code == 302 and draft(murano, environment) == before


def test_changed_by_somebody_else_meanwhile(alice, bob, murano, environment):
    mine = Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-port': '81'})
    Edit(bob, environment).press('to-0-4', **{**PLACE, 's0-title': 'Of Bob'}).press('add-4')
    bob.post(f'/app-catalog/environments/{environment.id}/deploy/')
    murano.end(murano.running(environment))
    mine.press('add-4')
    assert mine.step == 'Review' and 'changed meanwhile' in mine.text and 'Of Bob' not in mine.text
    mine.press('add-4')
    written = draft(murano, environment)['web1']
    assert (written['title'], written['port']) == ('Of Bob', 81)


def renamed_by_bob(bob, environment):
    Edit(bob, environment).press('to-0-4', **{**PLACE, 's0-title': 'Of Bob'}).press('add-4')
    bob.post(f'/app-catalog/environments/{environment.id}/deploy/')


def test_a_page_older_than_the_component_takes_nothing_back(alice, bob, murano, environment):
    mine = Edit(alice, environment)
    renamed_by_bob(bob, environment)
    murano.end(murano.running(environment))
    mine.press('next-0', **{**PLACE, 's0-port': '81'})
    assert mine.step == 'Secrets' and 'changed meanwhile' in mine.text
    mine.press('to-1-4')
    assert changes(mine) == {'Port': '80 81'}


def test_a_script_is_told_that_its_page_is_old(alice, bob, murano, environment):
    mine = Script(Edit(alice, environment))
    renamed_by_bob(bob, environment)
    murano.end(murano.running(environment))
    answer = mine.press('next-0', **{**PLACE, 's0-port': 'no number'})
    assert answer['moved'] and 'changed meanwhile' in answer['notice'] and answer['errors']['fields']
    assert 'Of Bob' in answer['html'] and 'no number' in answer['html']
    assert not mine.press('next-0', **{**PLACE, 's0-title': 'Of Bob', 's0-port': '81'})['moved']


def test_while_it_deploys_nothing_typed_is_lost(alice, murano, environment):
    form = Edit(alice, environment)
    task = murano.deployment(environment)
    form.press('next-0', **{**PLACE, 's0-title': 'Typed'})
    assert form.page.status_code == 409 and 'kept in this page' in form.text
    assert Edit(alice, environment).page.status_code == 409
    murano.end(task)
    form.press('next-0', resent='1')
    assert form.step == 'Secrets' and form.press('back-1').value('s0-title') == 'Typed'


def test_draft_that_was_overtaken(alice, murano, environment):
    Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-port': '81'}).press('add-4')
    form = Edit(alice, environment)
    murano.deployment(environment, finished=True)
    assert form.press('next-0', **PLACE).page.status_code == 409 and 'no longer valid' in form.text
    assert Edit(alice, environment).page.status_code == 409


def test_removed_meanwhile(alice, environment, host):
    form = Edit(alice, environment)
    environment.components = [host]
    assert form.press('next-0', **PLACE).page.status_code == 404 and 'no such component' in form.text
    assert Edit(alice, environment, 'nosuchone').page.status_code == 404


def test_package_removed_meanwhile(alice, murano, environment):
    form = Edit(alice, environment)
    murano.packages.clear()
    assert form.press('next-0', **PLACE).page.status_code == 409 and 'demo.Web' in form.notice


def test_package_updated_meanwhile(alice, environment, package):
    form = Edit(alice, environment).press('next-0', **{**PLACE, 's0-title': 'Typed'})
    package['updated'] = '2031-01-01T00:00:00'
    assert 'changed meanwhile' in form.press('next-1', **{'s1-password': ''}).text
    assert form.press('to-2-0', **{'s2-size': '1'}).value('s0-title') == 'Typed'


@pytest.mark.parametrize('button', ['to-²', 'to-' + '9' * 5000, 'next-999', ''])
def test_buttons_that_nobody_made(alice, environment, button):
    form = Edit(alice, environment)
    form.state = 'old'
    assert form.press(button).page.status_code == 200


def test_answers_grow_old(alice, environment):
    form = Edit(alice, environment)
    form.state = 'rubbish'
    form.press('next-0', **{**PLACE, 's0-title': 'Typed'})
    assert 'Too much time' in form.notice and form.value('s0-title') == 'Typed'


def test_failure_leaves_no_draft(alice, murano, environment):
    form = Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-port': '81'})
    murano.fail('PUT', '/services', status=500)
    assert form.press('add-4').page.status_code in (502, 503) and not murano.sessions_of(environment.id)
    murano.mend()
    assert form.press('add-4', resent='1').page.status_code == 302


def test_failure_and_a_change_by_somebody_else(alice, bob, murano, environment):
    mine = Edit(alice, environment).press('to-0-4', **{**PLACE, 's0-port': '81'})
    murano.refuse('GET', '/catalog/packages', times=1)
    assert mine.press('add-4').page.status_code == 503
    renamed_by_bob(bob, environment)
    murano.end(murano.running(environment))
    assert mine.press('add-4', resent='1').step == 'Review' and 'changed meanwhile' in mine.text


def test_a_button_of_another_form_does_no_harm(alice, environment):
    assert Edit(alice, environment).press('open-0').step == 'Place'


# Rights, cost, scripts ---------------------------------------------------------------------------------------------


def test_the_button_on_the_page_of_the_environment(alice, rita, murano, environment):
    link = f'href="/app-catalog/catalog/edit/{environment.id}/web1/"'
    page = f'/app-catalog/environments/{environment.id}/'
    assert link in alice.get(page).content.decode()
    assert link not in rita.get(page).content.decode()
    assert Edit(rita, environment).page.status_code == 403
    murano.deployment(environment)
    assert link not in alice.get(page).content.decode()


def test_calls(alice, murano, environment):
    with murano.budget(2):
        form = Edit(alice, environment)
    for do, inputs in (
        ('next-0', PLACE),
        ('to-1-4', {'s1-password': ''}),
        ('show-2', {}),
        ('to-2-4', {'s2-size': '9'}),
    ):
        with murano.budget(2):
            form.press(do, **inputs)
    with murano.budget(4):
        form.press('add-4')
    assert form.page.status_code == 302


def test_with_scripts(alice, murano, environment):
    script = Script(Edit(alice, environment))
    answer = script.press('show-4')
    assert (answer['step'], answer['accepted']) == (4, 4) and 'Nothing was changed' in answer['html']
    assert script.press('next-0', **{**PLACE, 's0-prefix': 'y'})['accepted'] == 4
    blocked = script.press('show-4')
    assert blocked['step'] == 1 and 'data-murano-section="1"' in blocked['html'] and blocked['errors']['fields']
    script.press('next-1', **{'s1-password': NEW})
    assert NEW not in script.press('show-4')['html']
    assert script.press('add-4') == {'redirect': f'/app-catalog/environments/{environment.id}/'}
    assert draft(murano, environment)['web1']['address'] == f'y{NEW}'


def test_new_component_on_the_way(alice, murano, environment, package):
    host = next(item for item in murano.packages.values() if item['name'] == 'Host')
    host['_ui'] = HOST
    form = Edit(alice, environment).press('new-0-2', **{**PLACE, 's0-title': 'Typed'})
    assert 'Add Host' in form.text
    form.press('next-0', **{'s0-size': '1'}).press('add-1')
    made = form.value('s0-host')
    assert 'Edit shop' in form.text and made not in (None, 'host1') and form.value('s0-title') == 'Typed'
    form.press('to-0-4', **{**PLACE, 's0-host': made}).press('add-4')
    assert draft(murano, environment)['web1']['host'] == made
