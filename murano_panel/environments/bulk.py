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
    """The page that lists what would go. One call."""
    chosen = [row for row in rows(request, environments.list_all(request)) if row.id in ids]
    context = {
        'page_title': _('Delete environments'),
        'deletable': [row for row in chosen if not row.refusals.delete],
        'refused': [row for row in chosen if row.refusals.delete],
        'must_agree': any(row.environment.version for row in chosen if not row.refusals.delete),
        'unconfirmed': unconfirmed,
    }
    return render(request, 'murano_panel/environments/delete_selected.html', context)


class DeleteSelectedView(GuardedView):
    write_rights = ('delete_environment',)

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(ENVIRONMENTS)

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = request.POST.getlist('object_ids')
        if not request.POST.get('agreed'):
            return ask(request, ids, unconfirmed=True)
        chosen = [row for row in rows(request, environments.list_all(request)) if row.id in ids]
        gone = [row for row in chosen if _deleted(request, row)]
        if gone:
            names = ', '.join(f'"{_short(row)}"' for row in gone)
            messages.success(request, _('Deletion started: %s.') % names)
        for row in gone:
            store.forget(request, row.id)
        return redirect(ENVIRONMENTS)


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
