"""The review of a draft: what deploying it changes, piece by piece, before it is deployed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.drafts import store
from murano_panel.environments.review import page
from murano_panel.environments.review.query import KINDS, ReviewQuery
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class ReviewView(GuardedView):
    """Two calls, three to learn applications, or with a draft that is gone."""

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        shown = page.read(request, environment_id, ReviewQuery.read(environment_id, request.GET))
        if shown.mine.gone or shown.mine.deployed:
            store.forget(request, environment_id)
        context = {
            'page_title': _('Review changes'),
            'custom_breadcrumb': [(literal(shown.environment.name), self.back())],
            'environment': shown.environment,
            'page': shown,
            'kinds': KINDS.items(),
        }
        return render(request, 'murano_panel/environments/review/page.html', context)
