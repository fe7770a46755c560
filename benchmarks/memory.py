"""Memory of Horizon's worker while it serves our pages, one after the other: caches fill, then it should stay.

Before them Horizon's own Projects page is served as often, with the same logins: what grows then is not ours.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

from benchmarks.cloud import Cloud
from benchmarks.scenes import PROJECTS, Scene

STOPS = (0, 100, 300, 500)
# Pages that take longer would take all the time; seconds.
PATIENCE = 3


def measure(
    cloud: Cloud, scenes: Iterable[Scene], stops: Iterable[int] = STOPS, say: Callable[[str], None] = print
) -> None:
    """Prints a line for each number of pages; before the first one each of ours has been served once."""
    chosen = [scene for scene in scenes if _seconds(scene) < PATIENCE]
    stops = list(stops)
    _serve(cloud, "Horizon's Projects page", [(scene, PROJECTS) for scene in chosen], stops, say)
    _serve(cloud, 'ours', [(scene, scene.path) for scene in chosen], stops, say)


def _serve(
    cloud: Cloud, what: str, pages: list[tuple[Scene, str]], stops: Iterable[int], say: Callable[[str], None]
) -> None:
    worker, served, turns = cloud.worker, 0, cycle(pages)
    say(f'{what}: pages served, MB resident (RSS), and its share of them (PSS)')
    for stop in stops:
        for scene, path in islice(turns, stop - served):
            scene.browser.page(path)
        served = stop
        memory = (Path('/proc') / str(worker) / 'smaps_rollup').read_text()
        rss, pss = (int(found) / 1024 for found in re.findall(r'^(?:Rss|Pss): +(\d+)', memory, re.MULTILINE))
        say(f'{served:>12}{rss:>8.1f}{pss:>8.1f}')


def _seconds(scene: Scene) -> float:
    began = time.monotonic()
    scene.browser.page(scene.path)
    return time.monotonic() - began
