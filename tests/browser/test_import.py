"""Packages come into the real catalog through the page: the plan first, then what was confirmed."""

import base64
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By

from murano_panel.api import packages
from tests.support import archives
from tests.support.real import request_of

pytestmark = pytest.mark.browser

PAGE = '/app-catalog/packages/import/'
DROP = """
    const data = new DataTransfer();
    for (const [name, content] of Object.entries(arguments[0])) {
      data.items.add(new File([Uint8Array.from(atob(content), function (c) { return c.charCodeAt(0); })], name));
    }
    const zone = document.querySelector('[data-murano-drop]');
    for (const kind of ['dragenter', 'dragover', 'drop']) {
      zone.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
    }
"""
WITHOUT_TIME = """
    const asked = muranoPanel.requestForm;
    muranoPanel.requestForm = function (...all) {
      return asked(...all).then(function (answer) {
        const clear = /<p class="text-success">.*?<[/]p>/;
        return {html: answer.html.replace(clear, '<p data-murano-unchecked>not yet checked</p>')};
      });
    };
"""


@pytest.fixture()
def word():
    """In all names of this test, so that no other one's packages are met."""
    return f'T{uuid.uuid4().hex[:10]}'


@pytest.fixture(autouse=True)
def catalog_as_before(alice, browser, word):
    """What was imported goes again, once nothing shows it any more."""
    yield
    browser.leave()
    for found in packages.managed(request_of(alice), text=word, owned=True).packages:
        packages.delete(request_of(alice), found.id)


def zipped(name: str, **more: str) -> bytes:
    return archives.zipped(archives.application(name, **more))


@pytest.fixture()
def names_in_catalog(alice, word):
    """() → the names of this test's packages."""
    return lambda: {found.name for found in packages.managed(request_of(alice), text=word, owned=True).packages}


def choose(browser, *files: Path) -> None:
    browser.driver.find_element(By.ID, 'id_files').send_keys('\n'.join(map(str, files)))


@pytest.fixture()
def written(tmp_path):
    """(name, content) → the file."""

    def write(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


def test_with_what_it_needs_from_files(browser, written, word, names_in_catalog):
    web = written('web.zip', zipped(f'{word}Web', Require=f'{{example.{word}Lib: ""}}'))
    lib = written('lib.zip', zipped(f'{word}Lib'))
    bad = written('bad.zip', b'<html>Log in</html>')
    browser.log_in('alice')
    browser.open(PAGE)
    choose(browser, web, lib, bad)
    browser.see('bad.zip')
    browser.click('Check and show the plan')
    browser.see('2 new, 1 that cannot be imported')
    browser.see('This is a web page, not a zip archive')
    assert names_in_catalog() == set()
    rows = [row.text for row in browser.driver.find_elements(By.CSS_SELECTOR, '.murano-plan__name')]
    assert rows[:2] == [f'{word}Lib', f'{word}Web']
    browser.click('Import what is chosen')
    browser.see('2 packages imported')
    browser.see('What came of it')
    browser.see_no('until then nothing is changed')
    assert names_in_catalog() == {f'{word}Lib', f'{word}Web'}


def test_cancelling_leaves_nothing(browser, written, word, names_in_catalog):
    browser.log_in('alice')
    browser.open(PAGE)
    choose(browser, written('web.zip', zipped(f'{word}Web')))
    browser.click('Check and show the plan')
    browser.see('1 new')
    browser.click('Choose others')
    browser.see('web.zip')
    # As if so many were planned that there was no time to check it.
    browser.driver.execute_script(WITHOUT_TIME)
    browser.click('Check and show the plan')
    # Only the answer to the check says so now.
    browser.see('Nothing speaks against it')
    browser.see_no('not yet checked')
    browser.leave_by('Cancel')
    assert names_in_catalog() == set()


def test_dropped_on_the_page(browser, word, names_in_catalog):
    content = base64.b64encode(zipped(f'{word}Web')).decode()
    browser.log_in('alice')
    browser.open(PAGE)
    browser.wait(lambda: browser.count('.murano-drop--list'), 'the script')
    browser.driver.execute_script(DROP, {'dropped.zip': content})
    browser.see('dropped.zip')
    browser.click('Check and show the plan')
    browser.see('1 new')
    browser.click('Import what is chosen')
    browser.see('1 package imported')
    assert names_in_catalog() == {f'{word}Web'}


def test_a_heat_template_asks_for_a_name(browser, written, word, names_in_catalog):
    template = b'heat_template_version: 2013-05-23\nresources: {one: {type: OS::Heat::None}}\n'
    browser.log_in('alice')
    browser.open(PAGE)
    choose(browser, written('stack.yaml', template), written('logo.png', archives.PNG))
    browser.fill('Name', f'{word} stack')
    browser.click('Check and show the plan')
    browser.see('1 new')
    browser.click('Import what is chosen')
    browser.see('1 package imported')
    assert names_in_catalog() == {f'{word} stack'}


def test_what_fails_can_be_tried_again(browser, written, word, alice, names_in_catalog):
    web = zipped(f'{word}Web')
    browser.log_in('alice')
    browser.open(PAGE)
    choose(browser, written('web.zip', web), written('other.zip', zipped(f'{word}Other')))
    browser.click('Check and show the plan')
    browser.see('2 new')
    made = packages.upload(request_of(alice), web)
    browser.click('Import what is chosen')
    browser.see('1 imported, 1 failed')
    assert names_in_catalog() == {f'{word}Web', f'{word}Other'}
    packages.delete(request_of(alice), made.id)
    browser.click('Import what is chosen')
    browser.see('2 packages imported')


# From elsewhere -------------------------------------------------------------------------------------------------------


@pytest.fixture()
def repository(cloud_urls):
    """{path: content} of a server at the address that the demo's Horizon has for its repository."""
    address = cloud_urls.get('repository')
    if not address:
        pytest.skip('the demo was started without --repository')
    served: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            content = served.get(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header('Content-Length', str(len(content or b'')))
            self.end_headers()
            self.wfile.write(content or b'')

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(('127.0.0.1', urlsplit(address).port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


def test_by_address(browser, repository, cloud_urls, word, names_in_catalog):
    repository['/web.zip'] = zipped(f'{word}Web')
    browser.log_in('alice')
    browser.open(PAGE)
    browser.fill('Addresses', f'{cloud_urls["repository"]}web.zip\nhttp://169.254.169.254/latest')
    browser.click('Check and show the plan')
    browser.see('1 new, 1 that cannot be imported')
    browser.see('Nothing may be fetched from this server')
    browser.click('Import what is chosen')
    browser.see('1 package imported')
    assert names_in_catalog() == {f'{word}Web'}


def test_from_a_bundle_with_what_is_needed(browser, repository, word, names_in_catalog):
    repository['/bundles/all.bundle'] = f'{{"Packages": [{{"Name": "example.{word}Web"}}]}}'.encode()
    repository[f'/apps/example.{word}Web.zip'] = zipped(f'{word}Web', Require=f'{{example.{word}Lib: ""}}')
    repository[f'/apps/example.{word}Lib.zip'] = zipped(f'{word}Lib')
    browser.log_in('alice')
    browser.open(PAGE)
    browser.fill('Bundle', 'all')
    browser.click('Check and show the plan')
    browser.see('2 new')
    browser.click('Import what is chosen')
    browser.see('2 packages imported')
    assert names_in_catalog() == {f'{word}Lib', f'{word}Web'}


def test_without_scripts(browser, written, word, names_in_catalog):
    web = written('web.zip', zipped(f'{word}Web'))
    browser.log_in('alice')
    browser.without_scripts(True)
    browser.open(PAGE)
    choose(browser, web)
    browser.leave_by('Check and show the plan')
    browser.see('Choose the same files once more')
    browser.driver.find_element(By.ID, 'id_files_again').send_keys(str(web))
    browser.leave_by('Import what is chosen')
    browser.see('1 package imported')
    assert names_in_catalog() == {f'{word}Web'}
