"""What runs in the project, as every page of ours shows it at its edge."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from murano_panel.domain import records
from murano_panel.domain.records import Environment
from murano_panel.domain.state.deployment import GONE
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.web import watched
from murano_panel.web.addresses import DEPLOYMENT, ENVIRONMENT, address
from murano_panel.web.scope import scope
from murano_panel.web.summaries import has_history
from murano_panel.web.views import BackgroundView, GuardedView

_ID = re.compile(records.ID)
# What is not there any more has no page; its name the script knows.
_GONE: dict[str, Any] = {'name': '', 'label': GONE.label, 'url': '', 'role': GONE.role, 'good': True}

# Environments that run, and that may be asked about.
MOST = 20


class TrayView(BackgroundView, GuardedView):
    """The poll of one tab for all of a browser, while something runs. One call at most, whoever else asks.

    ``was``: ids of environments that were running when it was asked last.
    ``{'scope': whose it is, 'running': those that run, 'ended': {id of one that was running: what became of it},
    'count': how many run}``. One is {'id', 'name', 'label', 'url', 'role', 'good': whether it ended well}.
    """

    rights = ('list_environments',)
    json_only = True

    def get(self, request: HttpRequest) -> JsonResponse:
        found = watched.environments_of_project(request)
        was = [own_id for own_id in request.GET.getlist('was')[:MOST] if _ID.fullmatch(own_id)]
        shown = listed(request, [item for item in found if item.busy or item.id in was])
        running = sorted(filter(_is_running, shown), key=lambda item: item.environment.updated)
        return JsonResponse(
            {
                'scope': scope(request),
                'count': len(running),
                'running': [_as_json(item) for item in running[-MOST:]],
                'ended': _ended(shown, found, was),
            }
        )


def _is_running(item: ListedEnvironment) -> bool:
    """Of one that was running: whatever ended has made a version, or has failed.

    Murano reads version and status one after the other: at the end of the first deployment a list may have neither.
    """
    return item.environment.busy or not has_history(item.environment)


def _ended(
    shown: Sequence[ListedEnvironment], found: Sequence[Environment], was: Collection[str]
) -> dict[str, dict[str, Any]]:
    ended = {item.id: _as_json(item) for item in shown if not _is_running(item)}
    gone = set(was) - {item.id for item in found}
    return ended | {own_id: {'id': own_id, **_GONE, 'label': _(_GONE['label'])} for own_id in gone}


def _as_json(item: ListedEnvironment) -> dict[str, Any]:
    """One that ended leads to what has ended, where anybody has found out which that was."""
    told = item.latest
    url = address(DEPLOYMENT, item.id, told.deployment.id) if told else address(ENVIRONMENT, item.id)
    return {
        'id': item.id,
        'name': item.name,
        'label': _(item.state.label),
        'url': url,
        'role': item.state.role,
        'good': not item.state.is_bad,
    }
