"""The process: a zip on standard input; on standard output a line of JSON for each finding, then one for the end.

Nothing is unpacked to disk, nothing of the package is run. Findings appear as soon as a part is done, so that those
before an early death are not lost.
"""

import io
import json
import math
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import yaml
from muranopkgcheck import consts, manager, pkg_loader
from muranopkgcheck.error import CheckError

from murano_panel.domain.package.archive import DAMAGE, name_faults, open_archive
from murano_panel.domain.package.faults import SENTENCES, BadPackage
from murano_panel.package_check import CPU_SECONDS, MAX_CHARACTERS, MAX_FINDINGS, MEMORY_BYTES, validators

# With the file that a finding belongs to which names none. Forms are checked by our own engine, which knows more;
# so is, whether there is one.
_VALIDATORS = (
    (validators.ManifestValidator, consts.MANIFEST_PATH),
    (validators.ClassValidator, ''),
    (validators.PackageValidator, ''),
)
_IGNORED = ['W073']
# Why an archive is not looked into -> the word of CheckResult.stopped, `archive` for all others.
_STOPS = {'files': 'files', 'unpacked': 'size'}
_PLACE = re.compile(r' *in "(?P<file>[^"]*)", line (?P<line>\d+), column \d+:?')


class Stop(Exception):
    """``str()`` is one of the words of CheckResult.stopped."""


def limit() -> None:
    """From here on the process pays for what the package makes it do."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, math.ceil(time.process_time() + CPU_SECONDS) + 1),
    ):
        resource.setrlimit(what, (most, most))
    # Finer than RLIMIT_CPU, and as deadly: nobody handles the signal.
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)


def main() -> None:
    """Checks the zip on standard input. A last line without a word in ``stopped`` says that the check is complete."""
    limit()
    try:
        print_findings(findings(sys.stdin.buffer.read()))
        stopped = ''
    except Stop as stop:
        stopped = str(stop)
    except MemoryError:
        stopped = 'memory'
    print(json.dumps({'stopped': stopped}), flush=True)


def print_findings(found: Iterator[dict[str, Any]]) -> None:
    """Each at once, so that it is out before the process may die. Raises Stop when there are too many."""
    for number, finding in enumerate(found):
        if number == MAX_FINDINGS:
            raise Stop('findings')
        print(json.dumps(finding), flush=True)


def findings(content: bytes) -> Iterator[dict[str, Any]]:
    """The fields of a Finding for each thing that is wrong. Raises Stop."""
    try:
        yield from check_names(content)
        loader = pkg_loader.ZipLoader(io.BytesIO(content))
        if not loader.exists(consts.MANIFEST_PATH):
            yield own_finding(SENTENCES['no-manifest'])
            return
        yield from check_manifest(loader)
        check = manager.Manager('', loader=lambda path: loader)
        for validator, file in _VALIDATORS:
            yield from run_validator(check, validator, file)
    except DAMAGE as error:
        raise Stop('archive') from error


def check_names(content: bytes) -> Iterator[dict[str, Any]]:
    """Bounds what the archive claims to hold; zipfile reads no more of a file than that. Raises Stop."""
    try:
        archive = open_archive(content)
    except BadPackage as error:
        raise Stop(_STOPS.get(error.fault.code, 'archive')) from error
    for fault in name_faults(archive):
        yield own_finding(SENTENCES[fault.code] % fault.values, fault.file)


def check_manifest(loader: pkg_loader.ZipLoader) -> Iterator[dict[str, Any]]:
    """Takes the format, on which it depends what classes may contain; its validator looks at the rest."""
    try:
        documents = loader.read(consts.MANIFEST_PATH).yaml()
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    if documents and isinstance(documents[0], dict):
        loader.try_set_format(documents[0])
    else:
        yield own_finding('The manifest has no keys.', consts.MANIFEST_PATH)


def run_validator(check: manager.Manager, validator: Any, file: str) -> Iterator[dict[str, Any]]:
    """What one validator of murano-pkg-check complains about; ``file`` is where it looks."""
    try:
        for error in check.validate(validators=[validator], ignore=_IGNORED):
            yield as_finding(error, file)
    except DAMAGE:
        raise
    except Exception as error:  # noqa: BLE001
        # murano-pkg-check takes for granted much that is not; what others find is still worth telling.
        yield own_finding(f'murano-pkg-check itself failed here ({type(error).__name__}).', file)


def own_finding(message: str, file: str = '') -> dict[str, Any]:
    """Something that we have found ourselves; murano-pkg-check has no code for it."""
    return {'code': '', 'message': message, 'severity': 'error', 'file': shortened(file), 'line': None}


def as_finding(error: CheckError, file: str) -> dict[str, Any]:
    """A complaint of murano-pkg-check, which says some places only within its message."""
    message = str(error.message).replace(' See more information in logs.', '')
    place = _PLACE.search(message)
    if place:
        message = _PLACE.sub('', message)
    line = int(place['line']) if place else error.line
    return {
        'code': str(error.code),
        'message': shortened(' '.join(message.split())),
        'severity': 'error' if error.is_error() else 'warning',
        'file': shortened(str(error.filename or (place['file'] if place else file))),
        'line': line or None,
    }


def shortened(text: str) -> str:
    """MAX_CHARACTERS at most; findings quote the package."""
    # Half surrogate pairs of names that are not UTF-8 have no place in a page.
    text = text[:MAX_CHARACTERS].encode('utf-8', errors='replace').decode()
    return text if len(text) < MAX_CHARACTERS else text[:-1] + '…'


if __name__ == '__main__':
    main()
