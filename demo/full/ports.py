"""Ports of the full cloud's services."""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path

from ..errors import DemoError
from ..ports import free_port, is_free

DEFAULTS = {
    'glance': 9292,
    'placement': 8778,
    'nova': 8774,
    'neutron': 9696,
    'heat': 8004,
    'cinder': 8776,
    # RabbitMQ itself, its registry of names (epmd), and what its command line tools would use.
    'rabbitmq': 5672,
    'epmd': 5673,
    'distribution': 25672,
}


def choose(base: int | None, kept: Path, taken: Container[int]) -> dict[str, int]:
    """Name → port: the usual ones (base None); base, base + 1, …; or (base 0) free ones, the last run's if they are.

    kept: file that remembers the free ones; taken: ports of what has not been started yet.
    """
    if base == 0:
        chosen = _free(kept, taken)
    elif base is None:
        chosen = DEFAULTS
    else:
        chosen = {name: base + place for place, name in enumerate(DEFAULTS)}
    for name, port in chosen.items():
        if port in taken or not is_free(port):
            raise DemoError(
                f'port {port} ({name}) is in use: end what listens there, or choose others with --port-base'
            )
    return chosen


def _free(kept: Path, taken: Container[int]) -> dict[str, int]:
    try:
        known: dict[str, int] = json.loads(kept.read_text())
    except (OSError, ValueError):
        known = {}
    chosen: dict[str, int] = {}
    for name in DEFAULTS:
        port = known.get(name, 0)
        while not port or not is_free(port) or port in taken or port in chosen.values():
            port = free_port()
        chosen[name] = port
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(chosen))
    return chosen
