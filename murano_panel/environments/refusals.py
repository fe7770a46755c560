"""Why the buttons of an environment are disabled, in the list and on its page."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from murano_panel.actions import refusals as actions
from murano_panel.components import deployable
from murano_panel.domain.records import Environment
from murano_panel.domain.refusal import Refusal
from murano_panel.domain.state.state import State
from murano_panel.environments.page import EnvironmentPage
from murano_panel.web import busy, rights


@dataclass(frozen=True)
class Refusals:
    """What stands against each button; None where nothing does.

    ``save``: as a blueprint. Those after ``abandon`` are on the page only.
    """

    rename: Refusal | None = None
    delete: Refusal | None = None
    abandon: Refusal | None = None
    clone: Refusal | None = None
    save: Refusal | None = None
    add: Refusal | None = None
    edit: Refusal | None = None
    remove: Refusal | None = None
    act: Refusal | None = None
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
    return replace(general, delete=general.delete or busy.why_not(environment, state))


def on_page(request: HttpRequest, page: EnvironmentPage) -> Refusals:
    """Those of the environment's own page. No call."""
    by_role = rights.why_not(request, 'update_environment')
    running = busy.why_not(page.environment, page.state)
    change = by_role or running
    deploy = rights.why_not(request, 'deploy_environment') or running
    return replace(
        in_list(by_rights(request), page.environment, page.state),
        clone=rights.why_not(request, 'create_environment') or by_role,
        save=rights.why_not(request, 'create_env_template'),
        add=change,
        edit=rights.why_not(request, 'get_package') or change,
        remove=change,
        act=actions.general(request, running, has_draft=page.draft is not None),
        discard=by_role,
        deploy=deploy or _nothing_to_deploy(page),
        deploy_again=deploy,
    )


def _nothing_to_deploy(page: EnvironmentPage) -> Refusal | None:
    if page.draft is None or not page.changes:
        return deployable.nothing_changed(has_draft=page.draft is not None)
    if any(line.missing for line in page.components):
        return deployable.dangling()
    return page.packages_refusal
