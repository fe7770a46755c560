"""The folder in which one demo keeps what it has made: marked as ours, and used by one run at a time."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import IO

from .errors import DemoError

MARK = '.murano-panel-demo'
# What runs with other states put into the usual one.
OF_OTHERS = ('venvs', 'full')


def take(state: Path) -> IO:
    """Make the folder, or find that it is ours. The returned file holds the lock; that of a dead run is free."""
    if state.is_dir() and not (state / MARK).exists() and any(path.name not in OF_OTHERS for path in state.iterdir()):
        raise DemoError(f'{state} is not empty and was not made by the demo: give --state another folder')
    state.mkdir(parents=True, exist_ok=True)
    mark = (state / MARK).open('a')
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        mark.close()
        raise DemoError(
            f'another demo is running with the state {state}: end it, or give --state another folder'
        ) from None
    return mark


def forget(state: Path, *keep: Path) -> None:
    """Remove what is in the folder, except for its mark and what is to be kept."""
    for path in state.iterdir():
        if path in (state / MARK, *keep):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
