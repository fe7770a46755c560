"""What murano-engine takes is no finding, whatever murano-pkg-check says of it; what the engine refuses is one."""

import pytest

from murano_panel.package_check.__main__ import findings
from tests.support import archives

# Each is loaded by murano-engine 16 as it stands.
TAKEN = {
    'an expression that is tagged': (
        'Methods:\n  m:\n    Body:\n      - If: !yaql "not $.x"\n        Then: [!yaql "$.y()"]\n'
    ),
    'a tagged key': 'Methods:\n  m:\n    Body:\n      - !yaql "$x": 1\n',
    'methods as they were called before': 'Workflow:\n  m:\n    Body: [$.x()]\n',
    'a scope, in any format': 'Methods:\n  m: {Scope: Public, Body: [$.x()]}\n',
    'a static method, in any format': 'Methods:\n  m: {Usage: Static, Body: [$.x()]}\n',
    'variable arguments, in any format': (
        'Methods:\n  m:\n    Arguments:\n      - a: {Contract: $.string(), Usage: VarArgs}\n'
    ),
    'arguments as a mapping': 'Methods:\n  m:\n    Arguments:\n      a: {Contract: $}\n      b: {Contract: $}\n',
    'an exception with more than a message': (
        'Methods:\n  m:\n    Body:\n      - Throw: [A, B]\n        Message: $x\n'
        '        Extra: {a: $x}\n        Cause: $e\n'
    ),
    'an exception without a message': 'Methods:\n  m:\n    Body:\n      - Throw: A\n',
    'a catch of several': (
        'Methods:\n  m:\n    Body:\n      - Try: [$.x()]\n        Catch:\n          - With: [A, B]\n            As: e\n'
    ),
    'a try that catches nothing': 'Methods:\n  m:\n    Body:\n      - Try: [$.x()]\n        Finally: [$.y()]\n',
    'a switch without a default': 'Methods:\n  m:\n    Body:\n      - Switch:\n          $x > 1: [$.x()]\n',
    'a block': 'Methods:\n  m:\n    Body:\n      - Do: [$.x()]\n',
    'a loop': 'Methods:\n  m:\n    Body:\n      - While: $x\n        Do: [$.x()]\n',
    'at most so many at a time': 'Methods:\n  m:\n    Body:\n      - Parallel: [$.x()]\n        Limit: 2\n',
    'constants': (
        'Methods:\n  m:\n    Body:\n      - For: x\n        In: [1, 2]\n        Do: [$.x()]\n'
        '      - Repeat: 3\n        Do: [$.x()]\n      - Match: {1: [$.x()]}\n        Value: 1\n'
    ),
    'keys with nothing behind them': 'Extends:\nImport:\nProperties:\nMethods:\nNamespaces:\n',
    'no namespace': 'Namespaces:\n  =:\n  std: io.murano\n',
    'a parent in the own namespace': 'Extends: :Base\n',
    'a last document that is empty': 'Extends: Base\n---\n',
}
REFUSED = {
    'a tag that nobody knows': ('Methods: !other x\n', 'E002'),
    'a scope that there is not': ('Methods:\n  m: {Scope: Everybody}\n', 'E044'),
    'a statement that there is not': ('Methods:\n  m:\n    Body:\n      - If: $x\n        Than: [$.x()]\n', 'E204'),
    'a key too many': ('Methods:\n  m:\n    Body:\n      - Throw: A\n        Reason: x\n', 'E201'),
    'a catch that is a text': ('Methods:\n  m:\n    Body:\n      - Try: [$.x()]\n        Catch: [oops]\n', 'E204'),
    'a text that was to be an expression': (
        'Methods:\n  m:\n    Body:\n      - If: $x and (\n        Then: [$.x()]\n',
        'W202',
    ),
    'a parent that is no name': ('Extends: "a b"\n', 'E025'),
    'a name in small letters': ('Name: web\n', 'W011'),
    'a file that is a list': ('- Name: Web\n', 'E046'),
}


def codes(content: bytes, file: str = 'Classes/Web.yaml') -> list[str]:
    return [finding['code'] for finding in findings(content) if finding['file'] == file]


@pytest.mark.parametrize('version', ['1.0', '1.4'])
def test_what_the_engine_takes_is_no_finding(version):
    classes = {f'Classes/{name}.yaml': f'Name: Web\n{text}' for name, text in TAKEN.items()}
    content = archives.good(**{'manifest.yaml': archives.MANIFEST.replace('1.4', version), **classes})
    told = [(finding['file'], finding['message']) for finding in findings(content)]
    assert [found for found in told if found[0].startswith('Classes/')] == []


@pytest.mark.parametrize('name', REFUSED)
def test_what_is_wrong_is_still_told(name):
    text, code = REFUSED[name]
    assert code in codes(archives.with_class(text if 'Name' in text else f'Name: Web\n{text}'))


def test_a_name_may_have_its_namespace():
    assert codes(archives.with_class('Name: org.example.Web\n')) == []


def manifest(change) -> list[str]:
    return codes(archives.good(**{'manifest.yaml': change(archives.MANIFEST)}), 'manifest.yaml')


@pytest.mark.parametrize('line', ['Meta: [a.B]', 'Supplier: {Name: x}', 'Require:', 'UI: other.yaml'])
def test_keys_of_the_manifest_that_murano_knows(line):
    assert manifest(lambda text: f'{text}{line}\n') == []


@pytest.mark.parametrize('written', ['Cloud.TOSCA/1.0', 'MuranoPL/1.9'])
def test_murano_has_taken_the_format(written):
    assert manifest(lambda text: text.replace('1.4', written)) == []


def test_keys_of_other_formats_are_their_plugins():
    assert manifest(lambda text: text.replace('1.4', 'Cloud.TOSCA/1.0') + 'EntryPoint: x\n') == []
    assert manifest(lambda text: text + 'EntryPoint: x\n') == ['W010']


def test_a_logo_is_missing_only_where_one_is_named():
    assert manifest(lambda text: text) == []
    assert manifest(lambda text: text + 'Logo: pictures.png\n') == ['W074']


@pytest.mark.parametrize(
    ('file', 'told'), [('README.md', []), ('Makefile', []), ('.gitignore', []), ('Manifest.yaml', ['W120'])]
)
def test_of_other_files_only_slips_are_told(file, told):
    assert codes(archives.good(**{file: 'x'}), '') == told


@pytest.mark.parametrize('file', ['LICENSE', 'LICENSE.txt', 'license', 'COPYING'])
def test_a_license_by_any_name(file):
    without = {name: text for name, text in archives.GOOD.items() if name != 'LICENSE'}
    assert codes(archives.zipped(without), '') == ['W121']
    assert codes(archives.zipped({**without, file: 'x'}), '') == []
