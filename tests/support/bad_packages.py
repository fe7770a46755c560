"""Files that are offered as packages and are none, each with the code of what is to be said about it."""

import io
import stat
import struct
import zipfile

from tests.support import archives

MANIFEST = archives.MANIFEST


def _manifest(text: str | bytes) -> bytes:
    return archives.good(**{'manifest.yaml': text})


def _with(**lines: str) -> bytes:
    """The good manifest with other values."""
    kept = [line for line in MANIFEST.strip().splitlines() if line.partition(':')[0] not in lines]
    return _manifest('\n'.join([*kept, *(f'{key}: {value}' for key, value in lines.items())]))


def _without(key: str) -> bytes:
    return _manifest('\n'.join(line for line in MANIFEST.splitlines() if not line.startswith(f'{key}:')))


def _special(kind: int) -> bytes:
    packed = io.BytesIO(archives.good())
    with zipfile.ZipFile(packed, 'a') as archive:
        entry = zipfile.ZipInfo('Resources/secrets')
        entry.external_attr = (kind | 0o644) << 16
        archive.writestr(entry, '/etc/passwd')
    return packed.getvalue()


def _named(raw: bytes) -> bytes:
    """A file whose name in the archive are these bytes."""
    placeholder = 'x' * len(raw)
    return archives.good(**{placeholder: 'x'}).replace(placeholder.encode(), raw)


def _twice() -> bytes:
    other = 'Classes/Wxb.yaml'
    return archives.good(**{other: 'x'}).replace(other.encode(), b'Classes/Web.yaml')


def _damaged() -> bytes:
    """Its directory is whole, one of its files is not."""
    packed = archives.zipped({**archives.GOOD, 'Resources/data': b'abcdefgh' * 20}, zipfile.ZIP_STORED)
    return packed.replace(b'abcdefgh' * 20, b'abcdefgX' * 20)


def _compressed_oddly() -> bytes:
    content = bytearray(archives.good())
    for mark, offset in ((b'PK\x03\x04', 8), (b'PK\x01\x02', 10)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset : place + offset + 2] = struct.pack('<H', 98)
            place = content.find(mark, place + 1)
    return bytes(content)


def _heat(**files: str) -> bytes:
    return archives.zipped({'manifest.yaml': MANIFEST.replace('1.4', 'Heat.HOT/1.0'), **files})


# what is wrong -> (the file, the code of what is said)
BAD = {
    'nothing at all': (b'', 'empty'),
    'a web page': (b'<!DOCTYPE html><html><body>Log in</body></html>', 'html'),
    'text': (b'just some text', 'no-zip'),
    'a tar archive': (b'\x1f\x8b\x08' + b'x' * 100, 'no-zip'),
    'truncated': (archives.good()[:-40], 'damaged'),
    'only the end of a zip': (b'PK\x05\x06' + b'\xff' * 18, 'damaged'),
    'a file that is damaged': (_damaged(), 'damaged'),
    'unknown compression': (_compressed_oddly(), 'damaged'),
    'too large': (archives.zipped({**archives.GOOD, 'x': bytes(2**20 + 1)}, zipfile.ZIP_STORED), 'large'),
    'a bomb': (archives.HOSTILE['bomb'], 'unpacked'),
    'lies about size': (archives.lying(2**31), 'unpacked'),
    'lies about size, less': (archives.lying(10), 'damaged'),
    '10,000 files': (archives.zipped({'manifest.yaml': MANIFEST, **{f'{n}': b'' for n in range(10_000)}}, 0), 'files'),
    'a password': (archives.with_password(), 'password'),
    'out by ..': (archives.good(**{'../../etc/passwd': 'x'}), 'outside'),
    'an absolute name': (archives.good(**{'/etc/passwd': 'x'}), 'outside'),
    'a drive of Windows': (archives.good(**{'C:\\autoexec.bat': 'x'}), 'outside'),
    'backslashes that lead out': (archives.good(**{'..\\..\\x': 'x'}), 'outside'),
    'a symlink': (_special(stat.S_IFLNK), 'link'),
    'a device': (_special(stat.S_IFCHR), 'link'),
    'a name that is not UTF-8': (_named(b'caf\xe9.txt'), 'name'),
    'a name with a line break': (_named(b'a\nb.txt'), 'name'),
    'two files of one name': (_twice(), 'twice'),
    'a zip of zips': (archives.zipped({'a.zip': archives.good(), 'b.zip': archives.good()}), 'nested'),
    'a package in a folder': (archives.zipped({f'web/{k}': v for k, v in archives.GOOD.items()}), 'folder'),
    'no manifest': (archives.zipped({'Classes/Web.yaml': archives.CLASS}), 'no-manifest'),
    'an empty manifest': (_manifest(''), 'manifest-keys'),
    'a manifest that is a list': (_manifest('- a\n- b\n'), 'manifest-keys'),
    'a manifest that is no text': (_manifest(b'\xff\xfe\x00\x01'), 'manifest-text'),
    'a manifest that is no YAML': (_manifest('Format: [1.0\nType: x\n'), 'manifest-yaml'),
    'a manifest of objects': (_manifest('Format: !!python/object/apply:os.system ["x"]\n'), 'manifest-yaml'),
    'a manifest without bottom': (_manifest('Tags: ' + '[' * 9_000 + ']' * 9_000), 'manifest-yaml'),
    'a manifest of aliases': (_manifest(f'{archives.ALIASES}\nFullName: *a11\n'), 'manifest-alias'),
    'a huge manifest': (_manifest(MANIFEST + '# ' + 'x' * 100_000), 'manifest-large'),
    'a wrong format': (_with(Format='2.0'), 'format'),
    'a format of others': (_with(Format='TOSCA.CSAR/1.1.0'), 'format'),
    'a wrong type': (_with(Type='Plugin'), 'type'),
    'no full name': (_without('FullName'), 'no-full-name'),
    'a wrong full name': (_with(FullName='"demo..Web"'), 'full-name'),
    'a full name that is a path': (_with(FullName='../../demo'), 'full-name'),
    'a full name that is too long': (_with(FullName='a' * 129), 'full-name-long'),
    'a name that is too long': (_with(Name='a' * 81), 'display-name'),
    'a name that is a number': (_with(Name='42'), 'text'),
    'a wrong version': (_with(Version='latest'), 'version'),
    'tags that are a text': (_with(Tags='web'), 'text'),
    'no classes': (_without('Classes'), 'no-classes'),
    'a class that is none': (_with(Classes='{"a/b": Web.yaml}'), 'class-name'),
    'a logo that is no picture': (archives.good(**{'logo.png': 'x'}), 'logo'),
    'a logo that is missing': (_with(Logo='other.png'), 'logo'),
    'a Heat package without template': (_heat(), 'no-template'),
    'a Heat package with another template': (_heat(**{'template.yaml': 'x: y'}), 'template'),
}
