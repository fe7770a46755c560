"""Checks of the project's quotas against the whole change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.components.checks.finding import FINE, OBSTACLE, UNKNOWN, Finding
from murano_panel.domain.cloud import Found
from murano_panel.domain.model import quota
from murano_panel.domain.model.quota import Demand, Outlook, Size, Usage
from murano_panel.domain.records import ObjectModel

# Methods of CloudServices.
FLAVORS, COMPUTE, VOLUMES, NETWORKS = 'flavors', 'compute_usage', 'volume_usage', 'network_usage'
_OF_VOLUMES, _OF_NETWORKS = ('volumes', 'gigabytes'), ('floating_ips', 'security_groups')


class Change:
    """What a draft does to the quotas of the environment's own region."""

    def __init__(self, committed: Sequence[ObjectModel], present: Sequence[ObjectModel], region: str | None) -> None:
        self.servers: Demand = quota.demand(committed, present, region=region)
        self.others = quota.growth_beside_servers(committed, present, region=region)

    def wanted(self) -> list[str]:
        """What has to be asked for; nothing for what does not change."""
        asked = [FLAVORS, COMPUTE] if self.servers else []
        asked += [VOLUMES] * any(self.others[name] for name in _OF_VOLUMES)
        return asked + [NETWORKS] * any(self.others[name] for name in _OF_NETWORKS)

    def outlook(self, said: Mapping[str, Found[Any]]) -> list[Outlook]:
        """What will be used of each resource that services told of."""
        flavors = said.get(FLAVORS, Found())
        sizes = {key: Size(item.vcpus, item.ram_mb) for item in flavors.items for key in (item.id, item.name)}
        usages: list[Usage] = [
            usage for name in (COMPUTE, VOLUMES, NETWORKS) for usage in said.get(name, Found()).items
        ]
        return quota.outlook(usages, sizes, self.servers, self.others)


def quota_findings(said: Mapping[str, Found[Any]], outlook: Sequence[Outlook]) -> Iterator[Finding]:
    """``said``: what services answered, by the names of ``Change.wanted()``; ``outlook`` is made of it."""
    for name, found in said.items():
        if found.unavailable and name != FLAVORS:
            yield Finding(UNKNOWN, _('Quota: %s') % found.unavailable)
    exceeded = [item for item in outlook if item.exceeded]
    for item in exceeded:
        shown = {'resource': _(item.label), 'after': item.shown['after'], 'limit': item.shown['limit']}
        yield Finding(
            OBSTACLE,
            _('%(resource)s: %(after)s are needed, the quota is %(limit)s.') % shown,
            _('Take something out, delete what is no longer needed, or ask for a larger quota.'),
        )
    if outlook and not exceeded:
        yield Finding(FINE, _('The quotas are large enough.'))
