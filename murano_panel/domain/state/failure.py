"""Why a deployment failed: the first error, unwrapped to what actually went wrong, its component, and advice.

The engine reports an exception as ``[its names]: message`` of the whole environment; causes and the MuranoPL stack are
only in the result's details. Messages of clouds are wrapped several times on their way through Heat.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from murano_panel.domain.records import Report, Result
from murano_panel.domain.state.advice import LACKING, MAX_JUDGED, REFUSED, advice

MAX_DETAILS = 60_000
MAX_FURTHER = 5

# What others put around a message, in the order outside to inside. Each is tried until none strips anything more.
_WRAPPINGS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r'\[[\w.,:\s\']{1,300}\]:\s+',  # MuranoPL: [io.murano.Error, other.Error]:
        r'(?:[A-Za-z_]\w{0,80}\.){1,12}[A-Z]\w{0,80}:\s+',  # Python: package.module.SomeError:
        r'[A-Z]\w{0,80}(?:Error|Exception|Failure|Fault|NotFound|Forbidden|Conflict|BadRequest|Unauthorized):\s+',
        r'(?:NotFound|Forbidden|Conflict|BadRequest|Unauthorized|Error):\s+',
        r'Unexpected stack state [A-Z_]{1,40}:\s+',  # murano-engine about Heat
        r'(?:Resource|Stack) [A-Z_]{1,20} (?:failed|FAILED)(?: \([^()]{1,200}\))?:\s+',
        r'ERROR: (?=Property error)',
        r'Property error:[\s:]{1,4}',  # Heat, about a template that it does not begin with
        r'resources[.\[][^\s:]{1,300}:[\s:]{1,4}(?=\S)',
        r'Went to status ERROR due to "Message: (?=.*, Code: )',
    )
)
_TRAILING = re.compile(r'(?:, Code: (?:\d{1,5}|Unknown)"?|"?\s*\(HTTP \d{3}\)(?:\s*\(Request-ID: [\w-]{1,60}\))?)\s*$')
# {"forbidden": {"message": "…"}} of the clouds' services, {'message': '…'} of Murano's agent.
_EMBEDDED = re.compile(r"""["']message["']\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_CAUSE = re.compile(r'^ *Caused by ([^\n]*(?:\n(?! *Traceback \(most recent call last\):)[^\n]*)*)', re.MULTILINE)
_FRAME_TYPE = re.compile(r' in method \S+ of type ([\w.]{1,255})$', re.MULTILINE)
# Of a property that its class does not accept: ``[demo.Web.ports[0].number] Value 0 doesn't match predicate``.
_REFUSED = re.compile(
    r'\[(?P<type>[\w.]{1,255})\.(?P<property>\w{1,100})(?:\[[^\]\s]{0,80}\]|\.\w{1,100}){0,9}\] '
    r"(?:Value (?P<value>.{1,500}?) (?:doesn't match|violates|is not equal)\b|(?P<null>null) value violates)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Refused:
    """A property whose value its class does not accept; ``value`` as the engine writes it, '' for none at all."""

    class_name: str
    property: str
    value: str


@dataclass(frozen=True)
class Failure:
    """Why it failed. All texts but ``advice`` come from packages and clouds: untrusted.

    text: the innermost message. component_id: '' when it is not known. advice: an English message id, '' without one.
    details: the trace, '' without one. further: the other errors' messages, first to last.
    raised, raised_by: message and component of the exception that ended it; '' without one, or where not known.
    refused: the property that is to be corrected, where the engine names it: ``advice`` then has ``%(property)s`` and
    ``%(value)s``, too.
    """

    text: str
    component_id: str = ''
    advice: str = ''
    details: str = ''
    further: tuple[str, ...] = ()
    raised: str = ''
    raised_by: str = ''
    refused: Refused | None = None


@dataclass(frozen=True)
class _Error:
    """A message as it came, and the component it is about."""

    raw: str
    component_id: str


def innermost(message: str) -> str:
    """The message without what Murano, Python and Heat wrapped around it; never empty for a non-empty message."""
    text = message[:MAX_JUDGED].strip()
    before = None
    while text != before:
        before = text
        text = _without_wrapping(text)
    return ' '.join(text.split('\n\n')[0].split()) or message.strip()[:MAX_JUDGED]


def _without_wrapping(text: str) -> str:
    for wrapping in _WRAPPINGS:
        match = wrapping.match(text)
        if match and text[match.end() :].strip():
            return text[match.end() :].strip()
    embedded = _EMBEDDED.search(text) if '{' in text else None
    if embedded:
        return (embedded[1] or embedded[2] or text).replace('\\n', '\n').replace('\\"', '"').replace("\\'", "'").strip()
    return _TRAILING.sub('', text).strip() or text


def why(
    reports: Sequence[Report],
    result: Result | None,
    *,
    environment_id: str,
    owners: Mapping[str, str],
    classes: Mapping[str, str],
) -> Failure | None:
    """The failure of a deployment, None when nothing says that it failed.

    That is the first error. Only where another component threw the exception that ended it, that exception comes first:
    the errors before it did not stop anything. ``owners`` maps ids of objects to component ids; ``classes`` maps names
    of classes to the one component that has it.
    """
    raised = result if result and result.is_exception else None
    exception = _Error(root_cause(raised), _failing_component(raised, classes)) if raised else None
    errors = _errors(reports, exception, environment_id, owners)
    if not errors:
        return None
    first = errors[0]
    if exception and exception.component_id and first.component_id != exception.component_id:
        first = exception
    refused = refused_by(first.raw)
    text = innermost(first.raw)
    others = dict.fromkeys(innermost(error.raw) for error in errors)
    return Failure(
        text=text,
        component_id=first.component_id or (classes.get(refused.class_name, '') if refused else ''),
        advice=_advice(first.raw, refused, has_trace=bool(raised and raised.details)),
        details=raised.details[:MAX_DETAILS] if raised else '',
        further=tuple(other for other in others if other != text)[:MAX_FURTHER],
        raised=innermost(exception.raw) if exception else '',
        raised_by=exception.component_id if exception else '',
        refused=refused,
    )


def refused_by(message: str) -> Refused | None:
    """The property that a message of the engine says does not fit its contract, None for other messages."""
    found = _REFUSED.search(message[:MAX_JUDGED])
    return Refused(found['type'], found['property'], (found['value'] or '').strip()) if found else None


def _advice(message: str, refused: Refused | None, *, has_trace: bool) -> str:
    if refused:
        return REFUSED if refused.value else LACKING
    return advice(message, has_trace=has_trace)


def _errors(
    reports: Sequence[Report], exception: _Error | None, environment_id: str, owners: Mapping[str, str]
) -> list[_Error]:
    """All errors in order. What the engine reports of the whole environment is the exception's outermost message."""
    errors = []
    for report in reports:
        if report.level == 'error':
            of_engine = exception and report.entity_id in (None, environment_id)
            errors.append(
                exception if exception and of_engine else _Error(report.text, owners.get(report.entity_id or '', ''))
            )
    return errors if exception is None or exception in errors else [*errors, exception]


def root_cause(result: Result) -> str:
    """The message of the innermost cause of an exception, still wrapped."""
    causes = _CAUSE.findall(result.details[:MAX_DETAILS])
    return causes[-1].strip() if causes else result.message


def _failing_component(raised: Result, classes: Mapping[str, str]) -> str:
    """The component whose class stands innermost in the MuranoPL stack, '' when none does."""
    frames = _FRAME_TYPE.findall(raised.details[:MAX_DETAILS])
    return next((classes[name] for name in reversed(frames) if classes.get(name)), '')
