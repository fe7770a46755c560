from pathlib import Path

import pytest
import yaml
from openstack_auth import policy as enforcement

from murano_panel import policies
from murano_panel.web import rights

DEFAULTS = yaml.safe_load((Path(policies.__file__).parent / 'application-catalog.yaml').read_text())
READ = {name for name in rights.RULES if name.startswith(('list_', 'show_', 'get_', 'statuses_', 'download_'))} - {
    'list_environments_all_tenants'
}
# What concerns all projects, as in Murano's own defaults.
FOR_ADMINS = {
    *('publicize_package', 'manage_all_packages', 'add_category', 'delete_category'),
    *('mark_all_images', 'list_environments_all_tenants'),
}


@pytest.fixture()
def rules():
    enforcement.reset()
    return enforcement._get_enforcer()['application-catalog']


def allowed(rules, rule, *roles):
    return rules.enforce(rule, {'project_id': 'demo'}, {'roles': list(roles), 'project_id': 'demo'})


def test_every_rule_of_the_code_has_a_default():
    """Horizon allows a rule that it does not know."""
    assert set(rights.RULES) <= {entry['name'] for entry in DEFAULTS}


def test_the_file_has_what_horizon_reads():
    for entry in DEFAULTS:
        assert set(entry) == {'name', 'check_str', 'description', 'operations', 'scope_types'}, entry['name']


@pytest.mark.parametrize('rule', sorted(rights.RULES))
def test_members_may_do_what_concerns_their_project_and_admins_everything(rules, rule):
    assert bool(allowed(rules, rule, 'member', 'reader')) is (rule not in FOR_ADMINS)
    assert allowed(rules, rule, 'admin')


@pytest.mark.parametrize('rule', sorted(rights.RULES))
def test_readers_may_only_read(rules, rule):
    assert bool(allowed(rules, rule, 'reader')) is (rule in READ)


def test_clouds_with_roles_of_their_own_work(rules):
    assert allowed(rules, 'deploy_environment', 'developer')


def test_a_rule_that_stands_nowhere_is_for_admins(rules):
    assert not allowed(rules, 'deplyo_environment', 'member')
    assert allowed(rules, 'deplyo_environment', 'admin')


def test_an_operators_file_overrides_single_rules(settings, tmp_path):
    own = tmp_path / 'own.yaml'
    own.write_text('delete_environment: role:admin\n')
    settings.POLICY_FILES = {'application-catalog': str(own)}
    enforcement.reset()
    rules = enforcement._get_enforcer()['application-catalog']
    assert not allowed(rules, 'delete_environment', 'member')
    assert allowed(rules, 'create_environment', 'member')
    enforcement.reset()
