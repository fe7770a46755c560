"""What a deployment demands of the quota, as the query of an address: web servers take some 4 kB of it.

``made=3:FLAVOR&…&deleted=1:FLAVOR&…&from=2:FLAVOR&to=FLAVOR&…``: how many servers, and their flavor; of those that are
resized a ``from`` and the ``to`` that belongs to it.
"""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict

from murano_panel.domain.model.quota import Demand

# Servers of one deployment that are looked at.
MAX_SERVERS = 500
MAX_CHARACTERS = 3000


def packed(demand: Demand) -> str:
    """The query."""
    resized = Counter(demand.resized).items()
    asked = {
        'made': _counted(demand.made),
        'deleted': _counted(demand.deleted),
        'from': [f'{number}:{old}' for (old, _new), number in resized],
        'to': [new for (_old, new), _number in resized],
    }
    return urlencode(asked, doseq=True)


def unpacked(query: QueryDict) -> Demand:
    """Whatever the query says, at most MAX_SERVERS of each kind."""
    resized: list[tuple[str, str]] = []
    for old, new in zip(query.getlist('from'), query.getlist('to'), strict=False):
        resized += [(flavor, new) for flavor in _servers([old])]
    return Demand(
        tuple(_servers(query.getlist('made'))), tuple(_servers(query.getlist('deleted'))), tuple(resized[:MAX_SERVERS])
    )


def _counted(flavors: Iterable[str]) -> list[str]:
    return [f'{number}:{flavor}' for flavor, number in Counter(flavors).items()]


def _servers(entries: list[str]) -> list[str]:
    found: list[str] = []
    for entry in entries[:MAX_SERVERS]:
        number, _colon, flavor = entry.partition(':')
        if number.isascii() and number.isdigit() and len(number) < 4:
            found += [flavor] * int(number)
    return found[:MAX_SERVERS]
