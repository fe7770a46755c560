"""The page of one component: its settings, its neighbours, what it has in the cloud, its newest lines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.domain.model.changes import Names, PropertyChange, component_change, names_of
from murano_panel.domain.model.object_model import find
from murano_panel.domain.model.resources import as_submitted
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import Deployment
from murano_panel.domain.state.deployment import ending_of
from murano_panel.domain.state.log import shown
from murano_panel.domain.state.plan import plan_of
from murano_panel.domain.state.progress import Line
from murano_panel.environments import page as environment_page
from murano_panel.environments import refusals
from murano_panel.environments.component_lines import ComponentLine
from murano_panel.environments.component_rows import component_row
from murano_panel.environments.page import DeploymentLine, EnvironmentPage
from murano_panel.web import now, watched
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView

# Lines of the log that the page shows; the page of the deployment has them all.
MAX_LINES = 10


@dataclass(frozen=True)
class ComponentPage:
    """A component as the user's draft sees it, or what runs, or as it is deployed.

    settings: what somebody has set, rather than what its class gives out; secrets are masked.
    deployment: the latest one that it was part of.
    log: its newest lines in that; () where they were not asked for.
    is_comparable: whether there is anything of it in the cloud, and nothing at work on the environment.
    """

    line: ComponentLine
    settings: Sequence[PropertyChange]
    used_by: list[ComponentLine]
    deployment: DeploymentLine | None
    log: Sequence[Line]
    is_comparable: bool

    @property
    def linked(self) -> Collection[str]:
        """The ids of the components that a setting may lead to."""
        return dict(self.line.points_to)


class ComponentView(GuardedView):
    """Three calls at most: those of the environment's page, and the reports where these leave one."""

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str, component_id: str) -> HttpResponse:
        around = environment_page.read(request, environment_id)
        page = _read(request, around, component_id)
        context = {
            'page_title': literal(page.line.name),
            'custom_breadcrumb': [(literal(around.environment.name), self.back())],
            'environment': around.environment,
            'page': page,
            'line': page.line,
            'runs': [item for item in around.deployments if item.summary.component_id == component_id],
            'row': component_row(request, around.environment.id, page.line, refusals.on_page(request, around)),
        }
        return render(request, 'murano_panel/environments/components/page.html', context)


def _read(request: HttpRequest, around: EnvironmentPage, component_id: str) -> ComponentPage:
    """One call where the environment's page has left one. Raises NotFound."""
    line = next((line for line in around.components if line.id == component_id), None)
    if line is None:
        raise errors.NotFound(_('The environment has no such component.'), code=404)
    components = [other.model for other in around.components]
    catalog = {other.class_name: other.application.name for other in around.components if other.application}
    names = names_of(components, [], catalog)
    whole = next((item for item in around.past.whole if find(item.components, line.id)), None)
    deployment = next((item for item in around.deployments if whole and item.summary.id == whole.id), None)
    return ComponentPage(
        line=line,
        settings=_settings(line, names),
        used_by=[other for other in around.components if line.id in dict(other.points_to)],
        deployment=deployment,
        log=_log(request, around, line, whole) if whole else (),
        is_comparable=around.is_comparable and line.is_in_cloud,
    )


def _settings(line: ComponentLine, names: Names) -> Sequence[PropertyChange]:
    """In the order of the form; the engine has another one."""
    found = component_change(None, as_submitted(line.model, line.submitted), names).properties
    order = {path: place for place, path in enumerate(words_of(line.model).labels)}
    return sorted(found, key=lambda item: order.get(item.path, len(order)))


def _log(request: HttpRequest, around: EnvironmentPage, line: ComponentLine, deployment: Deployment) -> Sequence[Line]:
    """Its newest lines in a deployment. One call, if those are not there already; () where none is left."""
    is_latest = around.latest is not None and around.latest.id == deployment.id
    reports = around.reports if is_latest else None
    if reports is None and around.calls_left:
        reports = watched.reports_of(request, deployment)
    if not reports:
        return ()
    plan = plan_of(deployment, [other.model for other in around.components], around.environment.name)
    lines = now.progress(plan, reports, ending_of(deployment)).lines
    newest = [item for item in lines if item.component_id == line.id][-MAX_LINES:]
    return [shown(item) for item in newest]
