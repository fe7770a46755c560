"""The log of one deployment as files, and the lines that its page came without."""

import json
import re
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.text import slugify

from murano_panel.api import environments
from murano_panel.deployments import about, plans
from murano_panel.deployments.about import About
from murano_panel.deployments.progress_json import line_json
from murano_panel.deployments.views import OneDeploymentView
from murano_panel.domain.records import Environment
from murano_panel.domain.state.deployment import ending_of
from murano_panel.domain.state.log import shown
from murano_panel.domain.state.progress import Line
from murano_panel.web import answers, now, watched

# Of one answer to the page's script, which asks again for those before: half a megabyte, as lines usually are.
LINES_IN_ANSWER = 2500
# What would act on a terminal that shows the file.
_CONTROLS = re.compile(r'[\x00-\x08\x0b-\x1f\x7f-\x9f]')


class LogView(OneDeploymentView):
    """The whole log as a file, whatever the page shows of it. As many calls as the page.

    Text, or JSON (``format=json``) that tells of the deployment, too.
    """

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        known, lines = _known_and_lines(request, environment, deployment_id)
        if request.GET.get('format') == 'json':
            content, content_type, ending = _json(environment, known, lines), 'application/json', 'json'
        else:
            content, content_type, ending = _text(lines), 'text/plain', 'log'
        # A name of a user's may hold anything.
        name = f'{slugify(environment.name)[:60] or "environment"}-deployment-{known.number}.{ending}'
        return answers.attachment(content.encode(), name, content_type)


class EarlierView(OneDeploymentView):
    """Lines that a long log's page came without, for its script. As many calls as the page.

    ``before``: the id of the first line that it has → ``{'lines': the next ones before it, 'missing': how many are
    before those}``. Where that line is not known, the newest.
    """

    json_only = True

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        _known, lines = _known_and_lines(request, environment, deployment_id)
        before = request.GET.get('before', '')
        end = next((index for index, line in enumerate(lines) if line.id == before), len(lines))
        begin = max(0, end - LINES_IN_ANSWER)
        return JsonResponse({'lines': [line_json(line) for line in lines[begin:end]], 'missing': begin})


def _known_and_lines(
    request: HttpRequest, environment: Environment, deployment_id: str
) -> tuple[About, Sequence[Line]]:
    known = about.read(request, environment, deployment_id)
    plan = plans.plan(request, known.deployment, environment)
    reports = watched.reports_of(request, known.deployment)
    return known, now.progress(plan, reports, ending_of(known.deployment)).lines


def _text(lines: Sequence[Line]) -> str:
    """A line for each, times in UTC. Further lines of its text are indented: they cannot pass for others of the log."""
    return ''.join(
        f'{line.created:%Y-%m-%dT%H:%M:%SZ} {line.level.upper():7} '
        f'{f"[{_printable(line.component_name)}] " if line.component_name else ""}{_printable(line.text)}\n'
        for line in map(shown, lines)
    )


def _printable(text: str) -> str:
    return _CONTROLS.sub('\N{REPLACEMENT CHARACTER}', text.replace('\r\n', '\n')).replace('\n', '\n    ')


def _json(environment: Environment, known: About, lines: Sequence[Line]) -> str:
    """A line of the file for each of the log, so that tools that know lines alone can read it, too."""
    deployment = known.deployment
    head = {
        'environment': {'id': environment.id, 'name': environment.name},
        'deployment': {
            'id': deployment.id,
            'number': known.number,
            'started': deployment.started.isoformat(),
            'finished': deployment.finished.isoformat() if deployment.finished else None,
        },
    }
    return (
        f'{json.dumps(head)[:-1]}, "lines": [\n'
        + ',\n'.join(json.dumps(_line(line)) for line in map(shown, lines))
        + '\n]}\n'
    )


def _line(line: Line) -> dict[str, object]:
    component = {'id': line.component_id, 'name': line.component_name} if line.component_id else None
    return {
        'id': line.id,
        'time': line.created.isoformat(),
        'level': line.level,
        'component': component,
        'text': line.text,
    }
