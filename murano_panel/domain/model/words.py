"""What people call a component's application, its properties and their values: the words of its form, kept with it.

They are written where the form is at hand and read wherever the component is shown, so that no page asks Murano for
packages. What other tools made has none: then names of properties are turned into words.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.model.object_model import application_name, remembered, with_remembered
from murano_panel.domain.model.secrets import SANITIZED
from murano_panel.domain.model.tree import ObjectKey, Path, dotted, leaves, walk
from murano_panel.domain.records import ObjectModel

# They travel with every component: bounded, as authors may write much.
MAX_LABELS, MAX_CHOICES, MAX_CHARACTERS = 100, 20, 80

# Instead of a path: what is called so wherever in the component it stands. Only ids are, which mean nothing else.
ANYWHERE = ''
# What nobody writes in small letters.
_ACRONYMS = re.compile(r'\b(?:cpu|dns|id|ip|ram|ssh|url|vm)\b', re.IGNORECASE)
# What Murano's own classes write as one word.
_OTHERWISE = {'keyname': 'Key pair'}
_ID = re.compile(r'[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}')


@dataclass(frozen=True)
class Words:
    """Of one component.

    labels: {dotted path: label}.
    choices: {dotted path, or ANYWHERE: {value as choice_key(): what the form shows for it}}.
    """

    application: str = ''
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def label(self, path: Path) -> str:
        """What the property at a path is called."""
        return self.labels.get(dotted(path)) or ' › '.join(_parts(path))

    def value(self, path: Path, value: Any) -> str:
        """What the form shows for a value, '' where it shows the value itself."""
        if not path or value is None or isinstance(value, dict):
            return ''
        here, anywhere = (self.choices.get(place, {}) for place in (dotted(path), ANYWHERE))
        return here.get(choice_key(value)) or anywhere.get(choice_key(value), '')

    def merged(self, newer: 'Words') -> 'Words':
        """These and newer ones, which count where both say something."""
        choices = {place: {**self.choices.get(place, {}), **known} for place, known in newer.choices.items()}
        return Words(newer.application, {**self.labels, **newer.labels}, {**self.choices, **choices})

    def standing_in(self, component: ObjectModel) -> 'Words':
        """Those of the choices whose values stand in the component as it is."""
        values: dict[str, set[str]] = {}
        for path, value in walk(component):
            values.setdefault(dotted(path), set()).add(choice_key(value))
        values[ANYWHERE] = {choice_key(value) for _path, value in leaves(component)}
        return Words(
            self.application,
            self.labels,
            {
                place: {value: label for value, label in known.items() if value in values.get(place, ())}
                for place, known in self.choices.items()
            },
        )


def choice_key(value: Any) -> str:
    """A value as the key of a choice; a pair of network and subnet is one."""
    return json.dumps(value) if isinstance(value, list | tuple) else str(value)


def titled(answer: Any, title: str) -> dict[str, str]:
    """{value: title} of all that may stand in a model for a choice of the cloud: a network's answer is a pair."""
    parts = answer if isinstance(answer, list) else []
    return {choice_key(value): title for value in [answer, *parts] if value is not None}


def ids_among(titles: Mapping[str, str]) -> dict[str, str]:
    """Those that mean nothing else, wherever they stand."""
    return {value: title for value, title in titles.items() if _ID.fullmatch(value)}


def words_of(component: ObjectModel) -> Words:
    """The words kept with a component, as far as they have the right shape: anybody may write there."""
    kept = remembered(component)
    choices = {path: _texts(labels) for path, labels in _mapping(kept.get('choices')).items()}
    return Words(application_name(component), _texts(kept.get('labels')), choices)


def with_words(component: ObjectModel, words: Words) -> ObjectModel:
    """A copy that keeps the words, cut to what is shown of them."""
    labels = {path: _cut(label) for path, label in list(words.labels.items())[:MAX_LABELS] if label}
    choices = {
        path: {value: _cut(label) for value, label in found.items()}
        for path, found in list(words.choices.items())[:MAX_LABELS]
        if 0 < len(found) <= (MAX_LABELS if path == ANYWHERE else MAX_CHOICES)
    }
    kept = remembered(component) | {'application': _cut(words.application), 'labels': labels, 'choices': choices}
    return with_remembered(component, kept)


def in_words(name: str) -> str:
    """``useFlatNetwork`` as ``Use flat network``, ``siteUrl`` as ``Site URL``."""
    if name in _OTHERWISE:
        return _OTHERWISE[name]
    words = re.sub(r'(?<=[a-z0-9])(?=[A-Z])|[_\s]+', ' ', name).strip()
    return _ACRONYMS.sub(lambda found: found[0].upper(), words[:1].upper() + words[1:].lower())


def _parts(path: Path) -> list[str]:
    """``nodes[0].label`` as ``Nodes 1`` and ``Label``."""
    parts: list[str] = []
    for part in path:
        place = part.place if isinstance(part, ObjectKey) else part
        if isinstance(place, int) and parts:
            parts[-1] += f' {place + 1}'
        else:
            parts.append(in_words(str(place)))
    return parts


def _texts(found: Any) -> dict[str, str]:
    """Murano's records of deployments mask what is kept under a name that is like a password's, labels included."""
    known = _mapping(found).items()
    return {key: _cut(value) for key, value in known if isinstance(value, str) and value != SANITIZED}


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1] + '…'
