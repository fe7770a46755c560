"""The components of a blueprint: added and edited with the forms of environments, without secrets, by who may."""

import copy
import json

import pytest

from murano_panel.domain.model.secrets import MASK
from tests.support.differences import differences, without_words
from tests.support.fake_murano import component
from tests.support.pages import form, shown
from tests.support.spoiler import FAULTS
from tests.views import test_edit_schema
from tests.views.form_client import BlueprintForm, Form, Script
from tests.views.test_add_nested import HOST as HOST_UI
from tests.views.test_add_nested import SERVER, SITE
from tests.views.test_edit_form import PASSWORD, changes

URL = '/app-catalog/blueprints/'
UI = """
Version: 2.2
Application:
  ?: {type: demo.Web}
  title: $.main.title
  host: $.main.host
  password: $.main.password
  dsn: concat($.main.scheme, '://', $.main.password)
  spare: $.main.spare
Forms:
  - main:
      fields:
        - {name: title, type: string, label: Title}
        - {name: host, type: demo.Host, label: Host}
        - {name: password, type: password, label: Password}
        - {name: scheme, type: string, label: Scheme, initial: db, required: false}
        - {name: spare, type: password, label: Spare, required: false, confirmInput: false}
"""
MAIN = {'s0-title': 'Shop', 's0-host': 'host1', 's0-scheme': 'db'}
NAME = {'s1-application_name': 'shop'}


@pytest.fixture()
def packages(murano):
    return {
        name: murano.package(f'demo.{name}', name=name, ui=ui)
        for name, ui in {'Web': UI, 'Host': HOST_UI, 'Site': SITE, 'Server': SERVER}.items()
    }


@pytest.fixture()
def blueprint(murano, packages):
    return murano.blueprint('starter', components=[component('big', 'demo.Host', id='host1', size=3)])


def parts(blueprint) -> dict[str, dict]:
    return {item['?']['name']: item for item in blueprint['_components']}


def asked(item) -> list:
    return item['?']['metadata']['murano_panel'].get('open', [])


def add(client, blueprint, packages, **more):
    begun = BlueprintForm(client, blueprint, packages['Web']['id'])
    return begun.press('next-0', **MAIN, **more).press('next-1', **NAME)


# Adding ---------------------------------------------------------------------------------------------------------------


def test_from_the_page_by_the_catalog_into_the_blueprint(alice, murano, blueprint, packages):
    page = alice.get(f'{URL}{blueprint["id"]}/')
    catalog = f'/app-catalog/catalog/?blueprint={blueprint["id"]}'
    assert catalog in page.content.decode()
    cards = alice.get(catalog)
    assert 'Add to starter' in shown(cards) and 'Back to the blueprint' in shown(cards)
    begin = f'{URL}{blueprint["id"]}/add/{packages["Web"]["id"]}/'
    assert begin in cards.content.decode()
    detail = alice.get(f'/app-catalog/catalog/{packages["Web"]["id"]}/?blueprint={blueprint["id"]}')
    assert begin in detail.content.decode() and 'Add to starter' in shown(detail)
    assert 'To the blueprint starter' in shown(alice.get(begin))


def test_a_secret_that_is_needed_is_asked_for_later_and_need_not_be_typed(alice, blueprint, packages):
    review = add(alice, blueprint, packages)
    assert review.step == 'Review'
    assert 'asked for when an environment is made' in review.text and MASK not in review.text
    assert review.press('add-2').page.url == f'{URL}{blueprint["id"]}/'
    made = parts(blueprint)['shop']
    assert (made['title'], made['host'], made['password'], made['dsn']) == ('Shop', 'host1', '', '')
    assert sorted(asked(made)) == [['dsn'], ['password']]
    assert '\0' not in json.dumps(blueprint['_components'])
    page = shown(alice.get(f'{URL}{blueprint["id"]}/'))
    assert 'was added to the blueprint' in page and 'Asks for:' in page and '2 secrets' in page


def test_what_is_typed_all_the_same_reaches_nobody(alice, murano, blueprint, packages):
    secret = {'s0-password': PASSWORD, 's0-password-clone': PASSWORD, 's0-spare': PASSWORD}
    add(alice, blueprint, packages, **secret).press('add-2')
    made = parts(blueprint)['shop']
    assert sorted(asked(made)) == [['dsn'], ['password'], ['spare']] and made['spare'] == ''
    assert PASSWORD not in json.dumps(murano.bodies)


def test_an_environment_of_it_asks_for_them(alice, murano, blueprint, packages):
    add(alice, blueprint, packages).press('add-2')
    page = alice.get(f'/app-catalog/environments/create/from/{blueprint["id"]}/')
    fields = [name for name in form(page, 'Create environment').fields if name.startswith('secret:')]
    answer = form(page, 'Create environment').submit(alice, 'Create environment', **dict.fromkeys(fields, PASSWORD))
    [session] = murano.sessions.values()
    made = {item['?']['name']: item for item in session.components}
    assert answer.status_code == 302 and made['shop']['password'] == PASSWORD
    assert made['shop']['host'] == made['big']['?']['id']


def test_with_scripts(alice, blueprint, packages):
    script = Script(BlueprintForm(alice, blueprint, packages['Web']['id']))
    wrong = script.press('next-0', **{**MAIN, 's0-password': PASSWORD, 's0-password-clone': 'another'})
    assert wrong['errors']['fields']
    assert script.press('next-0', **MAIN)['accepted'] == 1
    script.press('next-1', **NAME)
    assert script.press('add-2')['redirect'] == f'{URL}{blueprint["id"]}/'
    assert asked(parts(blueprint)['shop'])


def test_sent_twice_it_is_added_once(alice, blueprint, packages):
    review = add(alice, blueprint, packages)
    sent = {'state': review.state, 'do': 'add-2'}
    assert [alice.post(review.url, sent).status_code for _ in range(2)] == [302, 302]
    assert sorted(parts(blueprint)) == ['big', 'shop'] and len(blueprint['_components']) == 2
    assert 'already in the blueprint' in shown(alice.get(f'{URL}{blueprint["id"]}/'))


def test_what_is_needed_is_filled_in_on_top_and_added_together(alice, murano, blueprint, packages):
    site = BlueprintForm(alice, blueprint, packages['Site']['id'])
    top = site.press('new-0-0', **{'s0-domain': 'example.org'})
    top.press('next-0', **{'s0-host': 'host1'}).press('next-1', **{'s1-application_name': 'server'}).press('add-2')
    assert 'to be added together' in top.text and len(blueprint['_components']) == 1
    server = top.value('s0-server')
    top.press('next-0', **{'s0-server': server, 's0-domain': 'example.org'})
    top.press('next-1', **{'s1-application_name': 'site'})
    assert 'Added together with this application: Server' in ' '.join(shown(top.page).split())
    top.press('add-2')
    _big, made, used_by = blueprint['_components']
    assert made['?']['type'] == 'demo.Server' and made['host'] == 'host1'
    assert used_by['?']['type'] == 'demo.Site' and used_by['server'] == made['?']['id']


def test_several_packages_to_choose_from(alice, murano, blueprint, packages):
    other = murano.package('demo.Other', name='Other', ui=HOST_UI, class_definitions=['demo.Server', 'demo.Other'])
    site = BlueprintForm(alice, blueprint, packages['Site']['id']).press('new-0-0')
    assert f'formaction="{URL}{blueprint["id"]}/add/{other["id"]}/"' in site.text
    site.press('open-0', url=f'{URL}{blueprint["id"]}/add/{other["id"]}/')
    assert 'because it is needed by' in site.text
    assert site.press('drop-0').step and 'Server' in site.text
    assert site.press('leave-0').page.url == f'{URL}{blueprint["id"]}/'


def test_by_a_form_made_from_the_class(alice, murano, blueprint):
    murano.schemas['demo.Plain'] = test_edit_schema.SCHEMA
    plain = BlueprintForm(alice, blueprint, murano.package('demo.Plain', name='Plain')['id'])
    plain.press('next-0', **{**test_edit_schema.SHOWN, 's0-options': '{"a": 1, "password": "Inner!Secr3t"}'})
    plain.press('next-1', **{'s1-application_name': 'plain'})
    assert plain.step == 'Review', plain.errors
    plain.press('add-2')
    made = parts(blueprint)['plain']
    assert (made['password'], made['options'], made['port']) == ('', {'a': 1, 'password': ''}, 80)
    assert sorted(asked(made)) == [['options', 'password'], ['password']]


def test_the_state_of_an_environments_form_opens_no_blueprint(alice, murano, blueprint, packages):
    environment = murano.environment('shop', components=[component('big', 'demo.Host', id='host1')])
    of_environment = Form(alice, packages['Web'], environment).press(
        'next-0', **MAIN, **{'s0-password': PASSWORD, 's0-password-clone': PASSWORD}
    )
    answer = BlueprintForm(alice, blueprint, packages['Web']['id'])
    answer.state = of_environment.state
    answer.press('next-1', **NAME)
    assert 'no longer valid' in answer.text and len(blueprint['_components']) == 1


# Editing --------------------------------------------------------------------------------------------------------------


@pytest.fixture()
def made(alice, blueprint, packages):
    """A component as the form makes it."""
    add(alice, blueprint, packages).press('add-2')
    return parts(blueprint)['shop']


def edit(client, blueprint, item, query=''):
    return BlueprintForm(client, blueprint, component_id=item['?']['id'], query=query)


def test_one_answer_changes_one_path_and_what_is_asked_stays(alice, blueprint, made):
    before = copy.deepcopy(made)
    page = edit(alice, blueprint, made)
    assert page.value('s0-title') == 'Shop' and 'In the blueprint starter' in shown(page.page)
    page.press('to-0-2', **{**MAIN, 's0-title': 'Store'})
    assert changes(page) == {'Title': 'Shop Store'}
    assert page.press('add-2').page.url == f'{URL}{blueprint["id"]}/'
    after = parts(blueprint)['shop']
    assert sorted(differences(before, after)) == ['?.metadata.murano_panel.answers.main.title', 'title']
    assert sorted(asked(after)) == [['dsn'], ['password']]
    assert parts(blueprint)['big']['size'] == 3


def test_a_secret_more_is_asked_for(alice, murano, blueprint, made):
    page = edit(alice, blueprint, made).press('to-0-2', **MAIN, **{'s0-spare': PASSWORD})
    assert PASSWORD not in page.text and 'Spare' in page.text
    page.press('add-2')
    assert sorted(asked(parts(blueprint)['shop'])) == [['dsn'], ['password'], ['spare']]
    assert PASSWORD not in json.dumps(murano.bodies)


def test_nothing_changed_nothing_written(alice, murano, blueprint, made):
    page = edit(alice, blueprint, made).press('to-0-2', **MAIN)
    before = len(murano.calls)
    page.press('add-2')
    assert 'PUT' not in {method for method, _path in murano.calls[before:]}
    assert 'Nothing was changed in' in shown(alice.get(page.page.url))


def test_what_a_secret_is_part_of_can_be_changed_without_it(alice, blueprint, made):
    page = edit(alice, blueprint, made).press('to-0-2', **{**MAIN, 's0-scheme': 'mysql'})
    assert page.step == 'Review' and changes(page)['Scheme'] == 'db mysql'
    assert 'mysql://' not in page.text and '\0' not in page.text
    page.press('add-2')
    after = parts(blueprint)['shop']
    assert (after['dsn'], after['password']) == ('', '') and sorted(asked(after)) == [['dsn'], ['password']]
    assert edit(alice, blueprint, after).value('s0-scheme') == 'mysql'


def test_by_its_properties(alice, murano, blueprint, packages):
    """What no form has made: secrets keep their places, within lists and texts of JSON, too."""
    murano.schemas['demo.Web'] = test_edit_schema.SCHEMA
    own = {'title': 'Shop', 'port': 80, 'password': '', 'options': {'a': 1, 'password': ''}}
    web = component('web', 'demo.Web', id='web1', host='host1', **own)
    web['?']['metadata'] = {'murano_panel': {'open': [['password'], ['options', 'password']]}}
    blueprint['_components'].append(web)
    refused = edit(alice, blueprint, web)
    assert 'Edit the properties' in refused.text and 'components/web1/edit/?form=class' in refused.text
    page = edit(alice, blueprint, web, '?form=class')
    assert MASK in page.text and '\0' not in page.text
    page.press('to-0-2', **{**test_edit_schema.SHOWN, 's0-port': '8080'})
    assert changes(page) == {'Port': '80 8080'}
    page.press('add-2')
    after = parts(blueprint)['web']
    assert after['port'] == 8080 and after['options'] == {'a': 1, 'password': ''} and after['password'] == ''
    assert sorted(asked(after)) == [['options', 'password'], ['password']]


def test_references_to_other_components_are_offered(alice, blueprint, made):
    blueprint['_components'].append(component('small', 'demo.Host', id='host2'))
    page = edit(alice, blueprint, made)
    assert page.value('s0-host') == 'host1' and 'value="host2"' in page.text
    page.press('to-0-2', **{**MAIN, 's0-host': 'host2'}).press('add-2')
    assert parts(blueprint)['shop']['host'] == 'host2'


# Others meanwhile -----------------------------------------------------------------------------------------------------


def test_somebody_else_has_changed_it(alice, bob, blueprint, made):
    """Both changes are in it, and what they come to is shown once more before it is written."""
    mine = edit(alice, blueprint, made).press('to-0-2', **{**MAIN, 's0-title': 'Mine'})
    blueprint['_components'].append(component('small', 'demo.Host', id='host2'))
    edit(bob, blueprint, made).press('to-0-2', **{**MAIN, 's0-host': 'host2'}).press('add-2')
    mine.press('add-2')
    assert 'was changed meanwhile. Your changes are kept' in mine.text
    mine.press('add-2')
    after = parts(blueprint)['shop']
    assert (after['title'], after['host']) == ('Mine', 'host2') and len(asked(after)) == 2


def test_somebody_else_has_added_one(alice, bob, blueprint, packages):
    mine = add(alice, blueprint, packages)
    add(bob, blueprint, packages).press('add-2')
    mine.press('add-2')
    assert len(blueprint['_components']) == 3


@pytest.mark.parametrize('scripts', [False, True])
def test_somebody_else_has_removed_it(alice, murano, blueprint, made, scripts):
    mine = edit(alice, blueprint, made).press('to-0-2', **{**MAIN, 's0-title': 'Typed'})
    blueprint['_components'].remove(made)
    if scripts:
        error = Script(mine).press('add-2')['error']
        assert error['kind'] == 'not-found' and 'somebody may have removed it' in error['message']
    else:
        mine.press('add-2')
        assert mine.page.status_code == 404
        assert 'somebody may have removed it' in mine.text and 'Your answers are kept' in mine.text
    blueprint['_components'].append(made)
    mine.press('add-2', **({} if scripts else {'resent': '1'}))
    assert parts(blueprint)['shop']['title'] == 'Typed'


def test_somebody_else_has_deleted_the_blueprint(alice, murano, blueprint, packages):
    mine = BlueprintForm(alice, blueprint, packages['Web']['id'])
    kept = murano.templates.pop(blueprint['id'])
    mine.press('next-0', **{**MAIN, 's0-title': 'Typed'})
    assert mine.page.status_code == 404 and 'Your answers are kept' in mine.text
    murano.templates[blueprint['id']] = kept
    mine.press('next-0', resent='1')
    mine.press('next-1', **NAME).press('add-2')
    assert parts(blueprint)['shop']['title'] == 'Typed'


def test_changes_of_two_people_wait_for_each_other(alice, bob, blueprint, packages, monkeypatch):
    """What the second one writes follows from what the first one has written."""
    from murano_panel.api import blueprints
    from murano_panel.web import turns

    monkeypatch.setattr(turns, 'PATIENCE', 0)
    mine, theirs, update = add(alice, blueprint, packages), add(bob, blueprint, packages), blueprints.update

    def meanwhile(*args, **kwargs):
        monkeypatch.setattr(blueprints, 'update', update)
        theirs.press('add-2')
        assert theirs.page.status_code == 409 and 'is still being made' in theirs.text
        return update(*args, **kwargs)

    monkeypatch.setattr(blueprints, 'update', meanwhile)
    mine.press('add-2')
    theirs.press('add-2', resent='1')
    assert len(blueprint['_components']) == 3


def test_a_lost_answer(alice, murano, blueprint, packages):
    """Murano has done it, and nobody says so; pressed again it is told, and nothing is done twice."""
    page = add(alice, blueprint, packages)
    for do, changed in (('add-2', {}), ('add-2', {'s0-title': 'Store'})):
        if changed:
            page = edit(alice, blueprint, parts(blueprint)['shop']).press('to-0-2', **{**MAIN, **changed})
        murano.spoil(FAULTS['lost'], 'PUT', '/templates/')
        assert 'not known whether this was done' in page.press(do).text
        murano.mend()
        page.press(do, resent='1')
        assert 'already in the blueprint' in shown(alice.get(f'{URL}{blueprint["id"]}/'))
    assert len(blueprint['_components']) == 2 and parts(blueprint)['shop']['title'] == 'Store'


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize('who', ['charlie', 'admin'])
def test_what_is_public_is_changed_by_its_project_alone(request, murano, packages, who):
    """Murano would let everybody."""
    public = murano.blueprint('public', components=[component('web', 'demo.Web', id='web1')], is_public=True)
    client = request.getfixturevalue(who)
    for path in (f'add/{packages["Web"]["id"]}/', 'components/web1/edit/', 'components/web1/duplicate/'):
        for answer in (client.get(f'{URL}{public["id"]}/{path}'), client.post(f'{URL}{public["id"]}/{path}')):
            assert answer.status_code == 403 and 'It belongs to another project' in shown(answer)
    page = shown(client.get(f'{URL}{public["id"]}/'))
    assert 'It belongs to another project' in page
    assert {method for method, _path in murano.calls} == {'GET'}


def test_rita_sees_why_not(rita, murano, blueprint, packages):
    page = rita.get(f'{URL}{blueprint["id"]}/')
    assert 'Saving and changing blueprints needs the member role' in shown(page)
    assert 'components/host1/' not in page.content.decode()
    cards = rita.get('/app-catalog/catalog/', {'blueprint': blueprint['id']})
    assert f'{URL}{blueprint["id"]}/add/' not in cards.content.decode()
    assert rita.get(f'{URL}{blueprint["id"]}/add/{packages["Web"]["id"]}/').status_code == 403


def test_one_that_is_gone_leads_back_to_the_catalog(alice, murano):
    answer = alice.get('/app-catalog/catalog/', {'blueprint': 'f' * 32, 'q': 'web'})
    assert answer.status_code == 302 and 'blueprint' not in answer.url and 'q=web' in answer.url


# Duplicating ----------------------------------------------------------------------------------------------------------


def test_a_duplicate_uses_and_asks_for_the_same(alice, murano, blueprint, made):
    page = alice.get(f'{URL}{blueprint["id"]}/components/{made["?"]["id"]}/duplicate/')
    sent = form(page, 'Duplicate')
    assert sent.fields['name'] == ['shop (2)']
    assert [sent.submit(alice, 'Duplicate').status_code for _ in range(2)] == [302, 302]
    assert sorted(parts(blueprint)) == ['big', 'shop', 'shop (2)'] and len(blueprint['_components']) == 3
    copied = parts(blueprint)['shop (2)']
    assert copied['?']['id'] != made['?']['id'] and copied['host'] == 'host1' and asked(copied) == asked(made)
    edited = edit(alice, blueprint, copied).press('to-0-2', **{**MAIN, 's0-title': 'Store'}).press('add-2')
    assert edited.page.status_code == 302 and parts(blueprint)['shop (2)']['title'] == 'Store'
    assert without_words(parts(blueprint)['shop'])['title'] == 'Shop'
