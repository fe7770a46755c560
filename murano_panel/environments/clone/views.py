"""Another environment with the same components, beside the original: a draft, deployed as always."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.components import people_set
from murano_panel.components.people_set import Taken
from murano_panel.domain.environment_file.around import open_metadata
from murano_panel.domain.model.withheld import Emptied, emptied
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts import own_object
from murano_panel.environments.clone.form import CloneForm
from murano_panel.environments.made_of import MadeOfView
from murano_panel.web import applications
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal


@dataclass(frozen=True)
class Original:
    """``own``: the environment's own object."""

    taken: Taken
    emptied: Emptied
    own: ObjectModel


class CloneView(MadeOfView):
    """What people have set is copied; secrets are typed again.

    The environment, its deployments and the names of all environments: three calls, one more with a draft, one for its
    metadata where nobody has read that since it was deployed, and those that tell of classes that give out values and
    of the forms that secrets are typed into. Three more make the clone, two more with metadata.

    ``of``: see ``people_set.take()``.
    """

    rights = ('show_environment', 'list_environments', 'list_deployments')
    form_class = CloneForm
    not_made = gettext_lazy('The environment was not cloned')

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    @property
    def given(self) -> Emptied:
        return self.original.emptied

    @property
    def proposed(self) -> dict[str, str]:
        original = self.original.taken.committed
        return {'name': original.name, 'description': original.description}

    @cached_property
    def metadata(self) -> dict[str, Any]:
        return open_metadata(self.original.own)

    def networks(self, form: CloneForm) -> dict[str, Any] | None:
        return form.networks(self.original.own.get('defaultNetworks') or {})

    @cached_property
    def original(self) -> Original:
        """Raises NotFound."""
        request = self.request
        taken = people_set.take(request, self.kwargs['environment_id'], with_own=True)
        catalog = applications.names(request, taken.people.components)
        own = taken.mine.own
        given = own.drafted if own and taken.is_drafted else own_object.deployed(request, taken.committed)
        return Original(taken, emptied(taken.people.components, catalog), given)

    def show(self, context: dict[str, Any]) -> HttpResponse:
        taken = self.original.taken
        context |= {
            'page_title': _('Clone environment'),
            'custom_breadcrumb': [(literal(taken.committed.name), self.back())],
            'environment': taken.committed,
            'taken': taken,
        }
        return render(self.request, 'murano_panel/environments/clone.html', context)
