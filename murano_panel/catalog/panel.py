import horizon
from django.utils.translation import gettext_lazy as _

# Registers the ids of our URLs before Horizon reads them.
from murano_panel import rights, urlids  # noqa: F401


class Catalog(horizon.Panel):
    name = _('Applications')
    slug = 'catalog'
    policy_rules = rights.policy_rules('get_package')
