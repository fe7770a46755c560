"""``python -m murano_panel.environment_file check FILE …``: whether files of environments can be read.

For people's own pipelines: needs neither a cloud nor Horizon's settings. Exit codes: 0 all are fine, 1 mistakes were
found, 2 wrong arguments or a file that cannot be opened.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from murano_panel.domain.environment_file import keys
from murano_panel.domain.environment_file.faults import BadFile
from murano_panel.domain.environment_file.parsing import MAX_BYTES
from murano_panel.domain.environment_file.reading import read
from murano_panel.domain.model.versions import CORE
from murano_panel.domain.package.reading import read_candidate

FINE, MISTAKES, UNUSABLE = 0, 1, 2
# Of a package's zip.
_LARGEST_PACKAGE = 64 * 1024 * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code; what is wrong is printed as ``FILE:LINE: what, and what to do (place)``."""
    parser = argparse.ArgumentParser(prog='python -m murano_panel.environment_file', description=__doc__)
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser('check', help='check files of environments')
    check.add_argument('files', nargs='+', metavar='FILE', help='a file; "-" reads the standard input')
    check.add_argument('--packages', type=Path, metavar='DIR', help='zips of packages that define all classes')
    given = parser.parse_args(arguments)
    if given.packages is not None and not given.packages.is_dir():
        parser.error(f'no folder: {given.packages}')
    known = None if given.packages is None else set(_classes_in(given.packages))
    return max(_check(name, known) for name in given.files)


def _check(name: str, known: set[str] | None) -> int:
    try:
        content = _content(name)
    except OSError as error:
        print(f'{name}: {error.strerror}', file=sys.stderr)
        return UNUSABLE
    try:
        document = read(content)
    except BadFile as error:
        for problem in error.problems:
            place = f' ({problem.path})' if problem.path else ''
            print(f'{name}:{problem.line or 1}: {problem.sentence}{place}')
        return MISTAKES
    missing = sorted(_classes_of(document.components) - known) if known is not None else []
    for class_name in missing:
        print(f'{name}: No package defines the class "{class_name}".')
    if missing:
        return MISTAKES
    print(f'{name}: components: {len(document.components)}, nothing wrong.')
    return FINE


def _content(name: str) -> bytes:
    """One byte more than is read at most says that it is too much."""
    if name == '-':
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open('rb') as file:
        return file.read(MAX_BYTES + 1)


def _classes_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob('*.zip')):
        candidate = read_candidate(path.name, path.read_bytes(), most_bytes=_LARGEST_PACKAGE)
        if candidate.manifest:
            yield from candidate.manifest.class_names


def _classes_of(node: Any) -> set[str]:
    """Those of objects, without Murano's own."""
    if isinstance(node, list):
        return set().union(*map(_classes_of, node))
    if not isinstance(node, dict):
        return set()
    own = {node[keys.CLASS]} if keys.CLASS in node else set()
    found = own.union(*(_classes_of(value) for key, value in node.items() if key not in keys.KEPT))
    return {name for name in found if not f'{name}.'.startswith(f'{CORE}.')}


if __name__ == '__main__':
    sys.exit(main())
