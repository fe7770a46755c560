"""The methods of objects that a package offers as actions: which there are, and what people call them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model import secrets
from murano_panel.domain.model.object_model import component_id, component_name, header, objects
from murano_panel.domain.model.words import in_words
from murano_panel.domain.records import ID, Deployment, ObjectModel

MAX_TITLE = 80
MAX_DESCRIPTION = 500
# Of one component. Models come from anywhere.
MAX_OFFERED = 100
# The methods that our addresses accept, as a regular expression.
METHOD = '[A-Za-z_][0-9A-Za-z_]{0,63}'
_METHOD = re.compile(METHOD)
_ID = re.compile(ID)


@dataclass(frozen=True)
class OfferedAction:
    """An action as the engine noted it with its object at the last deployment. All texts are the package's: untrusted.

    object_id: a component, or an object within it, which is then called ``part``. is_enabled: the package allows it.
    """

    object_id: str
    method: str
    title: str
    description: str = ''
    help: str = ''
    part: str = ''
    is_enabled: bool = True

    @property
    def id(self) -> str:
        """Murano's own name for it."""
        return f'{self.object_id}_{self.method}'


def offered_by(component: ObjectModel) -> list[OfferedAction]:
    """Those of a component and of the objects within it, in their author's order."""
    found: list[OfferedAction] = []
    for part in objects(component):
        name = '' if component_id(part) == component_id(component) else component_name(part)[:MAX_TITLE]
        for action in _of_object(part, name):
            if len(found) == MAX_OFFERED:
                return found
            found.append(action)
    return found


def find_offered(
    components: Iterable[ObjectModel], object_id: str, method: str
) -> tuple[ObjectModel, OfferedAction] | None:
    """(component, action); None where no component offers it."""
    component = find_owner(components, object_id)
    found = next((item for item in offered_by(component or {}) if item.id == f'{object_id}_{method}'), None)
    return (component, found) if component and found else None


def _of_object(part: ObjectModel, name: str) -> Iterator[OfferedAction]:
    own_id, listed = component_id(part), header(part).get('_actions')
    if not isinstance(listed, dict) or not _ID.fullmatch(own_id):
        return
    for key, about in listed.items():
        method = about.get('name') if isinstance(about, dict) else None
        # Murano finds an action by its key alone.
        if not isinstance(method, str) or not _METHOD.fullmatch(method) or key != f'{own_id}_{method}':
            continue
        yield OfferedAction(
            own_id,
            method,
            _title(about.get('title'), method),
            _text(about.get('description')),
            _text(about.get('helpText')),
            name,
            is_enabled=bool(about.get('enabled', True)),
        )


def masked_arguments(deployment: Deployment) -> dict[str, Any]:
    """What an action was given, without secrets: Murano keeps and shows these as they are."""
    action = deployment.action
    if action is None:
        return {}
    found = find_owner(deployment.components, action.object_id)
    masked: dict[str, Any] = secrets.masked(action.arguments, '', secrets.recorded(found) if found else ())
    return masked


def find_owner(components: Iterable[ObjectModel], own_id: str) -> ObjectModel | None:
    """The component that an object is part of, or is itself."""
    return next(
        (component for component in components if any(component_id(part) == own_id for part in objects(component))),
        None,
    )


def action_title(deployment: Deployment) -> str:
    """What its action is called, '' for a deployment or a deletion."""
    if deployment.action is None or deployment.is_deploy:
        return ''
    return title_of(deployment.components, deployment.action.object_id, deployment.action.method)


def title_of(components: Iterable[ObjectModel], object_id: str, method: str) -> str:
    """The title that an author gave to a method, else its name in words. Untrusted text."""
    owner = next(
        (part for component in components for part in objects(component) if component_id(part) == object_id), {}
    )
    listed = header(owner).get('_actions')
    found = listed.get(f'{object_id}_{method}') if isinstance(listed, dict) else None
    return _title(found.get('title') if isinstance(found, dict) else None, method)


def _title(title: object, method: str) -> str:
    # Without a title of its own Murano repeats the name.
    is_own = isinstance(title, str) and title.strip() and title != method
    return str(title)[:MAX_TITLE] if is_own else in_words(method)


def _text(value: object) -> str:
    return value[:MAX_DESCRIPTION].strip() if isinstance(value, str) else ''
