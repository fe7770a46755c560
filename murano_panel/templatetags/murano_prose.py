"""Texts of package authors as prose."""

import itertools
import re

from django import template

register = template.Library()

# A line as long as this was broken by its author's editor, not by its author.
WRAPPED_FROM = 60
_ITEM = re.compile(r'\s*([-*•]|\d+[.)])\s')


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
