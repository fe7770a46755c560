"""One deployment, action or deletion: its page, and what the page asks for."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import cloud, deployments, environments, errors
from murano_panel.components import deployable
from murano_panel.components.package.providers import Providers
from murano_panel.deployments import about, drawn, earlier, plans, words
from murano_panel.deployments.picture import picture
from murano_panel.deployments.progress_json import (
    as_json,
    lines_seen,
    result_json,
)
from murano_panel.domain.model.actions import masked_arguments
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.domain.state import action_result, progress
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.deployment import Ending
from murano_panel.domain.state.estimate import History
from murano_panel.domain.state.log import Question
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.verdict import Verdict
from murano_panel.drafts import store
from murano_panel.drafts.views import to_newest
from murano_panel.web import answers, busy, latest, notices, now, rights, silence, started, turns, watched
from murano_panel.web.addresses import ACTION, DEPLOYMENT, ENVIRONMENT, LEFT
from murano_panel.web.started import UNKNOWN
from murano_panel.web.text import literal
from murano_panel.web.views import BackgroundView, GuardedView

# As many characters can be searched for.
MAX_WORDS = 200
# Of so many ticks one asks for the result instead of the reports, which can trail or never come; and where these bring
# nothing new, one asks whether other environments have no news either.
TURNS, RESULT_AT, LOOK_AT = 4, 3, 1
# And of the first ones some read what earlier runs reported, until enough is known of these.
LEARN_AT = (1, 2)
# Murano gives out all reports each time, which takes it 70 ms for a thousand: a tenth of the time, up to so many ms.
PAUSE_PER_LINE, LONGEST_PAUSE = 0.7, 20_000


class OneDeploymentView(GuardedView):
    """The base of all that is about one deployment. Its environment is read for whose it is: Murano shows any."""

    rights = ('list_deployments', 'statuses_deployments')

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])


class DeploymentView(OneDeploymentView):
    """The page. Three calls: the environment, its deployments, the reports.

    The deployments only where something has happened since they were read, the reports once when it is long over.
    """

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        known = about.read(request, environment, deployment_id)
        deployment = known.deployment
        question = _question(request)
        told = drawn.drawn(request, environment, known, question, all_components=request.GET.get('components') == 'all')
        plan, state = told.plan, told.state
        if not known.newer_id:
            latest.remember(environment, Verdict(deployment, state))
        context = {
            'page_title': f'{_("Deployment")} #{known.number}',
            'custom_breadcrumb': [(literal(environment.name), self.back())],
            'environment': environment,
            'deployment': deployment,
            'number': known.number,
            'start': started.recall(request.user.project_id, [environment_id]).get(deployment_id, UNKNOWN),
            'changes': drawn.changes(request, environment, known),
            'plan': plan,
            'drawn': told,
            'title': words.title(plan, state),
            'window_title': words.window_title(plan, state),
            'notice': notices.notice(state, told.others),
            'elapsed': progress.duration(told.elapsed_s),
            'usually': words.usually(known.usual),
            'newer_id': known.newer_id,
            'data': told.data,
            'reason': told.reason,
            'left_url': _left_url(request, plan),
            'question': question,
            # All of the log up to its end: then its script goes on from there.
            'is_newest': not question.chooses and not told.log.later,
            'chosen': urlencode({name: value for name, value in asdict(question).items() if value and name != 'at'}),
            'action': _action(plan, deployment),
            'result': result_json(deployment.result),
            'why_not_edit': _why_not_edit(request),
            'why_not_run': rights.why_not(request, 'execute_action'),
            'why_not_retry': _why_not_retry(request, environment),
            'why_not_abandon': rights.why_not(request, 'delete_environment'),
        }
        return render(request, 'murano_panel/deployments/deployment/page.html', context)


class TickView(BackgroundView, OneDeploymentView):
    """One tick of the page: at most one call, as long as the plan is in the cache; see ``watched.told()``.

    ``n`` is the tick's number, ``quiet`` counts those since the last news, ``after`` is the cursor of the last answer.
    With ``last``, once the end has been seen (``ended``), result and reports are read, and ``finished`` follows.
    ``learning``: some of the next ticks will be spent on earlier runs, so that no news is no reason to ask less often.
    ``soon``: this one was spent on the result.
    """

    json_only = True

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        plan = plans.plan_for_tick(request, environment_id, deployment_id)
        after = request.GET.get('after', '')
        is_last, asks_result = bool(request.GET.get('last')), _quiet(request) == RESULT_AT
        history = earlier.for_tick(request, plan)
        if is_last:
            told = watched.told_at_last(request, environment_id, deployment_id)
        else:
            told = watched.told(
                request,
                environment_id,
                deployment_id,
                ask_result=asks_result,
                ask_else=lambda known: _looks_about(request, plan, known) or _learns(request, plan, history),
                lines_seen=lines_seen(after),
            )
        ending = Ending(told.result) if told.result and (is_last or told.is_last) else None
        found = now.progress(plan, told.reports, ending)
        earlier.learn(request, plan, history.own if history else None, found)
        latest.note(request, environment_id, deployment_id, found.state)
        others = silence.others(request, environment_id) if found.state.is_silent else 0
        answer = as_json(plan, found, picture(plan, told.reports, found, history), after=after, others=others)
        ended = told.result is not None or (not is_last and deployment_status.end_report(told.reports) is not None)
        learning = not ending and earlier.unread(history) is not None
        timing = {
            'learning': learning,
            # What was reported meanwhile has not been asked for.
            'soon': asks_result and not ended,
            'least_ms': min(round(len(found.lines) * PAUSE_PER_LINE), LONGEST_PAUSE),
        }
        return JsonResponse(
            {**answer, **timing, 'ended': ended, 'result': result_json(told.result) if ending else None}
        )


class ResultView(OneDeploymentView):
    """What an action returned, as a file: the file that it made, a text, or JSON. Two calls."""

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environments.get(request, environment_id)
        result = deployments.result(request, environment_id, deployment_id)
        if result is None or result.is_exception:
            raise errors.NotFound(_('There is no result.'), code=404)
        file = action_result.as_file(result.value)
        if file:
            return answers.attachment(file.content, file.name, 'application/octet-stream')
        name = 'result.txt' if isinstance(result.value, str) else 'result.json'
        return answers.attachment(action_result.as_text(result.value).encode(), name, 'text/plain')


class RetryView(OneDeploymentView):
    """Deploys the environment again as it is, after the deployment that one looks at.

    Five calls, and those that tell of the packages of its components.

    Not beside an own draft, which would silently become outdated; and not when there is a newer deployment, as after a
    second press: what one looks at is then no longer what would be deployed.
    """

    write_rights = ('deploy_environment',)

    def post(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        turns.take(request, environment_id)
        environment = environments.get(request, environment_id)
        newest_first = deployments.list_for(request, environment_id)
        plans.find(newest_first, deployment_id)
        newest = newest_first[0]
        if newest.id != deployment_id:
            ended = _('Nothing was started: something else was done since. This is the latest deployment or action.')
            running = _('Nothing was started: this is running already.')
            messages.info(request, ended if newest.finished else running)
            return redirect(DEPLOYMENT, environment_id, newest.id)
        if store.valid(request, environment):
            messages.warning(request, _('You have undeployed changes: review and deploy them here.'))
            return redirect(self.back())
        busy.require_idle(environment)
        components = environment.components
        refusal = deployable.without_package(components, components, Providers(request).of)
        if refusal:
            answers.message(request, Refused(refusal), doing=_('Nothing was started'))
            return redirect(self.back())
        store.deploy_as_it_is(request, environment_id)
        return to_newest(request, environment_id)


def _question(request: HttpRequest) -> Question:
    """What of the log is asked for in the address; cut, as anything may stand there."""
    return Question(
        **{name: request.GET.get(name, '')[:MAX_WORDS].strip() for name in ('level', 'component', 'words', 'at')}
    )


def _turn(request: HttpRequest, name: str = 'n') -> int:
    tick = request.GET.get(name, '')
    number = int(tick) if tick.isascii() and tick.isdigit() and len(tick) < 10 else 0
    return number % TURNS


def _quiet(request: HttpRequest) -> int:
    """As long as reports come, these are what ticks ask for. A page from before an upgrade counts all of its ticks."""
    return _turn(request, 'quiet' if 'quiet' in request.GET else 'n')


def _looks_about(request: HttpRequest, plan: Plan, known: watched.Told) -> bool:
    """Whether the call of this tick is used for the other environments of the project."""
    if _quiet(request) != LOOK_AT or not now.progress(plan, known.reports, None).state.is_silent:
        return False
    silence.look_about(request)
    return True


def _learns(request: HttpRequest, plan: Plan, history: History | None) -> bool:
    """Whether the call of this tick is used for an earlier run: the next ones can tell then how long this one takes."""
    run = earlier.unread(history) if _turn(request) in LEARN_AT else None
    if history is None or run is None:
        return False
    earlier.read_one(request, plan, history, run)
    return True


def _action(plan: Plan, deployment: Deployment) -> dict[str, Any] | None:
    """An action as the page tells it, None for deployments and deletions."""
    if not plan.is_action or deployment.action is None:
        return None
    owner = plan.owners.get(plan.target, '')
    component = next((part for part in plan.parts if part.id == owner), None)
    arguments = masked_arguments(deployment)
    return {
        'title': plan.action,
        'method': plan.method,
        'component': component,
        'again': _again(plan, deployment) if component and not component.removed else '',
        'arguments': [(name, action_result.in_brief(value)) for name, value in arguments.items()],
    }


def _again(plan: Plan, deployment: Deployment) -> str:
    """The address at which the action can be run once more with the same arguments, '' for a name that nobody gives."""
    try:
        return f'{reverse(ACTION, args=[plan.environment_id, plan.target, plan.method])}?like={deployment.id}'
    except NoReverseMatch:
        return ''


def _left_url(request: HttpRequest, plan: Plan) -> str:
    """The page of what is in the cloud, '' where Heat, which knows that, is missing."""
    return reverse(LEFT, args=[plan.environment_id]) if cloud.offers(request, 'orchestration') else ''


def _why_not_edit(request: HttpRequest) -> Refusal | None:
    return rights.why_not(request, 'get_package') or rights.why_not(request, 'update_environment')


def _why_not_retry(request: HttpRequest, environment: Environment) -> Refusal | None:
    """None when the environment can be deployed again once this deployment, the newest one, has ended."""
    if store.valid(request, environment):
        reason = _('You have undeployed changes: deploy them on the page of the environment.')
        return Refusal(_('This cannot be deployed'), reason)
    return rights.why_not(request, 'deploy_environment')
