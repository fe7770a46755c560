"""Going back to what a deployment was given: shown first, then a draft like any other."""

import copy
import re

import pytest

from tests.support import cast
from tests.support.fake_murano import component
from tests.support.pages import form, shown
from tests.views.test_compare import DB, WEB, db, deployed, web
from tests.views.test_deployment_page import HOSTILE
from tests.views.test_reapplying import GOOD, UI

PUT = 'Put into a draft'


@pytest.fixture()
def shop(murano):
    environment = murano.environment('shop', components=[web(80, address='10.0.0.5')])
    for fqn in ('demo.Web', 'demo.Db'):
        murano.package(fqn)
    return environment


@pytest.fixture()
def first(murano, shop):
    """Port 80 and a database; by now 8080, an address, and no database."""
    task = deployed(murano, shop, web(80), db())
    deployed(murano, shop, web(8080, address='10.0.0.5'))
    shop.components = [web(8080, address='10.0.0.5')]
    return task


def url(task):
    return f'/app-catalog/environments/{task.environment_id}/deployments/{task.id}/restore/'


def page_of(client, task):
    answer = client.get(url(task))
    assert answer.status_code == 200
    return answer


def press(client, task, button=PUT, **typed):
    return form(page_of(client, task), button).submit(client, button, **typed)


def drafted(murano, environment, person=cast.ALICE):
    [session] = [item for item in murano.sessions_of(environment.id) if item.user_id == person.id]
    return {item['?']['id']: item for item in session.components}


def test_it_is_shown_before_it_is_done(alice, murano, first):
    text = shown(page_of(alice, first))
    assert 'Port 8080 80' in text and 'added db' in text
    assert murano.sessions_of(first.environment_id) == []


def test_it_becomes_a_draft_that_is_deployed_like_any(alice, murano, shop, first):
    answer = press(alice, first)
    assert answer.url == f'/app-catalog/environments/{shop.id}/'
    found = drafted(murano, shop)
    assert found[WEB] == web(80, address='10.0.0.5') and found.keys() == {WEB, DB}
    text = shown(alice.get(answer.url))
    assert '2 undeployed changes' in text and 'Deployment #1 is in your draft' in text
    alice.post(f'{answer.url}deploy/')
    assert len(murano.tasks) == 3


HISTORY = '/app-catalog/deployments/'


def deploy(murano, client, shop):
    """The draft is deployed; the page that this leads to, once that has ended."""
    there = client.post(f'/app-catalog/environments/{shop.id}/deploy/').url
    murano.end(murano.running(shop))
    return there


def test_its_deployment_says_to_which_one_it_went_back(alice, bob, murano, shop, first):
    press(alice, first)
    there = deploy(murano, alice, shop)
    for url in (HISTORY, there, f'/app-catalog/environments/{shop.id}/'):
        page = bob.get(url)
        assert 'Restored #1' in shown(page) and f'deployments/{first.id}/">#1<' in page.content.decode()
    assert 'by alice' in shown(bob.get(there))
    numbers = {kind: sorted(kept_numbers(bob, kind=kind)) for kind in ('restore', 'deploy', 'action')}
    assert numbers == {'restore': [3], 'deploy': [1, 2, 3], 'action': []}
    assert kept_numbers(bob, q='restored #1') == [3]
    assert [item['restored'] for item in kept(bob)] == [1, '', '']
    assert 'Restored #' not in shown(bob.get(f'{HISTORY}?kind=deploy&q=%232'))


def kept(client, **query):
    return client.get(f'{HISTORY}download/', {'format': 'json', **query}).json()['deployments']


def kept_numbers(client, **query):
    return [item['number'] for item in kept(client, **query)]


def test_restored_then_changed_counts_as_restored_and_a_retry_of_it_does_not(alice, murano, shop, first):
    press(alice, first)
    [session] = murano.sessions_of(shop.id)
    session.components = [web(81)]
    there = deploy(murano, alice, shop)
    assert 'Restored #1' in shown(alice.get(there))
    again = alice.post(f'{there}retry/').url
    assert again != there and 'Restored #1' not in shown(alice.get(again))


def test_what_becomes_of_another_draft_is_not_restored(alice, murano, shop, first):
    press(alice, first)
    environment = f'/app-catalog/environments/{shop.id}/'
    alice.post(f'{environment}discard/', {'confirmed': 'yes'})
    alice.post(f'{environment}components/{WEB}/remove/', {'confirmed': 'yes'})
    assert 'Restored #' not in shown(alice.get(deploy(murano, alice, shop)))


def test_calls(alice, murano, first):
    """The environment, its deployments, the class that gives out an address, and the package of what comes back.

    Once, of all in the project, the archive of that package; once after each deployment the environment's own object.
    """
    murano.schemas['demo.Web'] = {'': {'properties': {'port': {}}}}
    with murano.budget(6):
        page_of(alice, first)
    with murano.budget(3):
        page = page_of(alice, first)
    # Opening the draft, and writing into it.
    with murano.budget(4):
        form(page, PUT).submit(alice, PUT)


def test_a_second_press_does_it_once(alice, murano, shop, first):
    ready = form(page_of(alice, first), PUT)
    answers = [ready.submit(alice, PUT) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(murano.sessions_of(shop.id)) == 1 and drafted(murano, shop).keys() == {WEB, DB}


def test_what_changed_meanwhile_is_looked_at_again(alice, murano, shop, first):
    ready = form(page_of(alice, first), PUT)
    shop.version += 1
    shop.components = [web(99)]
    answer = ready.submit(alice, PUT)
    assert 'Nothing was done' in shown(answer) and 'Port 99 80' in shown(answer)
    assert murano.sessions_of(shop.id) == []
    assert form(answer, PUT).submit(alice, PUT).status_code == 302


def test_an_own_draft_is_replaced_only_by_who_has_seen_that(alice, murano, shop, first):
    ready = form(page_of(alice, first), PUT)
    assert alice.post(f'/app-catalog/environments/{shop.id}/components/{WEB}/remove/').status_code == 302
    answer = ready.submit(alice, PUT)
    assert 'Nothing was done' in shown(answer) and drafted(murano, shop) == {}
    assert 'has 1 undeployed change, which is replaced' in shown(answer)
    assert form(answer, 'Replace my draft').submit(alice, 'Replace my draft').status_code == 302
    assert drafted(murano, shop).keys() == {WEB, DB}


def test_somebody_elses_draft_is_said_and_left_alone(alice, murano, shop, first):
    murano.draft(shop)
    assert 'Somebody has an undeployed draft' in shown(page_of(alice, first))
    press(alice, first)
    assert drafted(murano, shop, cast.BOB).keys() == {WEB} and len(murano.sessions_of(shop.id)) == 2


def test_of_many_changes_the_first_are_told_in_full(alice, murano, shop):
    task = deployed(murano, shop, *[component(f'node-{number}', 'demo.Web', port=number) for number in range(60)])
    shop.components = []
    page = page_of(alice, task).content.decode()
    assert page.count('<dl class="murano-properties">') == 50
    assert 'and 10 more components' in page and 'node-59' in page and '60 added' in page


def test_nothing_while_something_runs(alice, murano, shop, first):
    ready = form(page_of(alice, first), PUT)
    murano.deployment(shop)
    page = page_of(alice, first).content.decode()
    assert re.search(r'<button class="btn btn-primary" type="submit" disabled', page)
    answer = ready.submit(alice, PUT)
    assert answer.status_code == 302
    assert all(item.user_id != cast.ALICE.id for item in murano.sessions_of(shop.id))


def test_like_this_already(alice, murano, shop, first):
    newest = max(murano.tasks.values(), key=lambda task: task.started)
    page = page_of(alice, newest)
    assert 'like this already' in shown(page) and PUT not in shown(page)
    assert alice.post(url(newest), {'version': str(shop.version)}).status_code == 302
    assert murano.sessions_of(shop.id) == []


def test_passwords_stay_as_they_are_deployed(alice, murano, shop):
    task = deployed(murano, shop, web(80, adminPassword='0ld-s3cret'))
    shop.components = [web(81, adminPassword='n3w-s3cret')]
    page = page_of(alice, task)
    assert 'Passwords and keys stay as they are deployed' in shown(page) and 's3cret' not in page.content.decode()
    press(alice, task)
    assert drafted(murano, shop)[WEB] == web(80, adminPassword='n3w-s3cret')


def test_passwords_of_what_comes_back_are_asked_for_and_checked(alice, murano, shop):
    murano.packages.clear()
    murano.package('demo.Web', name='Web', ui=UI)
    task = deployed(murano, shop, web(80, adminPassword='0ld-s3cret'), db())
    shop.components = [db()]
    name = f'secret:["{WEB}", "adminPassword"]'
    page = page_of(alice, task)
    assert 'Type them again' in shown(page) and 'Eight at least' in shown(page)
    for typed, said in (('', 'Needed'), ('x', 'at least 7 characters')):
        answer = form(page, PUT).submit(alice, PUT, **{name: typed})
        assert said in shown(answer) and murano.sessions_of(shop.id) == []
    assert form(page, PUT).submit(alice, PUT, **{name: GOOD}).status_code == 302
    assert drafted(murano, shop)[WEB]['adminPassword'] == GOOD


@pytest.mark.parametrize(
    ('change', 'text'),
    [
        (lambda package: package.update(enabled=False), 'is disabled in the catalog'),
        (lambda package: package.update(class_definitions=['demo.Other']), 'no package in the catalog provides'),
    ],
)
def test_packages_that_are_gone_or_disabled_are_said_before(alice, murano, shop, first, change, text):
    back = db()
    back['?']['metadata'] = {'murano_panel': {'application': 'Db'}}
    task = deployed(murano, shop, web(80), back)
    shop.components = [web(80)]
    change(next(package for package in murano.packages.values() if package['fully_qualified_name'] == 'demo.Db'))
    assert text in shown(page_of(alice, task))


def test_a_failed_one_says_so(alice, murano, shop, first):
    task = murano.deployment(shop, components=[web(1)], failure='no room')
    shop.components = [web(80)]
    assert 'did not end well' in shown(page_of(alice, task))


def test_a_deletion_and_an_environment_that_could_not_be_deleted(alice, murano, shop, first):
    task = deployed(murano, shop)
    task.action = None
    assert alice.get(url(task)).status_code == 409
    shop.components = None
    murano._session(shop, 'delete failure')
    answer = alice.get(url(first))
    assert answer.status_code == 409 and 'Deleting the environment failed' in shown(answer)


def test_deployments_that_cannot_be_read_forbid_it(alice, murano, shop, first):
    broken = copy.deepcopy(first)
    broken.id, broken.model = 'x' * 32, None
    murano.tasks[broken.id] = broken
    answer = alice.get(url(first))
    assert answer.status_code == 409 and 'cannot be read' in shown(answer)


def test_readers_see_why_not(rita, first):
    assert 'only lets you look' in shown(page_of(rita, first))


def test_others_see_nothing(charlie, first):
    assert charlie.get(url(first)).status_code == 404


def test_hostile_names(alice, murano, shop):
    task = deployed(murano, shop, component(HOSTILE, id=WEB, text=HOSTILE, secretKey=HOSTILE))
    page = page_of(alice, task).content.decode()
    assert '<script>alert(1)' not in page
