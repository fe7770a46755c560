"""What each page costs the server, beside Horizon's own Projects page, which is asked right before it.

calls, Murano: what murano-api's access log says. CPU: of Horizon's worker. ratio: to the Projects page, of the whole
time, without the time that Murano took, and of CPU. first: the very first look, with nothing in any cache. rows: in
the HTML.
"""

from __future__ import annotations

import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.cloud import Cloud
from benchmarks.scenes import PROJECTS, Scene

ROW = re.compile(rb'<tr\b|<li class="murano-card\b')
UNREAD = re.compile(rb'data-murano-unread="[1-9]')
MOST_TRIES = 20
COLUMNS = (
    f'{"page":<34}{"rows":>6}{"calls":>6}{"first":>8}{"ms":>8}{"Murano":>8}{"CPU":>8}'
    f'{"ratio":>8}{"-Murano":>8}{"CPU":>7}{"kB":>8}{"gzip":>7}'
)


@dataclass
class Sample:
    """One look at a page; seconds."""

    wall: float
    cpu: float
    murano: list[float]
    content: bytes


def measure(cloud: Cloud, scenes: Iterable[Scene], rounds: int, say: Callable[[str], None] = print) -> None:
    """Prints a line for each scene: medians over the rounds."""
    scenes = list(scenes)
    worker = cloud.worker
    firsts = [_look(cloud, worker, scene, scene.address()) for scene in scenes]
    for scene in scenes:
        _settle(scene)
    pairs: list[list[tuple[Sample, Sample]]] = [[] for _ in scenes]
    for _ in range(rounds):
        for scene, found in zip(scenes, pairs, strict=True):
            found.append((_look(cloud, worker, scene, PROJECTS), _look(cloud, worker, scene, scene.address())))
    base = [projects for found in pairs for projects, _ in found]
    say(COLUMNS)
    say(_line("Horizon's Projects page", base[0], [(sample, sample) for sample in base]))
    for scene, first, found in zip(scenes, firsts, pairs, strict=True):
        say(_line(scene.what, first, found))


def _settle(scene: Scene) -> None:
    for _ in range(MOST_TRIES):
        if not scene.rest or not UNREAD.search(scene.browser.page(scene.rest)):
            return


def _look(cloud: Cloud, worker: int, scene: Scene, path: str) -> Sample:
    mark, cpu, start = cloud.log.mark(), _cpu(worker), time.perf_counter()
    content = scene.browser.page(path)
    wall = time.perf_counter() - start
    return Sample(wall, _cpu(worker) - cpu, cloud.log.since(mark), content)


def _cpu(process: int) -> float:
    """Seconds of CPU that the process has used, all threads: Linux makes the clock's number from the process's."""
    return time.clock_gettime(~process << 3 | 2)


def _line(what: str, first: Sample, pairs: list[tuple[Sample, Sample]]) -> str:
    ours = [sample for _, sample in pairs]
    last = ours[-1].content

    def median(value: Callable[[Sample], float]) -> float:
        return statistics.median(map(value, ours))

    def ratio(value: Callable[[Sample], float], of: Callable[[Sample], float]) -> float:
        return statistics.median(value(sample) / of(projects) for projects, sample in pairs)

    return (
        f'{what:<34}{len(ROW.findall(last)):>6}{median(lambda one: len(one.murano)):>6.0f}{first.wall * 1000:>8.0f}'
        f'{median(_wall) * 1000:>8.0f}{median(_murano) * 1000:>8.0f}{median(_used) * 1000:>8.0f}'
        f'{ratio(_wall, _wall):>8.2f}{ratio(_own, _wall):>8.2f}{ratio(_used, _used):>7.2f}'
        f'{len(last) / 1000:>8.1f}{len(gzip.compress(last)) / 1000:>7.1f}'
    )


def _wall(sample: Sample) -> float:
    return sample.wall


def _used(sample: Sample) -> float:
    return sample.cpu


def _murano(sample: Sample) -> float:
    return sum(sample.murano)


def _own(sample: Sample) -> float:
    return sample.wall - _murano(sample)
