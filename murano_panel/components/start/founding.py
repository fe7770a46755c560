"""The environment of a form that was accepted, with all that it was filled in for; and what it is before."""

from django.http import HttpRequest
from django.utils import timezone

from murano_panel.api import environments, errors
from murano_panel.components.new_environment import default_networks
from murano_panel.components.state import FormState, NewEnvironment
from murano_panel.components.target.draft import DraftTarget
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import founding, seen
from murano_panel.drafts.founding import NameTaken, Wanted
from murano_panel.drafts.seen import Seen


class NewTarget(DraftTarget):
    """An environment that is not there yet: nothing is written before all of it is."""

    kind = 'new'
    adds_at_once = False


def target_of(request: HttpRequest, new: NewEnvironment) -> NewTarget:
    """The environment as it will be. No call."""
    now = timezone.now()
    project_id = request.user.project_id
    environment = Environment(
        id='', name=new.name, project_id=project_id, status='ready', version=0, created=now, updated=now
    )
    return NewTarget(Seen(environment))


def made_before(request: HttpRequest, state: FormState) -> str:
    """The id of what the same form has made already, '' where there is nothing any more. No call, or one."""
    made = founding.known(request, state.component_id)
    if made:
        try:
            return environments.get(request, made).id
        except errors.NotFound:
            founding.forget(request, state.component_id)
    return ''


def found(request: HttpRequest, state: FormState, component: ObjectModel, chosen: dict[str, str]) -> str:
    """The id of the environment, with the component, and those of the forms on top, in the user's draft.

    Three calls; two more where the name is taken, as the same form may have taken it. Raises as ``founding.found()``.
    """
    new = state.new_environment
    assert new
    wanted = Wanted(
        # A form has one component, from its beginning.
        key=state.component_id,
        name=chosen['name'],
        networks=default_networks(chosen.get('network')),
        region=chosen.get('region') or '',
        components=[*state.bottom.together, component],
    )
    try:
        return founding.found(request, wanted)
    except NameTaken:
        made = _of_this_form(request, wanted)
        if made:
            return made
        raise


def _of_this_form(request: HttpRequest, wanted: Wanted) -> str:
    """The id of the environment of that name, if it has the component of this form; '' as far as nobody knows."""
    try:
        named = next((item for item in environments.list_all(request) if item.name == wanted.name), None)
        present = seen.read(request, named.id).environment.components if named else ()
    except errors.Expired:
        raise
    except errors.ApiError:
        return ''
    return named.id if named and object_model.find(present, wanted.key) else ''
