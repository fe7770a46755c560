"""Many things by the same template."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from django.template import Context, Template
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

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
    kind = _Kind(get_template(template_name).template, get_language(), get_script_prefix())
    return [_kept(kind, row) if row.is_kept else kind.html(row) for row in rows]


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

    def html(self, row: Row) -> SafeString:
        with self.context.push(row=row):
            return self.template.render(self.context)


@lru_cache(maxsize=MOST_KEPT)
def _kept(kind: _Kind, row: Row) -> SafeString:
    return kind.html(row)
