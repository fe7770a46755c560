"""Going back to what an earlier deployment was given: shown as a change set, put into a draft, deployed from there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import deployments, environments, left_out
from murano_panel.components import asked_secrets, deployable
from murano_panel.components.asked_secrets import AskedSecret
from murano_panel.components.package import inputs, providers
from murano_panel.deployments import plans
from murano_panel.deployments.restore import refusals
from murano_panel.domain.model import object_model
from murano_panel.domain.model.changes import ComponentChange
from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.environment_object import environment_change, operations
from murano_panel.domain.model.inputs import doubtful
from murano_panel.domain.model.restore import Restored, RestoredOwn, restore, restore_own
from murano_panel.domain.model.versions import all_typed
from murano_panel.domain.records import Deployment, Environment, ObjectModel
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.domain.state import environment as status
from murano_panel.drafts import own_object, restored, seen, store
from murano_panel.drafts.seen import Seen
from murano_panel.drafts.views import DraftView
from murano_panel.web import applications, busy, now, rights
from murano_panel.web.change_list import change_list
from murano_panel.web.started import Origin
from murano_panel.web.text import literal


@dataclass(frozen=True)
class _Way:
    """The way back. ``number``: the deployment's, from 1, the oldest. replaced: changes of the user's draft."""

    mine: Seen
    live: Environment
    deployment: Deployment
    number: int
    answer: Restored
    own: RestoredOwn
    deployed_own: ObjectModel
    replaced: int

    @property
    def changes(self) -> list[ComponentChange]:
        """Of the environment itself, then of its components."""
        own = environment_change(self.deployed_own, self.own.own, self.live.name)
        return [own, *self.answer.changes] if own else self.answer.changes

    @property
    def operations(self) -> list[dict[str, Any]]:
        """What makes the environment's own object, as the draft has it, the one that it was."""
        return operations(self.mine.own.drafted if self.mine.own else self.deployed_own, self.own.own)

    @property
    def is_drafted(self) -> bool:
        """Whether the user's draft holds it already, as after a second press."""
        drafted = map(object_model.without_status, self.mine.environment.components)
        is_like_it = list(drafted) == self.answer.components and not self.operations
        return self.mine.draft is not None and is_like_it


class RestoreView(DraftView):
    """What a deployment was given becomes the user's draft, which is then reviewed and deployed as always.

    Two calls, one more with a draft, one where nobody has read the environment's own object since it was deployed, and
    those that tell of the packages of components that come back, of the forms that secrets are typed into, and of
    classes of which it is not known what they give out. ``version``: that of the
    environment that was shown; ``replaces``: that the user has seen how much of the own draft goes; ``secret:<key>``:
    what was typed.
    """

    rights = ('show_environment', 'list_deployments')

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:  # type: ignore[override]
        return self._page(self._way(environment_id, deployment_id, {}))

    def change(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        typed = asked_secrets.typed(request)
        way = self._way(environment_id, deployment_id, typed)
        busy.require_idle(way.live)
        if not way.changes:
            messages.info(request, _('Nothing to restore: the environment is like this already.'))
            return redirect(self.environment_url())
        asked = asked_secrets.asked(request, way.answer.withheld, way.answer.components, typed)
        if not way.is_drafted:
            if not (self._has_seen(way) and asked_secrets.are_complete(asked, typed)):
                return self._page(way, asked, tried=True)
            draft = store.write(request, way.mine, way.answer.components, way.operations)
            restored.note(draft, Origin(deployment_id, way.number))
        messages.success(request, _('Deployment #%d is in your draft. Review and deploy it.') % way.number)
        return redirect(self.environment_url())

    def _way(self, environment_id: str, deployment_id: str, typed: Mapping[str, str]) -> _Way:
        """Raises NotFound, and Refused where there is no way."""
        request = self.request
        live = environments.get(request, environment_id)
        newest_first = deployments.list_for(request, environment_id)
        deployment = plans.find(newest_first, deployment_id)
        refusal = refusals.of(live, deployment, is_partly_read=left_out.number_in(request) > 0)
        if refusal:
            raise Refused(refusal)
        mine = seen.read_beside(request, live)
        catalog = applications.names(request, [*live.components, *deployment.components])
        then, present, sent = deployment.components, live.components, sent_first(newest_first)
        known = inputs.of(request, doubtful(then, present, sent))
        answer = restore(then, present, sent, typed, catalog, known)
        number = len(newest_first) - newest_first.index(deployment)
        deployed_own = own_object.deployed(request, live)
        own = restore_own(deployment.own, deployed_own)
        return _Way(mine, live, deployment, number, answer, own, deployed_own, len(mine.changes(live)))

    def _has_seen(self, way: _Way) -> bool:
        """Whether what was pressed is about the environment, and the draft, as they are."""
        is_same = self.request.POST.get('version') == str(way.live.version)
        return is_same and (not way.replaced or 'replaces' in self.request.POST)

    def _page(self, way: _Way, asked: Sequence[AskedSecret] | None = None, *, tried: bool = False) -> HttpResponse:
        request, live, answer = self.request, way.live, way.answer
        if asked is None:
            asked = asked_secrets.asked(request, answer.withheld, answer.components, {})
        context: dict[str, Any] = {
            'page_title': _('Restore deployment #%d') % way.number,
            'custom_breadcrumb': [(literal(live.name), self.environment_url())],
            'environment': live,
            'deployment': way.deployment,
            'number': way.number,
            'has_failed': now.state(way.deployment).has_failed,
            'answer': answer,
            'own': way.own,
            'changes': change_list(way.changes),
            'asked': asked,
            'tried': tried and self._has_seen(way),
            'is_outdated': tried and not self._has_seen(way),
            'replaced': way.replaced,
            'others_draft': status.has_others_draft(live, way.mine.draft),
            'packages_refusal': self._packages_refusal(way),
            'why_not': rights.why_not(request, 'update_environment') or (busy.reason(live) if live.busy else None),
        }
        return render(request, 'murano_panel/deployments/restore.html', context)

    def _packages_refusal(self, way: _Way) -> Refusal | None:
        """What is believed of packages; of those whose components come back Murano is asked."""
        live, drafted = way.live.components, way.answer.components
        present = {object_model.component_id(item) for item in live}
        back = [item for item in drafted if object_model.component_id(item) not in present]
        asked_for = {providers.name_of(wanted) for _component, wanted in all_typed(back)}
        known = providers.believed(self.request, [wanted for _component, wanted in all_typed([*drafted, *live])])
        asking = providers.Providers(self.request)
        return deployable.without_package(
            live,
            drafted,
            lambda wanted: (
                asking.of(wanted) if providers.name_of(wanted) in asked_for else known.get(providers.name_of(wanted))
            ),
        )
