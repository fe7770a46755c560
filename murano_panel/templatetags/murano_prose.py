"""Texts of package authors as prose."""

import itertools
import re

from django import template

from murano_panel.web import prose
from murano_panel.web.prose import WRAPPED_FROM

register = template.Library()

_ITEM = re.compile(r'\s*([-*•]|\d+[.)])\s')

# What a package says of itself, for ``_prose.html``, and its beginning without marks.
register.filter('prose', prose.nodes)
register.filter('plain', prose.plain)


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; lines that were only wrapped are joined, others keep their breaks."""
    blocks = re.split(r'\n[ \t]*\n', (text or '').replace('\r\n', '\n').strip('\n'))
    return [_joined(block.split('\n')) for block in blocks if block.strip()]


def _joined(lines: list[str]) -> str:
    joined = lines[0].strip()
    for before, line in itertools.pairwise(lines):
        wrapped = len(before.rstrip()) >= WRAPPED_FROM and not _ITEM.match(line)
        joined += (' ' if wrapped else '\n') + line.strip()
    return joined
