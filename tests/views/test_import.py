"""Importing packages through the page: first the plan, then what was confirmed."""

import re

import pytest

from murano_panel.api.cloud import CloudServices
from murano_panel.domain.cloud import Found, Image
from murano_panel.package_check import CheckResult, Finding, runner
from murano_panel.packages.imports import examining
from tests.support import archives
from tests.views.import_client import CHECK, RUN, URL, confirm, package, plan_of, rows, sealed, sent

pytestmark = pytest.mark.usefixtures('checked_quickly')


def test_a_package_is_planned_and_then_imported(alice, murano):
    page = plan_of(alice, package('Web'))
    assert '1 new' in page and 'Nothing speaks against it' in page
    assert murano.packages == {}
    answer = confirm(alice, page, package('Web'))
    assert '1 package imported' in answer.content.decode()
    [made] = murano.packages.values()
    assert (made['fully_qualified_name'], made['owner_id'], made['is_public']) == ('example.Web', 'demo', False)
    assert made['_zip'] == package('Web')


def test_what_is_needed_comes_first_and_is_done_first(alice, murano):
    web = package('Web', Require='{example.Lib: ""}')
    page = plan_of(alice, web, package('Lib'))
    assert [re.search('plan__name">([^<]+)', row)[1] for row in rows(page)] == ['Lib', 'Web']
    confirm(alice, page, web, package('Lib'))
    assert [made['name'] for made in murano.packages.values()] == ['Lib', 'Web']


def test_one_that_fails_does_not_lose_the_others(alice, murano):
    contents = [package(name) for name in ('A', 'B', 'C', 'D', 'E')]
    page = plan_of(alice, *contents)
    murano.package('example.C')
    answer = confirm(alice, page, *contents).content.decode()
    assert '4 packages imported' in answer and '1 package failed' in answer
    assert {made['name'] for made in murano.packages.values()} == {'A', 'B', 'C', 'D', 'E'}


def test_a_script_confirms_one_at_a_time(alice, murano):
    page = plan_of(alice, package('A'), package('B'))
    answer = confirm(alice, page, package('B'), take=['1'], headers={'accept': 'application/json'}).json()
    [made] = murano.packages.values()
    assert made['name'] == 'B'
    assert answer == {'state': 'done', 'text': 'Imported.', 'address': f'/app-catalog/catalog/{made["id"]}/'}


def test_images_that_it_needs_and_that_are_not_here(alice, murano, monkeypatch):
    """By the type that its form asks for, a type below it included; by name where it brings a list."""
    here = Image('1', 'debian.qcow2', 'active', 'linux.debian', 'Debian')
    monkeypatch.setattr(CloudServices, 'images', lambda self, region: Found((here,)))
    fields = ['{name: a, type: image, imageType: linux, label: A}', '{name: b, type: image, imageType: bsd, label: B}']
    ui = f'Version: 2.3\nApplication:\n  ?: {{type: example.Web}}\nForms: [{{f: {{fields: [{", ".join(fields)}]}}}}]'
    files = {'UI/ui.yaml': ui, 'images.lst': 'Images: [{Name: debian.qcow2}, {Name: bsd.qcow2}]'}
    page = plan_of(alice, archives.zipped({**archives.application('Web'), **files}))
    assert 'an image of the type &quot;bsd&quot;: none is marked so' in page and '&quot;linux&quot;' not in page
    assert 'made for the image &quot;bsd.qcow2&quot;' in page and '&quot;debian.qcow2&quot;' not in page


@pytest.fixture()
def without_time(monkeypatch):
    """Plans have no time for murano-pkg-check."""
    monkeypatch.setattr(examining, 'CHECK_SECONDS', -1)


def check_rest(client, page, *contents, take='0'):
    answer = client.post(CHECK, {'plan': sealed(page), 'take': take, 'files': sent(*contents)})
    assert answer.status_code == 200
    return answer.json()['html']


@pytest.mark.usefixtures('without_time')
def test_what_the_plan_had_no_time_to_check_is_checked_by_further_requests(alice, murano, monkeypatch):
    page = plan_of(alice, package('A'), package('B'))
    assert page.count('data-murano-unchecked') == 2 and 'Nothing speaks against it' not in page
    murano.calls.clear()
    assert 'Nothing speaks against it' in check_rest(alice, page, package('A'))
    found = CheckResult((Finding('E1', 'all is wrong', 'error'),), 'time')
    monkeypatch.setattr(runner, 'check_package', lambda content: found)
    html = check_rest(alice, page, package('B'), take='1')
    assert 'murano-pkg-check finds errors' in html and 'did not come to its end' in html and 'all is wrong' in html
    assert not murano.calls


@pytest.mark.usefixtures('without_time')
def test_a_check_that_has_no_time_once_more_says_nothing(alice, murano, monkeypatch):
    page = plan_of(alice, package('A'))
    monkeypatch.setattr(runner, 'check_package', lambda content: CheckResult(stopped='busy'))
    assert check_rest(alice, page, package('A')) == ''


@pytest.mark.usefixtures('without_time')
def test_only_what_was_planned_is_checked(alice, bob, murano):
    page = plan_of(alice, package('A'))
    assert 'Its file was not sent again' in check_rest(alice, page, package('B'))
    assert check_rest(alice, page, package('A'), take='7') == check_rest(alice, page, package('A'), take='x') == ''
    assert bob.post(CHECK, {'plan': sealed(page), 'take': '0', 'files': sent(package('A'))}).status_code == 409


def test_planning_changes_nothing(alice, murano):
    plan_of(alice, package('Web'))
    assert {method for method, _ in murano.calls} == {'GET'}


def test_what_a_plan_costs(alice, murano):
    """A call for each package, each class and each need; one to do it."""
    alice.get(URL)
    needing = package('Web', Require='{example.Lib: ""}', Classes='{example.Web: Web.yaml, example.More: x}')
    with murano.budget(4):
        plan_of(alice, needing)
    with murano.budget(2):
        page = plan_of(alice, package('Web'))
    with murano.budget(1):
        confirm(alice, page, package('Web'))


def test_a_version_that_is_not_the_one_that_is_needed(alice, murano):
    murano.package('example.Lib', archive=package('Lib', Version='1.5'))
    page = plan_of(alice, package('Web', Require='{example.Lib: ">=2"}'))
    assert 'It needs version &gt;=2 of &quot;example.Lib&quot;, of which there is 1.5.0' in page
    assert 'Nothing speaks against it' in plan_of(alice, package('Web', Require='{example.Lib: "1.5"}'))


def test_a_version_that_nobody_has_given_is_not_shown(alice, murano):
    murano.package('example.Web', is_public=False, archive=package('Web'))
    page = plan_of(alice, package('Web', Author='somebody'))
    assert 'Neither gives a version' in page and '0.0.0' not in page
    done = confirm(alice, page, package('Web', Author='somebody')).content.decode()
    assert 'Replaced' in done and '0.0.0' not in done


def test_a_refused_one_is_not_done_whatever_is_sent(alice, murano):
    content = package('Web', Type='Plugin')
    page = plan_of(alice, content)
    assert 'neither Application nor Library' in page and 'There is nothing to import' in page
    confirm(alice, page, content, take=['0'])
    assert murano.packages == {}


def test_a_file_that_was_not_in_the_plan_is_not_imported(alice, murano):
    page = plan_of(alice, package('Web'))
    answer = confirm(alice, page, package('Other')).content.decode()
    assert 'Its file was not sent again' in answer
    assert murano.packages == {}


def test_only_what_was_chosen_is_done(alice, murano):
    page = plan_of(alice, package('A'), package('B'))
    assert 'Nothing was chosen' in confirm(alice, page, package('A'), package('B'), take=[]).content.decode()
    assert murano.packages == {}


@pytest.mark.parametrize('spoil', [lambda text: text[:-3] + 'AAA', lambda text: '', lambda text: 'x' * 100])
def test_a_plan_that_was_tampered_with(alice, murano, spoil):
    page = plan_of(alice, package('Web'))
    answer = alice.post(RUN, {'plan': spoil(sealed(page)), 'take': ['0'], 'files': sent(package('Web'))})
    assert answer.status_code == 409
    assert 'Nothing was imported' in answer.content.decode()
    assert murano.packages == {}


def test_a_plan_is_of_its_user_and_project(alice, bob, charlie, murano):
    page = plan_of(alice, package('Web'))
    for other in (bob, charlie):
        assert confirm(other, page, package('Web')).status_code == 409
    assert murano.packages == {}


# What is here already -------------------------------------------------------------------------------------------------


def test_the_same_package_is_left_alone(alice, murano):
    murano.package('example.Web', archive=package('Web'))
    page = plan_of(alice, package('Web'))
    assert '1 the same as here' in page and 'There is nothing to import' in page


def test_another_one_of_the_name_is_replaced_and_says_how_it_differs(alice, murano):
    murano.category('Web')
    old = murano.package(
        'example.Web', is_public=False, archive=package('Web', Version='1.0'), categories=['Web'], tags=['mine']
    )
    new = package('Web', Version='2.0')
    page = plan_of(alice, new)
    assert '1 to be replaced' in page and 'Version 1.0.0 here, 2.0.0 in its place' in page
    assert 'Files changed: manifest.yaml' in page
    assert 'Replaced.' in confirm(alice, page, new).content.decode()
    [made] = murano.packages.values()
    assert made['id'] != old['id'] and made['_zip'] == new
    assert (made['categories'], made['tags']) == (['Web'], ['mine'])


def test_classes_that_disappear_raise_a_doubt(alice, murano):
    old = package('Web', Classes='{example.Web: Web.yaml, example.Gone: Web.yaml}')
    murano.package('example.Web', archive=old, class_definitions=['example.Web', 'example.Gone'])
    assert 'Classes that are gone from it: example.Gone' in plan_of(alice, package('Web'))


def test_what_was_changed_here_meanwhile_is_not_overwritten(alice, murano):
    old = murano.package('example.Web', is_public=False, archive=package('Web', Version='1.0'))
    page = plan_of(alice, package('Web', Version='2.0'))
    old['updated'] = '2026-12-01T00:00:00'
    answer = confirm(alice, page, package('Web', Version='2.0')).content.decode()
    assert 'was changed since this was planned' in answer
    assert list(murano.packages) == [old['id']]


def test_a_replacement_that_murano_refuses_puts_the_old_one_back(alice, murano):
    murano.package('example.Web', is_public=False, archive=package('Web', Version='1.0'))
    new = package('Web', Version='2.0')
    page = plan_of(alice, new)
    murano.fail('POST', '/catalog/packages$', status=400, body='No', times=1)
    assert 'The old one was put back' in confirm(alice, page, new).content.decode()
    [made] = murano.packages.values()
    assert made['_zip'] == package('Web', Version='1.0')


def test_a_class_of_another_package_stands_against_it(alice, murano):
    murano.package('example.Old', class_definitions=['example.Web'], enabled=False)
    assert 'The class "example.Web" is defined by the package "Old"' in html(plan_of(alice, package('Web')))


def html(page: str) -> str:
    return page.replace('&quot;', '"')


def test_a_missing_need_is_a_row_of_its_own(alice, murano):
    page = plan_of(alice, package('Web', Require='{example.Lib: 1.0}'))
    assert '1 new, 1 missing' in page
    assert 'Needed by: Web' in ' '.join(re.sub('<[^>]+>', ' ', rows(page)[1]).split())


# Who may --------------------------------------------------------------------------------------------------------------


def test_members_do_not_publish(alice, murano):
    assert 'name="is_public"' not in alice.get(URL).content.decode()
    page = plan_of(alice, package('Web'), is_public='on')
    confirm(alice, page, package('Web'))
    [made] = murano.packages.values()
    assert made['is_public'] is False


def test_administrators_do(admin, murano):
    page = plan_of(admin, package('Web'), is_public='on')
    confirm(admin, page, package('Web'))
    [made] = murano.packages.values()
    assert made['is_public'] is True


def test_readers_are_refused(rita, murano):
    assert rita.get(URL).status_code == 403
    assert rita.post(URL, {'files': sent(package('Web'))}).status_code == 403
    assert rita.post(RUN, {'plan': 'x', 'take': '0'}).status_code == 403
    assert murano.calls == []


# Categories, doubts, forms --------------------------------------------------------------------------------------------


def test_applications_come_under_the_categories_libraries_do_not(alice, murano):
    murano.category('Web')
    contents = [package('Web'), archives.zipped(archives.application('Lib', kind='Library'))]
    page = plan_of(alice, *contents, categories=['Web'])
    confirm(alice, page, *contents)
    assert {made['name']: made['categories'] for made in murano.packages.values()} == {'Web': ['Web'], 'Lib': []}


def test_findings_of_the_form_are_shown(alice, murano):
    content = archives.zipped({**archives.application('Web'), 'UI/ui.yaml': 'Version: 9\nForms: []\n'})
    page = plan_of(alice, content)
    assert 'Its form cannot be used' in page and 'is not supported' in page


def test_findings_of_the_check_are_shown(alice, murano, monkeypatch):
    from murano_panel.package_check import CheckResult, Finding, runner

    found = CheckResult((Finding('E999', 'A <b>bad</b> thing', 'error', 'Classes/Web.yaml', 3),))
    monkeypatch.setattr(runner, 'check_package', lambda content: found)
    page = plan_of(alice, package('Web'))
    assert 'murano-pkg-check finds errors' in page and 'A &lt;b&gt;bad&lt;/b&gt; thing' in page and '1 finding' in page


def test_names_are_hostile(alice, murano):
    name = '{$ 7*7 $}<script>alert(1)</script>'
    content = package('Web', Name=f'"{name}"')
    page = plan_of(alice, content)
    assert '<script>alert' not in page and '{$ 7*7 $}&lt;script&gt;' in page
    assert '{$ 7*7 $}&lt;script&gt;' in confirm(alice, page, content).content.decode()


def test_nothing_chosen_is_told(alice):
    assert 'Choose at least one package' in alice.post(URL, {}).content.decode()


def test_too_much_at_once_is_told(alice, monkeypatch):
    from murano_panel.packages.imports import views

    monkeypatch.setattr(views, 'MAX_SENT', 10)
    assert alice.post(URL, {'files': sent(package('Web'))}).status_code == 413


# Without JavaScript ---------------------------------------------------------------------------------------------------


def test_the_plan_asks_for_the_same_files_again(alice):
    page = plan_of(alice, package('Web'))
    assert 'Choose the same files once more' in page and 'enctype="multipart/form-data"' in page


def test_what_nothing_speaks_against_can_be_imported_at_once(alice, murano):
    murano.package('example.B', is_public=False, archive=package('B', Version='1.0'))
    contents = [package('A'), package('B'), package('C', Require='{example.Nowhere: ""}')]
    page = plan_of(alice, *contents, at_once='on')
    assert {made['name'] for made in murano.packages.values()} == {'A', 'B'}
    assert 'Imported.' in rows(page)[0]
    confirm(alice, page, *contents)
    assert {made['name'] for made in murano.packages.values()} == {'A', 'B', 'C'}


# Heat -----------------------------------------------------------------------------------------------------------------

TEMPLATE = b"""heat_template_version: 2013-05-23
description: A stack
resources: {one: {type: OS::Heat::None, properties: {x: {get_file: setup.sh}}}}
"""
HEAT = {'heat_name': 'My stack', 'heat_fqn': 'example.Stack', 'heat_description': 'About it'}
CALLED = ('stack.yaml', 'setup.sh', 'logo.png')


def test_a_heat_template_becomes_a_package(alice, murano):
    files = (TEMPLATE, b'echo', archives.PNG)
    page = plan_of(alice, *files, called=CALLED, **HEAT)
    assert '1 new' in page and 'example.Stack' in page
    assert 'Imported.' in confirm(alice, page, *files, called=CALLED).content.decode()
    [made] = murano.packages.values()
    assert (made['name'], made['description'], made['author']) == ('My stack', 'About it', 'alice')
    assert sorted(archives.unzipped(made['_zip'])) == [
        'Resources/HotFiles/setup.sh',
        'logo.png',
        'manifest.yaml',
        'template.yaml',
    ]


def test_a_template_needs_a_name(alice):
    page = plan_of(alice, TEMPLATE, called=('stack.yaml',))
    assert 'Say what the template shall be called' in page and 'aria-invalid="true"' in page


def test_a_full_name_is_made_of_the_name(alice):
    page = plan_of(alice, TEMPLATE, called=('stack.yaml',), heat_name='my stack')
    assert 'io.murano.apps.generated.MyStack' in page
    assert 'The template refers to "setup.sh", which was not given' in html(page)


def test_another_template_than_planned_is_not_imported(alice, murano):
    page = plan_of(alice, TEMPLATE, called=('stack.yaml',), **HEAT)
    confirm(alice, page, TEMPLATE + b'# changed', called=('stack.yaml',))
    assert murano.packages == {}


# From elsewhere -------------------------------------------------------------------------------------------------------


@pytest.fixture()
def web(murano, settings):
    """{address: file}; what is not in it is a 404. Everything from elsewhere is switched on."""
    served: dict[str, bytes] = {}
    asked: list[str] = []

    def answer(request, timeout):
        asked.append(request.url)
        content = served.get(request.url)
        return (404, {}, b'not here') if content is None else (200, {}, content)

    murano.others |= {'files.test': answer, 'repo.test': answer}
    settings.MURANO_PANEL = {'IMPORT_URLS': True, 'REPOSITORY_URL': 'http://repo.test/murano/'}
    served['asked'] = asked
    return served


def test_nothing_is_fetched_unless_the_operator_wants_it(alice, murano):
    page = alice.get(URL).content.decode()
    assert 'name="addresses"' not in page and 'name="names"' not in page and 'name="bundle"' not in page
    assert 'Choose at least one' in plan_of(alice, addresses='http://files.test/web.zip')


def test_a_bundle_file_fetches_nothing_either(alice, murano):
    bundle = b'{"Packages": [{"Name": "example.Web"}, {"Name": "example.B", "Url": "http://files.test/b.zip"}]}'
    page = plan_of(alice, bundle, called=('all.bundle',))
    assert 'No repository is set up here' in page and 'Importing from addresses is switched off' in page


def test_by_address(alice, murano, web):
    web['http://files.test/web.zip'] = package('Web')
    page = plan_of(alice, addresses='http://files.test/web.zip\r\nhttp://files.test/gone.zip\r\nftp://files.test/x')
    assert '1 new, 2 that cannot be imported' in page
    assert 'The server answers with the code 404' in page and 'This is no address that can be fetched' in page
    assert 'Choose the same files' not in page
    assert 'Imported.' in confirm(alice, page).content.decode()
    assert [made['name'] for made in murano.packages.values()] == ['Web']
    assert web['asked'].count('http://files.test/web.zip') == 2


def test_an_address_that_gives_something_else_when_it_is_confirmed(alice, murano, web):
    web['http://files.test/web.zip'] = package('Web')
    page = plan_of(alice, addresses='http://files.test/web.zip')
    web['http://files.test/web.zip'] = package('Other')
    assert 'has changed since it was checked' in confirm(alice, page).content.decode()
    assert murano.packages == {}


def test_a_web_page_instead_of_a_zip(alice, web):
    web['http://files.test/web.zip'] = b'<!DOCTYPE html><title>Log in</title>'
    assert 'This is a web page, not a zip archive' in plan_of(alice, addresses='http://files.test/web.zip')


def test_by_name_with_what_it_needs(alice, murano, web):
    web['http://repo.test/murano/apps/example.Web.zip'] = package('Web', Require='{example.Lib: 1.0}')
    web['http://repo.test/murano/apps/example.Lib.zip'] = package('Lib', Require='{example.Base: ""}')
    web['http://repo.test/murano/apps/example.Base.zip'] = package('Base')
    page = plan_of(alice, names='example.Web', with_needed='on')
    assert '3 new' in page
    confirm(alice, page)
    assert [made['name'] for made in murano.packages.values()] == ['Base', 'Lib', 'Web']


def test_needs_stay_away_unless_they_are_wanted(alice, murano, web):
    web['http://repo.test/murano/apps/example.Web.zip'] = package('Web', Require='{example.Lib: ""}')
    web['http://repo.test/murano/apps/example.Lib.zip'] = package('Lib')
    assert '1 new, 1 missing' in plan_of(alice, names='example.Web')
    murano.package('example.Lib')
    assert '1 new' in plan_of(alice, names='example.Web', with_needed='on')


def test_a_certain_version(alice, web):
    web['http://repo.test/murano/apps/example.Web.2.0.zip'] = package('Web', Version='2.0')
    assert '2.0.0' in plan_of(alice, names='example.Web 2.0')


@pytest.mark.parametrize('name', ['../../etc/passwd', 'http://127.0.0.1/', 'a/b', 'x y/../z'])
def test_names_lead_nowhere_else(alice, web, name):
    page = plan_of(alice, names=name)
    assert 'There is nothing to import' in page and web['asked'] == []


@pytest.mark.parametrize('bundle', ['all', 'http://files.test/all.bundle'])
def test_by_bundle(alice, murano, web, bundle):
    listed = b'{"Packages": [{"Name": "example.Web"}, {"Name": "x.B", "Url": "http://files.test/b.zip"}]}'
    web |= {'http://repo.test/murano/bundles/all.bundle': listed, 'http://files.test/all.bundle': listed}
    web['http://repo.test/murano/apps/example.Web.zip'] = package('Web')
    web['http://files.test/b.zip'] = package('B')
    page = plan_of(alice, bundle=bundle)
    confirm(alice, page)
    assert [made['name'] for made in murano.packages.values()] == ['Web', 'B']


def test_a_bundle_that_is_none(alice, web):
    assert 'code 404' in plan_of(alice, bundle='nowhere')
    assert 'no name of a bundle' in plan_of(alice, bundle='../../x')


def test_what_was_switched_off_meanwhile_is_not_fetched(alice, murano, web, settings):
    web['http://files.test/web.zip'] = package('Web')
    page = plan_of(alice, addresses='http://files.test/web.zip')
    settings.MURANO_PANEL = {}
    assert 'switched off' in confirm(alice, page).content.decode()
    assert murano.packages == {}
