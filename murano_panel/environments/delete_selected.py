"""Deleting several environments: one page that asks, and what became of each."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from horizon import messages

from murano_panel.api import environments, errors
from murano_panel.drafts import store
from murano_panel.environments.rows import ListRow, rows
from murano_panel.web import answers, rights, turns
from murano_panel.web.addresses import ENVIRONMENTS
from murano_panel.web.text import inert
from murano_panel.web.views import GuardedView

# More cannot be selected: a page of the list has fifty.
MAX_SELECTED = 100


class DeleteSelectedView(GuardedView):
    """``object_ids`` are what is selected. Asks when it is opened, deletes when that is sent and agreed to.

    One call to see what is still there, and one for each that goes.
    """

    write_rights = ('delete_environment',)

    def get(self, request: HttpRequest) -> HttpResponse:
        rights.require(request, *self.write_rights)
        ids = request.GET.getlist('object_ids')
        if not ids:
            messages.info(request, _('Nothing was selected. Select the environments to delete, then press the button.'))
            return redirect(ENVIRONMENTS)
        return _ask(request, ids)

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = request.POST.getlist('object_ids')
        if not request.POST.get('agreed'):
            return _ask(request, ids, unconfirmed=True)
        turns.take(request, *ids[:MAX_SELECTED])
        chosen = _chosen(request, ids)
        _tell_gone(request, len(set(ids)) - len(chosen))
        started = [row for row in chosen if _deleted(request, row)]
        for row in started:
            store.forget(request, row.id)
        if started:
            names = ', '.join(f'"{_short(row)}"' for row in started)
            messages.success(request, _('Deletion started: %s.') % names)
        return redirect(ENVIRONMENTS)


def _ask(request: HttpRequest, ids: Collection[str], *, unconfirmed: bool = False) -> HttpResponse:
    """The page that lists what would go; ``unconfirmed`` when it was sent without agreeing. One call."""
    chosen = _chosen(request, ids)
    deletable = [row for row in chosen if not row.why_not_delete]
    context = {
        'page_title': _('Delete environments'),
        'deletable': deletable,
        'refused': [row for row in chosen if row.why_not_delete],
        # What was never deployed leaves nothing behind to be sorry for.
        'must_agree': any(row.version for row in deletable),
        'unconfirmed': unconfirmed,
    }
    return render(request, 'murano_panel/environments/delete_selected.html', context)


def _chosen(request: HttpRequest, ids: Collection[str]) -> list[ListRow]:
    """The rows of what is still there, by name. One call."""
    return rows(request, [item for item in environments.list_all(request) if item.id in ids])


def _deleted(request: HttpRequest, row: ListRow) -> bool:
    """Whether the deletion was accepted; if not, a message says why, and the others go on."""
    if row.why_not_delete:
        refused = _('"%s" was not deleted') % _short(row)
        messages.error(request, f'{refused}: {row.why_not_delete}')
        return False
    try:
        environments.delete(request, row.id)
    except errors.NotFound:
        store.forget(request, row.id)
        messages.info(request, _('"%s" was gone already.') % _short(row))
        return False
    except errors.ApiError as error:
        answers.message(request, error, doing=_('"%s" was not deleted') % _short(row))
        return False
    return True


def _tell_gone(request: HttpRequest, number: int) -> None:
    if number:
        messages.info(
            request,
            ngettext(
                '%d environment of those selected was gone already.',
                '%d environments of those selected were gone already.',
                number,
            )
            % number,
        )


def _short(row: ListRow) -> str:
    return inert(Truncator(row.name).chars(60))
