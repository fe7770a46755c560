"""Earlier runs, which estimates of one that runs are made of: read once each, kept for all who look at their project.

A page reads none: it takes what is kept, and leaves for its ticks which runs are still to be read. A tick has one call,
and spends some of the first ones on these. What a page or a tick has read anyhow, when a deployment is over, costs
nothing. Nothing is wrong when the cache is empty: there is no number then, or a wider range.
"""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import deployments, errors
from murano_panel.domain.state.estimate import MAX_SAMPLES, History
from murano_panel.domain.state.phases import Own, by_component
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import Progress
from murano_panel.domain.state.runs import Run, Track, tracks_of
from murano_panel.web import sealing

# Earlier runs that ticks read for one page.
MAX_READ = 5
# Seconds for which runs are kept, and what a page leaves for its ticks.
KEPT, LEFT = 7 * 24 * 3600, 3600


@dataclass(frozen=True)
class _Seen:
    """A component of a run, with where it was."""

    environment_id: str
    run_id: str
    track: Track


def history(request: HttpRequest, environment_id: str, own: Run, runs: Sequence[Run]) -> History:
    """What is known of the runs before ``own``, newest first, and of its applications elsewhere. No call."""
    kept = _recall(request, tuple[Track, ...], [_run(environment_id, run.id) for run in runs])
    known = tuple(replace(run, tracks=kept.get(_run(environment_id, run.id))) for run in runs)
    seen = _recall(request, tuple[_Seen, ...], sorted({f'class:{name}' for name in own.parts.values()}))
    elsewhere = tuple(item.track for found in seen.values() for item in found if item.environment_id != environment_id)
    found = History(own, known, elsewhere)
    _keep(request, _left(environment_id, own.id), found, LEFT)
    return found


def for_tick(request: HttpRequest, plan: Plan) -> History | None:
    """What the page has left for its ticks, and they have read since. No call."""
    name = _left(plan.environment_id, plan.deployment_id)
    return _recall(request, History, [name]).get(name)


def unread(known: History | None) -> Run | None:
    """The run that should be read next, None when enough is known."""
    runs = known.runs[:MAX_READ] if known else ()
    return next((run for run in runs if run.tracks is None and run.parts), None)


def read_one(request: HttpRequest, plan: Plan, known: History, run: Run) -> History:
    """With what this run reported. One call."""
    try:
        reports = deployments.reports(request, plan.environment_id, run.id)
    except errors.NotFound:
        reports = []
    learned = note(request, plan, run, by_component(plan, reports))
    found = replace(known, runs=tuple(learned if item.id == run.id else item for item in known.runs))
    _keep(request, _left(plan.environment_id, plan.deployment_id), found, LEFT)
    return found


def note(request: HttpRequest, plan: Plan, run: Run, own: Own) -> Run:
    """Keeps what the reports of a run tell, which has ended well. ``plan``: of any run of the environment. No call."""
    tracks = tracks_of(run, replace(plan, started=run.started), own)
    _keep(request, _run(plan.environment_id, run.id), tracks, KEPT)
    by_class: dict[str, list[Track]] = {}
    for track in tracks:
        by_class.setdefault(f'class:{track.class_name}', []).append(track)
    seen = _recall(request, tuple[_Seen, ...], list(by_class))
    for name, alike in by_class.items():
        fresh = [_Seen(plan.environment_id, run.id, track) for track in alike[:MAX_SAMPLES]]
        others = [item for item in seen.get(name, ()) if item.run_id != run.id]
        _keep(request, name, (*fresh, *others)[: 3 * MAX_SAMPLES], KEPT)
    return replace(run, tracks=tracks)


def learn(request: HttpRequest, plan: Plan, run: Run | None, found: Progress) -> None:
    """Keeps, for those after it, a run that has come to a good end and of which all was read. No call."""
    if run and found.finished and found.state.code == 'success' and run.parts:
        name = _run(plan.environment_id, run.id)
        if name not in _recall(request, tuple[Track, ...], [name]):
            note(request, plan, replace(run, seconds=found.elapsed_s), found.own)


def _run(environment_id: str, run_id: str) -> str:
    return f'run:{environment_id}:{run_id}'


def _left(environment_id: str, deployment_id: str) -> str:
    return f'left:{environment_id}:{deployment_id}'


def _keep(request: HttpRequest, name: str, content: Any, seconds: int) -> None:
    packed = zlib.compress(msgspec.json.encode(content), 1)
    cache.set(_key(request, name), sealing.seal(_purpose(request, name), packed), seconds)


def _recall(request: HttpRequest, kind: Any, names: Sequence[str]) -> dict[str, Any]:
    """{name: what was kept}, of those of which something is."""
    by_key = {_key(request, name): name for name in names}
    found = {}
    for key, sealed in cache.get_many(by_key).items():
        try:
            found[by_key[key]] = _opened(kind, _purpose(request, by_key[key]), sealed)
        except (sealing.BadSeal, zlib.error, msgspec.MsgspecError):
            # Of a host with another SECRET_KEY, or of another release.
            continue
    return found


# Each tick of a page needs the same again.
@lru_cache(maxsize=64)
def _opened(kind: Any, purpose: tuple[str, ...], sealed: str) -> Any:
    return msgspec.json.decode(zlib.decompress(sealing.unseal(purpose, sealed, max_age=KEPT)), type=kind)


def _key(request: HttpRequest, name: str) -> str:
    """Names of classes and regions may have characters that a cache does not take."""
    digest = hashlib.blake2b(json.dumps(_purpose(request, name)).encode(), digest_size=16).hexdigest()
    return f'murano_panel:earlier:1:{digest}'


def _purpose(request: HttpRequest, name: str) -> tuple[str, ...]:
    return 'murano_panel.earlier', request.user.services_region, request.user.project_id, name
