"""What has to be done to a response by code that does not see it.

A cookie, say, belongs to the response, while what it tells is known deep below the view. Such code leaves a hook with
the request; the base of our views calls it when there is a response, or when the view has failed to make one.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Called with the response; with None when the view raised.
Hook = Callable[[HttpResponseBase | None], None]

_HOOKS = 'murano_panel_hooks'


def expect(request: HttpRequest) -> None:
    """From now on hooks are taken: whoever says so calls ``settle()``, whatever happens."""
    setattr(request, _HOOKS, [])


def when_settled(request: HttpRequest, hook: Hook) -> None:
    """RuntimeError for a view that would never call the hook, as it does not build on GuardedView."""
    hooks: list[Hook] | None = getattr(request, _HOOKS, None)
    if hooks is None:
        raise RuntimeError('This view does not build on GuardedView, so nobody would see to its response.')
    hooks.append(hook)


def settle(request: HttpRequest, response: HttpResponseBase | None) -> None:
    """Calls the hooks, in the order in which they came."""
    for hook in getattr(request, _HOOKS):
        hook(response)
