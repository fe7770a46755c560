"""The history as a file, for spreadsheets and programs: what the page shows."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from murano_panel.deployments.history import Beside
from murano_panel.domain.model.deployed_changes import DeployedChanges, Named
from murano_panel.domain.state import progress
from murano_panel.domain.state.summary import Summary

# The newest so many.
MAX_RECORDS = 10_000
# What makes a spreadsheet take a cell for a formula, in any width of letters.
_FORMULA = ('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠')


@dataclass(frozen=True)
class Record:
    """A line of the file. Times are ISO in UTC, '' for what has not ended; ``who`` is '' where nobody knows.

    restored: the number of the deployment that it went back to, '' for none that is known of.
    added, changed, removed: how many components. names: what the first of these are called.
    """

    number: int
    environment: str
    kind: str
    action: str
    component: str
    arguments: str
    state: str
    started: str
    finished: str
    seconds: int | str
    who: str
    restored: int | str
    added: int
    changed: int
    removed: int
    names: str
    reason: str
    environment_id: str
    deployment_id: str


def records(newest_first: Sequence[Summary], names: Mapping[str, str], beside: Beside) -> list[Record]:
    """Of so many at most; ``names``: {id of an environment: its name}."""
    return [_record(item, names, beside) for item in newest_first[:MAX_RECORDS]]


def name(found: Sequence[Record], extension: str) -> str:
    """What the file is called: it says where something may have been cut off."""
    return f'deployments-newest-{MAX_RECORDS}.{extension}' if len(found) == MAX_RECORDS else f'deployments.{extension}'


def as_json(found: Sequence[Record]) -> bytes:
    """{'deployments': the records}"""
    return json.dumps({'deployments': list(map(asdict, found))}, indent=1, ensure_ascii=False).encode()


def as_csv(found: Sequence[Record]) -> bytes:
    """With a byte order mark, without which spreadsheets take UTF-8 for something else."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(field.name for field in fields(Record))
    writer.writerows([_inert(value) for value in asdict(record).values()] for record in found)
    return text.getvalue().encode('utf-8-sig')


def _inert(value: object) -> object:
    """A text that no spreadsheet computes: names are anybody's."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(' ').startswith(_FORMULA) else value


def _record(item: Summary, names: Mapping[str, str], beside: Beside) -> Record:
    changes, start = item.changes or DeployedChanges(), beside.start(item)
    return Record(
        number=item.number,
        environment=names[item.environment_id],
        kind=item.sort,
        action=item.action,
        component=item.target,
        arguments=item.arguments,
        state=beside.state(item).code,
        started=_iso(item.started),
        finished=_iso(item.finished),
        seconds=progress.seconds_between(item.started, item.finished) if item.finished else '',
        who=start.who,
        restored=start.restored.number if start.restored else '',
        added=changes.added.count,
        changed=changes.changed.count,
        removed=changes.removed.count,
        names='; '.join(map(_named, filter(None, changes.kinds))),
        reason=item.reason,
        environment_id=item.environment_id,
        deployment_id=item.id,
    )


def _named(found: Named) -> str:
    return ', '.join(found.names) + (f' (+{found.more})' if found.more else '')


def _iso(when: datetime | None) -> str:
    return when.strftime('%Y-%m-%dT%H:%M:%SZ') if when else ''
