"""Components carry the version of their package; what its replacement or absence would break is told before."""

import pytest

from tests.support.archives import of_version
from tests.support.fake_murano import component
from tests.views.addresses import FORM
from tests.views.form_client import Form

LIST = '/app-catalog/environments/'


@pytest.fixture()
def environment(murano):
    return murano.environment('web')


def added(client, murano, package, environment, **typed):
    form = Form(client, package, environment)
    form.press('next-0', **({'s0-name': 'web'} | typed))
    form.press('next-1', **{'s1-application_name': 'web'})
    assert form.press('add-2').page.status_code == 302
    [session] = murano.sessions_of(environment.id)
    return session.components[-1]


def deploy(client, environment):
    return client.post(f'{LIST}{environment.id}/deploy/')


def said(response):
    return ' '.join(str(message) for message in response.wsgi_request._messages)


def page(client, environment):
    return ' '.join(client.get(f'{LIST}{environment.id}/').content.decode().split())


@pytest.mark.parametrize(
    ('version', 'expected'), [('1.2.0', '1.2.0'), ('1.2', '1.2.0'), ('0.4.0', '0.4.0'), ('0', None)]
)
def test_a_form_that_gives_no_version(alice, murano, environment, version, expected):
    package = murano.package(ui=FORM, archive=of_version(version))
    assert added(alice, murano, package, environment)['?'].get('classVersion') == expected


def test_a_form_that_gives_a_version_that_is_there(alice, murano, environment):
    form = FORM.replace('?: {type: demo.Web}', '?: {type: demo.Web, classVersion: 1}')
    package = murano.package(ui=form, archive=of_version('1.2.0'))
    assert added(alice, murano, package, environment)['?']['classVersion'] == 1


def test_a_form_that_gives_a_version_that_is_not_there(alice, murano, environment):
    form = FORM.replace('?: {type: demo.Web}', '?: {type: demo.Web, classVersion: 1.0.0}')
    package = murano.package(ui=form, archive=of_version('1.2.0'))
    assert added(alice, murano, package, environment)['?']['classVersion'] == '1.2.0'


def test_a_form_made_from_the_class(alice, murano, environment):
    murano.schemas['demo.Web'] = {'': {'properties': {'name': {'type': 'string'}}}}
    package = murano.package(archive=of_version('1.2.0'))
    assert added(alice, murano, package, environment)['?']['classVersion'] == '1.2.0'


def test_objects_of_other_packages_carry_theirs(alice, murano, environment):
    murano.package('demo.Lib', type='Library', archive=of_version('2.0.0'))
    form = FORM.replace('name: $.main.name', "name: $.main.name\n  part: {'?': {type: demo.Lib}}")
    package = murano.package(ui=form, archive=of_version('1.2.0'))
    assert added(alice, murano, package, environment)['part']['?']['classVersion'] == '2.0.0'


def test_an_archive_that_cannot_be_had_is_in_nobodys_way(alice, murano, environment):
    package = murano.package(ui=FORM)
    murano.refuse('GET', '/download')
    assert 'classVersion' not in added(alice, murano, package, environment)['?']


def test_the_archive_is_read_once(alice, murano, environment):
    package = murano.package(ui=FORM, archive=of_version('1.2.0'))
    added(alice, murano, package, environment)
    form = Form(alice, package, environment).press('next-0', **{'s0-name': 'b'})
    form.press('next-1', **{'s1-application_name': 'b'}).press('add-2')
    assert sum('/download' in path for _method, path in murano.calls) == 1


def test_an_edit_takes_the_version_of_now(alice, murano, environment):
    package = murano.package(ui=FORM, archive=of_version('1.2.0'))
    made = added(alice, murano, package, environment)
    del murano.packages[package['id']]
    murano.package(ui=FORM, archive=of_version('1.3.0'))
    url = f'/app-catalog/catalog/edit/{environment.id}/{made["?"]["id"]}/'
    form = Form.__new__(Form)
    form.client, form.environment = alice, environment
    form.take(alice.get(url))
    form.url = url
    form.press('to-0-2', **{'s0-name': 'other'})
    assert form.press('add-2').page.status_code == 302
    [session] = murano.sessions_of(environment.id)
    assert session.components[0]['name'] == 'other'
    assert session.components[0]['?']['classVersion'] == '1.3.0'


def test_what_was_never_deployed_is_deployed_with_the_version_of_now(alice, murano, environment):
    package = murano.package(ui=FORM, archive=of_version('1.2.0'))
    added(alice, murano, package, environment)
    del murano.packages[package['id']]
    murano.package(ui=FORM, archive=of_version('1.3.0'))
    deploy(alice, environment)
    [task] = murano.tasks.values()
    assert task.model['services'][0]['?']['classVersion'] == '1.3.0'


REPLACED = 'was deployed with version 1.2.0 of the package "Web", and the catalog has version 1.3.0 by now'


@pytest.fixture()
def replaced(murano):
    """Deployed with 1.2.0, of which the catalog has 1.3.0 by now."""
    deployed = component('shop')
    deployed['?']['type'] = 'demo.Web/1.2.0@demo.Web'
    murano.package(ui=FORM, archive=of_version('1.3.0'))
    environment = murano.environment('web', components=[deployed, component('other', 'demo.Other')])
    murano.deployment(environment, finished=True)
    return environment


def remove(client, environment, number=1):
    own_id = environment.components[number]['?']['id']
    return client.post(f'{LIST}{environment.id}/components/{own_id}/remove/', {'confirmed': 'yes'})


@pytest.mark.parametrize('number', [0, 1])
def test_a_package_replaced_under_what_is_deployed(alice, murano, replaced, number):
    """Be it removed itself: the engine loads what was deployed."""
    remove(alice, replaced, number)
    answer = deploy(alice, replaced)
    assert answer['Location'] == f'{LIST}{replaced.id}/' and REPLACED in said(answer)
    assert 'import the version 1.2.0 again' in said(answer)
    assert not any(path.endswith('/deploy') for _method, path in murano.calls)
    # From now on the page knows it, too.
    html = page(alice, replaced)
    assert REPLACED.replace('"', '&quot;') in html


def test_deploying_again_what_was_replaced(alice, murano, replaced):
    [task] = murano.tasks.values()
    answer = alice.post(f'{LIST}{replaced.id}/deployments/{task.id}/retry/')
    assert REPLACED in said(answer)
    assert not any(path.endswith('/deploy') for _method, path in murano.calls)


def test_editing_what_was_replaced(alice, murano, replaced):
    murano.schemas['demo.Web'] = {'': {'properties': {'name': {'type': 'string'}}}}
    url = f'/app-catalog/catalog/edit/{replaced.id}/{replaced.components[0]["?"]["id"]}/?form=class'
    html = alice.get(url).content.decode()
    assert REPLACED.replace('"', '&quot;') in html and 'name="state"' in html


def test_the_same_version_again_is_fine(alice, murano, replaced):
    murano.packages.clear()
    murano.package(ui=FORM, archive=of_version('1.2.0'))
    remove(alice, replaced)
    assert '/deployments/' in deploy(alice, replaced)['Location']


DISABLED = 'its application "Web" is disabled'


def test_a_draft_with_a_component_of_a_disabled_package(alice, murano, environment):
    package = murano.package(ui=FORM)
    added(alice, murano, package, environment)
    package['enabled'] = False
    assert DISABLED.replace('"', '&quot;') in page(alice, environment)
    answer = deploy(alice, environment)
    assert DISABLED in said(answer)
    assert not any(path.endswith('/deploy') for _method, path in murano.calls)
    package['enabled'] = True
    # The first page tells what became of the press.
    page(alice, environment)
    assert DISABLED.replace('"', '&quot;') not in page(alice, environment)
    assert '/deployments/' in deploy(alice, environment)['Location']


def test_a_draft_with_a_component_whose_package_is_gone(alice, murano, environment):
    package = murano.package(ui=FORM)
    added(alice, murano, package, environment)
    del murano.packages[package['id']]
    assert 'no package in the catalog provides' in said(deploy(alice, environment))
    assert 'no package in the catalog provides' in page(alice, environment)


def test_what_others_made_may_come_from_elsewhere(alice, murano):
    """The engine may have folders of packages that the catalog does not know."""
    environment = murano.environment('web', components=[component('a', 'local.A'), component('b', 'local.B')])
    murano.deployment(environment, finished=True)
    remove(alice, environment)
    assert '/deployments/' in deploy(alice, environment)['Location']


def test_servers_of_a_form_may_come_from_a_library_that_the_catalog_lacks(alice, murano, environment):
    """Murano's own classes lie in a folder of the engine's in many clouds."""
    package = murano.package(ui=FORM)
    added(alice, murano, package, environment)
    [session] = murano.sessions_of(environment.id)
    session.components[-1]['instance'] = component('vm', 'io.murano.resources.LinuxInstance')
    assert 'no package in the catalog' not in page(alice, environment)
    assert '/deployments/' in deploy(alice, environment)['Location']


def test_without_the_catalog_a_draft_is_deployed_nevertheless(alice, murano, environment):
    package = murano.package(ui=FORM)
    added(alice, murano, package, environment)
    murano.fail('GET', '/catalog/packages', status=500)
    assert '/deployments/' in deploy(alice, environment)['Location']
