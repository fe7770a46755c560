"""What the page of a deployment makes of its reports.

Murano changes nothing of a deployment that has ended. So what its page makes of it is made once for all of its project
who look, and kept in the cache, sealed; of one that runs it is made by each look, but for what it changes, which was
known at its start. What depends on the user, such as rights and tokens, is no part of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from murano_panel.deployments import component_rows, earlier, markup, plans
from murano_panel.deployments.about import About
from murano_panel.deployments.picture import picture
from murano_panel.deployments.progress_json import as_json, gone_json, reason_json
from murano_panel.domain.records import Environment
from murano_panel.domain.state.deployment import ending_of
from murano_panel.domain.state.log import Excerpt, Question, excerpt
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.state import State
from murano_panel.web import applications, now, rendering, shared, silence, watched

# The newest lines, which the page comes with; the script asks for the others when they are wanted. Where some are asked
# for, a part of the log.
NEWEST_LINES, LINES_IN_PART = 100, 200
_ROW = 'murano_panel/deployments/deployment/_component.html'
_CHANGES_TEMPLATE = 'murano_panel/deployments/deployment/_changes.html'


@dataclass(frozen=True)
class Drawn:
    """Plain data, in the language and the time zone of who looks.

    data: as the page's script wants it. reason: why it failed, None as long as it has not. others: how many other
    environments are silent as well, see ``silence.others()``.
    shown: how many of the ``components`` have a row. log: without its lines, of which ``lines_shown`` of ``total`` are
    in the page.
    pieces: HTML, escaped. ``rows`` of components; an ``empty_row``, of which the script makes others; ``lines`` of the
    log; ``options``, the components that it can be narrowed to.
    """

    plan: Plan
    state: State
    started: datetime
    finished: datetime | None
    elapsed_s: int
    others: int
    data: Mapping[str, Any]
    reason: Mapping[str, Any] | None
    components: int
    shown: int
    log: Excerpt
    lines_shown: int
    total: int
    pieces: Mapping[str, str]

    @property
    def html(self) -> Mapping[str, SafeString]:
        """The pieces for templates: they were escaped when they were made, and lay sealed since."""
        return {name: SafeString(piece) for name, piece in self.pieces.items()}


_DRAWN: shared.Kind[Drawn] = shared.Kind('drawn', Drawn, seconds=3600)
_CHANGES: shared.Kind[str] = shared.Kind('changes', str, seconds=3600)


def drawn(
    request: HttpRequest, environment: Environment, known: About, question: Question, *, all_components: bool
) -> Drawn:
    """For a page that has read its environment. One call; none where it is long over, and somebody has looked.

    question: what of the log is asked for.
    """

    def draw() -> Drawn:
        return _draw(request, environment, known, question, all_components=all_components)

    if all_components or question != Question() or not watched.is_settled(known.deployment):
        return draw()
    return shared.once(request, _DRAWN, _about(request, environment, known), draw)


def changes(request: HttpRequest, environment: Environment, known: About) -> SafeString:
    """HTML of what it changes, '' for actions and deletions; for a page that has read its environment. No call."""
    if known.changed is None:
        return SafeString()

    def draw() -> str:
        return _plain(render_to_string(_CHANGES_TEMPLATE, {'changed': known.changed}))

    return SafeString(shared.once(request, _CHANGES, _about(request, environment, known), draw))


def _about(request: HttpRequest, environment: Environment, known: About) -> Sequence[str]:
    """All that it depends on beside what Murano changes no more: names above all, which people do change."""
    parts = [*environment.components, *known.deployment.components]
    return [
        environment.id,
        known.deployment.id,
        environment.name,
        environment.updated.isoformat(),
        str(sorted(applications.names(request, parts).items())),
        get_language() or '',
        get_current_timezone_name(),
        get_script_prefix(),
    ]


def _draw(
    request: HttpRequest, environment: Environment, known: About, question: Question, *, all_components: bool
) -> Drawn:
    deployment = known.deployment
    plan = plans.plan(request, deployment, environment)
    if not deployment.finished:
        plans.remember(request, plan)
    reports = watched.reports_of(request, deployment)
    found = now.progress(plan, reports, ending_of(deployment))
    earlier.learn(request, plan, known.own, found)
    runs = None if found.finished else earlier.history(request, environment.id, known.own, known.earlier)
    pictured = picture(plan, reports, found, runs)
    others = silence.others(request, environment.id) if found.state.is_silent else 0
    shown = component_rows.in_view(found, wants_all=all_components)
    listed = component_rows.rows(plan, shown, pictured, found.elapsed_s)
    *rows, empty_row = rendering.filled_in(_ROW, listed, component_rows.NAMES)
    log = excerpt(found.lines, question, NEWEST_LINES if question == Question() else LINES_IN_PART)
    return Drawn(
        plan=plan,
        state=found.state,
        started=found.started,
        finished=found.finished,
        elapsed_s=found.elapsed_s,
        others=others,
        data={**as_json(plan, found, pictured, others=others, in_page=shown), 'gone': gone_json(plan)},
        reason=reason_json(plan, found),
        components=len(found.components),
        shown=len(rows),
        log=replace(log, lines=()),
        lines_shown=len(log.lines),
        total=len(found.lines),
        pieces={
            'rows': ''.join(rows),
            'empty_row': _plain(empty_row),
            'lines': _plain(markup.lines(log.lines, request.path, question.at)),
            'options': _plain(markup.options(plan.parts, question.component)),
        },
    )


def _plain(html: SafeString) -> str:
    """What is kept knows no kinds of texts."""
    return str.__str__(html)
