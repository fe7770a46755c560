"""Checks of the project's quotas against the whole change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.components.checks.finding import FINE, OBSTACLE, UNKNOWN, Finding
from murano_panel.domain.cloud import Found
from murano_panel.domain.model import quota
from murano_panel.domain.model.object_model import component_id, component_name
from murano_panel.domain.model.quota import Demand, Outlook, Size, Usage
from murano_panel.domain.records import ObjectModel

# Methods of CloudServices.
FLAVORS, COMPUTE, VOLUMES, NETWORKS = 'flavors', 'compute_usage', 'volume_usage', 'network_usage'
_OF_VOLUMES, _OF_NETWORKS = ('volumes', 'gigabytes'), ('floating_ips', 'security_groups')
# What flavors tell.
_OF_FLAVORS = ('cores', 'ram')


class Change:
    """What a draft does to the quotas of the environment's own region."""

    def __init__(self, committed: Sequence[ObjectModel], present: Sequence[ObjectModel], region: str | None) -> None:
        self.servers: Demand = quota.demand(committed, present, region=region)
        self.others = quota.growth_beside_servers(committed, present, region=region)
        self._replaced, self._replaced_volumes = quota.replaced(committed, present, region=region)
        self._elsewhere = quota.other_regions(present, region)
        self._templates = list(_changed_templates(committed, present))

    def wanted(self) -> list[str]:
        """What has to be asked for; nothing for what does not change."""
        asked = [FLAVORS, COMPUTE] if self.servers or self._replaced else []
        asked += [VOLUMES] * any(self.others[name] or self._replaced_volumes.get(name) for name in _OF_VOLUMES)
        return asked + [NETWORKS] * any(self.others[name] for name in _OF_NETWORKS)

    def outlook(self, said: Mapping[str, Found[Any]]) -> list[Outlook]:
        """What will be used of each resource that services told of. ``said``: by the names of ``wanted()``."""
        return quota.outlook(_usages(said), _sizes(said), self.servers, self.others)

    def findings(self, said: Mapping[str, Found[Any]], outlook: Sequence[Outlook]) -> Iterator[Finding]:
        """``outlook`` is what ``outlook()`` makes of the same."""
        unknown = list(self._unknown(said))
        yield from unknown
        exceeded = [item for item in outlook if item.exceeded]
        for item in exceeded:
            advice = _('Take something out, delete what is no longer needed, or ask for a larger quota.')
            yield Finding(
                OBSTACLE, _('%(resource)s: %(after)s are needed, the quota is %(limit)s.') % _shown(item), advice
            )
        over = {item.usage.resource for item in exceeded}
        meanwhile = [item for item in self._meanwhile(said) if item.exceeded and item.usage.resource not in over]
        for item in meanwhile:
            text = _('%(resource)s: %(after)s are needed for a while, the quota is %(limit)s.') % _shown(item)
            advice = _('What takes the place of a server or volume is made before the old one is deleted.')
            yield Finding(OBSTACLE, text, advice)
        if outlook and not exceeded and not meanwhile:
            # That a flavor is not known is said beside the flavors.
            without_size = quota.unknown(_sizes(said), self.servers)
            known = [item for item in outlook if not (without_size and item.usage.resource in _OF_FLAVORS)]
            if known == list(outlook) and not unknown:
                yield Finding(FINE, _('The quotas are large enough.'))
            elif known:
                labels = ', '.join(_(item.label) for item in known)
                yield Finding(FINE, _('These quotas are large enough: %s') % labels)

    def _meanwhile(self, said: Mapping[str, Found[Any]]) -> list[Outlook]:
        servers = Demand(self.servers.made + self._replaced.made, self.servers.deleted, self.servers.resized)
        others = {name: number + self._replaced_volumes.get(name, 0) for name, number in self.others.items()}
        return quota.outlook(_usages(said), _sizes(said), servers, others)

    def _unknown(self, said: Mapping[str, Found[Any]]) -> Iterator[Finding]:
        for name, found in said.items():
            if found.unavailable and name != FLAVORS:
                yield Finding(UNKNOWN, _('Quota: %s') % found.unavailable)
        if self._elsewhere:
            yield Finding(UNKNOWN, _('Quotas of other regions: %s') % ', '.join(self._elsewhere))
        if self._templates:
            text = _('Quotas: what Heat templates make is not counted: %s')
            yield Finding(UNKNOWN, text % ', '.join(map(component_name, self._templates)))


def _shown(item: Outlook) -> dict[str, str]:
    return {'resource': _(item.label), 'after': item.shown['after'], 'limit': item.shown['limit']}


def _usages(said: Mapping[str, Found[Any]]) -> list[Usage]:
    return [usage for name in (COMPUTE, VOLUMES, NETWORKS) for usage in said.get(name, Found()).items]


def _sizes(said: Mapping[str, Found[Any]]) -> dict[str, Size]:
    """By name and by id."""
    flavors = said.get(FLAVORS, Found())
    return {key: Size(item.vcpus, item.ram_mb) for item in flavors.items for key in (item.id, item.name)}


def _changed_templates(committed: Sequence[ObjectModel], present: Sequence[ObjectModel]) -> Iterator[ObjectModel]:
    """Components of Heat templates that are new or given other parameters."""
    before = {component_id(item): item.get('templateParameters') for item in committed}
    for component in present:
        given = component.get('templateParameters')
        if isinstance(given, dict) and before.get(component_id(component)) != given:
            yield component
