import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights


class Operations(horizon.Panel):
    """Hidden from everybody but who may see all projects."""

    name = _('All projects')
    slug = 'operations'
    policy_rules = rights.policy_rules('list_environments_all_tenants')
