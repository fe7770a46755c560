"""An environment that begins with components which are there already: asks for its name, network and secrets."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from horizon import messages

from murano_panel.api import environments, errors
from murano_panel.components import asked_secrets
from murano_panel.components.asked_secrets import AskedSecret
from murano_panel.components.new_environment import NAME_TAKEN, default_networks
from murano_panel.domain.model.copying import with_new_ids
from murano_panel.domain.model.names import told_apart, unused
from murano_panel.domain.model.object_model import Catalog, application_name, component_id
from murano_panel.domain.model.sameness import digest
from murano_panel.domain.model.withheld import Emptied, with_typed
from murano_panel.drafts import founding
from murano_panel.drafts.founding import HalfMade, NameTaken, Wanted
from murano_panel.environments.create import CreateForm
from murano_panel.web import answers, applications, rights, sketches
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.fields import MAX_NAME
from murano_panel.web.text import inert
from murano_panel.web.views import GuardedView


class MadeOfView(GuardedView):
    """The components get ids of their own, and lie in a draft, to be deployed as always.

    A call for the names of all environments to ask, three to make it, and up to two for each application whose secrets
    are asked for. ``key``: so that a page that is sent twice makes one. ``seen``: the digest of what was shown.
    """

    write_rights = ('create_environment', 'update_environment')
    typed = ('name', 'description')
    form_class: type[CreateForm] = CreateForm
    # What a failure is called.
    not_made: Any = _('The environment was not made')

    @property
    def given(self) -> Emptied:
        """What it is made of, and which secrets that lacks. Raises NotFound."""
        raise NotImplementedError

    @property
    def proposed(self) -> dict[str, str]:
        """The name, with a number behind it where that is taken, and the description."""
        raise NotImplementedError

    @property
    def metadata(self) -> dict[str, Any]:
        """That of the environment itself, without secrets."""
        return {}

    def networks(self, form: Any) -> dict[str, Any] | None:
        """Murano's ``defaultNetworks``, None to let it choose."""
        return default_networks(form.cleaned_data.get('network'))

    def show(self, context: dict[str, Any]) -> HttpResponse:
        """The page, with what ``_made_of.html`` needs in its context."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **ids: str) -> HttpResponse:
        proposed, taken = self.proposed, {item.name for item in environments.list_all(request)}
        name = unused(proposed['name'], taken, lambda text: len(text) <= MAX_NAME)
        return self._page(self.form_class(request, initial={**proposed, 'name': name}))

    def post(self, request: HttpRequest, **ids: str) -> HttpResponse:
        made = founding.known(request, self._key)
        if made:
            return redirect(ENVIRONMENT, made)
        form = self.form_class(request, request.POST)
        is_complete = asked_secrets.are_complete(self._asked, asked_secrets.typed(request))
        if not (form.is_valid() and is_complete and self.given.components and self._has_seen):
            return self._page(form)
        try:
            made = founding.found(request, self._wanted(form))
        except HalfMade as error:
            return error.told(request)
        except (errors.Expired, errors.TooManyDrafts):
            raise
        except NameTaken:
            form.add_error('name', NAME_TAKEN)
        except errors.ApiError as error:
            form.add_error(None, answers.sentence(error, str(self.not_made)))
        else:
            messages.success(request, self._done(form.cleaned_data['name']))
            return redirect(ENVIRONMENT, made)
        return self._page(form)

    @cached_property
    def catalog(self) -> Catalog:
        """What its applications are called. No call."""
        return applications.names(self.request, self.given.components)

    @cached_property
    def _asked(self) -> Sequence[AskedSecret]:
        given, typed = self.given, asked_secrets.typed(self.request)
        return asked_secrets.asked(self.request, given.withheld, given.components, typed)

    @property
    def _has_seen(self) -> bool:
        """Whether what was pressed is about the components as they are."""
        return self.request.POST.get('seen') == self._digest

    @property
    def _digest(self) -> str:
        """Without secrets, as these are blank."""
        return digest([self.given.components, self.metadata])

    @cached_property
    def _key(self) -> str:
        """That of the page which was sent."""
        sent = self.request.POST.get('key', '')
        return sent if re.fullmatch('[0-9a-f]{32}', sent) else founding.new_key()

    def _wanted(self, form: CreateForm) -> Wanted:
        given = self.given
        complete = with_typed(given.components, given.withheld, asked_secrets.typed(self.request))
        return Wanted(
            key=self._key,
            name=form.cleaned_data['name'],
            description=form.cleaned_data['description'],
            networks=self.networks(form),
            components=with_new_ids(complete)[0],
            metadata=self.metadata,
            region=form.cleaned_data.get('region') or '',
        )

    def _done(self, name: str) -> str:
        number = len(self.given.components)
        text = ngettext(
            'The environment "%(name)s" was made, with %(count)d component in your draft of it. Review and deploy it.',
            'The environment "%(name)s" was made, with %(count)d components in your draft of it. Review and deploy it.',
            number,
        )
        return text % {'name': inert(name), 'count': number}

    def _page(self, form: CreateForm) -> HttpResponse:
        # It is a page, not a dialog: there is more above its fields.
        form.fields['name'].widget.attrs.pop('autofocus', None)
        components = self.given.components
        names = told_apart(components, self.catalog)
        context: dict[str, Any] = {
            'form': form,
            'parts': [(names[component_id(item)], application_name(item, self.catalog)) for item in components],
            'metadata': self.metadata,
            'picture': sketches.picture(components, self.catalog),
            'asked': self._asked,
            'tried': form.is_bound,
            'is_outdated': form.is_bound and not self._has_seen,
            'key': self._key,
            'digest': self._digest,
            'why_not': next(filter(None, (rights.why_not(self.request, rule) for rule in self.write_rights)), None),
        }
        return self.show(context)
