"""A file as it travels in the page: sealed, so that it comes back as it was checked, and only from who sent it."""

import zlib
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.api import client, errors
from murano_panel.domain.refusal import Refused
from murano_panel.web import failures
from murano_panel.web.sealing import BadSeal, seal, unseal


@dataclass(frozen=True)
class SealedFile:
    """seed: what new ids are made of. target: the id of an environment, '' for a new one.

    stamp: what the page was computed from; sealed, as it is a digest of secrets, too.
    """

    content: bytes
    seed: UUID
    target: str = ''
    stamp: str = ''

    @classmethod
    def of(cls, content: bytes, target: str) -> 'SealedFile':
        """One that was just sent."""
        return cls(content, uuid4(), target)

    def stamped(self, stamp: str) -> 'SealedFile':
        """For the page that is shown now."""
        return replace(self, stamp=stamp)


def seal_file(request: HttpRequest, file: SealedFile) -> str:
    """Text for a hidden field."""
    return seal(_purpose(request), zlib.compress(msgspec.json.encode(file)))


def open_file(request: HttpRequest, text: str) -> SealedFile:
    """What was sealed for the same user and project at most FORM_MAX_AGE seconds ago. Raises Refused."""
    try:
        content = unseal(_purpose(request), text, max_age=conf.get('FORM_MAX_AGE'))
        return msgspec.json.decode(zlib.decompress(content), type=SealedFile)
    except (BadSeal, zlib.error, msgspec.DecodeError) as error:
        raise Refused(
            failures.refusal(
                errors.Outdated,
                _('The page is too old, or was made for somebody else. Nothing was changed.'),
                title=_('The file is no longer known'),
                advice=_('Choose the file again; it is then checked anew.'),
            )
        ) from error


def _purpose(request: HttpRequest) -> list[str]:
    return ['environment-file', request.user.id, request.user.project_id, client.region(request)]
