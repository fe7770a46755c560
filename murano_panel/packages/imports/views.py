"""Importing packages: what shall be imported, the plan, what came of it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.api.client import MEGABYTE
from murano_panel.domain.package import plan
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.refusal import Refused
from murano_panel.packages.imports import doing, planning, rows
from murano_panel.packages.imports.doing import Outcome
from murano_panel.packages.imports.examining import checked, doubts_of
from murano_panel.packages.imports.files import Named
from murano_panel.packages.imports.forms import StartForm
from murano_panel.packages.imports.planning import Plan
from murano_panel.packages.imports.rows import findings_of
from murano_panel.packages.imports.sealed import SealedPlan, open_plan, seal_plan
from murano_panel.packages.imports.words import sentence
from murano_panel.web import answers, failures, known_categories, rights
from murano_panel.web.addresses import CATALOG_PACKAGE, PACKAGES
from murano_panel.web.views import GuardedView

# Of all files of one request, which are in memory together.
MAX_SENT = 64 * MEGABYTE


class ImportsView(GuardedView):
    """What imports."""

    rights = ('get_package', 'upload_package')

    def back(self) -> str:
        return reverse(PACKAGES)


class ImportView(ImportsView):
    """Asks for packages; posted, shows the plan, for which nothing is changed. One call to ask, see make_plan()."""

    typed = ('addresses', 'names', 'bundle')

    def get(self, request: HttpRequest) -> HttpResponse:
        return _start(request, StartForm(request, categories=known_categories.read(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        files = sent_files(request)
        form = StartForm(request, request.POST, categories=known_categories.read(request), files=files)
        if not form.is_valid():
            return _start(request, form)
        wanted = form.wanted()
        if wanted.is_public:
            rights.require(request, 'publicize_package')
        made = planning.make_plan(request, files, wanted)
        outcomes = _at_once(request, made, files) if form.cleaned_data['at_once'] else {}
        context = {
            'page_title': _('Import packages'),
            'plan': rows.page_of(made, outcomes),
            'sealed': seal_plan(request, made.to_seal()),
            'was_at_once': bool(outcomes),
        }
        return render(request, 'murano_panel/packages/import_plan.html', context)


class RunView(ImportsView):
    """Does what was confirmed: the steps ``take``, with their files sent again. JSON for a script that takes one.

    {state: done or failed, text, address: of the package, or ''}
    """

    write_rights = ('upload_package',)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        planned = open_plan(request, request.POST.get('plan', ''))
        numbers = _numbers(request, planned)
        outcomes = _done(request, planned, numbers, sent_files(request))
        if answers.wants_json(request):
            [outcome] = list(outcomes.values())[:1] or [Outcome(doing.FAILED, _('Nothing was chosen.'))]
            return JsonResponse({'state': outcome.state, 'text': outcome.text, 'address': _address(outcome)})
        results = [(planned.steps[number], outcome, _address(outcome)) for number, outcome in outcomes.items()]
        failures = [(step, outcome) for step, outcome, _address_of in results if outcome.state == doing.FAILED]
        context = {
            'page_title': _('Import packages'),
            'results': results,
            'failures': failures,
            'done': len(results) - len(failures),
        }
        return render(request, 'murano_panel/packages/import_result.html', context)


class CheckView(ImportsView):
    """What murano-pkg-check says of the step ``take``, for which the plan had no time; its file is sent again. No call.

    {html: what to know, '' where it had no time once more}
    """

    json_only = True

    def post(self, request: HttpRequest) -> HttpResponseBase:
        planned = open_plan(request, request.POST.get('plan', ''))
        html = ''
        for number in _numbers(request, planned)[:1]:
            try:
                check = checked(
                    doing.content_of(planned.steps[number], doing.contents_of(sent_files(request), planned))
                )
            except BadPackage as error:
                context: dict[str, Any] = {'doubts': [sentence(error.fault)]}
            else:
                if check is None:
                    continue
                context = {'doubts': list(map(sentence, doubts_of(check))), 'findings': findings_of(check)}
            html = render_to_string('murano_panel/packages/_import_checked.html', context, request)
        return JsonResponse({'html': html})


def sent_files(request: HttpRequest) -> list[Named]:
    """All of them, in memory. Raises Refused where they are too large together."""
    sent = request.FILES.getlist('files')
    if sum(file.size for file in sent) > MAX_SENT:
        raise Refused(
            failures.refusal(
                errors.Invalid,
                _('At most %d MB can be sent at once.') % (MAX_SENT // MEGABYTE),
                advice=_('Import fewer packages at a time.'),
                status=413,
            )
        )
    return [Named(number, file.name, file.read()) for number, file in enumerate(sent)]


def _start(request: HttpRequest, form: StartForm) -> HttpResponse:
    context = {'page_title': _('Import packages'), 'form': form, 'largest': package_api.largest() // MEGABYTE}
    return render(request, 'murano_panel/packages/import.html', context)


def _at_once(request: HttpRequest, made: Plan, files: Sequence[Named]) -> dict[int, Outcome]:
    clear = [number for number, step in enumerate(made.steps) if step.is_clear]
    return _done(request, made.to_seal(), clear, files)


def _numbers(request: HttpRequest, planned: SealedPlan) -> list[int]:
    """The steps that were chosen, of those that can be done, in their order."""
    taken = set(request.POST.getlist('take'))
    doable = (plan.CREATE, plan.REPLACE)
    return [n for n, step in enumerate(planned.steps) if str(n) in taken and step.action in doable]


def _done(
    request: HttpRequest, planned: SealedPlan, numbers: Sequence[int], files: Sequence[Named]
) -> dict[int, Outcome]:
    if planned.is_public:
        rights.require(request, 'publicize_package')
    sent = doing.contents_of(files, planned)
    return {number: doing.carry_out(request, planned, planned.steps[number], sent) for number in numbers}


def _address(outcome: Outcome) -> str:
    return reverse(CATALOG_PACKAGE, args=[outcome.package.id]) if outcome.package else ''
