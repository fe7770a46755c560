"""What stands against going back to a deployment."""

from django.utils.translation import gettext as _

from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.refusal import Refusal


def of(live: Environment, deployment: Deployment, *, is_partly_read: bool) -> Refusal | None:
    """None for nothing. ``is_partly_read``: some deployments of the environment could not be read."""
    if deployment.is_deletion:
        return _refused(_('A deletion takes everything: there is nothing to go back to.'))
    if live.status == 'delete failure':
        return _refused(
            _('Deleting the environment failed: Murano no longer tells what is deployed in it.'),
            _('Delete it again, or abandon it.'),
        )
    if is_partly_read:
        # What people have sent is told by the first deployment of a component: else running servers could be lost.
        return _refused(
            _('Some deployments of the environment cannot be read: nobody can tell what runs from what was set.'),
            _('Compare with the deployment instead, and edit the components.'),
        )
    return None


def _refused(reason: str, advice: str = '') -> Refusal:
    return Refusal(_('This cannot be restored'), reason, advice, kind='not-restorable')
