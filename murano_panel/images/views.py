"""The table of marked images and of those that could be, and its two dialogs."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import images as image_api
from murano_panel.domain.images import MarkedImage
from murano_panel.domain.refusal import Refused
from murano_panel.images import listing, wanted
from murano_panel.images.forms import MarkForm, UnmarkForm
from murano_panel.images.listing import ImageQuery
from murano_panel.images.rows import against
from murano_panel.web import dialogs, rights
from murano_panel.web.addresses import IMAGES
from murano_panel.web.views import BackgroundView, BoundedView, GuardedView

# Beside what nearly every cloud has.
USUAL_TYPES = ('linux', 'windows.2012')


class ImagesView(GuardedView):
    """What looks after marks."""

    rights: tuple[str, ...] = ('list_marked_images',)

    def back(self) -> str:
        return reverse(IMAGES)


class IndexView(BoundedView, ImagesView):
    """The table. One call of Glance for each thousand images, none of Murano.

    ``?look=on`` is for those without scripts: see WantedView; ``?look=anew`` forgets what forms were found to ask for.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        query = ImageQuery.read(request.GET)
        if 'look' in request.GET:
            wanted.forget(request) if request.GET['look'] == 'anew' else wanted.look_further(request)
            return redirect(query.address)
        page = listing.make(request, query, image_api.list_all(request), wanted.known(request))
        context = {
            'page_title': _('Marked images'),
            'list': page,
            'query': query,
            'by_role': rights.why_not(request, 'mark_image'),
        }
        return render(request, 'murano_panel/images/index.html', context)


class WantedView(BackgroundView, BoundedView, ImagesView):
    """Looks into some more forms → ``{'done': whether all were looked at}``.

    A call for a page of packages, and one for each form that nobody of the project has read within the hour.
    """

    rights = ('list_marked_images', 'get_package')
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({'done': wanted.look_further(request).is_complete})


class ImageDialog(dialogs.Dialog):
    """About one image; ``write_rights`` is the one rule that it needs. One call to ask, two to do."""

    rights = ('list_marked_images',)
    write_rights: tuple[str, ...] = ()

    def back(self) -> str:
        return reverse(IMAGES)

    @cached_property
    def image(self) -> MarkedImage:
        """One call. Raises NotFound, and Refused where the user may not mark it."""
        found = image_api.get(self.request, self.kwargs['image_id'])
        refusal = against(self.request, found, self.write_rights[0])
        if refusal:
            raise Refused(refusal)
        return found

    @property
    def success_url(self) -> str:
        """Back to the table, as it was filtered."""
        return dialogs.list_below(self.request, IMAGES) or reverse(IMAGES)

    cancel_url = success_url

    @property
    def submit_url(self) -> str:
        return self.request.path

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'image': self.image}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(image=self.image, **kwargs)


class MarkView(ImageDialog):
    """Type and title, of an image that has none, or others."""

    write_rights = ('mark_image',)
    form_class = MarkForm
    template_name = 'murano_panel/images/mark.html'
    page_title = _('Mark image')
    submit_label = _('Save')
    typed = ('title', 'type')

    def get_initial(self) -> dict[str, Any]:
        mark = self.image.mark
        return {'title': (mark and mark.title) or self.image.name, 'type': (mark and mark.type) or ''}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = [kind for kind in wanted.known(self.request).types if kind]
        return super().get_context_data(types=sorted({*asked, *USUAL_TYPES}), **kwargs)


class UnmarkView(ImageDialog):
    """The image stays; forms no longer offer it."""

    write_rights = ('remove_image_metadata',)
    form_class = UnmarkForm
    template_name = 'murano_panel/images/unmark.html'
    page_title = _('Remove the mark')
    submit_label = _('Remove')
