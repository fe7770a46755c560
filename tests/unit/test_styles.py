import pytest
from django.contrib.staticfiles import finders
from horizon import themes
from horizon.utils.scss_filter import ScssFilter

SHEET = 'murano_panel/scss/murano_panel.scss'


@pytest.mark.parametrize('theme', ['default', 'material'])
def test_style_sheets_compile_in_each_theme(monkeypatch, theme):
    """One that does not would make every page of ours an error 500."""
    monkeypatch.setattr(themes._local, 'theme', theme, raising=False)
    css = ScssFilter('', filename=finders.find(SHEET)).input()
    assert '.murano' in css
