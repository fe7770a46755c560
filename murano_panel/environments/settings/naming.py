"""A component is called otherwise."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import messages

from murano_panel.components.new_environment import name_field
from murano_panel.domain.model import object_model
from murano_panel.domain.model.tree import HEADER
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts import store
from murano_panel.drafts.seen import Seen
from murano_panel.environments.settings.dialogs import ComponentDialog, DraftForm, with_component
from murano_panel.web.text import inert


class RenameComponentForm(DraftForm):
    """The name of its header: what a class itself calls name may be that of a server, which is the form's affair."""

    name = name_field()

    def __init__(self, request: HttpRequest, *args: Any, mine: Seen, component: ObjectModel, **kwargs: Any) -> None:
        self.mine, self.component = mine, component
        super().__init__(request, *args, **kwargs)

    def write(self, request: HttpRequest, data: dict[str, Any]) -> None:
        before, name = object_model.component_name(self.component), data['name']
        if name == before:
            messages.info(request, _('"%s" is called so already: nothing was changed.') % inert(name))
            return
        renamed = {**self.component, HEADER: {**object_model.header(self.component), 'name': name}}
        store.replace_components(request, self.mine, with_component(self.mine, renamed))
        text = _('"%(before)s" is now called "%(name)s" in your draft.')
        messages.success(request, text % {'before': inert(before), 'name': inert(name)})


class RenameComponentView(ComponentDialog):
    """One call to ask, three to rename."""

    form_class = RenameComponentForm
    template_name = 'murano_panel/environments/settings/rename_component.html'
    page_title = _('Rename component')
    submit_label = _('Rename')
    url_name = 'component_rename'
    typed = ('name',)

    def get_initial(self) -> dict[str, Any]:
        return {'name': object_model.component_name(self.component)}
