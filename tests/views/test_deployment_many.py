"""The page of a deployment of many components, with a long log: what it builds does not grow with either."""

import re
from datetime import timedelta

import pytest

from murano_panel.domain.state import progress
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.views.test_budget import main_bytes
from tests.views.test_deployment_live import tick
from tests.views.test_deployment_page import page_of

ROW = re.compile(r'<tr id="component-(c\d+)"')


def running(murano, number, lines=0):
    parts = [component(f'part {index}', id=f'c{index:03}') for index in range(number)]
    environment = murano.environment('shop', components=parts)
    reports = [(f'Pulling layer {n} of the image', 'info', f'c{n % number:03}') for n in range(lines)]
    return murano.deployment(environment, reports=reports, started=now() - timedelta(minutes=5))


def page(client, task, **query):
    return client.get(page_of(task), query).content.decode()


@pytest.mark.parametrize('number', [1, 50])
def test_few_components_are_all_there(alice, murano, number):
    html = page(alice, running(murano, number))
    assert len(ROW.findall(html)) == number and 'data-murano-folded' not in html


def test_of_many_those_come_first_that_failed_or_are_at_work(alice, murano):
    task = running(murano, 100)
    murano.report(task, 'Broken', level='error', entity_id='c099')
    murano.report(task, 'Pulling', entity_id='c070')
    html = page(alice, task)
    shown = ROW.findall(html)
    assert len(shown) == 25 and shown == sorted(shown) and shown[-2:] == ['c070', 'c099']
    assert '25 of 100 components' in html and 'href="?components=all"' in html
    # The log can still be asked for any of them.
    assert html.count('<option value="c0') == 100


def test_all_of_them_are_one_link_away(alice, murano):
    html = page(alice, running(murano, 100), components='all')
    assert len(ROW.findall(html)) == 100 and 'data-murano-folded' not in html


def test_a_tick_brings_one_that_the_page_left_out_when_it_has_news(alice, murano):
    task = running(murano, 100, lines=1)
    cursor = re.search(r'"cursor": "([^"]*)"', page(alice, task))[1]
    murano.report(task, 'Pulling', entity_id='c080')
    [item] = tick(alice, task, after=cursor).json()['components']
    assert item['id'] == 'c080'


def test_the_page_of_a_component_leads_to_its_row(alice, murano):
    task = running(murano, 100, lines=100)
    html = alice.get(f'/app-catalog/environments/{task.environment_id}/components/c080/').content.decode()
    assert f'{page_of(task)}?components=all#component-c080' in html


def test_bytes_do_not_grow_with_what_is_out_of_view(alice, murano):
    sizes = {}
    for number, lines in ((100, 1000), (100, 4000), (150, 4000)):
        answer = alice.get(page_of(running(murano, number, lines)))
        html = answer.content.decode()
        assert html.count('<li id="line-') == 100 and len(ROW.findall(html)) == 25
        # Every component can be chosen for the log; its name is known to the script, and told among the changes.
        sizes[number, lines] = main_bytes(answer.content) - len(''.join(re.findall(r'<option.*?</option>', html)))
    assert sizes[100, 4000] < sizes[100, 1000] + 3000
    assert sizes[150, 4000] < sizes[100, 4000] + 50 * 300


def test_reports_are_looked_through_once_and_become_lines_where_they_are_shown(alice, murano, monkeypatch):
    task = running(murano, 10, 1000)
    sorted_out, made = [], []
    by_component, line = progress.by_component, progress.Line
    monkeypatch.setattr(progress, 'by_component', lambda *args: sorted_out.append(1) or by_component(*args))
    monkeypatch.setattr(progress, 'Line', lambda *args: made.append(1) or line(*args))
    page(alice, task)
    # Those in the page, and the newest one once more, for the cursor.
    assert len(sorted_out) == 1 and len(made) <= 102
