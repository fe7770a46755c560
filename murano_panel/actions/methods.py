"""What the method behind an action takes, from the classes of the package that defines it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.components.package import manifests
from murano_panel.components.package.providers import Providers
from murano_panel.domain.model.versions import CORE, Typed
from murano_panel.domain.package.classes import ClassDefinition, Method
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.refusal import Refusal
from murano_panel.web import failures

# Classes that are looked through for a method that others inherit, and packages beside the first one.
MAX_CLASSES, MAX_FURTHER_PACKAGES = 30, 2


@dataclass(frozen=True)
class Definition:
    """``method`` as ``source``, the class in which it stands, defines it; None where it was not found.

    is_certain: everything was read, so that what was not found is not there. unread: why something was not read.
    """

    method: Method | None = None
    source: ClassDefinition | None = None
    is_certain: bool = True
    unread: Refusal | None = None

    @property
    def is_gone(self) -> bool:
        """The package that is there now has no such method."""
        return self.method is None and self.is_certain


def definition_of(request: HttpRequest, providers: Providers, wanted: Typed, method: str) -> Definition:
    """Looked for in the class, and in those that it extends.

    Two calls, one once the project has read the package within the hour; as many for each other package from which
    the method may be inherited. Raises Expired.
    """
    try:
        return _search(request, providers, wanted, method)
    except errors.Expired:
        raise
    except errors.ApiError as error:
        return Definition(is_certain=False, unread=failures.refusal_of(error))
    except BadPackage as error:
        return _unread(str(error))


def find(classes: Mapping[str, ClassDefinition], class_name: str, method: str) -> tuple[Definition, list[str]]:
    """(the definition, the classes on the way that are not among these). No call."""
    left, seen, elsewhere = [class_name], set[str](), list[str]()
    while left and len(seen) < MAX_CLASSES:
        name = left.pop(0)
        if name in seen:
            continue
        seen.add(name)
        source = classes.get(name)
        if source is None:
            elsewhere.append(name)
            continue
        found = next((item for item in source.methods if item.name == method), None)
        if found:
            return Definition(found, source), elsewhere
        left += source.extends
    return Definition(is_certain=not left), elsewhere


def _search(request: HttpRequest, providers: Providers, wanted: Typed, method: str) -> Definition:
    package = providers.package_of(wanted)
    if package is None:
        return _unread(_('No package in the catalog provides the class "%s".') % wanted.class_name)
    classes = {item.name: item for item in manifests.classes(request, package)}
    found, elsewhere = find(classes, wanted.class_name, method)
    for _number in range(MAX_FURTHER_PACKAGES):
        missing = next((name for name in elsewhere if _may_offer(name)), '')
        if found.method or not missing:
            break
        package = providers.package_of(Typed(missing, '', '0', is_fixed=False))
        read = {item.name: item for item in manifests.classes(request, package)} if package else {}
        if missing not in read:
            return _unread(_('No package in the catalog provides the class "%s".') % missing)
        classes |= read
        found, elsewhere = find(classes, wanted.class_name, method)
    is_complete = found.is_certain and not any(map(_may_offer, elsewhere))
    return replace(found, is_certain=is_complete)


def _unread(reason: str) -> Definition:
    title = _('What the action takes cannot be read')
    return Definition(is_certain=False, unread=failures.refusal(errors.Conflict, reason, title=title, advice=''))


def _may_offer(class_name: str) -> bool:
    """Classes of Murano's core package are extended by all, and offer nothing to their heirs."""
    return not class_name.startswith(f'{CORE}.') or class_name.startswith(f'{CORE}.applications.')
