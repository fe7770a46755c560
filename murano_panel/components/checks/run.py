"""All checks before a deployment, in a bounded time: what is away or slow is said to be unchecked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import breaker
from murano_panel.api.cloud import CloudServices
from murano_panel.api.together import ask_together
from murano_panel.components.checks import cloud, environment_network, model, packages, quotas, values
from murano_panel.components.checks.finding import WARNING, Finding, Findings, by_kind, place
from murano_panel.components.package import manifests
from murano_panel.components.package.providers import Providers
from murano_panel.domain.cloud import Found
from murano_panel.domain.model import cloud_names
from murano_panel.domain.model.consequences import consequences
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.quota import Outlook
from murano_panel.domain.model.versions import Typed, typed
from murano_panel.domain.package.classes import ClassDefinition
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts.seen import Seen


@dataclass(frozen=True)
class Checked:
    """What was found, the worst first, and what will be used of the quotas."""

    findings: Sequence[Findings]
    quota: Sequence[Outlook]

    def count(self, kind: str) -> int:
        """How many there are of a kind."""
        return sum(len(item.shown) + item.more for item in self.findings if item.kind == kind)


def check(request: HttpRequest, committed: Environment, mine: Seen) -> Checked:
    """Calls: one for each package, as ``Providers``; one for the environment's network, where it is not known.

    Of the cloud one list of each kind that is named, and its quotas. Raises Expired, and nothing else.
    """
    before, present = committed.components, mine.environment.components
    names, done = told_apart([*before, *present]), consequences(before, present)
    with breaker.polling():
        providers = Providers(request)
        found = [
            *model.state_findings(committed, mine.draft),
            *model.model_findings(before, present, done, names, changes_nothing=mine.changes_nothing(committed)),
            *packages.package_findings(before, present, mine.draft, providers, names),
            *values.value_findings(present, names, lambda item: _classes(request, providers, item)),
        ]
        named = list(cloud_names.names_in(before, present, lambda item: _constraints(request, providers, item)))
        change = quotas.Change(before, present, request.user.services_region)
        regions = set(getattr(request.user, 'available_services_regions', ()) or ())
        here = [item for item in named if not item.region or item.region in regions]
        networks = environment_network.Joined(request, committed, mine)
        said = _asked(
            request, [*cloud.wanted_lists(here), *networks.wanted_lists(), *((name, '') for name in change.wanted())]
        )
        of_quota = {name: said[name, ''] for name in change.wanted()}
        outlook = change.outlook(of_quota)
        found += cloud.cloud_findings(
            request,
            here,
            said,
            names,
            is_first=not before and not committed.version,
            is_pushed=any(item.is_new for item in named) or bool(done),
        )
        found += networks.findings(said)
        found += _regions(named, regions, names)
        found += change.findings(of_quota, outlook)
    return Checked(by_kind(found), outlook)


def _asked(request: HttpRequest, lists: Sequence[cloud.List]) -> dict[cloud.List, Found[Any]]:
    """What the cloud says of each, all at once; each is asked for once."""
    services, once = CloudServices(request), list(dict.fromkeys(lists))
    asked = [partial(getattr(services, name), region or None) for name, region in once]
    return dict(zip(once, ask_together(asked), strict=True))


def _classes(request: HttpRequest, providers: Providers, wanted: Typed) -> Mapping[str, ClassDefinition]:
    """Of the package that is used for it, as far as it was read."""
    package = providers.known(wanted)
    return {item.name: item for item in manifests.known_classes(request, package)} if package else {}


def _constraints(request: HttpRequest, providers: Providers, component: ObjectModel) -> Mapping[str, str]:
    """Of the Heat template that it comes from; {} where that cannot be had."""
    wanted = typed(component.get('?'))
    package = providers.known(wanted) if wanted else None
    return manifests.constraints(request, package) if package else {}


def _regions(named: Sequence[cloud_names.CloudName], regions: set[str], names: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the regions that objects ask for are there."""
    elsewhere = {item.region: item for item in named if item.region and item.region not in regions}
    for region, item in elsewhere.items():
        here = (place(item.component, names[component_id(item.component)]),)
        yield Finding(WARNING, _('You do not see the region "%s" in this cloud.') % region, places=here)
