"""A package to start from, made of a few answers and sent as a zip: nothing is stored, nothing is imported."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from murano_panel.domain.package import starter
from murano_panel.domain.package.heat import About
from murano_panel.domain.package.pictures import LARGEST_LOGO, image_type
from murano_panel.web.inputs import LITERAL
from murano_panel.web.views import GuardedView

_FULL_NAME = RegexValidator(
    r'^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$',
    _('Words of letters, digits and underscores, with dots between them, such as com.example.WebServer.'),
)
KINDS = (
    (starter.SERVER, _('A server on which a command is run')),
    (starter.CONTAINER, _('A container on a server of its own')),
    (starter.HEAT, _('A Heat template')),
)


class StarterForm(forms.Form):
    """What the smallest package has to know."""

    default_renderer = LITERAL

    kind = forms.ChoiceField(label=_('What it makes'), choices=KINDS)
    name = forms.CharField(label=_('Name'), max_length=80, help_text=_('What users read.'))
    full_name = forms.CharField(
        label=_('Full name'),
        max_length=128,
        validators=[_FULL_NAME],
        help_text=_(
            'Unique in the catalog: a domain of yours turned round, and a name, such as com.example.WebServer.'
        ),
    )
    description = forms.CharField(
        label=_('Description'), required=False, max_length=4000, widget=forms.Textarea(attrs={'rows': 4})
    )
    logo = forms.FileField(label=_('Logo'), required=False, help_text=_('A PNG, JPEG or GIF of at most 500 kB.'))

    def clean_logo(self) -> bytes:
        """The picture itself, empty for none."""
        file = self.cleaned_data['logo']
        if not file:
            return b''
        content: bytes = file.read(LARGEST_LOGO + 1)
        if len(content) > LARGEST_LOGO or image_type(content) is None:
            raise forms.ValidationError(_('This is no PNG, JPEG or GIF of at most 500 kB.'))
        return content


class StarterView(GuardedView, FormView):
    """The page, and as its answer the zip. No call."""

    rights = ('get_package',)
    form_class = StarterForm
    template_name = 'murano_panel/authors/starter.html'

    def back(self) -> str:
        return reverse('horizon:app-catalog:catalog:index')

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=_('A package to start from'), **kwargs)

    def form_valid(self, form: StarterForm) -> HttpResponse:
        given = form.cleaned_data
        about = About(given['name'], given['full_name'], given['description'], author=self.request.user.username)
        packed = starter.starter(given['kind'], about, given['logo'])
        name = re.sub(r'[^A-Za-z0-9.]', '', given['full_name'])
        return HttpResponse(
            packed,
            content_type='application/zip',
            headers={'Content-Disposition': f'attachment; filename="{name}.zip"', 'X-Content-Type-Options': 'nosniff'},
        )
