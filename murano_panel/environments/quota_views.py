"""What deploying a draft would do to the project's quota. Asks Nova, not Murano, after the page has been shown."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from murano_panel.api.cloud import CloudServices
from murano_panel.domain.model import quota
from murano_panel.web.views import BackgroundView, GuardedView

# Servers of one deployment that are looked at.
MOST = 500


class QuotaView(BackgroundView, GuardedView):
    """``?made=FLAVOR&…&deleted=FLAVOR&…``, one for each server → ``{'html': '' where Nova does not tell}``."""

    rights = ('show_environment',)
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = quota.Demand(
            made=tuple(request.GET.getlist('made')[:MOST]), deleted=tuple(request.GET.getlist('deleted')[:MOST])
        )
        services = CloudServices(request)
        usage, flavors = services.compute_usage(None), services.flavors(None)
        sizes = {key: quota.Size(item.vcpus, item.ram_mb) for item in flavors.items for key in (item.id, item.name)}
        context = {
            'outlook': quota.outlook(usage.items, sizes, wanted),
            'unknown': quota.unknown(sizes, wanted) if not flavors.unavailable else [],
        }
        html = render_to_string('murano_panel/environments/_quota.html', context, request) if usage.items else ''
        return JsonResponse({'html': html})
