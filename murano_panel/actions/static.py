"""Static methods of an application, which need no environment: listed on its page, run on pages of their own."""

import base64
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.actions import arguments, methods, refusals
from murano_panel.actions.arguments import ArgumentsForm
from murano_panel.actions.page import arguments_page, as_context, typed_names
from murano_panel.actions.views import button_of
from murano_panel.api import errors, schemas, static_actions
from murano_panel.api import packages as package_api
from murano_panel.components.package import manifests
from murano_panel.components.preview import TrialSources
from murano_panel.domain.model.words import in_words
from murano_panel.domain.package.classes import ClassDefinition, Method
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.records import Package
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.domain.state import action_result
from murano_panel.dynamic_ui import StepForm
from murano_panel.web import failures, rights
from murano_panel.web.addresses import CATALOG_PACKAGE
from murano_panel.web.text import literal
from murano_panel.web.views import BoundedView, GuardedView


@dataclass(frozen=True)
class StaticAction:
    """``title`` and ``description`` are the package's: untrusted."""

    class_name: str
    method: str
    title: str
    description: str


def offered(request: HttpRequest, package: Package) -> list[StaticAction]:
    """Those of a package's classes, as far as somebody has read its archive. No call."""
    return [
        StaticAction(source.name, method.name, method.title or in_words(method.name), method.description)
        for source in manifests.known_classes(request, package)
        for method in source.methods
        if method.is_static
    ]


class StaticView(BoundedView, GuardedView):
    """GET: up to three calls, one once the project has read the package. POST: one more, which runs the method.

    Murano answers with what the method returns, after 15 s at most, and remembers nothing of it.
    """

    rights = ('get_package',)
    write_rights = ('execute_action',)

    def back(self) -> str:
        return reverse(CATALOG_PACKAGE, args=[self.kwargs['package_id']])

    def get(self, request: HttpRequest, package_id: str, class_name: str, method: str) -> HttpResponse:
        package, found, form = self._read()
        return self._page(package, found, form, arguments.blank(form, TrialSources(request)))

    def post(self, request: HttpRequest, package_id: str, class_name: str, method: str) -> HttpResponse:
        package, found, form = self._read()
        word, number = button_of(request)
        sources = TrialSources(request)
        if word:
            return self._page(package, found, form, arguments.reshaped(form, sources, request.POST, word, number))
        if request.POST.get('takes', form.stamp) != form.stamp:
            raise Refused(refusals.changed(found.title or in_words(found.name), request.get_full_path()))
        filled = arguments.sent(form, sources, request.POST)
        if not filled.is_valid():
            return self._page(package, found, form, filled, refused=True)
        given = form.model({filled.step.name: filled.answers}, None, {})
        try:
            value = static_actions.call(request, class_name, method, package_name=package.fqn, parameters=given)
        except errors.Expired:
            raise
        except errors.ApiError as error:
            return self._page(package, found, form, filled, refusal=_refusal(error))
        return self._page(package, found, form, filled, result=result_of(value))

    def _typed(self, error: Exception) -> dict[str, str] | None:
        self.typed = typed_names(self.request, error)
        return super()._typed(error)

    def _read(self) -> tuple[Package, Method, ArgumentsForm]:
        """Raises NotFound for what is no static method of the package."""
        request, class_name, name = self.request, self.kwargs['class_name'], self.kwargs['method']
        package = package_api.get(request, self.kwargs['package_id'])
        found, source = _find(request, package, class_name, name)
        schema = None
        if found.builds_model:
            schema = _schema(request, package, class_name, name)
        return package, found, arguments.form_of(methods.Definition(found, source), frozenset(), schema)

    def _page(
        self,
        package: Package,
        method: Method,
        form: ArgumentsForm,
        filled: StepForm,
        *,
        refused: bool = False,
        refusal: Refusal | None = None,
        result: Any = None,
    ) -> HttpResponse:
        request = self.request
        title = method.title or in_words(method.name)
        context = {
            'page_title': literal(title),
            'custom_breadcrumb': [(literal(package.name), self.back())],
            'package': package,
            'class_name': self.kwargs['class_name'],
            'action': method,
            'arguments': form,
            'why_not': rights.why_not(request, 'execute_action'),
            'back': self.back(),
            'result': result,
            **as_context(arguments_page(filled, refused=refused, refusal=refusal)),
        }
        return render(request, 'murano_panel/actions/static.html', context, status=refusal.status if refusal else 200)


def result_of(value: Any) -> dict[str, Any]:
    """What the page shows of it: a file comes with the page, as Murano would have to make it again."""
    file = action_result.as_file(value)
    if file:
        return {'file': file, 'content': base64.b64encode(file.content).decode()}
    return {'value': action_result.presented(value), 'text': action_result.shown(value)[0]}


def _find(request: HttpRequest, package: Package, class_name: str, name: str) -> tuple[Method, ClassDefinition]:
    try:
        classes = manifests.classes(request, package)
    except BadPackage as error:
        title = _('The package cannot be read')
        raise Refused(failures.refusal(errors.Conflict, str(error), title=title, advice='')) from error
    for source in classes:
        for method in source.methods:
            if (source.name, method.name, method.is_static) == (class_name, name, True):
                return method, source
    raise errors.NotFound(_('The package has no such method.'), code=404)


def _schema(request: HttpRequest, package: Package, class_name: str, name: str) -> dynamic_ui.Schema | None:
    """Murano's own; its contracts say nearly the same where Murano does not."""
    try:
        return schemas.method_schema(request, class_name, name, package_name=package.fqn)
    except errors.Expired:
        raise
    except errors.ApiError:
        return None


def _refusal(error: errors.ApiError) -> Refusal:
    """Murano says 404 of a method that is not there, and of one that takes other arguments."""
    if isinstance(error, errors.NotFound):
        reason = _('Murano does not find the method, or it takes other arguments than these: %s') % str(error)
        return failures.refusal(errors.Invalid, reason)
    return failures.refusal_of(error)
