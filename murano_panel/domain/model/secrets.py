"""What must not be shown: passwords, tokens and keys, told by the names of their properties.

A component made by a form says itself which of its properties got a password, whatever they are called.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from murano_panel.domain.model.tree import HEADER, Path, ValueKey, leaves, mapped, value_at

MASK = '••••••'
# What Murano writes into its records of deployments instead of texts whose property is called like a password.
SANITIZED = '*** SANITIZED ***'

# Where a component keeps what its form must remember, and in it the names of its secret properties.
METADATA_KEY = 'murano_panel'
RECORD = 'secrets'

# The words of a name: ``adminPass``, ``admin_pass`` and ``ADMIN-PASS`` have the same two.
_WORD = re.compile(r'[A-Z]+(?![a-z])|[A-Z]?[a-z]+')
# Within a word, or within two that are written apart; and as the whole of it.
_SECRET_PART = re.compile('password|passwd|passphrase|passcode|pwd|secret|credential|trustid')
_SECRET_WORD = re.compile(
    '.*tokens?|psk|pws?|passw|(user|db|root|admin|my|os)pw|authcode|connectionstrings?|dsn|jwts?|pkey|authorization'
    '|basicauth|recoverycodes?|snmpcommunity'
    '|(api|auth|access|private|secret|master|crypt|encryption|shared|signing|session|account|license|service)keys?'
)
# Addresses that have a password in them more often than not.
_SECRET_ADDRESS = re.compile('.*(database|db|sql|mongodb|mongo|redis|broker|amqp|rabbitmq|rabbit|mq|jdbc)(url|uri)')
# At the end of a name: these too.
_SECRET_END = re.compile('.*(?<!com)(?<!by)(?<!tres)pass|.*cookies?')
# A name that ends so says something about the secret, and is none.
_ABOUT = frozenset(
    {'name', 'names', 'type', 'length', 'size', 'policy', 'lifetime', 'ttl', 'count', 'age', 'expiry', 'expires'}
    | {'expiration', 'enabled', 'required', 'algorithm', 'endpoint', 'url', 'uri'}
)
# A key is secret, but not alone (the half of a pair of key and value), and not behind these.
_KEY = frozenset({'key', 'keys'})
_OPEN = frozenset(
    {'public', 'pub', 'pair', 'primary', 'foreign', 'partition', 'sort', 'unique', 'hot', 'group', 'order'}
    | {'authorized', 'index', 'cache', 'object', 'map', 'search', 'routing', 'row', 'column', 'idempotency'}
)
# What is secret whatever it is called: a private key, and an address with a password in it, or on the web with
# anything that stands where its user would: who has no password there has a token.
_SECRET_VALUE = re.compile(
    r'-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|[a-z0-9+.-]://[^/\s:@]*:[^/\s@]+@|(?:https?|wss?)://[^/\s@?#]+@',
    re.IGNORECASE,
)
# Tokens that tell by their form what they are: JSON Web Tokens, those of GitHub, GitLab, Slack and Stripe.
_TOKEN = re.compile(
    r'\beyJ[\w-]{8,4000}\.eyJ[\w-]{2,4000}\.[\w-]{0,4000}'
    r'|\b(?:gh[oprsu]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,255}|xox[abeoprs]-[\w-]{10,255}'
    r'|[rs]k_live_\w{10,255})'
)
_TOKENS_HAVE = ('.eyJ', 'ghp_', 'gho_', 'ghr_', 'ghs_', 'ghu_', 'github_pat_', 'glpat-', 'xox', 'k_live_')
# Such addresses from their beginning. The scheme is bounded: long runs of letters are gone through from each of them.
_WHOLE_ADDRESS = re.compile(
    r'[a-z][a-z0-9+.-]{0,30}://[^/\s:@]*:[^/\s@]+@|(?:https?|wss?)://[^/\s@?#]+@', re.IGNORECASE
)
# A line that sets a secret: as variables and arguments of commands are written, ``DB_PASSWORD=x``, not from another;
# ``--token x``; as JSON, ``"token": "x"``.
_SETS = (
    re.compile(r'(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{1,59})=["\']?(?![\s$%{<"\']|$)'),
    re.compile(r'(?<!\S)--([A-Za-z][\w-]{1,59}) {1,3}["\']?(?![\s$%{<"\'-]|$)'),
    re.compile(
        r'["\']([A-Za-z_][\w.-]{1,59})\\{0,3}["\']\s{0,3}:\s{0,3}(?!\s|null|None|true|True|false|False|\\{0,3}(?:""|\'\'))'
    ),
)
# A text that is nothing but a name and its value: a header of HTTP, a line of YAML.
_HEADING = re.compile(
    r'\s{0,9}-{0,2}\s{0,3}([A-Za-z_][\w.-]{1,59})\s{0,3}:\s{1,3}(?:(?:Bearer|Basic|Token)\s{1,3})?[^\s$%{<"\']\S{0,999}\s{0,9}'
)
# Longer texts, and those of several lines, are scripts: people have to see how they change.
MAX_LINE = 1000


# One that may have been cut off.
_PRIVATE_KEY = re.compile('-----BEGIN [A-Z ]*PRIVATE KEY.*', re.DOTALL)
# A name, and what stands between it and its value in messages: ``adminPass=x``, ``"token": "x"``, ``--token x``,
# ``<token>x``. In a text within a text, quotes have backslashes before them.
_ASSIGNED = re.compile(
    r"""(?:(?<!\S)--([A-Za-z][\w-]{1,59}) {1,3}(?![\s-])|([A-Za-z][\w.-]{1,59})\\{0,3}["']?\s{0,3}[:=>]\s{0,3})"""
    r"""(?:(\\{0,3})(["']))?(?=\S)"""
)
# Such a value without quotes around it: a word, behind the kind of a header's.
_WORD_OF_VALUE = re.compile(r"""(?:(?:Bearer|Basic|Token)\s{1,3})?[^\s"',;&}<]{1,500}""", re.IGNORECASE)
# Characters of a value in quotes or brackets.
_MAX_VALUE = 2000
# The same as a pair of its name and its value: ``{'name': 'DB_PASSWORD', 'value': 'x'}``.
_PAIR = re.compile(
    r"""(\b(?:name|key)["']?\s{0,3}[:=]\s{0,3}["']?)([A-Za-z][\w.-]{1,59})"""
    r"""(["']?\s{0,3},\s{0,3}["']?value["']?\s{0,3}[:=]\s{0,3}["']?)([^\s"',;&}]{1,500})""",
    re.IGNORECASE,
)
# What murano-engine says of a value that a class does not accept: ``[demo.Db.adminPass] Value 'x' doesn't match …``.
_REFUSED = re.compile(
    r"(\[([\w.:]{1,300}[.(]\S{1,200}?)\] Value )(.{1,2000}?)(?= doesn't match | violates | is not equal )", re.DOTALL
)


@lru_cache(maxsize=4096)
def is_secret(key: object) -> bool:
    """Whether a property of this name holds a secret. Rather too often than too rarely."""
    # Remembered, as a model asks the same few names for each of its values.
    words = [word.lower() for word in _WORD.findall(str(key))]
    joined = [*words, *map(''.join, pairwise(words))]
    if any(map(_SECRET_ADDRESS.fullmatch, joined)):
        return True
    # The id of a key tells which one it is.
    if not words or words[-1] in _ABOUT or (words[-1] in ('id', 'ids') and not _KEY.isdisjoint(words[-2:])):
        return False
    if any(_SECRET_PART.search(word) or _SECRET_WORD.fullmatch(word) for word in joined):
        return True
    is_key = words[-1] in _KEY and len(words) > 1 and words[-2] not in _OPEN
    return is_key or bool(_SECRET_END.fullmatch(words[-1]))


def is_secret_value(value: object) -> bool:
    """Whether a text is, or contains, a secret whatever its property is called; one that Murano took for it, too."""
    if not isinstance(value, str):
        return False
    may_be = '://' in value or '-----' in value
    return (
        value == SANITIZED
        or (may_be and bool(_SECRET_VALUE.search(value)))
        or (_may_have_token(value) and bool(_TOKEN.search(value)))
        or _sets_secret(value)
    )


def _may_have_token(text: str) -> bool:
    return any(part in text for part in _TOKENS_HAVE)


def _sets_secret(text: str) -> bool:
    if not ('=' in text or ':' in text or '--' in text) or len(text) > MAX_LINE or '\n' in text.strip():
        return False
    heading = _HEADING.fullmatch(text)
    if heading and is_secret(heading[1]):
        return True
    return any(is_secret(found[1]) for pattern in _SETS for found in pattern.finditer(text))


def without_secrets(text: str) -> str:
    """A text of a package or a cloud with what can be told for a secret replaced by MASK: ``password=…``, addresses."""
    # Most lines of a log have none of what the patterns look for, and there are hundreds in a page.
    if '] Value ' in text:
        text = _REFUSED.sub(
            lambda found: found[1] + MASK if any(map(is_secret, re.findall(r'\w+', found[2]))) else found[0], text
        )
    if '-----' in text or '://' in text:
        for pattern in (_PRIVATE_KEY, _WHOLE_ADDRESS):
            text = pattern.sub(MASK, text)
    if _may_have_token(text):
        text = _TOKEN.sub(MASK, text)
    if not any(mark in text for mark in ('=', ':', '--', '</')):
        return text
    if 'alue' in text:
        text = _PAIR.sub(
            lambda found: ''.join(found.group(1, 2, 3)) + (MASK if is_secret(found[2]) else found[4]), text
        )
    shown, done = [], 0
    while found := _ASSIGNED.search(text, done):
        # What is no secret may hold another pair: "Error: adminPass=x".
        end = found.end()
        shown.append(text[done:end])
        if is_secret(found[1] or found[2]):
            done = _end_of_value(text, end, found[3] or '', found[4])
            shown.append(MASK if done > end else '')
        else:
            done = end
    return ''.join([*shown, text[done:]])


def _end_of_value(text: str, start: int, escape: str, quote: str | None) -> int:
    """Where a value that begins at ``start`` ends: with its quote, its bracket, or its word; ``start`` for none."""
    if quote:
        # One that is cut off goes on to the end.
        end = re.compile(r'(?<!\\)' + re.escape(escape + quote)).search(text, start, start + _MAX_VALUE)
        return end.start() if end else min(len(text), start + _MAX_VALUE)
    if text[start] in '[{(':
        return _end_of_brackets(text, start)
    word = _WORD_OF_VALUE.match(text, start)
    return word.end() if word else start


def _end_of_brackets(text: str, start: int) -> int:
    depth = 0
    for place in range(start, min(len(text), start + _MAX_VALUE)):
        depth += (text[place] in '[{(') - (text[place] in ']})')
        if not depth:
            return place + 1
    return min(len(text), start + _MAX_VALUE)


def recorded(component: dict[str, Any]) -> frozenset[str]:
    """The names of the properties that a form filled with secrets, as it noted them with the component."""
    names = value_at(component, (HEADER, 'metadata', METADATA_KEY, RECORD))
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def is_secret_path(path: Iterable[object], names: Collection[str] = (), value: object = None) -> bool:
    """Whether a place in a model is secret: by what any of its parts is called, the recorded ``names`` or its value.

    A yes or no is none, whatever it is about.
    """
    if isinstance(value, bool):
        return False
    # A loop, as a page asks this of each of ten thousand values.
    for part in path:
        if part in names or is_secret(part) or (isinstance(part, ValueKey) and any(map(is_secret, part.named))):
            return True
    return is_secret_value(value)


def holding(model: Any, texts: Collection[str]) -> set[str]:
    """The names of the properties of a model that got one of the texts, alone or within a longer value.

    Texts of less than four characters count only alone: they stand in too much by chance. Headers hold none.
    """
    within = re.compile('|'.join(re.escape(text) for text in texts if len(text) > 3) or '(?!)')
    found = set()
    for path, value in leaves(model):
        if (text := str(value)) in texts or within.search(text):
            found.add(property_of(path))
    return found - {''}


def property_of(path: Path) -> str:
    """The name of the property that a value belongs to, also from within a list; '' for none."""
    return next((part for part in reversed(path) if isinstance(part, str)), '')


def masked(value: Any, key: object = '', names: Collection[str] = ()) -> Any:
    """A copy of a model, or of the value of property ``key``, with secrets replaced by MASK.

    All of what a secret property contains is secret, but for the ``?`` headers of objects in it. ``names`` are recorded
    ones.
    """

    def shown(path: Path, plain: Any) -> Any:
        if plain in (None, ''):
            return plain
        if HEADER in path:
            path = path[len(path) - path[::-1].index(HEADER) :]
        return MASK if is_secret_path(path, names, plain) else plain

    return mapped(value, shown, (str(key),))
