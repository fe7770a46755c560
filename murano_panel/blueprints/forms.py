"""The forms of the dialogs on blueprints."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel.api import blueprints, errors
from murano_panel.domain.model.blueprint import as_blueprint
from murano_panel.domain.model.duplicate import duplicated
from murano_panel.domain.model.object_model import component_id, find
from murano_panel.domain.records import Blueprint, ObjectModel
from murano_panel.web import answers
from murano_panel.web.dialogs import LiteralInput
from murano_panel.web.fields import NameField
from murano_panel.web.inputs import LITERAL
from murano_panel.web.text import inert

MAX_DESCRIPTION = 2000
NAME_TAKEN = _('Another blueprint of this project has this name.')
# What a form can show again, with what was typed.
_REFUSALS = (errors.Conflict, errors.Invalid, errors.Unavailable, errors.Forbidden, errors.NotFound)


class ChangeForm(forms.SelfHandlingForm):
    """Something that is done to blueprints. ``done`` names one."""

    default_renderer = LITERAL
    done: Any = ''

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> Any:
        """What ``change()`` returns; False, with the error in the form, when Murano refuses: what was typed stays."""
        try:
            made = self.change(request, data)
        except errors.Conflict:
            self.add_error('name' if 'name' in self.fields else None, NAME_TAKEN)
            return False
        except _REFUSALS as error:
            self.api_error(answers.sentence(error))
            return False
        if made:
            messages.success(request, self.done % inert(made.name))
        return made

    def change(self, request: HttpRequest, data: dict[str, Any]) -> Blueprint | None:
        """One call; what was made or changed, None where the form says what is wrong."""
        raise NotImplementedError


class DescribedForm(ChangeForm):
    """What a blueprint is called, and who sees it."""

    name = NameField(label=_('Name'))
    description = forms.CharField(
        label=_('Description'),
        required=False,
        max_length=MAX_DESCRIPTION,
        widget=forms.Textarea(attrs={'rows': 3}),
        help_text=_('What it is good for, and what one should know before it is used.'),
    )
    is_public = forms.BooleanField(
        label=_('All projects see it'),
        required=False,
        help_text=_('With everything that is set in it. Secrets are not in it; only this project can change it.'),
    )


class SaveForm(DescribedForm):
    """A new one of these components, or a new content for one of the same name."""

    done = _('The blueprint "%s" was saved.')
    replace = forms.BooleanField(label=_('Replace the blueprint of this name'), required=False)

    def __init__(self, request: HttpRequest, *args: Any, components: Sequence[ObjectModel], **kwargs: Any) -> None:
        self.components = components
        super().__init__(request, *args, **kwargs)
        if 'replace' not in self.data:
            self.fields['replace'].widget = forms.HiddenInput()

    def change(self, request: HttpRequest, data: dict[str, Any]) -> Blueprint | None:
        """Two calls: Murano tells of a taken name, not whose it is."""
        own = [item for item in blueprints.list_all(request) if item.project_id == request.user.project_id]
        same = next((item for item in own if item.name == data['name']), None)
        told = {'description': data['description'], 'is_public': data['is_public']}
        if same is None:
            return blueprints.create(request, name=data['name'], components=as_blueprint(self.components), **told)
        if not data['replace']:
            self.fields['replace'].widget = forms.CheckboxInput()
            self.add_error('name', _('There is a blueprint of this name. Replace it, or take another name.'))
            return None
        blueprints.update(request, same, components=as_blueprint(self.components), **told)
        return same


class BlueprintForm(ChangeForm):
    """About one blueprint, which was read for this very request."""

    def __init__(self, request: HttpRequest, *args: Any, blueprint: Blueprint, **kwargs: Any) -> None:
        self.blueprint = blueprint
        super().__init__(request, *args, **kwargs)


class EditForm(BlueprintForm, DescribedForm):
    """Its components stay; what all projects come to see is emptied of secrets first, whoever has left them there."""

    done = _('The blueprint "%s" was changed.')

    def change(self, request: HttpRequest, data: dict[str, Any]) -> Blueprint:
        emptied = as_blueprint(self.blueprint.components) if data['is_public'] else None
        blueprints.update(request, self.blueprint, components=emptied, **data)
        return self.blueprint


class CloneForm(BlueprintForm, DescribedForm):
    """A copy that belongs to the project. Murano copies only what is public, and every object's id along with it."""

    done = _('The blueprint "%s" was made.')

    def change(self, request: HttpRequest, data: dict[str, Any]) -> Blueprint:
        return blueprints.create(request, components=as_blueprint(self.blueprint.components), **data)


class DeleteForm(BlueprintForm):
    """Nothing to fill in."""

    done = _('The blueprint "%s" was deleted.')

    def change(self, request: HttpRequest, data: dict[str, Any]) -> Blueprint:
        blueprints.delete(request, self.blueprint)
        return self.blueprint


class DuplicateForm(BlueprintForm):
    """A component once more. ``copy_id``: made with the page, so that who sends it twice gets one copy."""

    done = _('The component was duplicated in the blueprint "%s".')
    name = NameField(label=_('Name'), widget=LiteralInput(attrs={'autofocus': True}))
    copy_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, original: ObjectModel, **kwargs: Any) -> None:
        self.original = original
        super().__init__(*args, **kwargs)

    def change(self, request: HttpRequest, data: dict[str, Any]) -> Blueprint:
        """No call where the copy is there already."""
        present, copy_id = self.blueprint.components, data['copy_id'].hex
        if find(present, copy_id) is None:
            copies = duplicated([self.original], present, {}, {component_id(self.original): data['name']}, copy_id)
            blueprints.update(request, self.blueprint, components=[*present, *copies])
        return self.blueprint


class RemoveForm(BlueprintForm):
    """Nothing to fill in. ``kept`` are the components that stay."""

    done = _('The component was removed from the blueprint "%s".')

    def __init__(self, *args: Any, kept: Sequence[ObjectModel], **kwargs: Any) -> None:
        self.kept = kept
        super().__init__(*args, **kwargs)

    def change(self, request: HttpRequest, data: dict[str, Any]) -> Blueprint:
        blueprints.update(request, self.blueprint, components=self.kept)
        return self.blueprint
