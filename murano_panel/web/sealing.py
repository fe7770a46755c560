"""Text that only we can read again, for what browsers and shared caches keep for us: encrypted and signed.

The keys are made of SECRET_KEY: nothing needs to be kept on the server for it, so that any number of Horizon workers
and hosts read each other's.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class BadSeal(Exception):
    """The text is damaged, too old, or was sealed for another purpose or with a key that is no longer known."""


def seal(purpose: Sequence[str], content: bytes) -> str:
    """ASCII text. ``purpose`` is a word of the caller's own and whatever the text shall be bound to: user, project, …

    The purpose goes into the key, not into the text, which stays short for it.
    """
    return _fernet(purpose).encrypt(content).decode()


def unseal(purpose: Sequence[str], text: str, *, max_age: int) -> bytes:
    """What was sealed for the same purpose at most ``max_age`` seconds ago. Raises BadSeal."""
    try:
        return _fernet(purpose).decrypt(text.encode(), ttl=max_age)
    except (InvalidToken, UnicodeEncodeError) as error:
        raise BadSeal from error


def _fernet(purpose: Sequence[str]) -> MultiFernet:
    """Encrypts with SECRET_KEY; still reads what SECRET_KEY_FALLBACKS encrypted."""
    about = json.dumps(list(purpose)).encode()
    secrets = [settings.SECRET_KEY, *getattr(settings, 'SECRET_KEY_FALLBACKS', [])]
    return MultiFernet([Fernet(_key(secret, about)) for secret in secrets])


def _key(secret: str | bytes, about: bytes) -> bytes:
    # Cookies live for weeks: another derivation would lose the drafts that browsers hold at an upgrade.
    material = secret if isinstance(secret, bytes) else secret.encode()
    return base64.urlsafe_b64encode(hmac.digest(material, about, hashlib.sha256))
