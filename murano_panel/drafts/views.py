"""What is done with drafts as a whole: deploy, discard, and the list of all."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel import cache
from murano_panel.api import deployments, environments, errors
from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.state import environment as status
from murano_panel.drafts import store
from murano_panel.web import answers, turns
from murano_panel.web.addresses import DEPLOYMENT, DRAFTS, ENVIRONMENT, OVERVIEW
from murano_panel.web.views import GuardedView

_PLACES = {'drafts': DRAFTS, 'overview': OVERVIEW}

# Seconds for which a second press of "Deploy" finds the deployment of the first one.
PRESSED_TWICE = 600


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
        except store.TooManyDrafts as error:
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


class DeployView(DraftView):
    """A second press ends at the deployment that the first one started. Two calls, two or three when it is refused.

    Both presses are sent with the cookie of the draft, as the answer to the first one comes too late for the second.
    """

    write_rights = ('deploy_environment',)

    def change(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        draft = store.known(request, environment_id)
        if draft is None:
            return self._without_draft(request, environment_id)
        try:
            store.deploy(request, draft)
        except errors.Conflict as error:
            return self._refused(request, draft, error.environment or environments.get(request, environment_id))
        cache.set(_pressed(draft), '', PRESSED_TWICE)
        return self._to_newest(request, environment_id)

    def _to_newest(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        """Murano does not tell the id of what it has just started."""
        try:
            found = deployments.list_for(request, environment_id)
        except errors.Unavailable as error:
            answers.message(request, error, doing=_('The deployment has started, but cannot be shown'))
            found = []
        return redirect(DEPLOYMENT, environment_id, found[0].id) if found else redirect(self.environment_url())

    def _refused(self, request: HttpRequest, draft: Draft, environment: Environment) -> HttpResponse:
        """Either this very draft is being deployed or was, or somebody else was first."""
        if environment.acquired_by == draft.session_id or cache.get(_pressed(draft)) is not None:
            store.forget(request, draft.environment_id)
            return self._to_newest(request, draft.environment_id)
        started = _('Your draft was not deployed: another deployment started first. See below what you can do.')
        ended = _('Your draft was not deployed: the environment was deployed meanwhile. See below what you can do.')
        messages.error(request, started if environment.busy else ended)
        return redirect(self.environment_url())

    def _without_draft(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        if request.user.is_superuser:
            # Murano shows administrators the deployments of every project; we do not.
            environments.get(request, environment_id)
        running = status.running(deployments.list_for(request, environment_id))
        if running:
            messages.info(request, _('This deployment is running already.'))
            return redirect(DEPLOYMENT, environment_id, running.id)
        messages.info(request, _('Nothing to deploy: the draft was deployed or discarded already.'))
        return redirect(self.environment_url())


def _pressed(draft: Draft) -> str:
    """Where the cache notes that a draft was deployed; the session id itself is a secret."""
    return 'murano_panel:deployed:' + hashlib.sha256(draft.session_id.encode()).hexdigest()


class DiscardView(DraftView):
    """Asks, then one call. ``next`` is a key of _PLACES, where the button was pressed."""

    def change(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        draft = store.known(request, environment_id)
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
        known = [
            (item, present[item.environment_id]) for item in store.all_known(request) if item.environment_id in present
        ]
        context = {
            'page_title': _('My drafts'),
            'drafts': [(draft, item, status.is_valid(draft, item)) for draft, item in known],
        }
        return render(request, 'murano_panel/environments/drafts.html', context)
