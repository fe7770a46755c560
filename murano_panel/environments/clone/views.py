"""Another environment with the same components, beside the original: a draft, deployed as always."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from horizon import messages

from murano_panel.api import environments, errors
from murano_panel.components import asked_secrets, people_set
from murano_panel.components.asked_secrets import AskedSecret
from murano_panel.components.people_set import PeopleSet
from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.conflicts import digest
from murano_panel.domain.model.copying import with_new_ids
from murano_panel.domain.model.names import told_apart, unused
from murano_panel.domain.model.object_model import Catalog, application_name, component_id
from murano_panel.domain.model.withheld import Emptied, emptied, with_typed
from murano_panel.domain.records import Environment
from murano_panel.drafts import founding, seen
from murano_panel.drafts.founding import HalfMade, NameTaken, Wanted
from murano_panel.environments.clone.form import CloneForm
from murano_panel.environments.forms import NAME_TAKEN
from murano_panel.web import answers, applications, rights
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.fields import MAX_NAME
from murano_panel.web.text import inert, literal
from murano_panel.web.views import GuardedView

# What is cloned, as ``?of=`` says.
DRAFT, DEPLOYED = 'draft', 'deployed'


@dataclass(frozen=True)
class Original:
    """committed: as it is deployed. drafted: how many changes the user's draft makes. of: DRAFT or DEPLOYED."""

    committed: Environment
    drafted: int
    of: str
    people: PeopleSet
    emptied: Emptied
    catalog: Catalog

    @property
    def rows(self) -> list[tuple[str, str]]:
        """(name, application) of each component."""
        names = told_apart(self.emptied.components, self.catalog)
        return [(names[component_id(item)], application_name(item, self.catalog)) for item in self.emptied.components]

    @property
    def digest(self) -> str:
        """By which a page is told that shows something else: without secrets, as these are blank."""
        return digest(self.emptied.components)


class CloneView(GuardedView):
    """What people have set is copied, with ids of its own; secrets are typed again.

    The environment, its deployments and the names of all environments: three calls, one more with a draft, and those
    that tell of classes that give out values and of the forms that secrets are typed into. Three more make the clone,
    and one where it joins the network of the original. ``of``: DRAFT or DEPLOYED. ``key``: so that a page that is sent
    twice makes one. ``seen``: the digest of what the page has shown.
    """

    rights = ('show_environment', 'list_environments', 'list_deployments')
    write_rights = ('create_environment', 'update_environment')
    typed = ('name', 'description')

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        original = self.original
        name, taken = original.committed.name, {item.name for item in environments.list_all(request)}
        proposed = unused(name, taken, lambda text: len(text) <= MAX_NAME)
        initial = {'name': proposed, 'description': original.committed.description}
        return self._page(CloneForm(request, initial=initial), self._asked())

    def post(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        made = founding.known(request, self._key())
        if made:
            return redirect(ENVIRONMENT, made)
        form, asked = CloneForm(request, request.POST), self._asked()
        is_complete = asked_secrets.are_complete(asked, asked_secrets.typed(request))
        if not (form.is_valid() and is_complete and self.original.rows and self._has_seen()):
            return self._page(form, asked)
        try:
            made = founding.found(request, self._wanted(form))
        except HalfMade as error:
            return error.told(request)
        except (errors.Expired, errors.TooManyDrafts):
            raise
        except NameTaken:
            form.add_error('name', NAME_TAKEN)
        except errors.ApiError as error:
            form.add_error(None, answers.sentence(error, _('The environment was not cloned')))
        else:
            messages.success(request, self._done(form.cleaned_data['name']))
            return redirect(ENVIRONMENT, made)
        return self._page(form, asked)

    @cached_property
    def original(self) -> Original:
        """Raises NotFound."""
        request = self.request
        committed = environments.get(request, self.kwargs['environment_id'])
        mine = seen.read_beside(request, committed)
        drafted = len(changes(committed.components, mine.environment.components)) if mine.draft else 0
        of = DRAFT if drafted and (request.POST or request.GET).get('of') != DEPLOYED else DEPLOYED
        people = people_set.read(request, committed, mine.environment.components if of == DRAFT else None)
        catalog = applications.names(request, people.components)
        return Original(committed, drafted, of, people, emptied(people.components, catalog), catalog)

    def _has_seen(self) -> bool:
        """Whether what was pressed is about the original as it is."""
        return self.request.POST.get('seen') == self.original.digest

    def _asked(self) -> list[AskedSecret]:
        copied, typed = self.original.emptied, asked_secrets.typed(self.request)
        return asked_secrets.asked(self.request, copied.withheld, copied.components, typed)

    def _wanted(self, form: CloneForm) -> Wanted:
        request, copied, original = self.request, self.original.emptied, self.original.committed
        complete = with_typed(copied.components, copied.withheld, asked_secrets.typed(request))
        return Wanted(
            key=self._key(),
            name=form.cleaned_data['name'],
            description=form.cleaned_data['description'],
            networks=form.networks(lambda: environments.default_networks(request, original.id)),
            components=with_new_ids(complete)[0],
        )

    def _done(self, name: str) -> str:
        number = len(self.original.rows)
        text = ngettext(
            'The environment "%(name)s" was made, with %(count)d component in your draft of it. Review and deploy it.',
            'The environment "%(name)s" was made, with %(count)d components in your draft of it. Review and deploy it.',
            number,
        )
        return text % {'name': inert(name), 'count': number}

    def _key(self) -> str:
        """That of the page which was sent."""
        sent = self.request.POST.get('key', '')
        return sent if re.fullmatch('[0-9a-f]{32}', sent) else founding.new_key()

    def _page(self, form: CloneForm, asked: Sequence[AskedSecret]) -> HttpResponse:
        request, original = self.request, self.original
        context: dict[str, Any] = {
            'page_title': _('Clone environment'),
            'custom_breadcrumb': [(literal(original.committed.name), self.back())],
            'environment': original.committed,
            'original': original,
            'form': form,
            'asked': asked,
            'tried': form.is_bound,
            'is_outdated': form.is_bound and not self._has_seen(),
            'key': self._key(),
            'why_not': next(filter(None, (rights.why_not(request, rule) for rule in self.write_rights)), None),
        }
        return render(request, 'murano_panel/environments/clone.html', context)
