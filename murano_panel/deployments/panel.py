import horizon
from django.utils.translation import gettext_lazy as _

# Registers the ids of our URLs before Horizon reads them.
from murano_panel import rights, urlids  # noqa: F401


class Deployments(horizon.Panel):
    name = _('Deployments')
    slug = 'deployments'
    policy_rules = rights.policy_rules('list_deployments_all_environments')
