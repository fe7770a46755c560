"""The plan as it travels in the page: sealed, so that it comes back as it was made, and only from who got it."""

from dataclasses import dataclass

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.api import client, errors
from murano_panel.domain.package.heat import About
from murano_panel.domain.refusal import Refused
from murano_panel.web import failures
from murano_panel.web.sealing import BadSeal, seal, unseal


@dataclass(frozen=True)
class PlannedStep:
    """What was decided about one file. ``existing`` and ``updated``: the package that it replaces, as it was then."""

    label: str
    digest: str
    action: str
    fqn: str = ''
    name: str = ''
    version: str = ''
    kind: str = ''
    url: str = ''
    is_heat: bool = False
    positions: tuple[int, ...] = ()
    existing: str = ''
    updated: float = 0.0


@dataclass(frozen=True)
class SealedPlan:
    """``about`` is what was answered about a Heat template."""

    steps: tuple[PlannedStep, ...]
    is_public: bool = False
    categories: tuple[str, ...] = ()
    about: About | None = None


def seal_plan(request: HttpRequest, plan: SealedPlan) -> str:
    """Text for a hidden field."""
    return seal(_purpose(request), msgspec.json.encode(plan))


def open_plan(request: HttpRequest, text: str) -> SealedPlan:
    """What was sealed for the same user and project at most FORM_MAX_AGE seconds ago. Raises Refused."""
    try:
        content = unseal(_purpose(request), text, max_age=conf.get('FORM_MAX_AGE'))
        return msgspec.json.decode(content, type=SealedPlan)
    except (BadSeal, msgspec.DecodeError) as error:
        raise Refused(
            failures.refusal(
                errors.Outdated,
                _('The plan is too old, or was made for somebody else. Nothing was imported.'),
                title=_('The plan is no longer valid'),
                advice=_('Choose the packages again; the plan is then made anew.'),
            )
        ) from error


def _purpose(request: HttpRequest) -> list[str]:
    return ['import', request.user.id, request.user.project_id, client.region(request)]
