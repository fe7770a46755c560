"""The catalog's calls that the fake answers; importing this module registers them."""

import email
import email.policy
import json
import re
from datetime import datetime

import yaml

from tests.support import archives
from tests.support.fake_murano_rest import Refusal, iso, new_id, now, route


def _package(rest, request, p):
    package = rest.packages.get(p)
    if package is None:
        raise Refusal(404, f'Package id:{p} not found')
    if not (package['is_public'] or package['owner_id'] == request.who.project or 'admin' in request.who.roles):
        raise Refusal(403, 'Package is not public and not owned by tenant')
    return package


def _listed(values: list[str]) -> list[str]:
    """``in:a,"b,c"`` and repeated parameters."""
    return [
        quoted or plain
        for value in values
        for quoted, plain in (re.findall(r'"([^"]*)"|([^,]+)', value[3:]) if value.startswith('in:') else [('', value)])
    ]


def _wanted(package, request):
    query = request.query
    own = package['owner_id'] == request.who.project
    if request.one('owned') == 'true' and not own:
        return False
    visible = own or package['is_public'] or ('catalog' not in query and 'admin' in request.who.roles)
    tests = [visible, package['enabled'] or request.one('include_disabled').lower() == 'true']
    for name, key in (('type', 'type'), ('fqn', 'fully_qualified_name'), ('name', 'name')):
        tests += [request.one(name) == package[key]] if name in query else []
    for name, values in (
        ('id', [package['id']]),
        ('category', package['categories']),
        ('tag', package['tags']),
        ('class_name', package['class_definitions']),
    ):
        tests += [bool(set(_listed(query[name])) & set(values))] if name in query else []
    if request.one('search'):
        text = ' '.join(str(value) for value in package.values()).lower()
        tests.append(any(word.strip().lower() in text for word in re.split('[,;]', request.one('search'))))
    return all(tests)


@route('GET', '/catalog/packages')
def search_packages(rest, request):
    limit = request.one('limit', '20')
    if not limit.isdigit() or limit == '0':
        raise Refusal(400, 'limit param must be a positive integer')
    key = {'name': 'name', 'fqn': 'fully_qualified_name', 'created': 'created'}.get(
        request.one('order_by', 'name'), 'name'
    )
    found = sorted(
        (p for p in rest.packages.values() if _wanted(p, request)),
        key=lambda p: (p[key], p['id']),
        reverse=request.one('sort_dir') == 'desc',
    )
    if 'marker' in request.query:
        ids = [p['id'] for p in found]
        if request.one('marker') not in rest.packages:
            raise Refusal(404, 'Package id not found')
        found = found[ids.index(request.one('marker')) + 1 :] if request.one('marker') in ids else []
    page = found[: min(int(limit), 100)]
    shown = {'packages': [_shown(package) for package in page]}
    return {**shown, 'next_marker': page[-1]['id']} if len(page) == min(int(limit), 100) else shown


@route('GET', '/catalog/packages/<p>')
def get_package(rest, request, p):
    return _shown(_package(rest, request, p))


@route('GET', '/catalog/packages/<p>/ui')
def package_ui(rest, request, p):
    return _package(rest, request, p)['_ui']


@route('GET', '/catalog/packages/<p>/download')
def download_package(rest, request, p):
    return _package(rest, request, p)['_zip']


@route('GET', '/catalog/packages/<p>/logo')
def package_logo(rest, request, p):
    return _package(rest, request, p)['_logo']


@route('GET', '/catalog/packages/<p>/supplier_logo')
def package_supplier_logo(rest, request, p):
    return _package(rest, request, p)['_supplier_logo']


@route('POST', '/catalog/packages')
def upload_package(rest, request):
    head = b'Content-Type: ' + request.headers['Content-Type'].encode() + b'\r\n\r\n'
    parts = {
        part.get_param('name', header='Content-Disposition'): part.get_payload(decode=True)
        for part in email.message_from_bytes(head + request.body, policy=email.policy.HTTP).iter_parts()
    }
    about = json.loads(parts.get('__metadata__', b'{}'))
    if about.get('is_public'):
        _require_admin(request)
    try:
        files = archives.unzipped(parts['file'])
        manifest = yaml.safe_load(files['manifest.yaml'])
    except archives.UNREADABLE as error:
        raise Refusal(400, f"Couldn't load package from file: {error}") from None
    row = archives.row_of(files, manifest)
    hidden = {f'_{part}': row.pop(part) for part in ('ui', 'logo', 'supplier_logo')}
    _require_categories(rest, about.get('categories', []))
    made = package_row(
        manifest['FullName'],
        project=request.who.project,
        created=now(),
        **{**hidden, **row, **about, 'tags': sorted({*about.get('tags', []), *row['tags']})},
        _zip=parts['file'],
    )
    _require_unique(rest, made, made['owner_id'])
    rest.packages[made['id']] = made
    return _shown(made)


@route('PATCH', '/catalog/packages/<p>')
def update_package(rest, request, p):
    package = rest.packages.get(p)
    if package is None:
        raise Refusal(404, f'Package id {p} not found')
    changes = {change['path'].lstrip('/'): change['value'] for change in request.json}
    if changes.get('is_public') and not package['is_public']:
        _require_admin(request)
    if len(changes.get('name', '')) > 80:
        raise Refusal(400, 'Package name should be 80 characters maximum')
    _require_own(request, package)
    _require_categories(rest, changes.get('categories', []))
    if changes.get('is_public') and not package['is_public']:
        _require_unique(rest, {**package, 'is_public': True}, None)
    package.update(changes, updated=iso(now()))
    return _shown(package)


@route('DELETE', '/catalog/packages/<p>')
def delete_package(rest, request, p):
    _require_own(request, _package(rest, request, p))
    del rest.packages[p]


def _require_own(request, package):
    if package['owner_id'] != request.who.project and 'admin' not in request.who.roles:
        raise Refusal(403, f"Package is not owned by tenant '{request.who.project}'")


def _require_admin(request):
    if 'admin' not in request.who.roles:
        raise Refusal(403, 'User is not authorized to perform the action')


def _require_categories(rest, names):
    for name in names:
        if all(name != category['name'] for category in rest.categories):
            raise Refusal(400, f"Category '{name}' doesn't exist")


def _require_unique(rest, package, project):
    """No class twice in a project, nor among public packages."""
    for other in rest.packages.values():
        meets = (project and other['owner_id'] == project) or (package['is_public'] and other['is_public'])
        if other['id'] != package['id'] and meets and {*other['class_definitions']} & {*package['class_definitions']}:
            raise Refusal(409, 'Class with the same full name is already registered in the visibility scope')


def _shown(package):
    return {key: value for key, value in package.items() if not key.startswith('_')}


@route('POST', '/catalog/categories')
def create_category(rest, request):
    _require_admin(request)
    name = request.json.get('name')
    if not name:
        raise Refusal(400, 'Please, specify a name of the category to create')
    if len(name) > 80:
        raise Refusal(400, 'Category name should be 80 characters maximum')
    if any(category['name'] == name for category in rest.categories):
        raise Refusal(409, 'Category with specified name is already exist')
    made = {'id': new_id(), 'name': name, 'created': iso(now()), 'updated': iso(now())}
    rest.categories.append(made)
    return {**made, 'package_count': 0}


@route('DELETE', '/catalog/categories/<c>')
def delete_category(rest, request, c):
    _require_admin(request)
    category = next((category for category in rest.categories if category['id'] == c), None)
    if category is None:
        raise Refusal(404, f"Category id '{c}' not found")
    if any(category['name'] in package['categories'] for package in rest.packages.values()):
        raise Refusal(403, "It's impossible to delete categories assigned to the package")
    rest.categories.remove(category)


@route('GET', '/catalog/categories')
def list_categories(rest, request):
    unknown = set(request.query) - {'sort_keys', 'sort_dir', 'limit', 'marker'}
    if unknown:
        raise Refusal(400, f'Invalid parameters {sorted(unknown)}')
    return {
        'categories': [
            {**c, 'package_count': sum(c['name'] in p['categories'] for p in rest.packages.values())}
            for c in sorted(rest.categories, key=lambda c: c['name'])
        ]
    }


@route('GET', '/schemas/<name>')
def class_schema(rest, request, name):
    if name not in rest.schemas:
        raise Refusal(404, f'Class {name} is not found')
    return rest.schemas[name]


@route('GET', '/schemas/<name>/<method>')
def method_schema(rest, request, name, method):
    # Only those of methods that build models are told.
    return {key: schema for key, schema in class_schema(rest, request, name).items() if key == method}


@route('POST', '/actions')
def call_static_method(rest, request):
    call = request.json
    name = call.get('className'), call.get('methodName')
    if not all(name):
        raise Refusal(400, 'Class name and method name must be given')
    if name not in rest.static_methods:
        raise Refusal(404, f'Method {name} is not found')
    return rest.static_methods[name](**call.get('parameters', {}))


def package_row(fqn: str, *, name: str, project: str, created: datetime, **values) -> dict:
    return {
        'id': new_id(),
        'name': name,
        'fully_qualified_name': fqn,
        'type': 'Application',
        'description': '',
        'author': '',
        'supplier': {},
        'owner_id': project,
        'is_public': True,
        'enabled': True,
        'tags': [],
        'categories': [],
        'class_definitions': [fqn],
        'created': iso(created),
        'updated': iso(created),
        '_ui': '',
        '_zip': archives.good(),
        '_logo': b'',
        '_supplier_logo': b'',
        **values,
    }
