"""The picture as a list: the same facts in words, for those who do not see it, or would rather read."""

from collections.abc import Iterator
from dataclasses import dataclass

from murano_panel.domain.state.state import State
from murano_panel.environments.component_lines import ComponentLine
from murano_panel.environments.topology.choice import Choice, Part, parts_of

# Parts of one component, and about as many of all; those that the picture shows are listed in any case.
MAX_PARTS, MOST_PARTS = 40, 400


@dataclass(frozen=True)
class Entry:
    """A component with the objects inside it: see ``rendering.Row``.

    state: without the words of reports. change: what the draft does to it, '' for nothing. uses: names of components.
    more: how many parts are not listed.
    """

    environment_id: str
    id: str
    name: str
    application_name: str
    state: State
    change: str
    uses: tuple[str, ...]
    parts: tuple[Part, ...]
    more: int

    @property
    def is_kept(self) -> bool:
        # A change may be the user's own.
        return not self.change


def outline(environment_id: str, choice: Choice) -> list[Entry]:
    """In the order of the picture's components."""
    return list(_entries(environment_id, choice))


def _entries(environment_id: str, choice: Choice) -> Iterator[Entry]:
    each = min(MAX_PARTS, MOST_PARTS // max(len(choice.lines), 1))
    for line in choice.lines:
        drawn = choice.parts.get(line.id, ())
        listed = drawn or (parts_of(line.model)[:each] if choice.counts[line.id] else ())
        yield Entry(
            environment_id=environment_id,
            id=line.id,
            name=line.name,
            application_name=line.application_name,
            state=_in_a_word(line),
            change=line.change.kind if line.change else '',
            uses=tuple(name for _target, name in line.points_to),
            parts=tuple(listed),
            more=choice.counts[line.id] - len(listed),
        )


def _in_a_word(line: ComponentLine) -> State:
    state = line.state
    return State(state.code, state.label, state.icon, state.role)
