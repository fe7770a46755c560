"""Whether what runs anywhere is still heard of: only reports tell, two calls for each environment.

They are read some at a time, when somebody looks at the page. The verdicts lie where those of projects' own pages do
(``web/latest.py``), so that either profits from the other; without any text of a report.
"""

from collections.abc import Sequence
from contextlib import suppress

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import errors
from murano_panel.domain.records import Environment
from murano_panel.web import latest

# Environments that one look reads, and the seconds for which they count as looked at.
STEP = 5
KEPT = 120


def unread(environments: Sequence[Environment]) -> list[Environment]:
    """Those that run and that nobody has looked at lately. No call."""
    keys = {_key(item): item for item in environments if item.busy}
    known = cache.get_many(keys)
    return [item for key, item in keys.items() if key not in known]


def look(request: HttpRequest, environments: Sequence[Environment]) -> int:
    """Reads STEP of those that are unread; how many are left. Two calls for each.

    Administrators are given deployments and reports of every project by Murano.
    """
    wanted = unread(environments)
    for environment in wanted[:STEP]:
        # One that was deleted since it was listed has nothing to tell.
        with suppress(errors.NotFound):
            found = latest.read(request, environment)
            if found and not found.is_read:
                latest.read_reports(request, environment, found.deployment)
        cache.set(_key(environment), True, KEPT)
    return len(wanted[STEP:])


def _key(environment: Environment) -> str:
    return f'murano_panel:operations:{environment.project_id}:{environment.id}:{environment.version}'
