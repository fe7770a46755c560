"""Everything that pages cost, beside Horizon's own Projects page in the same run: ``python -m benchmarks``.

Starts a demo of its own with a state that is thrown away, fills it, asks, prints tables, and ends it: ten minutes on
two quiet cores, --quick two. Read the ratios; milliseconds move with the machine and with what else it does.
"""

import argparse
import os
import time

from benchmarks import memory, packages, pages, paint
from benchmarks.cloud import throw_away
from benchmarks.scenes import FULL, QUICK, scenes

PARTS = ('pages', 'paint', 'memory', 'packages')


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('parts', nargs='*', metavar='PART', help=f'of {", ".join(PARTS)}; all without')
    options.add_argument('--quick', action='store_true', help='small numbers only')
    options.add_argument('--rounds', type=int, help='looks at each page (7, quick 3)')
    chosen = options.parse_args()
    parts = chosen.parts or PARTS
    if not set(parts) <= set(PARTS):
        options.error(f'parts are {", ".join(PARTS)}')
    rounds = chosen.rounds or (3 if chosen.quick else 7)
    with throw_away() as cloud:
        _say('the demo runs; filling it')
        found = list(scenes(cloud, QUICK if chosen.quick else FULL)) if {*parts} - {'packages'} else []
        if 'pages' in parts:
            _say('pages: asked by a script')
            pages.measure(cloud, found, rounds)
        if 'paint' in parts:
            _say('paint: shown by Chromium')
            paint.measure(cloud, found, rounds)
        if 'memory' in parts:
            _say("memory of Horizon's worker")
            memory.measure(cloud, found, (0, 20, 50) if chosen.quick else memory.STOPS)
        if 'packages' in parts:
            _say('packages: few and many')
            many = packages.scenes(cloud, packages.FEW if chosen.quick else packages.MANY)
            pages.measure(cloud, many, rounds)
    _say('done')


def _say(what: str) -> None:
    print(f'[{time.monotonic() - _BEGAN:.0f} s, load {os.getloadavg()[0]:.1f}] {what}', flush=True)


_BEGAN = time.monotonic()
main()
