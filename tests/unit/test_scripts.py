"""What the front end's own rules are, where no linter knows them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / 'static/murano_panel/js'
BUNDLE = (ROOT / 'templates/murano_panel/_scripts.html').read_text(encoding='utf-8')
LOADED = re.findall(r'murano_panel/js/[^"]+', BUNDLE)
# What Horizon and its libraries read in our pages.
HORIZONS_OWN = {'data-toggle'}


def scripts():
    return sorted(SCRIPTS.rglob('*.js'))


def files_with(pattern):
    return {path.name for path in scripts() if re.search(pattern, path.read_text(encoding='utf-8'))}


def test_each_script_is_loaded_once():
    found = [f'murano_panel/js/{path.relative_to(SCRIPTS).as_posix()}' for path in scripts()]
    assert sorted(LOADED) == found


def test_what_all_use_comes_first():
    folders = [Path(name).parent.name for name in LOADED]
    assert LOADED[0].endswith('/lib/dom.js') and folders == sorted(folders)


def test_script_names_are_spelled_one_way():
    assert [path.name for path in scripts() if not re.fullmatch(r'[a-z]+(-[a-z]+)*\.js', path.name)] == []


@pytest.mark.parametrize(
    ('pattern', 'place'),
    [
        (r'\bfetch\(|XMLHttpRequest\b|csrftoken|\$\.(ajax|get|post)\b', 'request.js'),
        (r'createElement\(', 'dom.js'),
        (r'new DOMParser\b', 'request.js'),
        (r'window\.muranoPanel\b', 'dom.js'),
    ],
)
def test_one_place_for(pattern, place):
    assert files_with(pattern) == {place}


def test_attributes_for_scripts_are_spelled_one_way():
    found = set()
    for page in (ROOT / 'templates').rglob('*.html'):
        found |= set(re.findall(r'(?<![\w-])data-[\w-]+', page.read_text(encoding='utf-8')))
    assert {name for name in found - HORIZONS_OWN if not name.startswith('data-murano-')} == set()


def test_scripts_read_only_attributes_that_somebody_writes():
    """A renamed attribute leaves no reader behind."""
    written = {'data-murano-confirmed'}
    for path in [*(ROOT / 'templates').rglob('*.html'), *(ROOT / 'murano_panel').rglob('*.py')]:
        written |= set(re.findall(r'(?<![\w-])data-[\w-]+', path.read_text(encoding='utf-8')))
    read = set()
    for path in scripts():
        text = path.read_text(encoding='utf-8')
        written |= set(re.findall(r"'(data-[\w-]+)': ", text))
        # Selectors that a helper completes end in a dash.
        read |= set(re.findall(r'\[(data-[\w-]*\w)', text))
        for name in re.findall(r"dataset\.(\w+)|'(\w+)' in [\w.]+\.dataset", text):
            read.add('data-' + re.sub('[A-Z]', lambda upper: '-' + upper[0].lower(), ''.join(name)))
    assert read - written == set()
