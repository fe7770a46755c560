"""What is found out about a draft costs each component the same, however many there are."""

import gc
import sys

import pytest

from murano_panel.domain.conflicts.reapply import reapply
from murano_panel.domain.conflicts.saved_changes import portable
from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.tree import copied, difference


def drafted(number):
    """Components as they are deployed, and as a draft has them: each uses the one before it, each is changed."""
    deployed = [
        {'?': {'id': f'id{index}', 'type': 'demo.Web', 'name': 'web'}, 'port': 80, 'host': f'id{index - 1}'}
        for index in range(number)
    ]
    return deployed, [{**item, 'port': 81} for item in deployed]


def cost(function, *arguments):
    """How many functions of Python and of C are called."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ('call', 'c_call')

    # A collection of garbage calls whoever wants to know of it.
    gc.disable()
    sys.setprofile(note)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


@pytest.mark.parametrize('function', [changes, portable, lambda _deployed, draft: told_apart(draft)])
def test_twice_as_many_components_cost_twice(function):
    function(*drafted(2))
    few, many = cost(function, *drafted(50)), cost(function, *drafted(100))
    assert many < 2.2 * few


def disputed(components, properties):
    """A lost draft's changes, and what is deployed by then: somebody else has changed each of these properties, too."""
    names = [f'property{index}' for index in range(properties)]

    def all_with(value):
        return [
            {'?': {'id': f'id{index}', 'type': 'demo.Web', 'name': 'web'}, **dict.fromkeys(names, value)}
            for index in range(components)
        ]

    return portable(all_with(1), all_with(2)), all_with(3)


@pytest.mark.parametrize(('few', 'many'), [((50, 2), (100, 2)), ((2, 50), (2, 100))])
def test_twice_as_many_conflicts_cost_twice(few, many):
    assert len(reapply(*disputed(*few)).conflicts) == few[0] * few[1]
    assert cost(reapply, *disputed(*many)) < 2.2 * cost(reapply, *disputed(*few))


def test_models_that_are_the_same_are_not_walked():
    model = {f'property {index}': [{'value': index}] * 10 for index in range(100)}
    assert cost(lambda: list(difference(model, copied(model)))) < 10 + cost(copied, model)
