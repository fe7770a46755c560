"""Deleting several environments: one page that asks, and what became of each."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import environments, errors
from murano_panel.drafts import store
from murano_panel.environments.rows import ListRow, rows
from murano_panel.templatetags.murano import inert
from murano_panel.web import answers
from murano_panel.web.addresses import ENVIRONMENTS
from murano_panel.web.views import GuardedView


def ask(request: HttpRequest, ids: Collection[str], *, unconfirmed: bool = False) -> HttpResponse:
    """The page that lists what would go; ``unconfirmed`` when it was sent without agreeing. One call."""
    chosen = _chosen(request, ids)
    deletable = [row for row in chosen if not row.refusals.delete]
    context = {
        'page_title': _('Delete environments'),
        'deletable': deletable,
        'refused': [row for row in chosen if row.refusals.delete],
        # What was never deployed leaves nothing behind to be sorry for.
        'must_agree': any(row.environment.version for row in deletable),
        'unconfirmed': unconfirmed,
    }
    return render(request, 'murano_panel/environments/delete_selected.html', context)


class DeleteSelectedView(GuardedView):
    """One call to see what is still there, and one for each that goes."""

    write_rights = ('delete_environment',)

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(ENVIRONMENTS)

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = request.POST.getlist('object_ids')
        if not request.POST.get('agreed'):
            return ask(request, ids, unconfirmed=True)
        gone = [row for row in _chosen(request, ids) if _deleted(request, row)]
        for row in gone:
            store.forget(request, row.id)
        if gone:
            names = ', '.join(f'"{_short(row)}"' for row in gone)
            messages.success(request, _('Deletion started: %s.') % names)
        return redirect(ENVIRONMENTS)


def _chosen(request: HttpRequest, ids: Collection[str]) -> list[ListRow]:
    """The rows of what is still there, by name. One call."""
    return [row for row in rows(request, environments.list_all(request)) if row.id in ids]


def _deleted(request: HttpRequest, row: ListRow) -> bool:
    """Whether the deletion was accepted; if not, a message says why."""
    try:
        environments.delete(request, row.id)
    except errors.NotFound:
        messages.info(request, _('"%s" was gone already.') % _short(row))
    except (errors.Conflict, errors.Forbidden, errors.Invalid, errors.Unavailable) as error:
        answers.message(request, error, doing=_('"%s" was not deleted') % _short(row))
        return False
    return True


def _short(row: ListRow) -> str:
    return inert(Truncator(row.name).chars(60))
