import pytest

from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import read_manifest
from tests.support import archives

FULL = """
Format: 1.4
Type: Library
FullName: org.example.Big
Name: Big one
Version: 2.1
Description: |
  Does it all.
Author: us
Tags: [a, 7, b]
Classes: {org.example.Big: Big.yaml, org.example.Small: Small.yaml}
Require: {org.example.Other: '>=1.2'}
Logo: logo.png
UI: ui.yaml
"""


def read(text, **more):
    return read_manifest(archives.zipped({'manifest.yaml': text, **more}))


def test_what_a_manifest_says():
    found = read(FULL)
    assert (found.fqn, found.name, found.kind, found.version) == ('org.example.Big', 'Big one', 'Library', '2.1.0')
    assert (found.description, found.author, found.tags) == ('Does it all.', 'us', ('a', '7', 'b'))
    assert found.class_names == ('org.example.Big', 'org.example.Small')
    assert found.requires == {'org.example.Other': '>=1.2'}
    assert (found.logo, found.ui, found.is_heat) == ('logo.png', 'ui.yaml', False)


def test_what_it_leaves_out():
    found = read('FullName: a.B')
    assert (found.name, found.kind, found.version) == ('a.B', 'Application', '0.0.0')
    assert (found.class_names, found.requires, found.tags) == ((), {}, ())


def test_a_heat_template_is_its_own_class():
    found = read('Format: Heat.HOT/1.0\nFullName: a.B\nRequire: [c.D]')
    assert found.is_heat and found.class_names == ('a.B',) and found.requires == {'c.D': ''}


@pytest.mark.parametrize(
    ('written', 'version'),
    [
        ('1', '1.0.0'),
        ('1.10', '1.1.0'),
        ("'1.10'", '1.10.0'),
        ('1.2.3-rc1', '1.2.3-rc1'),
        ('nonsense', '0.0.0'),
        ('[1]', '0.0.0'),
    ],
)
def test_versions_are_completed_as_murano_does(written, version):
    assert read(f'FullName: a.B\nVersion: {written}').version == version


@pytest.mark.parametrize(
    'text',
    [
        '',
        '- a',
        'FullName: a/b',
        'FullName: a..B',
        'Name: x',
        'a: [',
        'a: ' + '[' * 200 + ']' * 200,
        'a: &a [1]\nb: *a',
        'x: ' + 'y' * 300_000,
        b'\xff\xfe\x00\x01',
    ],
)
def test_manifests_that_are_none(text):
    with pytest.raises(BadPackage):
        read(text)


@pytest.mark.parametrize(
    'name',
    [
        'not a zip',
        'nothing',
        'cut off',
        'bomb',
        'many files',
        'a password',
        'aliases in the manifest',
        'lies about size, more',
    ],
)
def test_archives_that_are_none(name):
    with pytest.raises(BadPackage):
        read_manifest(archives.HOSTILE[name])


def test_one_that_has_no_manifest():
    with pytest.raises(BadPackage, match='no manifest'):
        read_manifest(archives.zipped({'a': 'b'}))
