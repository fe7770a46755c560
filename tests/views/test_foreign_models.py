"""Models that other tools wrote: whatever stands under ``?``, pages show what can be read, and never break."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.archives import of_version
from tests.support.fake_murano import component

LIST = '/app-catalog/environments/'
ODD = [None, -7, ' ', '/1@', [[{}]], {'a': 1}, {'?': {}}]
# Keys of a header that the code reads, and those of what our forms keep.
HEADER_KEYS = ['name', 'type', 'package', 'classVersion', 'metadata', '_actions', 'status', 'dependencies', '_x']
KEPT_KEYS = ['version', 'package', 'answers', 'secrets', 'application', 'labels', 'choices', 'parameters']


def schema(murano):
    murano.schemas['demo.Web'] = {'': {'properties': {'name': {'type': 'string'}, 'part': {'type': 'object'}}}}


def made(number, header, kept=None, **properties):
    own_id = f'web{number}'
    part = {'?': {'id': f'part{number}', 'type': 'demo.Part'}}
    part['?'].update({**copy.deepcopy(header), 'id': f'part{number}'})
    found = component('web', id=own_id, part=part, **properties)
    if kept is not None:
        found['?']['metadata'] = {'murano_panel': kept}
    # Without an id nothing can be done with it, and nobody could have written it.
    found['?'].update({**copy.deepcopy(header), 'id': own_id})
    return found


def require_shown(alice, murano, *models):
    schema(murano)
    if not murano.packages:
        murano.package(archive=of_version('1.2.0'))
    environment = murano.environment('web', components=[*models, component('other', 'demo.Other', id='other1')])
    murano.deployment(environment, finished=True)
    one = f'{LIST}{environment.id}/'
    pages = [one, f'{one}delete/']
    for number in range(len(models)):
        edit = f'/app-catalog/catalog/edit/{environment.id}/web{number}/'
        pages += [f'{one}components/web{number}/', f'{edit}?form=class']
    for address in pages:
        answer = alice.get(address)
        assert answer.status_code in (200, 302, 404, 409, 422), (address, answer.status_code, models)
    # A draft beside it, reviewed and deployed.
    assert alice.post(f'{one}components/other1/remove/', {'confirmed': 'yes'}).status_code == 302
    assert alice.get(one).status_code == 200
    assert alice.post(f'{one}deploy/').status_code == 302
    for there in (murano.environments, murano.sessions, murano.tasks):
        there.clear()


@pytest.mark.parametrize('key', HEADER_KEYS)
def test_any_type_at_any_key_of_a_header(alice, murano, key):
    """Of components and of their parts."""
    require_shown(alice, murano, *(made(number, {key: value}) for number, value in enumerate(ODD)))


def test_any_type_at_any_key_of_what_forms_keep(alice, murano):
    good = {'version': 1, 'package': 'demo.Web', 'answers': {}, 'secrets': [], 'labels': {}, 'choices': {}}
    for key in KEPT_KEYS:
        require_shown(alice, murano, *(made(number, {}, {**good, key: value}) for number, value in enumerate(ODD)))


plain = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4)
anything = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(['?', 'id', 'name', 'type', 'murano_panel', *KEPT_KEYS]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(header=st.dictionaries(st.sampled_from(HEADER_KEYS), anything, max_size=4), part=anything)
def test_whatever_comes(alice, murano, header, part):
    require_shown(alice, murano, made(0, header, openstackId=part, instance=part))
