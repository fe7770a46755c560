"""Runs packages through the engine and judges them."""

import time
import traceback
from collections import Counter
from dataclasses import dataclass, field

from tests.conformance.compare import differences
from tests.conformance.expected import expect
from tests.conformance.explained import RULES
from tests.conformance.observed import observe

IDENTICAL, DIFFERING, EXPLAINED, CRASHED = 'identical', 'differing', 'explained', 'crashed'


@dataclass
class Verdict:
    """``lines`` say what differs (and is not explained, if anything is not); ``rules`` name the rules that applied."""

    package: str
    outcome: str
    lines: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    seconds: float = 0.0


def judge(package, cloud_data):
    """The verdict about one package."""
    started = time.perf_counter()
    try:
        observed = observe(package, cloud_data)
        seconds = time.perf_counter() - started
        return _compared(package, observed, seconds)
    # Whatever escapes the engine is a crash, and what escapes the comparison must not end the run.
    except Exception:  # noqa: BLE001
        return Verdict(
            package.name, CRASHED, [traceback.format_exc().splitlines()[-1]], seconds=time.perf_counter() - started
        )


def _compared(package, observed, seconds):
    expected = expect(package.oracle)
    found = differences(expected, observed)
    if not found:
        return Verdict(package.name, IDENTICAL, seconds=seconds)
    applied = [rule.name for rule in RULES if rule.apply(expected, observed, package)]
    remaining = differences(expected, observed)
    if remaining:
        return Verdict(package.name, DIFFERING, remaining, applied, seconds)
    return Verdict(package.name, EXPLAINED, found, applied, seconds)


def summary(verdicts):
    """The last line, and the reasons of what is explained."""
    counted = Counter(verdict.outcome for verdict in verdicts)
    lines = []
    for rule in RULES:
        concerned = sum(rule.name in verdict.rules for verdict in verdicts)
        if concerned:
            lines.append(f'explained in {concerned}: {rule.name} ({rule.cites})')
    lines.append(
        f'identical: {counted[IDENTICAL]} of {len(verdicts)}, differing: {counted[DIFFERING]}, '
        f'explained: {counted[EXPLAINED]}, crashed: {counted[CRASHED]}'
    )
    return lines
