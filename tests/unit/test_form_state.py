"""The field that carries an unfinished form: who may read it, for what, and for how long."""

import time
from dataclasses import asdict
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from murano_panel.components import state as form_state
from murano_panel.components.state import AddedComponent, AwaitedField, ChangedField, ReviewedAnswer
from murano_panel.domain.records import Package

PACKAGE = Package(
    id='p1',
    name='Web',
    fqn='demo.Web',
    type='Application',
    description='',
    author='',
    owner_id='demo',
    is_public=True,
    enabled=True,
    tags=(),
    categories=(),
    class_names=(),
    supplier=None,
    created=datetime(2026, 1, 1, tzinfo=UTC),
    updated=datetime(2026, 1, 2, tzinfo=UTC),
)


def request(user='alice', project='demo'):
    return SimpleNamespace(user=SimpleNamespace(id=user, project_id=project))


@pytest.fixture()
def state():
    state = form_state.new_state(PACKAGE, 'e1')
    state.answers = {'first': {'password': 'Secr3t!pass'}}
    return state


def unseal(token, who=None, package=PACKAGE, target='e1'):
    return form_state.unseal_state(who or request(), token, package=package, target=target)


def test_what_was_sealed_comes_back(state):
    state.outer = form_state.new_state(PACKAGE, 'e1')
    assert unseal(form_state.seal_state(request(), state)) == state


def test_every_record_in_it_comes_back(state):
    state.reviewed = {'first': [ReviewedAnswer('Port', '80', '8080')]}
    state.typed = {1: {'s1-port': ['x']}}
    state.to_confirm = {1: ChangedField(0, 'Size')}
    state.added = [AddedComponent('c1', 'web')]
    state.outer = form_state.new_state(PACKAGE, 'e1')
    state.outer.awaited = AwaitedField(2, 'server')
    assert unseal(form_state.seal_state(request(), state)) == state


@pytest.mark.parametrize('change', [{'added': [{'uuid': 'c1'}]}, {'typed': {'first': {}}}, {'waiting': [0, 'server']}])
def test_what_another_version_of_the_dashboard_sealed_is_refused(state, monkeypatch, change):
    monkeypatch.setattr(form_state, 'asdict', lambda sealed: {**asdict(sealed), **change})
    token = form_state.seal_state(request(), state)
    with pytest.raises(form_state.StateError):
        unseal(token)


def test_answers_cannot_be_read_from_outside(state):
    assert 'Secr3t' not in form_state.seal_state(request(), state) + repr(state)


@pytest.mark.parametrize('who', [request(user='bob'), request(project='other')])
def test_others_cannot_use_it(state, who):
    with pytest.raises(form_state.StateError):
        unseal(form_state.seal_state(request(), state), who)


def test_a_changed_package_or_another_environment_refuses_it(state):
    token = form_state.seal_state(request(), state)
    changed = Package(**{**vars(PACKAGE), 'updated': datetime(2026, 1, 3, tzinfo=UTC)})
    other = Package(**{**vars(PACKAGE), 'id': 'p2'})
    for arguments in ({'package': changed}, {'package': other}, {'target': 'e2'}):
        with pytest.raises(form_state.StateError):
            unseal(token, **arguments)
    with pytest.raises(form_state.StateError):
        form_state.unseal_for(request(), token, 'e2')


@pytest.mark.parametrize('token', ['', 'nonsense', 'gAAAAA==', 'ü', 'x' * (form_state.MAX_SIZE + 1)])
def test_damage_is_refused(token):
    with pytest.raises(form_state.StateError):
        unseal(token)


def test_it_grows_old(state, settings, monkeypatch):
    settings.MURANO_PANEL = {'FORM_MAX_AGE': 60}
    token = form_state.seal_state(request(), state)
    assert unseal(token) == state
    now = time.time() + 61
    monkeypatch.setattr(time, 'time', lambda: now)
    with pytest.raises(form_state.StateError):
        unseal(token)


def test_a_replaced_secret_key_still_reads_it(state, settings):
    token = form_state.seal_state(request(), state)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = 'the new one', [settings.SECRET_KEY]
    assert unseal(token) == state
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(form_state.StateError):
        unseal(token)


def test_forms_do_not_pile_up_without_end():
    state = form_state.new_state(PACKAGE, 'e1')
    for _ in range(form_state.MAX_NESTED_FORMS):
        state, state.outer = form_state.new_state(PACKAGE, 'e1'), state
    with pytest.raises(form_state.StateTooLarge):
        form_state.seal_state(request(), state)
