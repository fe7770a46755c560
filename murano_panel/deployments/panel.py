import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights, urlids  # noqa: F401  registers the ids in our URLs


class Deployments(horizon.Panel):
    name = _('Deployments')
    slug = 'deployments'
    policy_rules = rights.policy_rules('list_deployments_all_environments')
