"""Text that only we can read again, for what browsers and shared caches keep for us: encrypted and signed.

The keys are made of SECRET_KEY: nothing needs to be kept on the server for it, so that any number of Horizon workers
and hosts read each other's.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

# Bytes of the time of a brief seal, in seconds.
_STAMP = 4


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


def seal_briefly(purpose: Sequence[str], content: bytes) -> str:
    """As ``seal()``, with 27 characters instead of 100 on top: for cookies, of which many travel with each request."""
    stamped = int(time.time()).to_bytes(_STAMP, 'big') + content
    return base64.urlsafe_b64encode(_ciphers(purpose)[0].encrypt(stamped, None)).decode().rstrip('=')


def unseal_briefly(purpose: Sequence[str], text: str, *, max_age: int) -> bytes:
    """As ``unseal()``. Raises BadSeal."""
    try:
        sealed = base64.b64decode(text + '=' * (-len(text) % 4), altchars=b'-_', validate=True)
    except ValueError as error:
        raise BadSeal from error
    for cipher in _ciphers(purpose):
        try:
            stamped = cipher.decrypt(sealed, None)
        except (InvalidTag, ValueError):
            continue
        if time.time() - int.from_bytes(stamped[:_STAMP], 'big') <= max_age:
            return stamped[_STAMP:]
    raise BadSeal


def _ciphers(purpose: Sequence[str]) -> list[AESSIV]:
    """AES-SIV (RFC 5297) needs no random number of its own in the text. The first one encrypts."""
    about = json.dumps([*purpose, 'briefly']).encode()
    return [AESSIV(base64.urlsafe_b64decode(_key(secret, about))) for secret in _secrets()]


def _fernet(purpose: Sequence[str]) -> MultiFernet:
    """Encrypts with SECRET_KEY; still reads what SECRET_KEY_FALLBACKS encrypted."""
    about = json.dumps(list(purpose)).encode()
    return MultiFernet([Fernet(_key(secret, about)) for secret in _secrets()])


def _secrets() -> list[str | bytes]:
    return [settings.SECRET_KEY, *getattr(settings, 'SECRET_KEY_FALLBACKS', [])]


def _key(secret: str | bytes, about: bytes) -> bytes:
    # Cookies live for weeks: another derivation would lose the drafts that browsers hold at an upgrade.
    material = secret if isinstance(secret, bytes) else secret.encode()
    return base64.urlsafe_b64encode(hmac.digest(material, about, hashlib.sha256))
