"""What the first page asks for, besides files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from murano_panel import conf
from murano_panel.domain.package import heat
from murano_panel.domain.package.acceptance import MAX_FULL_NAME, MAX_NAME
from murano_panel.domain.package.bundle import MAX_PACKAGES
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import FULL_NAME
from murano_panel.domain.records import Category
from murano_panel.packages.imports.files import Named, template_in
from murano_panel.packages.imports.planning import Wanted
from murano_panel.web import rights
from murano_panel.web.inputs import LITERAL


class StartForm(forms.Form):
    """``files`` are those that were sent with it; which fields there are depends on the operator's settings."""

    default_renderer = LITERAL

    addresses = forms.CharField(
        label=_('Addresses'),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(
            attrs={'rows': 2, 'placeholder': 'https://example.org/package.zip', 'spellcheck': 'false'}
        ),
        help_text=_('One in a line, http:// or https://.'),
    )
    names = forms.CharField(
        label=_('Packages of the repository'),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={'rows': 2, 'placeholder': 'io.murano.apps.Example', 'spellcheck': 'false'}),
        help_text=_('One full name in a line, with a version behind it where you want a certain one.'),
    )
    bundle = forms.CharField(
        label=_('Bundle'),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={'spellcheck': 'false'}),
        help_text=_('A list of packages: its name in the repository, or its address.'),
    )
    with_needed = forms.BooleanField(
        label=_('Fetch from the repository what they need and what is not here'), required=False, initial=True
    )
    heat_name = forms.CharField(label=_('Name'), required=False, max_length=MAX_NAME)
    heat_fqn = forms.CharField(
        label=_('Full name'),
        required=False,
        max_length=MAX_FULL_NAME,
        help_text=_('Such as org.example.MyStack; empty makes one of the name.'),
        widget=forms.TextInput(attrs={'spellcheck': 'false'}),
    )
    heat_description = forms.CharField(
        label=_('Description'), required=False, max_length=5000, widget=forms.Textarea(attrs={'rows': 3})
    )
    categories = forms.MultipleChoiceField(label=_('Categories'), required=False, widget=forms.CheckboxSelectMultiple)
    is_public = forms.BooleanField(label=_('Share with all projects'), required=False)
    at_once = forms.BooleanField(label=_('Import at once what nothing speaks against'), required=False)

    def __init__(
        self,
        request: HttpRequest,
        *args: Any,
        categories: Iterable[Category],
        files: Sequence[Named] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._files = files
        self._author = request.user.username
        self.fields['categories'].choices = [(item.name, item.name) for item in categories]
        urls, repository = conf.get('IMPORT_URLS'), conf.get('REPOSITORY_URL')
        unavailable = [] if urls else ['addresses']
        unavailable += [] if repository else ['names', 'with_needed']
        unavailable += [] if urls or repository else ['bundle']
        unavailable += [] if rights.may(request, 'publicize_package') else ['is_public']
        unavailable += [] if self.fields['categories'].choices else ['categories']
        for name in unavailable:
            del self.fields[name]

    @property
    def elsewhere(self) -> list[forms.BoundField]:
        """The fields about what is to be fetched; none where the operator does not want that."""
        return [self[name] for name in ('addresses', 'names', 'bundle') if name in self.fields]

    @property
    def of_template(self) -> list[forms.BoundField]:
        """The fields about a Heat template."""
        return [self[name] for name in ('heat_name', 'heat_fqn', 'heat_description')]

    @property
    def asks_about_template(self) -> bool:
        """Whether there is something to answer about one."""
        return any(field.errors or field.value() for field in self.of_template)

    def clean_addresses(self) -> list[str]:
        return _lines(self.cleaned_data['addresses'])

    def clean_names(self) -> list[str]:
        return _lines(self.cleaned_data['names'])

    def clean(self) -> dict[str, Any]:
        """There has to be something to import, and a template needs a name."""
        cleaned = super().clean() or self.cleaned_data
        if not self._files and not any(cleaned.get(name) for name in ('addresses', 'names', 'bundle')):
            self.add_error(None, _('Choose at least one package.'))
        if template_in(self._files):
            self._clean_template(cleaned)
        return cleaned

    def _clean_template(self, cleaned: dict[str, Any]) -> None:
        name, fqn = cleaned.get('heat_name'), cleaned.get('heat_fqn')
        if not name:
            self.add_error('heat_name', _('Say what the template shall be called in the catalog.'))
            return
        try:
            cleaned['heat_fqn'] = fqn or heat.full_name(name)
        except BadPackage:
            self.add_error('heat_fqn', _('Of this name no full name can be made: give one.'))
            return
        if not FULL_NAME.fullmatch(cleaned['heat_fqn']):
            self.add_error('heat_fqn', _('Only letters, digits, _ and single dots within.'))

    def wanted(self) -> Wanted:
        """What was asked for; the form is valid."""
        data = self.cleaned_data
        about = None
        if template_in(self._files):
            about = heat.About(
                data['heat_name'], data['heat_fqn'], data['heat_description'], self._author, ('Heat-generated',)
            )
        return Wanted(
            addresses=data.get('addresses', ()),
            names=data.get('names', ()),
            bundle=data.get('bundle', '').strip(),
            with_needed=data.get('with_needed', False),
            is_public=data.get('is_public', False),
            categories=data.get('categories', ()),
            about=about,
        )


def _lines(text: str) -> list[str]:
    lines = list(dict.fromkeys(filter(None, (' '.join(line.split()) for line in text.splitlines()))))
    if len(lines) > MAX_PACKAGES:
        raise forms.ValidationError(_('At most %d packages can be imported at once.') % MAX_PACKAGES)
    return lines
