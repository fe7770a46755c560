"""What is done with drafts as a whole: discarding them, the list of all, and the base of what changes them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from horizon import messages

from murano_panel.api import deployments, environments, errors
from murano_panel.domain.records import Draft
from murano_panel.domain.state import environment as status
from murano_panel.drafts import pressed, restored, store
from murano_panel.web import answers, started, turns
from murano_panel.web.addresses import DEPLOYMENT, DRAFTS, ENVIRONMENT, OVERVIEW
from murano_panel.web.views import GuardedView

_PLACES = {'drafts': DRAFTS, 'overview': OVERVIEW}

DEPLOYED_UNHEARD = gettext_lazy('Your draft was deployed already: only the answer to that was lost.')


class DraftView(GuardedView):
    """A change of state told by a message beside the page that then shows the truth; ``change()`` is the change.

    What clashes with somebody else's work is no dead end: the page of the environment shows what can be done.
    """

    write_rights: tuple[str, ...] = ('update_environment',)

    def environment_url(self) -> str:
        """The page of the environment whose draft it is."""
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, **ids: str) -> HttpResponse:
        return redirect(self.environment_url())

    def post(self, request: HttpRequest, **ids: str) -> HttpResponse:
        try:
            turns.take(request, ids['environment_id'])
            return self.change(request, **ids)
        except errors.TooManyDrafts as error:
            answers.message(request, error)
            return redirect(DRAFTS)
        except errors.Conflict as error:
            answers.message(request, error)
            return redirect(self.environment_url())

    @property
    def is_confirmed(self) -> bool:
        """Whether the user has been asked: by the script's dialog, or by the page that ``ask()`` gives."""
        return 'confirmed' in self.request.POST

    def ask(self, question: str, label: str) -> HttpResponse:
        """Asks before what cannot be had again, on a page of its own; ``label`` is the button that says yes."""
        context = {
            'page_title': label,
            'question': question,
            'label': label,
            'next': self.request.POST.get('next', ''),
            'back': self.environment_url(),
        }
        return render(self.request, 'murano_panel/environments/ask.html', context)

    def change(self, request: HttpRequest, *args: Any, **ids: Any) -> HttpResponse:
        """What is done, and where it leads. Conflicts are told by ``post()``."""
        raise NotImplementedError


def to_newest(request: HttpRequest, environment_id: str, draft: Draft | None = None) -> HttpResponse:
    """To the deployment that was just started, of ``draft`` if it was one: Murano does not tell its id. One call.

    Whatever becomes of that call, the deployment has started, and that is said.
    """
    try:
        found = deployments.list_for(request, environment_id)
    except errors.ApiError as error:
        answers.message(request, error, doing=_('The deployment has started, but cannot be shown'))
        found = []
    if not found:
        return redirect(ENVIRONMENT, environment_id)
    started.note(request, environment_id, found[0].id, restored.recall(draft) if draft else None)
    return redirect(DEPLOYMENT, environment_id, found[0].id)


def _was_deployed_unheard(request: HttpRequest, draft: Draft) -> bool:
    """One call, where an answer was lost."""
    if not pressed.is_uncertain(draft):
        return False
    return pressed.was_deployed(draft, environments.get(request, draft.environment_id))


class DiscardView(DraftView):
    """Asks, then one call, one more where the answer to "Deploy" was lost.

    ``next`` is a key of _PLACES, where the button was pressed.
    """

    def change(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        draft = store.known(request, environment_id)
        if draft and _was_deployed_unheard(request, draft):
            # To end a session that was deployed would take the outcome of the deployment with it.
            messages.info(request, DEPLOYED_UNHEARD)
            store.forget(request, environment_id)
            return redirect(self.environment_url())
        if draft and not self.is_confirmed:
            return self.ask(_('Discard all changes of this draft? They are lost for good.'), _('Discard'))
        if draft:
            store.discard(request, draft)
            messages.success(request, _('Your draft was discarded.'))
        else:
            messages.info(request, _('Your draft was gone already.'))
        return redirect(_PLACES.get(request.POST.get('next', ''), '') or self.environment_url())


class DraftsView(GuardedView):
    """All drafts of the user that this browser knows, to choose from which to discard. One call."""

    rights = ('list_environments',)

    def get(self, request: HttpRequest) -> HttpResponse:
        present = {item.id: item for item in environments.list_all(request)}
        # That the list lacks an environment is no proof that it is gone: its draft is shown, and can be discarded.
        known = [(draft, present.get(draft.environment_id)) for draft in store.all_known(request)]
        context = {
            'page_title': _('My drafts'),
            'drafts': [(draft, item, item is not None and status.is_valid(draft, item)) for draft, item in known],
        }
        return render(request, 'murano_panel/environments/drafts.html', context)
