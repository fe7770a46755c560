"""Descriptions of packages, as their authors write them and as somebody hostile would."""

import time

import pytest
from django.template.loader import render_to_string

from murano_panel.web import prose


def html(text: str) -> str:
    return render_to_string('murano_panel/_prose.html', {'nodes': prose.nodes(text)}).strip()


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('A *web* **server**', '<p>A <em>web</em> <strong>server</strong></p>'),
        ('# Title\n\ntext', '<h3>Title</h3><p>text</p>'),
        ('- one\n- `two`', '<ul><li>one</li><li><code>two</code></li></ul>'),
        ('1. one', '<ol><li>one</li></ol>'),
        ('short\nlines', '<p>short<br>lines</p>'),
        ('x' * 70 + '\nwrapped', f'<p>{"x" * 70} wrapped</p>'),
        ('    indented', '<p>indented</p>'),
        ('```\na < b\n```', '<pre>a &lt; b\n</pre>'),
        ('a_b_c and 2*3*4', '<p>a_b_c and 2<em>3</em>4</p>'),
        ('', ''),
    ],
)
def test_what_authors_write(text, expected):
    assert html(text) == expected


def test_links_lead_to_the_web_alone():
    page = html(
        '[home](https://example.org/?a=1&b=2) [bad](javascript:alert(1)) [data](data:text/html,x) [own](/auth/)'
    )
    assert page.count('<a ') == 1 and 'href="https://example.org/?a=1&amp;b=2"' in page and 'noopener' in page
    assert 'javascript:' not in page.replace('(javascript:alert(1))', '') and 'own' in page


@pytest.mark.parametrize(
    'text',
    [
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '[a]: <javascript:x>\n\n[a]',
        '![x](data:image/png,y)',
    ],
)
def test_no_html_of_an_author(text):
    page = html(text)
    assert '<script' not in page and '<img' not in page and 'href' not in page


def test_expressions_of_horizons_scripts_stay_text():
    assert '{$ 7*7 $}' in html('{$ 7\\*7 $}')


def test_the_beginning_without_marks():
    assert prose.plain('A **web** server\n\n- one') == 'A web server one'
    assert prose.plain('Plain text') == 'Plain text' and prose.plain('') == ''


@pytest.mark.parametrize('text', ['[' * 90_000, '*a_ ' * 9_000, '[a](' * 9_000, '>' * 90_000, '- ' * 40_000])
def test_hostile_texts_are_read_in_bounded_time(text):
    began = time.process_time()
    html(text)
    assert time.process_time() - began < 5
