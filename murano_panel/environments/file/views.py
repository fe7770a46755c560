"""The file of an environment: looked at and fetched."""

from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from murano_panel.components import people_set
from murano_panel.components.people_set import Taken
from murano_panel.domain.environment_file.around import Around, open_metadata
from murano_panel.domain.environment_file.writing import Written, written
from murano_panel.domain.model import annotations
from murano_panel.domain.model.networks import joined
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts import own_object
from murano_panel.environments.file.networks import named
from murano_panel.web import answers
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class FileView(GuardedView):
    """As a page.

    The calls of ``people_set.take()``, which says what ``of`` is, and those of ``own`` and ``around_of()``.
    """

    rights = ('show_environment', 'list_deployments')

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        taken = self.taken
        context = {
            'page_title': _('Environment as a file'),
            'custom_breadcrumb': [(literal(taken.committed.name), self.back())],
            'environment': taken.committed,
            'taken': taken,
            'file': self.written,
            'hidden': sorted(annotations.entries(self.own).keys() - open_metadata(self.own).keys()),
        }
        return render(request, 'murano_panel/environments/file/page.html', context)

    @cached_property
    def taken(self) -> Taken:
        """What is written. Raises NotFound."""
        return people_set.take(self.request, self.kwargs['environment_id'], with_own=True)

    @cached_property
    def own(self) -> ObjectModel:
        """The environment's own object. One call where nobody has read it since it was deployed, without a draft."""
        taken = self.taken
        if taken.is_drafted and taken.mine.own:
            return taken.mine.own.drafted
        return own_object.deployed(self.request, taken.committed)

    @property
    def written(self) -> Written:
        """The file."""
        committed = self.taken.committed
        around = around_of(self.request, self.own)
        return written(committed.name, committed.description, self.taken.people.components, around)


def around_of(request: HttpRequest, own: ObjectModel) -> Around:
    """What the file says of the environment itself. One call to Neutron where it has joined a network."""
    # Of a cloud with one region it says nothing: the engine has filled it in.
    regions = list(request.user.available_services_regions or ())
    region = own.get('region') if len(regions) > 1 else ''
    networks = named(request, joined(own.get('defaultNetworks')))
    return Around(open_metadata(own), networks, region if isinstance(region, str) else '')


class DownloadView(FileView):
    """As a file. The same calls."""

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        text = self.written.text
        # A name of a user's may hold anything.
        name = f'{slugify(self.taken.committed.name)[:60] or "environment"}.yaml'
        return answers.attachment(text.encode('utf-8', 'backslashreplace'), name, 'application/yaml')
