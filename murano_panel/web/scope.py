"""Whose pages a browser has open: what it remembers of one user and project must not show up in those of another."""

import hashlib

from django.http import HttpRequest

from murano_panel.api import client


def scope(request: HttpRequest) -> str:
    """A short text that tells users, their projects and Murano's regions apart, and nothing else of them. No call."""
    parts = (request.user.id, request.user.project_id, client.region(request))
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
