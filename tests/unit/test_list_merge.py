"""Two people have changed the same list."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from murano_panel.domain.conflicts.list_merge import merged

ITEMS = some.lists(some.integers(0, 6), unique=True, max_size=6)


def disk(own_id, size=1):
    return {'?': {'id': own_id}, 'size': size}


@pytest.mark.parametrize(
    ('base', 'theirs', 'mine', 'both'),
    [
        ([80], [80, 81], [80, 82], [80, 82, 81]),
        ([80, 81], [81], [80, 81, 82], [81, 82]),
        ([1, 2, 3], [1, 2], [3, 1, 2], [1, 2]),
        ([1, 2, 3], [1, 2, 3, 4], [3, 2, 1], [3, 4, 2, 1]),
        ([], ['b'], ['a'], ['a', 'b']),
        ([disk('a'), disk('b')], [disk('a', 5), disk('b')], [disk('a'), disk('c')], [disk('a', 5), disk('c')]),
        ([disk('a')], [disk('a', 5)], [disk('a', 5), disk('b')], [disk('a', 5), disk('b')]),
    ],
)
def test_what_both_have_done(base, theirs, mine, both):
    assert merged(base, theirs, mine) == both


@pytest.mark.parametrize(
    ('base', 'theirs', 'mine'),
    [
        ([disk('a')], [disk('a', 5)], [disk('a', 6)]),
        ([disk('a')], [], [disk('a', 6)]),
        ([disk('a')], [disk('a', 5)], []),
        ([1], [1, 1], [1, 2]),
        ([], [disk('a', 1)], [disk('a', 2)]),
    ],
)
def test_what_does_not_go_together(base, theirs, mine):
    assert merged(base, theirs, mine) is None


@given(base=ITEMS, theirs=ITEMS, mine=ITEMS)
def test_whoever_changes_nothing_gets_the_others_list_and_nothing_that_is_added_is_lost(base, theirs, mine):
    assert merged(base, theirs, base) == theirs and merged(base, base, mine) == mine
    both = merged(base, theirs, mine)
    assert both is not None
    assert set(both) == (set(theirs) | set(mine)) - (set(base) - set(theirs)) - (set(base) - set(mine))
