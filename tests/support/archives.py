"""Packages as zips: good ones, and such that nobody would make by accident."""

import base64
import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

# The smallest picture.
PNG = base64.b64decode(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
)
MANIFEST = """
Format: 1.4
Type: Application
FullName: demo.Web
Name: Web
Description: Serves pages.
Classes: {demo.Web: Web.yaml}
"""
CLASS = """
Namespaces: {'=': demo, std: io.murano}
Name: Web
Extends: std:Application
Methods:
  deploy:
    Body:
      - $this.find(std:Environment).reporter.report($this, 'Done')
"""
GOOD = {'manifest.yaml': MANIFEST, 'Classes/Web.yaml': CLASS, 'LICENSE': 'Apache-2.0', 'logo.png': PNG}


def zipped(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w', compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


# What reading a package may fail with.
UNREADABLE = (zipfile.BadZipFile, yaml.YAMLError, LookupError, TypeError, AttributeError)


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def row_of(files: Mapping[str, str | bytes], manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What Murano takes out of a package, as the fake is told of one."""
    ui = files.get(f'UI/{manifest.get("UI")}', '')
    return {
        'name': manifest['Name'],
        'type': manifest.get('Type', 'Application'),
        'description': manifest.get('Description', ''),
        'author': manifest.get('Author', ''),
        'supplier': manifest.get('Supplier', {}),
        'tags': list(manifest.get('Tags', [])),
        'class_definitions': list(manifest.get('Classes', {})),
        'ui': ui.decode() if isinstance(ui, bytes) else ui,
        'logo': files.get(manifest.get('Logo'), b''),
        'supplier_logo': files.get((manifest.get('Supplier') or {}).get('Logo'), b''),
    }


def application(name: str, *, kind: str = 'Application', **more: str) -> dict[str, str | bytes]:
    """A package, whose class has the package's name; ``more`` are lines of its manifest."""
    manifest = {
        'Format': '1.4',
        'Type': kind,
        'FullName': f'example.{name}',
        'Name': name,
        'Description': f'About {name}.',
        'Author': 'tests',
        'Classes': f'{{example.{name}: Web.yaml}}',
        **more,
    }
    return {
        'manifest.yaml': '\n'.join(f'{key}: {value}' for key, value in manifest.items()),
        'Classes/Web.yaml': f"Namespaces: {{'=': example, std: io.murano}}\nName: {name}\nExtends: std:Application\n",
    }


def of_folder(folder: Path) -> bytes:
    files = [path for path in sorted(folder.rglob('*')) if path.is_file()]
    return zipped({str(path.relative_to(folder)): path.read_bytes() for path in files})


def good(**more: str | bytes) -> bytes:
    return zipped({**GOOD, **more})


def of_version(version: str) -> bytes:
    return good(**{'manifest.yaml': f'{MANIFEST}Version: {version}\n'})


def with_class(text: str | bytes) -> bytes:
    return good(**{'Classes/Web.yaml': text})


def lying(size: int) -> bytes:
    """Claims to unpack to ``size`` bytes, in both places where a zip says so."""
    content = bytearray(with_class(CLASS * 1000))
    real = struct.pack('<I', len(CLASS) * 1000)
    assert content.count(real) == 2
    return bytes(content.replace(real, struct.pack('<I', size)))


def with_password() -> bytes:
    """Says that its files are encrypted."""
    content = bytearray(good())
    for mark, offset in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 1)
    return bytes(content)


ALIASES = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n' + '\n'.join(
    f'a{n}: &a{n} [{", ".join([f"*a{n - 1}"] * 9)}]' for n in range(1, 12)
)
# The checker prints the value of what should be a text.
ALIAS_BOMB = f'{ALIASES}\nName: *a11\nExtends: *a11\nProperties: {{x: {{Usage: *a11, Contract: *a11}}}}\n'
DEEP = 'Name: ' + '[' * 50_000 + ']' * 50_000
BODY = 'Name: Web\nMethods:\n  deploy:\n    Body:\n'
DEEP_EXPRESSION = BODY + '      - $.x(' + '(' * 3000 + '1' + ')' * 3000 + ')\n'
MANY_EXPRESSIONS = BODY + '      - $.x + 1 * 2 - foo($, $y, 1, 2, 3)\n' * 100_000
HOSTILE = {
    'not a zip': b'no zip at all',
    'nothing': b'',
    'cut off': good()[:-40],
    'only the end of a zip': b'PK\x05\x06' + b'\xff' * 18,
    'lies about size, more': lying(2**31),
    'lies about size, less': lying(10),
    'bomb': zipped({**GOOD, 'Classes/Web.yaml': b' ' * 200_000_000}),
    'bomb in YAML': zipped({**GOOD, 'Classes/Web.yaml': b'- ' * 22_000_000}),
    'many files': zipped({'manifest.yaml': MANIFEST, **{f'{n}': b'' for n in range(60_000)}}, zipfile.ZIP_STORED),
    'aliases': with_class(ALIAS_BOMB),
    'aliases in the manifest': good(**{'manifest.yaml': f'{ALIASES}\nFullName: *a11\nType: *a11\nDescription: *a11\n'}),
    'deep YAML': with_class(DEEP),
    'deep expression': with_class(DEEP_EXPRESSION),
    'many expressions': with_class(MANY_EXPRESSIONS),
    'code in yaml': with_class('Name: !!python/object/apply:os.system ["touch /tmp/owned"]\n'),
    'a manifest that is a list': good(**{'manifest.yaml': '- a\n- b\n'}),
    'a manifest that is no text': good(**{'manifest.yaml': b'\xff\xfe\x00\x01'}),
    'names that lead outside': good(**{'../../etc/passwd': 'x', '/etc/shadow': 'x', 'C:\\x': 'x', 'a/..': 'x'}),
    'a password': with_password(),
    'an empty manifest': good(**{'manifest.yaml': ''}),
}
