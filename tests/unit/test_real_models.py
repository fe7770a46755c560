"""Differences, undo, re-applying and files, on models that clouds have deployed and of packages from the wild."""

import copy
import json
import os
import random
from pathlib import Path
from uuid import UUID

import pytest

from murano_panel.domain.conflicts.reapply import reapply
from murano_panel.domain.conflicts.saved_changes import from_json, portable
from murano_panel.domain.environment_file.building import built
from murano_panel.domain.environment_file.reading import read
from murano_panel.domain.environment_file.writing import written
from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.muranos_own import clean
from murano_panel.domain.model.object_model import component_id, objects
from murano_panel.domain.model.tree import AS_ONE, BY_ID, BY_PLACE, PathGone, apply_changes, difference, value_at, walk
from murano_panel.domain.model.undo import without_property
from murano_panel.domain.model.withheld import with_typed
from tests.support.deployed import deployed_models

SHARED = Path(os.environ.get('MURANO_PANEL_CORPORA', Path(__file__).resolve().parents[3] / 'shared'))
# Random changes of each model.
SEEDS = {'deployed': 20, 'corpus': 3}


@pytest.fixture(scope='module', params=SEEDS)
def models(request):
    """[(random numbers of its own, model)]"""
    found = [item for components in deployed_models().values() for item in components]
    if request.param == 'corpus':
        found = _of_corpus()
    return [(random.Random(seed), model) for seed, model in enumerate(found * SEEDS[request.param])]  # noqa: S311


def _of_corpus():
    corpus = SHARED / 'corpus'
    if not corpus.is_dir():
        pytest.skip(f'the packages are not here: {corpus}; MURANO_PANEL_CORPORA says where to look')
    found = [
        scenario['application']
        for oracle in sorted(corpus.glob('*/oracle.json'))
        for scenario in json.loads(oracle.read_text())['scenarios'].values()
        if isinstance(scenario.get('application'), dict) and '?' in scenario['application']
    ]
    assert found
    return found


def changed(drawn, value):
    """Another value of the same kind; lists lose, get or move an entry."""
    if isinstance(value, dict):
        inner = [key for key in value if key != '?']
        if not inner:
            return {**value, 'new': drawn.randint(100, 999)}
        key = drawn.choice(inner)
        return {**value, key: changed(drawn, value[key])}
    if isinstance(value, list):
        items = list(value)
        kind = drawn.choice(['add', 'remove', 'move', 'inside']) if items else 'add'
        place = drawn.randrange(len(items)) if items else 0
        if kind == 'add':
            items.insert(place, {'?': {'id': f'new {drawn.random()}', 'type': 'demo.New'}, 'size': 1})
        elif kind == 'remove':
            del items[place]
        elif kind == 'move':
            items.insert(drawn.randrange(len(items)), items.pop(place))
        else:
            items[place] = changed(drawn, items[place])
        return items
    return drawn.choice([f'text {drawn.random()}', drawn.randint(100, 999), None, '', [drawn.random()]])


def touched(drawn, model, most):
    """(keys, {key: its new value}) of some properties of a model."""
    keys = drawn.sample([key for key in model if key != '?'], min(most, len(model) - 1))
    return {key: changed(drawn, copy.deepcopy(model[key])) for key in keys}


def text(model):
    """What tells 1 from True, and does not mind the order of keys."""
    return json.dumps(model, sort_keys=True)


@pytest.mark.parametrize('lists', [BY_PLACE, BY_ID, AS_ONE])
def test_applying_a_difference_gives_the_other_model(models, lists):
    for drawn, before in models:
        after = {**before, **touched(drawn, before, 4)}
        found = list(difference(before, after, lists=lists))
        assert text(apply_changes(before, found)) == text(after)
        assert text(apply_changes(after, list(difference(after, before, lists=lists)))) == text(before)


def test_undoing_each_change_equals_never_having_made_it(models):
    undone = refused = 0
    for drawn, deployed in models:
        made = touched(drawn, deployed, 3)
        drafted = {**deployed, **made}
        for key in made:
            never, result, stuck = {**drafted, key: deployed[key]}, drafted, set()
            # What is left is told anew after each, as a page does.
            while left := [path for path in shown(deployed, result) if first(path) == key and path not in stuck]:
                try:
                    result = without_property(deployed, result, left[0])
                    undone += 1
                except PathGone:
                    # Other changes of the same list build on it.
                    stuck.add(left[0])
            refused += len(stuck)
            others = ({name: value for name, value in model.items() if name != key} for model in (result, never))
            assert len(set(map(text, others))) == 1
            # What is left is at most another order of objects, which is no change to people.
            assert stuck or shown(never, result) == []
    assert undone > 20 * refused


def shown(deployed, drafted):
    """The paths of the properties that a review tells."""
    return [item.path for change in changes([deployed], [drafted]) for item in change.properties]


def first(path):
    return path.partition('.')[0].partition('[')[0]


def test_an_entry_that_was_moved_stays_where_the_draft_has_it(models):
    lists = 0
    for drawn, deployed in models:
        found = [(path, node) for path, node in walk(deployed, plain=False) if isinstance(node, list) and node[1:]]
        for path, items in found:
            if not all(isinstance(item, dict) and '?' in item for item in items):
                continue
            moved = set_at(deployed, path, [items[-1], *items[:-1]])
            other = {**moved, 'note': f'text {drawn.random()}'}
            assert shown(deployed, other) == ['note']
            assert text(without_property(deployed, other, 'note')) == text(moved)
            lists += 1
    assert lists


def test_undoing_the_only_change_of_a_property_gives_back_what_is_deployed(models):
    for drawn, deployed in models:
        plain = [(path, value) for path, value in walk(deployed, containers=False) if path and '?' not in path]
        path, _value = drawn.choice(plain)
        drafted = set_at(deployed, path, f'text {drawn.random()}')
        other = next(key for key in deployed if key != '?')
        drafted = drafted if path[0] == other else {**drafted, other: f'text {drawn.random()}'}
        for shown_path in shown(deployed, drafted):
            drafted = without_property(deployed, drafted, shown_path)
        assert text(drafted) == text(deployed)


def test_carried_over_to_the_same_environment_nothing_is_lost(models):
    for drawn, before in models:
        after = {**before, **touched(drawn, before, 4)}
        saved = from_json(json.dumps(portable([before], [after])))
        first = reapply(saved, [before])
        typed = {item.key: str(value_at(after, item.path)) for item in first.withheld}
        again = reapply(saved, [before], typed)
        assert first.disputed == [] and first.skipped == []
        assert text(clean(again.components[0])) == text(clean(after))


@pytest.mark.parametrize('name', deployed_models())
def test_an_environment_is_the_same_after_its_file_was_imported(name):
    components = deployed_models()[name]
    text = written(name, '', components).text
    there = built(read(text.encode()), UUID(int=1), components, components)
    assert there.components == components and changes(components, there.components) == [] and not there.withheld
    another = built(read(text.encode()), UUID(int=2))
    answered = with_typed(another.components, another.withheld, {secret.key: '1' for secret in another.withheld})
    assert written(name, '', answered).text == text
    parts = list(objects(components))
    assert {component_id(part) for part in objects(answered)}.isdisjoint(map(component_id, parts))


def set_at(node, path, value):
    if not path:
        return value
    made = copy.copy(node)
    made[path[0]] = set_at(node[path[0]], path[1:], value)
    return made
