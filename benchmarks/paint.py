"""When Chromium has painted a page for the first time, beside Horizon's own Projects page; with a warm cache.

FCP: first contentful paint, ms from the click on. Murano: of these, its own time, as its access log has it.
answer: when the last byte of the page was there. blocked: from then until the first paint, which is the browser's own
work. ratio: to the Projects page, shown right before, of the whole time and without Murano's. shift: how far things
moved after they were painted (0 is none, up to 0.1 is good).
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from benchmarks.cloud import Browser, Cloud
from benchmarks.scenes import PROJECTS, Scene

FLAGS = ('--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--window-size=1400,1000')
# Answers when the page is painted: in a tab that is not looked at that never happens.
PAINTED = """
const done = arguments[arguments.length - 1];
const wait = function () {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  if (!paint || document.readyState !== 'complete') { setTimeout(wait, 20); return; }
  const page = performance.getEntriesByType('navigation')[0];
  let shift = 0;
  new PerformanceObserver(function (list) {
    list.getEntries().forEach(function (entry) { shift += entry.value; });
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(function () {
    done({painted: paint.startTime, answered: page.responseEnd, ready: page.domContentLoadedEventEnd, shift: shift});
  }, 100);
};
wait();
"""


def measure(cloud: Cloud, scenes: Iterable[Scene], rounds: int, say: Callable[[str], None] = print) -> None:
    shown = [scene for scene in scenes if scene.is_page]
    with tempfile.TemporaryDirectory() as profile:
        chromium = chromium_in(profile)
        try:
            found: list[list[tuple[dict, dict]]] = [[] for _ in shown]
            for number in range(rounds + 1):
                for scene, pairs in zip(shown, found, strict=True):
                    pair = (_look(chromium, cloud, scene, PROJECTS), _look(chromium, cloud, scene, scene.path))
                    if number:  # the first look fills the browser's cache
                        pairs.append(pair)
        finally:
            chromium.quit()
    say(
        f'{"page":<34}{"Murano":>8}{"answer":>8}{"FCP":>8}{"blocked":>8}{"ready":>8}{"ratio":>8}{"-Murano":>8}{"shift":>8}'
    )
    base = [projects for pairs in found for projects, _ in pairs]
    say(_line("Horizon's Projects page", [(one, one) for one in base]))
    for scene, pairs in zip(shown, found, strict=True):
        say(_line(scene.what, pairs))


def chromium_in(profile: str) -> webdriver.Chrome:
    """A browser without a window; whoever starts it ends it."""
    options = webdriver.ChromeOptions()
    options.binary_location = '/usr/bin/chromium'
    for flag in (*FLAGS, f'--user-data-dir={profile}'):
        options.add_argument(flag)
    chromium = webdriver.Chrome(options, Service('/usr/bin/chromedriver'))
    chromium.set_page_load_timeout(120)
    chromium.set_script_timeout(60)
    return chromium


def _look(chromium: webdriver.Chrome, cloud: Cloud, scene: Scene, path: str) -> dict[str, Any]:
    mark = cloud.log.mark()
    show(chromium, cloud, scene.browser, path)
    painted = chromium.execute_async_script(PAINTED)
    return painted | {'murano': sum(cloud.log.since(mark)) * 1000}


def show(chromium: webdriver.Chrome, cloud: Cloud, browser: Browser, path: str) -> None:
    """Leads Chromium to a page, with the login of a script."""
    for cookie in browser.cookies:
        chromium.execute_cdp_cmd(
            'Network.setCookie', {'name': cookie.name, 'value': cookie.value or '', 'url': cloud.horizon}
        )
    chromium.get(cloud.horizon + path)


def _line(what: str, pairs: list[tuple[dict, dict]]) -> str:
    def median(value: Callable[[dict], float]) -> float:
        return statistics.median(value(ours) for _, ours in pairs)

    ratio = statistics.median(ours['painted'] / projects['painted'] for projects, ours in pairs)
    own = statistics.median((ours['painted'] - ours['murano']) / projects['painted'] for projects, ours in pairs)
    return (
        f'{what:<34}{median(lambda one: one["murano"]):>8.0f}{median(lambda one: one["answered"]):>8.0f}'
        f'{median(lambda one: one["painted"]):>8.0f}{median(lambda one: one["painted"] - one["answered"]):>8.0f}'
        f'{median(lambda one: one["ready"]):>8.0f}{ratio:>8.2f}{own:>8.2f}{median(lambda one: one["shift"]):>8.3f}'
    )
