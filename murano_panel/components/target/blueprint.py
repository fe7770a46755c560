"""A blueprint as what gets a component: what is written is there at once, for everybody, and holds no secrets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel import dynamic_ui
from murano_panel.api import blueprints
from murano_panel.components import refusals
from murano_panel.components.package.form import PackageForm
from murano_panel.components.package.providers import Providers
from murano_panel.components.target.base import BY_CLASS, Crumb, Link, Target
from murano_panel.domain.model import object_model
from murano_panel.domain.model.blueprint import ASKED_FOR, as_part, to_edit
from murano_panel.domain.model.versions import completed
from murano_panel.domain.records import Blueprint, ObjectModel, Package
from murano_panel.domain.refusal import Refused
from murano_panel.web.addresses import BLUEPRINT, CATALOG_PACKAGE


@dataclass(frozen=True)
class BlueprintTarget(Target):
    """``waiting`` are components of forms on top, which are written together with that of the form at the bottom."""

    blueprint: Blueprint
    waiting: tuple[ObjectModel, ...] = ()

    kind: ClassVar[str] = 'blueprint'
    adds_at_once = False
    keeps_secrets = False
    for_secrets = _('asked for when an environment is made')
    added = _('"%(name)s" was added to the blueprint "%(target)s".')
    was_there = _('"%(name)s" is already in the blueprint "%(target)s".')
    changed = _('"%(name)s" was changed in the blueprint "%(target)s".')
    was_changed = _('The changes to "%(name)s" are already in the blueprint "%(target)s".')

    @staticmethod
    def key_of(blueprint_id: str) -> str:
        """As ``key``, before the blueprint has been read."""
        return f'blueprint {blueprint_id}'

    @property
    def key(self) -> str:
        return self.key_of(self.blueprint.id)

    @property
    def name(self) -> str:
        return self.blueprint.name

    @property
    def components(self) -> Sequence[ObjectModel]:
        return (*self.blueprint.components, *self.waiting)

    def with_component(self, component: ObjectModel) -> Self:
        if object_model.find(self.components, object_model.component_id(component)):
            return self
        return replace(self, waiting=(*self.waiting, component))

    # Where its pages are --------------------------------------------------------------------------------------------

    @property
    def link(self) -> Link:
        return refusals.blueprint_link(self.blueprint.id)

    @property
    def crumb(self) -> Crumb:
        return self.name, self.link[0]

    def application_address(self, package_id: str) -> str:
        return f'{reverse(CATALOG_PACKAGE, args=[package_id])}?blueprint={self.blueprint.id}'

    def component_address(self, component_id: str) -> str:
        return f'{reverse(BLUEPRINT, args=[self.blueprint.id])}#component-{component_id}'

    def add_address(self, package_id: str, *, scripts: bool = False) -> str:
        name = 'add_validate' if scripts else 'add'
        return reverse(f'horizon:app-catalog:blueprints:{name}', args=[self.blueprint.id, package_id])

    def edit_address(self, component_id: str, edited_with: str, *, scripts: bool = False) -> str:
        name = 'component_validate' if scripts else 'component'
        url = reverse(f'horizon:app-catalog:blueprints:{name}', args=[self.blueprint.id, component_id])
        return f'{url}?form={BY_CLASS}' if edited_with == BY_CLASS else url

    @property
    def component_gone(self) -> Refused:
        return refusals.part_gone(self.blueprint)

    # Writing --------------------------------------------------------------------------------------------------------

    def as_edited(self, component: ObjectModel) -> ObjectModel:
        return to_edit(component)

    def prepared(
        self, request: HttpRequest, package: Package, form: PackageForm, component: ObjectModel
    ) -> ObjectModel:
        """Nothing is encrypted: what would be is asked for as well."""
        before = object_model.find(self.components, object_model.component_id(component))
        part = as_part(component, _is_asked_for, before)
        return completed(part, Providers(request, [package]).version_of)

    def add(self, request: HttpRequest, component: ObjectModel) -> None:
        """One call."""
        blueprints.update(request, self.blueprint, components=[*self.components, component])

    def replace(self, request: HttpRequest, component: ObjectModel) -> None:
        """One call."""
        own_id = object_model.component_id(component)
        written = [component if object_model.component_id(item) == own_id else item for item in self.components]
        blueprints.update(request, self.blueprint, components=written)


def _is_asked_for(text: str) -> bool:
    return ASKED_FOR in text or dynamic_ui.is_withheld(text)
