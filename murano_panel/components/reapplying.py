"""Carrying the changes of a lost draft over to a new one: shown, asked for what is missing, then written."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import deployments, left_out
from murano_panel.components import asked_secrets
from murano_panel.components.asked_secrets import AskedSecret
from murano_panel.components.package import inputs
from murano_panel.domain.conflicts import reapply
from murano_panel.domain.conflicts.component_conflicts import History, needs_history, records_of_gone
from murano_panel.domain.conflicts.entry import Entry
from murano_panel.domain.conflicts.property_conflicts import Conflict
from murano_panel.domain.conflicts.reapply import Disputed, Reapplied
from murano_panel.domain.model.changes import ADDED
from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.environment_object import operations
from murano_panel.domain.model.inputs import doubtful
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.restore import restore
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import kept, own_object, seen, store
from murano_panel.drafts.seen import Seen
from murano_panel.drafts.views import DraftView
from murano_panel.web import applications, busy
from murano_panel.web.change_list import change_list, compared
from murano_panel.web.text import literal

# What the names of inputs begin with by which values are chosen; the rest is the place.
CHOICE = 'choice:'


class ReapplyView(DraftView):
    """Shows what would be carried over, asks for secrets and which value counts; then it is reviewed as always.

    ``saved`` is what the browser kept, ``secret:<key>`` what was typed, ``choice:<key>`` whose value is taken,
    ``confirmed`` comes from the second page. One call, and up to two for each application that secrets belong to; more
    where a component that the draft changes is gone, or one that it removes is there: see ``_history()``.
    """

    def change(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        mine = seen.read(request, environment_id)
        busy.require_idle(mine.environment)
        typed, choices = asked_secrets.typed(request), asked_secrets.sent(request, CHOICE)
        try:
            saved = kept.from_browser(request, environment_id, request.POST.get('saved', ''))
            present, own = mine.environment.components, self._own_object(mine, saved)
            catalog = applications.names(request, [*present, *_added(saved)])
            history = self._history(saved, [*own, *present])
            answer = reapply.reapply(saved, [*own, *present], typed, choices, catalog, history)
        except ValueError:
            messages.error(request, _('What this browser kept of your changes, or a secret, cannot be used.'))
            return redirect(self.environment_url())
        if not answer.done and not answer.disputed and not answer.has_losses:
            messages.info(request, _('Nothing to carry over: the environment is like this already.'))
            return redirect(self.environment_url() + '#reapplied')
        asked = asked_secrets.asked(request, answer.withheld, answer.components, typed)
        # The first page asks; only what it asked, answered and confirmed, is written.
        is_chosen = all(conflict.choice for conflict in answer.disputed)
        is_complete = is_chosen and asked_secrets.are_complete(asked, typed)
        if not self.is_confirmed or not is_complete:
            return self._page(mine.environment, answer, asked)
        if answer.done:
            patch = [
                step
                for before, after in zip(own, answer.components, strict=False)
                for step in operations(before, after)
            ]
            store.write(request, mine, answer.components[len(own) :], patch)
            messages.success(request, _('Your changes are in a new draft. Review and deploy them.'))
        else:
            messages.info(request, _('Nothing was carried over: what others set stays.'))
        return redirect(self.environment_url() + '#reapplied')

    def _own_object(self, mine: Seen, saved: Sequence[Entry]) -> list[ObjectModel]:
        """That of the environment, where something of it is to be carried over: one call."""
        if not any(entry.get(kept.OF_ENVIRONMENT) for entry in saved):
            return []
        return [own_object.of(self.request, mine.environment, mine.draft)]

    def _history(self, saved: Sequence[Entry], present: Sequence[ObjectModel]) -> History:
        """Where whole components are disputed: one call, and those of ``inputs.of()``."""
        if not needs_history(saved, present):
            return History()
        newest_first = deployments.list_for(self.request, self.kwargs['environment_id'])
        sent, records = sent_first(newest_first), records_of_gone(saved, present, newest_first)
        # Where a deployment cannot be read, nobody knows what people have set in what is gone.
        if not records or left_out.number_in(self.request):
            return History(sent)
        then, gone = [*present, *records], set(map(component_id, records))
        back = restore(then, present, sent, inputs=inputs.of(self.request, doubtful(then, present, sent)))
        return History(sent, {component_id(item): item for item in back.components if component_id(item) in gone})

    def _page(self, environment: Environment, answer: Reapplied, asked: list[AskedSecret]) -> HttpResponse:
        disputed = answer.disputed
        context: dict[str, Any] = {
            'page_title': _('Re-apply changes'),
            'environment': environment,
            'answer': answer,
            'undisputed': change_list(answer.undisputed),
            'conflicts': _with_secrets(_in_room(answer.conflicts), asked),
            'of_components': _with_secrets(answer.of_components, asked),
            'asked': [item for item in asked if not any(map(item.belongs_to, disputed))],
            'saved': literal(self.request.POST['saved']),
            'tried': self.is_confirmed,
            'custom_breadcrumb': [(literal(environment.name), self.environment_url())],
        }
        return render(self.request, 'murano_panel/environments/conflicts/page.html', context)


def _with_secrets(
    conflicts: Sequence[Disputed], asked: Sequence[AskedSecret]
) -> list[tuple[Disputed, list[AskedSecret]]]:
    """Each with the secrets that are needed if the own way is chosen."""
    return [(conflict, [item for item in asked if item.belongs_to(conflict)]) for conflict in conflicts]


def _in_room(conflicts: Sequence[Conflict]) -> list[Conflict]:
    sides = iter(compared([side for conflict in conflicts for side in conflict.sides]))
    return [replace(conflict, sides=tuple(islice(sides, len(conflict.sides)))) for conflict in conflicts]


def _added(saved: Sequence[Entry]) -> list[ObjectModel]:
    return [entry['component'] for entry in saved if entry['kind'] == ADDED]
