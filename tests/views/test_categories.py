import pytest

from tests.support.pages import form, shown

URL = '/app-catalog/categories/'


def url(category):
    return f'{URL}{category["id"]}/delete/'


@pytest.fixture()
def web(murano):
    return murano.category('Web')


def test_each_with_its_count_in_one_call(alice, murano, web):
    murano.package('demo.One', categories=['Web'])
    murano.package('demo.Two', categories=['Web'], project='other', is_public=False)
    with murano.budget(1):
        page = alice.get(URL)
    assert [(category.name, category.package_count) for category, _ in page.context['rows']] == [('Web', 2)]


def test_administrators_make_one(admin, murano):
    form(admin.get(f'{URL}create/'), 'Create category').submit(admin, 'Create category', name='New')
    assert [category['name'] for category in murano.categories] == ['New']
    # What was kept of the categories is read anew.
    assert 'New' in shown(admin.get('/app-catalog/packages/'))


def test_no_name_twice(admin, murano, web):
    again = form(admin.get(f'{URL}create/'), 'Create category').submit(admin, 'Create category', name='Web')
    assert 'There is a category of this name already.' in shown(again) and len(murano.categories) == 1


def test_an_empty_one_is_deleted(admin, murano, web):
    form(admin.get(url(web)), 'Delete').submit(admin, 'Delete')
    assert murano.categories == []


def test_one_in_use_is_refused_with_the_reason(admin, murano, web):
    murano.package('demo.One', categories=['Web'], project='other', is_public=False)
    assert 'title="Packages are in it.' in admin.get(URL).content.decode()
    answer = admin.post(url(web))
    assert answer.status_code == 409 and 'Packages are in it.' in shown(answer)
    assert murano.categories == [web] and 'DELETE' not in {method for method, _ in murano.calls}


def test_one_that_was_put_to_use_meanwhile(admin, murano, web):
    page = form(admin.get(url(web)), 'Delete')
    murano.fail('DELETE', status=403, body='It is in use')
    assert 'It is in use' in shown(page.submit(admin, 'Delete')) and murano.categories == [web]


def test_one_that_is_gone(admin):
    assert admin.get(url({'id': 'deadbeef' * 4})).status_code == 404


def test_members_only_look(alice, murano, web):
    assert 'Only administrators decide what all projects see.' in shown(alice.get(URL))
    assert alice.post(f'{URL}create/', {'name': 'x'}).status_code == alice.post(url(web)).status_code == 403
    assert murano.categories == [web]


def test_hostile_names(admin, murano):
    murano.category('{$ 7*7 $}<b>')
    text = admin.get(URL).content.decode()
    assert '{$ 7*7 $}&lt;b&gt;' in text and '{% 7' not in text
