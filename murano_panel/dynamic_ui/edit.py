"""Changing the answers of a component that exists, without rebuilding what was not changed.

The answers are kept with the component at ``?.metadata['murano_panel']``, without secrets. To edit, the object model is
built twice, from the old and from the new answers, with ids and generated names that follow from their places. What
differs between the two is all that is applied to the current model: ids, host names, references, values written by the
engine and encrypted values stay as they are.
"""

from __future__ import annotations

import copy
import hashlib
import string
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.domain.model.alignment import align
from murano_panel.domain.model.object_model import remembered, with_remembered
from murano_panel.domain.model.secrets import RECORD, holding, recorded
from murano_panel.domain.model.tree import Change, Path, PathGone, apply_changes, difference, mapped
from murano_panel.domain.model.words import with_words, words_of
from murano_panel.dynamic_ui.definition.application import build_object_model
from murano_panel.dynamic_ui.definition.model import Answers, Definition, Titles
from murano_panel.dynamic_ui.language.context import Encryptor
from murano_panel.dynamic_ui.placeholders import (
    Deferred,
    contains_kept_secret,
    contains_stand_in,
    is_withheld,
    kept_secret,
)
from murano_panel.dynamic_ui.problems import NotEditable, SecretsNeeded
from murano_panel.dynamic_ui.words import form_words

# Of the answers kept with a component; of another one nothing can be read.
FORMAT = 1


@dataclass(frozen=True)
class KeptAnswers:
    """Answers found with a component. Secrets stand as placeholders; ``kept_secrets`` names them by form."""

    answers: dict[str, dict[str, Any]]
    kept_secrets: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Edit:
    """What an edit comes to: its changes, and the component's model with them applied."""

    changes: tuple[Change, ...]
    model: dict[str, Any]


def with_answers(
    model: Mapping[str, Any],
    definition: Definition,
    answers: Answers,
    parameters: Mapping[str, Any] | None = None,
    titles: Titles | None = None,
) -> dict[str, Any]:
    """A copy of the component's model that keeps the answers, secrets left out, which properties got those, and words.

    ``parameters`` are those that the model was built with: labels may depend on them. ``titles``: of the choices of
    the cloud in steps that were shown; those of others stay, as far as their values do.
    """
    kept: dict[str, dict[str, Any]] = {}
    for form, values in answers.items():
        kept[form] = {
            name: value
            for name, value in values.items()
            if (form, name) not in definition.secret_names or value in ('', None)
        }
    typed = (answers.get(item.form, {}).get(item.name) for item in definition.fields() if item.holds_secret)
    # An author may put a secret anywhere in the model, also into the middle of a text: it is looked for by its value.
    texts = {str(value) for value in typed if value not in ('', None) and not contains_kept_secret(value)}
    secret = recorded(dict(model)) | holding(model, texts)
    record = {'version': FORMAT, 'package': definition.fqn, 'answers': kept, RECORD: sorted(secret)}
    changed = with_remembered(copy.deepcopy(dict(model)), record)
    words = form_words(definition, changed, answers, parameters, texts, titles or {})
    # A step that was not opened now has asked the cloud for nothing: what its choices were called is still known.
    before = words_of(dict(model)).standing_in(changed)
    return with_words(changed, replace(words, choices=before.merged(words).choices))


def kept_answers(model: Mapping[str, Any], definition: Definition) -> KeptAnswers:
    """The answers kept with a component, for its package's form.

    Raises ``NotEditable`` when there are none, or none that fit.
    """
    kept = remembered(dict(model))
    if kept.get('version') != FORMAT or not isinstance(kept.get('answers'), Mapping):
        raise NotEditable(_('The answers that made this component were not kept.'))
    if kept.get('package') != definition.fqn:
        raise NotEditable(_('The kept answers belong to the package "%s".') % kept.get('package'))
    answers: dict[str, dict[str, Any]] = {}
    secrets: dict[str, frozenset[str]] = {}
    for step in definition.steps:
        found = kept['answers'].get(step.name)
        if not isinstance(found, Mapping):
            raise NotEditable(_('The form of the package has changed since this component was made.'))
        missing = frozenset(item.name for item in step.fields if item.is_secret and item.name not in found)
        answers[step.name] = {**found, **{name: kept_secret(step.name, name) for name in missing}}
        secrets[step.name] = missing
    return KeptAnswers(answers, secrets)


def edit_component(
    definition: Definition,
    model: Mapping[str, Any],
    kept: KeptAnswers,
    answers: Answers,
    *,
    parameters: Mapping[str, Any] | None = None,
    encryptor: Encryptor | None = None,
    titles: Titles | None = None,
) -> Edit:
    """Change a component from its kept answers to new ones.

    In ``answers`` a secret that stays is its placeholder (what a form with ``secrets_kept`` gives). The result's model
    keeps the new answers, and words with the ``titles``. Raises ``NotEditable`` when the model is not what the kept
    answers make, ``SecretsNeeded``, and what ``build_object_model`` raises.
    """
    # One source of ids for both: what the answers do not change comes out the same, and is no difference.
    ids, deferred = _DerivedIds(), Deferred()
    before = _built(definition, kept.answers, parameters, ids, deferred)
    after = _built(definition, answers, parameters, ids, deferred)
    alignment = align(before, model, ids.is_generated)
    if alignment.mismatches:
        words = words_of(dict(model))
        places = ', '.join(f'"{words.label(path)}"' for path in alignment.mismatches[:5] if path)
        raise NotEditable(_('The component was changed since by other means, at: %s') % (places or _('its class')))
    changes = tuple(
        Change(change.path, change.old, _final(alignment.translated(change.new), definition, deferred, encryptor))
        for change in difference(before, after)
    )
    try:
        changed = apply_changes(model, changes)
    except PathGone as error:
        raise NotEditable(_('The component no longer has the place "%s".') % error) from None
    return Edit(changes, with_answers(changed, definition, _without_placeholders(answers), parameters, titles))


def _built(
    definition: Definition, answers: Answers, parameters: Mapping[str, Any] | None, ids: _DerivedIds, deferred: Deferred
) -> dict[str, Any]:
    return build_object_model(definition, answers, parameters=parameters, ids=ids, encryptor=deferred)


class _DerivedIds:
    """Ids and names that follow from their place, so that two builds give the same; new for each edit."""

    def __init__(self) -> None:
        self._salt = uuid.uuid4().bytes
        self._generated: set[str] = set()

    def object_id(self, path: str) -> str:
        """As Murano wants ids: a UUID."""
        return self._remember(uuid.UUID(bytes=self._digest(path)[:16], version=4).hex)

    def host_name(self, path: str) -> str:
        """As ``RandomIds``: a letter and 14 hexadecimal digits."""
        digest = self._digest('host ' + path)
        return self._remember(string.ascii_lowercase[digest[0] % 26] + digest.hex()[2:16])

    def is_generated(self, value: str) -> bool:
        """Whether a text is, or contains, something that has another value in the current model."""
        return is_withheld(value) or any(token in value for token in self._generated)

    def _digest(self, path: str) -> bytes:
        return hashlib.blake2b(path.encode(), key=self._salt).digest()

    def _remember(self, token: str) -> str:
        self._generated.add(token)
        return token


def _final(value: Any, definition: Definition, deferred: Deferred, encryptor: Encryptor | None) -> Any:
    """A value that is really going to be applied: texts encrypted, and no placeholder left in it."""

    def final(_path: Path, plain: Any) -> Any:
        if not isinstance(plain, str):
            return plain
        revealed = deferred.revealed(plain)
        if contains_kept_secret(revealed):
            raise SecretsNeeded(sorted(place for place in definition.secret_names if kept_secret(*place) in revealed))
        if not contains_stand_in(plain):
            return plain
        if encryptor is None:
            raise NotEditable(_('There is no key manager to encrypt with.'))
        return deferred.encrypted(plain, encryptor)

    return mapped(value, final)


def _without_placeholders(answers: Answers) -> dict[str, dict[str, Any]]:
    return {
        form: {name: value for name, value in values.items() if not contains_kept_secret(value)}
        for form, values in answers.items()
    }
