"""Style sheets, as Horizon's own pipeline compiles them: with libsass, which is no longer developed."""

import re

import pytest
import sass
from django.contrib.staticfiles import finders
from horizon import themes
from horizon.utils.scss_filter import ScssFilter

SHEET = 'murano_panel/scss/murano_panel.scss'
# What libsass passes on to the browser when it does not know it.
LEFT_OVER = r'@(?:use|forward|include|mixin|extend|if|else|each|for|function|return)\b|#\{|math\.|\$[a-z]'


@pytest.mark.parametrize('theme', ['default', 'material'])
def test_style_sheets_compile_in_each_theme(monkeypatch, theme):
    """One that does not would make every page of ours an error 500."""
    monkeypatch.setattr(themes._local, 'theme', theme, raising=False)
    css = ScssFilter('', filename=finders.find(SHEET)).input()
    assert '.murano' in css
    assert re.findall(LEFT_OVER, css) == []


def test_what_this_compiler_does_not_know_is_found():
    """Newer ones do, and stylelint says nothing: min() of mixed units is an error here, @use stays as it is."""
    with pytest.raises(sass.CompileError):
        ScssFilter('a { width: min(10px, 5%) }').input()
    assert re.findall(LEFT_OVER, ScssFilter('@use "sass:math"; a { b: c }').input())
