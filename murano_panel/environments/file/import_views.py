"""A file becomes a draft: sent, checked, shown as a change set, confirmed."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import environments, errors
from murano_panel.components import asked_secrets
from murano_panel.components.new_environment import NAME_TAKEN
from murano_panel.domain.environment_file.faults import SENTENCES, BadFile, Problem
from murano_panel.domain.model.object_model import without_status
from murano_panel.domain.state import environment as status
from murano_panel.drafts import founding, store
from murano_panel.drafts.founding import HalfMade, NameTaken, Wanted
from murano_panel.environments.create import CreateForm
from murano_panel.environments.file.forms import NEW, StartForm
from murano_panel.environments.file.planning import Answers, Plan, make_plan
from murano_panel.environments.file.proposed import networks_of, new_form, not_here
from murano_panel.environments.file.sealed import SealedFile, open_file, seal_file
from murano_panel.web import answers, busy, rights, turns
from murano_panel.web.addresses import DRAFTS, ENVIRONMENT, ENVIRONMENTS
from murano_panel.web.change_list import change_list
from murano_panel.web.text import inert, literal
from murano_panel.web.views import GuardedView

# What the names of inputs begin with by which something else is chosen; the rest is ``Wanted.key``.
CHOICE = 'choice:'
REMOVE = 'remove'
_AS_SENT = Answers(keep=True, chosen={}, typed={})


class ImportsView(GuardedView):
    """Both pages."""

    rights = ('list_environments', 'update_environment')

    def back(self) -> str:
        return reverse(ENVIRONMENTS)


class ImportView(ImportsView):
    """Asks for a file; posted, shows what would become of it, for which nothing is changed.

    One call for the environments that it may go into (``environment``: the one that is proposed), then make_plan().
    """

    typed = ('text',)

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {'target': request.GET.get('environment', NEW)}
        return _start(request, StartForm(environments.list_all(request), initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StartForm(environments.list_all(request), request.POST, request.FILES)
        if not form.is_valid():
            return _start(request, form)
        content, target = form.content(), form.cleaned_data['target']
        try:
            file = SealedFile.of(content, target)
            plan = make_plan(request, file, _AS_SENT)
        except BadFile as error:
            return _start(request, _to_mend(form, content), error.problems)
        return _page(request, file, plan, None if target else new_form(request, plan.document))


class RunView(ImportsView):
    """Shows it once more with what was answered (``again``), or does it.

    The calls of make_plan(), and two to write the draft, three for a new environment; two more for metadata of the
    environment itself. ``file``: sealed; ``beyond``:
    REMOVE takes away what is not in the file; ``choice:<key>``, ``secret:<key>``: what was chosen and typed.
    """

    def post(self, request: HttpRequest) -> HttpResponse:
        file = open_file(request, request.POST.get('file', ''))
        if file.target:
            turns.take(request, file.target)
        else:
            rights.require(request, 'create_environment')
        made = founding.known(request, file.seed.hex)
        if made:
            return redirect(ENVIRONMENT, made)
        typed = asked_secrets.typed(request)
        keep = request.POST.get('beyond') != REMOVE
        plan = make_plan(request, file, Answers(keep, asked_secrets.sent(request, CHOICE), typed))
        form = None if file.target else CreateForm(request, request.POST)
        is_answered = asked_secrets.are_complete(plan.asked, typed) and plan.missing.is_sound
        is_sound = is_answered and (form is None or form.is_valid())
        if 'again' in request.POST or file.stamp != plan.stamp or not is_sound:
            return _page(request, file, plan, form, tried='again' not in request.POST)
        try:
            return self._founded(file, plan, form) if form else self._drafted(plan)
        except NameTaken:
            assert form is not None
            form.add_error('name', NAME_TAKEN)
        except errors.TooManyDrafts as error:
            answers.message(request, error)
            return redirect(DRAFTS)
        except HalfMade as error:
            return error.told(request)
        return _page(request, file, plan, form, tried=True)

    def _founded(self, file: SealedFile, plan: Plan, form: CreateForm) -> HttpResponse:
        given = form.cleaned_data
        wanted = Wanted(
            key=file.seed.hex,
            name=given['name'],
            components=plan.components,
            description=given.get('description') or '',
            networks=networks_of(form, plan.document),
            metadata=plan.metadata,
            region=given.get('region') or '',
        )
        made = founding.found(self.request, wanted)
        text = _('The environment "%s" is made, with all of the file in your draft of it. Review and deploy it.')
        messages.success(self.request, text % inert(given['name']))
        return redirect(ENVIRONMENT, made)

    def _drafted(self, plan: Plan) -> HttpResponse:
        request, mine = self.request, plan.mine
        assert mine is not None
        busy.require_idle(mine.environment)
        if plan.is_change:
            store.write(request, mine, list(map(without_status, plan.components)), plan.operations)
            messages.success(request, _('The file is in your draft. Review and deploy it.'))
        else:
            messages.info(request, _('The environment is like the file already: nothing was changed.'))
        return redirect(ENVIRONMENT, mine.environment.id)


def _to_mend(form: StartForm, content: bytes) -> StartForm:
    """With the text of a file that was sent, so that it can be mended in the page."""
    form.data = {**form.data.dict(), 'text': content.decode('utf-8', 'replace').replace('\0', '\ufffd')}
    return form


def _start(request: HttpRequest, form: StartForm, problems: Sequence[Problem] = ()) -> HttpResponse:
    told = [(problem, _(SENTENCES[problem.code]) % problem.values) for problem in problems]
    context = {'page_title': _('Import an environment'), 'form': form, 'problems': told}
    return render(request, 'murano_panel/environments/file/import.html', context)


def _page(
    request: HttpRequest, file: SealedFile, plan: Plan, form: CreateForm | None, *, tried: bool = False
) -> HttpResponse:
    environment = plan.environment
    is_outdated = tried and file.stamp != plan.stamp
    why_not = rights.why_not(request, 'update_environment' if environment else 'create_environment')
    context: dict[str, Any] = {
        'page_title': _('Import an environment'),
        'environment': environment,
        'not_here': not_here(form, plan.document) if form else (),
        'name': literal(environment.name if environment else plan.document.name),
        'plan': plan,
        'form': form,
        'changes': change_list(plan.changes),
        'asked': plan.asked,
        'tried': tried and not is_outdated,
        'is_outdated': is_outdated,
        'removes': request.POST.get('beyond') == REMOVE,
        'others_draft': bool(plan.mine and status.has_others_draft(plan.mine.environment, plan.mine.draft)),
        'sealed': seal_file(request, file.stamped(plan.stamp)),
        'why_not': why_not or (busy.reason(environment) if environment and environment.busy else None),
    }
    return render(request, 'murano_panel/environments/file/plan.html', context)
