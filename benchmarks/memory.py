"""Memory of Horizon's worker while it serves our pages, one after the other: caches fill, then it should stay."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

from benchmarks.cloud import Cloud
from benchmarks.scenes import Scene

STOPS = (0, 100, 300, 500)
# Pages that take longer would take all the time; seconds.
PATIENCE = 3


def measure(
    cloud: Cloud, scenes: Iterable[Scene], stops: Iterable[int] = STOPS, say: Callable[[str], None] = print
) -> None:
    """Prints a line for each number of pages; before the first one each page has been served once."""
    worker, served = cloud.worker, 0
    pages = cycle([scene for scene in scenes if _seconds(scene) < PATIENCE])
    say(f'{"pages served":>12}{"RSS MB":>8}{"PSS MB":>8}')
    for stop in stops:
        for scene in islice(pages, stop - served):
            scene.browser.page(scene.path)
        served = stop
        memory = (Path('/proc') / str(worker) / 'smaps_rollup').read_text()
        rss, pss = (int(found) / 1024 for found in re.findall(r'^(?:Rss|Pss): +(\d+)', memory, re.MULTILINE))
        say(f'{served:>12}{rss:>8.1f}{pss:>8.1f}')


def _seconds(scene: Scene) -> float:
    began = time.monotonic()
    scene.browser.page(scene.path)
    return time.monotonic() - began
