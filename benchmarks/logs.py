"""A log of ten thousand lines, and how long a report takes to the screen: ``python -m benchmarks.logs``.

Starts a demo of its own, or takes the one of MURANO_PANEL_BENCHMARK_DEMO. ``long``: a deployment that ended an hour ago
is given ten thousand reports in Murano's database; what do Horizon's worker and Murano spend on its page, on its
downloads and on the lines that its script asks for; and in Chromium: milliseconds to the first line, long tasks while
somebody scrolls from the newest to the oldest line, memory. ``latency``: from a report's row in Murano's database to
its line on the screen, of a deployment that reports all the time, and of one that is quiet in between. Four minutes.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from selenium import webdriver

from benchmarks.cloud import Account, Browser, Cloud, throw_away
from benchmarks.paint import chromium_in, show
from benchmarks.scenes import SLOW, add_reports

# A second that nothing else works in: the end of a page's own work.
SETTLED = """
const done = arguments[arguments.length - 1];
window.longTasks = [];
new PerformanceObserver(function (list) {
  list.getEntries().forEach(function (entry) { window.longTasks.push(entry.duration); });
}).observe({type: 'longtask', buffered: true});
const first = function () {
  const line = document.querySelector('.murano-line');
  if (!line || document.readyState !== 'complete') { setTimeout(first, 20); return; }
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const at = paint ? paint.startTime : performance.now();
  setTimeout(function () { done({first: at, tasks: window.longTasks}); }, 1000);
};
first();
"""
# From the newest line to the oldest, most of a box in each frame, through whatever has to be fetched on the way.
SCROLL = """
const done = arguments[arguments.length - 1];
const box = document.querySelector('[data-murano-log-box]');
const more = document.querySelector('[data-murano-log-earlier]');
const began = performance.now();
let frames = 0, worst = 0, last = began, still = 0;
window.longTasks = [];
box.scrollTop = box.scrollHeight;
const step = function (now) {
  frames += 1;
  worst = Math.max(worst, now - last);
  last = now;
  if (box.scrollTop > 0) { still = 0; box.scrollTop -= box.clientHeight * 0.8; }
  else if (!more.hidden) { still = 0; if (!more.disabled) { more.click(); } }
  else { still += 1; }
  if (still > 60 || now - began > 60000) {
    done({ms: now - began, frames: frames, worst: worst, tasks: window.longTasks});
  } else { requestAnimationFrame(step); }
};
requestAnimationFrame(step);
"""
# Typed as people do: one letter after the other.
SEARCH = """
const done = arguments[arguments.length - 1];
const field = document.querySelector('[data-murano-log-search]');
window.longTasks = [];
const letters = Array.from('component 7');
let spent = 0;
const type = function () {
  if (!letters.length) { setTimeout(function () { done({ms: spent, tasks: window.longTasks}); }, 1500); return; }
  field.value += letters.shift();
  const began = performance.now();
  field.dispatchEvent(new Event('input', {bubbles: true}));
  spent = Math.max(spent, performance.now() - began);
  setTimeout(type, 120);
};
type();
"""
SEEN = """
window.seen = {};
const note = function (items) {
  items.forEach(function (item) {
    if (item.id && item.id.startsWith('line-') && !(item.id in window.seen)) { window.seen[item.id] = Date.now(); }
  });
};
note(document.querySelectorAll('.murano-line'));
window.already = Object.keys(window.seen);
new MutationObserver(function () { note(document.querySelectorAll('.murano-line')); })
  .observe(document.querySelector('[data-murano-log-lines]'), {childList: true, subtree: true});
"""


def long_log(owner: Account, number: int) -> str:
    """The page of a deployment that has ended with so many reports of ten components."""
    parts = [
        {'?': {'id': uuid.uuid4().hex, 'name': f'component {n}', **SLOW}, 'steps': 1, 'pace': 0} for n in range(10)
    ]
    environment = owner.environment(f'long {uuid.uuid4().hex[:6]}', parts)
    deployment = owner.deploy(environment)
    with owner.cloud.database() as database:
        add_reports(database, deployment, [part['?']['id'] for part in parts], number)
        ended = str(datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=1))
        database.execute('UPDATE task SET finished = ? WHERE id = ?', [ended, deployment])
    return f'/app-catalog/environments/{environment}/deployments/{deployment}/'


def served(cloud: Cloud, browser: Browser, path: str, rounds: int) -> None:
    """What the server spends on each of the addresses of a long log."""
    print(f'{"10,000 lines, ended":<34}{"ms":>8}{"Murano":>8}{"CPU":>8}{"kB":>9}')
    for what, tail in (
        ('page', ''),
        ('its script: earlier lines', 'earlier/'),
        ('download, text', 'log/'),
        ('download, JSON', 'log/?format=json'),
    ):
        looks = []
        for _ in range(rounds):
            mark, cpu, began = cloud.log.mark(), _cpu(cloud.worker), time.monotonic()
            size = len(browser.page(path + tail))
            took = 1000 * (time.monotonic() - began)
            looks.append((took, 1000 * sum(cloud.log.since(mark)), 1000 * (_cpu(cloud.worker) - cpu), size / 1000))
        if not tail:
            print(_row('page, first look', looks[:1]))
        print(_row(what, looks[1:] or looks))


def _row(what: str, looks: list[tuple[float, ...]]) -> str:
    took, murano, cpu, size = (statistics.median(values) for values in zip(*looks, strict=True))
    return f'{what:<34}{took:>8.0f}{murano:>8.0f}{cpu:>8.0f}{size:>9.1f}'


def _cpu(pid: int) -> float:
    fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def shown(chromium: webdriver.Chrome, cloud: Cloud, browser: Browser, path: str) -> None:
    """What the same log costs in a browser."""
    for _ in range(2):  # the first look fills its cache
        show(chromium, cloud, browser, path)
        first = chromium.execute_async_script(SETTLED)
    print(f'\n{"in Chromium":<34}{"ms":>8}{"long tasks":>12}{"longest":>9}{"heap MB":>9}{"nodes":>8}')
    print(_spent('first line', first['first'], first['tasks'], chromium))
    scrolled = chromium.execute_async_script(SCROLL)
    rate = 1000 * scrolled['frames'] / scrolled['ms']
    print(_spent(f'scrolled to the first, {rate:.0f} frames/s', scrolled['ms'], scrolled['tasks'], chromium))
    found = chromium.execute_async_script(SEARCH)
    print(_spent('a word typed, per letter at most', found['ms'], found['tasks'], chromium))


def _spent(what: str, took: float, tasks: list[float], chromium: webdriver.Chrome) -> str:
    chromium.execute_cdp_cmd('HeapProfiler.collectGarbage', {})
    chromium.execute_cdp_cmd('Performance.enable', {})
    metrics = {one['name']: one['value'] for one in chromium.execute_cdp_cmd('Performance.getMetrics', {})['metrics']}
    longest = max(tasks, default=0)
    heap, nodes = metrics['JSHeapUsedSize'] / 1e6, metrics['Nodes']
    return f'{what:<34}{took:>8.0f}{f"{len(tasks)}, {sum(tasks):.0f} ms":>12}{longest:>9.0f}{heap:>9.1f}{nodes:>8.0f}'


def latency(chromium: webdriver.Chrome, cloud: Cloud, owner: Account, pause: float, seconds: float) -> None:
    """From the row to the line, of a deployment that reports every ``pause`` seconds on average, at random moments."""
    parts = [{'?': {'id': uuid.uuid4().hex, 'name': 'slow', **SLOW}, 'steps': 500, 'pace': 20}]
    environment = owner.environment(f'latency {uuid.uuid4().hex[:6]}', parts)
    deployment = owner.deploy(environment, wait=False)
    show(chromium, cloud, owner.browser(), f'/app-catalog/environments/{environment}/deployments/{deployment}/')
    chromium.execute_script(SEEN)
    written, mark, until = {}, cloud.log.mark(), time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(random.expovariate(1 / pause))
        at, own = str(datetime.now(UTC).replace(tzinfo=None)), uuid.uuid4().hex
        with cloud.database() as database:
            database.execute(
                'INSERT INTO status (created, updated, id, entity_id, task_id, text, level) '
                'VALUES (?, ?, ?, ?, ?, ?, ?)',
                [at, at, own, parts[0]['?']['id'], deployment, 'Written by the benchmark', 'info'],
            )
        written[f'line-{own}'] = time.time()
    calls = len(cloud.log.since(mark)) * 60 / seconds
    time.sleep(15)  # as long as the slowest poll and its answer take
    seen: dict[str, Any] = chromium.execute_script('return window.seen')
    owner.call('DELETE', f'/environments/{environment}?abandon=true')
    took = sorted(seen[own] / 1000 - at for own, at in written.items() if own in seen)
    print(
        f'a report each {pause:g} s: from the database to the screen, {len(took)} of {len(written)}: '
        f'median {statistics.median(took):.2f} s, 95th percentile {took[int(len(took) * 0.95)]:.2f} s, '
        f'worst {took[-1]:.2f} s; {calls:.0f} calls to Murano a minute'
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('parts', nargs='*', metavar='PART', help='of long, latency; both without')
    options.add_argument('--lines', type=int, default=10_000, help='up to 50,000')
    options.add_argument('--seconds', type=float, default=60, help='for which the live page is watched, up to 300')
    chosen = options.parse_args()
    parts = chosen.parts or ('long', 'latency')
    with throw_away() as cloud, tempfile.TemporaryDirectory() as profile:
        print(f'load {os.getloadavg()[0]:.1f}')
        owner = cloud.account('bench-logs')
        chromium = chromium_in(profile)
        try:
            if 'long' in parts:
                path, browser = long_log(owner, min(chosen.lines, 50_000)), owner.browser()
                served(cloud, browser, path, 5)
                shown(chromium, cloud, browser, path)
            if 'latency' in parts:
                latency(chromium, cloud, owner, 0.7, min(chosen.seconds, 300))
                latency(chromium, cloud, owner, 10, min(chosen.seconds, 300))
        finally:
            chromium.quit()
        print(f'load {os.getloadavg()[0]:.1f}')


if __name__ == '__main__':
    main()
