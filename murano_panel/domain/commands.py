"""What the pages do, as commands for a terminal: `openstack`, Python with python-muranoclient, and curl.

The text is for a POSIX shell or Python 3. Ids are Murano's; everything that people have written is quoted by the
language it stands in, and JSON has no line end within a text, so that nothing can end a here-document early.
"""

import json
import pprint
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from murano_panel.domain.model import json_patch
from murano_panel.domain.model.json_patch import Operation
from murano_panel.domain.translation import gettext_noop

OPENSTACK, PYTHON, CURL = 'openstack', 'python', 'curl'

# What each tool is called, and what it needs.
TOOLS = {
    OPENSTACK: ('openstack', gettext_noop('Needs the packages python-openstackclient and python-muranoclient.')),
    PYTHON: ('Python', gettext_noop('Needs the packages openstacksdk and python-muranoclient.')),
    CURL: (
        'curl',
        gettext_noop('Needs curl, the openstack command for the token, and jsonpatch, a Python package.'),
    ),
}
END = 'END_OF_CHANGES'
# Stands in a script that lacks a secret.
SECRET = json_patch.HERE
_CONNECT = """\
import openstack
from muranoclient.v1.client import Client

murano = Client(session=openstack.connect().session, service_type='application-catalog')
"""
_ONE_OF = """\
python3 -c 'import json, sys; print([item for item in json.load(sys.stdin)["deployments"] if item["id"] == "%s"])'"""
_FIELD = """python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'"""


@dataclass(frozen=True)
class Script:
    """``title``: an English message id. ``text``: to be pasted into a terminal or a file."""

    title: str
    text: str


def of_draft(
    tool: str, endpoint: str, environment_id: str, operations: Sequence[Operation], own: Sequence[Operation] = ()
) -> list[Script]:
    """The same changes in a draft of the tool's own, and its deployment. ``own``: those of the environment itself."""
    opens = {
        OPENSTACK: f'SESSION=$(openstack environment session create {environment_id} -f value -c id)\n',
        PYTHON: f"""\
{'import jsonpatch' if operations else ''}
{_CONNECT}
environment = '{environment_id}'
session = murano.sessions.configure(environment).id
""",
        CURL: f"""\
{_token(endpoint)}
SESSION=$(curl -sS --fail -X POST -H "X-Auth-Token: $TOKEN" \\
  "$MURANO/v1/environments/{environment_id}/configure" | {_FIELD})
""",
    }
    of_components = _changes_of_components(environment_id, operations) if operations else {}
    of_environment = _changes_of_environment(environment_id, own) if own else {}
    deploys = {
        OPENSTACK: f'openstack environment deploy {environment_id} --session-id "$SESSION" -f json\n',
        PYTHON: 'murano.sessions.deploy(environment, session)\n',
        CURL: f"""\
curl -sS --fail -X POST -H "X-Auth-Token: $TOKEN" \\
  "$MURANO/v1/environments/{environment_id}/sessions/$SESSION/deploy"
""",
    }
    return [
        Script(
            gettext_noop('Make the changes of your draft, in a draft of their own'),
            opens[tool] + of_components.get(tool, '') + of_environment.get(tool, ''),
        ),
        Script(gettext_noop('Deploy them'), deploys[tool]),
    ]


def _changes_of_components(environment_id: str, operations: Sequence[Operation]) -> dict[str, str]:
    """{tool: what makes them in the session that was opened}."""
    changes = json.dumps(list(operations), indent=2)
    return {
        OPENSTACK: f"""\
{_file('changes.json', changes)}
openstack environment apps edit {environment_id} changes.json --session-id "$SESSION"
""",
        PYTHON: f"""\

changes = {pprint.pformat(list(operations), width=100, sort_dicts=False)}
components = jsonpatch.apply_patch(murano.environments.get(environment, session).services, changes)
murano.services.put(environment, path='/', data=components, session_id=session)
""",
        CURL: f"""\
{_file('changes.json', changes)}
curl -sS --fail -H "X-Auth-Token: $TOKEN" -H "X-Configuration-Session: $SESSION" -o components.json \\
  "$MURANO/v1/environments/{environment_id}/services" &&
jsonpatch components.json changes.json > wanted.json &&
curl -sS --fail -X PUT -H "X-Auth-Token: $TOKEN" -H "X-Configuration-Session: $SESSION" \\
  -H 'Content-Type: application/json' --data-binary @wanted.json \\
  "$MURANO/v1/environments/{environment_id}/services"
""",
    }


def _changes_of_environment(environment_id: str, own: Sequence[Operation]) -> dict[str, str]:
    """{tool: what makes those of the environment itself in the session that was opened}."""
    changes = json.dumps(list(own), indent=2)
    return {
        OPENSTACK: f"""\
{_file('environment.json', changes)}
openstack environment model edit {environment_id} environment.json --session-id "$SESSION" -f json
""",
        PYTHON: f"""\

of_environment = {pprint.pformat(list(own), width=100, sort_dicts=False)}
murano.environments.update_model(environment, of_environment, session)
""",
        CURL: f"""\
{_file('environment.json', changes)}
curl -sS --fail -X PATCH -H "X-Auth-Token: $TOKEN" -H "X-Configuration-Session: $SESSION" \\
  -H 'Content-Type: application/env-model-json-patch' --data-binary @environment.json \\
  "$MURANO/v1/environments/{environment_id}/model/"
""",
    }


def of_environment(tool: str, endpoint: str, environment_id: str) -> list[Script]:
    """Looking at it and at its deployments."""
    shows = {
        OPENSTACK: f'openstack environment show {environment_id}\n',
        PYTHON: f"{_CONNECT}\nprint(murano.environments.get('{environment_id}').to_dict())\n",
        CURL: f'{_token(endpoint)}\n{_get(f"environments/{environment_id}")}',
    }
    lists = {
        OPENSTACK: f'openstack deployment list {environment_id}\n',
        PYTHON: f"""\
for deployment in murano.deployments.list('{environment_id}'):
    print(deployment.id, deployment.state, deployment.started, deployment.finished)
""",
        CURL: _get(f'environments/{environment_id}/deployments'),
    }
    return [
        Script(gettext_noop('Show the environment'), shows[tool]),
        Script(gettext_noop('List its deployments'), lists[tool]),
    ]


def of_deployment(tool: str, endpoint: str, environment_id: str, deployment_id: str) -> list[Script]:
    """Looking at one deployment, its result and its log. `openstack` has no command for the last two: curl asks."""
    one = f'environments/{environment_id}/deployments'
    with_token = f'{_token(endpoint)}\n'
    shows = {
        OPENSTACK: f'openstack deployment list {environment_id} -f csv --quote minimal | grep {deployment_id}\n',
        PYTHON: f"""\
{_CONNECT}
found = [item for item in murano.deployments.list('{environment_id}') if item.id == '{deployment_id}']
print(found[0].state, found[0].started, found[0].finished)
""",
        CURL: with_token + _get(one, f' | {_ONE_OF % deployment_id}'),
    }
    results = _get(f'environments/{environment_id}/actions/{deployment_id}')
    logs = _get(f'{one}/{deployment_id}')
    return [
        Script(gettext_noop('Show the deployment'), shows[tool]),
        Script(
            gettext_noop('Show its result, which is empty while it runs'),
            {
                OPENSTACK: with_token + results,
                PYTHON: f"print(murano.actions.get_result('{environment_id}', '{deployment_id}'))\n",
                CURL: results,
            }[tool],
        ),
        Script(
            gettext_noop('Read its log'),
            {
                OPENSTACK: logs,
                PYTHON: f"""\
for report in murano.deployments.reports('{environment_id}', '{deployment_id}'):
    print(report.created, report.level, report.text)
""",
                CURL: logs,
            }[tool],
        ),
    ]


def of_package(tool: str, endpoint: str, package_id: str, class_name: str) -> list[Script]:
    """Looking at an application's package, fetching it, and the schema of its class."""
    quoted = shlex.quote(class_name)
    shows = {
        OPENSTACK: f'openstack package show {package_id}\n',
        PYTHON: f"{_CONNECT}\nprint(murano.packages.get('{package_id}').to_dict())\n",
        CURL: f'{_token(endpoint)}\n{_get(f"catalog/packages/{package_id}")}',
    }
    fetches = {
        OPENSTACK: f'openstack package download {package_id} package.zip\n',
        PYTHON: f"""\
with open('package.zip', 'wb') as archive:
    archive.write(murano.packages.download('{package_id}'))
""",
        CURL: f"""\
curl -sS --fail -H "X-Auth-Token: $TOKEN" -o package.zip "$MURANO/v1/catalog/packages/{package_id}/download"
""",
    }
    schemas = {
        OPENSTACK: f'openstack class-schema {quoted}\n',
        PYTHON: f'print(murano.schemas.get({class_name!r}).data)\n',
        CURL: f'curl -sS --fail -H "X-Auth-Token: $TOKEN" "$MURANO/v1/schemas/"{quoted}\n',
    }
    return [
        Script(gettext_noop('Show the package'), shows[tool]),
        Script(gettext_noop('Download it'), fetches[tool]),
        Script(gettext_noop('Show what its class can be set to'), schemas[tool]),
    ]


def _file(name: str, changes: str) -> str:
    return f"cat > {name} <<'{END}'\n{changes}\n{END}"


def _token(endpoint: str) -> str:
    return f'TOKEN=$(openstack token issue -f value -c id)\nMURANO={shlex.quote(endpoint)}'


def _get(path: str, pipe: str = '') -> str:
    return f'curl -sS --fail -H "X-Auth-Token: $TOKEN" "$MURANO/v1/{path}"{pipe}\n'
