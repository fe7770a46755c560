"""The user's draft of an environment, as what gets a component."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import deployments, drafts
from murano_panel.components import refusals
from murano_panel.components.package.form import PackageForm
from murano_panel.components.package.providers import Providers
from murano_panel.components.target.base import BY_CLASS, Crumb, Link, Target
from murano_panel.domain.model import object_model
from murano_panel.domain.model.versions import completed
from murano_panel.domain.records import Environment, ObjectModel, Package
from murano_panel.domain.refusal import Refused
from murano_panel.domain.state import environment as status
from murano_panel.drafts import seen, store
from murano_panel.drafts.seen import Seen
from murano_panel.web.addresses import CATALOG_PACKAGE, COMPONENT, ENVIRONMENT


def changeable(request: HttpRequest, environment_id: str, *, tell_since: bool) -> Seen:
    """The environment, if it can be changed now. One call; one more to tell since when it cannot. Raises NotNow."""
    mine = seen.read(request, environment_id)
    if mine.environment.busy:
        running = status.running(deployments.list_for(request, environment_id)) if tell_since else None
        raise refusals.busy(mine.environment, running)
    if mine.outdated:
        raise refusals.outdated(mine.environment)
    return mine


@dataclass(frozen=True)
class DraftTarget(Target):
    """``seen`` is the environment as the user's draft sees it; a draft is opened when something is written."""

    seen: Seen

    kind: ClassVar[str] = 'draft'
    added = _('"%(name)s" was added to your draft of "%(target)s". Deploy it when the draft is complete.')
    was_there = _('"%(name)s" is already in your draft of "%(target)s".')
    changed = _('The changes to "%(name)s" are in your draft of "%(target)s". Deploy it when complete.')
    was_changed = _('The changes to "%(name)s" are already in "%(target)s".')

    @property
    def environment(self) -> Environment:
        return self.seen.environment

    @property
    def key(self) -> str:
        return self.environment.id

    @property
    def name(self) -> str:
        return self.environment.name

    @property
    def components(self) -> Sequence[ObjectModel]:
        return self.environment.components

    def with_component(self, component: ObjectModel) -> Self:
        return replace(self, seen=self.seen.with_component(component))

    # Where its pages are --------------------------------------------------------------------------------------------

    @property
    def link(self) -> Link:
        return refusals.environment_link(self.environment.id)

    @property
    def crumb(self) -> Crumb:
        return self.name, reverse(ENVIRONMENT, args=[self.environment.id])

    def application_address(self, package_id: str) -> str:
        return f'{reverse(CATALOG_PACKAGE, args=[package_id])}?environment={self.environment.id}'

    def component_address(self, component_id: str) -> str:
        return reverse(COMPONENT, args=[self.environment.id, component_id])

    def add_address(self, package_id: str, *, scripts: bool = False) -> str:
        name = 'validate' if scripts else 'add_to'
        return reverse(f'horizon:app-catalog:catalog:{name}', args=[package_id, self.environment.id])

    def edit_address(self, component_id: str, edited_with: str, *, scripts: bool = False) -> str:
        name = 'edit_validate' if scripts else 'edit'
        url = reverse(f'horizon:app-catalog:catalog:{name}', args=[self.environment.id, component_id])
        return f'{url}?form={BY_CLASS}' if edited_with == BY_CLASS else url

    @property
    def component_gone(self) -> Refused:
        return refusals.component_gone(self.environment)

    # Writing --------------------------------------------------------------------------------------------------------

    def prepared(
        self, request: HttpRequest, package: Package, form: PackageForm, component: ObjectModel
    ) -> ObjectModel:
        return form.encrypted(completed(component, Providers(request, [package]).version_of))

    def add(self, request: HttpRequest, component: ObjectModel) -> None:
        """Up to three calls."""
        with store.writing(request, self.seen) as draft:
            drafts.add_component(request, draft, component)

    def replace(self, request: HttpRequest, component: ObjectModel) -> None:
        """Up to three calls. Murano replaces no single component: the others are sent back as they are."""
        own_id = object_model.component_id(component)
        written = [
            component if object_model.component_id(item) == own_id else object_model.without_status(item)
            for item in self.components
        ]
        store.replace_components(request, self.seen, written)
