"""Creating, renaming, deleting and abandoning, as pages and as modal dialogs."""

import openstack_auth.user
import pytest

from murano_panel.api import cloud
from murano_panel.domain.cloud import Found, Network
from tests.support.fake_murano import component

LIST = '/app-catalog/environments/'
AJAX = {'x-requested-with': 'XMLHttpRequest'}
# What lib/dialog.js sends.
DIALOG = {**AJAX, 'accept': 'text/html, application/json'}


def url(environment, rest):
    return f'{LIST}{environment.id}/{rest}/'


def body(response, status=200):
    assert response.status_code == status, response.content
    return response.content.decode()


@pytest.mark.parametrize('headers', [{}, AJAX])
def test_creating(alice, murano, headers):
    assert 'name="name"' in body(alice.get(LIST + 'create/', headers=headers))
    response = alice.post(LIST + 'create/', {'name': ' web ', 'description': 'shop'}, headers=headers)
    (environment,) = murano.environments.values()
    assert (environment.name, environment.description) == ('web', 'shop')
    assert url(environment, '.')[:-2] in (response.get('Location') or response.get('X-Horizon-Location'))


def test_creating_leads_on(alice):
    response = alice.post(LIST + 'create/', {'name': 'web', 'next': '/app-catalog/catalog/'})
    assert response['Location'] == '/app-catalog/catalog/'


def test_creating_does_not_lead_elsewhere(alice):
    response = alice.post(LIST + 'create/', {'name': 'web', 'next': 'https://evil.test/'})
    assert response['Location'].startswith(LIST)


@pytest.mark.parametrize('name', ['', '   ', 'x' * 256])
def test_names_that_are_none(alice, murano, name):
    assert 'has-error' in body(alice.post(LIST + 'create/', {'name': name}))
    assert not murano.environments


def test_a_taken_name_is_told_beside_the_field(alice, murano):
    murano.environment('web')
    html = body(alice.post(LIST + 'create/', {'name': 'web', 'description': 'my long text'}))
    assert 'Another environment of this project has this name' in html and 'my long text' in html


@pytest.mark.parametrize('status', [400, 403, 500])
def test_what_was_typed_survives_a_failure(alice, murano, status):
    murano.fail('POST', '/environments', status=status, body='<html>no</html>')
    html = body(alice.post(LIST + 'create/', {'name': '{$ 7*7 $}', 'description': 'my {$ long $} text'}))
    assert 'value="{$ 7*7 $}"' in html and 'my {$ long $} text' in html


def test_a_reader_creates_nothing(rita, murano):
    assert rita.post(LIST + 'create/', {'name': 'web'}).status_code == 403
    assert not murano.environments


def test_renaming(alice, murano):
    environment = murano.environment('web')
    assert 'value="web"' in body(alice.get(url(environment, 'rename')))
    response = alice.post(url(environment, 'rename'), {'name': 'shop'})
    assert response.status_code == 302 and environment.name == 'shop'


@pytest.mark.parametrize(
    ('referer', 'leads_to'),
    [
        (f'http://testserver{LIST}?q=we&state=new', f'{LIST}?q=we&state=new'),
        (f'http://testserver{LIST}', LIST),
        ('http://testserver/app-catalog/', None),
        ('https://elsewhere.test/', None),
    ],
)
def test_a_dialog_over_the_list_leads_back_to_it(alice, murano, referer, leads_to):
    environment = murano.environment('web')
    response = alice.post(url(environment, 'rename'), {'name': 'shop'}, headers={'Referer': referer})
    assert response['Location'] == (leads_to or f'{LIST}{environment.id}/')


def test_renaming_to_a_taken_name(alice, murano):
    murano.environment('web')
    environment = murano.environment('shop')
    assert 'has this name' in body(alice.post(url(environment, 'rename'), {'name': 'web'}))


def test_the_deletion_lists_what_goes_and_asks_for_the_name(alice, murano):
    environment = murano.environment('web', components=[component('db', 'demo.Database')])
    html = body(alice.get(url(environment, 'delete')))
    assert 'db' in html and 'demo.Database' in html and 'confirm_name' in html
    assert 'This is not its name' in body(alice.post(url(environment, 'delete'), {'confirm_name': 'other'}))
    assert alice.post(url(environment, 'delete'), {'confirm_name': 'web'})['Location'] == LIST
    assert murano.status(environment) == 'deleting'


def test_what_was_never_deployed_goes_without_typing(alice, murano):
    environment = murano.environment('web')
    assert 'confirm_name' not in body(alice.get(url(environment, 'delete')))
    alice.post(url(environment, 'delete'))
    assert not murano.environments


@pytest.mark.parametrize('rest', ['delete', 'abandon'])
def test_where_nothing_is_typed_cancel_has_the_focus(alice, murano, rest):
    safe = 'data-murano-close autofocus>Cancel'
    assert safe in body(alice.get(url(murano.environment('new'), rest)))
    assert safe not in body(alice.get(url(murano.environment('old', components=[component()]), rest)))


def test_the_dialog_of_deleting_leads_to_that_of_abandoning(alice, murano):
    environment = murano.environment('old', components=[component()])
    assert f'<a data-murano-dialog href="{url(environment, "abandon")}">' in body(alice.get(url(environment, 'delete')))


def test_deleting_while_something_runs(alice, murano):
    environment = murano.environment('web', status='deploying')
    html = body(alice.post(url(environment, 'delete'), {'confirm_name': 'web'}))
    assert 'Wait until it has ended' in html and environment.id in murano.environments


def test_deletion_forgets_the_draft(alice, murano):
    environment = murano.environment('web', components=[component(id='c1')])
    alice.post(f'{LIST}{environment.id}/components/c1/remove/')
    response = alice.post(url(environment, 'delete'), {'confirm_name': 'web'})
    assert response.cookies[f'murano_draft_{environment.id}']['max-age'] == 0


def test_abandoning_says_what_stays_and_always_works(alice, murano):
    environment = murano.environment('web', status='deploying', components=[component('db')])
    assert 'What stays behind' in body(alice.get(url(environment, 'abandon')))
    alice.post(url(environment, 'abandon'), {'confirm_name': 'web'})
    assert not murano.environments


@pytest.mark.parametrize('rest', ['rename', 'delete', 'abandon'])
def test_dialogs_are_for_the_project(rita, charlie, murano, rest):
    environment = murano.environment('web')
    assert rita.post(url(environment, rest), {'name': 'x', 'confirm_name': 'web'}).status_code == 403
    assert charlie.get(url(environment, rest)).status_code == 404
    assert charlie.post(url(environment, rest), {'name': 'x', 'confirm_name': 'web'}).status_code == 404
    assert environment.id in murano.environments and environment.name == 'web'


def test_a_dialog_that_cannot_open_says_why(alice, murano):
    environment = murano.environment('web')
    del murano.environments[environment.id]
    response = alice.get(url(environment, 'delete'), headers=DIALOG)
    assert response.status_code == 404 and 'not here (any more)' in response.json()['error']['title']


@pytest.mark.parametrize('status', [403, 404, 409, 500])
def test_a_dialog_that_cannot_be_sent_says_why_and_stays(alice, murano, status):
    """In the form, with what was typed."""
    environment = murano.environment('web')
    murano.fail('PUT', f'/environments/{environment.id}', status=status, body='<html>no</html>')
    response = alice.post(url(environment, 'rename'), {'name': 'shop'}, headers=DIALOG)
    assert response.status_code == 200 and 'value="shop"' in response.content.decode()


def test_an_expired_login_is_told_to_the_dialog(alice, murano):
    environment = murano.environment('web')
    murano.expire('PUT')
    response = alice.post(url(environment, 'rename'), {'name': 'shop'}, headers=DIALOG)
    assert response.status_code == 401 and response.json()['error']


@pytest.mark.parametrize('headers', [{}, AJAX])
def test_dialogs_keep_names_from_angular(alice, murano, headers):
    environment = murano.environment('{$ 7*7 $}', components=[component()])
    html = body(alice.get(url(environment, 'delete'), headers=headers))
    assert html.index('ng-non-bindable') < html.index('{$ 7*7 $}')


@pytest.mark.parametrize('typed', ['   ', '\t', '\u00a0 '])
def test_a_name_of_blanks_alone(alice, murano, typed):
    old = murano.environment('old')
    for address in ('/app-catalog/environments/create/', url(old, 'rename')):
        html = body(alice.post(address, {'name': typed}))
        assert 'Blanks alone are no name' in html and '<li>This field is required.</li>' not in html
    assert [item.name for item in murano.environments.values()] == ['old']


def test_no_name_at_all_is_required(alice):
    assert '<li>This field is required.</li>' in body(alice.post('/app-catalog/environments/create/', {'name': ''}))


@pytest.fixture()
def two_regions(monkeypatch):
    regions = property(lambda user: ['RegionOne', 'RegionTwo'])
    monkeypatch.setattr(openstack_auth.user.User, 'available_services_regions', regions)


def test_a_region_is_offered_where_there_are_several(alice, murano, two_regions):
    assert 'RegionTwo' in body(alice.get(LIST + 'create/'))
    alice.post(LIST + 'create/', {'name': 'web', 'region': 'RegionTwo'})
    alice.post(LIST + 'create/', {'name': 'db', 'region': ''})
    assert [item.own.get('region') for item in murano.environments.values()] == ['RegionTwo', None]
    assert 'has-error' in body(alice.post(LIST + 'create/', {'name': 'x', 'region': 'unknown'}))


def test_where_there_is_one_region_none_is_asked_for(alice, murano):
    assert 'name="region"' not in body(alice.get(LIST + 'create/'))
    alice.post(LIST + 'create/', {'name': 'web', 'region': 'other'})
    assert 'region' not in next(iter(murano.environments.values())).own


def test_a_network_of_another_region_is_refused(alice, murano, two_regions, monkeypatch):
    found = Found((Network('n1', 'net', False, ()),))
    monkeypatch.setattr(cloud, 'networks_to_join', lambda request: found)
    html = body(alice.post(LIST + 'create/', {'name': 'web', 'network': 'n1', 'region': 'RegionTwo'}))
    assert 'choose that one, or no network' in html and not murano.environments
