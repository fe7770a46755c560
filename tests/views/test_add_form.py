"""Adding an application without scripts: page by page, the answers in one encrypted field."""

import re
from html import unescape

import pytest
from django.test import Client

UI = """
Version: 2.2
Application:
  ?:
    type: demo.Web
  port: $.place.port
  title: $.place.title
  password: $.secrets.password
Forms:
  - place:
      fields:
        - name: title
          type: string
          label: Title
          description: What visitors see
          initial: Hello
        - name: port
          type: integer
          label: Port
          minValue: 1
          maxValue: 99
  - secrets:
      fields:
        - name: password
          type: password
          label: Password
        - name: note
          type: string
          label: Note
          regexpValidator: '^[a-z]*$'
          required: false
"""
PASSWORD = 'Secr3t!pass'
PLACE = {'s0-title': 'Shop', 's0-port': '80'}
SECRETS = {'s1-password': PASSWORD, 's1-password-clone': PASSWORD, 's1-note': 'abc'}
NAME = {'s2-application_name': 'shop'}


class Form:
    """What a browser without scripts does with the form."""

    def __init__(self, client: Client, package: dict, environment):
        self.client = client
        self.url = f'/app-catalog/catalog/{package["id"]}/add/{environment.id}/'
        self.take(client.get(self.url))

    def take(self, page):
        self.page, self.text = page, page.content.decode()
        found = re.search(r'name="state" value="([^"]+)"', self.text)
        self.state = unescape(found[1]) if found else ''
        action = re.search(r'method="post" action="(/app-catalog/catalog/[^"]+)"', self.text)
        self.url = action[1] if action else self.url
        return page

    def press(self, do: str, **inputs) -> 'Form':
        self.take(self.client.post(self.url, {'state': self.state, 'do': do, **inputs}))
        return self

    @property
    def step(self) -> str:
        return re.search(r'data-title="([^"]*)"', self.text)[1]


@pytest.fixture()
def package(murano):
    return murano.package('demo.Web', name='Web', ui=UI)


@pytest.fixture()
def environment(murano):
    return murano.environment('shop')


@pytest.fixture()
def form(alice, package, environment):
    return Form(alice, package, environment)


def draft_of(murano):
    return next(session for session in murano.sessions.values())


def test_from_the_first_step_into_the_draft(form, murano, environment, alice):
    form.press('next-0', **PLACE).press('next-1', **SECRETS).press('next-2', **NAME)
    assert form.step == 'Review' and 'Shop' in form.text
    form.press('add-3')
    assert form.page.status_code == 302 and form.page.url == f'/app-catalog/environments/{environment.id}/'
    [component] = draft_of(murano).components
    assert component['port'] == 80 and component['title'] == 'Shop' and component['password'] == PASSWORD
    assert component['?']['name'] == 'shop' and component['?']['type'] == 'demo.Web'
    assert f'murano_draft_{environment.id}' in alice.cookies


def test_what_is_kept_with_the_component_has_no_secrets(form, murano):
    form.press('next-0', **PLACE).press('next-1', **SECRETS).press('next-2', **NAME).press('add-3')
    kept = draft_of(murano).components[0]['?']['metadata']['murano_panel']
    assert kept['package'] == 'demo.Web' and kept['answers']['place'] == {'title': 'Shop', 'port': 80}
    assert PASSWORD not in str(kept)
