"""What a failed call means to the user: the one table of sentences, from errors and words to refusals."""

from dataclasses import replace
from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from murano_panel.api import errors
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.web.addresses import DRAFTS

# What a view's base turns into an answer.
ANSWERED = (errors.ApiError, Refused)

_MAYBE_DONE = _('It is not known whether this was done: look at what is there before you try again.')

TOO_MUCH = Refusal(
    _('This is too much'),
    _('What was sent is larger than this dashboard takes.'),
    advice=_('Go back with your browser and send less.'),
    kind='too-long',
    status=413,
)

# By class of error, the most specific one first; a refusal of ours that means the same uses the same words.
_BY_ERROR: dict[type[errors.ApiError], Refusal] = {
    errors.NotFound: Refusal(
        _('This is not here (any more)'),
        _('It may have been deleted by somebody else, or belong to another project.'),
        advice=_('Go back to the list.'),
        kind='not-found',
        status=404,
    ),
    errors.Busy: Refusal(
        _('Something is running right now'),
        advice=_('Open the environment to see what it is doing.'),
        kind='busy',
    ),
    errors.Outdated: Refusal(
        _('Your draft is no longer valid'),
        advice=_(
            'The environment was deployed meanwhile, or the draft was deployed or discarded. '
            'Open the environment and make the change again.'
        ),
        kind='outdated',
    ),
    errors.ActionGone: Refusal(
        _('This action is not offered any more'),
        advice=_('Open the component to see which actions it offers now.'),
        kind='action-gone',
    ),
    errors.TooManyDrafts: Refusal(
        _('You have too many drafts'),
        advice=_('Discard one that you no longer need, under "My drafts" in another tab. Then press the button again.'),
        kind='too-many-drafts',
        links=[(reverse_lazy(DRAFTS), _('Choose a draft to discard'))],
    ),
    errors.Conflict: Refusal(
        _('This clashes with what is there already'),
        advice=_('Look at the current state, then try again, perhaps under another name.'),
        kind='conflict',
    ),
    errors.NotOwner: Refusal(
        _('This draft belongs to another user'),
        advice=_('Open the environment and start a draft of your own.'),
        kind='not-owner',
    ),
    errors.Forbidden: Refusal(
        _('You may not do this'),
        advice=_('Ask an administrator for the role that allows it.'),
        kind='forbidden',
        status=403,
    ),
    errors.Invalid: Refusal(
        _('Murano refused this'),
        advice=_('Check what was entered, then try again.'),
        kind='invalid',
        status=400,
    ),
    errors.Expired: Refusal(
        _('Your login has ended'),
        advice=_('Log in again; what you typed here stays on this page until you leave it.'),
        kind='expired',
        status=401,
    ),
    errors.NotEncrypted: Refusal(
        _('Not saved: a secret could not be encrypted'),
        advice=_('Try again in a moment. If it stays like this, tell your administrator.'),
        kind='not-encrypted',
        status=503,
    ),
    errors.Unopened: Refusal(
        _('Nothing was changed'),
        advice=_(
            'Nothing of this was done: try again. Murano may have opened an empty draft that nobody can find; '
            'it forbids nothing, and goes with the next deployment.'
        ),
        kind='unopened',
        status=503,
    ),
    errors.GlanceUnavailable: Refusal(
        _('The image service does not answer'),
        advice=_('Try again in a moment. If it stays like this, tell your administrator.'),
        kind='unavailable',
        status=503,
    ),
    errors.Resting: Refusal(
        _('Murano does not answer'),
        advice=_('If it stays like this, tell your administrator.'),
        kind='resting',
        status=503,
    ),
    errors.Unreadable: Refusal(
        _('Murano answered something unreadable'),
        advice=_('Try again in a moment. If it stays like this, tell your administrator.'),
        kind='unreadable',
        status=503,
    ),
    errors.Unavailable: Refusal(
        _('Murano does not answer'),
        advice=_('Try again in a moment. If it stays like this, tell your administrator.'),
        kind='unavailable',
        status=503,
    ),
    errors.ApiError: Refusal(
        _('Something went wrong'),
        advice=_('Try again in a moment.'),
        kind='error',
        status=502,
    ),
}


def refusal(family: type[errors.ApiError], reason: str, **more: Any) -> Refusal:
    """A refusal that means what an error of this class means; ``more`` are fields of Refusal that are told better."""
    return replace(_BY_ERROR[family], reason=reason, **more)


def refusal_of(error: Exception) -> Refusal:
    """What an exception of ANSWERED says to the user; its own text is the reason where it has one.

    Not so where something is not found: strangers would learn from the words, or from a missing request id, what does
    not exist and what merely is not theirs.
    """
    if isinstance(error, Refused):
        return error.refusal
    found = next(found for family, found in _BY_ERROR.items() if isinstance(error, family))
    if isinstance(error, errors.NotFound):
        return found
    # What Keystone calls the end of a login is for developers.
    own_words = '' if isinstance(error, errors.Expired) else str(error).strip()
    return replace(
        found,
        reason=own_words or str(found.title),
        advice=_MAYBE_DONE if getattr(error, 'maybe_done', False) else found.advice,
        request_id=getattr(error, 'request_id', None),
        again_s=getattr(error, 'again_s', None),
    )
