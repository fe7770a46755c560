"""The log of a deployment: the part in its page, what its script fetches, and files."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from murano_panel.deployments.log_views import LINES_IN_ANSWER
from tests.support.fake_murano import component
from tests.views.test_deployment_page import HOSTILE, html, page_of


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[component('web', id='c1'), component('db', id='c2')])


@pytest.fixture()
def long(murano, shop):
    """450 lines of its own, every tenth a warning of the database."""
    lines = [(f'line {n}.', 'warning' if n % 10 == 0 else 'info', 'c2' if n % 10 == 0 else 'c1') for n in range(450)]
    return murano.deployment(shop, reports=lines, finished=True)


def texts(page):
    return re.findall('<span class="murano-line__text">([^<]*)</span>', page)


def links(page):
    """{words: query} of what leads to other parts of the log."""
    found = re.search('<p class="text-muted" data-murano-log-pages>(.*?)</p>', page, re.DOTALL)
    pairs = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', found[1] if found else '')
    return {words: parse_qs(urlsplit(url.replace('&amp;', '&')).query) for url, words in pairs}


def asked(client, task, **query):
    return client.get(page_of(task), query).content.decode()


def saved(client, task, **query):
    response = client.get(page_of(task, 'log/'), query)
    return response, response.content.decode()


def test_ten_thousand_lines_make_a_page_that_holds_a_hundred(alice, murano, shop):
    task = murano.deployment(shop, reports=[f'line {number}' for number in range(10_000)])
    page = html(alice, task)
    assert page.count('<li id="line-') == 100 and '100 of 10001 lines.' in page
    # Each once: the script reads them in the page, too.
    assert page.count('line 9999') == 1 and len(page.partition('<main>')[2].partition('</main>')[0]) < 110_000


def test_without_scripts_links_lead_through_all_of_it(alice, long):
    page, seen = html(alice, long), 0
    while True:
        seen += len(texts(page))
        earlier = links(page).get('Earlier lines')
        if not earlier:
            break
        page = asked(alice, long, **{name: values[0] for name, values in earlier.items()})
    assert 'line 0.' in texts(page) and 'Later lines' in links(page) and seen >= 450


def test_the_address_of_a_line_shows_it_wherever_it_is(alice, long):
    line = long.reports[100]['id']
    page = asked(alice, long, at=line)
    assert f'<li id="line-{line}" class="murano-line murano-line--info murano-line--linked"' in page
    assert f'?at={line}#line-{line}"' in page and 'data-murano-log-partial' in page


def test_filters_and_words_are_in_the_address(alice, long):
    page = asked(alice, long, level='warning', component='c2', words='line 1')
    assert texts(page) == [f'line {n}.' for n in (10, *range(100, 200, 10))]
    assert '11 of 452 lines' in page and 'value="line 1"' in page
    assert '<option value="warning" selected>' in page and '<option value="c2" selected>' in page
    assert 'No line matches.' in asked(alice, long, words='nowhere')


def test_links_to_other_parts_keep_the_filters(alice, long):
    page = asked(alice, long, component='c1')
    assert links(page)['Earlier lines']['component'] == ['c1']


@pytest.mark.parametrize('query', [{'at': HOSTILE}, {'words': HOSTILE * 9}, {'level': HOSTILE, 'component': HOSTILE}])
def test_whatever_stands_in_the_address_is_text(alice, long, query):
    response = alice.get(page_of(long), query)
    assert response.status_code == 200 and '<script>alert(1)' not in response.content.decode()


def test_the_script_is_given_the_earlier_lines_when_it_asks(alice, murano, shop):
    task = murano.deployment(shop, reports=[f'line {number}' for number in range(250)])
    first = re.search(r'<li id="line-([^"]+)"', html(alice, task))[1]

    def given(**query):
        return [line['text'] for line in alice.get(page_of(task, 'earlier/'), query).json()['lines']]

    everything = ['Action deploy is scheduled', *(f'line {number}' for number in range(250))]
    assert given(before=first) == everything[:151]
    assert given(before='unknown') == given() == everything


def test_no_answer_to_the_script_is_larger_than_some_thousand_lines(alice, murano, shop):
    task = murano.deployment(shop, reports=[f'line {number}' for number in range(2 * LINES_IN_ANSWER)])
    held, before = [], ''
    for _ in range(4):
        answer = alice.get(page_of(task, 'earlier/'), {'before': before}).json()
        assert len(answer['lines']) <= LINES_IN_ANSWER
        held = answer['lines'] + held
        before = held[0]['id']
        if not answer['missing']:
            break
    assert [line['id'] for line in held] == [report['id'] for report in task.reports]


def test_the_file_has_all_lines_whatever_is_shown(alice, long):
    response, text = saved(alice, long, level='error')
    assert len(text.splitlines()) == 452 and '[web] line 1.\n' in text and 'WARNING [db] line 0.\n' in text
    assert response['Content-Disposition'] == 'attachment; filename="shop-deployment-1.log"'
    assert response['Content-Type'].startswith('text/plain') and response['X-Content-Type-Options'] == 'nosniff'


def test_the_file_may_be_json(alice, long):
    response, text = saved(alice, long, format='json')
    found = json.loads(text)
    assert found['environment']['name'] == 'shop' and found['deployment']['number'] == 1
    assert [line['id'] for line in found['lines']] == [report['id'] for report in long.reports]
    assert found['lines'][1] == {
        'id': long.reports[1]['id'],
        'time': found['lines'][1]['time'],
        'level': 'warning',
        'component': {'id': 'c2', 'name': 'db'},
        'text': 'line 0.',
    }
    assert response['Content-Disposition'] == 'attachment; filename="shop-deployment-1.json"'


def test_a_deployment_without_lines_is_json_too(alice, murano, shop):
    task = murano.deployment(shop)
    task.reports.clear()
    assert json.loads(saved(alice, task, format='json')[1])['lines'] == []


def test_hostile_lines_stay_lines_of_the_file(alice, murano):
    shop = murano.environment('../"x\r\n{$ 1 $}', components=[component('a\nb', id='c1')])
    task = murano.deployment(shop, reports=[('one\n2026-01-01T00:00:00Z ERROR forged\x1b[2J', 'info', 'c1')])
    response, text = saved(alice, task)
    assert len([line for line in text.splitlines() if line.startswith('20')]) == 2
    assert '\n    2026-01-01T00:00:00Z ERROR forged\N{REPLACEMENT CHARACTER}[2J\n' in text
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+-deployment-1\.log"', response['Content-Disposition'])
    assert json.loads(saved(alice, task, format='json')[1])['lines'][1]['text'].endswith('\x1b[2J')


def test_other_projects_get_no_file(charlie, admin, long):
    assert {who.get(page_of(long, 'log/')).status_code for who in (charlie, admin)} == {404}
