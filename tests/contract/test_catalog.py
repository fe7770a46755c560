"""What else the catalog tells: categories, and what the engine says of classes."""

import pytest

from murano_panel.api import categories, client, errors, packages, schemas, static_actions
from murano_panel.api.shapes.catalog import CATEGORY
from tests.contract.side import unique
from tests.support import archives
from tests.support.real import SAMPLES


def counted(murano):
    return {each.name: each.package_count for each in categories.list_all(murano.alice)}


def test_categories_by_name_with_their_packages(murano):
    before = counted(murano)
    assert list(before) == sorted(before)
    murano.package(files=archives.application(unique('Web')), categories=['Containers'])
    assert counted(murano) == {**before, 'Containers': before['Containers'] + 1}


def test_categories_take_no_unknown_filter(murano):
    with pytest.raises(errors.Invalid):
        client.rows(murano.alice, '/v1/catalog/categories', 'categories', CATEGORY, query={'name': 'Web'})


def test_only_administrators_make_and_delete_categories(murano):
    name = unique('category')
    with pytest.raises(errors.Forbidden):
        categories.create(murano.alice, name)
    made = categories.create(murano.admin, name)
    assert (made.name, made.package_count) == (name, 0)
    with pytest.raises(errors.Conflict):
        categories.create(murano.admin, name)
    with pytest.raises(errors.Forbidden):
        categories.delete(murano.alice, made.id)
    categories.delete(murano.admin, made.id)
    assert name not in counted(murano)
    with pytest.raises(errors.NotFound):
        categories.delete(murano.admin, made.id)


@pytest.mark.parametrize('name', ['', 'x' * 81])
def test_categories_have_a_short_name(murano, name):
    with pytest.raises(errors.Invalid):
        categories.create(murano.admin, name)


def test_a_category_with_packages_stays(murano):
    made = categories.create(murano.admin, unique('category'))
    own = murano.package(files=archives.application(unique('Web')), categories=[made.name])
    with pytest.raises(errors.Forbidden):
        categories.delete(murano.admin, made.id)
    packages.delete(murano.alice, own)
    categories.delete(murano.admin, made.id)


def test_the_schema_of_a_class(murano):
    schema = schemas.class_schema(murano.alice, SAMPLES + 'StaticSite')
    assert schema['type'] == 'object' and schema['properties']


def test_the_schema_of_no_class(murano):
    with pytest.raises(errors.NotFound):
        schemas.class_schema(murano.alice, 'no.such.Class')


def test_the_schema_of_a_method_that_builds_a_model(murano):
    """Of no other method is one told."""
    of = SAMPLES + 'ActionsApp'
    schema = schemas.method_schema(murano.alice, of, 'modelOf', package_name=of)
    assert schema['type'] == 'object' and schema['properties']
    for method in ('greetings', 'leaveNote', 'nothing'):
        assert schemas.method_schema(murano.alice, of, method, package_name=of) is None


def test_a_static_method(murano):
    call = (murano.alice, SAMPLES + 'ActionsApp', 'greetings')
    assert static_actions.call(*call) == ['Hello', 'Hi']
    assert static_actions.call(*call, parameters={'language': 'de'}) == ['Hallo', 'Servus']


@pytest.mark.parametrize('name', [('no.such.Class', 'greetings'), (SAMPLES + 'ActionsApp', 'noSuchMethod')])
def test_a_static_method_that_is_not_there(murano, name):
    with pytest.raises(errors.NotFound):
        static_actions.call(murano.alice, *name)


def test_a_static_method_refuses_what_it_is_given(murano):
    with pytest.raises(errors.Invalid):
        static_actions.call(murano.alice, SAMPLES + 'ActionsApp', 'greetings', parameters={'language': 'xx'})
    with pytest.raises(errors.Invalid):
        static_actions.call(murano.alice, '', '')
