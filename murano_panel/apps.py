from pathlib import Path

from django.apps import AppConfig

_PACKAGE = Path(__file__).resolve().parent


class MuranoPanelConfig(AppConfig):
    name = 'murano_panel'
    # A wheel carries templates/ and static/ inside the package; a checkout keeps them beside it.
    path = str(_PACKAGE if (_PACKAGE / 'templates').is_dir() else _PACKAGE.parent)

    def ready(self) -> None:
        from django.core import checks

        from murano_panel import conf
        from murano_panel.api import key_manager
        from murano_panel.components.package import field_types

        checks.register(conf.check_settings)
        checks.register(key_manager.check_key_manager)
        checks.register(field_types.check_field_types)
