"""Keys and values, line by line: as many as the page has sent, empty ones left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.domain.metadefs import Definition
from murano_panel.domain.model import annotations, secrets
from murano_panel.domain.model.annotations import MAX_CHARACTERS, MAX_ENTRIES
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts.seen import Seen
from murano_panel.environments.settings.dialogs import DraftForm

# Lines without anything in them that the page offers: enough where there are no scripts to add some.
MORE_LINES = 2
# What a request may send at most; what is more was not made by our page.
MAX_LINES = 4 * MAX_ENTRIES


@dataclass(frozen=True)
class MetadataLine:
    """``is_secret``: its value is not shown, and an empty one leaves it as it is where the key is ``kept`` already."""

    key: str = ''
    value: str = ''
    is_secret: bool = False
    is_kept: bool = False
    complaints: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What the page has in the field."""
        return '' if self.is_secret else self.value

    def with_complaint(self, text: str) -> 'MetadataLine':
        return replace(self, complaints=(*self.complaints, text))


@dataclass(frozen=True)
class SentLines:
    """What a request has sent. texts: {key: value}, where nothing is wrong."""

    lines: tuple[MetadataLine, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    is_too_much: bool = False

    @property
    def are_fine(self) -> bool:
        return not self.is_too_much and not any(line.complaints for line in self.lines)


class MetadataForm(DraftForm):
    """``node`` has the metadata. Inputs: ``key`` and ``value``, as often as there are lines."""

    def __init__(
        self,
        request: HttpRequest,
        *args: Any,
        mine: Seen,
        node: ObjectModel,
        definitions: Mapping[str, Definition],
        **kwargs: Any,
    ) -> None:
        self.mine, self.node = mine, node
        self.entries = {key: annotations.text_of(value) for key, value in annotations.entries(node).items()}
        self.definitions = definitions
        super().__init__(request, *args, **kwargs)

    @property
    def lines(self) -> list[MetadataLine]:
        """Those that the page shows: what was sent, or what there is, and empty ones."""
        if self.is_bound:
            return [*self._sent.lines, *[MetadataLine()] * MORE_LINES]
        return [*(_line(key, text, self.entries) for key, text in self.entries.items()), *[MetadataLine()] * MORE_LINES]

    @cached_property
    def _sent(self) -> SentLines:
        return read(self.data.getlist('key'), self.data.getlist('value'), self.entries, self.definitions)

    def clean(self) -> dict[str, Any]:
        if self._sent.is_too_much:
            self.add_error(None, _('There is room for %d of them.') % MAX_ENTRIES)
        elif not self._sent.are_fine:
            self.add_error(None, _('Nothing was saved yet: see what is wrong below.'))
        return {'texts': self._sent.texts}


def _line(key: str, value: str, entries: Mapping[str, str]) -> MetadataLine:
    is_secret = secrets.is_secret_path((key,), value=value or entries.get(key, ''))
    return MetadataLine(key, value, is_secret, is_kept=key in entries)


def read(
    keys: Sequence[str], values: Sequence[str], entries: Mapping[str, str], definitions: Mapping[str, Definition]
) -> SentLines:
    """Checked, line by line. ``entries``: those that there are, as text."""
    if len(keys) > MAX_LINES:
        return SentLines((), is_too_much=True)
    lines: list[MetadataLine] = []
    texts: dict[str, str] = {}
    removed = {value for key, value in entries.items() if key not in keys}
    for sent_key, sent_value in zip(keys, [*values, *[''] * len(keys)], strict=False):
        key, value = sent_key.strip(), sent_value.strip()
        if not key:
            # Who empties the name removes the line, whose value is there still.
            if value and value not in removed:
                lines.append(MetadataLine(value=value).with_complaint(_('Give it a name, or empty its value, too.')))
            continue
        line = _line(key, value, entries)
        if line.is_secret and line.is_kept and not value:
            value = entries[key]
        wrong = _complaint(key, value, is_double=key in texts, definition=definitions.get(key), before=entries)
        lines.append(line.with_complaint(wrong) if wrong else line)
        texts[key] = value
    found = SentLines(tuple(lines), texts, is_too_much=len(texts) > MAX_ENTRIES)
    # What is typed into a hidden field does not come back into the page.
    return found if found.are_fine else replace(found, lines=tuple(map(_typed_again, lines)))


def _complaint(
    key: str, value: str, *, is_double: bool, definition: Definition | None, before: Mapping[str, str]
) -> str:
    if key in annotations.RESERVED:
        return _('This name is taken by the dashboard or by Murano itself: take another one.')
    if is_double:
        return _('There is another line with this name.')
    if max(len(key), len(value)) > MAX_CHARACTERS and before.get(key) != value:
        return _('Names and values have up to %d characters.') % MAX_CHARACTERS
    if not value:
        return _('Give it a value, or empty its name to remove it.')
    if definition and before.get(key) != value and (complaint := definition.complaint(value)):
        return _(complaint)
    return ''


def _typed_again(line: MetadataLine) -> MetadataLine:
    if line.is_secret and line.value:
        return line.with_complaint(_('Type this value again: it is not kept in the page.'))
    return line
