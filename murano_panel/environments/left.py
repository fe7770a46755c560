"""What an environment has in the cloud as Heat knows it, above all what a failed deployment has left behind."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import cloud, environments
from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.stacks import Stack
from murano_panel.domain.state.failure import innermost
from murano_panel.environments.cloud_links import LeftResource, left_resource, stack_page
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView

# Of one stack, those that failed first.
MAX_SHOWN = 50


@dataclass(frozen=True)
class LeftStack:
    """A stack with the page of it, why it failed, and what it consists of; ``more`` is not shown."""

    found: Stack
    url: str
    reason: str
    resources: tuple[LeftResource, ...]
    more: int


class LeftView(GuardedView):
    """The page. One call to Murano, and to Heat one and one for each stack."""

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        # Proves that it belongs to the project.
        environment = environments.get(request, environment_id)
        found = cloud.stacks_of(request, environment_id)
        context = {
            'page_title': _('What is in the cloud'),
            'custom_breadcrumb': [(literal(environment.name), self.back())],
            'environment': environment,
            'stacks': [_shown(request, stack) for stack in found.items],
            'unavailable': found.unavailable,
        }
        return render(request, 'murano_panel/environments/left.html', context)


def _shown(request: HttpRequest, stack: Stack) -> LeftStack:
    return LeftStack(
        found=stack,
        url=stack_page(request, stack.id),
        reason=without_secrets(innermost(stack.reason)) if stack.is_bad else '',
        resources=tuple(left_resource(request, item) for item in stack.resources[:MAX_SHOWN]),
        more=max(0, len(stack.resources) - MAX_SHOWN),
    )
