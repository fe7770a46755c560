"""What stands against deploying a draft, in one place: beside the button, and for what is sent nevertheless."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from murano_panel.components.package.providers import Provider
from murano_panel.domain.model import object_model
from murano_panel.domain.model.versions import Typed, all_typed, is_met
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.refusal import Refusal


def nothing_changed(*, has_draft: bool) -> Refusal:
    """There is nothing to deploy."""
    if has_draft:
        return _refused(_('Nothing to deploy: your draft changes nothing yet.'))
    return _refused(_('Nothing to deploy: you have no undeployed changes.'))


def dangling() -> Refusal:
    """Murano would accept it and fail later, with a message that names only ids."""
    return _refused(
        _('A component refers to one that is being removed.'),
        _('Keep that one, or edit or remove the component that refers to it.'),
    )


def without_package(
    committed: Sequence[ObjectModel], present: Sequence[ObjectModel], provider_of: Callable[[Typed], Provider | None]
) -> Refusal | None:
    """The first of ``package_refusals()``, None where nothing is known to be wrong."""
    return next((refusal for _component, refusal in package_refusals(committed, present, provider_of)), None)


def package_refusals(
    committed: Sequence[ObjectModel], present: Sequence[ObjectModel], provider_of: Callable[[Typed], Provider | None]
) -> Iterator[tuple[ObjectModel, Refusal]]:
    """The packages of components: gone, switched off, or replaced by another version since they were deployed.

    ``committed`` count too: the engine loads what was deployed, to see what goes. ``provider_of`` gives None for what
    is not known. The same may come twice.
    """
    for component, wanted in all_typed([*present, *committed]):
        found = provider_of(wanted)
        refusal = _of_package(component, wanted, found) if found else None
        if refusal:
            yield component, refusal


def _of_package(component: ObjectModel, wanted: Typed, found: Provider) -> Refusal | None:
    names = {'component': object_model.component_name(component), 'name': found.name, 'class': wanted.class_name}
    if found.is_disabled:
        return _refused(
            _('"%(component)s" cannot be deployed: its application "%(name)s" is disabled in the catalog.') % names,
            _('Ask the owner of the package to enable it, or remove the component.'),
        )
    if not found.is_there:
        # Others may lie in a folder of the engine's, as Murano's own often do; of this one it is known that it came out
        # of the catalog.
        if wanted.is_fixed or wanted.is_core or not object_model.remembered(component):
            return None
        return _refused(
            _('"%(component)s" cannot be deployed: no package in the catalog provides "%(class)s" (any more).') % names,
            _('Ask the owner of the package to make it available again, or remove the component.'),
        )
    if wanted.is_fixed and found.version is not None and not is_met(wanted.asked, found.version):
        return _refused(
            _(
                '"%(component)s" was deployed with version %(old)s of the package "%(name)s", and the catalog has '
                'version %(new)s by now: Murano would break down over that, and lock the environment for good.'
            )
            % {**names, 'old': wanted.asked, 'new': found.version},
            _(
                'Ask the owner of the package to import the version %(old)s again. If that cannot be had, abandon the '
                'environment and make a new one.'
            )
            % {'old': wanted.asked},
        )
    return None


def _refused(reason: str, advice: str = '') -> Refusal:
    return Refusal(_('This cannot be deployed'), reason, advice, kind='not-deployable')
