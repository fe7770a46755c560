"""A component once more. Its secrets go from the one to the other within the server; nobody sees them."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from horizon import messages

from murano_panel.api import deployments
from murano_panel.components.new_environment import name_field
from murano_panel.components.package import inputs
from murano_panel.domain.model import duplicate, object_model
from murano_panel.domain.model.copying import as_people_set
from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.inputs import doubtful, with_inputs
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts import store
from murano_panel.drafts.seen import Seen
from murano_panel.environments.settings.dialogs import ComponentDialog, DraftForm
from murano_panel.web.addresses import COMPONENT
from murano_panel.web.text import inert, literal

KEEP, COPY = 'keep', 'copy'
# What the names of these fields begin with; the rest is the id of the component that is used.
USES = 'uses-'


class DuplicateForm(DraftForm):
    """``copy_id``: the id of the copy, made with the page, so that who sends it twice gets one."""

    name = name_field()
    copy_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, *args: Any, mine: Seen, component: ObjectModel, **kwargs: Any) -> None:
        self.mine, self.component = mine, component
        super().__init__(request, *args, **kwargs)
        # Of what uses hundreds nobody chooses for each.
        for own_id, name in duplicate.used_by(component, mine.environment.components)[: duplicate.MAX_COPIED - 1]:
            # Not Horizon's own select: what it draws is dead in a dialog that came later, and for keys.
            self.fields[f'{USES}{own_id}'] = forms.ChoiceField(
                label=_('It uses "%s"') % literal(name),
                choices=[(KEEP, _('The copy uses it as well')), (COPY, _('The copy gets one of its own'))],
                required=False,
            )

    def write(self, request: HttpRequest, data: dict[str, Any]) -> None:
        present, copy_id = self.mine.environment.components, data['copy_id'].hex
        names = {'name': inert(data['name']), 'original': inert(object_model.component_name(self.component))}
        if object_model.find(present, copy_id):
            messages.info(request, _('"%(name)s" is in your draft already.') % names)
            return
        also = [own_id.removeprefix(USES) for own_id, choice in data.items() if choice == COPY]
        originals = [self.component, *(item for item in present if object_model.component_id(item) in also)]
        taken = set(map(object_model.component_name, present))
        called = {object_model.component_id(self.component): data['name']}
        for item in originals[1:]:
            called[object_model.component_id(item)] = duplicate.proposed_name(
                object_model.component_name(item), {*taken, *called.values()}
            )
        copies = duplicate.duplicated(originals, present, self._sent(request, originals), called, copy_id)
        kept = [object_model.without_status(item) for item in present]
        store.replace_components(request, self.mine, [*kept, *copies])
        messages.success(request, _('"%(name)s" is in your draft, a copy of "%(original)s".') % names)

    def _sent(self, request: HttpRequest, originals: list[ObjectModel]) -> dict[str, ObjectModel]:
        """What people set in them, by which it is told from what their classes gave out. See ``DuplicateView``."""
        if not self.mine.environment.version:
            return {}
        sent = sent_first(deployments.list_for(request, self.mine.environment.id))
        unclear = doubtful(as_people_set(originals, sent), originals, sent)
        return dict(with_inputs(sent, originals, inputs.of(request, unclear)))


class DuplicateView(ComponentDialog):
    """One call to ask, three to write.

    Of what was deployed one more, for the deployments, and one for each class of which it is not known what it gives
    out.
    """

    form_class = DuplicateForm
    template_name = 'murano_panel/environments/settings/duplicate.html'
    page_title = _('Duplicate component')
    submit_label = _('Duplicate')
    url_name = 'component_duplicate'
    typed = ('name',)

    def get_initial(self) -> dict[str, Any]:
        taken = set(map(object_model.component_name, self.environment.components))
        name = duplicate.proposed_name(object_model.component_name(self.component), taken)
        return {'name': name, 'copy_id': uuid.uuid4().hex}

    def after(self, handled: Any) -> str:
        """To the copy."""
        copy_id = uuid.UUID(self.request.POST['copy_id']).hex
        return reverse(COMPONENT, args=[self.environment.id, copy_id])
