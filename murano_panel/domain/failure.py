"""Why a deployment failed: the first error, unwrapped to what actually went wrong, its component, and advice.

The engine reports an exception as ``[its names]: message`` of the whole environment; causes and the MuranoPL stack are
only in the result's details. Messages of clouds are wrapped several times on their way through Heat.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from murano_panel.domain.advice import MAX_TEXT, advice
from murano_panel.domain.records import Report, Result

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
        r'resources[.\[][^\s:]{1,300}:\s+',
        r'Went to status ERROR due to "Message: (?=.*, Code: )',
    )
)
_TRAILING = re.compile(
    r'(?:, Code: (?:\d{1,5}|Unknown)"?|"?\s*\(HTTP \d{3}\)(?:\s*\(Request-ID: [\w-]{1,60}\))?)\s*$'
)
# {"forbidden": {"message": "…"}} of the clouds' services, {'message': '…'} of Murano's agent.
_EMBEDDED = re.compile(r"""["']message["']\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_CAUSE = re.compile(r'^ *Caused by ([^\n]*(?:\n(?! *Traceback \(most recent call last\):)[^\n]*)*)', re.MULTILINE)
_FRAME_TYPE = re.compile(r' in method \S+ of type ([\w.]{1,255})$', re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    """Why it failed. All texts but ``advice`` come from packages and clouds: untrusted.

    text: the innermost message. component_id: '' when it is not known. advice: an English message id, '' without one.
    details: the trace, '' without one. further: the other errors' messages, first to last.
    """

    text: str
    component_id: str = ''
    advice: str = ''
    details: str = ''
    further: tuple[str, ...] = ()


def innermost(message: str) -> str:
    """The message without what Murano, Python and Heat wrapped around it; never empty for a non-empty message."""
    text = message[:MAX_TEXT].strip()
    before = None
    while text != before:
        before = text
        text = _without_wrapping(text)
    return ' '.join(text.split('\n\n')[0].split()) or message.strip()[:MAX_TEXT]


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

    ``owners`` maps ids of objects to component ids; ``classes`` maps names of classes to the one component that has it.
    """
    raised = result if result and result.is_exception else None
    errors = [report for report in reports if report.level == 'error']
    if not errors and not raised:
        return None
    details = raised.details[:MAX_DETAILS] if raised else ''
    first = errors[0] if errors else None
    of_engine = first is None or first.entity_id in (None, environment_id)
    raw = first.text if first else raised.message if raised else ''
    if of_engine and raised:
        raw = root_cause(raised)
    component = '' if first is None else owners.get(first.entity_id or '', '')
    texts = [innermost(report.text) for report in errors[1:]] + ([innermost(root_cause(raised))] if raised else [])
    text = innermost(raw)
    return Failure(
        text=text,
        component_id=component or (_failing_component(details, classes) if of_engine else ''),
        advice=advice(raw),
        details=details,
        further=tuple(other for other in dict.fromkeys(texts) if not _says_the_same(other, text, raised))[:MAX_FURTHER],
    )


def root_cause(result: Result) -> str:
    """The message of the innermost cause of an exception, still wrapped."""
    causes = _CAUSE.findall(result.details[:MAX_DETAILS])
    return causes[-1].strip() if causes else result.message


def _says_the_same(other: str, text: str, raised: Result | None) -> bool:
    """The engine reports the outermost message of the exception whose innermost one is shown."""
    return other == text or (
        raised is not None and other == innermost(raised.message) and text == innermost(root_cause(raised))
    )


def _failing_component(details: str, classes: Mapping[str, str]) -> str:
    """The component whose class stands innermost in the MuranoPL stack."""
    frames = _FRAME_TYPE.findall(details)
    return next((classes[name] for name in reversed(frames) if classes.get(name)), '')
