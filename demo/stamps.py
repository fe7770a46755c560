"""What was done already: a step is skipped while the hash of what went into it stays the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: str | Path) -> str:
    """Hash of texts, and of files and folders by their relative names and contents; a missing file counts as absent."""
    total = hashlib.sha256()
    for part in parts:
        if not isinstance(part, Path):
            total.update(b'text\0' + part.encode() + b'\0')
            continue
        for path in files(part):
            total.update(path.relative_to(part.parent).as_posix().encode() + b'\0')
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:32]


def files(path: Path) -> Iterable[Path]:
    """The file itself, or every file below the folder in a fixed order, without what Python and editors leave there."""
    if path.is_file():
        return [path]
    return sorted(
        found
        for found in path.rglob('*')
        if found.is_file() and '__pycache__' not in found.parts and not found.name.endswith(('.pyc', '~', '.swp'))
    )


class Stamps:
    """A small JSON file of step → hash."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self._path.read_text())
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def holds(self, step: str, value: str) -> bool:
        return self._read().get(step) == value

    def forget(self) -> None:
        """Nothing is done any more."""
        if self._path.exists():
            self._path.unlink()

    def set(self, step: str, value: str) -> None:
        known = self._read()
        known[step] = value
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_suffix('.new')
        new.write_text(json.dumps(known, indent=1, sort_keys=True))
        new.replace(self._path)
