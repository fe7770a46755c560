"""Doing one thing to several packages: one page that asks, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from horizon import messages

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.upkeep import roster
from murano_panel.components.upkeep.used import use_of
from murano_panel.domain.records import Package
from murano_panel.domain.refusal import Refused
from murano_panel.packages.refusals import Rights
from murano_panel.packages.rows import PackageRow, rows_of
from murano_panel.web import answers, applications, known_categories
from murano_panel.web.addresses import PACKAGES
from murano_panel.web.views import GuardedView


@dataclass(frozen=True)
class Action:
    """``button`` is that of Refusals; ``breaks``: environments may depend on what it ends.

    change: what is replaced of each package. None for categories, which are added and removed, and for deletion.
    """

    label: Any
    lead: Any
    button: str
    change: dict[str, bool] | None = None
    breaks: bool = False


ACTIONS = {
    'enable': Action(
        gettext_lazy('Enable'),
        gettext_lazy('These packages are shown in the catalog again:'),
        'enable',
        {'enabled': True},
    ),
    'disable': Action(
        gettext_lazy('Disable'),
        gettext_lazy('These packages disappear from the catalog:'),
        'disable',
        {'enabled': False},
        breaks=True,
    ),
    'share': Action(
        gettext_lazy('Share with all projects'),
        gettext_lazy('All projects of this cloud find these packages in their catalog:'),
        'share',
        {'is_public': True},
    ),
    'unshare': Action(
        gettext_lazy('Keep to their project'),
        gettext_lazy('Only the project that owns it finds each of these packages from then on:'),
        'unshare',
        {'is_public': False},
        breaks=True,
    ),
    'categories': Action(
        gettext_lazy('Change categories'),
        gettext_lazy('Categories are added to these packages, or taken from them:'),
        'edit',
    ),
    'delete': Action(
        gettext_lazy('Delete'),
        gettext_lazy('These packages are deleted:'),
        'delete',
        breaks=True,
    ),
}


def choices(request: HttpRequest) -> list[tuple[str, Any]]:
    """(value, label) of what the user's role allows."""
    by_role = Rights.of(request).by_role
    return [(name, action.label) for name, action in ACTIONS.items() if not getattr(by_role, action.button)]


@dataclass(frozen=True)
class Outcome:
    """What became of one package; ``reason`` is '' where it was done."""

    name: str
    reason: str = ''


class SelectedView(GuardedView):
    """``object_ids`` are what is selected, ``action`` is one of ACTIONS. Asks when opened, acts when that is sent.

    One call to see what is there, those of ``use_of()`` to ask where something may break, one for each that is changed.
    """

    rights = ('get_package',)

    def back(self) -> str:
        return reverse(PACKAGES)

    def get(self, request: HttpRequest) -> HttpResponse:
        ids = request.GET.getlist('object_ids')
        name = request.GET.get('action', '')
        if not ids or name not in ACTIONS:
            messages.info(request, _('Nothing was selected. Select packages and what to do, then press the button.'))
            return redirect(PACKAGES)
        return _ask(request, name, ids)

    def post(self, request: HttpRequest) -> HttpResponse:
        name, ids = request.POST.get('action', ''), request.POST.getlist('object_ids')
        if name not in ACTIONS:
            return redirect(PACKAGES)
        refusal = getattr(Rights.of(request).by_role, ACTIONS[name].button)
        if refusal:
            raise Refused(refusal)
        if not request.POST.get('agreed'):
            return _ask(request, name, ids, unconfirmed=True)
        rows = _rows(request, ids)
        outcomes = [_done(request, name, row) for row in rows]
        roster.changed(request)
        context = {
            'page_title': ACTIONS[name].label,
            'outcomes': outcomes,
            'failed': sum(1 for outcome in outcomes if outcome.reason),
            'gone': len(set(ids)) - len(rows),
        }
        return render(request, 'murano_panel/packages/selected_done.html', context)


def _rows(request: HttpRequest, ids: Sequence[str]) -> list[PackageRow]:
    """What is still there of it, by name. One call."""
    return rows_of(request, package_api.by_ids(request, ids))


def _refused(action: Action, row: PackageRow) -> str:
    return getattr(row.refused, action.button)


def _ask(request: HttpRequest, name: str, ids: Sequence[str], *, unconfirmed: bool = False) -> HttpResponse:
    """The page that lists what would be changed; ``unconfirmed`` when it was sent without agreeing."""
    action, rows = ACTIONS[name], _rows(request, ids)
    possible = [row for row in rows if not _refused(action, row)]
    use = use_of(request, [row.package for row in possible]) if action.breaks and possible else {}
    context = {
        'page_title': action.label,
        'name': name,
        'action': action,
        'possible': [(row, use.get(row.id)) for row in possible],
        'refused': [(row, _refused(action, row)) for row in rows if _refused(action, row)],
        'must_agree': name == 'delete' or any(found.is_used for found in use.values()),
        'is_partly': any(found.is_partly for found in use.values()),
        'unconfirmed': unconfirmed,
        'categories': known_categories.read(request) if name == 'categories' else [],
        'again': request.get_full_path() if request.method == 'GET' else '',
    }
    return render(request, 'murano_panel/packages/selected.html', context)


def _done(request: HttpRequest, name: str, row: PackageRow) -> Outcome:
    """Does it to one; the others go on, whatever becomes of it."""
    action = ACTIONS[name]
    if refused := _refused(action, row):
        return Outcome(row.package.name, refused)
    try:
        if name == 'delete':
            package_api.delete(request, row.id)
        else:
            change = _new_categories(request, row.package) if name == 'categories' else action.change
            applications.remember(request, [package_api.update(request, row.id, **(change or {}))])
    except errors.Expired:
        raise
    except errors.ApiError as error:
        return Outcome(row.package.name, answers.sentence(error))
    return Outcome(row.package.name)


def _new_categories(request: HttpRequest, package: Package) -> dict[str, list[str]]:
    added, removed = (request.POST.getlist(which) for which in ('add', 'remove'))
    kept = [name for name in package.categories if name not in removed]
    return {'categories': list(dict.fromkeys([*kept, *added]))}
