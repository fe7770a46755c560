"""Why an action cannot be run, beside its button and for what is sent nevertheless."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.components import deployable
from murano_panel.components.package import providers
from murano_panel.components.package.providers import Providers
from murano_panel.domain.model.actions import OfferedAction
from murano_panel.domain.model.versions import all_typed
from murano_panel.domain.records import Environment
from murano_panel.domain.refusal import Refusal
from murano_panel.web import failures, rights


def general(request: HttpRequest, running: Refusal | None, *, has_draft: bool) -> Refusal | None:
    """What stands against all actions of an environment. running: what stands against changing it now. No call."""
    return rights.why_not(request, 'execute_action') or running or (_draft() if has_draft else None)


def of_action(action: OfferedAction) -> Refusal | None:
    """What the package itself says against one."""
    if action.is_enabled:
        return None
    return _refused(_('Its application has switched it off.'), _('It may be offered again after the next deployment.'))


def gone(title: str) -> Refusal:
    """The package that is in the catalog now has no such method."""
    reason = _('The application in the catalog has no action "%s" (any more): its package was replaced.') % title
    return failures.refusal(errors.ActionGone, reason)


def changed(title: str, address: str) -> Refusal:
    """The package was replaced while its form was filled in; ``address`` is that of the form."""
    reason = _('What "%s" takes has changed since the page was opened: its package was replaced.') % title
    again = [(address, _('Fill in the new form'))]
    return replace(_refused(reason, _('Nothing was run.')), links=again)


def of_packages(environment: Environment, found: Providers) -> Refusal | None:
    """The engine loads everything that is deployed, as it does to deploy it, and breaks down over the same.

    One call for each package that this request has not read.
    """
    components = environment.components
    return _about_running(deployable.without_package(components, components, found.of))


def of_packages_believed(request: HttpRequest, environment: Environment) -> Refusal | None:
    """The same, as far as others have found it out within the last minutes. No call."""
    components = environment.components
    known = providers.believed(request, [wanted for _component, wanted in all_typed(components)])
    return _about_running(
        deployable.without_package(components, components, lambda wanted: known.get(providers.name_of(wanted)))
    )


def _about_running(refusal: Refusal | None) -> Refusal | None:
    return refusal and replace(refusal, title=_('No action can be run'))


def _draft() -> Refusal:
    return _refused(
        _('You have undeployed changes: an action would make your draft void.'),
        _('Deploy or discard them first, on the page of the environment.'),
    )


def _refused(reason: str, advice: str) -> Refusal:
    return Refusal(_('This action cannot be run'), reason, advice, kind='not-runnable')
