"""Turns the application catalog on in an installed Horizon: ``python -m murano_panel.enable [--remove] [--dry-run]``.

Writes one file, a settings snippet, into Horizon's ``local_settings.d``; nothing else is copied or changed. Free of
Django imports, so that it works before Horizon is configured.
"""

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path

# Beside the package in a checkout, inside it in a wheel.
_ENABLED = importlib.import_module('murano_panel.enabled')
SNIPPET = Path(next(iter(_ENABLED.__path__))) / 'local_settings.d' / '_90_murano_panel.py'
NEXT_STEPS = """Now let Horizon take it up:
  python -m django collectstatic --noinput --settings openstack_dashboard.settings
  python -m django compress --force --settings openstack_dashboard.settings   (with COMPRESS_OFFLINE)
and restart Horizon's workers."""


class NotEnabled(Exception):
    """Nothing was changed; ``str()`` says why."""


def settings_folder() -> Path:
    """The ``local_settings.d`` that Horizon reads: always the one inside the installed package."""
    spec = importlib.util.find_spec('openstack_dashboard')
    if spec is None or not spec.submodule_search_locations:
        raise NotEnabled('Horizon is not installed for this Python. Run the command with the Python of Horizon.')
    return Path(next(iter(spec.submodule_search_locations))) / 'local' / 'local_settings.d'


def install(folder: Path, *, dry_run: bool = False) -> str:
    """Writes the snippet, over an older one of ours; returns what was done. Raises NotEnabled, OSError."""
    target = folder / SNIPPET.name
    wanted = SNIPPET.read_text(encoding='utf-8')
    if target.exists() and target.read_text(encoding='utf-8') == wanted:
        return f'Already enabled by {target}.'
    _refuse_foreign(target)
    if dry_run:
        return f'Would write {target}:\n{wanted}'
    folder.mkdir(parents=True, exist_ok=True)
    target.write_text(wanted, encoding='utf-8')
    return f'Wrote {target}.\n{NEXT_STEPS}'


def remove(folder: Path, *, dry_run: bool = False) -> str:
    """Removes the snippet; returns what was done. Raises NotEnabled, OSError."""
    target = folder / SNIPPET.name
    if not target.exists():
        return f'Not enabled: there is no {target}.'
    _refuse_foreign(target)
    if dry_run:
        return f'Would remove {target}.'
    target.unlink()
    return f'Removed {target}.\n{NEXT_STEPS}'


def _refuse_foreign(target: Path) -> None:
    """A file of that name that does not speak of this plugin is somebody else's."""
    if target.exists() and 'murano_panel' not in target.read_text(encoding='utf-8'):
        raise NotEnabled(f'{target} is not ours; move it away first.')


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog='python -m murano_panel.enable', description=__doc__.splitlines()[0])
    parser.add_argument('--remove', action='store_true', help='turn it off again')
    parser.add_argument('--dry-run', action='store_true', help='only say what would be done')
    options = parser.parse_args(arguments)
    try:
        print((remove if options.remove else install)(settings_folder(), dry_run=options.dry_run))
    except (NotEnabled, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
