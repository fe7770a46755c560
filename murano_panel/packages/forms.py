"""The forms of the dialogs on packages."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel import conf
from murano_panel.api import client, errors
from murano_panel.api import packages as package_api
from murano_panel.components.upkeep import roster
from murano_panel.domain.package.faults import SENTENCES
from murano_panel.domain.package.manifest import Manifest
from murano_panel.domain.package.plan import Candidate
from murano_panel.domain.package.reading import read_candidate
from murano_panel.domain.records import Category, Package
from murano_panel.packages import replacing
from murano_panel.web import answers, applications
from murano_panel.web.dialogs import LiteralInput
from murano_panel.web.inputs import LITERAL
from murano_panel.web.text import inert

MAX_NAME = 80
# What a form can show again, with what was typed.
REFUSALS = (errors.Conflict, errors.Invalid, errors.Unavailable, errors.Forbidden, errors.NotFound)
_MEANWHILE = _(
    'Somebody has changed this since you opened the form: it is now "%s". Send the form again to replace it by yours.'
)
_GONE_ADVICE = _('If that is what you want, choose the file once more and tick the box.')


class PackageForm(forms.SelfHandlingForm):
    """About one package. ``handle()`` is False, with the error on top, when Murano refuses."""

    default_renderer = LITERAL

    def __init__(self, request: HttpRequest, *args: Any, package: Package, **kwargs: Any) -> None:
        self.package = package
        super().__init__(request, *args, **kwargs)

    def update(self, request: HttpRequest, done: str, **changes: Any) -> bool:
        """Sends the changes; ``done`` is what to say then, of the package's name."""
        try:
            changed = package_api.update(request, self.package.id, **changes)
        except REFUSALS as error:
            self.api_error(answers.sentence(error))
            return False
        applications.remember(request, [changed])
        roster.changed(request)
        messages.success(request, done % inert(changed.name))
        return True


class Text(forms.CharField):
    """Lines end as in Murano, whatever the browser makes of them."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or '').replace('\r\n', '\n'))


def tags_in(text: str) -> list[str]:
    """What was typed, each once."""
    return list(dict.fromkeys(filter(None, (' '.join(tag.split()) for tag in text.split(',')))))


class EditForm(PackageForm):
    """Sends what was changed, and nothing else: each field knows by a hidden one what it was when it was shown."""

    name = forms.CharField(
        label=_('Name'),
        max_length=MAX_NAME,
        help_text=_('What the catalog calls it; the full name stays.'),
        show_hidden_initial=True,
    )
    description = Text(
        label=_('Description'), required=False, widget=forms.Textarea(attrs={'rows': 5}), show_hidden_initial=True
    )
    tags = forms.CharField(
        label=_('Tags'),
        required=False,
        help_text=_('Separated by commas. The catalog is narrowed by them.'),
        show_hidden_initial=True,
    )
    categories = forms.MultipleChoiceField(
        label=_('Categories'), required=False, widget=forms.CheckboxSelectMultiple, show_hidden_initial=True
    )

    def __init__(self, request: HttpRequest, *args: Any, categories: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        names = sorted({item.name for item in categories} | set(self.package.categories), key=str.casefold)
        self.fields['categories'].choices = [(name, name) for name in names]

    def clean(self) -> dict[str, Any]:
        """What somebody else has changed meanwhile is not overwritten unasked."""
        cleaned = super().clean()
        for name in self.changed_data:
            shown, now = self._shown(name), self.initial[name]
            if shown is not None and shown != self._comparable(name, now):
                self.add_error(name, _MEANWHILE % (', '.join(now) if isinstance(now, list) else now))
                self._show_as_now(name, now)
        return cleaned

    def _shown(self, name: str) -> Any:
        """What the field held when the form was shown; None where the form does not say."""
        if self['name'].html_initial_name not in self.data:
            return None
        key = self[name].html_initial_name
        return self._comparable(name, self.data.getlist(key) if name == 'categories' else self.data.get(key, ''))

    def _comparable(self, name: str, value: Any) -> Any:
        return sorted(value) if name == 'categories' else self.fields[name].to_python(value)

    def _show_as_now(self, name: str, now: Any) -> None:
        self.data: QueryDict = self.data.copy()
        self.data.setlist(self[name].html_initial_name, now if isinstance(now, list) else [now])

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """One call; none where nothing was changed."""
        values = {**data, 'tags': tags_in(data['tags'])}
        changes = {name: values[name] for name in self.changed_data}
        if not changes:
            messages.info(request, _('Nothing was changed.'))
            return True
        return self.update(request, _('"%s" was changed.'), **changes)


class ChangeForm(PackageForm):
    """One of the switches: nothing to fill in."""

    def __init__(self, *args: Any, change: dict[str, bool], done: str, **kwargs: Any) -> None:
        self.change, self.done = change, done
        super().__init__(*args, **kwargs)

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        return self.update(request, str(self.done), **self.change)


class DeleteForm(PackageForm):
    """Asks for the name where environments or packages use the package."""

    confirm_name = forms.CharField(
        label=_('Type the name of the package to confirm'), widget=LiteralInput(attrs={'autocomplete': 'off'})
    )

    def __init__(self, *args: Any, is_used: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_used:
            del self.fields['confirm_name']

    def clean_confirm_name(self) -> str:
        """Django strips what is typed."""
        if self.cleaned_data['confirm_name'] != self.package.name.strip():
            raise forms.ValidationError(_('This is not its name.'))
        return self.cleaned_data['confirm_name']

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        try:
            package_api.delete(request, self.package.id)
        except REFUSALS as error:
            self.api_error(answers.sentence(error))
            return False
        roster.changed(request)
        messages.success(request, _('"%s" was deleted.') % inert(self.package.name))
        return True


class ReplaceForm(PackageForm):
    """A new archive of the same package. Looks into it before anything is deleted."""

    archive = forms.FileField(
        label=_('The new package, as a zip'), widget=forms.FileInput(attrs={'accept': '.zip,application/zip'})
    )
    anyway = forms.BooleanField(label=_('Replace it nevertheless'), required=False)
    candidate: Candidate

    def __init__(self, *args: Any, used: bool, **kwargs: Any) -> None:
        self.used = used
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            # Offered where something is lost.
            self.fields['anyway'].widget = forms.HiddenInput()

    def clean_archive(self) -> UploadedFile:
        """Raises ValidationError for what Murano would refuse: by then the old package would be gone."""
        file, most = self.cleaned_data['archive'], conf.get('PACKAGE_SIZE_LIMIT') * client.MEGABYTE
        # One byte more than is taken tells that there is more.
        self.candidate = read_candidate(file.name, file.read(most + 1), most_bytes=most)
        faults = self.candidate.refusals
        if faults:
            raise forms.ValidationError([_(SENTENCES[fault.code]) % fault.values for fault in faults])
        if self.manifest.fqn != self.package.fqn:
            names = {'new': self.manifest.fqn, 'old': self.package.fqn}
            raise forms.ValidationError(
                _('This is another package: its full name is %(new)s, not %(old)s. Import it instead.') % names
            )
        return file

    @property
    def manifest(self) -> Manifest:
        assert self.candidate.manifest
        return self.candidate.manifest

    def clean(self) -> dict[str, Any]:
        """Classes that environments may use are not taken away unasked."""
        cleaned = super().clean()
        if self.used and 'archive' in cleaned and not cleaned['anyway']:
            gone = sorted({*self.package.class_names} - {*self.manifest.class_names})
            if gone:
                sentence = _(SENTENCES['classes-gone']) % {'value': ', '.join(gone)}
                self.add_error('archive', f'{sentence} {_GONE_ADVICE}')
        return cleaned

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> Package | bool:
        """The new package."""
        assert self.candidate.archive
        try:
            made = replacing.replace(request, self.package, self.candidate.archive.content)
        except replacing.NotReplaced as error:
            self.api_error(str(error))
            return False
        applications.remember(request, [made])
        roster.changed(request)
        names = {'name': inert(made.name), 'version': inert(self.manifest.own_version)}
        done = _('"%(name)s" is now version %(version)s.') if names['version'] else _('"%(name)s" was replaced.')
        messages.success(request, done % names)
        return made
