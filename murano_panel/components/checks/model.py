"""Checks of the draft by itself: names, references, who else is at it. No call."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from murano_panel.components import deployable
from murano_panel.components.checks.finding import FINE, OBSTACLE, WARNING, Finding, place
from murano_panel.domain.model import object_model
from murano_panel.domain.model.consequences import SHRINKS, STUCK, Consequences
from murano_panel.domain.model.object_model import component_id, component_name
from murano_panel.domain.model.servers import ANYWHERE, Server, servers_of
from murano_panel.domain.records import Draft, Environment, ObjectModel
from murano_panel.domain.state import environment as status
from murano_panel.web import busy


def state_findings(committed: Environment, draft: Draft | None) -> Iterator[Finding]:
    """Whether the environment can be deployed at all now."""
    refusal = busy.refusal_now(committed)
    if refusal:
        yield Finding(OBSTACLE, str(refusal.reason), _('Wait for the end, then make your changes again.'))
    elif status.has_others_draft(committed, draft):
        yield Finding(
            WARNING,
            _('Somebody has another undeployed draft of this environment.'),
            _('Who deploys first wins: the other one has to apply the changes again.'),
        )
    else:
        yield Finding(FINE, _('Nothing runs in this environment.'))


def model_findings(
    committed: Sequence[ObjectModel],
    present: Sequence[ObjectModel],
    done: Consequences,
    names: Mapping[str, str],
    *,
    changes_nothing: bool,
) -> Iterator[Finding]:
    """Whether the draft fits together. done: what deploying it does."""
    found = [
        *_references(committed, present, names),
        *_failures([*committed, *present], done, names),
        *_names(present, names),
        *_host_names(present, names),
    ]
    if changes_nothing:
        found.insert(0, Finding(WARNING, deployable.nothing_changed(has_draft=True).reason))
    yield from found
    if not found and present:
        yield Finding(FINE, _('Names are told apart, and components refer only to what is there.'))


def _references(
    committed: Sequence[ObjectModel], present: Sequence[ObjectModel], names: Mapping[str, str]
) -> Iterator[Finding]:
    dangling = object_model.dangling(committed, present)
    if dangling:
        refusal = deployable.dangling()
        places = tuple(place(item, names[component_id(item)]) for item in present if component_id(item) in dangling)
        yield Finding(OBSTACLE, refusal.reason, refusal.advice, places)


def _failures(components: Sequence[ObjectModel], done: Consequences, names: Mapping[str, str]) -> Iterator[Finding]:
    """What Heat cannot do with what is there."""
    by_id = {component_id(item): item for item in components}
    for own_id, found in done.items():
        here = (place(by_id[own_id], names[own_id]),)
        for item in found:
            said = {'name': item.name, 'old': item.old, 'new': item.new}
            if item.kind == SHRINKS:
                yield Finding(
                    OBSTACLE,
                    _('The volume "%(name)s" cannot shrink from %(old)s to %(new)s GB.') % said,
                    _('Leave it as large as it is.'),
                    here,
                )
            elif item.kind == STUCK:
                yield Finding(
                    OBSTACLE,
                    _('The volume "%(name)s" cannot be taken from a server that stays.') % said,
                    _('Murano leaves its attachment in the stack. Leave it there, or remove the server as well.'),
                    here,
                )


def _names(present: Sequence[ObjectModel], names: Mapping[str, str]) -> Iterator[Finding]:
    called = defaultdict(list)
    for component in present:
        called[component_name(component)].append(component)
    for name, twins in called.items():
        if twins[1:]:
            yield Finding(
                WARNING,
                _('%(count)d components are called "%(name)s".') % {'count': len(twins), 'name': name},
                _('They can be deployed. Names of their own tell them apart.'),
                tuple(place(item, names[component_id(item)]) for item in twins),
            )


def _host_names(present: Sequence[ObjectModel], names: Mapping[str, str]) -> Iterator[Finding]:
    """Murano keeps the servers of an environment and region in one stack, by their names."""
    called: dict[tuple[str, str], dict[int, Server]] = defaultdict(dict)
    for server in servers_of(present, ANYWHERE).values():
        name, region = server.part.get('name'), server.part.get('regionName')
        if isinstance(name, str) and name:
            # Replicas that are to be made share the object that describes them, and are numbered by their class.
            called[name, region if isinstance(region, str) else ''][id(server.part)] = server
    for (name, _own_region), twins in called.items():
        if len(twins) > 1:
            owners = {component_id(server.component): server.component for server in twins.values()}
            yield Finding(
                OBSTACLE,
                _('%(count)d servers are called "%(name)s": Murano would make a single one of them.')
                % {'count': len(twins), 'name': name},
                _('Give each server a host name of its own.'),
                tuple(place(item, names[own_id]) for own_id, item in owners.items()),
            )
