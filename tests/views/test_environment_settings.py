"""What is changed of the environment itself: its metadata, and the name by which its applications know it."""

import json

import pytest

from murano_panel.domain.model.undo import key_of
from murano_panel.drafts import own_object
from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.test_environment_page import json_in, page, said, text_of, url

YES = {'confirmed': 'yes'}


@pytest.fixture()
def web(murano):
    environment = murano.environment('web', components=[component('site', 'demo.Site', id='site1')])
    environment.version = 0
    murano.deployment(environment, finished=True)
    return environment


def annotate(client, environment, **entries):
    sent = {'key': list(entries), 'value': list(entries.values())}
    return client.post(url(environment, 'metadata/'), sent)


def own(murano, environment):
    [session] = murano.sessions_of(environment.id)
    return session.own


def test_metadata_is_a_change_of_the_draft(alice, murano, web, monkeypatch):
    with murano.budget(2):
        assert 'data-murano-pairs' in alice.get(url(web, 'metadata/')).content.decode()
    with murano.budget(5):
        answer = annotate(alice, web, owner='me {$ 7*7 $}')
    assert answer['Location'] == url(web) and own(murano, web)['?']['metadata'] == {'owner': 'me {$ 7*7 $}'}
    page(alice, web)
    # As with any draft: the whole model has both, and what is deployed was read when the metadata was changed.
    with murano.budget(2):
        text = text_of(alice, web)
    # Those that the catalog does not have are asked for once more.
    with murano.budget(3):
        alice.get(url(web, 'review/'))
    # Once more where the cache has forgotten what is deployed.
    monkeypatch.setattr(own_object, '_kept', lambda environment: None)
    with murano.budget(3):
        assert '1 undeployed change' in text_of(alice, web)
    assert '1 undeployed change' in text and 'Metadata › owner' in text and 'me {$ 7*7 $}' in text
    assert 'value="me {$ 7*7 $}"' in alice.get(url(web, 'metadata/')).content.decode()


def test_it_is_deployed_and_then_there(alice, murano, web):
    annotate(alice, web, owner='me')
    answer = alice.post(url(web, 'deploy/'))
    assert '/deployments/' in answer['Location']
    murano.end(next(task for task in murano.tasks.values() if task.finished is None))
    assert web.own['?']['metadata'] == {'owner': 'me'} and 'undeployed change' not in text_of(alice, web)


def test_other_changes_of_the_draft_go_on_beside_it(alice, murano, web):
    alice.post(url(web, 'components/site1/rename/'), {'name': 'shop'})
    annotate(alice, web, owner='me')
    assert '2 undeployed changes' in text_of(alice, web)
    alice.post(url(web, 'components/site1/undo/'), YES)
    assert '1 undeployed change ' in text_of(alice, web) and own(murano, web)['?']['metadata'] == {'owner': 'me'}
    alice.post(url(web, f'components/{web.own["?"]["id"]}/undo/'), YES)
    assert murano.sessions_of(web.id) == []


def test_it_is_taken_back_and_what_else_there_is_stays(alice, murano, web):
    annotate(alice, web, owner='me')
    alice.post(url(web, 'components/site1/rename/'), {'name': 'shop'})
    answer = alice.post(url(web, f'components/{web.own["?"]["id"]}/undo/'))
    assert 'lost for good' in shown(answer)
    alice.post(url(web, f'components/{web.own["?"]["id"]}/undo/'), YES)
    assert own(murano, web)['?']['metadata'] == {} and '1 undeployed change ' in text_of(alice, web)


def test_like_before_nothing_is_written(alice, murano, web):
    web.own['?']['metadata'] = {'owner': 'me', 'murano_panel': {'x': 1}}
    assert 'nothing was changed' in said(annotate(alice, web, owner='me'))[-1]
    assert murano.sessions_of(web.id) == []
    annotate(alice, web, owner='you')
    assert own(murano, web)['?']['metadata'] == {'owner': 'you', 'murano_panel': {'x': 1}}


def test_a_secret_of_it_reaches_no_page(alice, murano, web):
    annotate(alice, web, **{'api token': 's3cret'})
    assert 's3cret' not in page(alice, web) and 's3cret' not in alice.get(url(web, 'metadata/')).content.decode()


def test_overtaken_it_is_carried_over(alice, murano, web):
    annotate(alice, web, owner='me')
    saved = json.dumps(json_in(page(alice, web), 'murano-draft')['changes'])
    web.version += 1
    answer = alice.post(url(web, 'reapply/'), {'saved': saved})
    assert 'Metadata › owner' in shown(answer)
    alice.post(url(web, 'reapply/'), {'saved': saved, **YES})
    assert own(murano, web)['?']['metadata'] == {'owner': 'me'} and '1 undeployed change' in text_of(alice, web)


@pytest.mark.parametrize(('choice', 'kept'), [('mine', 'me'), ('theirs', 'them')])
def test_set_by_somebody_else_as_well_one_of_both_is_chosen(alice, murano, web, choice, kept):
    annotate(alice, web, owner='me', team='blue')
    saved = json.dumps(json_in(page(alice, web), 'murano-draft')['changes'])
    web.version += 1
    web.own['?']['metadata'] = {'owner': 'them'}
    assert 'Which one counts?' in shown(alice.post(url(web, 'reapply/'), {'saved': saved}))
    choices = {f'choice:{json.dumps([web.own["?"]["id"], "?", "metadata", "owner"])}': choice}
    alice.post(url(web, 'reapply/'), {'saved': saved, **YES, **choices})
    assert own(murano, web)['?']['metadata'] == {'owner': kept, 'team': 'blue'}


def test_a_patch_that_is_lost_is_told_and_leaves_no_draft(alice, murano, web):
    murano.fail('PATCH', 'model', status=500)
    answer = annotate(alice, web, owner='me')
    assert answer.status_code == 200 and 'value="me"' in answer.content.decode()
    assert murano.sessions_of(web.id) == []


def test_a_draft_that_murano_has_lost_is_told(alice, murano, web):
    """Of a session that is not there Murano answers with an error 500, as of much else."""
    annotate(alice, web, owner='me')
    murano.fail('GET', 'model', status=500)
    assert alice.get(url(web)).status_code == 503
    murano.mend()
    murano.sessions.clear()
    assert 'Your draft is gone' in text_of(alice, web)


def test_nothing_of_it_while_something_runs(alice, murano, web):
    murano.deployment(web)
    assert alice.get(url(web, 'metadata/')).status_code == 409


def test_a_new_name_reaches_applications_where_that_is_wanted(alice, murano, web):
    with murano.budget(2):
        alice.post(url(web, 'rename/'), {'name': 'shop'})
    assert web.name == 'shop' and murano.sessions_of(web.id) == []
    with murano.budget(7):
        answer = alice.post(url(web, 'rename/'), {'name': 'store', 'in_model': 'on'})
    assert web.name == 'store' and own(murano, web)['name'] == 'store' and web.own['name'] == 'web'
    assert 'Your draft tells' in ' '.join(said(answer)) and '1 undeployed change' in text_of(alice, web)


def test_what_stands_against_telling_them_is_told(alice, murano, web):
    murano.deployment(web)
    answer = alice.post(url(web, 'rename/'), {'name': 'shop', 'in_model': 'on'})
    assert web.name == 'shop' and 'were not told' in ' '.join(said(answer))


def test_it_stands_in_the_menu(alice, rita, web):
    assert f'data-murano-dialog href="{url(web, "metadata/")}"' in page(alice, web)
    assert f'href="{url(web, "metadata/")}"' not in page(rita, web)
    assert rita.post(url(web, 'metadata/'), {'key': 'a', 'value': 'b'}).status_code == 403


# Where else changes of the environment itself count ------------------------------------------------------------------


def test_the_checks_do_not_call_it_nothing(alice, web):
    annotate(alice, web, owner='me')
    assert 'Nothing to deploy' not in shown(alice.get(url(web, 'checks/')))
    alice.post(url(web, 'discard/'), YES)
    alice.post(url(web, 'components/site1/rename/'), {'name': 'site 2'})
    alice.post(url(web, 'components/site1/rename/'), {'name': 'site'})
    assert 'Nothing to deploy: your draft changes nothing yet' in shown(alice.get(url(web, 'checks/')))


def test_a_comparison_with_the_draft_tells_it(alice, web):
    web.own['?']['metadata'] = {'owner': 'them'}
    annotate(alice, web, owner='me')
    forth = shown(alice.get(url(web, 'compare/'), {'from': 'now', 'to': 'draft'}))
    assert 'Metadata › owner them me' in forth
    back = shown(alice.get(url(web, 'compare/'), {'from': 'draft', 'to': 'now'}))
    assert 'Metadata › owner me them' in back
    # The newest deployment is what is deployed.
    assert 'Metadata › owner them me' in shown(alice.get(url(web, 'compare/'), {'to': 'draft'}))


def test_it_is_told_of_what_was_never_deployed(alice, murano):
    fresh = murano.environment('fresh', components=[component('site', 'demo.Site', id='site1')])
    annotate(alice, fresh, owner='me')
    assert 'Metadata › owner' in shown(alice.get(url(fresh, 'compare/'), {'from': 'now', 'to': 'draft'}))


def deployed_with(murano, web, name, **metadata):
    """One deployment more, of the environment with these; what it was given."""
    web.own = {**web.own, 'name': name, '?': {**web.own['?'], 'metadata': metadata}}
    return murano.deployment(web, finished=True)


def restore_url(web, task):
    return url(web, f'deployments/{task.id}/restore/')


def test_going_back_takes_it_along(alice, murano, web):
    then = deployed_with(murano, web, 'old', owner='me', color='red')
    deployed_with(murano, web, 'new', owner='you', size='xl')
    text = shown(alice.get(restore_url(web, then)))
    assert 'Metadata › owner you me' in text and 'Metadata › color' in text and 'Name new old' in text
    with murano.budget(6):
        answer = alice.post(restore_url(web, then), {'version': web.version})
    assert answer.status_code == 302
    assert own(murano, web)['name'] == 'old' and own(murano, web)['?']['metadata'] == {'owner': 'me', 'color': 'red'}
    # What is drafted already is not drafted again.
    with murano.budget(3):
        alice.post(restore_url(web, then), {'version': web.version, 'replaces': 'yes'})


def test_going_back_replaces_what_the_draft_changes_of_it(alice, murano, web):
    [then] = [task for task in murano.tasks.values() if task.environment_id == web.id]
    deployed_with(murano, web, 'web', owner='you')
    annotate(alice, web, owner='somebody')
    page = shown(alice.get(restore_url(web, then)))
    assert 'has 1 undeployed change, which is replaced' in page and 'Metadata › owner you' in page
    alice.post(restore_url(web, then), {'version': web.version})
    assert own(murano, web)['?']['metadata'] == {'owner': 'somebody'}
    alice.post(restore_url(web, then), {'version': web.version, 'replaces': 'yes'})
    assert own(murano, web)['?']['metadata'] == {}


def test_going_back_to_metadata_that_is_masked(alice, murano, web):
    then = deployed_with(murano, web, 'web', **{'api token': 'abc', 'pass': 'def', 'owner': 'me'})
    deployed_with(murano, web, 'web', **{'api token': 'xyz'})
    text = shown(alice.get(restore_url(web, then)))
    assert 'stay as they are deployed, as Murano keeps no secrets in its records: api token' in text
    assert 'cannot be restored: Murano keeps no secrets in its records, and nothing is deployed of them. pass' in text
    alice.post(restore_url(web, then), {'version': web.version})
    assert own(murano, web)['?']['metadata'] == {'api token': 'xyz', 'owner': 'me'}


def test_a_record_without_it_leaves_it_as_it_is(alice, murano, web):
    then = deployed_with(murano, web, 'web', owner='me')
    del then.model['?'], then.model['name']
    then.model['services'] = []
    deployed_with(murano, web, 'web', owner='you')
    assert 'Metadata ›' not in shown(alice.get(restore_url(web, then)))
    alice.post(restore_url(web, then), {'version': web.version})
    [session] = murano.sessions_of(web.id)
    assert session.own is None and session.components == []


def test_each_change_of_it_is_taken_back_by_itself(alice, murano, web):
    web.own['?']['metadata'] = {'owner': 'you', 'color': 'red'}
    annotate(alice, web, owner='me', size='xl')
    review = alice.get(url(web, 'review/'))
    [change] = [item for item in review.context['page'].listed.in_full if item.is_environment]
    keys = {item.label: key_of(item) for item in change.properties}
    assert keys.keys() == {'Metadata › owner', 'Metadata › color', 'Metadata › size'}
    undo = url(web, f'components/{change.component_id}/undo/')
    answer = alice.post(undo, {'property': keys['Metadata › color']})
    assert said(answer)[-1] == '"Metadata › color" of the environment is set again as it was before your draft.'
    assert own(murano, web)['?']['metadata'] == {'owner': 'me', 'size': 'xl', 'color': 'red'}
    assert 'has changed since the page was loaded' in said(alice.post(undo, {'property': keys['Metadata › color']}))[-1]
    alice.post(undo, {'property': keys['Metadata › size']})
    assert own(murano, web)['?']['metadata'] == {'owner': 'me', 'color': 'red'}
    # The last one ends the draft.
    alice.post(undo, {'property': keys['Metadata › owner']})
    assert murano.sessions_of(web.id) == []


def test_blueprints_say_that_they_leave_it_out(alice, web):
    save = f'/app-catalog/blueprints/save/{web.id}/'
    assert 'Metadata of the environment itself is not saved' in shown(alice.get(save))


def test_the_commands_make_it(alice, web):
    annotate(alice, web, owner='me', **{'api key': 's3cret'})
    for tool, call in {'openstack': 'model edit', 'python': 'update_model', 'curl': '/model/"'}.items():
        answer = alice.get(url(web, 'commands/'), {'tool': tool})
        changes = answer.context['scripts'][0].text
        assert call in changes and 'owner' in changes and 's3cret' not in changes
        # There is nothing to be done to components.
        assert 'apps edit' not in changes and 'services' not in changes
