from typing import Any

import horizon
from django.utils.translation import gettext_lazy as _


class AppCatalog(horizon.Dashboard):
    name = _('App Catalog')
    slug = 'app-catalog'
    default_panel = 'overview'
    permissions = ('openstack.services.application-catalog',)

    def can_access(self, context: dict[str, Any]) -> bool:
        """Everything in Murano belongs to a project, so an unscoped login sees nothing."""
        return super().can_access(context) and bool(context['request'].user.project_id)


horizon.register(AppCatalog)
