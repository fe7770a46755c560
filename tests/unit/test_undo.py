"""Taking back one property equals never having set it."""

import copy
import random

import pytest

from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.tree import PathGone, apply_changes, difference
from murano_panel.domain.model.undo import breaks, key_of, without_property

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


def test_of_what_was_removed_from_a_list_without_ids_either_comes_back_where_it_was():
    deployed = {**WEB, 'rules': [{'port': 1}, {'port': 2}, {'port': 3}]}
    drafted = {**deployed, 'rules': [{'port': 1}]}
    for path in paths(deployed, drafted):
        undone = without_property(deployed, drafted, path)
        assert len(undone['rules']) == 2


def test_an_entry_comes_back_where_it_was():
    disks = [{'?': {'id': own}, 'size': 1} for own in 'abc']
    deployed = {**WEB, 'disks': disks}
    drafted = {**deployed, 'disks': disks[1:], 'port': 81}
    [path] = [path for path in paths(deployed, drafted) if path != 'port']
    assert without_property(deployed, drafted, path) == {**deployed, 'port': 81}


def test_what_other_changes_build_on_stays():
    deployed = {**WEB, 'rules': [{'port': 1}]}
    drafted = {**deployed, 'rules': [{'port': 1}, {'port': 2}, {'port': 3}]}
    first, second = paths(deployed, drafted)
    with pytest.raises(PathGone):
        without_property(deployed, drafted, first)
    assert without_property(deployed, drafted, second)['rules'] == [{'port': 1}, {'port': 2}]


def test_nothing_is_there_twice_and_nothing_leads_nowhere():
    part = {'?': {'id': 'part', 'type': 'demo.Part'}}
    one, other = ({'?': {'id': own, 'type': 'demo.One'}} for own in ('one', 'other'))
    # Moved from one to the other: taken back in one alone, it would stand in both.
    committed, present = [{**one, 'part': part}, other], [one, {**other, 'part': part}]
    assert breaks(committed, present, [{**one, 'part': part}, {**other, 'part': part}])
    # Added to one, and used by the other.
    committed, present = [one, other], [{**one, 'part': part}, {**other, 'uses': 'part'}]
    assert breaks(committed, present, [one, {**other, 'uses': 'part'}])
    # Set again to what the draft removes.
    committed, present = [one, {**other, 'uses': 'one'}], [other]
    assert breaks(committed, present, [{**other, 'uses': 'one'}])
    assert not breaks(committed, [one, other], [one, {**other, 'uses': 'one'}])
