"""``python3 -m demo.clean``: remove the state of the demo and, unless told otherwise, what it has installed."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence

from .errors import DemoError
from .options import HOME, folder
from .state import forget, take


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog='python3 -m demo.clean',
        description='Remove what the demo keeps.',
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument('--state', type=folder, default=HOME, metavar='DIR', help='the state to remove')
    parser.add_argument('--keep-venvs', action='store_true', help='keep what is installed, for a quick next start')
    options = parser.parse_args(arguments)
    venvs = options.state / 'venvs'
    if not options.state.exists():
        return 0
    try:
        with take(options.state):
            forget(options.state, *([venvs] if options.keep_venvs else []))
            if not options.keep_venvs:
                shutil.rmtree(options.state)
    except DemoError as error:
        print(f'demo: {error}', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
