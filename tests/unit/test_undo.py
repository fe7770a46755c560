"""Taking back one property equals never having set it."""

import copy
import random

import pytest

from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.tree import apply_changes, difference
from murano_panel.domain.model.undo import key_of, without_property

WEB = {
    '?': {'id': 'web', 'type': 'demo.Web', 'name': 'Web', 'metadata': {'murano_panel': {'answers': {'port': 80}}}},
    'port': 80,
    'image': 'nginx',
    'host': 'host1',
    'tags': ['a', 'b'],
    'instance': {'?': {'id': 'vm', 'type': 'demo.VM'}, 'flavor': 'small', 'disks': [{'?': {'id': 'd1'}, 'size': 1}]},
}


def paths(deployed, drafted):
    return [item.path for change in changes([deployed], [drafted]) for item in change.properties]


def changed(**values):
    return {**copy.deepcopy(WEB), **values}


@pytest.mark.parametrize(
    'values',
    [
        {'port': 8080},
        {'image': ''},
        {'extra': 'new'},
        {'tags': ['a']},
        {'host': 'host2'},
        {'instance': {**WEB['instance'], 'flavor': 'large'}},
        {'instance': {**WEB['instance'], 'disks': []}},
        {'instance': {**WEB['instance'], 'disks': [*WEB['instance']['disks'], {'?': {'id': 'd2'}, 'size': 2}]}},
        {'instance': {'?': {'id': 'other', 'type': 'demo.VM'}, 'flavor': 'small'}},
    ],
)
def test_one_of_two(values):
    other, both = changed(domain='example.org'), changed(domain='example.org', **values)
    mine = [path for path in paths(WEB, both) if path != 'domain']
    for path in mine:
        both = without_property(WEB, both, path)
    assert both == other


def test_the_name_of_a_component():
    named = copy.deepcopy(WEB)
    named['?']['name'] = 'Shop'
    named['port'] = 81
    assert paths(WEB, named) == ['name', 'port']
    assert without_property(WEB, named, 'name') == changed(port=81)


def test_what_the_form_remembers_goes_along():
    drafted = changed(port=8080, image='apache')
    drafted['?']['metadata'] = {'murano_panel': {'answers': {'port': 8080}}}
    assert without_property(WEB, drafted, 'port') == changed(image='apache')


def test_metadata_of_people():
    drafted = changed(port=81)
    drafted['?']['metadata'] = {**WEB['?']['metadata'], 'team': 'blue'}
    assert paths(WEB, drafted) == ['port', '?.metadata.team']
    assert without_property(WEB, drafted, '?.metadata.team') == changed(port=81)


def test_the_key_says_what_was_seen():
    [one], [other] = (changes([WEB], [changed(port=port)])[0].properties for port in (81, 82))
    assert key_of(one) != key_of(other) and len(key_of(one)) == 32


@pytest.mark.parametrize('seed', range(60))
def test_undoing_each_change_of_a_random_model_equals_never_having_made_it(seed):
    drawn = random.Random(seed)  # noqa: S311
    deployed = _model(drawn)
    drafted = copy.deepcopy(deployed)
    touched = drawn.sample([key for key in drafted if key != '?'], 3)
    for key in touched:
        drafted[key] = drawn.choice([drawn.randint(100, 999), f'new {drawn.random()}', [drawn.random()], {'k': 'v'}])
    assert apply_changes(deployed, list(difference(deployed, drafted))) == drafted
    for key in touched:
        never = {**copy.deepcopy(drafted), key: deployed[key]}
        undone = drafted
        for path in paths(deployed, drafted):
            if path.partition('.')[0].partition('[')[0] == key:
                undone = without_property(deployed, undone, path)
        assert paths(deployed, undone) == paths(deployed, never)


def _model(drawn):
    def value(depth):
        kind = drawn.randint(0, 5 if depth else 3)
        if kind == 4:
            return {f'k{number}': value(depth - 1) for number in range(drawn.randint(1, 3))}
        if kind == 5:
            return [
                {'?': {'id': f'o{drawn.random()}'}, 'v': value(depth - 1)} for _number in range(drawn.randint(0, 3))
            ]
        return [drawn.randint(0, 99), f'text {drawn.random()}', True, ['a', 'b']][kind]

    return {'?': {'id': 'c', 'type': 'demo.C', 'name': 'c'}, **{f'p{number}': value(3) for number in range(8)}}
