"""What is changed of the environment itself: its metadata, and the name by which its applications know it."""

import json

import pytest

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


def test_going_back_says_that_it_stays_in_the_draft(alice, murano, web):
    before = web.components
    [first] = [task for task in murano.tasks.values() if task.environment_id == web.id]
    web.components = [component('other', 'demo.Site', id='site2')]
    murano.deployment(web, finished=True)
    restore = url(web, f'deployments/{first.id}/restore/')
    assert 'stays in the draft' not in shown(alice.get(restore))
    annotate(alice, web, owner='me')
    assert 'changes of the environment itself' in shown(alice.get(restore))
    alice.post(restore, {'version': web.version})
    [session] = murano.sessions_of(web.id)
    assert [item['?']['id'] for item in session.components] == [item['?']['id'] for item in before]
    assert session.own['?']['metadata'] == {'owner': 'me'}


def test_files_and_blueprints_say_that_they_leave_it_out(alice, web):
    assert 'its networks and its metadata are not in it' in shown(alice.get(url(web, 'file/')))
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
