"""Secrets that a model has lost, or must not pass on: where they stand, so that people type them again.

Murano masks them in its records; browsers, copies, blueprints and files do not get them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model import annotations, secrets
from murano_panel.domain.model.muranos_own import is_muranos_own
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import Catalog, component_id
from murano_panel.domain.model.sameness import key_of
from murano_panel.domain.model.tree import (
    ABSENT,
    HEADER,
    Change,
    Path,
    apply_changes,
    dotted,
    leaves,
    mapped,
    value_at,
    walk,
)
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel

# Of what forms remember: names of properties and packages, nothing that somebody has typed.
_NO_TEXTS = frozenset({'version', 'package', 'open', secrets.RECORD})


@dataclass(frozen=True)
class Withheld:
    """A secret that was not kept: the user types it again into the form field ``key``."""

    component_id: str
    component_name: str
    path: Path
    label: str

    @property
    def key(self) -> str:
        """What the form field is called: JSON of the component's id and the path."""
        return key_of(self.component_id, self.path)

    @property
    def shown_path(self) -> str:
        """Where it stands, as people read it."""
        return dotted(self.path)


@dataclass(frozen=True)
class Emptied:
    """components: copies in which secrets are blank. withheld: those, to be typed.

    The ids are the originals', so that what is typed finds its place however often it is asked for; copies that are to
    stand beside the originals get theirs last, by ``with_new_ids()``.
    """

    components: list[ObjectModel]
    withheld: list[Withheld]


def emptied(components: Sequence[ObjectModel], catalog: Catalog | None = None) -> Emptied:
    """For what leaves its environment: clones, blueprints, files. ``catalog``: what applications are called.

    Secrets in the metadata of other tools are emptied and not asked for: no form knows them. Where what our forms
    remember repeats a secret, as authors ask for some in plain fields, that is left out: the copy is then edited by its
    properties.
    """
    names = told_apart(components, catalog)
    copies, withheld = [], []
    for component in components:
        copy, paths = blanked(component, secrets.recorded(component))
        taken = {str(value_at(component, tuple(path))) for path in paths}
        copies.append(mapped(copy, _without_strangers_secrets, leave_out=_remembered_secrets(copy, taken).__contains__))
        withheld += _at(component, names, paths)
    return Emptied(copies, withheld)


def masked(components: Sequence[ObjectModel], names: Mapping[str, str]) -> list[Withheld]:
    """Those that Murano has masked in a record. ``names``: {id: what the component is called}."""
    return [
        found
        for component in components
        for found in _at(component, names, [path for path, value in leaves(component) if value == secrets.SANITIZED])
    ]


def with_typed(
    components: Sequence[ObjectModel], asked: Sequence[Withheld], typed: Mapping[str, str]
) -> list[ObjectModel]:
    """Copies with what was typed, by ``Withheld.key``, in its places."""
    of: dict[str, list[Withheld]] = {}
    for secret in asked:
        of.setdefault(secret.component_id, []).append(secret)
    return [apply_changes(item, filled(item, of.get(component_id(item), ()), typed)) for item in components]


def filled(component: ObjectModel, asked: Sequence[Withheld], typed: Mapping[str, str]) -> list[Change]:
    """The changes that put typed secrets, by ``Withheld.key``, into their places.

    What does not fit stays blank. Raises ValueError for a place that the component does not have.
    """
    found = []
    for secret in asked:
        if secret.key in typed:
            blank = value_at(component, secret.path)
            if blank is ABSENT:
                raise ValueError('no such secret')
            if fits(typed[secret.key], blank):
                found.append(Change(secret.path, blank, _like(blank)(typed[secret.key])))
    return found


def fits(text: str, blank: Any) -> bool:
    """Whether a text can take the place of the text or the number that was there."""
    try:
        _like(blank)(text)
    except ValueError:
        return False
    return True


def _like(blank: Any) -> type:
    return type(blank) if isinstance(blank, int | float) else str


def blanked(value: Any, names: Collection[str], at: Path = ()) -> tuple[Any, list[list[str | int]]]:
    """A clean copy with secret texts and numbers emptied, which keeps their type, and the paths of those.

    ``names`` are the recorded names of secret properties; ``at`` is where the value stands.
    """
    withheld: list[list[str | int]] = []

    def blank(path: Path, plain: Any) -> Any:
        can_be_secret = plain and isinstance(plain, str | int | float) and not isinstance(plain, bool)
        is_peoples = HEADER not in path or annotations.is_entry(path)
        if can_be_secret and is_peoples and secrets.is_secret_path(path, names, plain):
            withheld.append(list(path))
            return type(plain)()
        return plain

    return mapped(value, blank, at, leave_out=is_muranos_own), withheld


def _at(component: ObjectModel, names: Mapping[str, str], paths: Sequence[Sequence[str | int]]) -> list[Withheld]:
    own_id, words = component_id(component), words_of(component)
    return [Withheld(own_id, names[own_id], tuple(path), words.label(tuple(path))) for path in paths]


def _without_strangers_secrets(path: Path, plain: Any) -> Any:
    """What our forms remember is looked through by ``_remembered_secrets()``."""
    if HEADER not in path or not isinstance(plain, str | int | float):
        return plain
    inside = path[path.index(HEADER) + 1 :]
    is_strangers = inside[:1] == ('metadata',) and inside[1:2] != (secrets.METADATA_KEY,)
    return type(plain)() if is_strangers and secrets.is_secret_path(inside[1:], (), plain) else plain


def _remembered_secrets(component: ObjectModel, taken: Collection[str]) -> set[Path]:
    """The entries of what forms remember, in whatever object, that have a secret in them. ``taken``: those blanked."""
    found = set()
    for path, node in walk(component, headers=True, plain=False):
        if path[-3:] == (HEADER, 'metadata', secrets.METADATA_KEY) and isinstance(node, dict):
            entries = ((key, value) for key, value in node.items() if key not in _NO_TEXTS)
            found |= {(*path, key) for key, value in entries if _repeats(key, value, taken)}
    return found


def _repeats(entry: str, value: Any, taken: Collection[str]) -> bool:
    """Whether a secret stands in it: one that was blanked, alone or in a longer text, or one by its name or value."""
    for path, plain in leaves(value):
        if plain in (None, '') or isinstance(plain, bool):
            continue
        texts = [str(plain), *(part for part in path if isinstance(part, str))]
        by_name = entry == 'answers' and secrets.is_secret_path(path, (), plain)
        if by_name or any(secrets.is_secret_value(text) or _has(text, taken) for text in texts):
            return True
    return False


def _has(text: str, taken: Collection[str]) -> bool:
    """Short ones count only alone: they stand in too much by chance."""
    return text in taken or any(secret in text for secret in taken if len(secret) > 3)
