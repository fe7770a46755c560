"""Many things by the same template."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NoReturn, Protocol

from django.template import Context, Template
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from murano_panel.web.text import filled

# Rows that a worker remembers, of one to three kilobytes.
MOST_KEPT = 1000


class Row(Hashable, Protocol):
    """A frozen record with all that its template shows: rows of equal records are the same HTML.

    What depends on the user's rights, the time or the time zone is therefore in the record, as words. Its template
    knows nothing else but the language, and where the web server has Horizon.
    """

    @property
    def is_kept(self) -> bool:
        """Whether its HTML may stay in memory; not with the words of reports, which may hold secrets."""
        ...


def rendered(template_name: str, rows: Iterable[Row]) -> list[SafeString]:
    """The HTML of each row, which the template knows as ``row``; made anew where a worker has not just made it."""
    kind = _kind(template_name)
    return [_kept(kind, row) if row.is_kept else kind.html(row) for row in rows]


def filled_in(template_name: str, rows: Iterable[Any], names: Sequence[str]) -> list[SafeString]:
    """As ``rendered()`` where no row is like another, at a tenth of its price: the template is rendered once.

    names: of the fields of a row; each is an escaped text or a number, and stands where the template has it. What
    depends on a row is not for the template to decide: it raises TypeError where a tag asks whether a field is true.
    """
    pattern, places = _pattern(_kind(template_name), tuple(names))
    return [filled(pattern, *[getattr(row, name) for name in places]) for row in rows]


@dataclass(frozen=True)
class _Kind:
    """What rows of one page have in common.

    One context, so that the parts that the template includes are looked up once, not for each row: a look-up asks the
    file system whether the theme has a template of its own.
    """

    template: Template
    language: str | None
    prefix: str
    context: Context = field(default_factory=Context, compare=False)

    def html(self, row: Row | dict[str, SafeString]) -> SafeString:
        with self.context.push(row=row):
            return self.template.render(self.context)


class _Mark(SafeString):
    """Stands for a field, whatever will be in it."""

    def __bool__(self) -> NoReturn:
        raise TypeError(f'A template that is filled in asks whether {self!r} is true')


_MARK = re.compile('\x00([a-z_]+)\x00')


def _kind(template_name: str) -> _Kind:
    return _Kind(get_template(template_name).template, get_language(), get_script_prefix())


@lru_cache(maxsize=100)
def _pattern(kind: _Kind, names: Sequence[str]) -> tuple[str, Sequence[str]]:
    """A text for ``filled()``, and the names of the fields for its places."""
    html = kind.html({name: _Mark(f'\x00{name}\x00') for name in names})
    return _MARK.sub('%s', html.replace('%', '%%')), _MARK.findall(html)


@lru_cache(maxsize=MOST_KEPT)
def _kept(kind: _Kind, row: Row) -> SafeString:
    return kind.html(row)
