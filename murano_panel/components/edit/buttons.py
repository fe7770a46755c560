"""The buttons of an edit: those of any form, but for the last one, which writes only what differs."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.components.buttons import BUTTONS, Button
from murano_panel.components.edit import editing
from murano_panel.components.edit.wizard import EditWizard
from murano_panel.components.outcomes import Leave, Outcome, Submission
from murano_panel.components.wizard import ShowStep, Wizard
from murano_panel.domain.model import object_model


def save_in_draft(wizard: Wizard, sent: Submission) -> Outcome:
    """Puts the changed component into the draft; writes nothing when nothing differs."""
    assert isinstance(wizard, EditWizard)
    if wizard.accepted < wizard.last:
        return wizard.show(wizard.accepted)
    result = wizard.result()
    if isinstance(result, ShowStep) or (result.changes and wizard.moved):
        # A secret is missing, or the user has not seen yet what the changes come to by now.
        return wizard.show_result(result)
    is_written = bool(result.changes) and editing.save(sent.request, wizard, result.model, sent.token)
    environment = wizard.target.environment
    if is_written:
        text = _('The changes to "%(name)s" are in your draft of "%(environment)s". Deploy it when complete.')
    elif result.changes or wizard.moved:
        text = _('The changes to "%(name)s" are already in "%(environment)s".')
    elif wizard.is_edited:
        text = _('Your changes make no difference to "%(name)s", so nothing was written.')
    else:
        text = _('Nothing was changed in "%(name)s".')
    names = {'name': object_model.component_name(wizard.component), 'environment': environment.name}
    level = messages.SUCCESS if result.changes else messages.INFO
    return Leave(reverse('horizon:app-catalog:environments:detail', args=[environment.id]), [(level, text % names)])


EDIT_BUTTONS: dict[str, Button] = {**BUTTONS, 'add': save_in_draft}
