# Written by "python -m murano_panel.enable"; "--remove" takes it away. Copying it by hand does the same.
#
# Horizon runs this inside its settings, and skips it with a log entry once murano_panel is uninstalled. Kept out of
# local_settings.py for that reason: there, a failing import would silently drop every local setting.
from pathlib import Path as _Path

from openstack_dashboard.local import enabled as _local_enabled

from murano_panel import enabled as _murano_enabled
from murano_panel import policies as _murano_policies

_local_enabled.__path__.extend(_murano_enabled.__path__)

# Absolute paths: nothing is copied into Horizon. What local_settings.py names itself stays.
_policies = _Path(_murano_policies.__file__).resolve().parent
POLICY_FILES.setdefault('application-catalog', str(_policies / 'application-catalog_policy.yaml'))  # noqa: F821
DEFAULT_POLICY_FILES.setdefault('application-catalog', str(_policies / 'application-catalog.yaml'))  # noqa: F821
