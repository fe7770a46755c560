"""The history of the project, and what its script asks for."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from murano_panel.api import environments, errors
from murano_panel.deployments import history_file
from murano_panel.deployments.history import Beside, HistoryPage, HistoryQuery, history_page, matching
from murano_panel.domain.records import Environment
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.domain.state.summary import Summary
from murano_panel.domain.state.verdict import Verdict
from murano_panel.web import answers, latest, started, summaries, watched
from murano_panel.web.rendering import rendered
from murano_panel.web.summaries import Known
from murano_panel.web.views import BackgroundView, GuardedView

# Deployments that are read before the page is shown; Murano takes a quarter of a second for them. Others come later.
MOST_AT_ONCE = 25
# Seconds that reading takes where nothing else is waited for, and that one request of the script may take: what is read
# stays in the cache, so that each answer has more. Where there is none, one long answer has to do.
PATIENCE = 20
FIRST_ANSWER = 2

RIGHTS = ('list_deployments_all_environments', 'list_deployments', 'list_environments')


class IndexView(GuardedView):
    """The history. One call when nothing has happened since somebody of the project looked at it.

    One more for each environment where something has, unless it has many. ``all``: everything is read first, which is
    how the page comes without scripts.
    """

    rights = RIGHTS

    def get(self, request: HttpRequest) -> HttpResponse:
        query = HistoryQuery.from_address(request.GET)
        found = environments.list_all(request)
        watched.note_environments(request, found)
        known = summaries.recall(query.chosen(found))
        is_everything = 'all' in request.GET
        if is_everything:
            known.read(request, seconds=PATIENCE)
        else:
            known.read(request, most=MOST_AT_ONCE, seconds=FIRST_ANSWER / 2)
        context = {
            'is_everything': is_everything,
            'page_title': _('Deployments'),
            'listing': _listing(request, found, known, query),
            'states': [('running', _('Running')), ('success', _('Succeeded')), ('failed', _('Failed'))],
            'kinds': [
                ('deploy', _('Deployments')),
                ('restore', _('Restored')),
                ('action', _('Actions')),
                ('delete', _('Deletions')),
            ],
        }
        return render(request, 'murano_panel/deployments/index.html', context)


class FileView(GuardedView):
    """All that match, as a file: ``format`` is csv or json, the rest as in the page's address. Complete, or refused.

    As many calls as the page with ``all``.
    """

    rights = RIGHTS

    def get(self, request: HttpRequest) -> HttpResponse:
        query = HistoryQuery.from_address(request.GET)
        found = environments.list_all(request)
        known = summaries.recall(query.chosen(found))
        known.read(request, seconds=PATIENCE)
        if known.unread:
            raise Refused(_not_yet(known))
        beside = _beside(request, known, {})
        names = {item.id: item.name for item in found}
        records = history_file.records(matching(names, known, query, beside), names, beside)
        is_json = request.GET.get('format') == 'json'
        content = history_file.as_json(records) if is_json else history_file.as_csv(records)
        kind = 'application/json' if is_json else 'text/csv'
        return answers.attachment(content, history_file.name(records, 'json' if is_json else 'csv'), kind)


def _not_yet(known: Known) -> Refusal:
    """What has been read stays known, so that each try comes further."""
    return Refusal(
        title=_('The history is still being read'),
        reason=_('%(number)d environments are left to be read.') % {'number': len(known.unread)},
        advice=_('Try again: what has been read by now is not read again.'),
        kind='unavailable',
        status=503,
    )


class RowsView(BackgroundView, GuardedView):
    """The poll of the history. One call at most; one for each environment with news, as long as that takes few seconds.

    Once all is read, one for each row whose news are asked for, ten at most.
    The filters and ``page``: as in the page's address; ``roll``: its own; ``open``: ids of rows that are shown and have
    not ended; ``view``: of those in view; ``try``: how often was asked for the rest.
    ``{'roll', 'html': the listing where its rows are others, 'rows': else {id: HTML of an open row}, 'unread': how many
    environments are still to be read, 'again': whether to ask again}``
    """

    rights = RIGHTS
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        query = HistoryQuery.from_address(request.GET)
        found = watched.environments_of_project(request)
        known = summaries.recall(query.chosen(found))
        known.read(request, seconds=_patience(request.GET.get('try', '')))
        told = {} if known.unread else _told(request, found, known, request.GET.getlist('view'))
        listing = _listing(request, found, known, query, told)
        asked = set(request.GET.getlist('open'))
        answer: dict[str, Any] = {'roll': listing.roll, 'unread': listing.unread, 'html': '', 'rows': {}}
        if listing.roll != request.GET.get('roll'):
            answer['html'] = render_to_string('murano_panel/deployments/_listing.html', {'listing': listing}, request)
        else:
            rows = [row for row in listing.rows if row.summary.id in asked]
            found = rendered('murano_panel/deployments/_row.html', rows)
            answer['rows'] = {row.summary.id: html for row, html in zip(rows, found, strict=True)}
        # Murano reads version and status one after the other: when a first deployment ends, a list may have neither.
        is_missing = not asked <= {item.id for of_one in known.rows.values() for item in of_one}
        is_open = any(row.is_open for row in listing.rows)
        return JsonResponse({**answer, 'again': bool(listing.unread) or is_open or is_missing})


def _listing(
    request: HttpRequest,
    found: Sequence[Environment],
    known: Known,
    query: HistoryQuery,
    told: Mapping[str, Verdict] | None = None,
) -> HistoryPage:
    """The page as far as it is known; ``told``: what was just read of those that run."""
    return history_page(found, known, query, _beside(request, known, told or {}))


def _beside(request: HttpRequest, known: Known, told: Mapping[str, Verdict]) -> Beside:
    # What other pages found out about those that run; what was read just now is newer.
    recalled = latest.recall_states(request.user.project_id, _running(known))
    return Beside(
        states=recalled | {own_id: verdict.state for own_id, verdict in told.items()},
        lines={own_id: verdict.line for own_id, verdict in told.items()},
        starts=started.recall(request.user.project_id, known.rows),
    )


def _told(
    request: HttpRequest, found: Sequence[Environment], known: Known, wanted: Collection[str]
) -> dict[str, Verdict]:
    """{id: the verdict} of those wanted that run; of the first ten of them, so at most ten calls."""
    by_id = {item.id: item for item in found}
    told = {}
    for summary in [item for item in _running(known) if item.id in set(wanted)][: latest.MAX_READ]:
        environment = by_id[summary.environment_id]
        # One that was abandoned since it was listed has nothing to tell; its row goes with the next answer.
        with suppress(errors.NotFound):
            told[summary.id] = latest.read_reports(request, environment, summary.as_deployment())
    return told


def _running(known: Known) -> list[Summary]:
    return [item for of_one in known.rows.values() for item in of_one if item.finished is None]


def _patience(tries: str) -> float:
    """Seconds for which the script waits, the longer the more often it has asked."""
    number = int(tries) if tries.isascii() and tries.isdigit() and len(tries) < 3 else 0
    return min(PATIENCE, FIRST_ANSWER * (1 + number))
