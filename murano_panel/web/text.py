"""User text in pages of Horizon, whose AngularJS takes ``{$ … $}`` for an expression."""

import html
import re

from django.utils.safestring import SafeString

from murano_panel.domain.links import Piece, pieces

_READY = frozenset({SafeString, int, float})
_MARKUP = re.compile('[&<>"\']')
# What no document of XML 1.0 may hold, not even escaped.
_NOT_IN_XML = re.compile('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')


def literal(text: object) -> SafeString:
    """Escaped, and keeps ``{$ … $}``: Horizon's own escaping turns it into ``{% … %}``.

    Only inside ``ng-non-bindable``, where AngularJS evaluates nothing.
    """
    plain = str(text)
    # Most texts have nothing in them that would have to be escaped.
    return SafeString(html.escape(plain) if _MARKUP.search(plain) else plain)


def filled(template: str, *pieces: SafeString | float) -> SafeString:
    """``format_html`` for numbers and what is escaped already, at a fifth of its price: they replace each ``%s``.

    Raises TypeError for a plain text, which would have to be escaped.
    """
    if not _READY.issuperset(map(type, pieces)):
        raise TypeError(f'Expected escaped texts and numbers, got {[type(piece).__name__ for piece in pieces]}')
    return SafeString(template % pieces)


def linked(text: object, around: str = '') -> SafeString:
    """As ``literal``, with the web addresses in it as links; all else leads to ``around``, where that is given."""
    return SafeString(''.join(_as_html(piece, around) for piece in pieces(str(text))))


def _as_html(piece: Piece, around: str) -> str:
    text = html.escape(piece.text)
    if piece.url:
        return f'<a class="murano-link" href="{text}" target="_blank" rel="noopener noreferrer">{text}</a>'
    leads = around and any(character.isalnum() for character in piece.text)
    return f'<a class="murano-link" href="{html.escape(around)}">{text}</a>' if leads else text


def inert(text: object) -> str:
    """For places that AngularJS reads, Horizon's messages above all: looks the same, is no expression."""
    return str(text).replace('{$', '{\u2060$').replace('$}', '$\u2060}')


def in_xml(text: str) -> str:
    """With a replacement character for each one that would make a file of XML unreadable as a whole."""
    return _NOT_IN_XML.sub('\ufffd', text)
