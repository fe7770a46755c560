"""The page of a deployment says which one it is and what it changes."""

import re

import pytest

from tests.support.fake_murano import component
from tests.views.test_deployment_page import HOSTILE, html, page_of


@pytest.fixture()
def shop(murano):
    return murano.environment('shop')


def changes_of(page):
    """The section of the changes as plain words."""
    section = re.search('<section aria-labelledby="murano-changes-title">(.*?)</section>', page, re.DOTALL)
    return ' '.join(re.sub('<[^>]*>', ' ', section[1]).split()) if section else None


def deploy(murano, shop, *components, **how):
    return murano.deployment(shop, components=list(components), finished=True, **how)


def test_each_has_its_number(alice, murano, shop):
    first, second = deploy(murano, shop, component('web', id='c1')), deploy(murano, shop, component('web', id='c1'))
    assert 'Deployment #1' in html(alice, first) and 'Deployment #2' in html(alice, second)


def test_a_setting_is_told_from_what_to_what_for_all_three_calls(alice, murano, shop):
    db = component('db', id='c2')
    deploy(murano, shop, component('web', id='c1', port=80), db)
    task = deploy(murano, shop, component('web', id='c1', port=8080), db)
    with murano.budget(3):
        page = html(alice, task)
    assert changes_of(page).startswith('Changes changed web Port 80 8080')
    assert '1 other component stays as it is' in page


def test_one_that_runs_tells_it_too(alice, murano, shop):
    assert changes_of(html(alice, murano.deployment(shop, components=[component('web', id='c1')]))).startswith(
        'Changes added web'
    )


def test_many_changes_are_folded(alice, murano, shop):
    found = changes_of(html(alice, deploy(murano, shop, *(component(f'web{n}', id=f'c{n}') for n in range(9)))))
    assert 'All 9 changes' in found and found.count('web8') == 1 and found.count('web5') == 2


def test_deployed_again_says_so(alice, murano, shop):
    deploy(murano, shop, component('web', id='c1'))
    assert 'Nothing changed: deployed again.' in html(alice, deploy(murano, shop, component('web', id='c1')))


def test_an_action_changes_nothing_and_says_nothing_of_it(alice, murano, shop):
    assert changes_of(html(alice, deploy(murano, shop, component('web', id='c1'), action='backup'))) is None


def test_secrets_and_hostile_names_do_no_harm(alice, murano, shop):
    deploy(murano, shop, component(HOSTILE, id='c1', password='hunter2', text=HOSTILE))
    task = deploy(murano, shop, component(HOSTILE, id='c1', password='hunter3', text='<marquee>'))
    page = html(alice, task)
    assert 'hunter' not in page and '<script>alert(1)' not in page and '<marquee>' not in page


def test_a_reader_reads_it(rita, murano, shop):
    task = deploy(murano, shop, component('web', id='c1'))
    assert 'added' in changes_of(rita.get(page_of(task)).content.decode())
