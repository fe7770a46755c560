"""What is wrong with a package, and what its form looks like, without running anything of the package."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.api import packages as package_api
from murano_panel.catalog import package_findings
from murano_panel.catalog.views import CatalogView
from murano_panel.components.inputs import prefix
from murano_panel.components.package import definitions, field_types
from murano_panel.components.page import step_title
from murano_panel.components.rows import FieldRow, field_rows
from murano_panel.domain.cloud import Choice, Found
from murano_panel.dynamic_ui import Definition, NoSources, Problem, Sources
from murano_panel.web.text import literal


@dataclass(frozen=True)
class Preview:
    """One step as users will see it; ``problem`` instead of ``rows`` when it cannot be shown."""

    title: str
    rows: list[FieldRow]
    introductions: list[tuple[str, str]]
    problem: Problem | None = None


class _Uncalled(NoSources):
    """What is known without asking the cloud: what the operator's types of fields take from the login."""

    def __init__(self, request: HttpRequest):
        super().__init__(_('A preview does not ask the cloud; the form itself offers choices here.'))
        self._request = request

    def own_type(self, name: str) -> Found[Choice]:
        return field_types.offered(self._request, name)


class CheckView(CatalogView):
    """The page. Up to three calls, and seconds of computing in another process; one call when the cache has both.

    A faulty form is fetched each time: it may be Murano's answer that is damaged.
    """

    def get(self, request: HttpRequest, package_id: str) -> HttpResponse:
        package = package_api.get(request, package_id)
        source = definitions.text(request, package)
        problems: list[Problem] = []
        previews: list[Preview] = []
        with dynamic_ui.work_limit(dynamic_ui.REQUEST_SECONDS):
            if source.strip():
                definition, problems = dynamic_ui.load_and_check(
                    source, fqn=package.fqn, package_name=package.name, own_types=field_types.registered()
                )
                if definition:
                    definitions.keep_text(request, package, source)
                    previews = list(_previews(definition, _Uncalled(request)))
        context = {
            'page_title': literal(_('Check of %s') % package.name),
            'package': package,
            'has_form': bool(source.strip()),
            'problems': problems,
            'errors': sum(problem.severity == 'error' for problem in problems),
            'previews': previews,
            'package_findings': package_findings.findings_of(request, package),
            'custom_breadcrumb': [
                (literal(package.name), reverse('horizon:app-catalog:catalog:detail', args=[package.id]))
            ],
        }
        return render(request, 'murano_panel/catalog/check.html', context)


def _previews(definition: Definition, sources: Sources) -> Iterator[Preview]:
    """The steps, each as if those before it had been left as they are proposed. The cloud is not asked."""
    answers: dict[str, dict[str, Any]] = {}
    for step in definition.steps:
        try:
            form = dynamic_ui.build_form(
                definition, step.index, answers=answers, sources=sources, prefix=prefix(step.index)
            )
        except dynamic_ui.ExpressionError as error:
            yield Preview(step_title(step), [], [], error.as_problem())
            return
        # Later steps may compute with these.
        answers[step.name] = {name: field.initial for name, field in form.fields.items()}
        yield Preview(step_title(step), field_rows(form), form.introductions)
