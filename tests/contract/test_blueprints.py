"""Blueprints: what is shown, made, changed and deleted, and to whom."""

import pytest

from murano_panel.api import blueprints, errors
from tests.contract.side import host, unique, unknown
from tests.support.real import component

LONG = 'A blueprint of the project. ' * 70


@pytest.fixture()
def made(murano):
    """Alice's, with two components."""
    found = blueprints.create(murano.alice, name=unique(), components=[host(), component('ActionsApp')])
    yield found
    left = {each.id: each for each in blueprints.list_all(murano.alice)}
    if found.id in left:
        blueprints.delete(murano.alice, left[found.id])


def listed(request, blueprint):
    return next((each for each in blueprints.list_all(request) if each.id == blueprint.id), None)


def test_a_new_one_belongs_to_the_project(murano, made):
    found = blueprints.get(murano.bob, made.id)
    assert (found.name, found.project_id, found.is_public) == (made.name, murano.alice.user.project_id, False)
    assert [each['?']['type'].rpartition('.')[2] for each in found.components] == ['ContainerHost', 'ActionsApp']
    assert listed(murano.rita, made).name == made.name
    assert listed(murano.rita, made).components == ()


def test_an_empty_one(murano):
    empty = blueprints.create(murano.alice, name=unique(), components=[])
    assert blueprints.get(murano.alice, empty.id).components == ()
    blueprints.delete(murano.alice, empty)
    with pytest.raises(errors.NotFound):
        blueprints.get(murano.alice, empty.id)


def test_what_is_described(murano, made):
    name = unique()
    blueprints.update(murano.bob, made, name=name, description=LONG, is_public=True)
    found = blueprints.get(murano.charlie, made.id)
    assert (found.name, found.description, found.is_public) == (name, LONG, True)
    assert len(found.components) == 2
    assert listed(murano.charlie, made).is_public


def test_components_are_replaced_as_a_whole(murano, made):
    blueprints.update(murano.alice, made, components=[one := host(), other := host()])
    found = blueprints.get(murano.alice, made.id)
    assert list(found.components) == [one, other]
    assert (found.name, found.is_public) == (made.name, False)


def test_a_copy_of_what_was_replaced_is_whole(murano, made):
    """Other tools make environments and copies of it by Murano's own ways."""
    blueprints.update(murano.alice, made, components=[host()])
    again = blueprints.get(murano.alice, made.id)
    blueprints.update(murano.alice, again, name=again.name, description='for all', is_public=True)
    assert len(blueprints.get(murano.charlie, made.id).components) == 1


@pytest.mark.parametrize('description', ['', LONG])
def test_a_taken_name(murano, made, description):
    other = blueprints.create(murano.bob, name=unique(), components=[])
    with pytest.raises(errors.Conflict):
        blueprints.create(murano.alice, name=made.name, components=[])
    with pytest.raises(errors.Conflict):
        blueprints.update(murano.alice, other, name=made.name, description=description, is_public=False)
    blueprints.update(murano.alice, other, name=other.name, description=description, is_public=False)
    blueprints.delete(murano.alice, other)
    elsewhere = blueprints.create(murano.charlie, name=made.name, components=[])
    blueprints.delete(murano.charlie, elsewhere)


@pytest.mark.parametrize('name', ['', ' ', 'n' * 256])
def test_names_that_are_refused(murano, name):
    with pytest.raises(errors.Invalid):
        blueprints.create(murano.alice, name=name, components=[])


@pytest.mark.parametrize('name', ['{$ 7*7 $}', '</script><script>alert(1)</script>', 'ü 🐢', 'n' * 255])
def test_hostile_names_come_back_as_they_were(murano, made, name):
    blueprints.update(murano.alice, made, name=name, description='', is_public=False)
    assert blueprints.get(murano.alice, made.id).name == name


def test_other_projects(murano, made):
    """What is kept to a project is not there for others, administrators included."""
    for stranger in (murano.charlie, murano.admin):
        with pytest.raises(errors.NotFound):
            blueprints.get(stranger, made.id)
        assert listed(stranger, made) is None


def test_what_is_public_is_changed_by_its_project_alone(murano, made):
    """Murano would let everybody; this is checked before it is asked."""
    blueprints.update(murano.alice, made, name=made.name, description='', is_public=True)
    seen = blueprints.get(murano.charlie, made.id)
    with pytest.raises(errors.Forbidden):
        blueprints.delete(murano.charlie, seen)
    with pytest.raises(errors.Forbidden):
        blueprints.update(murano.charlie, seen, components=[])
    with pytest.raises(errors.Forbidden):
        blueprints.update(murano.charlie, seen, name='mine', description='', is_public=False)
    assert blueprints.get(murano.alice, made.id).name == made.name


def test_those_that_are_not_there(murano, made):
    with pytest.raises(errors.NotFound):
        blueprints.get(murano.alice, unknown())
    blueprints.delete(murano.alice, made)
    for change in (
        lambda: blueprints.delete(murano.alice, made),
        lambda: blueprints.update(murano.alice, made, components=[]),
    ):
        with pytest.raises(errors.NotFound):
            change()


def test_what_is_public_already_is_deleted_with_its_components(murano, made):
    blueprints.update(murano.alice, made, name=made.name, description='', is_public=True)
    blueprints.delete(murano.bob, made)
    assert listed(murano.charlie, made) is None
