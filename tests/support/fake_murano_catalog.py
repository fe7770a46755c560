"""The catalog's calls that the fake answers; importing this module registers them."""

import re
from datetime import datetime

from tests.support import archives
from tests.support.fake_murano_rest import Refusal, iso, new_id, route


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
    visible = own or package['is_public'] if 'catalog' in query else own or 'admin' in request.who.roles
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
    shown = {'packages': [{k: v for k, v in p.items() if not k.startswith('_')} for p in page]}
    return {**shown, 'next_marker': page[-1]['id']} if len(page) == min(int(limit), 100) else shown


@route('GET', '/catalog/packages/<p>')
def get_package(rest, request, p):
    return {k: v for k, v in _package(rest, request, p).items() if not k.startswith('_')}


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
