"""The calls about environments that the fake answers; importing this module registers them."""

import copy

from murano_panel.domain.model.object_model import objects
from tests.support.fake_murano_rest import (
    Environment,
    Refusal,
    Request,
    Rest,
    Session,
    Task,
    Unexpected,
    iso,
    new_id,
    now,
    route,
)


def _name(value: str, rest: Rest, request: Request) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refusal(400, 'Please, specify a name of the environment to create')
    if len(value) > 255:
        raise Refusal(400, 'Environment name should be 255 characters maximum')
    if any(e.name == value and e.project == request.who.project for e in rest.environments.values()):
        raise Refusal(409, 'Environment with specified name already exists')
    return value


# Environments ------------------------------------------------------------------------------------------------------


@route('GET', '/environments')
def list_environments(rest, request):
    everywhere = request.one('all_tenants').lower() == 'true'
    if everywhere and 'admin' not in request.who.roles:
        raise Refusal(403, 'User is not authorized to perform the action')
    seen = [e for e in rest.environments.values() if everywhere or e.project == request.who.project]
    return {'environments': [rest.environment_row(e) for e in seen]}


@route('GET', '/stats')
def statistics(rest, request):
    return rest.statistics


@route('POST', '/environments')
def create_environment(rest, request):
    body = request.json
    environment = Environment(
        _name(body.get('name'), rest, request),
        request.who.project,
        description=body.get('description_text', ''),
        components=body.get('services', []),
    )
    environment.networks = body.get('defaultNetworks') or _made_networks(environment)
    environment.own |= {'region': body['region']} if body.get('region') else {}
    rest.environments[environment.id] = environment
    row = rest.environment_row(environment)
    del row['status']
    return {**body, **row}


@route('GET', '/environments/<e>')
def get_environment(rest, request, e):
    environment = rest.own_environment(request, e)
    deploying = [s.id for s in rest.sessions.values() if s.environment_id == e and s.state == 'deploying']
    return {
        **rest.environment_row(environment),
        'services': rest.components_seen(environment, request),
        'acquired_by': deploying[0] if deploying else None,
    }


def _made_networks(environment):
    """What Murano makes where nobody chooses, in a cloud with Neutron."""
    header = {'id': new_id(), 'type': 'io.murano.resources.NeutronNetwork'}
    return {'environment': {'?': header, 'name': f'{environment.name}-network'}, 'flat': None}


@route('PUT', '/environments/<e>')
def rename_environment(rest, request, e):
    environment = rest.own_environment(request, e)
    name = request.json['name']
    if name != environment.name:
        environment.name = _name(name, rest, request)
    environment.updated = now()
    row = rest.environment_row(environment)
    del row['status']
    return row


@route('DELETE', '/environments/<e>')
def delete_environment(rest, request, e):
    environment = rest.own_environment(request, e)
    if request.one('abandon').lower() == 'true' or (not environment.has_run and not rest.busy(environment)):
        del rest.environments[e]
        # Its table's rows cascade.
        for session in rest.sessions_of(e):
            del rest.sessions[session.id]
        return
    if rest.busy(environment):
        raise Refusal(403, f'Environment <EnvId {e}> is in deploying or deleting state')
    session = Session(e, request.who.id, environment.version, None)
    rest.sessions[session.id] = session
    rest.begin(environment, session, None)
    return


def _model(environment, session):
    own = session.own if session and session.own else environment.own
    components = session.components if session else environment.components
    networks = {'defaultNetworks': environment.networks}
    return {**own, **networks, **({'services': components} if components else {})}


@route('GET', '/environments/<e>/model')
def get_model(rest, request, e):
    environment = rest.own_environment(request, e)
    session_id = request.headers.get('X-Configuration-Session')
    session = rest.sessions.get(session_id)
    if session_id and session is None:
        raise Unexpected('AttributeError', "'NoneType' object has no attribute 'environment_id'")
    seen = session and rest.is_valid(session) and session.state != 'deployed'
    return copy.deepcopy(_model(environment, session if seen else None))


@route('PATCH', '/environments/<e>/model')
def patch_model(rest, request, e):
    """What is sent with a session that is no longer valid is taken, and lost."""
    environment = rest.own_environment(request, e)
    session = rest.session_of(environment, request.headers.get('X-Configuration-Session'))
    own = copy.deepcopy(session.own or environment.own)
    for step in request.json:
        assert step['op'] in ('add', 'replace') and step['path'] in ('/name', '/?/metadata'), step
        place = own if step['path'] == '/name' else own['?']
        place[step['path'].rpartition('/')[2]] = step['value']
    if not rest.is_valid(session):
        return copy.deepcopy(_model(environment, None))
    session.own = own
    return copy.deepcopy(_model(environment, session))


# Drafts ------------------------------------------------------------------------------------------------------------


@route('POST', '/environments/<e>/configure')
def configure(rest, request, e):
    environment = rest.own_environment(request, e)
    if rest.busy(environment):
        raise Refusal(
            403, f'Could not open session for environment <EnvId: {e}>, environment is in deploying or deleting state'
        )
    session = Session(e, request.who.id, environment.version, [*(environment.components or [])])
    rest.sessions[session.id] = session
    return rest.session_row(session)


def _own_session(rest, request, e, s):
    session = rest.session_of(rest.own_environment(request, e), s)
    if session.user_id != request.who.id:
        raise Refusal(401, f'User <UserId {request.who.id}> is not authorized to access session <SessionId {s}>')
    return session


@route('DELETE', '/environments/<e>/sessions/<s>')
def delete_session(rest, request, e, s):
    session = _own_session(rest, request, e, s)
    if session.state == 'deploying':
        raise Refusal(403, f'Session <SessionId: {s}> is in deploying state and could not be deleted')
    del rest.sessions[s]


@route('POST', '/environments/<e>/sessions/<s>/deploy')
def deploy_session(rest, request, e, s):
    environment = rest.own_environment(request, e)
    session = rest.session_of(environment, s)
    if not rest.is_valid(session):
        raise Refusal(
            403,
            f'Session <SessionId {s}> is invalid: environment has been updated or updating right now '
            'with other session',
        )
    if session.state != 'opened':
        raise Refusal(403, f'Session <SessionId {s}> is already deployed or deployment is in progress')
    rest.begin(environment, session, {'object_id': e, 'method': 'deploy', 'args': {}})


# Components --------------------------------------------------------------------------------------------------------


@route('POST', '/environments/<e>/services')
def add_components(rest, request, e):
    session = rest.writable_session(rest.own_environment(request, e), request)
    body = request.json
    if not body:
        raise Refusal(400, 'Request body is empty')
    session.components = [*session.components, *(body if isinstance(body, list) else [body])]
    return body


@route('PUT', '/environments/<e>/services')
def replace_components(rest, request, e):
    session = rest.writable_session(rest.own_environment(request, e), request)
    session.components = request.json
    return session.components


@route('DELETE', '/environments/<e>/services/<c>')
def remove_component(rest, request, e, c):
    session = rest.writable_session(rest.own_environment(request, e), request)
    kept = [x for x in session.components if x['?']['id'] != c]
    if len(kept) == len(session.components):
        raise Refusal(404, f'Not found: {c}')
    session.components = kept


# Deployments and actions -------------------------------------------------------------------------------------------


def _newest_first(rest, environment_id):
    return sorted(
        (t for t in rest.tasks.values() if t.environment_id == environment_id), key=lambda t: t.order, reverse=True
    )


def _task(rest, e, d):
    task = rest.tasks.get(d)
    if task is None:
        raise Refusal(404, f'Deployment with id {d} not found')
    if task.environment_id != e:
        raise Refusal(400, f'Deployment {d} is not tied with environment {e}')
    return task


@route('GET', '/environments/<e>/deployments')
def list_deployments(rest, request, e):
    rest.own_environment(request, e)
    return {'deployments': [rest.task_row(t) for t in _newest_first(rest, e)]}


@route('GET', '/environments/<e>/deployments/<d>')
def reports(rest, request, e, d):
    task = _task(rest, e, d)
    return {'reports': [_in_its_time(task, row) for row in task.reports]}


def _in_its_time(task: Task, row: dict) -> dict:
    """murano-api's line about the end is as old as the end, to which scenes may give another time."""
    is_end = task.finished and row['entity_id'] is None and ' finished' in row['text']
    return {**row, 'created': iso(task.finished)} if is_end else row


@route('GET', '/environments/<e>/actions/<d>')
def result(rest, request, e, d):
    rest.own_environment(request, e)
    task = rest.tasks.get(d)
    if task is None or task.environment_id != e:
        raise Refusal(404, f'Task with id {d} not found')
    return task.result


@route('POST', '/environments/<e>/actions/<a>')
def call_action(rest, request, e, a):
    environment = rest.own_environment(request, e)
    arguments = request.json
    if rest.busy(environment):
        raise Refusal(403, '')
    # Before it looks for the action; of what is refused after this nobody learns the id.
    session = Session(e, request.who.id, environment.version, [*(environment.components or [])])
    rest.sessions[session.id] = session
    for part in (part for component in environment.components or [] for part in objects(component)):
        action = part['?'].get('_actions', {}).get(a)
        if action and not action.get('enabled', True):
            raise Refusal(400, 'Cannot execute disabled action')
        if action:
            call = {'object_id': part['?']['id'], 'method': action['name'], 'args': arguments}
            return {'task_id': rest.begin(environment, session, call).id}
    raise Refusal(404, 'Action is not found')
