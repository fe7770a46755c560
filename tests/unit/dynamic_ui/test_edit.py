"""Editing a component changes what was edited, and nothing else."""

import copy

import pytest

from murano_panel.domain.model.words import Words, with_words, words_of
from murano_panel.dynamic_ui import (
    NotEditable,
    SecretsNeeded,
    build_form,
    build_object_model,
    edit_component,
    kept_answers,
    with_answers,
)
from tests.unit.dynamic_ui.cloud import Cloud, definition

CLUSTER = definition("""
Version: 2.2
Templates:
  node:
    ?: {type: com.example.Node}
    name: generateHostname($.app.pattern, $index)
    size: $.app.size
  network: [{'?': {type: com.example.Network}, id: $.app.network}]
  shared:
    ?: {type: com.example.Volume}
    size: $.app.size
Application:
  ?: {type: com.example.Cluster, classVersion: 1.0.0}
  title: $.app.title
  port: $.app.port
  nodes: repeat($node, $.app.count)
  database: $.app.database
  password: $.app.password
  address: concat($.app.title, ':', $.app.password)
  token: encryptData($.app.token)
  networks: switch($.app.network, $='' => list(), $!='' => $network)
  first: ref(shared)
  second: ref(shared)
Forms:
  - app:
      fields:
        - {name: title, type: string}
        - {name: port, type: integer}
        - {name: size, type: integer, initial: 1}
        - {name: count, type: integer, initial: 2}
        - {name: pattern, type: string, required: false}
        - {name: database, type: com.example.Db}
        - {name: password, type: password}
        - {name: token, type: password, required: false}
        - {name: network, type: string, required: false}
""")
ANSWERS = {
    'app': {
        'title': 'Shop',
        'port': 80,
        'size': 1,
        'count': 2,
        'pattern': '',
        'database': 'db-id',
        'password': 'Secr3t!pw',
        'token': 'T0ken!xyz',
        'network': '',
    },
    'workflowManagement': {'application_name': 'shop'},
}


class Keys:
    def __init__(self):
        self.encrypted = []

    def encrypt(self, text):
        self.encrypted.append(text)
        return f'secret-ref-{len(self.encrypted)}'


@pytest.fixture()
def deployed():
    """The component after a deployment: the engine has written into it."""
    model = with_answers(build_object_model(CLUSTER, ANSWERS, encryptor=Keys()), CLUSTER, ANSWERS)
    model['?'].update(type='com.example.Cluster/1.0.0@com.example.App', package='com.example.App', status='ready')
    model['nodes'][0]['ipAddresses'] = ['10.0.0.1']
    model['nodes'][1]['instance'] = {'?': {'type': 'io.murano.resources.Instance', 'id': 'made-by-engine'}}
    model['port'] = '80'
    return model


def edit(model, encryptor=None, **changed):
    kept = kept_answers(model, CLUSTER)
    answers = copy.deepcopy(kept.answers)
    answers['app'].update(changed)
    return edit_component(CLUSTER, model, kept, answers, encryptor=encryptor)


def test_no_secret_is_kept(deployed):
    text = str(deployed['?']['metadata'])
    assert 'Secr3t' not in text and 'T0ken' not in text
    assert kept_answers(deployed, CLUSTER).kept_secrets['app'] == {'password', 'token'}


def test_nothing_edited_changes_nothing(deployed):
    result = edit(deployed)
    assert result.changes == ()
    assert result.model == deployed


def test_one_field_changes_one_path(deployed):
    result = edit(deployed, port=8080)
    assert [(change.dotted, change.new) for change in result.changes] == [('port', 8080)]
    expected = copy.deepcopy(deployed)
    expected['port'] = expected['?']['metadata']['murano_panel']['answers']['app']['port'] = 8080
    assert result.model == expected


def test_field_used_in_several_places_changes_only_those(deployed):
    result = edit(deployed, size=5)
    assert [change.dotted for change in result.changes] == ['nodes[0].size', 'nodes[1].size', 'first.size']
    assert result.model['nodes'][0]['name'] == deployed['nodes'][0]['name']
    assert result.model['nodes'][0]['ipAddresses'] == ['10.0.0.1']


def test_more_nodes_leave_the_others_alone(deployed):
    result = edit(deployed, count=3)
    assert [change.dotted for change in result.changes] == ['nodes[2]']
    assert result.model['nodes'][:2] == deployed['nodes']
    new = result.model['nodes'][2]
    assert len(new['?']['id']) == 32 and new['name'] not in [node['name'] for node in deployed['nodes']]


def test_fewer_nodes_go_from_the_end(deployed):
    assert edit(deployed, count=1).model['nodes'] == deployed['nodes'][:1]


def test_new_object_has_an_id_of_its_own_each_time(deployed):
    ids = {edit(deployed, network='n1').model['networks'][0]['?']['id'] for _ in range(2)}
    assert len(ids) == 2


def test_secret_typed_again_replaces_the_old_one(deployed):
    result = edit(deployed, password='N3w!secret', title='Shop')
    assert {change.dotted: change.new for change in result.changes} == {
        'password': 'N3w!secret',
        'address': 'Shop:N3w!secret',
    }


def test_only_changed_secrets_are_encrypted(deployed):
    keys = Keys()
    assert edit(deployed, encryptor=keys, port=1).model['token'] == deployed['token']
    assert edit(deployed, encryptor=keys, token='N3w!token').model['token'] == 'secret-ref-1'
    assert keys.encrypted == ['N3w!token']


def test_value_built_of_an_unknown_secret_asks_for_it(deployed):
    with pytest.raises(SecretsNeeded) as caught:
        edit(deployed, title='Store')
    assert caught.value.fields == [('app', 'password')]


def test_model_changed_by_others_is_not_edited(deployed):
    deployed['title'] = 'Changed elsewhere'
    with pytest.raises(NotEditable, match='at: "Title"$'):
        edit(deployed, port=1)


def test_component_without_answers_is_not_edited(deployed):
    del deployed['?']['metadata']
    with pytest.raises(NotEditable):
        kept_answers(deployed, CLUSTER)


FOREIGN = ['text', ['murano_panel'], 7, True, None, {'murano_panel': 'text'}, {'murano_panel': []}]


@pytest.mark.parametrize('foreign', FOREIGN)
def test_metadata_of_other_tools_is_as_none_and_gives_way(deployed, foreign):
    deployed['?']['metadata'] = foreign
    with pytest.raises(NotEditable):
        kept_answers(deployed, CLUSTER)
    assert words_of(with_words(deployed, Words('App', {'port': 'Port'}))).labels == {'port': 'Port'}
    kept = with_answers(deployed, CLUSTER, ANSWERS)
    assert kept_answers(kept, CLUSTER).answers['app']['port'] == ANSWERS['app']['port']


def test_answers_of_another_package_are_not_used(deployed):
    deployed['?']['metadata']['murano_panel']['package'] = 'com.example.Other'
    with pytest.raises(NotEditable):
        kept_answers(deployed, CLUSTER)


def test_form_of_an_edit_keeps_secrets_that_are_left_empty(deployed):
    kept = kept_answers(deployed, CLUSTER)
    data = {
        **{name: str(value) for name, value in ANSWERS['app'].items()},
        'port': '81',
        'database': 'c1',
        'password': '',
        'token': '',
    }
    form = build_form(
        CLUSTER,
        0,
        answers={},
        sources=Cloud(),
        data=data,
        initial=kept.answers['app'],
        secrets_kept=kept.kept_secrets['app'],
    )
    assert form.is_valid(), form.errors
    assert form['password'].is_kept
    assert 'kept secret' not in str(form)
    result = edit_component(CLUSTER, deployed, kept, {**kept.answers, 'app': form.answers})
    assert [change.dotted for change in result.changes] == ['port', 'database']
