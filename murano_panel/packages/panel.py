import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights, urlids  # noqa: F401  registers the ids in our URLs


class Packages(horizon.Panel):
    name = _('Packages')
    slug = 'packages'
    policy_rules = rights.policy_rules('get_package')
