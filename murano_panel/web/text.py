"""User text in pages of Horizon, whose AngularJS takes ``{$ … $}`` for an expression."""

import html

from django.utils.safestring import SafeString


def literal(text: object) -> SafeString:
    """Escaped, and keeps ``{$ … $}``: Horizon's own escaping turns it into ``{% … %}``.

    Only inside ``ng-non-bindable``, where AngularJS evaluates nothing.
    """
    return SafeString(html.escape(str(text)))


def inert(text: object) -> str:
    """For places that AngularJS reads, Horizon's messages above all: looks the same, is no expression."""
    return str(text).replace('{$', '{\u2060$').replace('$}', '$\u2060}')
