"""The forms of the dialogs on marks."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel.api import errors
from murano_panel.api import images as image_api
from murano_panel.domain.images import MarkedImage
from murano_panel.web import answers
from murano_panel.web.inputs import LITERAL
from murano_panel.web.text import inert

MAX_CHARACTERS = 255
# What a form can show again, with what was typed.
_REFUSALS = (errors.Conflict, errors.Invalid, errors.Unavailable, errors.Forbidden)


class ImageForm(forms.SelfHandlingForm):
    """About one image, which was read for this very request."""

    default_renderer = LITERAL
    done = ''

    def __init__(self, request: HttpRequest, *args: Any, image: MarkedImage, **kwargs: Any) -> None:
        self.image = image
        super().__init__(request, *args, **kwargs)

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """False, with Glance's reason on top, when it refuses."""
        try:
            self.change(request, data)
        except _REFUSALS as error:
            doing = _('The image service (Glance) refused this') if isinstance(error, errors.Invalid) else ''
            self.api_error(answers.sentence(error, str(doing)))
            return False
        messages.success(request, self.done % inert(self.image.name or self.image.id))
        return True

    def change(self, request: HttpRequest, data: dict[str, Any]) -> None:
        """One call."""
        raise NotImplementedError


class MarkForm(ImageForm):
    """Type and title."""

    done = _('The image "%s" is marked.')
    title = forms.CharField(
        label=_('Title'), max_length=MAX_CHARACTERS, help_text=_('What forms call it, such as Debian 12.')
    )
    type = forms.CharField(
        label=_('Type'),
        max_length=MAX_CHARACTERS,
        help_text=_('A form that asks for the type linux offers linux.docker as well, which begins with it and a dot.'),
        widget=forms.TextInput(attrs={'list': 'murano-image-types', 'autocomplete': 'off'}),
    )

    def change(self, request: HttpRequest, data: dict[str, Any]) -> None:
        image_api.mark(request, self.image, type=data['type'], title=data['title'])


class UnmarkForm(ImageForm):
    """Nothing to fill in."""

    done = _('The image "%s" is no longer marked.')

    def change(self, request: HttpRequest, data: dict[str, Any]) -> None:
        image_api.unmark(request, self.image)
