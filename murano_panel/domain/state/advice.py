"""What to do about errors whose cause is certain: wrong advice is worse than none."""

import re

from murano_panel.domain.translation import gettext_noop

# Longest message that is looked at; longer ones are cut before any pattern sees them.
MAX_JUDGED = 4000

# What to do, by cause. ``%(component)s`` is the component that failed, or what it is called where that is not known.
ADVICE = {
    'addresses': gettext_noop(
        'The network has no free addresses left. Choose another network in %(component)s, or ask your administrator.'
    ),
    'ambiguous': gettext_noop(
        'The cloud has several things of one name and cannot tell which is meant. Choose another one in %(component)s.'
    ),
    'argument': gettext_noop('The action does not accept the value of an argument. Run it again with another one.'),
    'arguments': gettext_noop(
        'The action takes other arguments than it was given: its package was replaced, perhaps. '
        'Open the action again, and fill in what it takes now.'
    ),
    'author': gettext_noop("This looks like a mistake in the application's package. Tell its author."),
    'certificate': gettext_noop(
        "Certificates of the cloud's own services are not trusted. Your administrator has to mend that."
    ),
    'cloud': gettext_noop(
        'The cloud itself failed. Try again later; if it fails again, give this message to your administrator.'
    ),
    'contract': gettext_noop('A value does not fit what the application accepts. Correct it in %(component)s.'),
    'flavor': gettext_noop(
        'The flavor is too small for the image. Choose a larger flavor or another image in %(component)s.'
    ),
    'gone': gettext_noop(
        'Something that is referred to is gone from the cloud, or not to be seen. Choose another one in %(component)s.'
    ),
    'key': gettext_noop('The key pair does not exist for the user who deploys. Choose another one in %(component)s.'),
    'login': gettext_noop(
        'The identity service does not let Murano in. Mostly the trust is gone by which it acts for the user who '
        'deployed this environment first: that user or a role has changed. Create the environment anew; if that fails '
        'in the same way, tell your administrator.'
    ),
    'missing': gettext_noop(
        'The cloud lacks a service that is needed here, at least in this region. Ask your administrator.'
    ),
    'network': gettext_noop('The project has several networks and none was chosen. Choose one in %(component)s.'),
    'package': gettext_noop(
        'A package that the application needs is missing from the catalog or disabled. '
        'Ask your administrator to import or enable it.'
    ),
    'quota': gettext_noop(
        'A quota of the project is used up. Delete what is no longer needed, or ask for a larger quota.'
    ),
    'reference': gettext_noop(
        'A component refers to another one that is no longer in the environment. Choose another one in %(component)s.'
    ),
    'rights': gettext_noop(
        'The cloud does not allow this to the user who deploys. Ask your administrator for the role that it takes.'
    ),
    'room': gettext_noop(
        'The cloud found no room for a server. Choose a smaller flavor or another availability zone in %(component)s, '
        'or ask your administrator.'
    ),
    'router': gettext_noop(
        'The network has no way to the external network, which a floating address needs. Connect it by a router, '
        'or choose another network in %(component)s.'
    ),
    'script': gettext_noop('A script of the application failed on its server. What it says may help its author.'),
    'service': gettext_noop(
        'A service of the cloud does not answer. Try again later; if it fails again, tell your administrator.'
    ),
    'stack': gettext_noop(
        "An earlier deployment left the environment's stack failed, and Murano does not try again while its template "
        'stays as it is. See in that deployment what went wrong, then change %(component)s or delete the stack, '
        'and deploy again.'
    ),
    'start': gettext_noop(
        'The cloud tried to start a server on several machines, and failed. '
        'Try again later; if it fails again, give this message to your administrator.'
    ),
    'storage': gettext_noop(
        'The cloud found no room for a volume. Choose a smaller size or another type in %(component)s, '
        'or ask your administrator.'
    ),
    'timeout': gettext_noop(
        'Something did not answer in time: often a server without a way to the message bus, or one that is still '
        'starting. Check its network and image, then deploy again.'
    ),
    'trust': gettext_noop(
        'The environment acts in the name of the user who deployed it first, and that user or role has changed. '
        'Create the environment anew.'
    ),
    'value': gettext_noop('The cloud does not accept a value. Correct it in %(component)s.'),
    'version': gettext_noop(
        'A component asks for another version of a package than the catalog has: it was replaced, or the component was '
        'made without a version. Have that version imported again; where the environment is locked, abandon it.'
    ),
    'volume': gettext_noop(
        'The cloud could not make or attach a volume. Try again later; if it fails again, '
        'give this message to your administrator.'
    ),
    'zone': gettext_noop('The availability zone cannot be used here. Choose another one in %(component)s.'),
}
# The same where there is a trace.
_AUTHOR_WITH_TRACE = gettext_noop(
    "This looks like a mistake in the application's package. Tell its author; the trace below helps."
)

# Where the engine names the property and its value, or that one is missing.
REFUSED = gettext_noop('The application does not accept %(value)s as “%(property)s”. Correct it in %(component)s.')
LACKING = gettext_noop('The application needs a value for “%(property)s”. Give it one in %(component)s.')

_CHOSEN = r'(?:flavor|image|network|subnet|router|volume|snapshot|security group|port)'

# The first that matches counts: what says where an error comes from before what it says, special before general.
_PATTERNS = (
    ('script', r'AgentException|deployment exited with non-zero|deploy_status_code'),
    ('reference', r'is not found in object store'),
    # A stack without outputs: servers' addresses are read from there.
    ('stack', r'unknown function "#property#addr"'),
    ('package', r'package (?:for class )?"?[\w.]+"? is not found|error loading package'),
    ('package', r'NoPackage(?:ForClass)?Found|NoClassFound'),
    # The engine has let go of a package that was not what was asked for.
    ('version', r"'NoneType' object has no attribute 'version'"),
    # As the engine names the argument of a method: [class::method(argument)]; properties are [class.property].
    ('argument', r"::\w{1,100}\(\w{1,100}\)\] .{0,300}(?:violates .{0,200}contract|doesn't match predicate)"),
    ('contract', r"doesn't match predicate"),
    ('contract', r'violates .{0,200}contract|ContractViolation'),
    # Of templates, as Heat words it.
    ('author', r'the resource type \(.{1,200}\) could not be found|unknown property|circular dependency found'),
    ('author', r'property \S{1,100} not assigned|the parameter \(.{1,100}\) was not provided'),
    ('author', r'at least one of the following properties must be specified'),
    # Of classes. Python's own errors are the engine's only under builtins: clouds tell theirs as <class '…'>.
    ('arguments', r'No method "\w{1,100}" for receiver .{1,300} matches supplied arguments'),
    ('author', r'NoMatching(?:Method|Function)|NoMethodFound|NoPropertyFound|Dsl\w+Error|UninitializedPropertyAccess'),
    ('author', r'\bbuiltins\.(?:KeyError|TypeError|AttributeError|IndexError)'),
    ('quota', r'quota exceeded|over ?quota\b|OverQuota|exceeded for quota|exceeds (?:allowed|available) .{0,40}quota'),
    ('quota', r'(?:Volume|Snapshot|Port|FloatingIp|Instance|Instances|Stack)\w{0,20}LimitExceeded|TooManyInstances'),
    ('quota', r'VolumeSizeExceedsAvailableQuota|reached the maximum stacks per tenant'),
    ('flavor', r"flavor's (?:disk|memory) is too small|flavors with zero disk|Flavor(?:Disk|Memory)TooSmall"),
    ('flavor', r'exceeded instance_type allowed size'),
    ('storage', r'no valid backend|NoValidBackend|no weighed (?:backends|hosts)|schedule_create_volume: no valid host'),
    ('start', r'exceeded max(?:imum number of retries| scheduling attempts)|MaxRetriesExceeded'),
    ('room', r'no valid host|NoValidHost|insufficient compute resources'),
    ('zone', r'availability zones?\b.{0,80}(?:not available|not suitable|invalid|not be found|not found)'),
    ('zone', r'multiple availability zones'),
    ('addresses', r'no more (?:ip addresses|fixed ips)|IpAddressGenerationFailure|ExternalIpAddressExhausted'),
    ('router', r'ExternalGatewayForFloatingIP|external network .{0,120}is not reachable from subnet'),
    ('network', r'multiple possible networks'),
    ('ambiguous', r'multiple \w+ matches found|multiple physical resources were found|use an id to be more specific'),
    ('key', r'invalid key_?name|(?:key-?pair|the key)\b.{0,120}(?:not found|not be found)|not found: keypair'),
    ('missing', r'endpoint (?:for|url)\b.{0,120}not (?:be )?found|EndpointNotFound|EndpointException'),
    ('certificate', r'certificate.verify.failed|SSLError|SSL exception connecting'),
    ('trust', r'could not find (?:user|trust)|RoleAssignmentNotFound'),
    ('trust', r'\btrust(?:or|ee)?\b.{0,200}(?:not found|could not|invalid|expired|delegat)'),
    # Of the engine itself; within a service's own message it is that service which is not let in.
    ('login', r'\Athe request you have made requires authentication'),
    ('rights', r"disallowed by policy|policy doesn't allow|PolicyNotAuthorized|not authorized to (?:perform|use)"),
    ('rights', r'access was denied to this resource'),
    ('cloud', r'unexpected api error|has either erred or is incapable|internal server error|\(HTTP 500\)'),
    ('cloud', r'binding_failed|PortBindingFailed|binding failed for port|virtual interface creation failed'),
    ('cloud', r'failed to plug vif|failed to allocate the network|NoNetworkAvailable'),
    ('volume', r'block device mapping is invalid|did not finish being created|VolumeNotCreated'),
    ('volume', r"\bvolume \(?[0-9a-f-]{36}\b.{0,60}(?:state|status) '?error"),
    ('service', r'unable to establish connection|ConnectFailure|HTTPS?ConnectionPool|error communicating with http'),
    ('service', r'MessagingTimeout|waiting (?:for a reply|on rpc response)|request to http.{1,200} timed out'),
    ('service', r'\(HTTP 50[234]\)|gateway time-?out'),
    ('timeout', r'did not respond within|TimeoutException|WaitConditionTimeout|\b(?:create|update) timed out'),
    ('timeout', r'(?:create|update) aborted \(.{0,300}timed out'),
    ('gone', rf'\b{_CHOSEN}\b.{{0,120}}could not be found|\b{_CHOSEN}NotFound'),
    ('gone', rf'(?:unable to|can ?not|can\'t) find (?:requested |such )?{_CHOSEN}\b'),
    (
        'gone',
        r'\bno (?:flavors?|images?|networks?|subnets?|volumes?|routers?|security groups?) (?:matching|found for) ',
    ),
    ('value', r'error validating value|invalid input for|user data too large|invalid cidr|non-zero size'),
)
_KNOWN = tuple((cause, re.compile(pattern, re.IGNORECASE)) for cause, pattern in _PATTERNS)


def cause(text: str) -> str:
    """What certainly caused an error, a key of ADVICE; '' when that is not known."""
    text = text[:MAX_JUDGED]
    return next((name for name, pattern in _KNOWN if pattern.search(text)), '')


def advice(text: str, *, has_trace: bool = False) -> str:
    """What to do about an error, as an English message id with ``%(component)s``; '' when its cause is not known."""
    found = cause(text)
    return _AUTHOR_WITH_TRACE if has_trace and found == 'author' else ADVICE.get(found, '')
