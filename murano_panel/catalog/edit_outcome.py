"""What an edit comes to, as it is shown before it is saved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.domain import secrets
from murano_panel.domain.changes import MAX_TEXT, PropertyChange
from murano_panel.domain.records import ObjectModel
from murano_panel.dynamic_ui import Change, Edit
from murano_panel.dynamic_ui.deferred import contains_stand_in, replace_stand_ins
from murano_panel.dynamic_ui.edit import is_withheld
from murano_panel.dynamic_ui.model_diff import ABSENT, value_at


@dataclass(frozen=True)
class Outcome:
    """``model`` is the component with the changes in it."""

    model: ObjectModel
    changes: tuple[PropertyChange, ...]


def of(component: ObjectModel, edit: Edit, typed_secrets: Sequence[str]) -> Outcome:
    """``typed_secrets`` are not shown, wherever they end up in the model."""
    changed = [change for change in edit.changes if value_at(component, change.path) != change.new]
    return Outcome(edit.model, tuple(_shown(component, change, typed_secrets) for change in changed))


def _shown(component: ObjectModel, change: Change, typed_secrets: Sequence[str]) -> PropertyChange:
    old = value_at(component, change.path)
    # What the old answers made tells where a secret is that nobody here knows.
    hidden = is_withheld(change.old) or any(secrets.is_secret(part) for part in change.path)
    hidden = hidden or any(_contains(value, typed_secrets) for value in (old, change.new))
    return PropertyChange(change.dotted, *(_text(change, value, hidden) for value in (old, change.new)))


def _text(change: Change, value: Any, hidden: bool) -> str:
    if value is ABSENT or value in (None, ''):
        return ''
    if isinstance(value, str) and contains_stand_in(value):
        return _('encrypted on saving')
    if hidden:
        return secrets.MASK
    value = replace_stand_ins(secrets.masked(value, change.path[-1]), lambda _stand_in: secrets.MASK)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + '…'


def _contains(value: Any, texts: Sequence[str]) -> bool:
    if isinstance(value, dict):
        return any(_contains(item, texts) for item in value.values())
    if isinstance(value, list):
        return any(_contains(item, texts) for item in value)
    return isinstance(value, str) and any(text in value for text in texts)
