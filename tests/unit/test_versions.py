"""Versions that components ask for, as murano-engine reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murano_panel.domain.model.versions import all_typed, completed, is_met, typed


@pytest.mark.parametrize(
    ('asked', 'version', 'met'),
    [
        ('0', '0.0.0', True),
        ('0', '0.7.1', True),
        ('0', '1.2.0', False),
        ('=0', '1.0.0', False),
        ('1', '1.2.0', True),
        ('1.2', '1.2.5', True),
        ('1.2.0', '1.2.0', True),
        ('1.2.0', '1.2.1', False),
        ('>= 1.0, <2', '1.9.0', True),
        ('*', '3.0.0', True),
        ('nonsense', '1.0.0', False),
        ('', '1.0.0', False),
        ('', '0.4.0', True),
        (' > 1 ', '2.0.0', True),
        ('>1', '1.2.0', False),
        ('<=1', '1.9.9', True),
        ('<1', '1.0.0-0', False),
        ('>=1.2,<2', '2.0.0-1', False),
        ('^1.2', '1.9.0', True),
        ('~1.2', '1.3.0', False),
        ('1', '1.0.0-0', False),
        # Where Murano departs from the library.
        ('!=1', '0.5.0', False),
        ('!=1', '2.0.0', False),
        ('!=1.2.3', '1.2.4', True),
        ('>0,!=1', '2.0.0', False),
        ('>0,!=1.0.0', '2.0.0', True),
    ],
)
def test_what_meets_what_is_asked_for(asked, version, met):
    assert is_met(asked, version) is met


def test_what_a_header_says():
    assert typed({'type': 'a.B'}).asked == '0'
    assert typed({'type': 'a.B', 'classVersion': 1.2}).asked == '1.2'
    deployed = typed({'type': 'a.B/1.2.0@a.P', 'classVersion': '3'})
    assert (deployed.class_name, deployed.package, deployed.asked, deployed.is_fixed) == ('a.B', 'a.P', '1.2.0', True)
    assert typed({'type': 'io.murano.resources.Instance'}).is_core and not typed({'type': 'io.muranoX.A'}).is_core


@pytest.mark.parametrize('header', [None, 7, 'x', [], {}, {'type': None}, {'type': ['a']}, {'type': '/1'}])
def test_headers_that_say_nothing(header):
    assert typed(header) is None


@pytest.mark.parametrize(
    ('header', 'version', 'expected'),
    [
        ({}, '1.2.0', '1.2.0'),
        ({}, '0.3.0', '0.3.0'),
        ({}, '0.0.0', None),
        ({}, None, None),
        ({'classVersion': '1'}, '1.2.0', '1'),
        ({'classVersion': '1.0.0'}, '1.2.0', '1.2.0'),
        ({'classVersion': ['x']}, '1.2.0', '1.2.0'),
        ({'classVersion': '2'}, '0.0.0', '0.0.0'),
    ],
)
def test_what_is_completed(header, version, expected):
    component = {'?': {'type': 'a.B', 'id': '1', **header}, 'part': [{'?': {'type': 'a.B', 'id': '2', **header}}]}
    found = completed(component, lambda _typed: version)
    assert found['?'].get('classVersion') == found['part'][0]['?'].get('classVersion') == expected
    assert component['?'] == {'type': 'a.B', 'id': '1', **header}


def test_what_a_deployment_has_written_stays():
    component = {'?': {'type': 'a.B/1.0.0@a.B', 'id': '1'}}
    assert completed(component, lambda _typed: '2.0.0') == component


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(['?', 'type', 'id', 'a']), inner),
    max_leaves=20,
)


@given(json)
def test_any_model_is_read(model):
    list(all_typed([model]))
    completed(model, lambda _typed: '1.0.0')
