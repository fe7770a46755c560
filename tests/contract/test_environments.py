"""Environments: what is shown, made, renamed, deleted, abandoned, and to whom."""

import pytest

from murano_panel.api import deployments, environments, errors, statistics
from murano_panel.domain.model import networks
from tests.contract.side import endless, host, unique, unknown
from tests.support.real import SAMPLES

NETWORKS = {'environment': None, 'flat': None}


def names(request):
    return [each.name for each in environments.list_all(request)]


def test_a_new_one_is_ready_and_empty(murano):
    made = murano.environment(description='for tests')
    found = environments.get(murano.alice, made.id)
    assert (found.status, found.version, found.components) == ('ready', 0, ())
    assert (found.name, found.description) == (made.name, 'for tests')
    assert (found.project_id, found.acquired_by) == (murano.alice.user.project_id, None)
    [listed] = [each for each in environments.list_all(murano.bob) if each.id == made.id]
    assert (listed.status, listed.version, listed.updated) == ('ready', 0, found.updated)
    assert made.created == found.created


def test_without_a_choice_of_networks(murano):
    made = environments.create(murano.alice, name=unique())
    murano.remember(made)
    assert environments.get(murano.alice, made.id).status == 'ready'


def test_its_networks(murano):
    joined = networks.existing('some network', 'some subnet')
    for wanted in (NETWORKS, joined):
        made = environments.create(murano.alice, name=unique(), networks=wanted)
        murano.remember(made)
        assert environments.model(murano.bob, made.id).own['defaultNetworks'] == wanted
        with pytest.raises(errors.NotFound):
            environments.model(murano.charlie, made.id)
    with pytest.raises(errors.NotFound):
        environments.model(murano.alice, unknown())


@pytest.mark.parametrize('name', ['', ' ', 'n' * 256])
def test_names_that_are_refused(murano, name):
    with pytest.raises(errors.Invalid):
        environments.create(murano.alice, name=name)
    made = murano.environment()
    with pytest.raises(errors.Invalid):
        environments.rename(murano.alice, made.id, name)


@pytest.mark.parametrize('name', ['{$ 7*7 $}', '</script><script>alert(1)</script>', 'ü 🐢', 'n' * 255])
def test_hostile_names_come_back_as_they_were(murano, name):
    made = murano.environment()
    environments.rename(murano.alice, made.id, name)
    assert environments.get(murano.alice, made.id).name == name


def test_a_taken_name(murano):
    one, other = murano.environment(), murano.environment()
    with pytest.raises(errors.Conflict):
        environments.create(murano.bob, name=one.name)
    with pytest.raises(errors.Conflict):
        environments.rename(murano.alice, other.id, one.name)
    elsewhere = environments.create(murano.charlie, name=one.name, networks=NETWORKS)
    environments.delete(murano.charlie, elsewhere.id)


def test_renamed_to_what_it_is_called(murano):
    made = murano.environment()
    environments.rename(murano.alice, made.id, made.name)
    assert environments.get(murano.alice, made.id).name == made.name


def test_one_that_is_not_there(murano):
    for call in (environments.get, environments.delete, environments.abandon):
        with pytest.raises(errors.NotFound):
            call(murano.alice, unknown())
    with pytest.raises(errors.NotFound):
        environments.rename(murano.alice, unknown(), 'any')


def test_other_projects_see_nothing(murano):
    made = murano.environment()
    assert made.name not in names(murano.charlie)
    for call in (environments.get, environments.delete, environments.abandon):
        with pytest.raises(errors.NotFound):
            call(murano.charlie, made.id)
    with pytest.raises(errors.NotFound):
        environments.rename(murano.charlie, made.id, 'any')
    assert environments.get(murano.alice, made.id).name == made.name


def test_administrators_see_their_own_project_alone(murano):
    made = murano.environment()
    assert made.name not in names(murano.admin)
    with pytest.raises(errors.NotFound):
        environments.get(murano.admin, made.id)


def test_what_was_never_deployed_is_deleted_at_once(murano):
    made = murano.environment()
    murano.draft(made, host())
    environments.delete(murano.alice, made.id)
    with pytest.raises(errors.NotFound):
        environments.get(murano.alice, made.id)
    assert made.name not in names(murano.alice)


def test_what_was_deployed_is_deleted_by_the_engine(murano):
    deployed = murano.deployed(host())
    environments.delete(murano.alice, deployed.id)
    assert murano.finish(deployed.id) is None


def test_nothing_is_changed_while_it_is_deployed(murano):
    made = murano.environment()
    murano.deploy(made, endless())
    found = environments.get(murano.alice, made.id)
    assert found.busy and found.status == 'deploying' and found.acquired_by
    with pytest.raises(errors.Busy):
        environments.delete(murano.alice, made.id)
    environments.rename(murano.alice, made.id, name := unique('renamed'))
    assert environments.get(murano.alice, made.id).name == name


def test_abandoned_in_the_midst(murano):
    made = murano.environment()
    murano.deploy(made, endless())
    environments.abandon(murano.alice, made.id)
    with pytest.raises(errors.NotFound):
        environments.get(murano.alice, made.id)


def test_a_deployment_is_seen_through_its_session(murano):
    """Until it ends everybody else sees what was there before."""
    made = murano.environment()
    murano.deploy(made, app := endless())
    found = environments.get(murano.alice, made.id)
    assert found.components == ()
    [seen] = environments.get(murano.alice, made.id, session_id=found.acquired_by).components
    assert seen['?']['id'] == app['?']['id'] and seen['?']['status'] == 'deploying'


def test_a_reader_may_all_of_it(murano):
    """Murano itself does not stop one; our policy does."""
    made = environments.create(murano.rita, name=unique(), networks=NETWORKS)
    murano.remember(made)
    environments.rename(murano.rita, made.id, unique())
    environments.delete(murano.rita, made.id)


def test_with_sessions_that_are_not_its_own(murano):
    made, other = murano.environment(), murano.environment()
    draft = murano.draft(other)
    with pytest.raises(errors.Invalid):
        environments.get(murano.alice, made.id, session_id=draft.session_id)
    with pytest.raises(errors.NotFound):
        environments.get(murano.alice, made.id, session_id=unknown())


def test_administrators_learn_which_classes_are_used_anywhere(murano):
    environment = murano.deployed(host())
    with pytest.raises(errors.Forbidden):
        environments.list_all(murano.alice, of_all_projects=True)
    everywhere = environments.list_all(murano.admin, of_all_projects=True)
    assert environment.id in [each.id for each in everywhere]
    assert environment.id not in [each.id for each in environments.list_all(murano.admin)]
    for person in (murano.admin, murano.bob):
        assert environments.classes_in(person, environment.id) == {SAMPLES + 'ContainerHost'}
    with pytest.raises(errors.NotFound):
        environments.classes_in(murano.charlie, environment.id)


def test_administrators_abandon_what_is_stuck_in_any_project(murano):
    """Rows are forgotten by id, whoever asks; deployments and reports tell them whether it is stuck."""
    made = murano.environment()
    murano.deploy(made, endless())
    with pytest.raises(errors.NotFound):
        environments.outline(murano.charlie, made.id)
    with pytest.raises(errors.Forbidden):
        environments.abandon_of_any_project(murano.charlie, made.id)
    found = environments.outline(murano.admin, made.id)
    assert (found.name, found.busy, found.components, found.acquired_by) == (made.name, True, (), None)
    [running] = deployments.list_for(murano.admin, made.id)
    assert deployments.reports(murano.admin, made.id, running.id)
    environments.abandon_of_any_project(murano.admin, made.id)
    with pytest.raises(errors.NotFound):
        environments.outline(murano.admin, made.id)
    with pytest.raises(errors.NotFound):
        environments.abandon_of_any_project(murano.admin, made.id)


def test_what_murano_counts_of_itself_is_told_to_all(murano):
    """Policy asks for nobody: Horizon's own rule is all that keeps it to administrators."""
    for person in (murano.admin, murano.charlie):
        assert statistics.of_api(person) == []


def test_a_region_is_given_when_it_is_made(murano):
    made = murano.environment(region='RegionOne')
    assert environments.model(murano.alice, made.id).own['region'] == 'RegionOne'
