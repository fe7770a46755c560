"""A new archive of a package in place of the old one.

Murano takes no class twice in a project, so that the old package has to go before the new one comes. It is fetched
first, and put back where the new one is refused.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.domain.records import Package
from murano_panel.web import answers


class NotReplaced(Exception):
    """``str()`` tells the user why, and what is there now."""


def replace(request: HttpRequest, old: Package, content: bytes) -> Package:
    """The new package: what was decided here about the old one (categories, tags, who sees it) holds for it, too.

    Three calls; one or two more where something is refused, or an answer is lost. Raises NotReplaced.
    """
    try:
        kept = package_api.download(request, old.id)
        _delete(request, old)
    except errors.Expired:
        raise
    except errors.ApiError as error:
        raise NotReplaced(answers.sentence(error, _('Nothing was replaced'))) from error
    try:
        return _upload(request, old, content)
    except errors.ApiError as error:
        refused = answers.sentence(error, _('The new package was refused'))
        raise NotReplaced(f'{refused} {_put_back(request, old, kept)}') from error


def _delete(request: HttpRequest, old: Package) -> None:
    try:
        package_api.delete(request, old.id)
    except errors.ApiError as error:
        if not error.maybe_done or _own(request, old.fqn):
            raise


def _upload(request: HttpRequest, old: Package, content: bytes) -> Package:
    try:
        return package_api.upload(
            request,
            content,
            is_public=old.is_public,
            enabled=old.enabled,
            categories=old.categories,
            tags=old.tags,
        )
    except errors.ApiError as error:
        found = _own(request, old.fqn) if error.maybe_done else None
        if found is None:
            raise
        return found


def _own(request: HttpRequest, fqn: str) -> Package | None:
    """The project's own package of this name, None without one: tells of a lost answer whether the change was made."""
    found = package_api.by_fqn(request, fqn)
    return next((package for package in found if package.owner_id == request.user.project_id), None)


def _put_back(request: HttpRequest, old: Package, kept: bytes) -> str:
    try:
        back = _upload(request, old, kept)
        package_api.update(request, back.id, name=old.name, description=old.description)
    except errors.ApiError as error:
        return answers.sentence(error, _('And the old one could not be put back: import it again'))
    return _('The old one was put back.')
