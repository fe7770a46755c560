"""Opening, keeping and ending drafts, so that no view can leak a Murano session or forget a cookie.

What a request does with drafts is noted with it. When its response is known, the cookies follow by themselves; when
there is none, or it tells of a failure, the sessions that this request had opened are ended.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.api import breaker, drafts, environments, errors
from murano_panel.domain.records import Draft, Environment, ObjectModel
from murano_panel.domain.state.environment import is_valid
from murano_panel.drafts import cookie, pressed
from murano_panel.drafts.seen import Seen
from murano_panel.web import responses

LOG = logging.getLogger(__name__)

_NOTES = 'murano_panel_drafts'


@dataclass(frozen=True)
class _Note:
    """draft: that this request has opened, None where it has ended one. stays: even when the request fails."""

    draft: Draft | None
    stays: bool = False


Notes = dict[str, _Note]


def known(request: HttpRequest, environment_id: str) -> Draft | None:
    """The user's draft of the environment that this browser knows, valid or not. No call."""
    return cookie.read(request, environment_id)


def all_known(request: HttpRequest) -> list[Draft]:
    """All drafts of the user in this project that this browser knows, the oldest first. No call."""
    return cookie.read_all(request)


def valid(request: HttpRequest, environment: Environment) -> Draft | None:
    """The user's draft of the environment if Murano would still deploy it. No call."""
    draft = known(request, environment.id)
    return draft if draft and is_valid(draft, environment) else None


@contextmanager
def writing(request: HttpRequest, seen: Seen) -> Iterator[Draft]:
    """The draft to write into: the valid one, else a new one, which is ended when the block raises.

    A draft that has become outdated is discarded for it. Raises Busy while something runs, and TooManyDrafts. No call
    for a valid draft, else one or two.
    """
    environment_id = seen.environment.id
    note = _notes(request).get(environment_id)
    draft = seen.draft or (note and note.draft)
    if draft:
        yield draft
        return
    require_room(request, environment_id)
    with _opened(request, environment_id) as draft:
        if seen.outdated:
            _discarded(request, seen.outdated)
        yield draft


def replace_components(request: HttpRequest, seen: Seen, components: Sequence[ObjectModel]) -> None:
    """Writes all components of the draft anew, as they follow from those that were ``seen``. One call, and writing()'s.

    Murano replaces no single component. Raises as ``writing()``, and Outdated.
    """
    with writing(request, seen) as draft:
        if draft.base_version > seen.environment.version:
            # The components at hand are older than the draft that was just opened: they would undo that deployment.
            raise errors.Outdated(_('The environment was deployed at this very moment.'))
        drafts.replace_components(request, draft, components)


def write(
    request: HttpRequest, seen: Seen, components: Sequence[ObjectModel], operations: Sequence[Mapping[str, Any]] = ()
) -> Draft:
    """All components, and what is to be changed of the environment itself: the draft has both, or neither if it is new.

    The calls of ``replace_components()``, and two more with ``operations``. Raises as that.
    """
    with writing(request, seen) as draft:
        replace_components(request, seen, components)
        if operations:
            change_environment(request, seen, operations)
    return draft


def require_room(request: HttpRequest, environment_id: str = '') -> None:
    """Raises TooManyDrafts where this browser cannot hold another draft, of that environment or of a new one."""
    others = [other for other in all_known(request) if other.environment_id != environment_id]
    most = conf.get('DRAFT_MAX_COUNT')
    if len(others) >= most:
        raise errors.TooManyDrafts(_('This browser already holds %(count)d of your drafts.') % {'count': most})


def change_environment(request: HttpRequest, seen: Seen, operations: Sequence[Mapping[str, Any]]) -> None:
    """Changes the environment's own object in the draft; pages then compare it, too. Two calls, and writing()'s.

    Raises as ``replace_components()``.
    """
    with writing(request, seen) as draft:
        if draft.base_version > seen.environment.version:
            raise errors.Outdated(_('The environment was deployed at this very moment.'))
        drafts.change_environment(request, draft, operations)
        notes, marked = _notes(request), replace(draft, changes_environment=True)
        # One that was there before stays, whatever becomes of this request.
        notes[draft.environment_id] = _Note(marked, stays=seen.draft is not None)


def deploy(request: HttpRequest, draft: Draft) -> None:
    """Starts the deployment of a draft, which ends it. One call, one more if the answer is lost.

    Raises Busy, Outdated.
    """
    _start(request, draft)
    forget(request, draft.environment_id)


def deploy_as_it_is(request: HttpRequest, environment_id: str) -> None:
    """Deploys the environment once more, unchanged, beside whatever draft the user has. Raises Busy.

    Two calls, one more if the answer is lost.
    """
    lost = None
    with _opened(request, environment_id) as draft:
        try:
            _start(request, draft)
            del _notes(request)[environment_id]
        except errors.Unavailable as error:
            if not error.maybe_done:
                raise
            # To end a draft that is being deployed could end more; one that is not stays the user's.
            lost, _notes(request)[environment_id] = error, _Note(draft, stays=True)
    if lost:
        raise lost


def _start(request: HttpRequest, draft: Draft) -> None:
    """As ``drafts.deploy()``. Where its answer is lost, Murano is asked whether the draft is being deployed."""
    try:
        drafts.deploy(request, draft)
    except errors.Unavailable as error:
        if not error.maybe_done:
            raise
        is_deployed = _is_being_deployed(request, draft)
        if is_deployed is None or error.code is None:
            # What was never answered may still arrive.
            pressed.note(draft, is_certain=False)
        if not is_deployed:
            error.maybe_done = is_deployed is None or error.code is None
            raise
    pressed.note(draft, is_certain=True)


def _is_being_deployed(request: HttpRequest, draft: Draft) -> bool | None:
    """None where nobody knows, or something has been deployed. One call, which does not wait for long."""
    try:
        with breaker.polling():
            environment = environments.get(request, draft.environment_id)
    except errors.ApiError as error:
        LOG.info('Whether environment %s is being deployed is not known: %s', draft.environment_id, error)
        return None
    if environment.acquired_by == draft.session_id:
        return True
    return None if environment.busy or environment.version != draft.base_version else False


def discard(request: HttpRequest, draft: Draft) -> None:
    """Ends a draft. One call. Raises Busy when it is being deployed."""
    drafts.discard(request, draft)
    forget(request, draft.environment_id)


def forget(request: HttpRequest, environment_id: str) -> None:
    """For a draft that is over: deployed, discarded, or its environment is gone. No call."""
    _notes(request)[environment_id] = _Note(None)


def forget_gone(request: HttpRequest, listed: Iterable[Environment]) -> None:
    """Forgets a draft whose environment is gone. Where ``listed`` has all of them: no call.

    That a list lacks one says little, and a forgotten draft stays open for ever. So Murano is asked for it: one call
    more, for the oldest such draft alone; the next page asks for the next one.
    """
    ids = {environment.id for environment in listed}
    missing = next((draft for draft in all_known(request) if draft.environment_id not in ids), None)
    if missing is None:
        return
    try:
        environments.get(request, missing.environment_id)
    except errors.NotFound:
        forget(request, missing.environment_id)
    except errors.ApiError as error:
        LOG.info('Whether environment %s is gone is not known: %s', missing.environment_id, error)


def _notes(request: HttpRequest) -> Notes:
    notes: Notes | None = getattr(request, _NOTES, None)
    if notes is None:
        notes = {}
        responses.when_settled(request, lambda response: _settle(request, response))
        setattr(request, _NOTES, notes)
    return notes


def _settle(request: HttpRequest, response: HttpResponseBase | None) -> None:
    failed = response is None or response.status_code >= 400
    for environment_id, note in _notes(request).items():
        # Nobody would know of what a failed request has opened, and it would keep the environment "pending" for ever.
        if note.draft and failed and not note.stays and _discarded(request, note.draft):
            continue
        if response and note.draft:
            cookie.write(response, request, note.draft)
        elif response:
            cookie.delete(response, request, environment_id)


@contextmanager
def _opened(request: HttpRequest, environment_id: str) -> Iterator[Draft]:
    """A new session, noted as the user's draft; ended again when the block raises.

    One that cannot be ended stays the user's, to be discarded later. What was in one that was ended is not done.
    """
    notes = _notes(request)
    draft = drafts.open(request, environment_id)
    notes[environment_id] = _Note(draft)
    try:
        yield draft
    except BaseException as error:
        if not _discarded(request, draft):
            notes[environment_id] = _Note(draft, stays=True)
            raise
        notes.pop(environment_id, None)
        if isinstance(error, errors.ApiError):
            error.maybe_done = False
        raise


def _discarded(request: HttpRequest, draft: Draft) -> bool:
    """Whether it was ended. What failed instead is told elsewhere; here it is only logged."""
    try:
        drafts.discard(request, draft)
    except errors.ApiError as error:
        LOG.warning('A draft of environment %s could not be discarded: %s', draft.environment_id, error)
        return False
    return True
