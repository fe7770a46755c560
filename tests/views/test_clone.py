"""An environment once more, beside the original: shown, asked for what is not copied, made as a whole or not at all."""

import re

import pytest
from django.contrib.messages.storage.base import BaseStorage

from murano_panel.domain.model import networks
from tests.support import cast
from tests.support.pages import form, shown
from tests.support.spoiler import FAULTS
from tests.views.sentences import alerts, told
from tests.views.test_compare import DB, WEB, db, deployed, web
from tests.views.test_deployment_page import HOSTILE
from tests.views.test_environment_page import said
from tests.views.test_reapplying import GOOD, UI

CLONE = 'Clone'


def uses(component, other):
    return {**component, 'uses': other}


@pytest.fixture()
def shop(murano):
    """Deployed with port 80; the class has given out an address since."""
    environment = murano.environment('shop', description='Sells things')
    deployed(murano, environment, web(80, uses=DB), db())
    environment.components = [web(80, uses=DB, address='10.0.0.5'), db()]
    for fqn in ('demo.Web', 'demo.Db'):
        murano.package(fqn)
    return environment


def url(environment, query=''):
    return f'/app-catalog/environments/{environment.id}/clone/{query}'


def page_of(client, environment, query=''):
    answer = client.get(url(environment, query))
    assert answer.status_code == 200
    return answer


def press(client, environment, query='', **typed):
    return form(page_of(client, environment, query), CLONE).submit(client, CLONE, **typed)


def named(murano, name):
    found = [item for item in murano.environments.values() if item.name == name]
    return found[0] if found else None


def drafted(murano, environment):
    [session] = [item for item in murano.sessions_of(environment.id) if item.user_id == cast.ALICE.id]
    return {item['name']: item for item in session.components}


def open_drafts(murano):
    """Of environments that are there."""
    return [
        item
        for item in murano.sessions.values()
        if item.environment_id in murano.environments and item.state == 'opened'
    ]


def test_it_is_shown_and_named_before_it_is_made(alice, murano, shop):
    text = shown(page_of(alice, shop))
    assert 'web' in text and 'db' in text and 'shop 2' in page_of(alice, shop).content.decode()
    assert len(murano.environments) == 1 and murano.sessions_of(shop.id) == []


def test_ids_are_new_references_follow_and_nothing_that_was_given_out_comes_along(alice, murano, shop):
    before = repr(shop.components)
    answer = press(alice, shop)
    clone = named(murano, 'shop 2')
    assert answer.url == f'/app-catalog/environments/{clone.id}/' and clone.description == 'Sells things'
    found = drafted(murano, clone)
    own, other = found['web'], found['db']
    assert own['port'] == 80 and 'address' not in own and own['uses'] == other['?']['id']
    assert {own['?']['id'], other['?']['id']}.isdisjoint({WEB, DB})
    assert repr(shop.components) == before and murano.sessions_of(shop.id) == []
    assert 'with 2 components in your draft' in shown(alice.get(answer.url))


def test_calls(alice, murano, shop):
    """The environment, its deployments, all names; once its model, and the class that may have given out an address."""
    murano.schemas['demo.Web'] = {'': {'properties': {'port': {}}}}
    with murano.budget(5):
        page_of(alice, shop)
    with murano.budget(3):
        page = page_of(alice, shop)
    # The first two; the environment, its draft, and what is in that.
    with murano.budget(5):
        form(page, CLONE).submit(alice, CLONE)


def test_what_somebody_set_later_comes_along(alice, murano, shop):
    """The class tells that it is set by people, though nobody had sent it at first."""
    shop.components[0]['note'] = 'set later'
    assert 'Not copied, as the application may have given it out' in shown(page_of(alice, shop))
    murano.schemas['demo.Web'] = {'': {'properties': {'port': {}, 'note': {}}}}
    assert 'Not copied' not in shown(page_of(alice, shop))
    press(alice, shop)
    own = drafted(murano, named(murano, 'shop 2'))['web']
    assert own['note'] == 'set later' and 'address' not in own


def test_the_draft_or_what_is_deployed(alice, murano, shop):
    assert alice.post(f'/app-catalog/environments/{shop.id}/components/{WEB}/remove/').status_code == 302
    page = page_of(alice, shop)
    assert 'My draft, with 1 change' in shown(page) and 'What is deployed' in shown(page)
    press(alice, shop)
    assert drafted(murano, named(murano, 'shop 2')).keys() == {'db'}
    press(alice, shop, '?of=deployed', name='whole')
    assert drafted(murano, named(murano, 'whole')).keys() == {'web', 'db'}
    # The draft of the original is as it was.
    assert drafted(murano, shop).keys() == {'db'}


def test_secrets_are_asked_for_and_checked(alice, murano):
    murano.packages.clear()
    murano.package('demo.Web', name='Web', ui=UI)
    shop = murano.environment('safe')
    deployed(murano, shop, web(80, adminPassword='0ld-s3cret'))
    shop.components = [web(80, adminPassword='0ld-s3cret')]
    page = page_of(alice, shop)
    assert 'Type those of the clone' in shown(page) and '0ld-s3cret' not in page.content.decode()
    name = f'secret:["{WEB}", "adminPassword"]'
    for typed, complaint in (('', 'Needed'), ('x', 'at least 7 characters')):
        answer = form(page, CLONE).submit(alice, CLONE, **{name: typed, 'name': 'mine'})
        assert complaint in shown(answer) and 'value="mine"' in answer.content.decode()
        assert len(murano.environments) == 1
    assert form(page, CLONE).submit(alice, CLONE, **{name: GOOD}).status_code == 302
    assert drafted(murano, named(murano, 'safe 2'))['web']['adminPassword'] == GOOD


def test_a_second_press_leads_to_the_same(alice, murano, shop):
    ready = form(page_of(alice, shop), CLONE)
    answers = [ready.submit(alice, CLONE) for _ in range(2)]
    assert answers[0].url == answers[1].url and len(murano.environments) == 2
    assert len(murano.sessions_of(named(murano, 'shop 2').id)) == 1


def test_what_changed_meanwhile_is_looked_at_again(alice, murano, shop):
    ready = form(page_of(alice, shop), CLONE)
    shop.components[0]['port'] = 99
    answer = ready.submit(alice, CLONE)
    assert 'Nothing was done' in shown(answer) and len(murano.environments) == 1
    assert form(answer, CLONE).submit(alice, CLONE).status_code == 302


def test_a_taken_name_is_said_beside_it(alice, murano, shop):
    answer = press(alice, shop, name='shop')
    assert 'Another environment of this project has this name.' in shown(answer) and len(murano.environments) == 1


@pytest.mark.parametrize('pattern', ['configure', 'services'])
def test_one_that_fails_half_way_is_taken_back(alice, murano, shop, pattern):
    page = form(page_of(alice, shop), CLONE)
    murano.fail('POST' if pattern == 'configure' else 'PUT', pattern)
    answer = page.submit(alice, CLONE)
    assert 'The environment was not cloned' in shown(answer)
    assert named(murano, 'shop 2') is None and not murano.sessions_of(shop.id)
    murano.mend()
    assert page.submit(alice, CLONE).status_code == 302 and drafted(murano, named(murano, 'shop 2'))


@pytest.mark.parametrize('fault', FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize('call', ['POST /environments$', 'POST configure$', 'PUT /services$'])
def test_whatever_fails_nothing_is_left_behind_unsaid(alice, murano, shop, fault, call):
    page = form(page_of(alice, shop), CLONE)
    murano.spoil(fault, *call.split())
    answer = page.submit(alice, CLONE)
    clone = named(murano, 'shop 2')
    if clone:
        # It is there, with all in a draft; or without anything, and that is said.
        is_whole = len(murano.sessions_of(clone.id)) == 1 and drafted(murano, clone).keys() == {'web', 'db'}
        assert is_whole or 'is there by now' in said(answer)[0]
        assert answer.url == f'/app-catalog/environments/{clone.id}/'
    else:
        # The sessions of an environment go with it.
        assert answer.status_code in (200, 401, 403, 404) and not open_drafts(murano)
        text = alerts(answer.content.decode())
        assert told(fault.name, text) or 'Nothing of this was done' in text


def test_a_fault_of_ours_leaves_nothing_behind(alice, murano, shop, monkeypatch):
    page = form(page_of(alice, shop), CLONE)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(BaseStorage, 'add', fail)
    alice.raise_request_exception = False
    assert page.submit(alice, CLONE).status_code == 500
    assert named(murano, 'shop 2') is None and not open_drafts(murano)


def test_one_draft_too_many(alice, murano, shop, settings):
    settings.MURANO_PANEL = {**getattr(settings, 'MURANO_PANEL', {}), 'DRAFT_MAX_COUNT': 1}
    alice.post(f'/app-catalog/environments/{shop.id}/components/{WEB}/remove/')
    answer = form(page_of(alice, shop, '?of=deployed'), CLONE).submit(alice, CLONE, name='mine')
    assert answer.status_code == 409 and '/app-catalog/environments/drafts/' in answer.content.decode()
    assert 'mine' in answer.content.decode() and len(murano.environments) == 1


def test_one_that_cannot_be_taken_back_is_said(alice, murano, shop):
    page = form(page_of(alice, shop), CLONE)
    murano.fail('PUT', 'services')
    murano.fail('DELETE', 'environments/[^/]+$')
    answer = page.submit(alice, CLONE)
    assert answer.url == f'/app-catalog/environments/{named(murano, "shop 2").id}/'
    assert 'is there by now, but nothing is in it' in said(answer)[0]


def test_a_lost_answer_is_looked_into(alice, murano, shop):
    page = form(page_of(alice, shop), CLONE)
    murano.spoil('lost', 'POST', 'environments$')
    answer = page.submit(alice, CLONE)
    assert 'is there by now' in said(answer)[0] and answer.url.endswith(f'{named(murano, "shop 2").id}/')


def test_networks_are_those_of_the_original_or_chosen(alice, murano, shop, monkeypatch):
    shop.networks = networks.existing('net1', 'sub1')
    press(alice, shop)
    joined = named(murano, 'shop 2').networks['environment']
    # No Neutron in this cloud: there is nothing to choose, and the original's are taken.
    assert (joined['internalNetworkName'], joined['internalSubnetworkName']) == ('net1', 'sub1')
    assert joined['?']['id'] != shop.networks['environment']['?']['id']


def test_metadata_of_the_environment_comes_along_without_secrets(alice, murano, shop):
    shop.own['?']['metadata'] = {'team': 'web', 'api token': 's3cret', 'murano_panel': {'x': 1}}
    page = page_of(alice, shop)
    assert 'Metadata of the environment: team' in shown(page) and 's3cret' not in page.content.decode()
    form(page, CLONE).submit(alice, CLONE)
    clone = named(murano, 'shop 2')
    [session] = murano.sessions_of(clone.id)
    assert session.own['?']['metadata'] == {'team': 'web'} and session.own['name'] == 'shop 2'
    assert '2 undeployed changes' not in shown(alice.get(f'/app-catalog/environments/{clone.id}/'))
    assert 'Metadata › team' in shown(alice.get(f'/app-catalog/environments/{clone.id}/'))


def test_a_change_of_the_environment_itself_is_one_of_the_draft(alice, murano, shop):
    sent = {'key': ['team'], 'value': ['db']}
    alice.post(f'/app-catalog/environments/{shop.id}/metadata/', sent)
    assert 'My draft, with 1 change' in shown(page_of(alice, shop))
    press(alice, shop)
    press(alice, shop, '?of=deployed', name='as deployed')
    [mine], [deployed] = (murano.sessions_of(named(murano, name).id) for name in ('shop 2', 'as deployed'))
    assert mine.own['?']['metadata'] == {'team': 'db'} and not deployed.own


def test_where_metadata_cannot_be_written_nothing_is_left_behind(alice, murano, shop):
    shop.own['?']['metadata'] = {'team': 'web'}
    page = page_of(alice, shop)
    murano.fail('PATCH', 'model', status=500)
    assert 'was not cloned' in shown(form(page, CLONE).submit(alice, CLONE))
    assert named(murano, 'shop 2') is None and open_drafts(murano) == []


def test_nothing_to_clone(alice, murano):
    page = page_of(alice, murano.environment('empty'))
    assert 'nothing to clone' in shown(page) and 'type="submit"' not in shown(page)


def test_while_something_runs(alice, murano, shop):
    murano.deployment(shop)
    assert 'what was deployed before' in shown(page_of(alice, shop))
    assert press(alice, shop).status_code == 302


def test_who_may(rita, charlie, alice, shop):
    page = page_of(rita, shop).content.decode()
    assert 'only lets you look' in page and re.search(r'<button class="btn btn-primary" type="submit" disabled', page)
    assert rita.post(url(shop), {'name': 'mine'}).status_code == 403
    assert charlie.get(url(shop)).status_code == 404
    assert url(shop) in alice.get(f'/app-catalog/environments/{shop.id}/').content.decode()


def test_hostile_names(alice, murano, shop):
    shop.name, shop.components[0]['name'] = HOSTILE, HOSTILE
    page = page_of(alice, shop).content.decode()
    assert '<script>alert(1)' not in page
    press(alice, shop)
    assert len(murano.environments) == 2
