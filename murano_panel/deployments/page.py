"""One deployment, action or deletion: its page while it runs and afterwards, and what the page asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import deployments as deployment_api
from murano_panel.api import environments, errors
from murano_panel.deployments import live as data
from murano_panel.deployments import words
from murano_panel.domain.model import secrets
from murano_panel.domain.records import Deployment, Environment, Result
from murano_panel.domain.refusal import Refusal
from murano_panel.domain.state import action_result, progress
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.plan import Plan, plan_of
from murano_panel.domain.state.progress import Ending
from murano_panel.drafts import store
from murano_panel.templatetags.murano import literal
from murano_panel.web import rights
from murano_panel.web.views import BackgroundView, GuardedView

# Lines in the page itself, for reading without JavaScript; the script has them all.
LINES_IN_PAGE = 200
# Every so many ticks the result is asked for instead of the reports, which can trail or never come.
RESULT_EVERY = 4


class AboutDeployment(GuardedView):
    rights = ('list_deployments', 'statuses_deployments')

    def back(self) -> str:
        return reverse('horizon:app-catalog:environments:detail', args=[self.kwargs['environment_id']])


class DeploymentView(AboutDeployment):
    """Three calls: the environment (whose it is), its deployments, the reports."""

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        known = deployment_api.list_for(request, environment_id)
        deployment = data.find(known, deployment_id)
        plan = plan_of(deployment, environment.components, environment.name)
        if not deployment.finished:
            data.remember(request, plan)
        reports = deployment_api.reports(request, environment_id, deployment_id)
        found = data.measured(plan, reports, _ending(deployment))
        return render(
            request,
            'murano_panel/environments/deployment.html',
            {
                'environment': environment,
                'deployment': deployment,
                'plan': plan,
                'progress': found,
                'title': words.title(plan, found.state),
                'window_title': words.window_title(plan, found.state),
                'notice': words.notice(found.state),
                'elapsed': progress.duration(found.elapsed_s),
                'usually': words.usually(progress.usual_seconds(known, deployment)),
                'newer': known[0] if known[0].id != deployment.id else None,
                'data': {**data.as_json(plan, found), 'gone': data.gone_json(plan)},
                'reason': data.reason_json(plan, found),
                'lines': found.lines[-LINES_IN_PAGE:],
                'earlier': max(0, len(found.lines) - LINES_IN_PAGE),
                'action': _action(plan, deployment),
                'result': _result(deployment.result),
                'why_not_retry': _why_not_retry(request, environment),
                'why_not_abandon': rights.why_not(request, 'delete_environment'),
                'page_title': _('Deployment'),
                'custom_breadcrumb': [(literal(environment.name), self.back())],
            },
        )


class LiveView(BackgroundView, AboutDeployment):
    """One tick: one call, as long as the plan is in the cache.

    ``n`` is the tick's number, ``after`` the cursor of the last answer. An answer without ``components`` leaves all as
    it is. With ``last``, once the end has been seen (``ended``), result and reports are read, and ``finished`` follows.
    """

    json_only = True

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        plan = data.plan_for_tick(request, environment_id, deployment_id)
        if request.GET.get('last'):
            return self._last(request, plan)
        if _number(request.GET.get('n', '')) % RESULT_EVERY == RESULT_EVERY - 1:
            ended = deployment_api.result(request, environment_id, deployment_id) is not None
            return JsonResponse({'finished': False, 'ended': ended})
        reports = deployment_api.reports(request, environment_id, deployment_id)
        answer = data.as_json(plan, data.measured(plan, reports, None), after=request.GET.get('after', ''))
        return JsonResponse({**answer, 'ended': deployment_status.end_report(reports) is not None})

    def _last(self, request: HttpRequest, plan: Plan) -> HttpResponse:
        result = deployment_api.result(request, plan.environment_id, plan.deployment_id)
        reports = deployment_api.reports(request, plan.environment_id, plan.deployment_id)
        found = data.measured(plan, reports, Ending(result) if result else None)
        answer = data.as_json(plan, found, after=request.GET.get('after', ''))
        return JsonResponse({**answer, 'ended': result is not None, 'result': _result(result)})


class LogView(AboutDeployment):
    """The whole log as a text file. Three calls."""

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        deployment = data.find(deployment_api.list_for(request, environment_id), deployment_id)
        reports = deployment_api.reports(request, environment_id, deployment_id)
        plan = plan_of(deployment, environment.components, environment.name)
        found = data.measured(plan, reports, _ending(deployment))
        return _attachment(words.log_text(found.lines).encode(), f'deployment-{deployment_id}.log', 'text/plain')


class ResultView(AboutDeployment):
    """What an action returned, as a file: the file that it made, a text, or JSON. Two calls."""

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environments.get(request, environment_id)
        result = deployment_api.result(request, environment_id, deployment_id)
        if result is None or result.is_exception:
            raise errors.NotFound(_('There is no result.'), code=404)
        file = action_result.as_file(result.value)
        if file:
            return _attachment(file.content, file.name, 'application/octet-stream')
        name = 'result.txt' if isinstance(result.value, str) else 'result.json'
        return _attachment(action_result.as_text(result.value).encode(), name, 'text/plain')


class RetryView(AboutDeployment):
    """Deploys the environment again as it is. Refused beside an own draft, which would silently become outdated."""

    write_rights = ('deploy_environment',)

    def post(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        if store.valid(request, environment):
            messages.warning(request, _('You have undeployed changes: review and deploy them here.'))
            return redirect(self.back())
        store.deploy_as_it_is(request, environment_id)
        newest = next(iter(deployment_api.list_for(request, environment_id)), None)
        if newest is None:
            return redirect(self.back())
        return redirect('horizon:app-catalog:environments:deployment', environment_id, newest.id)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _ending(deployment: Deployment) -> Ending | None:
    return Ending(deployment.result, deployment.finished) if deployment.finished else None


def _action(plan: Plan, deployment: Deployment) -> dict[str, Any] | None:
    """An action as the page tells it, None for deployments and deletions."""
    if plan.kind != deployment_status.ACTION or deployment.action is None:
        return None
    owner = plan.owners.get(plan.target, '')
    arguments = secrets.masked(deployment.action.arguments)
    return {
        'method': plan.method,
        'component': next((part for part in plan.parts if part.id == owner), None),
        'arguments': [(name, action_result.in_brief(value)) for name, value in arguments.items()],
    }


def _result(result: Result | None) -> dict[str, Any] | None:
    """What an action returned, None when that is nothing."""
    if result is None or result.is_exception or result.value is None:
        return None
    file = action_result.as_file(result.value)
    if file:
        return {'file': file.name, 'size': len(file.content), 'text': '', 'partial': False}
    text, partial = action_result.shown(result.value)
    return {'file': '', 'size': 0, 'text': text, 'partial': partial}


def _why_not_retry(request: HttpRequest, environment: Environment) -> Refusal | None:
    """None when the environment can be deployed again once this deployment, the newest one, has ended."""
    if store.valid(request, environment):
        reason = _('You have undeployed changes: deploy them on the page of the environment.')
        return Refusal(_('This cannot be deployed'), reason)
    return rights.why_not(request, 'deploy_environment')


def _attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f'{content_type}; charset=utf-8')
    response['Content-Disposition'] = content_disposition_header(True, name)
    response['X-Content-Type-Options'] = 'nosniff'
    return response
