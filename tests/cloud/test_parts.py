"""Objects within an application, described in the form that Murano's own schemas give, deployed and edited."""

import copy

import pytest

from murano_panel.api import environments, packages
from murano_panel.domain.model import object_model
from tests.support.differences import differences, without_words
from tests.support.farm_package import FARM, NAME
from tests.support.pages import form, shown
from tests.support.real import request_of, wait_for_end
from tests.support.uploads import uploaded

pytestmark = pytest.mark.cloud
URL = '/app-catalog/'


@pytest.fixture()
def farm(alice, cloud_urls, environment):
    """A farm with two pens, made by its class's form and deployed."""
    with uploaded(alice, cloud_urls['murano'], FARM):
        [package] = packages.by_class_name(request_of(alice), NAME)
        answer = alice.get(f'{URL}catalog/{package.id}/add/{environment.id}/')
        answer = pressed(alice, answer, 'grow-0', **{'gate.label': 'gate'})
        answer = pressed(alice, answer, 'grow-0', **{'pens.new1.label': 'sheep', 'pens.new1.lockPassword': 'hidden!'})
        answer = pressed(alice, answer, 'next-0', **{'pens.new2.label': 'goats'})
        answer = pressed(alice, answer, 'next-1', application_name='farm')
        assert 'Pens 1 › Label' in shown(answer), shown(answer)
        pressed(alice, answer, 'add-2')
        yield deployed(alice, environment)


def pressed(client, answer, button, **typed):
    """Presses the first button whose value begins so."""
    found = form_with(answer, button)
    return found.submit(client, next(value for _, value, _ in found.buttons if value.startswith(button)), **typed)


def form_with(answer, button):
    value = next(part for part in answer.content.decode().split('value="') if part.startswith(button)).partition('"')[0]
    return form(answer, value)


def deployed(client, environment):
    page = client.get(f'{URL}environments/{environment.id}/')
    form(page, 'Deploy').submit(client, 'Deploy')
    ended = wait_for_end(request_of(client), environment.id)
    assert ended.status == 'ready'
    return object_model.without_status(ended.components[0])


def edit(client, environment, component):
    return client.get(f'{URL}catalog/edit/{environment.id}/{component["?"]["id"]}/')


def test_what_was_described_is_deployed(farm):
    assert (farm['gate']['label'], farm['gate']['places'], farm['address']) == ('gate', 4, '192.0.2.1')
    assert [pen['label'] for pen in farm['pens']] == ['sheep', 'goats']
    assert farm['pens'][0]['lockPassword'] == 'hidden!' and farm['pens'][1]['lamp'] == 'lamp of goats'
    assert farm['yard'] == {'muddy': True, 'acres': 3}


def test_one_field_of_a_part_changes_one_path_of_what_is_deployed(bob, environment, farm):
    before = copy.deepcopy(farm)
    answer = edit(bob, environment, farm)
    assert 'hidden!' not in answer.content.decode()
    second = farm['pens'][1]['?']['id']
    answer = pressed(bob, answer, 'to-0-2', **{f'pens.{second}.places': '7'})
    assert 'pens[1].places' in shown(answer), shown(answer)
    pressed(bob, answer, 'add-2')
    after = deployed(bob, environment)
    assert list(differences(without_words(before), without_words(after))) == ['pens[1].places']


def test_nothing_edited_changes_nothing(alice, environment, farm):
    answer = pressed(alice, edit(alice, environment, farm), 'to-0-2')
    assert 'Nothing was changed' in shown(answer), shown(answer)


def test_a_pen_more_and_one_less(alice, environment, farm):
    answer = pressed(alice, edit(alice, environment, farm), 'shrink-0')
    answer = pressed(alice, answer, 'grow-0')
    answer = pressed(alice, answer, 'to-0-2', **{'pens.new1.label': 'hens'})
    pressed(alice, answer, 'add-2')
    after = deployed(alice, environment)
    assert after['pens'][0] == farm['pens'][1] and after['pens'][1]['label'] == 'hens' and len(after['pens']) == 2
    assert environments.get(request_of(alice), environment.id).version == 2
