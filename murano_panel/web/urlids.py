"""The ids that our URLs accept."""

from django.urls import register_converter

from murano_panel.domain.records import ID


class MuranoId:
    """Ids of environments, deployments, packages and components."""

    regex = ID

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MuranoId, 'muranoid')
