"""The components of a deployment as rows of its page: of many, those that somebody looks for."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from murano_panel.deployments import markup
from murano_panel.deployments.markup import HIDDEN, NOTHING, attribute, hidden_unless
from murano_panel.deployments.picture import BAR, Picture, picture_json
from murano_panel.deployments.progress_json import component_json
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import ComponentProgress, Progress
from murano_panel.web.addresses import COMPONENT, address
from murano_panel.web.text import linked, literal

# Of more components than MANY, as many as fill its box twice.
MANY, SHOWN_OF_MANY = 50, 25
DEFAULT = literal('default')


@dataclass(frozen=True)
class DeploymentRow:
    """A component: all that its template shows, escaped, in words, or as numbers of SVG. One without an id is empty.

    queue, axis, lines: what is the same for all, as ``picture_json()`` tells it. link: to its page, as an attribute;
    none of one that is being removed. waiting: seconds until its first report, or up to now. at, whole: of its bar.
    no_…: what hides the part that shows it.
    """

    queue: int
    axis: int
    lines: SafeString
    waiting: float
    id: SafeString = NOTHING
    link: SafeString = NOTHING
    name: SafeString = NOTHING
    application: SafeString = NOTHING
    class_name: SafeString = NOTHING
    no_removal: SafeString = HIDDEN
    state: SafeString = NOTHING
    icon: SafeString = NOTHING
    role: SafeString = DEFAULT
    label: SafeString = NOTHING
    fraction: SafeString = NOTHING
    no_fraction: SafeString = HIDDEN
    text: SafeString = NOTHING
    time: SafeString = NOTHING
    height: int = BAR
    at: SafeString = NOTHING
    whole: float = 0
    marks: SafeString = NOTHING
    critical: SafeString = NOTHING
    no_critical: SafeString = HIDDEN
    phase_count: SafeString = NOTHING
    phases: SafeString = NOTHING
    no_phases: SafeString = HIDDEN


NAMES = [item.name for item in fields(DeploymentRow)]


def in_view(found: Progress, wants_all: bool) -> Sequence[ComponentProgress]:
    """Of many, those that failed, then those at work, then those to come; in the order in which all would stand."""
    components = found.components
    if wants_all or len(components) <= MANY:
        return components
    chosen = {item.id for item in sorted(components, key=_rank)[:SHOWN_OF_MANY]}
    return [item for item in components if item.id in chosen]


def _rank(item: ComponentProgress) -> int:
    state = item.state
    return 0 if state.is_bad else 1 if state.is_running or state.is_silent else 2 if not state.is_final else 3


def rows(plan: Plan, components: Sequence[ComponentProgress], drawn: Picture, elapsed: int) -> list[DeploymentRow]:
    """The rows of those in view, and behind them an empty one, of which the script makes others."""
    told = picture_json(plan, drawn)
    shared = told['queue'], told['axis']['length'], literal(told['axis']['lines'])
    found = [component_json(item, drawn.timeline.bars[item.id]) for item in components]
    empty = DeploymentRow(*shared, elapsed, phase_count=_phases(0))
    return [*(_row(plan, item, shared, elapsed) for item in found), empty]


def _row(plan: Plan, item: dict[str, Any], shared: tuple[int, int, SafeString], elapsed: int) -> DeploymentRow:
    state, bar = item['state'], item['bar']
    return DeploymentRow(
        *shared,
        waiting=elapsed if bar['start'] is None else bar['start'],
        id=literal(item['id']),
        link=NOTHING if item['removed'] else attribute('href', address(COMPONENT, plan.environment_id, item['id'])),
        name=literal(item['name']),
        application=literal(item['application']),
        class_name=literal(item['class_name']),
        no_removal=hidden_unless(item['removed']),
        state=literal(state['code']),
        icon=literal(state['icon']),
        role=literal(state['role']),
        label=literal(state['label']),
        fraction=NOTHING if item['fraction'] is None else attribute('value', item['fraction']),
        no_fraction=hidden_unless(state['is_running'] and item['fraction'] is not None),
        text=linked(item['text']),
        time=literal(item['time']),
        height=bar['height'],
        at=NOTHING if bar['start'] is None else attribute('x', bar['start']),
        whole=bar['whole'],
        marks=markup.phase_marks(bar['phases']),
        critical=markup.path_mark(bar),
        no_critical=hidden_unless(bar['critical']),
        phase_count=_phases(bar['count']),
        phases=markup.phase_items(bar['phases']),
        no_phases=hidden_unless(bar['phases']),
    )


def _phases(number: int) -> SafeString:
    return literal(ngettext('%(n)s phase', '%(n)s phases', number) % {'n': number})
