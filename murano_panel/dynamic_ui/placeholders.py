"""What stands in answers and models for secrets: those that are not known here, and those that are encrypted later.

Models are built, compared and shown with stand-ins for what is going to be encrypted. So a text goes to the key manager
once, when the model that needs it is written. No answer contains a NUL, so nobody can type a placeholder.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from murano_panel.domain.model.tree import Path, leaves, mapped
from murano_panel.dynamic_ui.language.context import Encryptor

_KEPT = '\x00kept secret\x00'
_STAND_IN = re.compile('\x00encrypted [0-9a-f]{32}\x00')


def kept_secret(form: str, field: str) -> str:
    """What stands for the secret answer of a field that is not known here and must stay as it is."""
    return f'{_KEPT}{form}\x00{field}\x00'


def contains_kept_secret(value: Any) -> bool:
    """Whether a text contains a kept secret; other values never do."""
    return isinstance(value, str) and _KEPT in value


def contains_stand_in(text: str) -> bool:
    """Whether a text contains what is going to be encrypted."""
    return bool(_STAND_IN.search(text))


def is_withheld(value: Any) -> bool:
    """Whether a part of a model contains a secret that is not known here, in either way."""
    texts = (plain for _path, plain in leaves(value, headers=True) if isinstance(plain, str))
    return any(contains_kept_secret(text) or contains_stand_in(text) for text in texts)


def replace_stand_ins(value: Any, replacement: Callable[[str], str]) -> Any:
    """A copy of plain data with ``replacement(stand-in)`` for each stand-in, also within longer texts."""

    def replaced(_path: Path, plain: Any) -> Any:
        return _STAND_IN.sub(lambda found: replacement(found[0]), plain) if isinstance(plain, str) else plain

    return mapped(value, replaced)


class Deferred:
    """An ``Encryptor`` that gives stand-ins, the same one for the same text, and keeps the texts to itself."""

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}

    def encrypt(self, text: str) -> str:
        """The text's stand-in."""
        return self._stand_ins.setdefault(text, f'\x00encrypted {uuid.uuid4().hex}\x00')

    def revealed(self, value: str) -> str:
        """The value with the texts in place of their stand-ins."""
        texts = self._texts()
        return replace_stand_ins(value, lambda stand_in: texts.get(stand_in, stand_in))

    def encrypted(self, model: Any, encryptor: Encryptor) -> Any:
        """A copy of the model with every text that it needs encrypted, each once. Raises what ``encryptor`` raises."""
        texts = self._texts()

        @cache
        def reference(stand_in: str) -> str:
            return encryptor.encrypt(texts[stand_in]) if stand_in in texts else stand_in

        return replace_stand_ins(model, reference)

    def _texts(self) -> dict[str, str]:
        return {stand_in: text for text, stand_in in self._stand_ins.items()}
