"""Metadata: keys and values of people, which Murano keeps, and gives to servers where Glance knows them."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from horizon import messages

from murano_panel.domain.cloud import Found
from murano_panel.domain.metadefs import Namespace, by_key
from murano_panel.domain.model import annotations, object_model
from murano_panel.domain.model.environment_object import operations
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts import own_object, store
from murano_panel.environments.settings.dialogs import ComponentDialog, DraftDialog, with_component
from murano_panel.environments.settings.metadata_form import MetadataForm
from murano_panel.web import known_definitions
from murano_panel.web.text import inert

# What may be said of a component: it is an application, whose servers and volumes inherit what Glance has for these.
TYPES = ('OS::Murano::Application', 'OS::Nova::Server', 'OS::Cinder::Volume')

ABOUT = _(
    'Notes that stay with the component, through every deployment. Its servers and volumes get those whose names this '
    'cloud defines for them.'
)

ABOUT_ENVIRONMENT = _(
    'Notes that stay with the environment, through every deployment. The servers and volumes of all its components get '
    'those whose names this cloud defines for them.'
)


class MetadataView(DraftDialog):
    """What both have in common: Glance is asked where nobody has asked for definitions within ten minutes."""

    template_name = 'murano_panel/environments/settings/metadata.html'
    submit_label = _('Save in draft')
    types: tuple[str, ...] = ()
    about: Any = ''

    @property
    def node(self) -> ObjectModel:
        """What has the metadata."""
        raise NotImplementedError

    @cached_property
    def definitions(self) -> Found[Namespace]:
        return known_definitions.of_types(self.request, self.types)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'node': self.node, 'definitions': by_key(self.definitions.items)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        aside = annotations.kept_aside(self.node)
        return super().get_context_data(about=self.about, definitions=self.definitions, aside=aside, **kwargs)


class ComponentMetadataForm(MetadataForm):
    """That of one component of the draft."""

    def __init__(self, request: HttpRequest, *args: Any, component: ObjectModel, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)

    def write(self, request: HttpRequest, data: dict[str, Any]) -> None:
        name = {'name': inert(object_model.component_name(self.node))}
        if data['texts'] == self.entries:
            messages.info(request, _('The metadata of "%(name)s" is like this already: nothing was changed.') % name)
            return
        changed = annotations.with_entries(self.node, data['texts'])
        store.replace_components(request, self.mine, with_component(self.mine, changed))
        messages.success(request, _('The metadata of "%(name)s" is in your draft.') % name)


class ComponentMetadataView(MetadataView, ComponentDialog):
    """One call to ask, three to write."""

    form_class = ComponentMetadataForm
    page_title = _('Metadata of the component')
    url_name = 'component_metadata'
    types, about = TYPES, ABOUT

    @property
    def node(self) -> ObjectModel:
        return self.component


class EnvironmentMetadataForm(MetadataForm):
    """That of the environment itself."""

    def write(self, request: HttpRequest, data: dict[str, Any]) -> None:
        if data['texts'] == self.entries:
            messages.info(request, _('The metadata of the environment is like this already: nothing was changed.'))
            return
        changed = annotations.with_entries(self.node, data['texts'])
        store.change_environment(request, self.mine, operations(self.node, changed))
        messages.success(request, _('The metadata of the environment is in your draft.'))


class EnvironmentMetadataView(MetadataView):
    """Two calls to ask, five to write."""

    form_class = EnvironmentMetadataForm
    page_title = _('Metadata of the environment')
    url_name = 'metadata'
    types, about = ('OS::Murano::Environment', *TYPES[1:]), ABOUT_ENVIRONMENT

    @cached_property
    def node(self) -> ObjectModel:
        return own_object.of(self.request, self.mine.environment, self.mine.draft)
