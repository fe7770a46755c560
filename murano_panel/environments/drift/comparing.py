"""What an environment has by its model, held against what the cloud has: asked for after its pages are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import breaker, cloud
from murano_panel.api.together import ask_together
from murano_panel.domain.cloud import Found, Listing
from murano_panel.domain.model import drift
from murano_panel.domain.model.drift import Expected
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.networks import home_regions, own_networks
from murano_panel.domain.records import Environment
from murano_panel.drafts import own_object
from murano_panel.environments.drift.words import CALLED, Told, told

# Of very many that are gone the first ones tell all there is to tell.
MAX_SHOWN = 50


@dataclass(frozen=True)
class Compared:
    """``count``: of the things that were looked for. reasons: why others could not be compared."""

    told: Sequence[Told]
    more: int
    count: int
    reasons: Sequence[str]


def compare(request: HttpRequest, committed: Environment, component_id: str = '') -> Compared:
    """One listing of each service that something was made in, all at once. Raises Expired and what Murano refuses.

    component_id: of the only component that is looked at, '' for all and what they have in common.
    """
    if not committed.components:
        return Compared((), 0, 0, ())
    with breaker.polling():
        own = own_object.deployed(request, committed)
        things = drift.expected(committed.components, own_networks(own))
        things = [thing for thing in things if component_id in ('', thing.component_id)]
        here, elsewhere = _by_region(things, home_regions(own), request.user.services_region)
        said = _listings(request, here)
    found = drift.drifts(here, said)
    names = told_apart(committed.components)
    shown = [told(item, names) for item in found[:MAX_SHOWN]]
    reasons = [*_away(said), *_cut(drift.unseen(here, said)), *elsewhere]
    return Compared(shown, len(found) - len(shown), len(here), reasons)


def _by_region(things: Sequence[Expected], homes: Sequence[str], region: str) -> tuple[list[Expected], list[str]]:
    """Those in Horizon's region, and what to say of others. homes: where those may be that do not say their region."""
    home = (homes[0] if len(homes) == 1 else '') if homes else region
    where = {thing: thing.region or home for thing in things}
    others = dict.fromkeys(name for name in where.values() if name != region)
    reasons = [_elsewhere(name) if name else _somewhere(homes) for name in others]
    return [thing for thing in things if where[thing] == region], reasons


def _elsewhere(region: str) -> str:
    return _('What is in the region "%s" was not compared: choose that region at the top of the page.') % region


def _somewhere(regions: Sequence[str]) -> str:
    text = _('What does not say in which region it is was not compared: the environment has several, %s.')
    return text % ', '.join(regions)


def _listings(request: HttpRequest, things: Sequence[Expected]) -> dict[str, Found[Listing]]:
    wanted = [kind for kind in drift.KINDS if any(thing.what == kind for thing in things)]
    said = ask_together([partial(cloud.listing_of, request, kind) for kind in wanted])
    return dict(zip(wanted, said, strict=True))


def _away(said: Mapping[str, Found[Listing]]) -> Iterator[str]:
    for kind, found in said.items():
        if found.unavailable:
            yield f'{CALLED[kind]}: {found.unavailable}'


def _cut(unseen: Sequence[Expected]) -> Iterator[str]:
    for kind in drift.KINDS:
        names = [thing.name for thing in unseen if thing.what == kind]
        if names:
            text = _('%(what)s: the cloud does not list all that there are; these may be there: %(names)s')
            yield text % {'what': CALLED[kind], 'names': ', '.join(names[:5]) + (', …' if len(names) > 5 else '')}
