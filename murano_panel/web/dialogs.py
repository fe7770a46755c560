"""Dialogs: forms in pages of their own, which scripts lay over the page that leads to them."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from horizon import forms

from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class LiteralInput(forms.TextInput):
    """Shows ``{$ … $}`` again as it was typed; Horizon's escaping would change it. Only inside ``ng-non-bindable``."""

    def format_value(self, value: Any) -> str | None:
        text = super().format_value(value)
        return None if text is None else literal(text)


class LiteralTextarea(forms.Textarea):
    """As LiteralInput, for long texts."""

    def format_value(self, value: Any) -> str | None:
        text = super().format_value(value)
        return None if text is None else literal(text)


class Dialog(GuardedView, forms.ModalFormView):
    """A form in a page of its own; scripts lay the same form over the page that leads to it (lib/dialog.js).

    For them a failed request is answered with JSON, so that the dialog stays, with what was typed.
    """

    cancel_label = _('Cancel')

    def form_valid(self, form: forms.SelfHandlingForm) -> HttpResponse:
        """Horizon would answer an expired login, too, with a message and the form."""
        handled = form.handle(self.request, form.cleaned_data)
        return HttpResponseRedirect(self.after(handled)) if handled else self.form_invalid(form)

    def after(self, handled: Any) -> str:
        """Where to go on when it is done."""
        return str(self.success_url)


def list_below(request: HttpRequest, name: str) -> str:
    """The list over which a dialog stands, as the user has filtered it; '' when it stands elsewhere.

    ``name`` is that of the list's page, as ``reverse()`` takes it.
    """
    page = urlsplit(request.headers.get('Referer', ''))
    if page.path != reverse(name):
        return ''
    return f'{page.path}?{page.query}' if page.query else page.path
