"""A ui.yaml tried out in the browser: its form, what is wrong with it, and what its answers make. Nothing is stored."""

import json
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.api import packages as package_api
from murano_panel.authors.example import EXAMPLE
from murano_panel.components.package import definitions, field_types
from murano_panel.components.preview import Trial, TrialSources, try_form
from murano_panel.domain.model import object_model
from murano_panel.dynamic_ui import Definition, Problem
from murano_panel.web.text import literal
from murano_panel.web.views import BoundedView, GuardedView

MAX_BYTES = dynamic_ui.MAX_SOURCE_BYTES
# Before a form says what it makes.
_FQN = 'example.Application'


@dataclass(frozen=True)
class Source:
    """The text of a ui.yaml; ``complaint`` where there is none."""

    text: str = ''
    complaint: str = ''


class FormPreviewView(BoundedView, GuardedView):
    """The page. No call of Murano; the cloud's services are asked for what the form offers.

    GET ``package``: begins with that package's form, up to two calls. POST ``source``: the text, or ``file``: a file
    with it; ``do``: ``show`` for a form as it is proposed, ``build`` for what was typed into it.
    """

    rights = ('get_package',)
    typed = ('source',)

    def get(self, request: HttpRequest) -> HttpResponse:
        package_id = request.GET.get('package', '')
        if not package_id:
            return self._page(request, Source(EXAMPLE))
        source = definitions.text(request, package_api.get(request, package_id))
        return self._page(request, Source(source))

    def post(self, request: HttpRequest) -> HttpResponse:
        file = request.FILES.get('file')
        source = _read(file) if file else Source(request.POST.get('source', ''))
        return self._page(request, source, is_built=not file and request.POST.get('do') == 'build')

    def _page(self, request: HttpRequest, source: Source, *, is_built: bool = False) -> HttpResponse:
        found = _Reading() if source.complaint or not source.text.strip() else _Reading.of(source.text)
        trial = Trial(())
        if found.definition:
            trial = try_form(found.definition, TrialSources(request), request.POST, checked=is_built)
        context: dict[str, Any] = {
            'page_title': _('Try a form'),
            'source': literal(source.text),
            'complaint': source.complaint,
            'lines': max(12, min(40, source.text.count('\n') + 2)),
            'problems': found.problems,
            'errors': sum(problem.severity == 'error' for problem in found.problems),
            'definition': found.definition,
            'trial': trial,
            'model': _as_yaml(trial.model) if trial.model else '',
            'is_answer': request.method == 'POST',
            'is_built': is_built,
        }
        return render(request, 'murano_panel/authors/form_preview.html', context)


@dataclass(frozen=True)
class _Reading:
    """What a text says as a form, and what is wrong with it."""

    definition: Definition | None = None
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> '_Reading':
        load = partial(dynamic_ui.load_and_check, text, package_name='', own_types=field_types.registered())
        definition, problems = load(fqn=_FQN)
        made = object_model.class_name(dict(definition.application)) if definition else ''
        if made:
            # The name that is proposed for the application is that of its class.
            definition, problems = load(fqn=made)
        return cls(definition, problems)


def _read(file: UploadedFile) -> Source:
    if (file.size or 0) > MAX_BYTES:
        return Source(complaint=_('The file is larger than %d kB: no form is.') % (MAX_BYTES // 1024))
    try:
        return Source(file.read().decode('utf-8-sig'))
    except UnicodeDecodeError:
        return Source(complaint=_('The file is no text in UTF-8. Choose the ui.yaml itself, not the package.'))


def _as_yaml(model: object_model.ObjectModel) -> str:
    """As authors write models. By way of JSON, which leaves plain mappings and lists."""
    text: str = yaml.safe_dump(json.loads(json.dumps(model)), sort_keys=False, allow_unicode=True)
    return text
