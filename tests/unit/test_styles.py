import pytest
from django.contrib.staticfiles import finders
from horizon import themes
from horizon.utils.scss_filter import ScssFilter
from murano_panel.enabled import _5010_app_catalog as dashboard


@pytest.mark.parametrize('theme', ['default', 'material'])
@pytest.mark.parametrize('sheet', dashboard.ADD_SCSS_FILES)
def test_style_sheets_compile_in_each_theme(monkeypatch, theme, sheet):
    """One that does not would make every page of Horizon an error 500, the login page too."""
    monkeypatch.setattr(themes._local, 'theme', theme, raising=False)
    css = ScssFilter('', filename=finders.find(sheet)).input()
    assert '.murano' in css
