import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights, urlids  # noqa: F401  registers the ids in our URLs


class Environments(horizon.Panel):
    name = _('Environments')
    slug = 'environments'
    policy_rules = rights.policy_rules('list_environments')
