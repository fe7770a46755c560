"""The package check page: what murano-pkg-check finds, whatever the package is made of."""

import time
from html import unescape

import pytest

from murano_panel.dynamic_ui.definition import loader, yaml_text
from murano_panel.package_check import CheckResult, runner
from tests.support import archives
from tests.support.pages import shown

INDEX = '/app-catalog/catalog/'


def page(client, package):
    answer = client.get(f'{INDEX}{package["id"]}/check/')
    assert answer.status_code == 200
    return answer


def test_findings_are_grouped_by_file(alice, murano):
    files = {
        'manifest.yaml': archives.MANIFEST + 'Suplier: x\n',
        'Classes/Web.yaml': 'Name: web\nMethods: {deploy: {Usage: Often}}\n',
        'Classes/Other.yaml': 'Name: Other\n',
    }
    text = unescape(shown(page(alice, murano.package(archive=archives.good(**files)))))
    manifest, others = text.split('Classes/Web.yaml 1')
    assert '8 W010 Warning: Unknown keyword "Suplier"' in manifest
    assert 'File "Other.yaml" is not present in Manifest' in manifest
    assert ' W011 Warning: Class name "web" not in CamelCase' in others
    assert '2 W045 Warning: Unsupported usage type "Often"' in others


def test_a_good_package(alice, murano):
    assert shown(page(alice, murano.package())).count('Nothing to complain about') == 1


def test_a_form_that_takes_long_to_read_is_not_called_good(alice, murano):
    head = 'Version: 2\nApplication:\n  ?: {type: demo.E}\n  list:\n'
    forms = 'Forms:\n- f: {fields: [{name: x, type: string}]}\n'
    package = murano.package(archive=archives.good(), ui=head + '  - $.f.x\n' * 24_000 + forms)
    began = time.thread_time()
    text = shown(page(alice, package))
    assert time.thread_time() - began < 2.5
    assert 'Preview of the form' in text or 'takes too much computing time' in text


def test_nothing_can_be_typed_into_a_preview(alice, murano):
    ui = 'Version: 2\nApplication:\n  ?: {type: demo.E}\nForms:\n- f: {fields: [{name: x, type: flavor}]}\n'
    text = shown(page(alice, murano.package(ui=ui)))
    assert 'A preview does not ask the cloud' in text and 'You can type it in' not in text and 'Ask again' not in text


def test_the_form_is_read_once(alice, murano, monkeypatch):
    reads = []
    monkeypatch.setattr(loader, 'read_source', lambda text: reads.append(text) or yaml_text.read_source(text))
    ui = 'Version: 2\nApplication:\n  ?: {type: demo.E}\nForms:\n- f: {fields: [{name: x, type: string}]}\n'
    assert 'Preview of the form' in shown(page(alice, murano.package(ui=ui)))
    assert reads == [ui]


def test_it_is_fetched_and_checked_once(alice, bob, murano, monkeypatch):
    package = murano.package(ui='Version: 2\nApplication:\n  ?: {type: demo.E}\nForms: []\n')
    with murano.budget(3):
        page(alice, package)
    monkeypatch.setattr(runner, 'check_package', lambda content: pytest.fail('checked again'))
    with murano.budget(1):
        page(alice, package)
    with murano.budget(1):
        page(bob, package)


@pytest.mark.parametrize(
    ('status', 'reason'),
    # What is missing and what is somebody else's are told in the same words, which are ours.
    [(403, 'It may have been deleted'), (404, 'It may have been deleted'), (500, 'no way'), (503, 'no way')],
)
def test_a_package_that_cannot_be_fetched(alice, murano, status, reason):
    package = murano.package()
    murano.fail('GET', '/download', status=status, body='no way')
    assert f'The package could not be fetched: {reason}' in shown(page(alice, package))
    murano.mend()
    assert 'Nothing to complain about' in shown(page(alice, package))


def test_a_login_that_ends_meanwhile(alice, murano):
    package = murano.package()
    murano.expire('GET', '/download')
    answer = alice.get(f'{INDEX}{package["id"]}/check/')
    assert answer.status_code == 401 and '/auth/login/' in answer.content.decode()


def test_murano_breaks_off(alice, murano):
    package = murano.package()
    murano.time_out('GET', '/download')
    assert 'could not be fetched: Murano did not answer in time' in shown(page(alice, package))


def test_a_package_that_is_too_large(alice, murano, settings):
    settings.MURANO_PANEL = {'PACKAGE_SIZE_LIMIT': 1}
    package = murano.package(archive=b'x' * 1_100_000)
    assert 'larger than 1 MB' in shown(page(alice, package))


@pytest.mark.parametrize(
    ('name', 'says'),
    [
        ('not a zip', 'no zip archive'),
        ('bomb', 'larger than 50 MB'),
        ('many files', 'more than 2000 files'),
        ('aliases', 'computed for 2 seconds'),
    ],
)
def test_a_hostile_package_leaves_the_page(alice, murano, name, says):
    package = murano.package(ui='Version: 2\n', archive=archives.HOSTILE[name], name='Evil')
    text = shown(page(alice, package))
    assert says in text and 'The form' in text


def test_a_checker_that_cannot_start(alice, murano, monkeypatch):
    monkeypatch.setattr(runner, '_python', lambda: '/nowhere/python')
    assert 'The check broke down' in shown(page(alice, murano.package()))


def test_too_many_checks_at_once_are_not_remembered(alice, murano, monkeypatch):
    package = murano.package()
    with monkeypatch.context() as patch:
        patch.setattr(runner, 'check_package', lambda content: CheckResult(stopped='busy'))
        assert 'Too many packages' in shown(page(alice, package))
    assert 'Nothing to complain about' in shown(page(alice, package))


def test_names_and_messages_are_only_text(alice, murano):
    evil = '<b>{$ 7*7 $}{{ 7*7 }}'
    package = murano.package(archive=archives.good(**{f'Classes/{evil}.yaml': f'"{evil}": 1\n'}))
    source = page(alice, package).content.decode()
    assert evil in unescape(shown(page(alice, package)))
    assert evil not in source and 'ng-non-bindable' in source
