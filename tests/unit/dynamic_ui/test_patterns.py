"""Authors' regular expressions, on the server and in the browser."""

import re

import pytest

from murano_panel.dynamic_ui.language.patterns import PatternError, compile_pattern, parse_author_pattern


@pytest.mark.parametrize(
    'text',
    [
        'a{e}',
        '(?:abc){e<=1}',
        '{x}',
        r'\{\d{2,3}\}',
        'a{,2}b',
        '[{]',
        'a{1',
        r'^[a-zA-z][-_\w]*$',
        '(?i)ABC',
        '[^]^-]',
    ],
)
def test_pattern_means_what_it_means_in_python(text):
    for subject in ('a{e}', '(abc){e<=1}', '{x}', '{22}', 'aab', 'b', '{', 'a{1', 'Web_1', 'abc', '^]', ''):
        assert bool(compile_pattern(text).search(subject)) == bool(re.search(text, subject)), subject


def test_flags_behind_slashes():
    assert parse_author_pattern('/^abc$/i').search('ABC')
    assert not parse_author_pattern('^abc$').search('ABC')
    assert parse_author_pattern('/a.b/s').search('a\nb')


@pytest.mark.parametrize('text', ['(', '[[:alpha:]]', r'\p{L}', '(?V1)a', 'a' * 5000, '(' * 500])
def test_what_python_does_not_know_is_refused(text):
    with pytest.raises(PatternError):
        parse_author_pattern(text)


@pytest.mark.parametrize(
    ('text', 'source'),
    [
        (r'^[-\w]+$', r'^(?:[\-\p{L}\p{N}_]){1,}(?=\n?$)'),
        (r'\d\S', r'[\p{Nd}][^\s\x1c-\x1f\x85]'),
        ('a.b', r'a[^\n]b'),
        ('(a|b)c?', '([ab])(?:c){0,1}'),
        ('(?P<x>a)/', r'(a)\/'),
    ],
)
def test_pattern_for_the_browser(text, source):
    assert compile_pattern(text).for_javascript().source == source


@pytest.mark.parametrize('text', [r'^([a-z]+\.)*[a-z]+$', r'(a)\1', '(a+)+', r'(?(1)a|b)', r'[\S,]'])
def test_what_could_hang_or_differ_stays_on_the_server(text):
    assert (compile_pattern(text) if '(?(1)' not in text else compile_pattern('(x)?' + text)).for_javascript() is None


def test_case_is_ignored_in_the_browser_too():
    assert parse_author_pattern('/^abc$/i').for_javascript().flags == 'iu'
