"""Why the buttons of an environment are disabled, in the list and on its page."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.domain.records import Environment
from murano_panel.domain.refusal import Refusal
from murano_panel.domain.state.state import State
from murano_panel.environments.page import EnvironmentPage
from murano_panel.web import failures, rights


@dataclass(frozen=True)
class Refusals:
    """What stands against each button; None where nothing does. Those after ``abandon`` are on the page only."""

    rename: Refusal | None = None
    delete: Refusal | None = None
    abandon: Refusal | None = None
    add: Refusal | None = None
    edit: Refusal | None = None
    remove: Refusal | None = None
    deploy: Refusal | None = None
    deploy_again: Refusal | None = None
    discard: Refusal | None = None

    def words(self, button: str) -> str:
        """What stands against a button, '' for nothing."""
        found = getattr(self, button)
        return str(found) if found else ''

    @property
    def of_header(self) -> list[str]:
        """The reasons against the buttons at the top of the page, each once."""
        return _each_once(self.add, self.rename, self.delete, self.abandon)

    @property
    def of_draft(self) -> list[str]:
        """The reasons against the buttons of the draft, each once."""
        return _each_once(self.deploy, self.discard)


def _each_once(*refusals: Refusal | None) -> list[str]:
    return list(dict.fromkeys(str(found) for found in refusals if found))


def by_rights(request: HttpRequest) -> Refusals:
    """What the user's rights stand against, the same for every environment: asked once, however long the list is."""
    delete = rights.why_not(request, 'delete_environment')
    return Refusals(rename=rights.why_not(request, 'update_environment'), delete=delete, abandon=delete)


def in_list(general: Refusals, environment: Environment, state: State) -> Refusals:
    """Those of one row; ``general`` are those by rights. Renaming and abandoning work while something runs."""
    return replace(general, delete=general.delete or _while_busy(environment, state))


def on_page(request: HttpRequest, page: EnvironmentPage) -> Refusals:
    """Those of the environment's own page. No call."""
    by_role = rights.why_not(request, 'update_environment')
    busy = _while_busy(page.environment, page.state)
    change = by_role or busy
    deploy = rights.why_not(request, 'deploy_environment') or busy
    return replace(
        in_list(by_rights(request), page.environment, page.state),
        add=change,
        edit=rights.why_not(request, 'get_package') or change,
        remove=change,
        discard=by_role,
        deploy=deploy or _nothing_to_deploy(page),
        deploy_again=deploy,
    )


def _while_busy(environment: Environment, state: State) -> Refusal | None:
    if not environment.busy:
        return None
    if state.is_lost:
        return failures.refusal(errors.Busy, _('Its result is lost: Murano keeps it locked until it is abandoned.'))
    if state.is_silent:
        return failures.refusal(errors.Busy, _('Murano keeps it locked, though nothing has been heard for long.'))
    if environment.is_deleting:
        return failures.refusal(errors.Busy, _('It is being deleted.'))
    return failures.refusal(errors.Busy, _('A deployment or action is running. Wait until it has ended.'))


def _nothing_to_deploy(page: EnvironmentPage) -> Refusal | None:
    title = _('This cannot be deployed')
    if page.draft is None:
        return Refusal(title, _('Nothing to deploy: you have no undeployed changes.'))
    if not page.changes:
        return Refusal(title, _('Nothing to deploy: your draft changes nothing yet.'))
    if any(line.missing for line in page.components):
        # Murano would accept it and fail later, with a message that names only ids.
        return Refusal(title, _('A component refers to one that is being removed.'))
    return None
