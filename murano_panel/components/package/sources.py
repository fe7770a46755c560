"""Where the choices of a form come from: the cloud, the environment, the catalog."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.http import HttpRequest

from murano_panel.api import environments, errors
from murano_panel.api import packages as package_api
from murano_panel.api.cloud import CloudServices
from murano_panel.components.package import field_types
from murano_panel.domain.cloud import Choice, Component, Found
from murano_panel.domain.model import object_model
from murano_panel.domain.model.changes import names_of
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.records import ObjectModel, Package


class FormSources(CloudServices):
    """All that a form may ask for, for one request. A source is asked when a field needs it, and never raises."""

    def __init__(self, request: HttpRequest, components: Sequence[ObjectModel]):
        super().__init__(request)
        self._request = request
        self._components = components

    def environment_names(self) -> Found[str]:
        """Of the project. One call."""
        return _unless_it_fails(lambda: (item.name for item in environments.list_all(self._request)))

    def own_type(self, name: str) -> Found[Choice]:
        """What the operator's function of that name says. No call of ours."""
        return field_types.offered(self._request, name)

    def components(self, class_names: Sequence[str]) -> Found[Component]:
        """Those of the environment, drafted ones included, that are of one of the classes. No call."""
        names = told_apart(self._components)
        return Found(
            tuple(
                Component(own_id, names[own_id], object_model.class_name(item))
                for item in self._components
                if object_model.class_name(item) in class_names
                for own_id in [object_model.component_id(item)]
            )
        )

    def component_names(self) -> Collection[str]:
        """Of all in the environment, drafted ones included. No call."""
        return {object_model.component_name(item) for item in self._components}

    def object_name(self, object_id: str) -> str:
        """Of any object in the environment, parts of components included; '' where there is none. No call."""
        names = names_of(self._components, [])
        return names.text(object_id) if object_id in names.objects else ''

    def packages_for(self, class_names: Sequence[str]) -> Found[Package]:
        """Those that define one of the classes. A call for each class."""
        return _unless_it_fails(lambda: package_api.by_class_names(self._request, class_names))


def _unless_it_fails(read: Callable[[], Iterable[Any]]) -> Found[Any]:
    try:
        return Found(tuple(read()))
    except errors.ApiError as error:
        return Found(unavailable=str(error))
