"""What an application is connected with: versions here, what it needs, who uses it; after its page, by itself."""

import pytest

from tests.support import archives
from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.addresses import FORM

CATALOG = '/app-catalog/catalog/'


@pytest.fixture()
def web(murano):
    return murano.package('example.Web', name='Web', archive=packed('Web', Version='1.4.2'), ui=FORM, is_public=False)


def packed(name, **manifest):
    return archives.zipped(archives.application(name, **manifest))


def connections(client, package, **options):
    answer = client.get(f'{CATALOG}{package["id"]}/connections/', **options)
    assert answer.status_code == 200
    return answer


def test_versions_needs_and_users(alice, murano, web):
    other = murano.package('example.Web', name='Web', project='other', archive=packed('Web', Version='2.0'))
    murano.package('example.Shop', name='Shop', archive=packed('Shop', Require='{example.Web: 1}'), is_public=False)
    murano.environment('blog', components=[component(fqn='example.Web')])
    text = shown(connections(alice, web))
    assert '1.4.2 · only in this project (this one)' in text and '2.0.0 · shared with all projects Web' in text
    assert '1 environment uses it: blog' in text and '1 package requires it: Shop' in text
    assert 'Other packages that it needs None.' in text
    assert f'{CATALOG}{other["id"]}/' in connections(alice, web).content.decode()


def test_what_gives_no_version_and_what_cannot_be_read(alice, murano):
    assert 'No version given' in shown(connections(alice, murano.package('example.Web', archive=packed('Web'))))
    bad = murano.package('demo.Bad', archive=b'no zip', is_public=False)
    text = shown(connections(alice, bad))
    assert (
        'Neither its version is known nor what it needs: This is not a zip archive.' in text
        and 'it needs Not known.' in text
    )


def test_its_page_costs_no_more_than_before_and_leads_there(alice, murano, web):
    for number in range(20):
        murano.environment(f'env {number}', components=[component(fqn='example.Web')])
    with murano.budget(2):
        html = alice.get(f'{CATALOG}{web["id"]}/').content.decode()
    assert f'data-murano-part-at="{CATALOG}{web["id"]}/connections/"' in html
    assert f'/app-catalog/catalog/try-form/?package={web["id"]}' in html


def test_what_it_costs_and_that_it_is_kept(alice, murano, web):
    """It, its archive, others of its name, environments, one of them, the packages of the project."""
    murano.environment('blog', components=[component(fqn='example.Web')])
    with murano.budget(6):
        connections(alice, web)
    with murano.budget(3):
        connections(alice, web)


def test_scripts_get_the_part_alone(alice, murano, web):
    part = connections(alice, web, headers={'x-requested-with': 'XMLHttpRequest'})
    assert '<html' not in part.content.decode() and 'Versions here' in shown(part)
    assert 'X-Requested-With' in part['Vary']


def test_of_another_project_it_is_not_found(charlie, murano, web):
    assert charlie.get(f'{CATALOG}{web["id"]}/connections/').status_code == 404
