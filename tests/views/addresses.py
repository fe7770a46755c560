"""Every address of ours, and what it needs: tests of access and of failures run over all of them."""

from dataclasses import dataclass

from django.urls import get_resolver, reverse

SPACE = 'horizon:app-catalog:'
FORM = """
Version: 2.3
Application:
  ?: {type: demo.Web}
  name: $.main.name
Forms:
  - main:
      fields:
        - {name: name, type: string, label: Name}
"""
# Its class, with a method that objects offer and that needs none as well.
CLASS = """
Namespaces: {'=': demo, std: io.murano, m: io.murano.metadata}
Name: Web
Extends: std:Application
Methods:
  deploy: {Body: []}
  restart:
    Usage: Static
    Scope: Public
    Meta: {m:Description: {text: Stops it and starts it.}}
    Arguments:
      - seconds: {Contract: $.int().notNull().check($ >= 0), Default: 5}
"""
FILE = """
format: murano-environment
version: 1
environment:
  name: imported
components:
  web:
    $class: demo.Web
    $name: web
"""
# Those that make the component named web with this form.
ANSWERS = {'main': {'name': 'web'}, 'workflowManagement': {'application_name': 'web'}}


@dataclass(frozen=True)
class Address:
    """``kind``: page, script (answers JSON to our scripts), file, or form (a page that a POST sends off).

    ``post`` is the shortest body that would be carried out; None for what answers GET alone. With ``get`` False a GET
    shows nothing of its own. ``of_admins`` is for administrators alone;
    ``query`` makes it do something.
    """

    name: str
    kind: str = 'page'
    post: dict | None = None
    get: bool = True
    of_admins: bool = False
    query: str = ''

    def url(self, ids: dict[str, str]) -> str:
        address = reverse(SPACE + self.name, kwargs={key: ids[key] for key in self.arguments})
        return address + self.query.format(**ids)

    @property
    def arguments(self) -> set[str]:
        return set(registered()[self.name])

    def user(self, member, administrator):
        """Who may use it, of the two."""
        return administrator if self.of_admins else member

    @property
    def of_environment(self) -> bool:
        return 'environment_id' in self.arguments

    @property
    def of_package(self) -> bool:
        return 'package_id' in self.arguments

    @property
    def of_blueprint(self) -> bool:
        return 'blueprint_id' in self.arguments

    @property
    def of_glance(self) -> bool:
        """It is there only where the cloud has images."""
        return self.name.startswith('images:')


ADDRESSES = [
    Address('overview:index'),
    Address('overview:live', 'script'),
    Address('overview:tray', 'script'),
    Address('overview:login', 'form', {'next': '/app-catalog/'}, get=False),
    Address('environments:index'),
    Address('environments:rows', 'script'),
    Address('environments:quota', 'script'),
    Address('environments:create', 'form', {'name': 'new'}),
    Address('environments:from_blueprint', 'form', {'name': 'new'}),
    Address('environments:delete_selected', 'form', {'id': '{environment_id}'}, get=False),
    Address('environments:drafts'),
    Address('environments:detail'),
    Address('environments:progress', 'script'),
    Address('environments:commands'),
    Address('environments:checks'),
    Address('environments:drift'),
    Address('environments:topology'),
    Address('environments:glance'),
    Address('environments:topology_picture', 'file'),
    Address('environments:file'),
    Address('environments:file_download', 'file'),
    Address('environments:import', 'form', {'text': FILE}),
    Address('environments:import_run', 'form', {'file': ''}, get=False),
    Address('environments:left'),
    Address('environments:clone', 'form', {'name': 'cloned'}),
    Address('environments:metadata', 'form', {'key': 'owner', 'value': 'me'}),
    Address('environments:rename', 'form', {'name': 'renamed'}),
    Address('environments:delete', 'form', {}),
    Address('environments:abandon', 'form', {}),
    Address('environments:review'),
    Address('environments:deploy', 'form', {}, get=False),
    Address('environments:discard', 'form', {'confirmed': 'yes'}, get=False),
    Address('environments:reapply', 'form', {}, get=False),
    Address('environments:component'),
    Address('environments:component_remove', 'form', {'confirmed': 'yes'}, get=False),
    Address('environments:component_undo', 'form', {'confirmed': 'yes'}, get=False),
    Address('environments:component_rename', 'form', {'name': 'renamed'}),
    Address('environments:component_duplicate', 'form', {'name': 'twin', 'copy_id': '0' * 31 + 'a'}),
    Address('environments:component_metadata', 'form', {'key': 'owner', 'value': 'me'}),
    Address('environments:action', 'form', {}),
    Address('environments:compare', query='?from=now&to={deployment_id}'),
    Address('environments:deployment'),
    Address('environments:live', 'script'),
    Address('environments:earlier', 'script'),
    Address('environments:log', 'file'),
    Address('environments:result', 'file'),
    Address('environments:deployment_commands'),
    Address('environments:restore', 'form', {}),
    Address('environments:retry', 'form', {}, get=False),
    Address('blueprints:index'),
    Address('blueprints:save', 'form', {'name': 'new'}),
    Address('blueprints:detail', query='?against={environment_id}'),
    Address('blueprints:edit', 'form', {'name': 'renamed'}),
    Address('blueprints:clone', 'form', {'name': 'copy'}),
    Address('blueprints:delete', 'form', {}),
    Address('blueprints:add', 'form', {'main-name': 'x'}),
    Address('blueprints:add_validate', 'script', {'main-name': 'x'}, get=False),
    Address('blueprints:component', 'form', {'s0-name': 'x'}),
    Address('blueprints:component_validate', 'script', {'s0-name': 'x'}, get=False),
    Address('blueprints:duplicate', 'form', {'name': 'twin', 'copy_id': '0' * 31 + 'b'}),
    Address('blueprints:remove', 'form', {}),
    Address('deployments:index'),
    Address('deployments:rows', 'script'),
    Address('deployments:download', 'file'),
    Address('deployments:statistics'),
    Address('deployments:figures', 'script'),
    Address('deployments:chosen', get=False),
    Address('catalog:index'),
    Address('catalog:detail'),
    Address('catalog:check'),
    Address('catalog:commands'),
    Address('catalog:connections'),
    Address('catalog:targets'),
    Address('catalog:starter'),
    Address('catalog:try_form'),
    Address('catalog:logo', 'file'),
    Address('catalog:supplier_logo', 'file'),
    Address('catalog:action', 'form', {}),
    Address('catalog:add', 'form', {}),
    Address('catalog:add_to', 'form', {'main-name': 'x'}),
    Address('catalog:validate', 'script', {'main-name': 'x'}, get=False),
    Address('catalog:start', 'form', {'name': 'x'}, query='?name=fresh'),
    Address('catalog:start_validate', 'script', {'name': 'x'}, get=False),
    Address('catalog:edit', 'form', {'s0-name': 'x'}),
    Address('packages:import', 'form', {}),
    Address('packages:import_run', 'form', {'plan': ''}, get=False),
    Address('packages:import_check', 'script', {'plan': ''}, get=False),
    Address('catalog:edit_validate', 'script', {'s0-name': 'x'}, get=False),
    Address('packages:index'),
    Address('packages:health'),
    Address('packages:health_on', 'script'),
    Address('packages:versions', 'script', query='?id={package_id}'),
    Address(
        'packages:selected', 'form', {'action': 'disable', 'object_ids': '{package_id}', 'agreed': 'yes'}, get=False
    ),
    Address('packages:download', 'file'),
    Address('packages:edit', 'form', {'name': 'renamed'}),
    Address('packages:enable', 'form', {}),
    Address('packages:disable', 'form', {}),
    Address('packages:share', 'form', {}, of_admins=True),
    Address('packages:unshare', 'form', {}),
    Address('packages:replace', 'form', {}),
    Address('packages:delete', 'form', {'confirm_name': 'Web'}),
    Address('categories:index'),
    Address('categories:create', 'form', {'name': 'new'}, of_admins=True),
    Address('categories:delete', 'form', {}, of_admins=True),
    Address('operations:index', of_admins=True),
    Address('operations:news', 'script', of_admins=True),
    Address('operations:statistics', of_admins=True),
    Address('operations:abandon', 'form', {'reason': 'gone', 'confirm_name': 'shop'}, of_admins=True),
    Address('images:index'),
    Address('images:wanted', 'script'),
    Address('images:mark', 'form', {'type': 'linux', 'title': 'Debian 12'}),
    Address('images:unmark', 'form', {}),
]


def registered() -> dict[str, list[str]]:
    """Name → names of its arguments, for everything that Horizon mounts for us."""
    found = {}

    def walk(patterns, spaces):
        for pattern in patterns:
            inner = getattr(pattern, 'url_patterns', None)
            if inner is not None:
                walk(inner, [*spaces, *([pattern.namespace] if pattern.namespace else [])])
            elif spaces[:2] == ['horizon', 'app-catalog']:
                found[f'{spaces[2]}:{pattern.name}'] = list(pattern.pattern.converters)

    walk(get_resolver().url_patterns, [])
    return found
