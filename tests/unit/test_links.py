"""Web addresses in texts of packages, engines and clouds."""

import json
from pathlib import Path

import pytest

from murano_panel.domain.links import pieces, web_address
from murano_panel.web.text import linked

# [text, its addresses]: what a script shows is tried on the same (tests/browser/test_deployment_page.py).
TEXTS = json.loads((Path(__file__).parent / 'data/links.json').read_text(encoding='utf-8'))


@pytest.mark.parametrize(('text', 'addresses'), TEXTS, ids=lambda value: str(value)[:60])
def test_the_addresses_of_a_text(text, addresses):
    found = list(pieces(text))
    assert [piece.url for piece in found if piece.url] == addresses
    assert ''.join(piece.text for piece in found) == text


@pytest.mark.parametrize(
    'text',
    [
        'javascript:alert(1)',
        'data:text/html,x',
        '//a.test/',
        'http:///x',
        'http://user:word@a.test/',
        'http://[::1',
        'http://a.test/\nx',
        'http://a.test/ x',
        'http://a.test/' + 2000 * 'x',
        'ftp://a.test/',
        7,
        None,
        {},
    ],
)
def test_what_is_no_web_address(text):
    assert web_address(text) == ''


def test_links_are_safe_and_everything_is_escaped():
    assert linked('<b>{$ 7*7 $} see https://a.test/?x=1&y=2.') == (
        '&lt;b&gt;{$ 7*7 $} see <a class="murano-link" href="https://a.test/?x=1&amp;y=2" target="_blank" '
        'rel="noopener noreferrer">https://a.test/?x=1&amp;y=2</a>.'
    )


def test_the_rest_of_a_text_may_lead_somewhere_else():
    html = linked('open http://a.test/ now', '/deployments/1/')
    assert html.startswith(
        '<a class="murano-link" href="/deployments/1/">open </a><a class="murano-link" href="http://a.t'
    )
    assert html.endswith('<a class="murano-link" href="/deployments/1/"> now</a>')


@pytest.mark.parametrize('hostile', ['http://' * 20_000, 'http://a.test/' + ')' * 50_000, 'http://a.test/.' * 9000])
@pytest.mark.timeout(5)
def test_hostile_texts_take_no_time(hostile):
    assert ''.join(piece.text for piece in pieces(hostile)) == hostile
