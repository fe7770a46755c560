"""What an edit comes to, as it is shown before it is saved."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.domain.model import secrets
from murano_panel.domain.model.changes import Names, PropertyChange, property_change, value_by_value, words_of_both
from murano_panel.domain.model.object_model import component_id, objects
from murano_panel.domain.model.tree import Change, leaves, value_at
from murano_panel.domain.model.words import Words
from murano_panel.domain.records import ObjectModel
from murano_panel.dynamic_ui import Edit, contains_stand_in, is_withheld, replace_stand_ins


@dataclass(frozen=True)
class EditResult:
    """``model`` is the component with the changes in it, ``changes`` what of that is shown."""

    model: ObjectModel
    changes: tuple[PropertyChange, ...]


def result_of(component: ObjectModel, edit: Edit, typed_secrets: Sequence[str], names: Names) -> EditResult:
    """``typed_secrets`` are not shown, wherever they end up in the model."""
    own = set(map(component_id, objects(edit.model)))
    words = words_of_both(component, edit.model)
    changed = [change for change in edit.changes if value_at(component, change.path) != change.new]
    lines = (line for change in changed for line in _lines(component, change, typed_secrets, names, words, own))
    return EditResult(edit.model, tuple(lines))


def _lines(
    component: ObjectModel,
    change: Change,
    typed_secrets: Sequence[str],
    names: Names,
    words: Words,
    own: Collection[str],
) -> Iterator[PropertyChange]:
    """A change value by value; one line at least."""
    found = list(value_by_value(replace(change, old=value_at(component, change.path))))
    # What the old answers made tells where a secret is that nobody here knows.
    withheld = is_withheld(change.old)
    for path, before, after in found or [(change.path, None, None)]:
        hidden = withheld or any(
            secrets.is_secret_path(path, secrets.recorded(component), value) or _contains(value, typed_secrets)
            for value in (before, after)
        )
        line = property_change(path, _sealed(before), _sealed(after), names, words, own, hidden=hidden)
        # It will be another text each time it is encrypted, and says nothing.
        is_sealed = isinstance(after, str) and contains_stand_in(after)
        yield replace(line, new=_('encrypted on saving')) if is_sealed else line


def _sealed(value: Any) -> Any:
    return replace_stand_ins(value, lambda _stand_in: secrets.MASK)


def _contains(value: Any, texts: Sequence[str]) -> bool:
    return any(isinstance(plain, str) and any(text in plain for text in texts) for _path, plain in leaves(value))
