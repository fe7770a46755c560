"""The components of a deployment as rows of its page: of many, those that somebody looks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from murano_panel.deployments import markup
from murano_panel.deployments.markup import NOTHING
from murano_panel.deployments.picture import BAR, Picture, picture_json
from murano_panel.deployments.progress_json import component_json
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import ComponentProgress, Progress
from murano_panel.web.addresses import COMPONENT, address
from murano_panel.web.paging import ROWS_PER_PAGE
from murano_panel.web.text import linked, literal


@dataclass(frozen=True)
class DeploymentRow:
    """A component: all that its template shows, escaped, in words, or as numbers of SVG. One without an id is empty.

    elapsed, queue, axis, lines: what is the same for all, as ``picture_json()`` tells it. url: its page, '' for one
    that is being removed. start, whole: of its bar, '' before its first report. fraction: '' where it is not known.
    """

    elapsed: str
    queue: str
    axis: str
    lines: str
    id: SafeString = NOTHING
    url: str = ''
    name: SafeString = NOTHING
    application: SafeString = NOTHING
    class_name: SafeString = NOTHING
    removed: bool = False
    state: str = ''
    icon: str = ''
    role: str = 'default'
    label: str = ''
    fraction: str = ''
    shows_fraction: bool = False
    text: SafeString = NOTHING
    time: str = ''
    height: str = str(BAR)
    start: str = ''
    whole: str = ''
    marks: SafeString = NOTHING
    critical: SafeString = NOTHING
    phase_count: str = ''
    phases: SafeString = NOTHING
    # The words of reports may hold secrets.
    is_kept: bool = False


def in_view(found: Progress, wants_all: bool) -> Sequence[ComponentProgress]:
    """Of many, those that failed, then those at work, then those to come; in the order in which all would stand."""
    components = found.components
    if wants_all or len(components) <= ROWS_PER_PAGE:
        return components
    chosen = {item.id for item in sorted(components, key=_rank)[:ROWS_PER_PAGE]}
    return [item for item in components if item.id in chosen]


def _rank(item: ComponentProgress) -> int:
    state = item.state
    return 0 if state.is_bad else 1 if state.is_running or state.is_silent else 2 if not state.is_final else 3


def rows(plan: Plan, components: Sequence[ComponentProgress], drawn: Picture, elapsed: int) -> list[DeploymentRow]:
    """The rows of those in view, and behind them an empty one, of which the script makes others."""
    told = picture_json(plan, drawn)
    shared = str(elapsed), str(told['queue']), str(told['axis']['length']), told['axis']['lines']
    found = [component_json(item, drawn.timeline.bars[item.id]) for item in components]
    return [*(_row(plan, item, shared) for item in found), DeploymentRow(*shared, phase_count=_phase_count(0))]


def _row(plan: Plan, item: dict[str, Any], shared: tuple[str, str, str, str]) -> DeploymentRow:
    state, bar = item['state'], item['bar']
    return DeploymentRow(
        *shared,
        id=literal(item['id']),
        url='' if item['removed'] else address(COMPONENT, plan.environment_id, item['id']),
        name=literal(item['name']),
        application=literal(item['application']),
        class_name=literal(item['class_name']),
        removed=item['removed'],
        state=state['code'],
        icon=state['icon'],
        role=state['role'],
        label=state['label'],
        fraction='' if item['fraction'] is None else str(item['fraction']),
        shows_fraction=state['is_running'] and item['fraction'] is not None,
        text=linked(item['text']),
        time=item['time'],
        height=str(bar['height']),
        start='' if bar['start'] is None else str(bar['start']),
        whole=str(bar['whole']),
        marks=markup.phase_marks(bar['phases']),
        critical=markup.path_mark(bar),
        phase_count=_phase_count(bar['count']),
        phases=markup.phase_items(bar['phases']),
    )


def _phase_count(number: int) -> str:
    return ngettext('%(n)s phase', '%(n)s phases', number) % {'n': number}
