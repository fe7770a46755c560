"""Packages made of a Heat template: murano-api generates their form, whose passwords look like any text."""

import pytest

from murano_panel.api.cloud import CloudServices
from murano_panel.domain.cloud import Flavor, Found
from murano_panel.domain.package import heat
from tests.unit.dynamic_ui.test_generated import UI
from tests.views.form_client import Form
from tests.views.test_add_form import drafts
from tests.views.test_edit_form import Edit, changes

TYPED = {'s1-admin_pass': 'Secr3t', 's1-db_password': '', 's1-flavor': 'm1.small'}
MASK = '••••••'


@pytest.fixture()
def package(murano):
    # Murano says that this YAML is HTML.
    murano.fail('GET', '/ui', status=200, body=UI, headers={'Content-Type': 'text/html; charset=UTF-8'})
    return murano.package('com.example.Stack', name='Stack')


@pytest.fixture()
def added(alice, murano, package):
    form = Form(alice, package, murano.environment('shop'))
    assert form.step == 'Application'
    form.press('next-0', **{'s0-name': 'stack'})
    assert form.step == 'Parameters 1'
    form.press('next-1', **TYPED)
    assert form.step == 'Review' and 'Secr3t' not in form.text
    form.press('add-2')
    return drafts(murano)[0].components[-1]


def test_passwords_reach_the_draft_but_not_the_page(added, alice, murano):
    assert added['templateParameters'] == {'admin_pass': 'Secr3t', 'db_password': 'admin', 'flavor': 'm1.small'}
    page = alice.get(f'/app-catalog/environments/{next(iter(murano.environments))}/review/').content.decode()
    assert 'templateParameters.admin_pass' in page and 'Secr3t' not in page


def test_they_are_not_kept_with_the_answers(added):
    kept = added['?']['metadata']['murano_panel']
    assert kept['answers']['group1'] == {'password_length': None, 'flavor': 'm1.small'}
    assert set(kept['secrets']) == {'admin_pass', 'db_password'}


def test_unchanged_on_edit(added, alice, murano):
    environment = murano.environments[next(iter(murano.environments))]
    added['?']['id'] = 'web1'
    form = Edit(alice, environment)
    form.press('to-0-1', **{'s0-name': 'stack'})
    assert 'Unchanged' in form.text and 'type="password"' in form.text and 'Secr3t' not in form.text
    form.press('next-1', **{**TYPED, 's1-admin_pass': '', 's1-flavor': 'm1.large'})
    assert changes(form) == {'Flavor': 'm1.small m1.large', 'Template parameters › Flavor': 'm1.small m1.large'}
    form.press('to-2-1').press('next-1', **{**TYPED, 's1-admin_pass': 'N3wpass'})
    assert 'N3wpass' not in form.text and changes(form)['Template parameters › Admin pass'].count(MASK) == 2


TEMPLATE = b"""
heat_template_version: 2013-05-23
parameters:
  flavor: {type: string, default: m1.small, constraints: [{custom_constraint: nova.flavor}]}
resources: {}
"""


def test_what_a_template_names_in_the_cloud_is_chosen_and_its_archive_is_read_once(alice, murano, package, monkeypatch):
    flavors = (Flavor('f1', 'm1.small', 1, 1, 1), Flavor('f2', 'm1.large', 1, 1, 1))
    monkeypatch.setattr(CloudServices, 'flavors', lambda self, region: Found(flavors))
    package['_zip'] = heat.pack(heat.About('Stack', 'com.example.Stack', '', ''), TEMPLATE, {}, b'')
    environment = murano.environment('shop')
    for calls in (4, 2):
        with murano.budget(calls):
            form = Form(alice, package, environment)
    form.press('next-0', **{'s0-name': 'stack'})
    assert '<option value="m1.small" selected' in form.text and '<option value="m1.large"' in form.text
    form.press('next-1', **{**TYPED, 's1-flavor': 'm1.large'}).press('add-2')
    assert drafts(murano)[0].components[-1]['templateParameters']['flavor'] == 'm1.large'


def test_an_archive_that_cannot_be_had_leaves_a_text(alice, murano, package):
    murano.fail('GET', '/download', status=503)
    form = Form(alice, package, murano.environment('shop')).press('next-0', **{'s0-name': 'stack'})
    assert 'name="s1-flavor"' in form.text and '<option value="m1.small"' not in form.text
