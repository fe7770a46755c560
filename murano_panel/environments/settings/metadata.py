"""Metadata: keys and values of people, which Murano keeps, and gives to servers where Glance knows them."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from horizon import messages

from murano_panel.domain.cloud import Found
from murano_panel.domain.metadefs import Namespace, by_key
from murano_panel.domain.model import annotations, object_model
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts import store
from murano_panel.drafts.seen import Seen
from murano_panel.environments.settings.dialogs import ComponentDialog, with_component
from murano_panel.environments.settings.metadata_form import MetadataForm
from murano_panel.web import known_definitions
from murano_panel.web.text import inert

# What may be said of a component: it is an application, whose servers and volumes inherit what Glance has for these.
TYPES = ('OS::Murano::Application', 'OS::Nova::Server', 'OS::Cinder::Volume')

ABOUT = _(
    'Notes that stay with the component, through every deployment. Its servers and volumes get those whose names this '
    'cloud defines for them.'
)


class ComponentMetadataForm(MetadataForm):
    """Those of one component of the draft."""

    def __init__(self, request: HttpRequest, *args: Any, mine: Seen, component: ObjectModel, **kwargs: Any) -> None:
        self.mine, self.component = mine, component
        super().__init__(request, *args, entries=annotations.entries(component), **kwargs)

    def write(self, request: HttpRequest, data: dict[str, Any]) -> None:
        name = {'name': inert(object_model.component_name(self.component))}
        if data['texts'] == self.entries:
            messages.info(request, _('The metadata of "%(name)s" is like this already: nothing was changed.') % name)
            return
        changed = annotations.with_entries(self.component, data['texts'])
        store.replace_components(request, self.mine, with_component(self.mine, changed))
        messages.success(request, _('The metadata of "%(name)s" is in your draft.') % name)


class ComponentMetadataView(ComponentDialog):
    """One call to ask, three to write; and Glance's, where nobody has asked for definitions within ten minutes."""

    form_class = ComponentMetadataForm
    template_name = 'murano_panel/environments/settings/metadata.html'
    page_title = _('Metadata of the component')
    submit_label = _('Save in draft')
    url_name = 'component_metadata'

    @cached_property
    def definitions(self) -> Found[Namespace]:
        return known_definitions.of_types(self.request, TYPES)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'definitions': by_key(self.definitions.items)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        aside = annotations.kept_aside(self.component)
        return super().get_context_data(about=ABOUT, definitions=self.definitions, aside=aside, **kwargs)
