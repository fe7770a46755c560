"""Why a form cannot be shown or sent. Each is raised where it is found; the view's base answers with it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.domain.records import Blueprint, Deployment, Environment, Package
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.dynamic_ui import ExpressionError, NoKeyManager, Problem
from murano_panel.web import failures
from murano_panel.web.addresses import BLUEPRINT
from murano_panel.web.busy import reason as busy_reason


def _refused(title: str, reason: str, advice: str, **more: Any) -> Refused:
    return Refused(Refusal(title, reason, advice, **more))


class NotNow(Refused):
    """What forbids it may pass: whoever gets it in answer to a form that was sent keeps the answers."""


def _catalog_link() -> tuple[str, str]:
    return reverse('horizon:app-catalog:catalog:index'), _('Back to the catalog')


def environment_link(environment_id: str) -> tuple[str, str]:
    """Its address, and what to call it."""
    return reverse('horizon:app-catalog:environments:detail', args=[environment_id]), _('Open the environment')


def application_link(package_id: str) -> tuple[str, str]:
    """The address of its page in the catalog, and what to call it."""
    return reverse('horizon:app-catalog:catalog:detail', args=[package_id]), _('About the application')


def no_form(package: Package, error: errors.ApiError | None = None) -> Refused:
    """Neither a form of its own nor a class of which one could be made; ``error`` is what Murano says of that."""
    said = str(error or '').strip().rstrip('.')
    if not package.class_names:
        reason = _('The package "%s" brings no form and no class, so that there is nothing to add.') % package.name
    elif said:
        reason = _('The package "%(name)s" brings no form, and none can be made from its class: %(reason)s.') % {
            'name': package.name,
            'reason': said,
        }
    else:
        reason = (
            _('The package "%s" brings no form, and Murano knows no class from which one could be made.') % package.name
        )
    return _refused(
        _('This application cannot be added'),
        reason,
        _('Tell its author; a form of its own (UI/ui.yaml) or a class that Murano can read is needed.'),
        status=422,
        kind='no-form',
        links=[
            application_link(package.id),
            _catalog_link(),
        ],
    )


def why_not_usable(package: Package) -> Refusal | None:
    """What stands against adding it, before anything of it is looked at; None where nothing does."""
    links = [application_link(package.id)]
    title = _('This application cannot be added')
    if not package.enabled:
        return Refusal(
            title,
            _('This application is disabled: somebody has switched it off in the catalog.'),
            _('Ask the owner of the package to enable it.'),
            kind='disabled',
            links=[*links, _catalog_link()],
        )
    if package.type == 'Library':
        return Refusal(
            title,
            _('This is a library: it is there for other packages to use, and is no application of its own.'),
            kind='library',
            status=422,
            links=[*links, _catalog_link()],
        )
    return None


def require_usable(package: Package) -> None:
    """Raises NotNow for a package that nobody can add now: who gets it in answer to a form keeps the answers."""
    refusal = why_not_usable(package)
    if refusal:
        raise NotNow(refusal)


def faulty_form(package: Package, problems: Iterable[Problem]) -> Refused:
    """Its author's fault, told place by place."""
    return _refused(
        _('The form of this application is faulty'),
        _('The package "%s" brings a form that cannot be used.') % package.name,
        _('Tell its author what was found:'),
        status=422,
        kind='faulty-form',
        links=[_catalog_link()],
        problems=list(problems),
    )


def failed_expression(package: Package, error: ExpressionError) -> Refused:
    """What the form computes could not be: its author's fault, or that of whoever configured no key manager."""
    if not isinstance(error, NoKeyManager):
        return faulty_form(package, [error.as_problem()])
    return _refused(
        _('This application cannot be added'),
        _('The package "%s" encrypts secrets, and no key manager is configured for this dashboard.') % package.name,
        _('Ask your administrator for one. Nothing was changed.'),
        status=422,
        kind='no-key-manager',
        links=[_catalog_link()],
    )


def failed_preparation(package: Package, error: errors.ApiError) -> Refused:
    """The package's ParametersSource failed, within Murano.

    A class or a method that is not there, or that takes other arguments, will not be there the next time either.
    """
    is_permanent = isinstance(error, errors.NotFound | errors.Invalid)
    return _refused(
        _('The form could not be prepared'),
        _('The package "%(name)s" computes parts of its form itself, and that failed: %(reason)s')
        % {'name': package.name, 'reason': error},
        _('Tell its author.') if is_permanent else _('Try again. If it stays like this, tell its author.'),
        status=422 if is_permanent else 502,
        kind='faulty-form',
        links=[_catalog_link()],
    )


def busy(environment: Environment, running: Deployment | None = None) -> NotNow:
    """``running`` is the deployment in the way, where it is known: it can be watched."""
    links = [environment_link(environment.id)]
    if running:
        watch = reverse('horizon:app-catalog:environments:deployment', args=[environment.id, running.id])
        links.insert(0, (watch, _('Watch the deployment')))
    return NotNow(
        failures.refusal(
            errors.Busy,
            busy_reason(environment),
            links=links,
            since=running.started if running else None,
        )
    )


def outdated(environment: Environment) -> NotNow:
    """The user's draft was overtaken; what is added or edited now would go into another one, without its changes."""
    return NotNow(
        failures.refusal(
            errors.Outdated,
            _('The environment "%s" was deployed after you had begun to change it.') % environment.name,
            advice=_('Open the environment: there you can apply your changes again or discard them. Then try again.'),
            links=[environment_link(environment.id)],
        )
    )


def component_gone(environment: Environment) -> Refused:
    """There is nothing (left) to edit."""
    return _refused(
        _('This component is not here (any more)'),
        _('The environment "%s" has no such component: it may have been removed, or its draft discarded.')
        % environment.name,
        _('Open the environment to see what it consists of now.'),
        status=404,
        kind='not-found',
        links=[environment_link(environment.id)],
    )


def blueprint_link(blueprint_id: str) -> tuple[str, str]:
    """Its address, and what to call it."""
    return reverse(BLUEPRINT, args=[blueprint_id]), _('Open the blueprint')


def part_gone(blueprint: Blueprint) -> NotNow:
    """There is nothing (left) to edit in a blueprint, which somebody else has changed; who has typed keeps it."""
    return NotNow(
        Refusal(
            _('This component is not here (any more)'),
            _('The blueprint "%s" has no such component: somebody may have removed it meanwhile.') % blueprint.name,
            _('Open the blueprint to see what it consists of now.'),
            status=404,
            kind='not-found',
            links=[blueprint_link(blueprint.id)],
        )
    )


def package_gone(home: tuple[str, str], class_name: str) -> Refused:
    """Deleted, or made private by another project."""
    return _refused(
        _('The package of this component is gone'),
        _('No package that you can use defines "%s" (any more), so there is no form to edit it with.') % class_name,
        _('Ask the owner of the package to make it available again.'),
        kind='no-form',
        links=[home],
    )


def not_editable(home: tuple[str, str], reason: object, class_form: str) -> Refused:
    """``class_form``: the address of the form that is made from the component's class."""
    return _refused(
        _('This component cannot be edited with the form of its application'),
        str(reason),
        _('You can edit its properties one by one, in a form made from its class.'),
        kind='not-editable',
        links=[(class_form, _('Edit the properties')), home],
    )


def too_deep(home: tuple[str, str]) -> Refused:
    """Packages may need each other in a circle."""
    return _refused(
        _('Too many forms on top of each other'),
        _('The answers of so many unfinished forms cannot be kept.'),
        _('Add one of the required applications first, by itself, then begin anew.'),
        kind='too-deep',
        links=[home, _catalog_link()],
    )


def too_long(home: tuple[str, str]) -> Refused:
    """Web servers would refuse the next request, and nobody would know why."""
    return _refused(
        _('These answers are too long'),
        _('The answers of all steps together cannot be kept in the page.'),
        _('Go back with your browser and shorten them.'),
        status=413,
        kind='too-long',
        links=[home, _catalog_link()],
    )
