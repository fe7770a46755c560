"""Icons look the same in each theme."""

import re
from pathlib import Path

import openstack_dashboard

ROOT = Path(__file__).resolve().parents[2]
NOT_PICTURES = {'fw', 'pulse', 'spin', 'regular', '2x'}


def used():
    sources = [*ROOT.glob('murano_panel/**/*.py'), *ROOT.glob('templates/**/*.html'), *ROOT.glob('static/**/*.js')]
    found = set()
    for source in sources:
        found.update(re.findall(r'\bfa-([a-z0-9-]+)', source.read_text(encoding='utf-8')))
    return found - NOT_PICTURES


def test_icons_that_the_material_theme_lacks_keep_their_font():
    theme = Path(openstack_dashboard.__file__).parent / 'themes/material/static/horizon/_icons.scss'
    in_theme = set(re.findall(r"^  ([a-z-]+): '", theme.read_text(), re.MULTILINE))
    ours = (ROOT / 'static/murano_panel/scss/icons.scss').read_text()
    kept = set(re.search(r'\$murano-icons: \(([^)]*)\)', ours)[1].replace(',', ' ').split())
    assert used() - in_theme <= kept
