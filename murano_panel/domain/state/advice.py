"""What to do about errors whose cause is known."""

import re

from murano_panel.domain.translation import gettext_noop

# Longest message that is looked at; longer ones are cut before any pattern sees them.
MAX_JUDGED = 4000

_NO_ROOM = gettext_noop(
    'The cloud found no room for a server. Choose a smaller flavor or another availability zone, '
    'or ask your administrator.'
)
_QUOTA = gettext_noop('A quota of the project is used up. Delete what is no longer needed, or ask for a larger quota.')
_PACKAGE = gettext_noop(
    'A package that the application needs is missing from the catalog or disabled. '
    'Ask your administrator to import or enable it.'
)
_TIME_OUT = gettext_noop(
    'Something did not answer in time: often a server without a way to the message bus, or one that is still starting. '
    'Check its network and image, then deploy again.'
)
_KEY = gettext_noop('The key pair does not exist for the user who deploys. Choose another one in the component.')
_GONE = gettext_noop(
    'Something that the component refers to is gone from the cloud. Edit the component and choose another one.'
)
_ADDRESS = gettext_noop(
    'The network has no free or reachable address. Choose another network, or ask your administrator.'
)
_NETWORK = gettext_noop('The project has several networks and none was chosen. Choose one in the component.')
_TRUST = gettext_noop(
    'The environment acts in the name of the user who deployed it first, and that user or role has changed. '
    'Create the environment anew.'
)
_VALUE = gettext_noop('The cloud does not accept a value. Edit the component that is named here.')
_CONTRACT = gettext_noop('A value does not fit what the application accepts. Edit the component and correct it.')
_SERVICE = gettext_noop('A service of the cloud cannot be reached, or does not exist here. Ask your administrator.')
_AUTHOR = gettext_noop("This looks like a mistake in the application's package. Tell its author.")
# The same where there is a trace.
_AUTHOR_WITH_TRACE = gettext_noop(
    "This looks like a mistake in the application's package. Tell its author; the trace below helps."
)

# The first that matches counts.
_PATTERNS = (
    (r'no valid host', _NO_ROOM),
    (r'quota|exceeds? the limit|OverLimit', _QUOTA),
    (r'package (?:for class )?"?[\w.]+"? is not found|error loading package', _PACKAGE),
    (r'NoPackage(?:ForClass)?Found|NoClassFound', _PACKAGE),
    (r'did not respond|TimeoutException|timed? ?out', _TIME_OUT),
    (r'invalid key_?name|keypair.*(?:not found|could not be found)|key pair', _KEY),
    (r'(?:flavor|image|network|subnet|router|volume)\b.{0,120}(?:could not be found|not found|does not exist)', _GONE),
    (r'(?:no|can\'t find|unable to find) (?:such )?(?:flavor|image|network)', _GONE),
    (r'no more (?:ip addresses|fixed ips)|IpAddressGenerationFailure|ExternalGatewayForFloatingIP', _ADDRESS),
    (r'external network', _ADDRESS),
    (r'multiple possible networks', _NETWORK),
    (r'trust(?:or|ee)?\b.{0,200}(?:not found|could not|invalid|expired|delegat)', _TRUST),
    (r'RoleAssignmentNotFound|could not find (?:user|trust)', _TRUST),
    (r'StackValidationFailed|property error|error validating value', _VALUE),
    (r'contract|ContractViolation', _CONTRACT),
    (r'unable to establish connection|ConnectFailure|ConnectionRefused|connection refused', _SERVICE),
    (r'EndpointNotFound|EndpointException|could not find.{0,60}endpoint|public endpoint for', _SERVICE),
    (r'NoMatching(?:Method|Function)|NoMethodFound|NoPropertyFound|Dsl\w+Error|UninitializedPropertyAccess', _AUTHOR),
    (r'KeyError|TypeError|AttributeError|PolicyViolation', _AUTHOR),
)
_KNOWN = tuple((re.compile(pattern, re.IGNORECASE), sentence) for pattern, sentence in _PATTERNS)


def advice(text: str, *, has_trace: bool = False) -> str:
    """What to do about an error, as an English message id; '' when its cause is not known."""
    text = text[:MAX_JUDGED]
    found = next((sentence for pattern, sentence in _KNOWN if pattern.search(text)), '')
    return _AUTHOR_WITH_TRACE if has_trace and found == _AUTHOR else found
