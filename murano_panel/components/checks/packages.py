"""Checks of the packages that components are made of, by what Deploy itself would refuse."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from murano_panel.components import deployable
from murano_panel.components.checks.finding import FINE, OBSTACLE, UNKNOWN, WARNING, Finding, place
from murano_panel.components.package.providers import Provider, Providers, name_of
from murano_panel.domain.model.object_model import component_id, remembered
from murano_panel.domain.model.versions import ANY, Typed, all_typed, is_met
from murano_panel.domain.records import Draft, ObjectModel

# Seconds for all of them, as each may take a call and its archive.
SECONDS = 10.0

ProviderOf = Callable[[Typed], Provider | None]


def package_findings(
    committed: Sequence[ObjectModel],
    present: Sequence[ObjectModel],
    draft: Draft | None,
    providers: Providers,
    names: Mapping[str, str],
) -> Iterator[Finding]:
    """A call for each package, and its archive where nobody has read it; none after SECONDS."""
    provider_of = _within(SECONDS, providers.of)
    refused = list(deployable.package_refusals(committed, present, provider_of))
    for component, refusal in refused:
        yield Finding(OBSTACLE, refusal.reason, refusal.advice, (place(component, names[component_id(component)]),))
    changed = list(_changed(committed, present, draft, providers, provider_of, names))
    yield from changed
    wanted = {name_of(typed): typed for _component, typed in all_typed([*present, *committed])}
    lacking = list(_lacking(committed, present, provider_of, names))
    yield from lacking
    unknown = [typed.class_name for typed in wanted.values() if provider_of(typed) is None]
    unread = [typed.class_name for typed in wanted.values() if _is_unread(typed, provider_of(typed))]
    if unknown:
        yield Finding(UNKNOWN, _('The packages of these classes: %s') % _listed(unknown))
    if unread:
        yield Finding(UNKNOWN, _('The versions of the packages of these classes: %s') % _listed(unread))
    if wanted and not (refused or changed or lacking or unknown or unread):
        yield Finding(FINE, _('The packages of all components are there, in the versions that are wanted.'))


def _lacking(
    committed: Sequence[ObjectModel],
    present: Sequence[ObjectModel],
    provider_of: ProviderOf,
    names: Mapping[str, str],
) -> Iterator[Finding]:
    """Classes that the catalog does not have, where Deploy does not refuse them for it: a folder of the engine may."""
    users: dict[str, list[ObjectModel]] = defaultdict(list)
    for component, typed in all_typed([*present, *committed]):
        found = provider_of(typed)
        is_refused = not typed.is_fixed and remembered(component)
        if found and not (found.is_there or found.is_disabled or typed.is_core or is_refused):
            users[typed.class_name].append(component)
    for class_name, components in users.items():
        yield Finding(
            WARNING,
            _('No package in the catalog provides "%s" (any more).') % class_name,
            _('Unless Murano itself has that package in a folder, the deployment fails. Ask the owner of the package.'),
            tuple(dict.fromkeys(place(item, names[component_id(item)]) for item in components)),
        )


def _changed(
    committed: Sequence[ObjectModel],
    present: Sequence[ObjectModel],
    draft: Draft | None,
    providers: Providers,
    provider_of: ProviderOf,
    names: Mapping[str, str],
) -> Iterator[Finding]:
    """Packages that are others than those with which something was added to the draft."""
    deployed = set(map(component_id, committed))
    told: set[tuple[str, str]] = set()
    for component, typed in all_typed(present):
        own_id, found = component_id(component), provider_of(typed)
        if own_id in deployed or typed.is_core or found is None or not found.is_there or (own_id, found.name) in told:
            continue
        here = (place(component, names[own_id]),)
        said = {'name': found.name, 'old': typed.asked, 'new': found.version}
        if found.version and typed.asked != ANY and not is_met(typed.asked, found.version):
            told.add((own_id, found.name))
            yield Finding(
                WARNING,
                _('The package "%(name)s" has another version by now: %(new)s instead of %(old)s, which was added.')
                % said,
                _('It will be deployed with that one. Look through its form once more.'),
                here,
            )
            continue
        package = providers.known(typed)
        if draft and package and package.updated and package.updated > draft.opened:
            told.add((own_id, found.name))
            yield Finding(
                WARNING,
                _('The package "%(name)s" was changed after you opened your draft.') % said,
                _('Look through the form of what was added before that.'),
                here,
            )


def _is_unread(typed: Typed, found: Provider | None) -> bool:
    """Whether its archive could not be read, which alone tells the version."""
    return bool(found and found.is_there and found.version is None and not typed.is_core)


def _within(seconds: float, provider_of: ProviderOf) -> ProviderOf:
    until, known = time.monotonic() + seconds, dict[str, Provider | None]()

    def found(wanted: Typed) -> Provider | None:
        name = name_of(wanted)
        if name not in known:
            known[name] = provider_of(wanted) if time.monotonic() < until else None
        return known[name]

    return found


def _listed(names: Sequence[str], most: int = 5) -> str:
    shown = ', '.join(names[:most])
    return _('%(names)s and %(count)d more') % {'names': shown, 'count': len(names) - most} if names[most:] else shown
