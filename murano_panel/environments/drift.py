"""What an environment has by its model, held against what the cloud has: asked for after its pages are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from horizon.utils.http import is_ajax

from murano_panel.api import breaker, cloud, environments
from murano_panel.api.together import ask_together
from murano_panel.domain.cloud import Found, Listing
from murano_panel.domain.model import drift
from murano_panel.domain.model.cloud_names import NETWORK
from murano_panel.domain.model.consequences import SERVER, STACK, VOLUME
from murano_panel.domain.model.drift import FAILED, GONE, MOVED, Drift, Expected
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.networks import home_regions, own_networks
from murano_panel.domain.records import Environment
from murano_panel.drafts import own_object
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView

# Of very many that are gone the first ones tell all there is to tell.
MAX_SHOWN = 50
_CALLED = {
    SERVER: gettext_lazy('Servers'),
    VOLUME: gettext_lazy('Volumes'),
    NETWORK: gettext_lazy('Networks'),
    STACK: gettext_lazy('Stacks'),
}
# (what is wrong, in a word): of a mark.
_MARKS = {GONE: gettext_lazy('Gone'), FAILED: gettext_lazy('Failed'), MOVED: gettext_lazy('Other address')}
# (kind of drift, what has drifted): what it says.
_TOLD = {
    (GONE, SERVER): gettext_lazy('The server "%(name)s" is not in the cloud any more.'),
    (GONE, VOLUME): gettext_lazy('The volume "%(name)s" is not in the cloud any more.'),
    (GONE, NETWORK): gettext_lazy('The network "%(name)s" is not in the cloud any more.'),
    (GONE, STACK): gettext_lazy('The stack "%(name)s" is not in the cloud any more.'),
    (FAILED, SERVER): gettext_lazy('The server "%(name)s" is there, but its state is "%(now)s".'),
    (FAILED, VOLUME): gettext_lazy('The volume "%(name)s" is there, but its state is "%(now)s".'),
    (FAILED, STACK): gettext_lazy('The stack "%(name)s" is there, but its state is "%(now)s".'),
    (MOVED, SERVER): gettext_lazy('The server "%(name)s" does not have %(old)s any more, but %(now)s.'),
}
_ADVICE = {
    (GONE, SERVER): gettext_lazy(
        'Deploying again as it is fails: for Heat the server is still there. Give the server another name in its form, '
        'then deploy: it is made anew, without what was on it.'
    ),
    (GONE, VOLUME): gettext_lazy(
        'Deploying again as it is ends well, but does not make it anew; for Heat it is still there, and it refuses '
        'to attach it to another server.'
    ),
    (MOVED, SERVER): gettext_lazy('Deploy again: Murano then notes the addresses that it has now.'),
}


@dataclass(frozen=True)
class Told:
    """A thing that has drifted, in words. component: what it is called, '' for the environment itself."""

    drift: Drift
    component: str
    mark: str
    text: str
    advice: str


@dataclass(frozen=True)
class Compared:
    """``count``: of the things that were looked for. reasons: why others could not be compared."""

    told: Sequence[Told]
    more: int
    count: int
    reasons: Sequence[str]


class DriftView(GuardedView):
    """A part of a page for scripts, else a page. Two calls to Murano at most, one to each service it has things in."""

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        context = {
            'page_title': _('Compared with the cloud'),
            'custom_breadcrumb': [(literal(committed.name), self.back())],
            'environment': committed,
            # What is being made or deleted is neither here nor there.
            'compared': None if committed.busy else compare(request, committed),
            'again': request.path,
        }
        template = '_drift.html' if is_ajax(request) else 'drift.html'
        answer = render(request, f'murano_panel/environments/{template}', context)
        patch_vary_headers(answer, ['X-Requested-With'])
        return answer


def compare(request: HttpRequest, committed: Environment) -> Compared:
    """One listing of each service that something was made in, all at once. Raises Expired and what Murano refuses."""
    if not committed.components:
        return Compared((), 0, 0, ())
    with breaker.polling():
        own = own_object.deployed(request, committed)
        things = drift.expected(committed.components, own_networks(own))
        here, elsewhere = _by_region(things, home_regions(own), request.user.services_region)
        said = _listings(request, here)
    found = drift.drifts(here, said)
    names = told_apart(committed.components)
    told = [_told(item, names.get(item.thing.component_id, '')) for item in found[:MAX_SHOWN]]
    reasons = [*_away(said), *_cut(drift.unseen(here, said)), *elsewhere]
    return Compared(told, len(found) - len(told), len(here), reasons)


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
            yield f'{_CALLED[kind]}: {found.unavailable}'


def _cut(unseen: Sequence[Expected]) -> Iterator[str]:
    for kind in drift.KINDS:
        names = [thing.name for thing in unseen if thing.what == kind]
        if names:
            text = _('%(what)s: the cloud does not list all that there are; these may be there: %(names)s')
            yield text % {'what': _CALLED[kind], 'names': ', '.join(names[:5]) + (', …' if len(names) > 5 else '')}


def _told(found: Drift, component: str) -> Told:
    thing = found.thing
    template = _TOLD.get((found.kind, thing.what), _TOLD[GONE, thing.what])
    text = str(template) % {'name': thing.name, 'now': found.now, 'old': found.old}
    return Told(found, component, str(_MARKS[found.kind]), text, _advice(found))


def _advice(found: Drift) -> str:
    """What was tried, on the full cloud: docs/topology.md. Of the rest nothing is promised."""
    return str(_ADVICE.get((found.kind, found.thing.what), ''))
