import horizon
from django.utils.translation import gettext_lazy as _

from murano_panel.web import rights


class Images(horizon.Panel):
    """Hidden where there is no Glance."""

    name = _('Marked images')
    slug = 'images'
    permissions = ('openstack.services.image',)
    policy_rules = rights.policy_rules('list_marked_images')
