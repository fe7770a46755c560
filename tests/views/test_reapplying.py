"""Carrying a lost draft over: typed secrets are checked, and nobody's value is overwritten unasked."""

import copy
import json

import pytest

from murano_panel.domain.model.reapply import portable
from tests.support import cast
from tests.support.fake_murano import component
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


def test_the_words_are_those_of_the_form(alice, murano, environment):
    words = {'application': 'Web server', 'labels': {'port': 'Port of the site'}}
    for made in (before := [web(80)]) + (after := [web(81)]) + environment.components:
        made['?']['metadata'] = {'murano_panel': words}
    text = sent(alice, environment, before, after).content.decode()
    assert 'title="port">Port of the site' in text and 'Web server' in text


def test_hostile_words_in_what_the_browser_kept(alice, murano, environment):
    text = sent(alice, environment, [web(80)], [web('</strong>{$ 7*7 $}')]).content.decode()
    assert '<strong>&lt;/strong&gt;{$ 7*7 $}</strong>' in text
