"""The calls about environment templates that the fake answers; importing this module registers them."""

import copy

from tests.support.fake_murano_rest import Refusal, Request, Rest, Unexpected, iso, new_id, now, route


def template_row(name: str, project: str, components: list[dict], **values) -> dict:
    """What Murano keeps; ``_components`` is not in the lists."""
    stamp = iso(now())
    row = {'description_text': '', 'is_public': False, 'version': 0, 'created': stamp, 'updated': stamp}
    return {'id': new_id(), 'name': name, 'tenant_id': project, **row, **values, '_components': components}


def _shown(row: dict) -> dict:
    return {key: value for key, value in row.items() if not key.startswith('_')}


def _require_free(rest: Rest, row: dict, refusal: Exception) -> None:
    for other in rest.templates.values():
        if other['id'] != row['id'] and (other['name'], other['tenant_id']) == (row['name'], row['tenant_id']):
            raise refusal


def _seen(rest: Rest, request: Request, t: str) -> dict:
    """As Murano checks it for everything: what is public anybody may change."""
    row = rest.templates.get(t)
    if row is None:
        raise Refusal(404, f'EnvTemplate <TempId {t}> is not found')
    if not row['is_public'] and row['tenant_id'] != request.who.project and 'admin' not in request.who.roles:
        raise Refusal(403, 'User has no access to these resources.')
    return row


@route('GET', '/templates')
def list_templates(rest, request):
    own = request.who.project
    return {
        'templates': [_shown(row) for row in rest.templates.values() if row['is_public'] or row['tenant_id'] == own]
    }


@route('POST', '/templates')
def create_template(rest, request):
    body = request.json
    if not body.get('name', '').strip():
        raise Refusal(400, 'Please, specify a name of the environment template.')
    if len(body['name']) > 255:
        raise Refusal(400, 'Environment template name should be 255 characters maximum')
    given = {key: body[key] for key in ('description_text', 'is_public') if key in body}
    row = template_row(body['name'], request.who.project, body.get('services', []), **given)
    _require_free(rest, row, Refusal(409, 'Env Template with specified name already exists'))
    rest.templates[row['id']] = row
    return {**body, **_shown(row)}


@route('GET', '/templates/<t>')
def get_template(rest, request, t):
    row = _seen(rest, request, t)
    return {**_shown(row), 'services': copy.deepcopy(row['_components'])}


@route('PUT', '/templates/<t>')
def update_template(rest, request, t):
    row, body = _seen(rest, request, t), request.json
    if not str(body.get('name', '')).strip():
        raise Refusal(400, 'EnvTemplate body is incorrect')
    columns = {key: value for key, value in body.items() if key != 'description'}
    columns['updated'] = iso(now())
    _require_free(rest, {**row, **columns}, Unexpected('DBDuplicateEntry', 'UNIQUE constraint failed'))
    row.update(columns)
    if 'description' in body:
        row['_components'] = body['description'].get('services', [])
    return _shown(row)


@route('DELETE', '/templates/<t>')
def delete_template(rest, request, t):
    _seen(rest, request, t)
    del rest.templates[t]
