"""The ids that our URLs accept."""

from django.urls import register_converter

from murano_panel.domain.model.actions import METHOD
from murano_panel.domain.records import ID


class MuranoId:
    """Ids of environments, deployments, packages and components."""

    regex = ID

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MuranoMethod(MuranoId):
    """Names of methods that are offered as actions."""

    regex = METHOD


class MuranoClass(MuranoId):
    """Full names of classes."""

    regex = r'[A-Za-z_][0-9A-Za-z_.]{0,199}'


register_converter(MuranoId, 'muranoid')
register_converter(MuranoMethod, 'muranomethod')
register_converter(MuranoClass, 'muranoclass')
