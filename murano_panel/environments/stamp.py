"""What has happened to an environment since a page about it was loaded, as far as one call tells."""

from django.utils.translation import gettext as _

from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.state.environment import has_others_draft


def of(environment: Environment) -> str:
    """What the page remembers and hands back: see news()."""
    running, drafted = int(environment.busy), int(environment.status == 'pending')
    return f'{environment.version}.{running}.{drafted}.{environment.updated:%Y%m%d%H%M%S}'


def news(environment: Environment, before: str, draft: Draft | None) -> str:
    """What has happened since the stamp was ``before``, '' for nothing, and for a stamp that is none.

    ``draft`` is the user's valid one.
    """
    parts = before.split('.')
    if len(parts) != 4 or before == of(environment):
        return ''
    version, running, drafted, updated = parts
    if environment.busy and running == '0':
        return _('A deployment, an action or a deletion has been started since this page was loaded.')
    if version != str(environment.version):
        return _('The environment has been deployed, or an action has run, since this page was loaded.')
    if updated != f'{environment.updated:%Y%m%d%H%M%S}':
        return _('The environment has been changed since this page was loaded.')
    if has_others_draft(environment, draft) and drafted == '0':
        return _('Somebody has begun a draft of this environment since this page was loaded.')
    return ''
