"""What the views of every panel build on. The one that stands first in a list of bases acts first."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View
from horizon.utils import functions

from murano_panel import dynamic_ui
from murano_panel.api import breaker, errors
from murano_panel.domain.refusal import Refused
from murano_panel.web import answers, resend, responses, rights, turns
from murano_panel.web.addresses import ENVIRONMENTS
from murano_panel.web.failures import ANSWERED, TOO_MUCH, refusal_of


class GuardedView(View):
    """A view that checks rights, and whose refusals and API errors become a page, or JSON for scripts.

    ``rights`` are needed for every method, ``write_rights`` for those that change something as well. ``json_only``
    marks views that never answer with HTML. ``typed`` names fields, never secret ones, whose text is shown when a POST
    fails; what was typed into them, and everything that the end of the login interrupts, is kept to be sent once more.
    """

    rights: tuple[str, ...] = ()
    write_rights: tuple[str, ...] = ()
    json_only = False
    typed: tuple[str, ...] = ()

    def back(self) -> str:
        """Where the page of a failure leads."""
        return reverse(ENVIRONMENTS)

    @classmethod
    def as_view(cls, **options: Any) -> Callable[..., HttpResponseBase]:
        """Forms of other sites are refused by ``_answer()``, which also knows forms that outlive a login."""
        return csrf_exempt(super().as_view(**options))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        responses.expect(request)
        response = None
        try:
            response = self._answer(request, *args, **kwargs)
            return response
        finally:
            responses.settle(request, response)
            turns.give_back(request)

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            foreign = self._refused_as_foreign(request)
            if foreign:
                return foreign
            rights.require(request, *self.rights)
            if request.method not in ('GET', 'HEAD', 'OPTIONS'):
                rights.require(request, *self.write_rights)
            response = super().dispatch(request, *args, **kwargs)
            # Templates may still call what fails; better here than outside.
            render_now: Callable[[], HttpResponseBase] | None = getattr(response, 'render', None)
            return render_now() if render_now else response
        except ANSWERED as error:
            return self._refuse(error)

    def _refused_as_foreign(self, request: HttpRequest) -> HttpResponseBase | None:
        """Raises Refused for a form that is too large to be read."""
        try:
            return None if resend.restore(request) else resend.refused_as_foreign(request)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
            raise Refused(TOO_MUCH) from error

    def _refuse(self, error: Exception) -> HttpResponseBase:
        if self.json_only or answers.wants_json(self.request):
            return answers.json(refusal_of(error))
        return answers.page(self.request, refusal_of(error), back=self.back(), typed=self._typed(error))

    def _typed(self, error: Exception) -> dict[str, str] | None:
        """What the page shows of what it keeps, None where it keeps nothing."""
        if self.request.method != 'POST' or (isinstance(error, Refused) and error.refusal is TOO_MUCH):
            return None
        typed = {name: self.request.POST[name] for name in self.typed if self.request.POST.get(name)}
        return typed if typed or isinstance(error, errors.Expired) else None


class BoundedView(View):
    """Spends a bounded time on behalf of a package's author: evaluating a form must not hold a worker."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with dynamic_ui.work_limit(dynamic_ui.REQUEST_SECONDS):
            return super().dispatch(request, *args, **kwargs)


class BackgroundView(View):
    """A view that scripts call without the user's doing: polls. Put it first among the bases.

    Horizon prolongs the session on every request, so that a forgotten page would keep a login alive for ever, and
    writes it, which can undo what another request of the user has just written. Here the session stays as it is.
    Horizon leaves out the user's time zone for such requests; here it is set, as for pages. And they do not wait long.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.session.modified = False
        with timezone.override(functions.get_timezone(request)), breaker.polling():
            return super().dispatch(request, *args, **kwargs)
