"""What of an environment is in a small picture."""

import pytest

from murano_panel.domain.model.sketch import MOST, change_sketch, sketch


def part(name, *, uses=None, **header):
    return {'?': {'id': name, 'type': 'demo.Web', 'name': name, **header}, 'uses': uses}


def ids(found):
    return [box.id for box in found.boxes]


def test_components_and_what_they_use():
    found = sketch([part('web', uses='host'), part('host')], {'demo.Web': 'Web server'})
    assert [(box.name, box.application, box.kind, box.uses) for box in found.boxes] == [
        ('web', 'Web server', '', ('host',)),
        ('host', 'Web server', '', ()),
    ]
    assert found.edges == (('web', 'host'),) and (found.total, found.more) == (2, 0) and not found.is_change


@pytest.mark.parametrize('components', [[], [part('web')], [part('web'), part('web')]])
def test_one_box_says_no_more_than_its_name(components):
    assert sketch(components) is None
    assert change_sketch([], components, {'web': 'added'}) is None


def test_what_a_part_of_a_component_is_used_for_is_used_of_the_component():
    host = {**part('host'), 'server': part('server')}
    assert sketch([part('web', uses='server'), host]).edges == (('web', 'host'),)


def test_of_many_those_that_hang_together_are_shown():
    components = [part(f'p{number}') for number in range(40)] + [part('web', uses='host'), part('host')]
    found = sketch(components)
    assert len(found.boxes) == MOST and found.more == 42 - MOST
    assert ids(found)[-2:] == ['web', 'host'] and ids(found)[0] == 'p0'


def test_what_uses_many_names_a_few_and_counts_the_others():
    front = part('front', uses=[f'p{number}' for number in range(40)])
    named = change_sketch([], [*(part(f'p{number}') for number in range(40)), front], {'front': 'changed'})
    [box] = [box for box in named.boxes if box.kind]
    assert (len(box.uses), box.more_uses) == (MOST, 40 - MOST)
    assert all(end in ids(named) for edge in named.edges for end in edge)


def test_a_change_set_with_what_it_leaves():
    before = [part('web', uses='host'), part('host'), part('old')]
    after = [part('web', uses='host'), part('host'), part('db')]
    found = change_sketch(before, after, {'web': 'changed', 'db': 'added', 'old': 'removed'})
    assert {box.id: box.kind for box in found.boxes} == {'web': 'changed', 'host': '', 'db': 'added', 'old': 'removed'}
    assert found.is_change and ids(found)[-1] == 'old'


def test_of_many_what_changes_is_shown_and_what_stands_next_to_it():
    rest = [part(f'p{number}') for number in range(40)]
    after = [*rest, part('web', uses='host'), part('host'), part('front', uses='web')]
    found = change_sketch(after, after, {'web': 'changed'})
    assert {'web', 'host', 'front'} <= set(ids(found)) and found.more == 43 - MOST


def test_changes_of_no_component_are_no_picture():
    both = [part('web'), part('host')]
    assert change_sketch(both, both, {}) is None
    assert change_sketch(both, both, {'environment': 'changed'}) is None


def test_what_hangs_together_is_shown_as_a_whole():
    parts = [
        part(f'{name}{number}', uses=used and f'{used}{number}')
        for number in range(8)
        for name, used in (('front', 'web'), ('web', 'host'), ('host', None))
    ]
    found = change_sketch(parts, parts, {'web7': 'changed'})
    assert ids(found)[-3:] == ['front7', 'web7', 'host7'] and found.edges[-2:] == (
        ('front7', 'web7'),
        ('web7', 'host7'),
    )
    assert len(found.boxes) == MOST and len(found.edges) == 8


def test_circles_have_an_end():
    found = sketch([part('a', uses='b'), part('b', uses='a')])
    assert found.edges == (('a', 'b'), ('b', 'a'))
