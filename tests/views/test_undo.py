"""Each change of a draft can be taken back by itself; what is lost for good is asked for."""

import copy

import pytest

from tests.support import cast
from tests.support.fake_murano import component
from tests.support.pages import form
from tests.views.test_environment_page import CONFIRMED, page, remove, said, text_of, url, web  # noqa: F401  fixture


def undo(client, environment, component_id='site1', data=None):
    return client.post(url(environment, f'components/{component_id}/undo/'), data or {})


@pytest.fixture()
def drafted(alice, murano, web):  # noqa: F811
    """The components of Alice's draft, which removes nothing and changes nothing yet, to be changed by the test."""
    remove(alice, web, 'site1')
    [session] = [item for item in murano.sessions_of(web.id) if item.user_id == cast.ALICE.id]
    session.components = copy.deepcopy(web.components)
    return session


def drafted_ids(session):
    return {item['?']['id'] for item in session.components}


def test_what_was_removed_is_put_back_as_it_is_deployed(alice, murano, web):  # noqa: F811
    before = copy.deepcopy({item['?']['id']: item for item in web.components})
    remove(alice, web)
    [session] = murano.sessions_of(web.id)
    session.components.append(component('db', id='db1'))
    assert 'Keep' in text_of(alice, web)
    answer = undo(alice, web)
    assert answer.status_code == 302 and said(answer)[-1] == '"site" stays.'
    assert {item['?']['id']: item for item in session.components if item['?']['id'] != 'db1'} == before


def test_taking_back_the_only_change_ends_the_draft(alice, murano, web):  # noqa: F811
    remove(alice, web)
    with murano.budget(3):
        answer = undo(alice, web)
    assert said(answer)[-1] == '"site" stays. The draft held nothing else: it is discarded.'
    assert murano.sessions_of(web.id) == [] and 'undeployed change' not in text_of(alice, web)


def test_after_a_failure_it_can_be_deployed_again_at_once(alice, murano, web):  # noqa: F811
    murano.deployment(web, failure='gave up')
    remove(alice, web)
    assert 'Retry' not in text_of(alice, web)
    undo(alice, web)
    assert 'Retry' in text_of(alice, web)


def test_each_line_of_the_draft_has_its_button(alice, drafted, web):  # noqa: F811
    drafted.components.append(component('db', id='db1'))
    html = page(alice, web)
    lines = html.split('murano-draft__lines')[1].split('</ul>')[0]
    assert f'form="murano-change" formaction="{url(web, "components/db1/undo/")}"' in lines
    # The form has the token, once for all buttons.
    assert 'csrfmiddlewaretoken' in html.split('<form id="murano-change"')[1].split('</form>')[0]


def test_what_was_added_is_asked_for_before_its_answers_are_lost(alice, drafted, web):  # noqa: F811
    drafted.components += [component('db', id='db1'), component('shop', id='shop1', db='db1')]
    for address in ('undo', 'remove'):
        asking = alice.post(url(web, f'components/db1/{address}/'))
        text = asking.content.decode()
        assert 'its answers are lost for good' in text and 'Used by &quot;shop&quot;' in text
        assert 'db1' in drafted_ids(drafted)
    answer = form(asking, 'Take out').submit(alice, 'Take out')
    assert answer.status_code == 302 and 'was taken out of your draft' in said(answer)[-1]
    assert drafted_ids(drafted) == {'host1', 'site1', 'shop1'}


def test_what_was_never_deployed_is_not_said_to_go_with_a_deployment(alice, drafted, web):  # noqa: F811
    drafted.components.append(component('db', id='db1'))
    drafted.components.append(component('shop', id='shop1'))
    assert 'next deployment' not in said(remove(alice, web, 'db1'))[-1]
    assert 'db1' not in drafted_ids(drafted)


def test_what_was_changed_is_set_back(alice, drafted, web):  # noqa: F811
    site = next(item for item in drafted.components if item['?']['id'] == 'site1')
    site['port'] = 81
    drafted.components.append(component('db', id='db1'))
    assert 'lost for good' in undo(alice, web).content.decode() and site['port'] == 81
    assert said(undo(alice, web, data=CONFIRMED))[-1] == '"site" is set again as it was before your draft.'
    found = {item['?']['id']: item for item in drafted.components}
    assert 'port' not in found['site1'] and set(found) == {'host1', 'site1', 'db1'}


def test_removing_what_others_use_names_them_before(alice, murano, web):  # noqa: F811
    asking = alice.post(url(web, 'components/host1/remove/'))
    assert 'Used by &quot;site&quot;' in asking.content.decode() and murano.sessions_of(web.id) == []
    form(asking, 'Remove').submit(alice, 'Remove')
    assert 'Goes with the next deployment' in text_of(alice, web)
    # What nobody needs goes at once: it can be kept again.
    assert 'Until then you can keep it' in said(alice.post(url(web, 'components/site1/remove/')))[-1]


def test_scripts_ask_the_same_questions(alice, drafted, web):  # noqa: F811
    drafted.components.append(component('db {$ 7*7 $}', id='db1'))
    html = page(alice, web)
    assert 'data-murano-confirm="Take &quot;db {$ 7*7 $}&quot; out of the draft?' in html
    assert 'data-murano-confirm="Remove &quot;host&quot;? Used by &quot;site&quot;' in html


def test_nothing_to_undo(alice, murano, web):  # noqa: F811
    for answer in (undo(alice, web), undo(alice, web, 'nothing1', CONFIRMED)):
        assert answer.status_code == 302 and 'Nothing to undo' in said(answer)[-1]
    assert murano.sessions_of(web.id) == []


def test_discarding_asks(alice, murano, web):  # noqa: F811
    remove(alice, web)
    asking = alice.post(url(web, 'discard/'), {'next': 'drafts'})
    assert 'lost for good' in asking.content.decode() and len(murano.sessions_of(web.id)) == 1
    assert form(asking, 'Discard').submit(alice, 'Discard')['Location'].endswith('/drafts/')
    assert murano.sessions_of(web.id) == []


def test_what_it_costs(alice, drafted, murano, web):  # noqa: F811
    remove(alice, web)
    with murano.budget(3):
        undo(alice, web)
