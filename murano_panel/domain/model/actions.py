"""What people call the methods of objects that are offered as actions."""

from collections.abc import Iterable

from murano_panel.domain.model.object_model import component_id, header, objects
from murano_panel.domain.model.words import in_words
from murano_panel.domain.records import Deployment, ObjectModel

MAX_TITLE = 80


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
    title = found.get('title') if isinstance(found, dict) else None
    # Without a title of its own Murano repeats the name.
    is_own = isinstance(title, str) and title.strip() and title != method
    return str(title)[:MAX_TITLE] if is_own else in_words(method)
