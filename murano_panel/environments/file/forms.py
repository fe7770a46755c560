"""The first page of an import."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from murano_panel.domain.environment_file.parsing import MAX_BYTES
from murano_panel.domain.records import Environment
from murano_panel.web.inputs import LITERAL

NEW = ''


class StartForm(forms.Form):
    """A file, or its text, and where it goes: a new environment, or one of ``environments``."""

    default_renderer = LITERAL

    file = forms.FileField(
        label=_('File'), required=False, allow_empty_file=True, help_text=_('YAML, up to %d MB.') % (MAX_BYTES >> 20)
    )
    text = forms.CharField(
        label=_('Or its text'),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={'rows': 14, 'spellcheck': 'false'}),
    )
    target = forms.ChoiceField(label=_('Into'), required=False)

    def __init__(self, environments: Iterable[Environment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = sorted((item.name, item.id) for item in environments if not item.busy)
        self.fields['target'].choices = [(NEW, _('A new environment')), *((own_id, name) for name, own_id in there)]

    def content(self) -> bytes:
        """What was sent: the file, if there is one. Of a large one just more than is read."""
        sent = self.files.get('file')
        if sent:
            read: bytes = sent.read(MAX_BYTES + 1)
            return read
        return str(self.cleaned_data['text']).encode('utf-8', 'surrogatepass')
