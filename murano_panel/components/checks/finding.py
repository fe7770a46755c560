"""What a check before a deployment says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.tree import Path, dotted
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop

OBSTACLE, WARNING, UNKNOWN, FINE = 'obstacle', 'warning', 'unknown', 'fine'
# In the order in which people want to know: (kind, what it is called).
KINDS = (
    (OBSTACLE, gettext_noop('Stands against it')),
    (WARNING, gettext_noop('Look at this')),
    (UNKNOWN, gettext_noop('Could not be checked')),
    (FINE, gettext_noop('Fine')),
)
# Of a thousand servers without their flavor the first ones tell all there is to tell.
MAX_OF_A_KIND = 50


@dataclass(frozen=True)
class Place:
    """A property of a component: what people call it, and its path; '' for the component as a whole."""

    component_id: str
    component: str
    label: str = ''
    path: str = ''


@dataclass(frozen=True)
class Finding:
    """kind: OBSTACLE, WARNING, UNKNOWN or FINE. text, advice: plain, with words of users and services in them.

    places: where it comes from, each with a way to its form.
    """

    kind: str
    text: str
    advice: str = ''
    places: tuple[Place, ...] = ()


def place(component: ObjectModel, name: str, path: Path = ()) -> Place:
    """``name``: what the component is called, twins told apart."""
    label = words_of(component).label(path) if path else ''
    return Place(component_id(component), name, label, dotted(path))


@dataclass(frozen=True)
class Findings:
    """Those of one kind. ``more`` are not shown."""

    kind: str
    label: str
    shown: tuple[Finding, ...]
    more: int = 0


def by_kind(findings: Iterable[Finding]) -> Sequence[Findings]:
    """The worst first; kinds without any are left out."""
    all_found = list(dict.fromkeys(findings))
    grouped = [(kind, label, [item for item in all_found if item.kind == kind]) for kind, label in KINDS]
    return [
        Findings(kind, label, tuple(found[:MAX_OF_A_KIND]), max(0, len(found) - MAX_OF_A_KIND))
        for kind, label, found in grouped
        if found
    ]
