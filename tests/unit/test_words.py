"""What a component calls its application, properties and values."""

import pytest

from murano_panel.domain.model.object_model import application_name
from murano_panel.domain.model.words import (
    ANYWHERE,
    MAX_CHARACTERS,
    MAX_CHOICES,
    MAX_LABELS,
    Words,
    ids_among,
    in_words,
    titled,
    with_words,
    words_of,
)
from murano_panel.dynamic_ui import build_object_model, load_definition, with_answers

UI = """
Version: 2.3
Templates:
  server: {?: {type: demo.Server}, flavor: $.main.flavor}
Application:
  ?: {type: demo.Web}
  pace: $.main.pace
  order: $.main.order
  code: concat('the ', $.main.order)
  near: $.main.site = here
  url: concat('http://', $.main.site)
  both: concat($.main.order, $.main.flavor)
  password: $.main.password
  instance: $server
  spare: {?: {type: demo.Server}, order: $.main.order}
Forms:
  - main:
      fields:
        - {name: pace, type: integer, label: Seconds per step}
        - {name: order, type: choice, label: Order, choices: [[rr, One after the other], [x, x]]}
        - {name: site, type: string, label: Site}
        - {name: flavor, type: flavor, label: Size of the server}
        - name: password
          type: password
          label: concat('It is ', $.main.password)
"""
ANSWERS = {'main': {'pace': 2, 'order': 'rr', 'site': 'x', 'flavor': 'small', 'password': 'Secr3t!pass'}}


@pytest.fixture(scope='module')
def made():
    definition = load_definition(UI, fqn='demo.Web', package_name='Web server')
    return with_answers(build_object_model(definition, ANSWERS), definition, ANSWERS)


def test_a_component_keeps_what_the_catalog_calls_its_application(made):
    assert application_name(made) == 'Web server'


def test_without_words_the_class_names_the_application():
    assert application_name({'?': {'id': 'a', 'type': 'demo.WebServer/1.0@demo'}}) == 'WebServer'


def test_properties_have_the_labels_of_the_fields_that_they_follow_from(made):
    words = words_of(made)
    assert words.label(('pace',)) == 'Seconds per step'
    assert words.label(('instance', 'flavor')) == 'Size of the server'
    assert words.label(('url',)) == 'Site' and words.label(('near',)) == 'Near'
    # Two fields together, or one that stands elsewhere as it is.
    assert (words.label(('both',)), words.label(('code',))) == ('Both', 'Code')
    assert (words.label(('order',)), words.label(('spare', 'order'))) == ('Order', 'Spare › Order')
    assert words.value(('spare', 'order'), 'rr') == 'One after the other'


def test_choices_are_called_as_the_form_shows_them(made):
    words = words_of(made)
    assert words.value(('order',), 'rr') == 'One after the other'
    assert [words.value(('order',), value) for value in ('x', 'gone', ['rr'])] == ['', '', '']
    # What only contains the answer is no choice.
    assert words.value(('code',), 'rr') == ''


def test_no_label_tells_a_secret(made):
    assert 'Secr3t!pass' not in str(made['?']) and words_of(made).label(('password',)) == 'Password'


def test_names_become_words():
    assert [in_words(name) for name in ('siteUrl', 'ip', 'paid_ids')] == ['Site URL', 'IP', 'Paid ids']
    assert words_of({}).label(('nodes', 0, 'useFlatNetwork')) == 'Nodes 1 › Use flat network'


@pytest.mark.parametrize(
    'kept', [None, 'x', {'labels': 1, 'choices': 'x'}, {'labels': {'pace': 7}, 'choices': {'pace': [1]}}]
)
def test_damaged_words_are_none(kept):
    words = words_of({'?': {'id': 'a', 'type': 'demo.Web', 'metadata': {'murano_panel': kept}}})
    assert (words.application, words.label(('pace',)), words.value(('pace',), 1)) == ('Web', 'Pace', '')


def test_words_are_bounded():
    many = {str(number): 'x' * 1000 for number in range(MAX_LABELS + 9)}
    component = {'?': {'id': 'a', 'type': 'demo.Web', 'metadata': {'other': 1}}}
    words = words_of(with_words(component, Words('x' * 1000, many, {'1': many, '2': {'a': 'b'}})))
    assert (len(words.labels), len(words.labels['1']), len(words.application)) == (MAX_LABELS, *[MAX_CHARACTERS] * 2)
    assert list(words.choices) == ['2'] and len(many) > MAX_CHOICES
    assert component['?']['metadata'] == {'other': 1}


ID = '0f' * 16


def test_an_id_is_called_the_same_wherever_it_stands():
    words = Words('', {}, {'image': {'x': 'X'}, ANYWHERE: {ID: 'Ubuntu'}})
    assert (words.value(('nodes', 0, 'image'), ID), words.value(('other',), 'x')) == ('Ubuntu', '')
    assert ids_among({ID: 'Ubuntu', 'm1.small': 'small'}) == {ID: 'Ubuntu'}


def test_a_network_is_a_pair_and_each_part_of_it():
    assert titled(['n', None], 'lan: any subnet') == {'["n", null]': 'lan: any subnet', 'n': 'lan: any subnet'}
    words = Words('', {}, {'net': titled(['n', None], 'lan: any subnet')})
    assert words.value(('net',), ['n', None]) == words.value(('net',), 'n') == 'lan: any subnet'


def test_of_older_words_only_those_stay_whose_values_do():
    older = Words(
        '', {}, {'size': {'s': 'Small', 'm': 'Medium'}, 'gone': {'s': 'x'}, ANYWHERE: {ID: 'Ubuntu', 'x': 'y'}}
    )
    kept = older.standing_in({'?': {'id': 'a'}, 'size': 'm', 'nodes': [{'image': ID}]})
    assert kept.choices == {'size': {'m': 'Medium'}, 'gone': {}, ANYWHERE: {ID: 'Ubuntu'}}
    newer = Words('New', {'size': 'Size'}, {'size': {'l': 'Large'}})
    assert kept.merged(newer).choices['size'] == {'m': 'Medium', 'l': 'Large'}
