"""Looking after packages, with scripts and without: what a person sees and presses."""

import contextlib
import uuid

import pytest
from selenium.webdriver.common.by import By

from murano_panel.api import environments, errors, packages
from tests.support import archives
from tests.support.real import deploy, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
TABLE = '/app-catalog/packages/'
CLASS = """
Namespaces: {{'=': example, std: io.murano}}
Name: {name}
Extends: std:Application
Methods:
  deploy:
    Body:
      - $this.find(std:Environment).reporter.report($this, 'Done')
"""


@pytest.fixture()
def web(alice, browser):
    """A package of Alice's project, with a category and two tags."""
    request, name = request_of(alice), f'Web{uuid.uuid4().hex[:8]}'
    files = archives.application(name, Tags='[one, two]', Version='1.4.2')
    files['Classes/Web.yaml'] = CLASS.format(name=name)
    made = packages.upload(request, archives.zipped(files), categories=['Web'])
    yield made
    browser.leave()
    with contextlib.suppress(errors.NotFound):
        packages.delete(request, made.id)


def open_menu(browser, package, entry):
    browser.open(f'{TABLE}?q={package.fqn}')
    browser.see(package.name)
    browser.click(f'More actions: {package.name}')
    browser.see(entry)


def test_the_version_comes_after_the_table(browser, web):
    browser.log_in('alice')
    browser.open(f'{TABLE}?q={web.fqn}')
    browser.see('Application 1.4.2')


def test_editing_keeps_the_categories(browser, alice, web):
    browser.log_in('alice')
    open_menu(browser, web, 'Edit')
    browser.click('Edit')
    browser.fill('Description', 'Told anew.')
    browser.leave_by('Save', inside='dialog')
    browser.see('was changed.')
    found = packages.get(request_of(alice), web.id)
    assert (found.description, found.categories, sorted(found.tags)) == ('Told anew.', ('Web',), ['one', 'two'])


def test_members_cannot_publish_and_administrators_can(browser, alice, web):
    browser.log_in('alice')
    open_menu(browser, web, 'Only administrators decide what all projects see.')
    browser.log_in('admin')
    open_menu(browser, web, 'Share with all projects')
    browser.click('Share with all projects')
    browser.see('All projects of this cloud find it')
    browser.leave_by('Share with all projects', inside='dialog')
    browser.see('All projects see')
    assert packages.get(request_of(alice), web.id).is_public


def test_whoever_deletes_is_told_what_depends_on_it(browser, alice, web):
    request = request_of(alice)
    name = f'shop {uuid.uuid4().hex[:8]}'
    made = environments.create(request, name=name, networks={'environment': None, 'flat': None})
    try:
        deploy(request, made.id, {'?': {'id': uuid.uuid4().hex, 'type': web.fqn, 'classVersion': '1.4.2'}})
        wait_for_end(request, made.id)
        browser.log_in('alice')
        open_menu(browser, web, 'Delete')
        browser.click('Delete')
        browser.see('1 environment uses it, and could no longer be deployed or deleted')
        browser.see(name)
        browser.fill('Type the name of the package to confirm', web.name)
        browser.leave_by('Delete', inside='dialog')
        browser.see('was deleted.')
        with pytest.raises(errors.NotFound):
            packages.get(request, web.id)
    finally:
        browser.leave()
        environments.abandon(request, made.id)


def test_several_at_once_without_scripts(browser, alice, web):
    browser.log_in('alice')
    browser.without_scripts(True)
    browser.open(f'{TABLE}?q={web.fqn}')
    browser.driver.find_element(By.CSS_SELECTOR, f'[name=object_ids][value="{web.id}"]').click()
    browser.choose('With the selected packages:', 'Disable')
    browser.leave_by('Go on…')
    browser.see('These packages disappear from the catalog')
    browser.leave_by('Disable')
    browser.see('Done.')
    assert not packages.get(request_of(alice), web.id).enabled
    browser.without_scripts(False)


def test_what_would_fail_appears_while_one_looks(browser, alice, web):
    request, name = request_of(alice), f'Shop{uuid.uuid4().hex[:8]}'
    files = archives.application(name, Require=f'{{{web.fqn}: ">=2"}}')
    shop = packages.upload(request, archives.zipped(files))
    try:
        browser.log_in('alice')
        browser.open(f'{TABLE}health/?q={name}')
        # Its name stands there at once, what was found later.
        browser.see(shop.name)
        browser.see(f'It requires version >=2 of the package "{web.fqn}"', 60)
        browser.see('of which the catalog has 1.4.2')
        browser.leave()
    finally:
        packages.delete(request, shop.id)
