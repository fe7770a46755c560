"""Icons look the same in each theme."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from horizon import themes
from horizon.utils.scss_filter import ScssFilter

ROOT = Path(__file__).resolve().parents[2]
NOT_PICTURES = {'fw', 'pulse', 'spin', 'regular', '2x'}


def used():
    sources = [*ROOT.glob('murano_panel/**/*.py'), *ROOT.glob('templates/**/*.html'), *ROOT.glob('static/**/*.js')]
    found = set()
    for source in sources:
        found.update(re.findall(r'\bfa-([a-z0-9-]+)', source.read_text(encoding='utf-8')))
    return found - NOT_PICTURES


def test_each_icon_is_drawn_by_us_in_every_theme():
    ours = (ROOT / 'static/murano_panel/scss/icons.scss').read_text()
    drawn = set(re.search(r'\$murano-icons: \(([^)]*)\)', ours)[1].replace(',', ' ').split())
    assert used() == drawn


@pytest.mark.parametrize('theme', ['default', 'material'])
def test_each_icon_is_a_character_of_font_awesome(monkeypatch, theme):
    monkeypatch.setattr(themes._local, 'theme', theme, raising=False)
    css = ScssFilter('', filename=finders.find('murano_panel/scss/murano_panel.scss')).input()
    drawn = dict(re.findall(r'\.murano \.fa-([a-z-]+)::before[^{]*\{content:"([^"]*)"', css))
    assert used() <= set(drawn) and all(drawn.values())
