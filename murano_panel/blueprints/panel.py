import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights


class Blueprints(horizon.Panel):
    name = _('Blueprints')
    slug = 'blueprints'
    policy_rules = rights.policy_rules('list_env_templates')
