"""Blueprints: copies with questions, what is asked when one is used, and one laid over an environment."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murano_panel.domain.model.blueprint import (
    ASKED_FOR,
    OPEN,
    as_blueprint,
    as_part,
    laid_over,
    to_edit,
    with_questions,
)
from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.object_model import component_id, remembered
from murano_panel.domain.model.withheld import with_typed

HOST = {'?': {'id': 'h' * 32, 'type': 'demo.Host/0.0.0@demo', 'name': 'host', '_actions': {}}, 'size': 2}
DATABASE = {
    '?': {
        'id': 'd' * 32,
        'type': 'demo.Db',
        'status': 'ready',
        'metadata': {'murano_panel': {'application': 'Database', 'secrets': ['word']}, 'note': 'kept'},
    },
    'name': 'db',
    'host': 'h' * 32,
    'adminPassword': 'hunter2',
    'word': 'sesame',
    'pin': {'accessToken': 1234},
    'parts': [{'?': {'id': 'p' * 32, 'type': 'demo.Part'}, 'of': 'd' * 32, 'password': 'deep'}],
}


def labels(components):
    return [item.shown_path for item in with_questions(components).withheld]


def test_a_copy_without_ids_secrets_and_versions():
    host, database = as_blueprint([HOST, DATABASE])
    assert host['?']['type'] == 'demo.Host' and host['?']['package'] == 'demo' and '_actions' not in host['?']
    assert database['host'] == component_id(host) != component_id(HOST)
    assert database['parts'][0]['of'] == component_id(database)
    text = json.dumps([host, database])
    assert not any(secret in text for secret in ('hunter2', 'sesame', '1234', 'deep', 'status'))
    assert (database['adminPassword'], database['pin']['accessToken']) == ('', 0)
    assert database['?']['metadata']['note'] == 'kept'
    assert remembered(database)['application'] == 'Database'


def test_each_secret_is_a_question():
    copies = as_blueprint([HOST, DATABASE])
    asked = with_questions(copies, {'demo.Db': 'Database'})
    assert [item.shown_path for item in asked.withheld] == [
        'adminPassword',
        'word',
        'pin.accessToken',
        'parts[0].password',
    ]
    assert {item.component_name for item in asked.withheld} == {'db'}
    assert OPEN not in json.dumps([remembered(item) for item in asked.components])
    typed = {item.key: '77' for item in asked.withheld}
    _host, database = with_typed(asked.components, asked.withheld, typed)
    assert (database['adminPassword'], database['pin']['accessToken']) == ('77', 77)


def test_a_copy_of_a_copy_asks_the_same():
    once = as_blueprint([HOST, DATABASE])
    assert labels(as_blueprint(once)) == labels(once)
    answered = with_questions(once)
    filled = with_typed(answered.components, answered.withheld, {item.key: '5' for item in answered.withheld})
    assert sorted(labels(as_blueprint(filled))) == sorted(labels(once))


def test_what_was_left_open_by_its_author_is_no_question():
    assert labels(as_blueprint([{**DATABASE, 'adminPassword': '', 'word': None, 'pin': {}, 'parts': []}])) == []


def test_a_secret_that_another_tool_has_left_is_asked_for():
    asked = with_questions([DATABASE])
    assert len(asked.withheld) == 4 and 'hunter2' not in json.dumps(asked.components)


def test_a_component_of_another_tool_is_as_it_was_once_it_is_used():
    bare = {'?': {'id': 'b' * 32, 'type': 'demo.Db'}, 'password': 'x1'}
    (copy,) = as_blueprint([bare])
    (used,) = with_questions([copy]).components
    assert used == {'?': {'id': component_id(copy), 'type': 'demo.Db'}, 'password': ''}


@pytest.mark.parametrize(
    'noted',
    [None, 'x', 7, {}, [[]], [['nowhere']], [['?', 'id']], [[True]], [[{}]], ['word'], [['parts', 0]], [['a'] * 101]],
)
def test_notes_of_strangers_may_be_anything(noted):
    hostile = {'?': {'id': 'x' * 32, 'type': 'demo.Db', 'metadata': {'murano_panel': {OPEN: noted}}}, 'parts': [[]]}
    assert with_questions([hostile]).withheld == []
    assert with_questions(as_blueprint([hostile])).withheld == []


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
MODEL = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(['name', 'password', 'token', 'size', 'port']), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.sampled_from(['name', 'password', 'parts', 'key']), MODEL, max_size=4), max_size=4))
def test_what_is_asked_is_all_that_is_missing(parts):
    """Answered with what stood there, a blueprint is what it was made of, but for its ids."""
    components = [{'?': {'id': f'id{n}x', 'type': 'demo.App'}, **part} for n, part in enumerate(parts)]
    copies = as_blueprint(components)
    asked = with_questions(copies)
    originals = with_questions(components)
    assert [item.path for item in asked.withheld] == [item.path for item in originals.withheld]
    bare = [{key: value for key, value in item.items() if key != '?'} for item in asked.components]
    assert bare == [{key: value for key, value in item.items() if key != '?'} for item in originals.components]


def edited(component, change):
    """A component of a blueprint through a form that makes ``change`` of it."""
    copy = json.loads(json.dumps(to_edit(component)))
    change(copy)
    return as_part(copy, ASKED_FOR.__eq__, component)


@given(st.lists(st.dictionaries(st.sampled_from(['name', 'password', 'parts', 'key']), MODEL, max_size=4), max_size=4))
def test_an_edit_that_changes_nothing_changes_nothing(parts):
    components = as_blueprint([{'?': {'id': f'id{n}x', 'type': 'demo.App'}, **part} for n, part in enumerate(parts)])
    after = [edited(component, lambda copy: None) for component in components]
    asked, asked_after = with_questions(components), with_questions(after)
    assert asked_after.components == asked.components
    assert sorted(item.key for item in asked_after.withheld) == sorted(item.key for item in asked.withheld)


def test_questions_go_with_what_is_moved_and_dropped():
    people = [{'name': 'a', 'password': 'x1'}, {'name': 'b', 'password': ''}, {'name': 'c', 'password': 'x3'}]
    [made] = as_blueprint([{'?': {'id': 'i' * 32, 'type': 'demo.App'}, 'people': people, 'pin': {'accessToken': 7}}])
    after = edited(made, lambda copy: copy['people'].pop(0))
    assert [one['name'] for one in after['people']] == ['b', 'c'] and after['pin'] == {'accessToken': 0}
    assert sorted(remembered(after)[OPEN]) == [['people', 1, 'password'], ['pin', 'accessToken']]
    assert after['?']['id'] == made['?']['id']


def test_secrets_of_a_new_component_are_questions():
    part = as_part({**HOST, 'adminPassword': 'hunter2', 'note': ASKED_FOR}, ASKED_FOR.__eq__)
    assert (part['adminPassword'], part['note'], part['size']) == ('', '', 2)
    assert sorted(remembered(part)[OPEN]) == [['adminPassword'], ['note']]


def test_laid_over_what_it_was_made_of_there_is_no_difference():
    present = [DATABASE, {**HOST, '?': {**HOST['?'], 'type': 'demo.Host'}}]
    assert changes(present, laid_over(as_blueprint(present), present)) == []


def test_laid_over_something_else_the_differences_are_told():
    other = {**HOST, '?': {'id': 'o' * 32, 'type': 'demo.Host', 'name': 'host'}, 'size': 9}
    gone = {'?': {'id': 'g' * 32, 'type': 'demo.Old', 'name': 'old'}}
    found = changes([other, gone], laid_over(as_blueprint([HOST, DATABASE]), [other, gone]))
    assert [(item.kind, item.name) for item in found] == [('changed', 'host'), ('added', 'db'), ('removed', 'old')]
    (size,) = found[0].properties
    assert (size.path, size.old, size.new) == ('size', '9', '2')


def test_twins_are_laid_over_one_each():
    twins = [{**HOST, '?': {**HOST['?'], 'id': letter * 32}} for letter in 'ab']
    over = laid_over(as_blueprint(twins), twins)
    assert [component_id(item) for item in over] == ['a' * 32, 'b' * 32]
    first, _new = laid_over(as_blueprint(twins), twins[1:])
    assert component_id(first) == 'b' * 32
