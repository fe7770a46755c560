"""The page of an environment with many components: fifty rows, the rest by page and filter."""

import re

import pytest

from tests.support.fake_murano import component

URL = '/app-catalog/environments/'
ROW = re.compile(r'<tr id="component-([^"]+)"')


def many(murano, number, **of_environment):
    """Each uses the one before it."""
    parts = [
        component(f'part {index:04}', f'demo.App{index % 3}', id=f'c{index:04}', host=f'c{index - 1:04}')
        for index in range(number)
    ]
    return murano.environment('web', components=parts, **of_environment)


def page(client, environment, **query):
    answer = client.get(f'{URL}{environment.id}/', query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html):
    return ROW.findall(html)


@pytest.mark.parametrize('number', [1, 50])
def test_few_components_stand_on_one_page(alice, murano, number):
    html = page(alice, many(murano, number))
    assert len(rows(html)) == number and 'murano-components-q' not in html and 'rel="next"' not in html


@pytest.mark.parametrize('number', [51, 120])
def test_of_many_fifty_are_built(alice, murano, number):
    web = many(murano, number)
    # The third one asks for its applications.
    with murano.budget(3):
        html = page(alice, web)
    assert rows(html) == [f'c{index:04}' for index in range(50)]
    assert f'1–50 of {number}' in html and '?page=2#components' in html
    # All of them are counted.
    assert f'<span class="murano-tabs__count">{number}</span>' in html


def test_the_other_pages(alice, murano):
    web = many(murano, 120)
    last = page(alice, web, page='3')
    assert rows(last) == [f'c{index:04}' for index in range(100, 120)]
    assert '101–120 of 120' in last and 'rel="next"' not in last and '?page=2#components' in last
    assert rows(page(alice, web, page='99')) == rows(last)
    assert rows(page(alice, web, page='x')) == rows(page(alice, web))


@pytest.mark.parametrize(
    ('query', 'found'),
    [
        ({'q': 'PART 0117'}, ['c0117']),
        ({'q': 'app2'}, [f'c{index:04}' for index in range(2, 120, 3)]),
        ({'q': '{$ <b>'}, []),
        ({'state': 'failed'}, []),
        ({'state': 'nonsense', 'q': 'part 0001'}, ['c0001']),
    ],
)
def test_the_filter_finds_all(alice, murano, query, found):
    html = page(alice, many(murano, 120), **query)
    assert rows(html) == found
    assert f'{len(found)} of 120 components' in shown_text(html)


def shown_text(html):
    return ' '.join(re.sub(r'<[^>]*>', ' ', html).split())


def test_a_filter_goes_on_over_pages(alice, murano):
    html = page(alice, many(murano, 200), q='app1', page='2')
    assert len(rows(html)) == 67 - 50 and '?q=app1&amp;page=1#components' in html


def test_what_runs_comes_first(alice, murano):
    web = many(murano, 120)
    murano.deployment(web, reports=[('Creating VM', 'info', 'c0119')])
    assert rows(page(alice, web))[0] == 'c0119'
    assert rows(page(alice, web, state='progress'))


def test_a_change_brings_its_component_into_view(alice, murano):
    web = many(murano, 120)
    answer = alice.post(f'{URL}{web.id}/components/c0119/remove/')
    assert answer['Location'] == f'{URL}{web.id}/?at=c0119'
    html = alice.get(answer['Location']).content.decode()
    assert 'c0119' in rows(html) and '1 undeployed change' in shown_text(html)
    assert rows(page(alice, web, state='draft')) == ['c0119']
    undone = alice.post(f'{URL}{web.id}/components/c0119/undo/')
    html = alice.get(undone['Location']).content.decode()
    assert rows(html) == [f'c{index:04}' for index in range(100, 120)]


def test_what_is_out_of_view_is_counted_linked_and_checked(alice, murano):
    web = many(murano, 120)
    alice.post(f'{URL}{web.id}/components/c0100/remove/', {'confirmed': 'yes'})
    # The one that uses it is not on this page.
    html = page(alice, web, q='part 0003')
    assert rows(html) == ['c0003'] and 'A component refers to one that is being removed' in html
    assert alice.get(f'{URL}{web.id}/components/c0101/').status_code == 200


def test_a_draft_of_very_many_changes(alice, murano):
    web = many(murano, 120)
    alice.post(f'{URL}{web.id}/components/c0119/remove/')
    draft = murano.sessions_of(web.id)[-1]
    draft.components = [{**item, 'port': 1} for item in draft.components]
    html = page(alice, web)
    text = shown_text(html)
    assert '120 undeployed changes' in text and 'and 70 more: see their components' in text
    assert html.split('<ul class="murano-draft__lines">')[1].split('</ul>')[0].count('<li>') == 50
    assert len(rows(page(alice, web, state='draft', page='3'))) == 20


@pytest.mark.parametrize('drafted', [False, True])
def test_bytes_do_not_grow_with_what_is_out_of_view(alice, murano, drafted):
    sizes = {}
    for number in (100, 1000):
        web = many(murano, number)
        if drafted:
            alice.post(f'{URL}{web.id}/components/c0000/remove/', {'confirmed': 'yes'})
        html = page(alice, web)
        assert len(rows(html)) == 50
        # The ids of all are there for the browser to tell what of a lost draft has arrived.
        sizes[number] = len(html) - len(''.join(f'"{item["?"]["id"]}", ' for item in web.components))
    assert sizes[1000] < sizes[100] + 200


def test_a_component_costs_two_kilobytes(alice, murano):
    one, fifty = (len(page(alice, many(murano, number))) for number in (1, 50))
    assert fifty - one < 49 * 2000
