"""A deployment as its page hands it to the script, and as each tick brings it again."""

from collections.abc import Sequence
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from murano_panel.deployments import words
from murano_panel.deployments.picture import Picture, bar_json, picture_json
from murano_panel.domain.model.names import is_said_by
from murano_panel.domain.model.secrets import MASK, is_secret, without_secrets
from murano_panel.domain.model.words import in_words
from murano_panel.domain.records import Result
from murano_panel.domain.state import action_result, progress
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.deployment import DEPLOY
from murano_panel.domain.state.failure import Failure
from murano_panel.domain.state.plan import Part, Plan
from murano_panel.domain.state.progress import ComponentProgress, Line, Progress
from murano_panel.domain.state.state import State
from murano_panel.domain.state.timeline import Bar
from murano_panel.web import notices
from murano_panel.web.addresses import EDIT_COMPONENT, address


def as_json(
    plan: Plan,
    found: Progress,
    drawn: Picture,
    *,
    after: str = '',
    others: int = 0,
    in_page: Sequence[ComponentProgress] | None = None,
) -> dict[str, Any]:
    """All that a page shows of a deployment; ``after`` is the cursor of the page's last answer.

    others: as ``notices.notice()`` is given it. in_page: for the page itself the components that it shows; it has its
    lines, and the phases of these, as HTML. Murano can insert lines before ones a page has. ``from`` is the index at
    which ``lines`` begin: they replace all that the page holds from there on. Components that are as they were are left
    out.
    """
    # Only what the page lacks is sent, as long as what it has is still the beginning of the log.
    start = _lines_known(found.lines, after) if in_page is None else len(found.lines)
    is_new = in_page is not None or not start or after.rpartition('.')[2] != found.state.code
    return {
        'state': state_json(found.state),
        'title': words.title(plan, found.state),
        'window_title': words.window_title(plan, found.state),
        'notice': notices.notice(found.state, others),
        'finished': found.finished is not None,
        'finished_at': f'{timezone.localtime(found.finished):%H:%M:%S}' if found.finished else '',
        'elapsed': found.elapsed_s,
        'components': [
            component_json(item, drawn.timeline.bars[item.id], start)
            for item in (found.components if in_page is None else in_page)
            if is_new or _has_news(found, item, start)
        ],
        **picture_json(plan, drawn),
        'names': {part.id: part.name for part in plan.parts},
        'from': start,
        'lines': [line_json(line) for line in found.lines[start:]],
        'cursor': f'{len(found.lines)}.{found.lines[-1].id}.{found.state.code}' if found.lines else '',
        'reason': reason_json(plan, found),
    }


def _has_news(found: Progress, item: ComponentProgress, start: int) -> bool:
    """Whether any report from that index on is about it."""
    reports = found.own[item.id]
    return bool(reports) and reports[-1][0] >= start


def gone_json(plan: Plan) -> dict[str, Any]:
    """What the page shows once the environment has gone, which is also how a deletion ends."""
    state = deployment_status.GONE
    return {
        'state': state_json(state),
        'title': words.title(plan, state),
        'window_title': words.window_title(plan, state),
        'notice': _('The environment has been deleted or abandoned. Murano does not keep how its deployments ended.'),
    }


def state_json(state: State) -> dict[str, Any]:
    """A state for a script: how it is shown, and what the script asks of it."""
    asked = ('is_running', 'is_gone', 'is_good', 'has_failed', 'is_stuck')
    shown = {
        'code': state.code,
        'label': _(state.label),
        'icon': state.icon,
        'role': state.role,
        'symbol': state.symbol,
    }
    return shown | {name: getattr(state, name) for name in asked}


def component_json(item: ComponentProgress, bar: Bar, start: int = 0) -> dict[str, Any]:
    """A component's part of the progress; ``fraction`` of it that is done, 0 to 1, or None.

    start: the index of the first line that the page lacks; phases that no line from there on belongs to are left out.
    """
    return {
        'id': item.id,
        'name': item.name,
        'class_name': item.class_name,
        'application': '' if is_said_by(item.name, item.application) else item.application,
        'removed': item.removed,
        'state': state_json(item.state),
        'text': without_secrets(item.last_text),
        'elapsed': item.elapsed_s,
        'time': '' if item.elapsed_s is None else progress.duration(item.elapsed_s),
        'fraction': item.fraction,
        'bar': bar_json(bar, start),
    }


def line_json(line: Line) -> dict[str, str]:
    """Short, as there can be ten thousand of them; ``names`` has what the component is called."""
    at = f'{timezone.localtime(line.created):%Y-%m-%d %H:%M:%S %Z}'
    return {
        'id': line.id,
        'at': at,
        'level': line.level,
        'text': without_secrets(line.text),
        'component': line.component_id,
    }


def reason_json(plan: Plan, found: Progress) -> dict[str, Any] | None:
    """Why it failed, once it has: before the end an error is one line among others."""
    reason = found.reason
    if reason is None or not (found.finished or found.state.is_lost):
        return None
    part = next((part for part in plan.parts if part.id == reason.component_id), None)
    return {
        'title': _('Why it failed') if found.state.broke_off else _('What went wrong'),
        'text': without_secrets(reason.text) or _('Murano gave no reason.'),
        'component': reason.component_id,
        'name': part.name if part else '',
        'edit_url': _edit_url(plan, part),
        'advice': _advice(reason, part),
        'further': [without_secrets(text) for text in reason.further],
        'details': without_secrets(reason.details),
    }


def _advice(reason: Failure, part: Part | None) -> str:
    """What to do, with the component that it is to be done to, and with the property where one is known."""
    if not reason.advice:
        return ''
    component = _('the component “%(name)s”') % {'name': part.name} if part else _('the component')
    refused = reason.refused
    if refused is None:
        return _(reason.advice) % {'component': component}
    value = MASK if is_secret(refused.property) else refused.value
    return _(reason.advice) % {'component': component, 'property': in_words(refused.property), 'value': value}


def _edit_url(plan: Plan, part: Part | None) -> str:
    """Where the component that made a deployment fail can be put right."""
    if part is None or part.removed or plan.kind != DEPLOY:
        return ''
    return address(EDIT_COMPONENT, plan.environment_id, part.id)


def result_json(result: Result | None) -> dict[str, Any] | None:
    """What an action returned: a file's name, or HTML that shows it, and what is left out. None for nothing."""
    if result is None or result.is_exception or result.value is None:
        return None
    file = action_result.as_file(result.value)
    if file:
        return {'file': file.name, 'size': filesizeformat(len(file.content)), 'html': '', 'partial': False}
    text, partial = action_result.shown(result.value)
    shown = {'value': action_result.presented(result.value), 'text': text}
    html = render_to_string('murano_panel/actions/_result.html', shown)
    return {'file': '', 'size': '', 'html': html, 'partial': partial}


def lines_seen(after: str) -> int:
    """How many lines the page with this cursor has, 0 for a text that is no cursor."""
    count, _dot, _last = after.partition('.')
    return int(count) if count.isascii() and count.isdigit() and len(count) < 10 else 0


def _lines_known(lines: Sequence[Line], after: str) -> int:
    """How many lines the page with this cursor has: all up to its last one, or none that can be relied on."""
    known, last = lines_seen(after), after.partition('.')[2].rpartition('.')[0]
    return known if 0 < known <= len(lines) and lines[known - 1].id == last else 0
