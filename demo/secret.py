"""Random texts that a state keeps."""

from __future__ import annotations

import secrets
from pathlib import Path


def made_up(path: Path) -> str:
    """The text in the file; made up at the first call, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix('.new')
        new.touch(0o600)
        new.write_text(secrets.token_urlsafe(32))
        new.rename(path)
    return path.read_text()
