"""Who may do what: the policy rules that our pages ask for. Murano itself stops hardly anybody."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from openstack_dashboard import policy

from murano_panel.api import errors
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.web import failures

SERVICE = 'application-catalog'

# One sentence for both, as their buttons stand side by side.
_CHANGING = _('Your role only lets you look. Changing and deleting environments needs the member role.')

_PACKAGES = _('Your role only lets you look. Changing packages needs the member role.')
_IMAGES = _('Your role only lets you look. Marking images needs the member role.')
_BLUEPRINTS = _('Your role only lets you look. Saving and changing blueprints needs the member role.')
_SHARING = _('Only administrators decide what all projects see.')

# rule -> what a user without it is told.
RULES = {
    'list_environments': _('Your role does not let you see environments.'),
    'list_environments_all_tenants': _('Only administrators look after all projects.'),
    'show_environment': _('Your role does not let you see environments.'),
    'create_environment': _('Your role only lets you look. Creating environments needs the member role.'),
    'update_environment': _CHANGING,
    'delete_environment': _CHANGING,
    'deploy_environment': _('Your role only lets you look. Deploying needs the member role.'),
    'execute_action': _('Your role only lets you look. Running actions needs the member role.'),
    'list_deployments': _('Your role does not let you see deployments.'),
    'list_deployments_all_environments': _('Your role does not let you see deployments.'),
    'statuses_deployments': _('Your role does not let you see deployments.'),
    'get_package': _('Your role does not let you see packages.'),
    'get_category': _('Your role does not let you see categories.'),
    'upload_package': _('Your role only lets you look. Uploading packages needs the member role.'),
    'modify_package': _PACKAGES,
    'delete_package': _PACKAGES,
    'download_package': _('Your role does not let you download packages.'),
    'manage_public_package': _('Your role does not let you change packages that all projects see.'),
    'publicize_package': _SHARING,
    'manage_all_packages': _('Only administrators look after the packages of other projects.'),
    'add_category': _SHARING,
    'delete_category': _SHARING,
    'list_env_templates': _('Your role does not let you see blueprints.'),
    'show_env_template': _('Your role does not let you see blueprints.'),
    'create_env_template': _BLUEPRINTS,
    'update_env_template': _BLUEPRINTS,
    'delete_env_template': _BLUEPRINTS,
    'list_marked_images': _('Your role does not let you see images.'),
    'mark_image': _IMAGES,
    'remove_image_metadata': _IMAGES,
    'mark_all_images': _('It belongs to another project: only that, and administrators, may mark it.'),
}


def may(request: HttpRequest, rule: str) -> bool:
    """Whether policy allows ``rule``. KeyError for a rule not in RULES: Horizon would allow an unknown one."""
    RULES[rule]
    return policy.check(((SERVICE, rule),), request)


def why_not(request: HttpRequest, rule: str) -> Refusal | None:
    """What stands against it, None when policy allows the rule."""
    return None if may(request, rule) else failures.refusal(errors.Forbidden, RULES[rule])


def require(request: HttpRequest, *rules: str) -> None:
    """Raises Refused for the first rule that policy does not allow."""
    for rule in rules:
        refusal = why_not(request, rule)
        if refusal:
            raise Refused(refusal)


def policy_rules(*rules: str) -> tuple[tuple[str, str], ...]:
    """For a panel's ``policy_rules``."""
    for rule in rules:
        RULES[rule]
    return tuple((SERVICE, rule) for rule in rules)
