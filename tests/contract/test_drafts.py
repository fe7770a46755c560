"""Drafts: who sees them, what they take, and when they are over."""

import pytest

from murano_panel.api import deployments, drafts, environments, errors
from murano_panel.domain.model import object_model
from murano_panel.domain.model.secrets import SANITIZED
from tests.contract.side import endless, host, unknown


def seen_by(request, draft):
    """Ids of the components as the draft sees them."""
    seen = environments.get(request, draft.environment_id, session_id=draft.session_id)
    return [object_model.component_id(each) for each in seen.components]


def test_an_open_draft_keeps_the_environment_pending(murano):
    made = murano.environment()
    draft = drafts.open(murano.alice, made.id)
    assert (draft.environment_id, draft.base_version) == (made.id, 0)
    assert (draft.user_id, draft.project_id) == (murano.alice.user.id, murano.alice.user.project_id)
    assert environments.get(murano.alice, made.id).status == 'pending'
    drafts.discard(murano.alice, draft)
    assert environments.get(murano.alice, made.id).status == 'ready'
    drafts.discard(murano.alice, draft)


def test_components_are_seen_through_the_draft_alone(murano):
    made = murano.environment()
    one, other = host(), host()
    draft = murano.draft(made, one, other)
    ids = [one['?']['id'], other['?']['id']]
    assert seen_by(murano.alice, draft) == seen_by(murano.bob, draft) == ids
    assert environments.get(murano.alice, made.id).components == ()
    drafts.remove_component(murano.alice, draft, ids[0])
    assert seen_by(murano.alice, draft) == ids[1:]
    drafts.replace_components(murano.alice, draft, [one])
    assert seen_by(murano.alice, draft) == ids[:1]
    drafts.replace_components(murano.alice, draft, [])
    assert seen_by(murano.alice, draft) == []


def test_a_component_comes_back_as_it_was_sent(murano):
    app = host(size='small', labels={'a': [1, None, {'b': True}]})
    app['?']['metadata'] = {'murano_panel': {'answers': {'size': 'small'}}}
    draft = murano.draft(murano.environment(), app)
    [seen] = environments.get(murano.alice, draft.environment_id, session_id=draft.session_id).components
    assert seen['?']['status'] == 'pending'
    assert object_model.without_status(seen) == app


@pytest.mark.parametrize('component', [{}, {'?': {}}, {'?': {'id': '5', 'type': 'a.B'}}, {'?': {'id': 'a' * 32}}])
def test_a_component_without_header_never_gets_there(murano, component):
    draft = murano.draft(murano.environment())
    with pytest.raises(errors.Invalid):
        drafts.add_component(murano.alice, draft, component)
    with pytest.raises(errors.Invalid):
        drafts.replace_components(murano.alice, draft, [component])
    assert seen_by(murano.alice, draft) == []


def test_removing_what_is_not_there(murano):
    """Murano has one code for a component and for a draft that are gone: both are told as outdated."""
    draft = murano.draft(murano.environment(), host())
    with pytest.raises(errors.Outdated):
        drafts.remove_component(murano.alice, draft, unknown())


def test_a_deployed_draft_is_over(murano):
    made = murano.environment()
    draft = murano.draft(made, app := host())
    drafts.deploy(murano.alice, draft)
    murano.finish(made.id)
    for change in (
        lambda: drafts.deploy(murano.alice, draft),
        lambda: drafts.add_component(murano.alice, draft, host()),
        lambda: drafts.remove_component(murano.alice, draft, app['?']['id']),
        lambda: drafts.replace_components(murano.alice, draft, []),
    ):
        with pytest.raises(errors.Outdated):
            change()
    assert drafts.open(murano.alice, made.id).base_version == 1


def test_whoever_deploys_first_wins(murano):
    made = murano.environment()
    of_alice = murano.draft(made)
    of_bob = murano.draft(made, app := host(), by=murano.bob)
    drafts.deploy(murano.bob, of_bob)
    murano.finish(made.id)
    with pytest.raises(errors.Outdated):
        drafts.deploy(murano.alice, of_alice)
    # What is read with it is what was deployed.
    assert seen_by(murano.alice, of_alice) == [app['?']['id']]
    assert environments.get(murano.alice, made.id).status == 'ready'


def test_nothing_is_drafted_while_it_is_deployed(murano):
    made = murano.environment()
    older = murano.draft(made, host())
    murano.deploy(made, endless())
    for change in (
        lambda: drafts.open(murano.alice, made.id),
        lambda: drafts.deploy(murano.alice, older),
        lambda: drafts.add_component(murano.alice, older, host()),
        lambda: drafts.replace_components(murano.alice, older, [host()]),
        lambda: drafts.remove_component(murano.alice, older, unknown()),
    ):
        with pytest.raises(errors.Busy):
            change()
    assert seen_by(murano.alice, older) == []
    drafts.discard(murano.alice, older)


def test_a_draft_that_is_being_deployed_cannot_be_discarded(murano):
    made = murano.environment()
    draft = murano.draft(made, endless())
    drafts.deploy(murano.alice, draft)
    with pytest.raises(errors.Busy):
        drafts.discard(murano.alice, draft)


def test_a_discarded_draft_is_over(murano):
    draft = murano.draft(murano.environment(), app := host())
    drafts.discard(murano.alice, draft)
    for change in (
        lambda: drafts.deploy(murano.alice, draft),
        lambda: drafts.add_component(murano.alice, draft, host()),
        lambda: drafts.remove_component(murano.alice, draft, app['?']['id']),
        lambda: drafts.replace_components(murano.alice, draft, []),
    ):
        with pytest.raises(errors.Outdated):
            change()


def test_a_draft_belongs_to_one_user(murano):
    """Who may discard it, at least: Murano lets the whole project change and deploy it."""
    draft = murano.draft(murano.environment())
    with pytest.raises(errors.NotOwner):
        drafts.discard(murano.bob, draft)
    drafts.add_component(murano.bob, draft, host())
    drafts.deploy(murano.bob, draft)


def test_an_ended_login_is_not_another_users_draft(murano):
    """Murano says 401 to both."""
    draft = murano.draft(murano.environment())
    for change in (
        lambda: environments.get(murano.expired, draft.environment_id),
        lambda: drafts.discard(murano.expired, draft),
        lambda: drafts.deploy(murano.expired, draft),
        lambda: drafts.add_component(murano.expired, draft, host()),
    ):
        with pytest.raises(errors.Expired):
            change()


def test_other_projects_do_nothing_with_it(murano):
    draft = murano.draft(murano.environment(), app := host())
    for change in (
        lambda: drafts.open(murano.charlie, draft.environment_id),
        lambda: drafts.deploy(murano.charlie, draft),
        lambda: drafts.add_component(murano.charlie, draft, host()),
        lambda: drafts.remove_component(murano.charlie, draft, app['?']['id']),
        lambda: drafts.replace_components(murano.charlie, draft, []),
    ):
        with pytest.raises(errors.NotFound):
            change()
    assert seen_by(murano.alice, draft) == [app['?']['id']]


def test_of_an_environment_that_is_gone(murano):
    draft = murano.draft(murano.environment())
    environments.abandon(murano.alice, draft.environment_id)
    for change in (
        lambda: drafts.open(murano.alice, draft.environment_id),
        lambda: drafts.deploy(murano.alice, draft),
        lambda: drafts.add_component(murano.alice, draft, host()),
    ):
        with pytest.raises(errors.NotFound):
            change()
    drafts.discard(murano.alice, draft)


def test_an_empty_draft_can_be_deployed(murano):
    made = murano.environment()
    drafts.deploy(murano.alice, murano.draft(made))
    ended = murano.finish(made.id)
    assert (ended.status, ended.version, ended.components) == ('ready', 1, ())


def test_the_environment_itself_is_changed_by_a_patch(murano):
    made = murano.environment()
    before = environments.model(murano.alice, made.id).own
    assert before['name'] == made.name and before['?']['metadata'] == {} and 'services' not in before
    draft = murano.draft(made, host())
    steps = [
        {'op': 'replace', 'path': '/name', 'value': 'to applications'},
        {'op': 'add', 'path': '/?/metadata', 'value': {'owner': 'me'}},
    ]
    drafts.change_environment(murano.alice, draft, steps)
    drafted = environments.model(murano.alice, made.id, session_id=draft.session_id).own
    assert drafted == {**before, 'name': 'to applications', '?': {**before['?'], 'metadata': {'owner': 'me'}}}
    in_draft = environments.get(murano.alice, made.id, session_id=draft.session_id).components
    told = environments.model(murano.alice, made.id, session_id=draft.session_id).components
    assert list(told) == [object_model.without_status(item) for item in in_draft] != []
    assert environments.model(murano.alice, made.id).own == before
    assert environments.get(murano.alice, made.id).name == made.name
    with pytest.raises(errors.NotFound):
        environments.model(murano.charlie, made.id)


def test_a_deployment_tells_what_it_was_given_of_the_environment_itself(murano):
    made = murano.environment()
    draft = murano.draft(made, host())
    steps = [{'op': 'add', 'path': '/?/metadata', 'value': {'owner': 'me', 'token': 'abc'}}]
    drafts.change_environment(murano.alice, draft, steps)
    drafted = environments.model(murano.alice, made.id, session_id=draft.session_id).own
    drafts.deploy(murano.alice, draft)
    [deployment] = deployments.list_for(murano.alice, made.id)
    assert deployment.own['?']['metadata'] == {'owner': 'me', 'token': SANITIZED}
    assert deployment.own['name'] == drafted['name'] and deployment.own['defaultNetworks'] == drafted['defaultNetworks']


def test_the_whole_model_of_a_draft_that_is_gone_is_an_error_of_muranos(murano):
    """Where it is asked as usual it says that there is no such draft."""
    made = murano.environment()
    mine = murano.draft(made, host())
    drafts.discard(murano.alice, mine)
    with pytest.raises(errors.Unavailable) as caught:
        environments.model(murano.alice, made.id, session_id=mine.session_id)
    assert caught.value.code == 500
    with pytest.raises(errors.NotFound):
        environments.get(murano.alice, made.id, session_id=mine.session_id)


def test_a_patch_that_murano_loses_is_told(murano):
    made = murano.environment()
    mine = murano.draft(made, host())
    murano.deploy(made)
    with pytest.raises(errors.Outdated):
        drafts.change_environment(murano.alice, mine, [{'op': 'replace', 'path': '/name', 'value': 'lost'}])
