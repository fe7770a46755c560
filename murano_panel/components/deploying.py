"""Deploying a draft: what would fail for certain is refused before it is begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import deployments, drafts, environments, errors
from murano_panel.components import deployable
from murano_panel.components.package.providers import Providers
from murano_panel.domain.model import object_model
from murano_panel.domain.model.versions import completed
from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.domain.state import environment as status
from murano_panel.drafts import as_shown, pressed, seen, store
from murano_panel.drafts.seen import Seen
from murano_panel.drafts.views import DEPLOYED_UNHEARD, DraftView, to_newest
from murano_panel.web import answers, busy
from murano_panel.web.addresses import DEPLOYMENT, REVIEW


class DeployView(DraftView):
    """A second press ends at the deployment that the first one started.

    Both presses are sent with the cookie of the draft, as the answer to the first one comes too late for the second.
    A draft that is no longer what the page has shown is not deployed, but shown.
    Four calls, one more for each package that components are made of, and its archive where nobody has read that yet.
    """

    write_rights = ('deploy_environment',)

    def change(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        draft = store.known(request, environment_id)
        if draft is None:
            return self._without_draft(request, environment_id)
        committed = environments.get(request, environment_id)
        mine = seen.read_beside(request, committed)
        if mine.draft is None:
            return self._refused(request, draft, committed, is_gone=mine.gone)
        if not as_shown.is_same(request, mine):
            text = _('Your draft was not deployed: it has changed since you saw it. These are its changes now.')
            messages.warning(request, text)
            return redirect(REVIEW, environment_id)
        try:
            self._make_ready(request, committed, mine)
            store.deploy(request, draft)
        except Refused as error:
            answers.message(request, error, doing=_('Your draft was not deployed'))
            return redirect(self.environment_url())
        except errors.Conflict as error:
            environment = error.environment or environments.get(request, environment_id)
            return self._refused(request, draft, environment, error)
        return to_newest(request, environment_id, draft)

    def _make_ready(self, request: HttpRequest, committed: Environment, mine: Seen) -> None:
        """What nobody has deployed yet asks for the version that its package has by now. Raises Refused."""
        assert mine.draft
        present, providers = mine.environment.components, Providers(request)
        refusal = _obstacle(committed, mine, providers)
        if refusal:
            raise Refused(refusal)
        ready = [completed(object_model.without_status(item), providers.version_of) for item in present]
        if ready != [object_model.without_status(item) for item in present]:
            drafts.replace_components(request, mine.draft, ready)

    def _refused(
        self,
        request: HttpRequest,
        draft: Draft,
        environment: Environment,
        error: errors.Conflict | None = None,
        *,
        is_gone: bool = False,
    ) -> HttpResponse:
        """Either this very draft is being deployed or was, or somebody else was first, or nobody knows why."""
        if pressed.was_deployed(draft, environment):
            if pressed.is_uncertain(draft):
                messages.info(request, DEPLOYED_UNHEARD)
            store.forget(request, draft.environment_id)
            return to_newest(request, draft.environment_id, draft)
        if is_gone:
            store.forget(request, draft.environment_id)
            messages.info(request, _('Nothing to deploy: the draft was deployed or discarded already.'))
            return redirect(self.environment_url())
        if error and status.is_valid(draft, environment):
            answers.message(request, error, doing=_('Your draft was not deployed'))
            return redirect(self.environment_url())
        started = _('Your draft was not deployed: another deployment started first. %s See below what you can do.')
        ended = _('Your draft was not deployed: the environment was deployed meanwhile. See below what you can do.')
        messages.error(request, started % busy.reason(environment) if environment.busy else ended)
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


def _obstacle(committed: Environment, mine: Seen, providers: Providers) -> Refusal | None:
    present = mine.environment.components
    if not mine.changes(committed):
        return deployable.nothing_changed(has_draft=True)
    if object_model.dangling(committed.components, present):
        return deployable.dangling()
    return deployable.without_package(committed.components, present, providers.of)
