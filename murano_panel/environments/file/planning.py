"""What becomes of a file in an environment: computed the same way when it is shown and when it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.components import asked_secrets, people_set
from murano_panel.components.asked_secrets import AskedSecret
from murano_panel.components.package.providers import Provider, Providers, name_of
from murano_panel.components.people_set import PeopleSet
from murano_panel.domain.environment_file.around import laid_over, open_metadata
from murano_panel.domain.environment_file.building import built
from murano_panel.domain.environment_file.choices import wanted, with_choices
from murano_panel.domain.environment_file.reading import Document, read
from murano_panel.domain.model.changes import ComponentChange, changes
from murano_panel.domain.model.deployed_details import Place
from murano_panel.domain.model.environment_object import changeable, environment_change, operations
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.sameness import digest
from murano_panel.domain.model.versions import Typed, all_typed, completed
from murano_panel.domain.model.withheld import with_typed
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import own_object, seen
from murano_panel.drafts.seen import Seen
from murano_panel.environments.file import offered, staying
from murano_panel.environments.file.offered import MissingList
from murano_panel.environments.file.sealed import SealedFile
from murano_panel.environments.file.staying import Stays
from murano_panel.web import applications, sketches
from murano_panel.web.sketches import Picture


@dataclass(frozen=True)
class Answers:
    """What was answered on the page. keep: what is not in the file stays. chosen: by ``Wanted.key``."""

    keep: bool
    chosen: Mapping[str, str]
    typed: Mapping[str, str]


@dataclass(frozen=True)
class Package:
    """A class whose package is not as the file was made with. ``provider``: None where there is none here."""

    wanted: Typed
    provider: Provider
    made_with: str


@dataclass(frozen=True)
class Plan:
    """``present``: the components that the file is laid over; ``mine`` None for a new environment.

    unread: classes whose packages the catalog did not tell. beyond: names of the components, and entries of the
    environment's metadata, that are there and not in the file. picture: of what uses what and, in an environment that
    is there, of what changes. own: the environment's own object, which becomes own_after. stays: what the file says of
    it, and nobody can change by now.
    """

    document: Document
    mine: Seen | None
    present: Sequence[ObjectModel]
    components: Sequence[ObjectModel]
    changes: Sequence[ComponentChange]
    asked: Sequence[AskedSecret]
    missing: MissingList
    unavailable: Sequence[str]
    packages: Sequence[Package]
    unread: Sequence[str]
    beyond: Sequence[str]
    left_out: Sequence[Place]
    picture: Picture | None
    own: ObjectModel
    own_after: ObjectModel
    stays: Sequence[Stays]

    @property
    def environment(self) -> Environment | None:
        """The one that it goes into, None for a new one."""
        return self.mine.environment if self.mine else None

    @property
    def is_change(self) -> bool:
        """Whether anything is another than it was, be it only what forms keep."""
        return list(self.components) != list(self.present) or bool(self.operations)

    @property
    def operations(self) -> Sequence[Mapping[str, Any]]:
        """What makes the environment's own object, as it is there, the one of the file."""
        return operations(self.own, self.own_after) if self.mine else ()

    @property
    def metadata(self) -> Mapping[str, Any]:
        """That of a new environment."""
        return self.document.around.metadata or {}

    @property
    def stamp(self) -> str:
        """Tells later whether what the file is laid over is still the same. To be sealed."""
        return digest([list(self.present), changeable(self.own)])


def make_plan(request: HttpRequest, file: SealedFile, answers: Answers) -> Plan:
    """Changes nothing. Raises BadFile, NotFound.

    For a new environment one call for each package, and those of offered.missing() and of secrets' forms. Laid over an
    environment: one more, one with a draft, one for its own object where nobody has read that since it was deployed,
    and those of people_set.read(). One to Neutron where the file names another network.
    """
    document = read(file.content)
    mine, people, own = _there(request, file.target) if file.target else (None, PeopleSet([], []), {})
    present = mine.environment.components if mine else ()
    made = built(document, file.seed, present, people.components, keep=answers.keep)
    before = {component_id(item): item for item in present}
    touched = [item for item in made.components if before.get(component_id(item)) != item]
    missing, unavailable = offered.missing(request, wanted(touched), answers.chosen)
    chosen = with_choices(touched, missing.choices)
    providers = Providers(request)
    asked = asked_secrets.asked(request, made.withheld, chosen, answers.typed, providers)
    ready = {
        component_id(item): completed(item, lambda own: None if own.is_core else providers.version_of(own))
        for item in with_typed(chosen, made.withheld, answers.typed)
    }
    components = [ready.get(component_id(item), item) for item in made.components]
    catalog = applications.names(request, [*present, *components])
    names = told_apart(present, catalog)
    changed = changes(present, components, catalog)
    own_after = laid_over(own, document.around, keep=answers.keep)
    of_environment = environment_change(own, own_after, mine.environment.name) if mine else None
    return Plan(
        document,
        mine,
        present,
        components,
        [of_environment, *changed] if of_environment else changed,
        asked,
        missing,
        unavailable,
        *_packages(providers, document, touched),
        [names[component_id(item)] for item in made.beyond] + _entries_beyond(own, document),
        people.left_out,
        sketches.change_picture(present, components, changed, catalog)
        if mine
        else sketches.picture(components, catalog),
        own,
        own_after,
        staying.of(request, document, mine.environment, own) if mine else (),
    )


def _entries_beyond(own: ObjectModel, document: Document) -> list[str]:
    told = document.around.metadata
    return [] if told is None else [_('Metadata: %s') % key for key in sorted(open_metadata(own).keys() - told.keys())]


def _there(request: HttpRequest, environment_id: str) -> tuple[Seen, PeopleSet, ObjectModel]:
    """The environment as the user's draft has it, what of that people have set, and its own object."""
    committed = environments.get(request, environment_id)
    mine = seen.read_beside(request, committed)
    drafted = mine.environment.components if mine.draft else None
    own = mine.own.drafted if mine.own else own_object.deployed(request, committed)
    return mine, people_set.read(request, committed, drafted), own


def _packages(
    providers: Providers, document: Document, components: Sequence[ObjectModel]
) -> tuple[list[Package], list[str]]:
    """Those that are not here, or in another version; and what is not told."""
    found: dict[str, Package] = {}
    unread: dict[str, None] = {}
    for typed in (typed for _component, typed in all_typed(components) if not typed.is_core):
        provider = providers.of(typed)
        if provider is None:
            unread[typed.class_name] = None
            continue
        made_with = document.versions.get(typed.package, '')
        is_another = bool(made_with and provider.version and provider.version != made_with)
        if not provider.is_there or is_another:
            found[name_of(typed)] = Package(typed, provider, made_with)
    return list(found.values()), list(unread)
