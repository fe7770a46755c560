"""The review of whatever a draft may hold: a page of a bounded size, soon."""

import time

import pytest

from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.test_environment_page import url
from tests.views.test_review import changes, review, undo_buttons
from tests.views.test_undo import drafted, web  # noqa: F401  fixtures

MOST_BYTES = 1_800_000
SECONDS = 10


def text(word, lines=40_000):
    return '\n'.join(f'{word} {number}' for number in range(lines))


def deep(depth=90):
    found = {'value': 1}
    for _ in range(depth):
        found = {'inner': found, 'list': [1]}
    return found


MODELS = {
    'properties': lambda word: [component('many', id='m1', **{f'p{at}': f'{word} {at}' for at in range(10_000)})],
    'components': lambda word: [component(f'c{at}', id=f'c{at}', port=f'{word} {at}') for at in range(2000)],
    'a long text': lambda word: [component('text', id='m1', text=text(word))],
    'one line': lambda word: [component('line', id='m1', text=word * 1_000_000)],
    'a long list': lambda word: [component('list', id='m1', items=[f'{word} {at}' for at in range(10_000)])],
    'long texts': lambda word: [
        component(f'c{at}', id=f'c{at}', **{f't{number}': f'{word}\na\nb\n' * 300 for number in range(20)})
        for at in range(50)
    ],
    'objects in lists': lambda word: [component('parts', id='m1', parts=[{word: at} for at in range(5000)])],
    'depth': lambda word: [component('deep', id='m1', inner=deep(), port=word)],
}


@pytest.mark.parametrize('layout', ['inline', 'side'])
@pytest.mark.parametrize('kind', MODELS)
@pytest.mark.parametrize('is_new', [False, True])
def test_whatever_it_holds(alice, murano, drafted, web, kind, layout, is_new):  # noqa: F811
    web.components = [*web.components, *([] if is_new else MODELS[kind]('a'))]
    drafted.components = [*drafted.components, *MODELS[kind]('b')]
    began = time.process_time()
    page = review(alice, web, layout=layout).content
    assert time.process_time() - began < SECONDS
    assert len(page) < MOST_BYTES and b'murano-review__send' in page


def test_a_model_that_is_nested_too_deeply_is_refused_in_words(alice, murano, drafted, web):  # noqa: F811
    drafted.components = [*drafted.components, component('deep', id='m1', inner=deep(400))]
    answer = alice.get(url(web, 'review/'))
    assert answer.status_code == 503 and 'something unreadable' in shown(answer)


def test_what_is_too_large_for_a_browser_to_keep_is_said(alice, murano, drafted, web):  # noqa: F811
    drafted.components[1]['text'] = 'word ' * 10
    assert 'too large' not in shown(review(alice, web))
    drafted.components[1]['text'] = 'word ' * 200_000
    page = review(alice, web)
    assert 'too large for this browser to keep a copy' in shown(page) and len(page.content) < 600_000


def test_all_properties_of_one_are_told_page_by_page(alice, drafted, web):  # noqa: F811
    drafted.components[1].update({f'p{number}': number for number in range(600)})
    page = review(alice, web)
    assert '100 of 600 properties' in shown(page) and f'href="/app-catalog/environments/{web.id}/review/?of=site1"' in (
        changes(page)
    )
    first, last = review(alice, web, of='site1'), review(alice, web, of='site1', page=3)
    assert len(undo_buttons(first)) == 250 and '1–250 of 600' in shown(first)
    assert len(undo_buttons(last)) == 100 and '501–600 of 600' in shown(last) and 'p599' in changes(last)
    assert 'No change matches' in shown(review(alice, web, of='none'))
