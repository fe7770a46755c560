"""Addresses that are made without asking Django each time."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from murano_panel.web.addresses import address

COMPONENT = 'horizon:app-catalog:environments:component'


@pytest.fixture(autouse=True)
def root():
    yield
    set_script_prefix('/')


@pytest.mark.parametrize(
    ('name', 'ids'),
    [
        ('horizon:app-catalog:environments:index', ()),
        ('horizon:app-catalog:environments:detail', ('e1',)),
        (COMPONENT, ('a-b_C', '0' * 64)),
        (COMPONENT, ('murano-panel-id-1-', 'murano-panel-id-0-')),
    ],
)
def test_they_are_those_of_reverse(name, ids):
    for prefix in ('/', '/horizon/'):
        set_script_prefix(prefix)
        assert address(name, *ids) == reverse(name, args=ids)


@pytest.mark.parametrize('wrong', ['', 'a/b', '../x', 'ä', 'a\n', '-a', 'a' * 65])
def test_what_is_no_id_makes_none(wrong):
    assert address(COMPONENT, 'e1', wrong) == ''


def test_a_name_that_is_none_is_a_mistake():
    with pytest.raises(NoReverseMatch):
        address('horizon:app-catalog:environments:nothing', 'e1')
