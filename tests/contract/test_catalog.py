"""What else the catalog tells: categories, and what the engine says of classes."""

import pytest

from murano_panel.api import categories, client, errors, schemas, shapes, static_actions
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
        client.rows(murano.alice, '/v1/catalog/categories', 'categories', shapes.CATEGORY, query={'name': 'Web'})


def test_the_schema_of_a_class(murano):
    schema = schemas.class_schema(murano.alice, SAMPLES + 'StaticSite')
    assert schema['type'] == 'object' and schema['properties']


def test_the_schema_of_no_class(murano):
    with pytest.raises(errors.NotFound):
        schemas.class_schema(murano.alice, 'no.such.Class')


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
