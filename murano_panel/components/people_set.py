"""An environment's components as people have set them: what clones, blueprints and files take along."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.api import deployments
from murano_panel.components.package import inputs
from murano_panel.domain.model.copying import as_people_set, in_doubt, left_in_doubt, with_drafted
from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.deployed_details import Place
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.web.summaries import has_history


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
