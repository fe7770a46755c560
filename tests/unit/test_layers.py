"""Which room may use which: the way of the data has one direction."""

import ast
from pathlib import Path

import pytest

import murano_panel

ROOT = Path(murano_panel.__file__).parent
NAMES = {
    '.'.join(file.relative_to(ROOT.parent).with_suffix('').parts).removesuffix('.__init__'): file
    for file in ROOT.rglob('*.py')
}


def imports(name: str) -> set[str]:
    """Our modules that a module imports, anywhere in it: inside a function or for types alone counts too."""
    found = set()
    for node in ast.walk(ast.parse(NAMES[name].read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {part if (part := f'{node.module}.{alias.name}') in NAMES else node.module for alias in node.names}
    return {module for module in found if module in NAMES} - {name}


GRAPH = {name: imports(name) for name in NAMES}


@pytest.mark.parametrize(
    'room, may_use',
    [
        ('domain', ('domain',)),
        ('api', ('api', 'domain', 'conf')),
        ('conf', ()),
    ],
)
def test_what_a_room_uses(room, may_use):
    own, allowed = f'murano_panel.{room}', tuple(f'murano_panel.{name}' for name in may_use)
    strangers = {
        (name, module)
        for name, modules in GRAPH.items()
        if f'{name}.'.startswith(f'{own}.')
        for module in modules
        if not f'{module}.'.startswith(tuple(f'{name}.' for name in allowed))
    }
    assert not strangers


def test_domain_knows_neither_django_nor_a_cloud():
    for name, file in NAMES.items():
        if name.startswith('murano_panel.domain'):
            text = file.read_text()
            assert not any(
                f'{word} {other}' in text for word in ('import', 'from') for other in ('django', 'openstack')
            )


def test_no_circles():
    """Modules that are left when all that import nothing of what is left are taken away, again and again."""
    left = {name: set(modules) for name, modules in GRAPH.items()}
    while free := {name for name, modules in left.items() if not modules & left.keys()}:
        left = {name: modules for name, modules in left.items() if name not in free}
    assert not left
