import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights, urlids  # noqa: F401  registers the ids in our URLs


class Categories(horizon.Panel):
    name = _('Categories')
    slug = 'categories'
    policy_rules = rights.policy_rules('get_category')
