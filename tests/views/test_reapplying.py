"""Carrying a lost draft over: typed secrets are checked, and nobody's value is overwritten unasked."""

import copy
import html
import json
import re
from types import SimpleNamespace

import pytest

from murano_panel.domain.conflicts.saved_changes import portable
from murano_panel.web import sealing
from tests.support import cast
from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.test_environment_page import CONFIRMED, url

UI = """
Version: 2.3
Application:
  ?: {type: demo.Web}
  port: $.main.port
  adminPassword: $.main.password
Forms:
  - main:
      fields:
        - {name: port, type: integer, label: Port of the site}
        - {name: password, type: password, label: "Administrator's password", helpText: Eight at least}
"""
GOOD = 'An0ther!one'
CHOICE, SECRET = 'choice:["web1", "port"]', 'secret:["new1", "adminPassword"]'


def web(port, own_id='web1', **properties):
    return component('web', 'demo.Web', id=own_id, port=port, **properties)


@pytest.fixture()
def environment(murano):
    """What is deployed by now: somebody else has set the port to 90."""
    return murano.environment('shop', components=[web(90)])


def sent(client, environment, before, after, **data):
    saved = json.dumps(portable(before, after))
    return client.post(url(environment, 'reapply/'), {'saved': saved, **data})


def drafted(murano, environment):
    [session] = [item for item in murano.sessions_of(environment.id) if item.user_id == cast.ALICE.id]
    return {item['?']['id']: item for item in session.components}


def test_a_conflict_is_shown_with_its_three_values(alice, murano, environment):
    text = sent(alice, environment, [web(80)], [web(81)]).content.decode()
    assert all(f'<strong>{port}</strong>' in text for port in (80, 81, 90)) and 'Which one counts?' in text


def test_nothing_is_written_before_one_is_chosen(alice, murano, environment):
    answer = sent(alice, environment, [web(80)], [web(81)], **CONFIRMED)
    assert 'Choose one of both.' in answer.content.decode() and murano.sessions_of(environment.id) == []


@pytest.mark.parametrize(('choice', 'port'), [('mine', 81), ('theirs', 90)])
def test_what_is_chosen_counts(alice, murano, environment, choice, port):
    after = [web(81, note='new')]
    assert sent(alice, environment, [web(80)], after, **CONFIRMED, **{CHOICE: choice}).status_code == 302
    found = drafted(murano, environment)['web1']
    assert (found['port'], found['note']) == (port, 'new')


def test_giving_up_everything_opens_no_draft(alice, murano, environment):
    answer = sent(alice, environment, [web(80)], [web(81)], **CONFIRMED, **{CHOICE: 'theirs'})
    assert answer.status_code == 302 and murano.sessions_of(environment.id) == []


def test_a_typed_secret_is_checked_by_its_field(alice, murano, environment):
    murano.package('demo.Web', name='Web', ui=UI)
    after = copy.deepcopy([*environment.components, web(80, 'new1', adminPassword='Secr3t!pass')])
    text = sent(alice, environment, environment.components, after).content.decode()
    assert 'Eight at least' in text and 'Not checked' not in text
    answer = sent(alice, environment, environment.components, after, **CONFIRMED, **{SECRET: 'x'})
    text = answer.content.decode()
    assert 'aria-invalid="true"' in text and 'at least 7 characters' in text
    assert murano.sessions_of(environment.id) == []
    sent(alice, environment, environment.components, after, **CONFIRMED, **{SECRET: GOOD})
    assert drafted(murano, environment)['new1']['adminPassword'] == GOOD


@pytest.mark.parametrize('ui', ['', 'Version: 2.3\nApplication: [', None])
def test_a_secret_without_a_form_is_said_to_be_unchecked(alice, murano, environment, ui):
    if ui is not None:
        murano.package('demo.Web', name='Web', ui=ui)
    after = [*environment.components, web(80, 'new1', adminPassword='Secr3t!pass')]
    assert 'Not checked' in sent(alice, environment, environment.components, after).content.decode()


def test_a_secret_that_was_a_number_takes_no_other_text(alice, murano, environment):
    after = [*environment.components, web(80, 'new1', pinCode=0, secretCode=4711)]
    number = 'secret:["new1", "secretCode"]'
    answer = sent(alice, environment, environment.components, after, **CONFIRMED, **{number: 'four'})
    assert 'A number is needed.' in answer.content.decode() and murano.sessions_of(environment.id) == []
    sent(alice, environment, environment.components, after, **CONFIRMED, **{number: '4712'})
    assert drafted(murano, environment)['new1']['secretCode'] == 4712


def test_the_words_are_those_of_the_form(alice, murano, environment):
    words = {'application': 'Web server', 'labels': {'port': 'Port of the site'}}
    for made in (before := [web(80)]) + (after := [web(81, note='new')]) + environment.components:
        made['?']['metadata'] = {'murano_panel': words}
    text = sent(alice, environment, before, after).content.decode()
    assert 'title="port">Port of the site' in text and 'Web server' in text


def test_hostile_words_in_what_the_browser_kept(alice, murano, environment):
    text = sent(alice, environment, [web(80)], [web('</strong>{$ 7*7 $}')]).content.decode()
    assert '<strong>&lt;/strong&gt;{$ 7*7 $}</strong>' in text


PASSWORD = 'choice:["web1", "adminPassword"]', 'secret:["web1", "adminPassword"]'


def kept_by_browser(client, environment, murano, mine):
    """What the page of the environment hands to the script, after the user has changed the password in a draft."""
    client.post(url(environment, 'components/other/remove/'))
    [session] = murano.sessions_of(environment.id)
    session.components = copy.deepcopy(session.components)
    next(item for item in session.components if item['?']['id'] == 'web1')['adminPassword'] = mine
    text = client.get(url(environment)).content.decode()
    return json.loads(re.search('<script id="murano-draft"[^>]*>(.*?)</script>', text)[1])['changes']


@pytest.fixture()
def reapplied(alice, murano):
    """Alice has changed a password from 'old' to 'mine'; somebody deploys another one before she does."""

    def reapply(theirs, **data):
        environment = murano.environment('shop', components=[web(80, adminPassword='old-s3cret'), web(1, 'other')])
        saved = kept_by_browser(alice, environment, murano, 'my-s3cret')
        assert not any(secret in json.dumps(saved) for secret in ('old-s3cret', 'my-s3cret'))
        alice.post(url(environment, 'discard/'), CONFIRMED)
        environment.components = [web(80, adminPassword=theirs), web(1, 'other')]
        answer = alice.post(url(environment, 'reapply/'), {'saved': json.dumps(saved), **data})
        return environment, answer, answer.content.decode()

    return reapply


def test_a_secret_that_somebody_else_has_changed_is_told_and_not_shown(reapplied):
    _environment, _answer, text = reapplied('their-s3cret')
    assert 'Somebody else has changed this secret meanwhile' in text and 'their-s3cret' not in text
    # Only whoever chooses the own one has to type it.
    assert 'required' not in re.search(r'<input [^>]*type="password"[^>]*>', text)[0]


def test_a_secret_that_nobody_else_has_changed_is_no_conflict(reapplied):
    _environment, _answer, text = reapplied('old-s3cret')
    assert 'Somebody else' not in text and 'Type them again' in text


def test_a_secret_that_is_the_same_by_now_needs_not_be_typed(reapplied, murano):
    environment, answer, _text = reapplied('my-s3cret', **CONFIRMED)
    assert answer.status_code == 302
    assert drafted(murano, environment).keys() == {'web1'}


@pytest.mark.parametrize(('choice', 'typed', 'found'), [('mine', GOOD, GOOD), ('theirs', '', 'their-s3cret')])
def test_one_of_both_secrets_is_chosen(reapplied, murano, choice, typed, found):
    choice_name, secret_name = PASSWORD
    environment, answer, _text = reapplied('their-s3cret', **CONFIRMED, **{choice_name: choice, secret_name: typed})
    assert answer.status_code == 302 and drafted(murano, environment)['web1']['adminPassword'] == found


def test_mine_has_to_be_typed(reapplied, murano):
    environment, _answer, text = reapplied('their-s3cret', **CONFIRMED, **{PASSWORD[0]: 'mine'})
    assert 'Needed' in text and murano.sessions_of(environment.id) == []


def test_without_the_key_nothing_is_claimed(reapplied, monkeypatch):
    """Another SECRET_KEY by now: whether it was changed cannot be known."""
    unreadable = SimpleNamespace(seal=sealing.seal, unseal=_unreadable, BadSeal=sealing.BadSeal)
    monkeypatch.setattr('murano_panel.drafts.kept.sealing', unreadable)
    _environment, _answer, text = reapplied('their-s3cret')
    assert 'Somebody else' not in text and 'Type them again' in text


def _unreadable(purpose, text, *, max_age):
    raise sealing.BadSeal


def test_twins_are_told_apart_in_what_the_browser_keeps(alice, murano):
    environment = murano.environment('shop', components=[web(80), web(81, '2' * 32), web(1, 'other')])
    saved = kept_by_browser(alice, environment, murano, 'x')
    assert [entry['name'] for entry in saved] == ['web (web1)', 'web (other)']


# Components as a whole ---------------------------------------------------------------------------------------------


@pytest.fixture()
def gone(murano):
    """db1 was deployed, and then removed by somebody else; its record has the password masked."""
    environment = murano.environment('shop', components=[web(80), web(1, 'db1', adminPassword='s3cret', ip='10.0.0.9')])
    murano.deployment(environment, finished=True)
    environment.components = [web(80)]
    return environment


DB = 'choice:["db1"]'


def change_of_what_is_gone(client, environment, **data):
    before = [web(80), web(1, 'db1', adminPassword='s3cret')]
    return sent(client, environment, before, [web(80), web(2, 'db1', adminPassword='s3cret')], **data)


def test_what_somebody_has_removed_is_asked_about_with_what_one_has_changed(alice, murano, gone):
    # The deployments, and the package of the form that checks the secret.
    with murano.budget(3):
        answer = change_of_what_is_gone(alice, gone)
    text = answer.content.decode()
    assert 'Somebody has removed this component meanwhile' in text and 'it comes back, made anew' in text
    assert DB in html.unescape(text) and 's3cret' not in text and 'type="password"' in text
    assert 'Choose one of both.' in change_of_what_is_gone(alice, gone, **CONFIRMED).content.decode()
    assert murano.sessions_of(gone.id) == []


def test_it_comes_back_with_ones_changes_and_a_typed_secret(alice, murano, gone):
    secret = {'secret:["db1", "adminPassword"]': GOOD}
    assert change_of_what_is_gone(alice, gone, **CONFIRMED, **{DB: 'mine'}, **secret).status_code == 302
    found = drafted(murano, gone)['db1']
    assert (found['port'], found['adminPassword']) == (2, GOOD)


def test_it_stays_away_and_no_draft_is_opened(alice, murano, gone):
    answer = change_of_what_is_gone(alice, gone, **CONFIRMED, **{DB: 'theirs'})
    assert answer.status_code == 302 and murano.sessions_of(gone.id) == []


def test_what_nobody_can_bring_back_is_told_with_what_one_had_set(alice, murano, environment):
    answer = sent(alice, environment, [web(80, 'db1')], [web(81, 'db1')])
    text = shown(answer)
    assert 'web was removed meanwhile' in text and '81' in text
    # There is nothing to put anywhere.
    assert 'Put into a new draft' not in text


def test_what_one_removes_and_somebody_has_changed_is_asked_about(alice, murano):
    environment = murano.environment('shop', components=[web(80), web(1, 'db1')])
    murano.deployment(environment, finished=True)
    before, after = [web(80), web(1, 'db1')], [web(80)]
    assert 'removed' in shown(sent(alice, environment, before, after))
    environment.components = [web(80), web(5, 'db1')]
    with murano.budget(2):
        text = shown(sent(alice, environment, before, after))
    assert 'Somebody has changed it meanwhile' in text
    sent(alice, environment, before, after, **CONFIRMED, **{DB: 'theirs'})
    assert murano.sessions_of(environment.id) == []
    sent(alice, environment, before, after, **CONFIRMED, **{DB: 'mine'})
    assert drafted(murano, environment).keys() == {'web1'}


def test_both_have_added_one_of_the_same_name(alice, murano, environment):
    before, after = [], [web(80, 'mine1')]
    text = shown(sent(alice, environment, before, after))
    assert 'added one of the same name' in text
    sent(alice, environment, before, after, **CONFIRMED, **{'choice:["mine1"]': 'mine'})
    assert drafted(murano, environment).keys() == {'web1', 'mine1'}


def test_of_a_list_both_changes_are_offered(alice, murano):
    environment = murano.environment('shop', components=[web(80, hosts=['a', 'b'])])
    before, after = [web(80, hosts=['a'])], [web(80, hosts=['a', 'c'])]
    page = sent(alice, environment, before, after).content.decode()
    assert 'value="both"' in page
    sent(alice, environment, before, after, **CONFIRMED, **{'choice:["web1", "hosts"]': 'both'})
    assert drafted(murano, environment)['web1']['hosts'] == ['a', 'c', 'b']


def test_long_texts_and_lists_are_compared_with_what_they_were_beside_each_other(alice, murano):
    """Each side has its own changes marked; what comes of both, too."""
    murano_text, numbers = 'first\nsecond\nthird\n', ['one', 'two']
    theirs = web(90, script=murano_text.replace('third', 'their third'), ports=[*numbers, 'theirs'])
    environment = murano.environment('shop', components=[theirs])
    before = web(90, script=murano_text, ports=numbers)
    after = web(90, script=murano_text.replace('first', 'my first'), ports=[*numbers, 'mine'])
    answer = sent(alice, environment, [before], [after])
    conflicts = {conflict.label: conflict for conflict, _secrets in answer.context['conflicts']}
    added = {
        label: [[line.text for line in side.lines if line.kind == 'new'] for side in conflict.sides]
        for label, conflict in conflicts.items()
    }
    assert added == {'Script': [['my first'], ['their third']], 'Ports': [['mine'], ['theirs'], ['mine', 'theirs']]}
    text = answer.content.decode()
    assert text.count('murano-conflict__side"') == 5 and '<ins><span aria-hidden="true">+</span> my first</ins>' in text


def test_of_many_long_conflicts_the_first_are_compared(alice, murano):
    def script(number, word):
        return '\n'.join(f'{number} {word} {line}' for line in range(200))

    def texts(word):
        return {f'script{number}': script(number, word) for number in range(30)}

    environment = murano.environment('shop', components=[web(90, **texts('theirs'))])
    answer = sent(alice, environment, [web(90, **texts('base'))], [web(90, **texts('mine'))])
    compared = [bool(conflict.has_lines) for conflict, _secrets in answer.context['conflicts']]
    assert compared[0] and not compared[-1] and len(compared) == 30
    assert answer.content.decode().count('class="murano-diff__line ') < 2000


def test_a_secret_of_a_list_is_in_no_comparison(alice, murano):
    def hosts(word):
        return [{'name': word, 'password': f'{word}-s3cret'}, {'name': 'b', 'password': 'x-s3cret'}]

    environment = murano.environment('shop', components=[web(90, hosts=hosts('theirs'))])
    answer = sent(alice, environment, [web(90, hosts=hosts('base'))], [web(90, hosts=hosts('mine'))])
    assert '-s3cret' not in answer.content.decode()
