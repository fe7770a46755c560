"""The file of an environment: looked at and fetched."""

from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.components import people_set
from murano_panel.components.people_set import PeopleSet
from murano_panel.domain.environment_file.writing import Written, written
from murano_panel.domain.records import Environment
from murano_panel.drafts import seen
from murano_panel.drafts.seen import Seen
from murano_panel.web import answers
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView

# Which state of an environment is written, as ``?of=`` says.
DRAFT, DEPLOYED = 'draft', 'deployed'


class FileView(GuardedView):
    """As a page. The environment, the draft if there is one, and what people_set.read() says.

    ``of``: DRAFT or DEPLOYED; the user's draft, if there is one, unless said otherwise.
    """

    rights = ('show_environment', 'list_deployments')

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        people, mine = self._people_set(), self.mine
        context = {
            'page_title': _('Environment as a file'),
            'custom_breadcrumb': [(literal(self.committed.name), self.back())],
            'environment': self.committed,
            'has_draft': mine.draft is not None,
            'of': self.of,
            'file': self._written(people),
            'left_out': people.left_out,
        }
        return render(request, 'murano_panel/environments/file.html', context)

    @cached_property
    def committed(self) -> Environment:
        """As it is deployed. One call."""
        return environments.get(self.request, self.kwargs['environment_id'])

    @cached_property
    def mine(self) -> Seen:
        """As the user's draft has it."""
        return seen.read_beside(self.request, self.committed)

    @property
    def of(self) -> str:
        """Which of both is written."""
        return DRAFT if self.mine.draft and self.request.GET.get('of') != DEPLOYED else DEPLOYED

    def _people_set(self) -> PeopleSet:
        drafted = self.mine.environment.components if self.of == DRAFT else None
        return people_set.read(self.request, self.committed, drafted)

    def _written(self, people: PeopleSet) -> Written:
        return written(self.committed.name, self.committed.description, people.components)


class DownloadView(FileView):
    """As a file. The same calls."""

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        text = self._written(self._people_set()).text
        # A name of a user's may hold anything.
        name = f'{slugify(self.committed.name)[:60] or "environment"}.yaml'
        return answers.attachment(text.encode('utf-8', 'backslashreplace'), name, 'application/yaml')
