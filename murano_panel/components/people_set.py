"""An environment's components as people have set them: what clones, blueprints and files take along."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.api import deployments, environments
from murano_panel.components.package import inputs
from murano_panel.domain.model.copying import as_people_set, in_doubt, left_in_doubt, with_drafted
from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.deployed_details import Place
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import seen
from murano_panel.drafts.seen import Seen
from murano_panel.web.summaries import has_history

# Which state of an environment is taken along, as ``of`` says, in an address or a form.
DRAFT, DEPLOYED = 'draft', 'deployed'


@dataclass(frozen=True)
class PeopleSet:
    """components: with the ids and the secrets of the originals.

    left_out: values that somebody may have set, or the class given out; nobody could tell.
    """

    components: list[ObjectModel]
    left_out: list[Place]


def read(request: HttpRequest, committed: Environment, drafted: Sequence[ObjectModel] | None = None) -> PeopleSet:
    """Of what is deployed, or of what the user's draft makes of that.

    One call for the deployments, where there are any, and one for each class with values that it may have given out.
    """
    present = committed.components if drafted is None else drafted
    sent = sent_first(deployments.list_for(request, committed.id)) if has_history(committed) else {}
    known = with_drafted(sent, committed.components, present)
    told = inputs.of(request, in_doubt(present, known))
    names = told_apart(present)
    return PeopleSet(
        components=as_people_set(present, known, told),
        left_out=[
            Place(names[component_id(component)], words_of(component).label((key,)))
            for component, _part, key in left_in_doubt(present, known, told)
        ],
    )


@dataclass(frozen=True)
class Taken:
    """What is taken along. drafted: how many changes the user's draft makes; of: DRAFT or DEPLOYED."""

    committed: Environment
    mine: Seen
    drafted: int
    of: str
    people: PeopleSet

    @property
    def is_drafted(self) -> bool:
        return self.of == DRAFT


def take(request: HttpRequest, environment_id: str, *, with_own: bool = False) -> Taken:
    """The user's draft, where it changes anything and ``of`` does not say otherwise, else what is deployed.

    with_own: whether changes of the environment itself, its name and metadata, are such changes. The environment, one
    call or more with a draft (``seen.read_beside()``), and those of ``read()``. Raises NotFound.
    """
    committed = environments.get(request, environment_id)
    mine = seen.read_beside(request, committed)
    drafted = sum(with_own or not change.is_environment for change in mine.changes(committed))
    asked = request.POST.get('of') or request.GET.get('of')
    of = DRAFT if drafted and asked != DEPLOYED else DEPLOYED
    people = read(request, committed, mine.environment.components if of == DRAFT else None)
    return Taken(committed, mine, drafted, of, people)
