"""Every call that ``api`` makes to Murano has a contract test."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

from murano_panel import api

HERE = Path(__file__).parent
# These do not ask Murano: other services, and what the others are made of.
NOT_MURANO = {
    'breaker',
    'client',
    'cloud',
    'connections',
    'errors',
    'fetching',
    'images',
    'inventory',
    'key_manager',
    'left_out',
    'metadefs',
    'projects',
    'shapes',
    'stacks',
    'usage',
}


def calls_of_api() -> set[str]:
    """Public functions that take a request, as ``module.function``."""
    found = set()
    for module in pkgutil.iter_modules(api.__path__):
        if module.name in NOT_MURANO:
            continue
        loaded = importlib.import_module(f'{api.__name__}.{module.name}')
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith('_')
            asks = 'request' in inspect.signature(function).parameters
            # Context managers around calls are none themselves.
            if own and asks and not inspect.isgeneratorfunction(inspect.unwrap(function)):
                found.add(f'{module.name}.{name}')
    return found


def used_in_tests() -> set[str]:
    """``module.name`` wherever a contract test says so."""
    return {
        f'{node.value.id}.{node.attr}'
        for path in HERE.glob('*.py')
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def test_every_call_has_a_contract_test():
    calls = calls_of_api()
    assert 'environments.get' in calls and 'static_actions.call' in calls
    assert calls - used_in_tests() == set()
