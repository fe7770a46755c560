"""Blueprints: components without what belongs to one environment, and with the questions that they leave open.

A question stands with its component, in ``?.metadata.murano_panel``: the places of the secrets that were taken out.
Murano keeps that, and other tools leave it alone.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from murano_panel.domain.model.copying import with_new_ids
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import (
    Catalog,
    class_name,
    component_id,
    component_name,
    header,
    metadata,
    remembered,
    with_remembered,
)
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import (
    ABSENT,
    HEADER,
    MAX_NESTING,
    Change,
    Path,
    apply_changes,
    mapped,
    object_id,
    value_at,
    walk,
)
from murano_panel.domain.model.withheld import Emptied, Withheld, emptied
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel

OPEN = 'open'
# Of one component; what others have written may be anything.
MAX_QUESTIONS = 100
# Stands for a secret that is asked for while its component is in a form. Nobody can type it: no answer has a NUL.
ASKED_FOR = '\x00asked for\x00'


def as_blueprint(components: Sequence[ObjectModel]) -> list[ObjectModel]:
    """Copies with ids of their own, in which secrets are blank and noted as questions.

    Questions that were open stay open. What is running is not to be handed in: see ``components/people_set.py``.
    """
    given = emptied(components)
    copies, ids = with_new_ids(given.components)
    taken: dict[str, list[Path]] = {}
    for secret in given.withheld:
        taken.setdefault(ids[secret.component_id], []).append(secret.path)
    return [_with_questions(copy, [*_open(copy), *taken.get(component_id(copy), ())]) for copy in copies]


def with_questions(components: Sequence[ObjectModel], catalog: Catalog | None = None) -> Emptied:
    """The components without their notes, and what has to be answered before they can be used.

    A secret that another tool has left in a blueprint is asked for as well: it is known to whoever sees that.
    """
    given = emptied(components, catalog)
    names = told_apart(components, catalog)
    asked = [
        Withheld(component_id(component), names[component_id(component)], path, words_of(component).label(path))
        for component in given.components
        for path in _open(component)
    ]
    places = {secret.key for secret in asked}
    asked += [secret for secret in given.withheld if secret.key not in places]
    return Emptied([_without_questions(component) for component in given.components], asked)


def to_edit(component: ObjectModel) -> ObjectModel:
    """A copy without its notes, and with ASKED_FOR in the texts that they are about: an edit moves and drops these."""
    paths = [path for path in _open(component) if value_at(component, path) == '']
    return apply_changes(_without_questions(component), [Change(path, '', ASKED_FOR) for path in paths])


def as_part(
    component: ObjectModel, is_asked_for: Callable[[str], bool], before: ObjectModel | None = None
) -> ObjectModel:
    """A component as a blueprint keeps it, under its own id: the inverse of ``to_edit()``.

    Secrets in it are blank and noted as questions, and so are the texts that ``is_asked_for``. ``before``: what it was,
    whose questions about numbers stay.
    """
    asked: list[Path] = []

    def blank(path: Path, plain: Any) -> Any:
        if not (isinstance(plain, str) and is_asked_for(plain)):
            return plain
        asked.append(path)
        return ''

    given = emptied([mapped(component, blank)])
    part = given.components[0]
    kept = [path for path in _open(before or {}) if value_at(before, path) != '']
    paths = [*kept, *asked, *(secret.path for secret in given.withheld)]
    return _with_questions(part, [path for path in paths if HEADER not in path and _is_blank(value_at(part, path))])


def laid_over(components: Sequence[ObjectModel], present: Sequence[ObjectModel]) -> list[ObjectModel]:
    """The components of a blueprint as those of an environment, to be compared with ``present``.

    Those of the same class and name are the same; what stands at the same place in them, too. Questions are answered
    as the environment does: that they are open is no difference.
    """
    pairs = _pairs(components, present)
    ids = {own: other for component, mine in pairs for own, other in _same_objects(component, mine).items()}

    def moved(_path: Path, plain: Any) -> Any:
        return ids.get(plain, plain) if isinstance(plain, str) else plain

    deployed = {component_id(item): item for item in present}
    over = []
    for component in components:
        laid = mapped(component, moved)
        there = deployed.get(component_id(laid))
        over.append(_without_questions(_answered(laid, _open(component), there) if there else laid))
    return over


def _pairs(components: Sequence[ObjectModel], present: Sequence[ObjectModel]) -> list[tuple[ObjectModel, ObjectModel]]:
    """Each at most once; of several of one class and name the first ones."""
    free: dict[tuple[str, str], list[ObjectModel]] = {}
    for item in present:
        free.setdefault((class_name(item), component_name(item)), []).append(item)
    found = []
    for component in components:
        same = free.get((class_name(component), component_name(component)))
        if same:
            found.append((component, same.pop(0)))
    return found


def _same_objects(component: ObjectModel, present: ObjectModel) -> Mapping[str, str]:
    """{id of an object: id of the one that stands at the same place}."""
    ids = {}
    for path, node in walk(component, plain=False):
        there = value_at(present, path)
        if object_id(node) and object_id(there) and class_name(node) == class_name(there):
            ids[object_id(node)] = object_id(there)
    return ids


def _answered(component: ObjectModel, places: Sequence[Path], present: ObjectModel) -> ObjectModel:
    found = [(path, value_at(component, path), value_at(present, path)) for path in places]
    return apply_changes(component, [Change(path, blank, there) for path, blank, there in found if _is_plain(there)])


def _open(component: ObjectModel) -> list[Path]:
    """The places that its questions are about, as far as there is something to be answered."""
    noted = remembered(component).get(OPEN)
    if not isinstance(noted, list):
        return []
    paths = [tuple(path) for path in noted[:MAX_QUESTIONS] if _is_path(path)]
    return [path for path in dict.fromkeys(paths) if _is_blank(value_at(component, path))]


def _is_path(path: Any) -> bool:
    return (
        isinstance(path, list)
        and 0 < len(path) <= MAX_NESTING
        and all(isinstance(part, str) or type(part) is int for part in path)
        and HEADER not in path
    )


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_blank(value: Any) -> bool:
    return value is not ABSENT and _is_plain(value) and not value


def _with_questions(component: ObjectModel, paths: Sequence[Path]) -> ObjectModel:
    bare = _without_questions(component)
    if not paths:
        return bare
    return with_remembered(bare, {**remembered(bare), OPEN: [list(path) for path in dict.fromkeys(paths)]})


def _without_questions(component: ObjectModel) -> ObjectModel:
    kept = remembered(component)
    if OPEN not in kept:
        return component
    rest = {key: value for key, value in kept.items() if key != OPEN}
    if rest:
        return with_remembered(component, rest)
    others = {key: value for key, value in metadata(component).items() if key != METADATA_KEY}
    head = {key: value for key, value in header(component).items() if key != 'metadata'}
    return {**component, HEADER: head | ({'metadata': others} if others else {})}
