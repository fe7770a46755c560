"""Comparisons side by side or inline: chosen by the address, and kept."""

import copy

import pytest

from tests.views.test_environment_page import remove, url
from tests.views.test_undo import drafted, web  # noqa: F401  fixtures

SIDE = 'murano-changes--side'


@pytest.fixture()
def compared(alice, murano, web):  # noqa: F811
    """The review of a draft that changes a text, and two deployments between which one was changed."""
    web.components[1]['text'] = 'a\nx\nc'
    now = copy.deepcopy(web.components)
    remove(alice, web, 'site1')
    [session] = murano.sessions_of(web.id)
    session.components = [now[0], {**now[1], 'text': 'a\nb\nc'}]
    other = murano.environment('other', components=now)
    first, second = (
        murano.deployment(other, components=[now[0], {**now[1], 'text': f'a\n{word}\nc'}], finished=True)
        for word in ('x', 'y')
    )
    return [url(web, 'review/'), url(other, f'compare/?from={first.id}&to={second.id}')]


def html(client, address, **query):
    answer = client.get(address, query) if query else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_chosen_is_kept_for_all_comparisons(alice, compared):
    first, other = compared
    assert SIDE not in html(alice, first)
    page = html(alice, first, layout='side', q='')
    assert SIDE in page and 'aria-current="true"><span class="fa fa-table-columns"' in page
    # What stays is there twice to the eye, once to the ear.
    assert page.count('murano-diff__twin" aria-hidden="true"') == 2
    assert SIDE in html(alice, first) and SIDE in html(alice, other)
    kept = alice.cookies['murano_layout']
    assert kept['httponly'] and kept['samesite'] == 'Lax' and kept['path'] == '/app-catalog/'
    html(alice, first, layout='inline')
    assert SIDE not in html(alice, other)


def test_what_makes_no_sense_is_not_kept(alice, compared):
    assert SIDE not in html(alice, compared[0], layout='odd') and 'murano_layout' not in alice.cookies
    alice.cookies['murano_layout'] = '<b>'
    assert SIDE not in html(alice, compared[0])


def test_the_address_keeps_what_else_it_asks_for(alice, compared):
    assert '?q=site&amp;layout=side"' in html(alice, compared[0], q='site')


def test_what_only_comes_has_nothing_beside_it(alice, murano, drafted, web):  # noqa: F811
    drafted.components = drafted.components[:1]
    assert 'murano-layout' not in html(alice, url(web, 'review/'))
