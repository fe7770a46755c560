"""murano-pkg-check over a package, in a process of its own: a hostile package can neither hang nor fill the dashboard.

Kept free of Django: the process imports it.
"""

from dataclasses import dataclass

# What a package may cost. The process dies of more.
CPU_SECONDS = 2.0
MEMORY_BYTES = 400 * 1024 * 1024
# For the machine being busy; a package that computes is stopped by its CPU time.
WALL_SECONDS = 20.0

MAX_FINDINGS = 300
MAX_CHARACTERS = 500


@dataclass(frozen=True)
class Finding:
    """``file`` is '' for the package as a whole, ``line`` is None where there is none; ``severity``: error, warning."""

    code: str
    message: str
    severity: str
    file: str = ''
    line: int | None = None


@dataclass(frozen=True)
class CheckResult:
    """``stopped`` says why the check did not come to its end; there may be findings nevertheless.

    Words for ``stopped``: archive, files, size (the archive was refused); time, memory, crash, busy, findings.
    """

    findings: tuple[Finding, ...] = ()
    stopped: str = ''
