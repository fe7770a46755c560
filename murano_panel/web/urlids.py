"""The ids that our URLs accept."""

from django.urls import register_converter


class MuranoId:
    """Ids of environments, deployments, packages and components.

    No slash, so that an id cannot change the path of a Murano call.
    """

    regex = '[0-9A-Za-z][0-9A-Za-z_-]{0,63}'

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MuranoId, 'muranoid')
