"""Web addresses, and texts of packages, engines and clouds that have some in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

MAX_URL = 2000

# No blanks, no quotation marks of any kind, and nothing that has no place in an address as it stands. What a script
# shows is cut by the same rules: static/murano_panel/js/lib/links.js.
_ADDRESS = re.compile(
    r"""(?<![\w+.-])https?://[^\s\x00-\x1f<>"'`{}|\\^“”„‘’«»…，。、；：！？（）【】「」『』]+""", re.IGNORECASE
)
_ENDS_SENTENCES = '.,;:!?*'
_BRACKETS = {')': '(', ']': '['}


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``url`` repeats one that is a web address, else ''."""

    text: str
    url: str = ''


def web_address(text: Any) -> str:
    """``text`` when it is an http or https address without a password in it, else ''."""
    if not isinstance(text, str) or len(text) > MAX_URL or not text.isprintable() or ' ' in text:
        return ''
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ('http', 'https') and parts.hostname and '@' not in parts.netloc and parts.port != 0
    except ValueError:
        return ''
    return text if usable else ''


def pieces(text: str) -> Iterator[Piece]:
    """The text in order, its web addresses by themselves, without the punctuation that ends or encloses them.

    One that was cut off ("…") leads nowhere, so it is text.
    """
    done = 0
    for found in _ADDRESS.finditer(text):
        # What is too long is none, and is not looked at any closer.
        url = web_address(_without_ending(found[0])) if len(found[0]) <= MAX_URL else ''
        if url and text[found.end() : found.end() + 1] != '…':
            if found.start() > done:
                yield Piece(text[done : found.start()])
            yield Piece(url, url)
            done = found.start() + len(url)
    if done < len(text):
        yield Piece(text[done:])


def _without_ending(address: str) -> str:
    while address and (
        address[-1] in _ENDS_SENTENCES
        or (address[-1] in _BRACKETS and address.count(address[-1]) > address.count(_BRACKETS[address[-1]]))
    ):
        address = address[:-1]
    return address
