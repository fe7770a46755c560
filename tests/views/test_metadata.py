"""Names of metadata that a cloud knows, from Glance: offered, checked, and missed by nobody where they are missing."""

from types import SimpleNamespace

import pytest

from murano_panel.api import metadefs
from murano_panel.domain.metadefs import Definition
from tests.support.fake_murano import component
from tests.support.pages import shown
from tests.views.test_environment_page import url


@pytest.fixture()
def web(murano):
    return murano.environment('web', components=[component('site', 'demo.Site', id='site1')])


@pytest.fixture()
def asked(monkeypatch):
    """A Glance with a namespace; what it was asked for."""
    calls = []
    whole = {
        'namespace': 'OS::Demo',
        'display_name': 'Demo <b>{$ 1 $}</b>',
        'properties': {'team': {'title': 'Team', 'type': 'string', 'enum': ['red', 'blue']}, 'odd': 'no schema'},
        'objects': [{'name': 'cost', 'properties': {'cost:center': {'type': 'integer', 'minimum': 1, 'maximum': 9}}}],
    }

    def listed(request, filters):
        calls.append(filters)
        return [SimpleNamespace(namespace='OS::Demo')], False, False

    def one(request, name):
        calls.append(name)
        return whole

    monkeypatch.setattr(metadefs.glance, 'metadefs_namespace_list', listed)
    monkeypatch.setattr(metadefs.glance, 'metadefs_namespace_get', one)
    return calls


def page_of(environment):
    return url(environment, 'components/site1/metadata/')


def test_names_are_offered_and_asked_for_once_in_ten_minutes(alice, web, asked, glance):
    page = alice.get(page_of(web))
    assert 'Demo &lt;b&gt;{$ 1 $}&lt;/b&gt;' in page.content.decode()
    assert '<option value="cost:center">' in page.content.decode()
    assert 'data-murano-take="team"' in page.content.decode() and 'red' in shown(page)
    alice.get(page_of(web))
    assert len(asked) == 2 and 'OS::Nova::Server' in asked[0]['resource_types']


def test_values_are_held_against_them(alice, murano, web, asked, glance):
    sent = {'key': ['team', 'cost:center', 'free'], 'value': ['green', '10', 'anything']}
    text = shown(alice.post(page_of(web), sent))
    assert 'choose one of them' in text and 'within other limits' in text and murano.sessions_of(web.id) == []
    assert alice.post(page_of(web), sent | {'value': ['red', '9', 'anything']}).status_code == 302


@pytest.mark.parametrize('fault', [Exception('down'), AttributeError('odd')])
def test_without_an_answer_it_is_keys_and_values(alice, murano, web, monkeypatch, glance, fault):
    def fail(request, filters):
        raise fault

    monkeypatch.setattr(metadefs.glance, 'metadefs_namespace_list', fail)
    page = alice.get(page_of(web)).content.decode()
    assert page.count('data-murano-pair>') == 2 and 'murano-definitions' not in page
    assert alice.post(page_of(web), {'key': 'owner', 'value': 'me'}).status_code == 302


@pytest.mark.parametrize(
    ('definition', 'fine', 'wrong'),
    [
        (Definition('a', type='boolean'), 'True', 'yes'),
        (Definition('a', type='integer'), '-7', '7.5'),
        (Definition('a', type='number', minimum=0), '7.5', '-1'),
        (Definition('a', type='integer'), '0', '9' * 400),
        (Definition('a', choices=('x',)), 'x', 'y'),
    ],
)
def test_what_a_definition_says_of_values(definition, fine, wrong):
    assert definition.complaint(fine) == '' and definition.complaint(wrong)


def test_a_definition_of_anything_takes_anything():
    assert Definition('a', type='array').complaint('…') == '' == Definition('a').complaint('')
