"""How far off the page of a deployment is about what is left: ``python -m benchmarks.estimates``.

Starts a demo of its own (or takes the one of MURANO_PANEL_BENCHMARK_DEMO), deploys a series of environments whose
durations and components vary, and keeps what Murano tells of each. Then each deployment is replayed: at 25, 50 and 75 %
of its time the estimate is given the reports that Murano had by then, and those deployments as earlier runs that had
ended by then. Twelve minutes; --record FILE keeps the series, --replay FILE needs no cloud.
"""

from __future__ import annotations

import argparse
import json
import statistics
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.cloud import Account, throw_away
from benchmarks.scenes import SAMPLES, SLOW
from murano_panel.api.shapes.deployments import DEPLOYMENT, REPORT
from murano_panel.api.shapes.reading import read_rows
from murano_panel.domain.records import Deployment, Report
from murano_panel.domain.state.estimate import Estimate, History, estimate
from murano_panel.domain.state.phases import by_component
from murano_panel.domain.state.plan import Plan, plan_of
from murano_panel.domain.state.runs import Run, Track, runs_of, tracks_of

SHARES = (0.25, 0.5, 0.75)

Component = dict[str, Any]


@dataclass(frozen=True)
class Recorded:
    """One deployment of the series with its reports. what: how it differs from those before."""

    what: str
    deployment: Deployment
    reports: tuple[Report, ...]

    @property
    def seconds(self) -> float:
        assert self.deployment.finished
        return (self.deployment.finished - self.deployment.started).total_seconds()


def _part(kind: str, name: str, **properties: Any) -> Component:
    version = {'classVersion': SLOW['classVersion']} if kind == 'SlowApp' else {}
    return {'?': {'id': uuid.uuid4().hex, 'type': f'{SAMPLES}.{kind}', 'name': name, **version}, **properties}


def _cluster(name: str, nodes: int, pace: int) -> Component:
    made = [_part('ClusterNode', f'node {number}', label=f'node {number}', pace=pace) for number in range(1, nodes + 1)]
    return _part('ContainerCluster', name, nodes=made, pace=pace)


def series() -> Iterator[tuple[str, str, list[Component]]]:
    """(environment, how this deployment differs, its components): three environments of one project."""
    job = _part('SlowApp', 'job', steps=10, pace=2)
    yield 'one', 'a job of 10 steps, the first of all', [job]
    yield 'one', 'the same again', [job]
    yield 'one', 'the same, 20 steps of 3 s', [job := {**job, 'steps': 20, 'pace': 3}]
    yield 'one', 'the same again', [job]
    host = _part('ContainerHost', 'host', pace=6)
    server = _part('ContainerWebServer', 'web', host=host['?']['id'], pace=5)
    yield 'one', 'with a host and a web server, never deployed before', [job, host, server]
    yield 'one', 'the same again: the host is there already', [job, host, server]
    quick = {**job, 'steps': 5}
    yield 'one', 'the job is short now', [quick, host, server]
    site = [_part('ContainerHost', 'host', pace=6)]
    site.append(_part('ContainerWebServer', 'web', host=site[0]['?']['id'], pace=5))
    yield 'two', 'host and web server in another environment', site
    registry = _part('ImageRegistry', 'registry', host=site[0]['?']['id'], pace=4)
    balancer = _part(
        'LoadBalancedSite',
        'site',
        server=site[1]['?']['id'],
        registry=registry['?']['id'],
        domain='shop.example',
        pace=7,
    )
    yield 'two', 'with registry and balancer, never deployed before', [*site, registry, balancer]
    yield 'two', 'the same again', [*site, registry, balancer]
    slower = [{**part, 'pace': 2 * part['pace']} for part in (*site, registry, balancer)]
    yield 'two', 'the same, half as fast', slower
    yield 'two', 'the same again', slower
    cluster = _cluster('cluster', 3, 8)
    yield 'three', 'a cluster of 3 nodes, never deployed before', [cluster]
    other = _cluster('other', 5, 8)
    yield 'three', 'a second one of 5', [cluster, other]
    yield 'three', 'the same again', [cluster, other]
    yield 'three', 'a job of 12 steps beside', [cluster, other, _part('SlowApp', 'job', steps=12, pace=5)]


def record(owner: Account) -> Iterator[dict[str, Any]]:
    """Deploys the series; what Murano tells of each deployment, in its own words."""
    environments: dict[str, str] = {}
    for name, what, components in series():
        if name in environments:
            own_id = environments[name]
            deployment = owner.deploy(own_id, partial(_change, owner, components))
        else:
            own_id = environments[name] = owner.environment(f'{name} {uuid.uuid4().hex[:6]}', components)
            deployment = owner.deploy(own_id)
        told = owner.call('GET', f'/environments/{own_id}/deployments')['deployments'][0]
        reports = owner.call('GET', f'/environments/{own_id}/deployments/{deployment}')['reports']
        print(f'deployed: {name}, {what}', flush=True)
        yield {'what': f'{name}: {what}', 'deployment': told, 'reports': reports}


def _change(owner: Account, wanted: Sequence[Component], path: str, session: str) -> None:
    """What deployments have written into components, such as addresses, stays."""
    there = {item['?']['id']: item for item in owner.call('GET', f'{path}/services', session=session)}
    parts = [{**there.get(item['?']['id'], {}), **item} for item in wanted]
    owner.call('PUT', f'{path}/services', parts, session=session)


def recorded(data: Sequence[dict[str, Any]]) -> list[Recorded]:
    """What record() has kept, as the plugin reads it, in the order in which it was deployed."""
    return [
        Recorded(
            item['what'],
            read_rows(json.dumps({'rows': [item['deployment']]}).encode(), 'rows', DEPLOYMENT)[0],
            tuple(read_rows(json.dumps({'rows': item['reports']}).encode(), 'rows', REPORT)),
        )
        for item in data
    ]


def history(of: Recorded, before: Sequence[Recorded]) -> History:
    """What a page of it knows: the runs of its environment, and the components of other environments, newest first."""
    own_first = [of, *(item for item in before[::-1] if _environment(item) == _environment(of))]
    own, *runs = runs_of([item.deployment for item in own_first])
    known = tuple(_with_tracks(run, item) for run, item in zip(runs, own_first[1:], strict=True))
    others: list[Track] = []
    for name in {_environment(item) for item in before} - {_environment(of)}:
        there = [item for item in before[::-1] if _environment(item) == name]
        for run, item in zip(runs_of([item.deployment for item in there]), there, strict=True):
            others += _with_tracks(run, item).tracks or ()
    return History(own, known, tuple(others))


def _environment(item: Recorded) -> str:
    return item.deployment.environment_id


def _plan(item: Recorded) -> Plan:
    return plan_of(item.deployment, item.deployment.components, '')


def _with_tracks(run: Run, item: Recorded) -> Run:
    about = _plan(item)
    return replace(run, tracks=tracks_of(run, about, by_component(about, item.reports)))


def at(item: Recorded, share: float, known: History | None) -> tuple[Estimate, float]:
    """What the page would have told at this share of its time, and how many seconds were left."""
    moment = item.deployment.started + timedelta(seconds=item.seconds * share)
    reports = [report for report in item.reports if report.created <= moment]
    about = _plan(item)
    return estimate(about, by_component(about, reports), known, moment), item.seconds * (1 - share)


def replay(items: Sequence[Recorded]) -> None:
    """A row for each deployment, then how far off all of them were. Off: the middle of the range, by the whole time."""
    head = ''.join(f'{f"at {share:.0%}: told":>15} {"left":>5} {"off":>5} {"%":>4}' for share in SHARES)
    print(f'{"deployment":<58} {"s":>4}{head}')
    off: dict[float, list[float]] = {share: [] for share in SHARES}
    within: dict[float, list[bool]] = {share: [] for share in SHARES}
    percent: dict[float, list[float]] = {share: [] for share in SHARES}
    for index, item in enumerate(items):
        known, cells = history(item, items[:index]), []
        for share in SHARES:
            found, left = at(item, share, known)
            told = f'{found.left[0]}–{found.left[1]} s' if found.left else 'late' if found.is_late else '–'
            error = ''
            if found.left:
                off[share].append(abs(sum(found.left) / 2 - left) / item.seconds)
                within[share].append(found.left[0] <= left <= found.left[1])
                error = f'{off[share][-1]:.0%}'
            if found.fraction is not None:
                percent[share].append(abs(found.fraction - share))
            done = '' if found.fraction is None else f'{100 * found.fraction:.0f}'
            cells.append(f'{told:>15} {left:>5.0f} {error:>5} {done:>4}')
        print(f'{item.what[:58]:<58} {item.seconds:>4.0f}{"".join(cells)}')
    for share in SHARES:
        errors = sorted(off[share])
        nearly = errors[int(0.9 * (len(errors) - 1))]
        print(
            f'at {share:.0%}: {len(errors)} of {len(items)} told; off by {statistics.median(errors):.0%} of the whole '
            f'time (median), {nearly:.0%} (9 of 10), {errors[-1]:.0%} (worst); within the range {sum(within[share])}; '
            f'percent off by {100 * statistics.median(percent[share]):.0f} points (median)'
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--record', type=Path, help='where to keep the series')
    options.add_argument('--replay', type=Path, help='a series that was kept, instead of deploying')
    chosen = options.parse_args()
    if chosen.replay:
        data = json.loads(chosen.replay.read_text())
    else:
        with throw_away() as cloud:
            data = list(record(cloud.account('bench-estimates')))
    if chosen.record:
        chosen.record.write_text(json.dumps(data))
    replay(recorded(data))


if __name__ == '__main__':
    main()
