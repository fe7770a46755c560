"""No module imports what imports it, however far around. The layers are checked by `make lint` (import-linter)."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

import murano_panel


def circle(package):
    """The modules of one circle of imports, in order, or []; imports for type checkers and in functions count too."""
    graph = grimp.build_graph(package, exclude_type_checking_imports=False, cache_dir=None)
    try:
        TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_circle():
    assert circle('murano_panel') == []


@pytest.mark.parametrize(
    ('name', 'line'),
    [
        ('plain', 'from {package} import one'),
        ('inside', 'def late():\n    from {package} import one'),
        ('typing', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {package}.one import x'),
    ],
)
def test_every_kind_of_circle_is_seen(tmp_path, monkeypatch, name, line):
    package = f'circle_{name}'
    (tmp_path / package).mkdir()
    (tmp_path / package / '__init__.py').touch()
    (tmp_path / package / 'one.py').write_text(f'import {package}.two\nx = 1\n')
    (tmp_path / package / 'two.py').write_text(line.format(package=package) + '\n')
    monkeypatch.syspath_prepend(tmp_path)
    assert set(circle(package)) == {f'{package}.one', f'{package}.two'}


def test_the_cache_is_used_where_its_failures_are_forgiven():
    package = Path(murano_panel.__file__).parent
    users = [path.name for path in package.rglob('*.py') if 'django.core.cache' in path.read_text()]
    assert users == ['cache.py']
