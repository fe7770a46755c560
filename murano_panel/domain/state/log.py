"""The log of a deployment: which of its lines somebody asks for, and the part of these that fits into a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.state.progress import Line

# What a line counts for a reader who asks for no less than that.
RANKS = {'info': 0, 'warning': 1, 'error': 2}


@dataclass(frozen=True)
class Question:
    """``level``: no less than that. component: an id. words: in any case. at: the id of a line that is to be shown."""

    level: str = ''
    component: str = ''
    words: str = ''
    at: str = ''

    @property
    def chooses(self) -> bool:
        """Some lines may not pass."""
        return bool(self.level or self.component or self.words)

    def passes(self, line: Line) -> bool:
        """As the page's script filters them."""
        return (
            RANKS.get(line.level, 0) >= RANKS.get(self.level, 0)
            and self.component in ('', line.component_id)
            and self.words.lower() in f'{line.component_name} {line.text}'.lower()
        )


def shown(line: Line) -> Line:
    """As pages and files have it: what can be told for a secret is masked."""
    return replace(line, text=without_secrets(line.text))


@dataclass(frozen=True)
class Excerpt:
    """``lines`` that a page holds of ``passing`` ones. earlier, later: the ids of the next ones, '' at the ends."""

    lines: Sequence[Line]
    passing: int
    earlier: str
    later: str


def excerpt(lines: Sequence[Line], question: Question, size: int) -> Excerpt:
    """The newest that pass; or the part, counted from the first line, in which the one asked for is.

    Such parts stay what they are when the log grows, so that their addresses can be passed on. A line that is asked for
    is shown, whether it passes or not.
    """
    passing = [line for line in lines if question.passes(line)] if question.chooses else lines
    at = _index(passing, question.at)
    if at is None and question.at:
        found = _index(lines, question.at)
        passing, at = (lines, found) if found is not None else (passing, None)
    begin = max(0, len(passing) - size) if at is None else at - at % size
    end = min(begin + size, len(passing))
    return Excerpt(
        lines=[shown(line) for line in passing[begin:end]],
        passing=len(passing),
        earlier=passing[begin - 1].id if begin else '',
        later=passing[end].id if end < len(passing) else '',
    )


def _index(lines: Sequence[Line], line_id: str) -> int | None:
    return next((index for index, line in enumerate(lines) if line.id == line_id), None) if line_id else None
