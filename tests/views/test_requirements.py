"""Packages that a package requires: said on its page, by its form and by its check where the catalog lacks them."""

import pytest

from tests.support import archives
from tests.support.pages import shown
from tests.views.addresses import FORM
from tests.views.form_client import Form

CATALOG = '/app-catalog/catalog/'
MISSING = 'It requires the package &quot;demo.Lib&quot;, which the catalog does not have.'


def requiring(text, version='0.0.0'):
    manifest = f'{archives.MANIFEST}Version: {version}\nRequire: {text}\n'
    return archives.good(**{'manifest.yaml': manifest})


@pytest.fixture()
def environment(murano):
    return murano.environment('web')


def everywhere(client, package, environment):
    one = f'{CATALOG}{package["id"]}/'
    addresses = (f'{one}connections/', f'{one}add/{environment.id}/', f'{one}check/')
    return [shown(client.get(address)) for address in addresses]


def test_one_that_is_not_there(alice, murano, environment):
    package = murano.package(ui=FORM, archive=requiring('{demo.Lib: 1, io.murano: 0}'))
    for text in everywhere(alice, package, environment):
        assert MISSING in text and 'io.murano' not in text
    # It may be imported while the form is filled in.
    assert Form(alice, package, environment).step


def test_one_that_is_there(alice, murano, environment):
    lib = murano.package('demo.Lib', name='Helpers', type='Library', archive=archives.of_version('1.3.0'))
    package = murano.package(ui=FORM, archive=requiring('{demo.Lib: 1}'))
    page, form, check = everywhere(alice, package, environment)
    assert 'Here: Helpers demo.Lib 1' in page
    assert 'It requires' not in form + check + page
    html = alice.get(f'{CATALOG}{package["id"]}/connections/').content.decode()
    assert f'href="{CATALOG}{lib["id"]}/"' in html


def test_one_that_is_disabled(alice, murano, environment):
    murano.package('demo.Lib', enabled=False)
    package = murano.package(ui=FORM, archive=requiring('{demo.Lib: 1}'))
    assert all('which is disabled' in text for text in everywhere(alice, package, environment))


def test_one_of_another_version(alice, murano, environment):
    murano.package('demo.Lib', ui=FORM, archive=archives.of_version('2.0.0'))
    package = murano.package(ui=FORM, archive=requiring("{demo.Lib: '1'}"))
    words = 'It requires version 1 of the package &quot;demo.Lib&quot;, of which the catalog has 2.0.0.'
    assert all(words in text for text in everywhere(alice, package, environment))


def test_hostile_names(alice, murano, environment):
    package = murano.package(ui=FORM, archive=requiring("{'<b>{$ 1 $}</b>': '<i>'}"))
    for text in everywhere(alice, package, environment):
        assert '&lt;b&gt;' in text and '<b>' not in text


def test_many_are_not_asked_for(alice, murano, environment):
    names = ', '.join(f'demo.L{number}: 0' for number in range(200))
    package = murano.package(ui=FORM, archive=requiring(f'{{{names}}}'))
    alice.get(f'{CATALOG}{package["id"]}/connections/')
    assert len(murano.calls) < 20


def test_without_the_archive_nothing_is_said(alice, murano, environment):
    package = murano.package(ui=FORM)
    murano.refuse('GET', '/download')
    for address in ('connections/', f'add/{environment.id}/'):
        text = shown(alice.get(f'{CATALOG}{package["id"]}/{address}'))
        assert 'It requires' not in text


def test_the_check_says_that_a_form_gives_no_version(alice, murano, environment):
    words = 'gives no classVersion that matches the package&#x27;s version 1.2.0'
    package = murano.package(ui=FORM, archive=archives.of_version('1.2.0'))
    assert words in alice.get(f'{CATALOG}{package["id"]}/check/').content.decode().replace('\u2019', '&#x27;').replace(
        "package's", 'package&#x27;s'
    )
    form = FORM.replace('?: {type: demo.Web}', '?: {type: demo.Web, classVersion: 1}')
    good = murano.package(ui=form, archive=archives.of_version('1.2.0'))
    assert 'gives no classVersion' not in shown(alice.get(f'{CATALOG}{good["id"]}/check/'))


def test_a_version_that_nobody_has_looked_at_is_looked_up(alice, murano, environment):
    murano.package('demo.Lib', ui=FORM, archive=archives.of_version('2.0.0'))
    package = murano.package(ui=FORM, archive=requiring("{demo.Lib: '>=1,<2'}"))
    words = 'It requires version &gt;=1,&lt;2 of the package &quot;demo.Lib&quot;, of which the catalog has 2.0.0.'
    assert words in shown(alice.get(f'{CATALOG}{package["id"]}/add/{environment.id}/'))
