"""Walking, comparing and changing object models, on models as arbitrary as hypothesis makes them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from murano_panel.domain.model import tree
from murano_panel.domain.model.tree import ABSENT, AS_ONE, BY_ID, BY_PLACE, Change, apply_changes, difference

# Few ids and keys, so that two models often have the same ones.
IDS = some.sampled_from(['a', 'b', 'c', '1', ''])
KEYS = some.sampled_from(['name', 'nodes', 'size', '?', '', 'a'])
PLAIN = some.none() | some.booleans() | some.integers(-1, 1) | some.sampled_from([0.0, 1.0, 0.5]) | some.text('ab1')
FOREIGN = PLAIN | some.dictionaries(KEYS, PLAIN, max_size=2)


def objects(values):
    """With a header, in which anything may stand beside the id."""
    header = some.fixed_dictionaries({'id': IDS | PLAIN}, optional={'type': some.text('xy'), 'foreign': FOREIGN})
    return some.builds(
        lambda head, properties: {**properties, '?': head}, header, some.dictionaries(KEYS, values, max_size=3)
    )


def listed_by_id(values):
    return some.lists(objects(values), max_size=4, unique_by=lambda item: str(item['?']['id']))


def containers(values):
    return some.one_of(
        some.lists(values, max_size=4),
        some.dictionaries(KEYS, values, max_size=4),
        objects(values),
        listed_by_id(values),
    )


MODELS = some.recursive(PLAIN, containers, max_leaves=12)
WAYS = pytest.mark.parametrize('lists', [BY_PLACE, BY_ID, AS_ONE])


def text(model):
    """What tells 1 from True, and does not mind the order of keys."""
    return json.dumps(model, sort_keys=True)


@WAYS
@given(before=MODELS, after=MODELS)
def test_applying_a_difference_gives_the_other_model(lists, before, after):
    texts = text(before), text(after)
    changes = list(difference(before, after, lists=lists))
    assert text(apply_changes(before, changes)) == texts[1]
    assert (text(before), text(after)) == texts


@WAYS
@given(model=MODELS)
def test_a_model_does_not_differ_from_itself_or_a_copy(lists, model):
    assert list(difference(model, model, lists=lists)) == []
    assert list(difference(model, tree.copied(model), lists=lists)) == []


@given(before=listed_by_id(PLAIN), after=listed_by_id(PLAIN))
def test_objects_in_lists_are_told_by_their_ids(before, after):
    changes = list(difference(before, after, lists=BY_ID))
    assert text(apply_changes(before, changes)) == text(after)
    if all(tree.object_id(item) for item in before + after):
        ids = {tree.object_id(item) for item in before}, {tree.object_id(item) for item in after}
        assert {change.path[0] for change in changes if change.new is ABSENT and len(change.path) == 1} == ids[0] - ids[
            1
        ]
        assert {change.path[0] for change in changes if change.old is ABSENT and len(change.path) == 1} == ids[1] - ids[
            0
        ]


@given(model=MODELS)
def test_every_path_of_a_walk_leads_to_its_value(model):
    for path, value in tree.walk(model, headers=True):
        assert tree.value_at(model, path) is value


@given(model=MODELS)
def test_a_walk_is_its_containers_and_its_leaves(model):
    whole = dict(tree.walk(model))
    assert whole == {**dict(tree.walk(model, plain=False)), **dict(tree.leaves(model))}


@given(model=MODELS)
def test_what_is_inside_is_what_a_walk_meets(model):
    assert [id(value) for value in tree.inside(model)] == [id(value) for _path, value in tree.walk(model)]


@given(model=MODELS)
def test_copies_are_equal_and_share_nothing(model):
    assert text(tree.copied(model)) == text(tree.mapped(model, lambda path, plain: plain)) == text(model)
    own = {id(value) for _, value in tree.walk(model, headers=True, plain=False)}
    assert not any(id(value) in own for _, value in tree.walk(tree.copied(model), headers=True, plain=False))


def test_a_change_within_an_object_that_moves():
    one, two = {'?': {'id': '1'}, 'size': 1}, {'?': {'id': '2'}}
    changes = list(difference([one, two], [two, {**one, 'size': 2}], lists=BY_ID))
    assert [(change.dotted, change.new) for change in changes] == [('[1].size', 2), ('ORDER', ('2', '1'))]


@pytest.mark.parametrize(
    'path', [('gone', 'size'), ('nodes', 7), ('nodes', -1), ('nodes', 'x', 'size'), ('text', 'size'), ('text', 0)]
)
def test_a_place_that_is_not_there(path):
    model = {'nodes': [{'?': {'id': 'n'}}], 'text': 'abc'}
    with pytest.raises(tree.PathGone):
        apply_changes(model, [Change(path, 1, 2)])
    assert tree.value_at(model, path) is ABSENT


def test_endless_nesting_is_bounded():
    deep, other = {}, []
    for _ in range(5000):
        deep, other = {'x': deep}, [other]
    assert len(list(tree.walk(deep))) == len(list(tree.inside(deep))) == tree.MAX_NESTING + 1
    assert len(list(difference(deep, {'x': other}))) == 1
    assert len(list(difference(deep, tree.mapped(deep, lambda path, plain: plain)))) == 1
    assert list(difference(deep, deep)) == []
