"""What the form of a component needs to know of the place that the component is for."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any, ClassVar, Self

from django.http import HttpRequest

from murano_panel.components.package.form import PackageForm
from murano_panel.domain.model.secrets import MASK
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.domain.refusal import Refused

# What a component is edited with: the form of its package, or one made of its class.
BY_FORM, BY_CLASS = 'form', 'class'
# A link: address and words. In a breadcrumb the words are an untrusted name and stand first.
Link = tuple[str, str]
Crumb = tuple[str, str]


class Target(ABC):
    """A draft of an environment or a blueprint, as it is when the form is begun, resumed or sent.

    What is written follows from what was read here, and from nothing else.

    kind: a word for templates: draft, new (an environment that is not there yet), or blueprint.
    adds_at_once: whether a component that a form on top has made is written at once; else it travels with the state of
    the form at the very bottom, and is written together with that one's.
    keeps_secrets: else secrets are taken out and noted as questions.
    """

    kind: ClassVar[str]
    adds_at_once: ClassVar[bool] = True
    keeps_secrets: ClassVar[bool] = True
    # What a review shows for a secret.
    for_secrets: ClassVar[Any] = MASK
    # What is told when it is done; with %(name)s of the component and %(target)s.
    added: ClassVar[Any]
    was_there: ClassVar[Any]
    changed: ClassVar[Any]
    was_changed: ClassVar[Any]

    @property
    @abstractmethod
    def key(self) -> str:
        """What the sealed state of a form is bound to: no other target has it."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What people call it; untrusted."""

    @property
    @abstractmethod
    def components(self) -> Sequence[ObjectModel]:
        """All that are in it, drafted and waiting ones included."""

    @abstractmethod
    def with_component(self, component: ObjectModel) -> Self:
        """The same with the component in it, unless it is there already."""

    def with_components(self, components: Iterable[ObjectModel]) -> Self:
        """The same with all of these."""
        return reduce(lambda target, component: target.with_component(component), components, self)

    # Where its pages are --------------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def link(self) -> Link:
        """Its own page, and what to call that."""

    @property
    @abstractmethod
    def crumb(self) -> Crumb:
        """Its name and its page, for the breadcrumb."""

    @abstractmethod
    def application_address(self, package_id: str) -> str:
        """The page of an application that keeps in mind what one adds to."""

    @abstractmethod
    def component_address(self, component_id: str) -> str:
        """Where a component of it is looked at."""

    @abstractmethod
    def add_address(self, package_id: str, *, scripts: bool = False) -> str:
        """Where the form of a new component is sent to, as a page or by scripts."""

    @abstractmethod
    def edit_address(self, component_id: str, edited_with: str, *, scripts: bool = False) -> str:
        """Where a component is edited; ``edited_with`` is BY_FORM or BY_CLASS."""

    # What stands against it -----------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def component_gone(self) -> Refused:
        """There is nothing (left) to edit."""

    # Writing --------------------------------------------------------------------------------------------------------

    def as_edited(self, component: ObjectModel) -> ObjectModel:
        """A component of it as an edit begins with it."""
        return component

    @abstractmethod
    def prepared(
        self, request: HttpRequest, package: Package, form: PackageForm, component: ObjectModel
    ) -> ObjectModel:
        """The component as it is written. A call for each package whose version nobody knows yet.

        Raises NotEncrypted.
        """

    @abstractmethod
    def add(self, request: HttpRequest, component: ObjectModel) -> None:
        """Writes a prepared one, and those that wait for it. Raises what the calls raise."""

    @abstractmethod
    def replace(self, request: HttpRequest, component: ObjectModel) -> None:
        """Writes a prepared one in the place of the one that has its id. Raises what the calls raise."""
