import re

import pytest

OVER_THE_PAGE = re.compile(r'(?s)<div class="messages">(.*?)</div>')


@pytest.fixture()
def answer(alice, murano):
    environment = murano.environment('web {$ 7*7 $} <b>')
    rename = f'/app-catalog/environments/{environment.id}/rename/'
    return alice.post(rename, {'name': 'shop {$ 6*6 $} <i>', 'description': ''}, follow=True)


def test_what_was_done_is_told_in_the_flow_of_the_page(answer):
    page = answer.content.decode()
    told = re.search(r'(?s)<p class="alert alert-success" role="status">(.*?)</p>', page)
    assert told and 'shop {' in told[1] and '&lt;i&gt;' in told[1]
    assert page.index('</h1>') < told.start()


def test_nothing_lies_over_the_page(answer):
    assert 'alert' not in OVER_THE_PAGE.search(answer.content.decode())[1]


def test_it_is_told_once(alice, answer):
    again = alice.get(answer.redirect_chain[-1][0])
    assert 'alert-success' not in again.content.decode()
