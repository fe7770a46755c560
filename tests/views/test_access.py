"""Who gets what, for every address of ours."""

import pytest
from django.test import Client

from tests.support import cast
from tests.views.addresses import ADDRESSES, registered

EVERY = pytest.mark.parametrize('address', ADDRESSES, ids=lambda address: address.name)
OF_PROJECT = pytest.mark.parametrize(
    'address',
    [a for a in ADDRESSES if a.of_environment or a.of_package or a.of_blueprint],
    ids=lambda address: address.name,
)
READ = pytest.mark.parametrize('address', [a for a in ADDRESSES if a.get], ids=lambda address: address.name)
# A login may be ended by whoever has it.
WRITING = [a for a in ADDRESSES if a.post is not None and a.name != 'overview:login']
WRITE = pytest.mark.parametrize('address', WRITING, ids=lambda address: address.name)


def body(address, ids):
    return {key: value.format(**ids) for key, value in address.post.items()}


def test_no_address_is_forgotten():
    assert sorted(address.name for address in ADDRESSES) == sorted(registered())


@EVERY
def test_strangers_are_sent_to_the_login(address, ids, murano):
    answer = Client().get(address.url(ids))
    assert answer.status_code == 302 and answer.url.startswith('http://testserver/auth/login/?next=')
    assert murano.calls == []


@EVERY
def test_scripts_of_strangers_get_401_instead(address, ids):
    answer = Client().get(address.url(ids), headers={'x-requested-with': 'XMLHttpRequest'})
    assert answer.status_code == 401


@EVERY
def test_without_murano_in_the_catalog_nothing_is_there(address, ids, login, murano):
    client = login(cast.ALICE, services={'identity': cast.KEYSTONE_URL})
    assert client.get(address.url(ids)).status_code in (403, 404)
    assert murano.calls == []


def test_the_menu_shows_the_dashboard_only_with_murano(alice, login):
    assert 'App Catalog' in alice.get('/settings/').content.decode()
    without = login(cast.BOB, services={'identity': cast.KEYSTONE_URL})
    assert 'App Catalog' not in without.get('/settings/').content.decode()


@READ
def test_members_see_everything_of_their_project(address, ids, alice, admin):
    assert alice.get(address.url(ids)).status_code == (403 if address.of_admins else 200)
    if address.of_admins:
        assert admin.get(address.url(ids)).status_code == 200


@READ
def test_readers_see_everything_of_their_project(address, ids, rita, murano):
    answer = rita.get(address.url(ids))
    if address.of_admins:
        assert answer.status_code == 403
    else:
        # Forms that only write may be refused at once, with the reason.
        assert answer.status_code == 200 or (address.kind == 'form' and answer.status_code == 403)
    assert {method for method, _ in murano.calls} <= {'GET'}


@WRITE
def test_readers_write_nothing(address, ids, rita, murano):
    answer = rita.post(address.url(ids), body(address, ids))
    assert answer.status_code == 403
    assert {method for method, _ in murano.calls} <= {'GET'}


@OF_PROJECT
def test_other_projects_are_not_found(address, ids, charlie, murano):
    if address.get:
        assert charlie.get(address.url(ids)).status_code == 404
    if address.post is not None:
        # A redirect leads to a page that is not found; what nobody but administrators may do is not even looked for.
        refused = (403,) if address.of_admins else (302, 404)
        assert charlie.post(address.url(ids), body(address, ids)).status_code in refused
    assert {method for method, _ in murano.calls} <= {'GET'}


@pytest.mark.parametrize(
    'address', [a for a in ADDRESSES if a.of_environment or a.of_blueprint], ids=lambda address: address.name
)
def test_administrators_find_no_environment_and_no_blueprint_of_others(address, ids, admin, murano):
    """Murano lets them in, but would run their deployment in the administrator's project."""
    if address.get:
        assert admin.get(address.url(ids)).status_code == 404
    if address.post is not None:
        assert admin.post(address.url(ids), body(address, ids)).status_code in (302, 404)
    assert {method for method, _ in murano.calls} <= {'GET'}


def test_what_alice_has_looked_at_stays_hers(ids, alice, charlie):
    """Caches must not open what Murano would refuse; it does not check projects when asked for a log."""
    log = f'/app-catalog/environments/{ids["environment_id"]}/deployments/{ids["deployment_id"]}/'
    for url in (log, f'{log}live/', f'/app-catalog/catalog/{ids["package_id"]}/logo/'):
        assert alice.get(url).status_code == 200
        assert charlie.get(url).status_code == 404


@WRITE
def test_forms_of_other_sites_are_refused(address, ids, murano):
    client = cast.log_in(Client(enforce_csrf_checks=True), cast.ALICE)
    assert client.post(address.url(ids), body(address, ids)).status_code in (302, 403)
    assert murano.calls == []


@pytest.mark.parametrize('name', ['environments:detail', 'catalog:detail'])
@pytest.mark.parametrize('odd', ['..', 'a%2fb', 'x' * 65, '%7B%24%207*7%20%24%7D', 'ü'])
def test_ids_that_are_none_do_not_reach_murano(name, odd, alice, murano):
    panel = name.partition(':')[0]
    assert alice.get(f'/app-catalog/{panel}/{odd}/').status_code in (302, 404)
    assert murano.calls == []
