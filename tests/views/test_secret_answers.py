"""Passwords that an author lets be typed as plain texts: no review shows them."""

import pytest

from tests.support.pages import form as form_of_page
from tests.support.pages import shown
from tests.views.form_client import Form

UI = """
Version: 2
Application:
  ?: {type: demo.Cms}
  password: $.f.password
  registry: $.f.registryKey
  note: $.f.note
  keyPairName: $.f.keyPairName
  level: $.f.secretLevel
  hide: $.f.hideSecret
Forms:
  - f:
      fields:
        - {name: password, type: string, label: Administrator, required: false}
        - {name: registryKey, type: text, label: Registry, required: false}
        - {name: note, type: string, label: Note, required: false}
        - {name: keyPairName, type: string, label: Pair, required: false}
        - {name: secretLevel, type: choice, label: Level, choices: [[low, Low level], [high, High level]]}
        - {name: hideSecret, type: boolean, label: Hide}
"""
ANSWERS = {
    's0-password': 'letmein-1',
    's0-registryKey': 'registry-letters',
    's0-note': 'https://user:inside-1@example.org/',
    's0-keyPairName': 'a pair of mine',
    's0-secretLevel': 'high',
    's0-hideSecret': 'on',
}
SECRETS = ('letmein-1', 'registry-letters', 'inside-1')


@pytest.fixture()
def review(alice, murano):
    package = murano.package('demo.Cms', name='Cms', ui=UI)
    form = Form(alice, package, murano.environment('web')).press('next-0', **ANSWERS)
    assert form.step == 'Review', form.errors
    return form


def test_the_review_of_what_is_added_masks_them(review):
    assert not [secret for secret in SECRETS if secret in review.text]
    assert review.text.count('••••••') == len(SECRETS)
    # What only has such a name, or is chosen, is no secret.
    assert 'a pair of mine' in review.text and 'High level' in review.text


def test_the_review_of_a_change_masks_them(alice, murano, review):
    review.press('add-1')
    made = murano.sessions_of(review.environment.id)[-1].components[-1]
    assert made['password'] == 'letmein-1'
    deployed = murano.environment('deployed', components=[made])
    page = alice.get(f'/app-catalog/catalog/edit/{deployed.id}/{made["?"]["id"]}/')
    page = form_of_page(page, 'to-0-1').submit(alice, 'to-0-1', password='letmein-2', note='plain')
    text = shown(page)
    assert 'Administrator' in text and '••••••' in text and 'plain' in text
    assert not [secret for secret in (*SECRETS, 'letmein-2') if secret in text]


def test_wherever_the_answer_goes_it_is_masked(alice, murano, review):
    """``registry`` is no name of a secret; the component remembers that a secret is in it."""
    review.press('add-1')
    made = murano.sessions_of(review.environment.id)[-1].components[-1]
    deployed = murano.environment('deployed', components=[made])
    page = alice.get(f'/app-catalog/environments/{deployed.id}/components/{made["?"]["id"]}/').content.decode()
    assert 'a pair of mine' in page
    assert not [secret for secret in SECRETS if secret in page]
