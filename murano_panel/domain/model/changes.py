"""A change set in people's words: components added, removed and changed, and their properties from what to what.

The draft's page, the review of an edit and re-applying a lost draft all show these records, through one template.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from murano_panel.domain.model import annotations, secrets
from murano_panel.domain.model.line_diff import DiffLine, Hunk, hunks, line_diff
from murano_panel.domain.model.names import is_said_by, told_apart
from murano_panel.domain.model.object_model import (
    Catalog,
    application_name,
    class_name,
    component_id,
    component_name,
    header,
    objects,
    users,
)
from murano_panel.domain.model.tree import ABSENT, BY_ID, HEADER, ORDER, Change, Path, difference, dotted, walk
from murano_panel.domain.model.words import Words, words_of
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop

ADDED, CHANGED, REMOVED = 'added', 'changed', 'removed'

# Where what a component is called stands in comparisons, when a property of its class is called name as well.
GIVEN_NAME = 'name of the component'
# Where what people have written into its metadata stands in comparisons.
METADATA = 'metadata of the component'
# Characters of a value that a line of changes shows.
MAX_VALUE = 120


@dataclass(frozen=True)
class PropertyChange:
    """One property: ``path`` as ``instance.flavor``; ``old`` and ``new`` as text with secrets masked, '' for none.

    label: what people call it. is_new: the new object comes with the draft. is_flag: the texts are message ids.
    Objects and choices are named; ``old_raw`` and ``new_raw`` are what stands in the model: ids, and the values.
    values: what stands there of texts and lists that are shown as they are; never secrets.
    """

    path: str
    old: str
    new: str
    old_raw: str = ''
    new_raw: str = ''
    is_new: bool = False
    label: str = ''
    is_flag: bool = False
    values: tuple[Any, Any] = field(default=(None, None), repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[DiffLine, ...]:
        """How a text of several lines, or a list, differs; () for all else. Made when it is shown."""
        return line_diff(*self.values) if None not in self.values else ()

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """Those lines, grouped for two columns."""
        return hunks(self.lines)


@dataclass(frozen=True)
class ComponentChange:
    """What happens to one component. ``kind``: ADDED, CHANGED or REMOVED; ``application`` as the catalog calls it.

    ``used_by`` names the components of the draft that need it. is_environment: it is about the environment itself.
    """

    kind: str
    component_id: str
    name: str
    application: str
    class_name: str
    properties: tuple[PropertyChange, ...] = ()
    used_by: tuple[str, ...] = ()
    is_environment: bool = False

    @property
    def is_added(self) -> bool:
        """It comes with the draft."""
        return self.kind == ADDED

    @property
    def is_changed(self) -> bool:
        """It was there before and stays."""
        return self.kind == CHANGED


@dataclass(frozen=True)
class Names:
    """What the objects of an environment are called.

    objects: {id: it} of all, components and their parts; what is not ``known`` by its id is new.
    components: {id: name} of the components, twins told apart.
    """

    objects: Mapping[str, ObjectModel]
    known: Collection[str]
    components: Mapping[str, str] = field(default_factory=dict)
    catalog: Catalog = field(default_factory=dict)

    def text(self, object_id: str) -> str:
        """Class and name of one. Asked of few: most stand in no value that has changed."""
        return _title(self.objects[object_id], self.components.get(object_id), self.catalog)


def names_of(committed: Sequence[ObjectModel], draft: Sequence[ObjectModel], catalog: Catalog | None = None) -> Names:
    """The names of all that stands in either; what stands in ``committed`` is known."""
    told = told_apart([*committed, *draft], catalog)
    deployed = {component_id(part): part for part in objects(committed)}
    drafted = {component_id(part): part for part in objects(draft)}
    return Names({**deployed, **drafted}, deployed.keys(), told, catalog or {})


def changes(
    committed: Sequence[ObjectModel], draft: Sequence[ObjectModel], catalog: Catalog | None = None
) -> list[ComponentChange]:
    """The changes in the draft's order, then what it removes."""
    names = names_of(committed, draft, catalog)
    before = {component_id(component): component for component in committed}
    drafted = {component_id(component) for component in draft}
    pairs: list[tuple[ObjectModel | None, ObjectModel | None]] = [
        (before.get(component_id(component)), component) for component in draft
    ]
    pairs += [(component, None) for component in committed if component_id(component) not in drafted]
    compared = (component_change(old, new, names) for old, new in pairs)
    found = [change for change in compared if change.properties or not change.is_changed]
    used_by = users(draft) if found else {}
    return [
        replace(change, used_by=tuple(names.components[user] for user in used_by.get(change.component_id, ())))
        for change in found
    ]


def component_change(before: ObjectModel | None, after: ObjectModel | None, names: Names) -> ComponentChange:
    """The change of one component, of which ``before`` or ``after`` may be None."""
    component = after or before or {}
    own_id = component_id(component)
    return ComponentChange(
        kind=REMOVED if after is None else ADDED if before is None else CHANGED,
        component_id=own_id,
        name=names.components.get(own_id) or component_name(component),
        application=application_name(component, names.catalog),
        class_name=class_name(component),
        properties=() if after is None else tuple(_property_changes(before or {}, after, names)),
    )


def _property_changes(before: ObjectModel, after: ObjectModel, names: Names) -> Iterator[PropertyChange]:
    secret = secrets.recorded(before) | secrets.recorded(after)
    words = words_of_both(before, after)
    own = {component_id(part) for part in objects(after)}
    apart = has_two_names(before) or has_two_names(after)
    given = (GIVEN_NAME,) if apart else ('name',)
    for change in difference(_as_compared(before, apart=apart), _as_compared(after, apart=apart), lists=BY_ID):
        # Headers are Murano's; the order of objects in a list says nothing.
        if HEADER in change.path or ORDER in change.path:
            continue
        for path, old, new in value_by_value(change):
            if before or path != given:  # the name of a new component stands beside it already
                # Masked values of both sides may look the same; that they differ is said all the same.
                hidden = any(secrets.is_secret_path(path, secret, value) for value in (old, new))
                yield property_change(path, old, new, names, words, own, hidden=hidden)


def words_of_both(before: ObjectModel, after: ObjectModel) -> Words:
    """The words of a component that changes: what it was set to may have been called otherwise."""
    return words_of(before).merged(words_of(after))


def has_two_names(component: ObjectModel) -> bool:
    """Whether a property of its class is called name that has nothing to do with what the component is called."""
    named, own = header(component).get('name'), component.get('name')
    return bool(named) and own not in (None, '', named)


def _as_compared(component: ObjectModel, *, apart: bool) -> ObjectModel:
    """A component has its name in its header, or in a property; it is one property to people, and comes first.

    Two with ``apart``. Of the header only the id counts, and what people write into the metadata: the rest is Murano's.
    """
    head, written = header(component), annotations.entries(component)
    own = {**component, HEADER: {'id': head.get('id')}} if head else component
    if written:
        own = {**own, METADATA: written}
    if apart:
        return {GIVEN_NAME: head.get('name') or component.get('name'), **own}
    return {'name': head['name'], **own} | {'name': head['name']} if head.get('name') else own


def value_by_value(change: Change) -> Iterator[tuple[Path, Any, Any]]:
    """Path, old and new of each plain value that a change changes, None for none; objects are their ids.

    Another id means another object: the deployment destroys the old one. Objects in lists are compared by their ids;
    what an object that goes had in it is not told.
    """
    old_values, new_values = dict(_values(change.old, change.path)), dict(_values(change.new, change.path))
    old, new = _without_filled_lists(old_values, new_values), _without_filled_lists(new_values, old_values)
    gone = old.keys() - new.keys()
    # Where both have the place, it is shown as the new one has it.
    for path in {path: path for path in [*old, *new]}.values():
        if old.get(path) != new.get(path) and (path in new or gone.isdisjoint(_around(path))):
            yield path, old.get(path), new.get(path)


def _values(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """The values to compare: plain ones, lists of plain ones, and which object stands where."""
    whole: set[Path] = set()
    for inner, value in walk(node, by_id=True):
        if inner[:-1] in whole or value is ABSENT or value in (None, ''):
            continue
        place = (*path, *inner)
        if isinstance(value, dict):
            if header(value) and place:
                yield place, component_id(value) or class_name(value).rpartition('.')[2]
        elif not isinstance(value, list | tuple):
            yield place, value
        elif not any(isinstance(item, dict | list) for item in value):
            whole.add(inner)
            yield place, value


def _without_filled_lists(values: Mapping[Path, Any], others: Mapping[Path, Any]) -> dict[Path, Any]:
    """Without the empty lists where the other side has objects: these tell it."""
    if [] not in values.values():
        return dict(values)
    inside = {part for path in others for part in _around(path)}
    return {path: value for path, value in values.items() if value != [] or path not in inside}


def _around(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(1, len(path)))


def property_change(
    path: Path, old: Any, new: Any, names: Names, words: Words, own: Collection[str] = (), *, hidden: bool
) -> PropertyChange:
    """A changed value as it is shown. What is among its component's ``own`` objects is not called new."""
    # To people a component's name is a property like any other.
    path = ('name',) if path == (HEADER, 'name') else path
    # Keys of metadata are read as they were written.
    label = f'Metadata › {path[-1]}' if _is_metadata(path) else words.label(path)
    place = shown_path(path)
    if not hidden and any(isinstance(value, list) for value in (old, new)):
        old, new, hidden = _with_masked_items(path, old, new)
    if hidden:
        masked_old, masked_new = ('' if value is None else secrets.MASK for value in (old, new))
        return PropertyChange(place, masked_old, masked_new, label=label)
    (old_text, old_raw), (new_text, new_raw) = (_text(path, value, names, words) for value in (old, new))
    if old_text == new_text and old_raw and new_raw:
        old_text, new_text = f'{old_text} {old_raw[:8]}', f'{new_text} {new_raw[:8]}'
    is_new = new_raw in names.objects and new_raw not in names.known and new_raw not in own
    is_flag = all(isinstance(value, bool | None) for value in (old, new))
    values = (None, None) if old_raw or new_raw else (old, new)
    return PropertyChange(place, old_text, new_text, old_raw, new_raw, is_new, label, is_flag, values)


def _with_masked_items(path: Path, old: Any, new: Any) -> tuple[Any, Any, bool]:
    """Both with the secrets in them masked, and whether nothing else is changed."""
    masked_old, masked_new = (secrets.masked(value, secrets.property_of(path)) for value in (old, new))
    return masked_old, masked_new, masked_old == masked_new and old != new


def shown_path(path: Path, *, apart: bool = False) -> str:
    """As ``PropertyChange`` has it. ``apart``: the component has two names, and its own is not that of its class."""
    if path == (HEADER, 'name'):
        return GIVEN_NAME if apart else 'name'
    return f'?.metadata.{path[-1]}' if _is_metadata(path) else dotted(path)


def _is_metadata(path: Path) -> bool:
    return path[:1] == (METADATA,) or annotations.is_entry(path)


def _title(node: ObjectModel, told: str | None, catalog: Catalog) -> str:
    """``Server web``; a name that is the application's says enough, and so does one that is told apart by it."""
    application, name = application_name(node, catalog), told or component_name(node)
    return name if is_said_by(name, application) else f'{application} {name}'.strip()


def _text(path: Path, value: Any, names: Names, words: Words) -> tuple[str, str]:
    """A value as text, and what stands in the model where that is something else."""
    if value is None:
        return '', ''
    if isinstance(value, bool):
        return (gettext_noop('Yes') if value else gettext_noop('No')), ''
    if label := words.value(path, value):
        return _cut(label), _cut(str(value))
    if isinstance(value, str) and value in names.objects:
        return _cut(names.text(value)), value
    if isinstance(value, list) and value and all(isinstance(item, str) and item in names.objects for item in value):
        return _cut(', '.join(names.text(item) for item in value)), _cut(', '.join(value))
    return _cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)), ''


def _cut(text: str) -> str:
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + '…'
