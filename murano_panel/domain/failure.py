"""Why a deployment failed: the first error, unwrapped to what actually went wrong, its component, and advice.

The engine reports an exception as ``[its names]: message`` of the whole environment; causes and the MuranoPL stack are
only in the result's details. Messages of clouds are wrapped several times on their way through Heat.
"""
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from murano_panel.domain.records import Report, Result
from murano_panel.domain.translation import gettext_noop

# Longest message that is looked at; longer ones are cut before any pattern sees them.
MAX_TEXT = 4000
MAX_DETAILS = 60_000
MAX_FURTHER = 5

# What others put around a message, in the order outside to inside. Each is tried until none strips anything more.
_WRAPPINGS = tuple(re.compile(pattern, re.DOTALL) for pattern in (
    r'\[[\w.,:\s\']{1,300}\]:\s+',                                           # MuranoPL: [io.murano.Error, other.Error]:
    r'(?:[A-Za-z_]\w{0,80}\.){1,12}[A-Z]\w{0,80}:\s+',                       # Python: package.module.SomeError:
    r'[A-Z]\w{0,80}(?:Error|Exception|Failure|Fault|NotFound|Forbidden|Conflict|BadRequest|Unauthorized):\s+',
    r'(?:NotFound|Forbidden|Conflict|BadRequest|Unauthorized|Error):\s+',
    r'Unexpected stack state [A-Z_]{1,40}:\s+',                              # murano-engine about Heat
    r'(?:Resource|Stack) [A-Z_]{1,20} (?:failed|FAILED)(?: \([^()]{1,200}\))?:\s+',
    r'resources[.\[][^\s:]{1,300}:\s+',
    r'Went to status ERROR due to "Message: (?=.*, Code: )',
))
_TRAILING = re.compile(
    r'(?:\.?, Code: (?:\d{1,5}|Unknown)"?|"?\s*\(HTTP \d{3}\)(?:\s*\(Request-ID: [\w-]{1,60}\))?)\s*$')
# {"forbidden": {"message": "…"}} of the clouds' services, {'message': '…'} of Murano's agent.
_EMBEDDED = re.compile(r'''["']message["']\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')''')
_CAUSE = re.compile(r'^ *Caused by ([^\n]*(?:\n(?! *Traceback \(most recent call last\):)[^\n]*)*)', re.MULTILINE)
_FRAME_TYPE = re.compile(r' in method \S+ of type ([\w.]{1,255})$', re.MULTILINE)

_ADVICE = tuple((re.compile(pattern, re.IGNORECASE), advice) for pattern, advice in (
    (r'no valid host',
     gettext_noop('The cloud found no room for a server. Choose a smaller flavor or another availability zone, '
                  'or ask your administrator.')),
    (r'quota|exceeds? the limit|OverLimit',
     gettext_noop('A quota of the project is used up. Delete what is no longer needed, or ask for a larger quota.')),
    (r'package (?:for class )?"?[\w.]+"? is not found|NoPackage(?:ForClass)?Found|NoClassFound|error loading package',
     gettext_noop('A package that the application needs is missing from the catalog or disabled. '
                  'Ask your administrator to import or enable it.')),
    (r'did not respond|TimeoutException|timed? ?out',
     gettext_noop('Something did not answer in time: often a server without a way to the message bus, or one that is '
                  'still starting. Check its network and image, then deploy again.')),
    (r'invalid key_?name|keypair.*(?:not found|could not be found)|key pair',
     gettext_noop('The key pair does not exist for the user who deploys. Choose another one in the component.')),
    (r'(?:flavor|image|network|subnet|router|volume|snapshot)\b.{0,120}(?:could not be found|not found|does not exist)'
     r'|(?:no|can\'t find|unable to find) (?:such )?(?:flavor|image|network)',
     gettext_noop('Something that the component refers to is gone from the cloud. '
                  'Edit the component and choose another one.')),
    (r'no more (?:ip addresses|fixed ips)|IpAddressGenerationFailure|ExternalGatewayForFloatingIP|external network',
     gettext_noop('The network has no free or reachable address. Choose another network, or ask your administrator.')),
    (r'multiple possible networks',
     gettext_noop('The project has several networks and none was chosen. Choose one in the component.')),
    (r'trust(?:or|ee)?\b.{0,200}(?:not found|could not|invalid|expired|delegat)|RoleAssignmentNotFound'
     r'|could not find (?:user|trust)',
     gettext_noop('The environment acts in the name of the user who deployed it first, and that user or role has '
                  'changed. Create the environment anew.')),
    (r'StackValidationFailed|property error|error validating value',
     gettext_noop('The cloud does not accept a value. Edit the component that is named here.')),
    (r'contract|ContractViolation',
     gettext_noop('A value does not fit what the application accepts. Edit the component and correct it.')),
    (r'unable to establish connection|ConnectFailure|ConnectionRefused|connection refused|EndpointNotFound'
     r'|EndpointException|could not find.{0,60}endpoint|public endpoint for',
     gettext_noop('A service of the cloud cannot be reached, or does not exist here. Ask your administrator.')),
    (r'NoMatching(?:Method|Function)|NoMethodFound|NoPropertyFound|Dsl\w+Error|UninitializedPropertyAccess|KeyError|TypeError'
     r'|AttributeError|PolicyViolation',
     gettext_noop("This looks like a mistake in the application's package. Tell its author; the trace below helps.")),
))


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
        if match and text[match.end():].strip():
            return text[match.end():].strip()
    embedded = _EMBEDDED.search(text) if '{' in text else None
    if embedded:
        return (embedded[1] or embedded[2] or text).replace('\\n', '\n').replace('\\"', '"').replace("\\'", "'").strip()
    return _TRAILING.sub('', text).strip() or text


def advice(text: str) -> str:
    """What to do about an error, as an English message id; '' when the cause is not known."""
    text = text[:MAX_TEXT]
    return next((advice for pattern, advice in _ADVICE if pattern.search(text)), '')


def why(reports: Sequence[Report], result: Result | None, *, environment_id: str,
        owners: Mapping[str, str], classes: Mapping[str, str]) -> Failure | None:
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
        text=text, component_id=component or (_failing_component(details, classes) if of_engine else ''),
        advice=advice(raw), details=details,
        further=tuple(other for other in dict.fromkeys(texts) if not _says_the_same(other, text, raised))[:MAX_FURTHER])


def root_cause(result: Result) -> str:
    """The message of the innermost cause of an exception, still wrapped."""
    causes = _CAUSE.findall(result.details[:MAX_DETAILS])
    return causes[-1].strip() if causes else result.message


def _says_the_same(other: str, text: str, raised: Result | None) -> bool:
    """The engine reports the outermost message of the exception whose innermost one is shown."""
    return other == text or (raised is not None and other == innermost(raised.message)
                             and text == innermost(root_cause(raised)))


def _failing_component(details: str, classes: Mapping[str, str]) -> str:
    """The component whose class stands innermost in the MuranoPL stack."""
    frames = _FRAME_TYPE.findall(details)
    return next((classes[name] for name in reversed(frames) if classes.get(name)), '')
