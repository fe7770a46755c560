"""Comparing two deployments of an environment, or one of them with what is deployed or with the user's draft."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import environments
from murano_panel.deployments.compare import models, page
from murano_panel.deployments.compare.sides import Asked
from murano_panel.domain.records import ID
from murano_panel.web import rights, sketches
from murano_panel.web.addresses import COMPARE, DEPLOYMENTS, ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class CompareView(GuardedView):
    """``from``, ``to``: ids of deployments, ``now`` or ``draft``; without them the newest one and the one before it.

    Four calls: the environment, its deployments, the reports of both. One once both are long over and somebody has
    compared them; a draft costs one more, as does a class of which it is not known what it gives out, once.
    """

    rights = ('show_environment', 'list_deployments', 'statuses_deployments')

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        found = models.read(request, environment, Asked.from_address(request.GET))
        told = page.progress_of(request, environment, found.compared) if found.compared else {}
        sides = page.sides(environment, found, told) if found.compared else []
        context = {
            'page_title': _('Compare deployments'),
            'custom_breadcrumb': [(literal(environment.name), self.back())],
            'environment': environment,
            'asked': found.asked,
            'is_same': found.asked.before == found.asked.after,
            'choices': page.choices(request, environment, found),
            'compared': found.compared,
            'picture': sketches.drawn(found.compared.sketch) if found.compared else None,
            'sides': sides,
            'notes': page.notes(environment, found, sides),
            'runs': page.runs(found.asked, told),
            'why_not_restore': rights.why_not(request, 'update_environment'),
        }
        return render(request, 'murano_panel/deployments/compare.html', context)


class ChosenView(GuardedView):
    """The two rows that were ticked in the history, the newest first: ``deployment`` is ``environment/deployment``.

    No call.
    """

    rights = ('list_deployments', 'statuses_deployments')

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = [text.partition('/') for text in request.GET.getlist('deployment')]
        ids = [own_id for environment_id, _slash, own_id in chosen for own_id in (environment_id, own_id)]
        if len(chosen) != 2 or not all(re.fullmatch(ID, own_id) for own_id in ids):
            messages.info(request, _('Tick two deployments of one environment to compare them.'))
            return redirect(DEPLOYMENTS)
        if ids[0] != ids[2]:
            messages.info(request, _('These are deployments of two environments: only those of one can be compared.'))
            return redirect(DEPLOYMENTS)
        return redirect(reverse(COMPARE, args=[ids[0]]) + Asked(ids[3], ids[1]).address)
