"""Metadata definitions of the cloud, remembered: they hardly change, and cost a call for each namespace."""

import hashlib
from collections.abc import Sequence

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client, cloud
from murano_panel.domain.cloud import Found
from murano_panel.domain.metadefs import Namespace

SECONDS = 600
_JSON = msgspec.json.Decoder(tuple[Namespace, ...])


def of_types(request: HttpRequest, resource_types: Sequence[str]) -> Found[Namespace]:
    """As ``cloud.metadata_definitions()``, which is asked where nobody of the project has just done so."""
    key = _key(request, resource_types)
    try:
        return Found(_JSON.decode(cache.get(key, b'')))
    except (msgspec.MsgspecError, TypeError):
        # Nothing is there, or what another release has left.
        found = cloud.metadata_definitions(request, resource_types)
    if found.unavailable is None:
        cache.set(key, msgspec.json.encode(found.items), SECONDS)
    return found


def _key(request: HttpRequest, resource_types: Sequence[str]) -> str:
    """Namespaces may be a project's own, and each region has a Glance of its own."""
    about = f'{client.region(request)} {" ".join(resource_types)}'
    digest = hashlib.sha256(about.encode()).hexdigest()[:32]
    return f'murano_panel:metadefs:{request.user.project_id}:{digest}'
