"""What the page of an environment shows, from at most three calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from murano_panel.api import environments
from murano_panel.components import deployable
from murano_panel.components.package import providers
from murano_panel.domain.model import quota
from murano_panel.domain.model.changes import ComponentChange
from murano_panel.domain.model.quota import Demand
from murano_panel.domain.model.versions import all_typed
from murano_panel.domain.records import Deployment, Draft, Environment, Report
from murano_panel.domain.refusal import Refusal
from murano_panel.domain.state import environment as status
from murano_panel.domain.state.state import State
from murano_panel.domain.state.summary import Summary
from murano_panel.domain.state.verdict import Verdict
from murano_panel.drafts import as_shown, kept, seen
from murano_panel.environments import past, quota_query, stamp
from murano_panel.environments.component_lines import ComponentLine, component_lines
from murano_panel.environments.past import Past
from murano_panel.web import applications, notices, now, started, times, watched
from murano_panel.web.applications import Application
from murano_panel.web.latest import remember
from murano_panel.web.paging import ROWS_PER_PAGE
from murano_panel.web.started import UNKNOWN, Start, Starts


@dataclass(frozen=True)
class DeploymentLine:
    """One of the latest deployments, and its ``state`` as far as is known now.

    All that a row shows: see ``rendering.Row``. started: HTML of a time. start: by whom, and going back to what.
    """

    summary: Summary
    state: State
    started: SafeString
    start: Start
    # Reasons, which may hold secrets, are not shown.
    is_kept: bool = True


@dataclass(frozen=True)
class EnvironmentPage:
    """``environment`` has the components of the draft, of what is being deployed, or those deployed.

    told: the verdict on the latest deployment, None without any; what its reports tell is left out beside a draft.
    reports: those of the latest deployment, None where they were not read.
    others_draft: somebody has an undeployed draft, and it is none that this browser knows.
    stamp: by which the page finds out later that the environment has changed.
    deployments: the latest ones. past: what is known of all.
    draft: the user's valid one. lost_draft: one that another deployment made void. draft_gone: Murano has lost it.
    draft_deployed: the browser still remembers one that was deployed.
    saved: the draft's changes without secrets, for the browser to keep.
    kept: by which the browser tells later whose changes it kept, and whether they have arrived.
    shown: by which "Deploy" tells whether the draft is still what this page shows.
    demand: the servers that deploying the draft makes and deletes.
    packages_refusal: what is known to be wrong with the packages of its components, where a draft could be deployed.
    """

    environment: Environment
    state: State
    told: Verdict | None
    reports: Sequence[Report] | None
    others_draft: bool
    stamp: str
    components: list[ComponentLine]
    deployments: list[DeploymentLine]
    past: Past
    running: Deployment | None
    changes: list[ComponentChange]
    draft: Draft | None
    lost_draft: Draft | None
    draft_gone: bool
    draft_deployed: bool
    saved: dict[str, Any] | None
    kept: dict[str, Any]
    shown: str
    demand: Demand
    packages_refusal: Refusal | None = None

    @property
    def latest(self) -> Deployment | None:
        """The newest deployment."""
        return self.past.latest

    @property
    def changes_in_view(self) -> list[ComponentChange]:
        """Those that the draft's bar lists; the others are told in their components' rows."""
        return self.changes[:ROWS_PER_PAGE]

    @property
    def changes_out_of_view(self) -> int:
        """How many more there are."""
        return len(self.changes) - len(self.changes_in_view)

    @property
    def notice(self) -> str:
        """What to say of a deployment that may never end, '' for others."""
        return notices.notice(self.state)

    @property
    def failed(self) -> ComponentLine | None:
        """The component to be edited, as the latest deployment failed because of it."""
        if self.told is None or self.told.reason is None or not self.told.deployment.is_deploy:
            return None
        if not self.told.state.has_failed:
            return None
        guilty = self.told.reason.component_id
        return next((line for line in self.components if line.id == guilty and not line.state.is_removed), None)

    @property
    def demand_query(self) -> str:
        """For the address at which the page asks what that means for the quota; '' for nothing, or too much to ask."""
        query = quota_query.packed(self.demand)
        return query if len(query) <= quota_query.MAX_CHARACTERS else ''

    @property
    def calls_left(self) -> int:
        """Of the three that a page may make."""
        return 0 if self.draft or self.reports is not None else 1

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """Where the components can be reached from outside: web addresses, then servers' floating ones; each once.

        Each comes with the name of the first component that has it.
        """
        has = [(line.name, line.resources) for line in self.components if line.resources]
        links = [(link.url, name) for name, found in has for link in found.links]
        floating = [
            (ip.ip, name) for name, found in has for server in found.servers for ip in server.addresses if ip.floating
        ]
        first: dict[str, str] = {}
        for address, name in links + floating:
            first.setdefault(address, name)
        return list(first.items())

    @property
    def server_count(self) -> int:
        """Servers that the components have in the cloud, as far as models tell."""
        return sum(len(line.resources.servers) for line in self.components if line.resources)

    @property
    def is_comparable(self) -> bool:
        """Whether there is anything of it in the cloud that could have gone, and nothing at work on it."""
        return not self.environment.busy and any(line.is_in_cloud for line in self.components)

    @property
    def has_references(self) -> bool:
        """Whether the column of what components use is there at all."""
        return any(line.points_to or line.missing for line in self.components)


def read(request: HttpRequest, environment_id: str, *, may_learn: bool = False) -> EnvironmentPage:
    """Three calls at most: the environment, what is new of its deployments, and the draft, or what is reported.

    One more with a draft that changes the environment itself, where the cache has forgotten what is deployed of that.

    may_learn: the third one, where it is left, may tell an application that nobody has seen yet. Raises NotFound.
    """
    committed = environments.get(request, environment_id)
    watched.note_environment(request, committed)
    mine = seen.read_beside(request, committed)
    draft = mine.draft
    before = past.read(request, committed)
    told, reports = _verdict(request, committed, before.latest, may_ask=draft is None)
    shown = _as_deployed(committed, told) if committed.busy and told else mine.environment
    present = [*committed.components, *shown.components]
    known: Mapping[str, Application] = applications.known(request, present)
    if may_learn and draft is None and reports is None and not mine.gone:
        known = applications.learned(request, present, known)
    catalog = applications.names_in(known)
    changed = mine.changes(committed, catalog)
    return EnvironmentPage(
        environment=shown,
        state=status.environment_state(committed, draft=draft, latest=told),
        told=told,
        reports=reports,
        others_draft=status.has_others_draft(committed, draft),
        stamp=stamp.of(committed),
        components=component_lines(committed, shown, changed, before, told, known),
        deployments=_deployment_lines(before, told, started.recall(request.user.project_id, [environment_id])),
        past=before,
        running=before.running if committed.busy else None,
        changes=changed,
        draft=draft,
        lost_draft=mine.outdated,
        draft_gone=mine.gone,
        draft_deployed=mine.deployed,
        saved=kept.of_draft(request, committed, mine),
        kept=kept.of_environment(request, shown),
        shown=as_shown.seal(request, mine),
        demand=quota.demand(committed.components, shown.components, region=request.user.services_region)
        if changed
        else Demand(),
        packages_refusal=believed_refusal(
            request, committed, shown, may_ask=may_learn and before.is_recalled and not mine.own
        )
        if changed
        else None,
    )


def believed_refusal(
    request: HttpRequest, committed: Environment, shown: Environment, *, may_ask: bool = False
) -> Refusal | None:
    """What is believed of packages; one call, if one may be made, for what was wrong, or seen longest ago."""
    wanted = {
        providers.name_of(item): item for _component, item in all_typed([*shown.components, *committed.components])
    }
    known = providers.believed(request, wanted.values())
    # A call for the archive is not left: of what was never read, nobody knows the version.
    if may_ask and wanted:
        doubtful = min(
            wanted, key=lambda name: (known[name].is_there, known[name].at) if name in known else (True, 0.0)
        )
        found = providers.Providers(request, archives=False).of(wanted[doubtful])
        known |= {doubtful: found} if found else {}
    return deployable.without_package(
        committed.components, shown.components, lambda item: known.get(providers.name_of(item))
    )


def _verdict(
    request: HttpRequest, committed: Environment, latest: Deployment | None, *, may_ask: bool
) -> tuple[Verdict | None, Sequence[Report] | None]:
    """The verdict on the latest deployment, and its reports. One call, if one may be made and it tells anything."""
    if latest is None:
        return None, None
    reports = None
    told = now.verdict(latest, components=committed.components)
    # What went well has nothing more to tell; the call is spared.
    if may_ask and (told.state.is_running or told.state.is_bad):
        reports = watched.reports_of(request, latest)
        told = now.verdict(latest, reports, components=committed.components)
        remember(committed, told)
    return told, reports


def _as_deployed(committed: Environment, told: Verdict) -> Environment:
    """With the components as what runs was given them, secrets masked; a deletion is given none."""
    given = told.deployment.components if told.deployment.finished is None else ()
    return replace(committed, components=given or committed.components)


def _deployment_lines(before: Past, told: Verdict | None, starts: Starts) -> list[DeploymentLine]:
    return [
        DeploymentLine(
            summary,
            told.state if told and summary.id == told.deployment.id else summary.state,
            times.element(summary.started),
            starts.get(summary.id, UNKNOWN),
        )
        for summary in before.rows
    ]
