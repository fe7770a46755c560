import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights, urlids  # noqa: F401  registers the ids in our URLs


class Catalog(horizon.Panel):
    name = _('Applications')
    slug = 'catalog'
    policy_rules = rights.policy_rules('get_package')
