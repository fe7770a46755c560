"""What a package's classes say of their public methods."""

import pytest

from murano_panel.domain.package.archive import open_archive
from murano_panel.domain.package.classes import read_classes
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import as_manifest, load_manifest
from tests.support import archives

CLASS = """
Namespaces: {=: demo, std: io.murano, m: io.murano.metadata}
---
Name: Web
Extends: [std:Application, Base, other.Mixin]
Methods:
  deploy: {Body: []}
  restart:
    Scope: Public
    Meta:
      - m:Title: {text: Restart}
      - m:Description: {text: "Stops it,\\n and starts it."}
      - m:HelpText: {text: Slow.}
    Arguments:
      - seconds:
          Contract: !yaql "$.int().check($ > 0)"
          Default: 5
          Meta: {m:Title: {text: Seconds}}
      - rest: {Usage: VarArgs, Contract: $.string()}
      - named: {Usage: KwArgs, Contract: $.string()}
  backUp: {Usage: Action, Arguments: {where: {Contract: $.string()}}}
  names: {Usage: Static, Scope: Public}
  modelOf: {Usage: Static, Scope: Public, Meta: [m:ModelBuilder: {enabled: true}]}
  hidden: {Usage: Static}
"""


def classes_in(content):
    archive = open_archive(content)
    return read_classes(archive, as_manifest(load_manifest(archive)))


def test_public_methods_are_read_with_their_arguments():
    [web] = classes_in(archives.with_class(CLASS))
    assert (web.name, web.extends) == ('demo.Web', ('io.murano.Application', 'demo.Base', 'other.Mixin'))
    restart, back_up, names, model_of = web.methods
    assert (restart.title, restart.description, restart.help) == ('Restart', 'Stops it, and starts it.', 'Slow.')
    [seconds] = restart.arguments
    assert (seconds.contract, seconds.has_default, seconds.default) == ('$.int().check($ > 0)', True, 5)
    assert seconds.title == 'Seconds'
    assert [item.name for item in back_up.arguments] == ['where'] and not back_up.arguments[0].has_default
    assert (names.is_static, names.builds_model) == (True, False)
    assert (model_of.is_static, model_of.builds_model) == (True, True)


@pytest.mark.parametrize('name', sorted(archives.HOSTILE))
def test_hostile_packages_take_no_time(name):
    try:
        found = classes_in(archives.HOSTILE[name])
    except BadPackage:
        return
    assert len(found) < 3


@pytest.mark.parametrize(
    'text',
    [
        '[]',
        'Name: [1]',
        'Name: Web\nMethods: 7',
        'Name: Web\nMethods: {a: 1, b: {Scope: Public, Arguments: [1, x, {y: 2}], Meta: 3}}',
        'Name: Web\nMethods: {a: {Scope: Public, Meta: [{m:Title: {text: [1]}}, {Title: 5}]}}',
        'Namespaces: [1]\nName: Web\nExtends: {a: b}',
        'Namespaces: {a: {}}\nName: a:Web',
        'Name: !!python/object/apply:os.system ["x"]',
    ],
)
def test_what_makes_no_sense_is_left_out(text):
    for found in classes_in(archives.with_class(text)):
        for method in found.methods:
            assert method.arguments == () and method.title == ''


def test_a_heat_template_has_none():
    manifest = 'Format: Heat.HOT/1.0\nType: Application\nFullName: demo.Heat\n'
    assert classes_in(archives.zipped({'manifest.yaml': manifest, 'template.yaml': 'resources: {}'})) == []
