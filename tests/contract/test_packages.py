"""Packages: found by what, seen by whom, and what is in them."""

import pytest

from murano_panel.api import errors, packages
from tests.contract.side import unique, unknown
from tests.support import archives

UI = 'Version: 2\nForms: []\n'


@pytest.fixture()
def web(murano):
    """web(**metadata) → (id, name) of a private package of Alice's project."""

    def made(by='alice', kind='Application', **metadata):
        name = unique('Web')
        return murano.package(by=by, files=archives.application(name, kind=kind), **metadata), name

    return made


def found(request, text, **options):
    return [each.id for each in packages.search(request, text=text, **options).packages]


def test_what_a_package_says_of_itself(murano):
    name = unique('Web')
    supplier = '{Name: us, CompanyUrl: {Link: "https://example.org", Text: Us}, Summary: s, Description: d}'
    content = archives.application(name, Supplier=supplier)
    own = murano.package(files=content, tags=['red'], categories=['Containers'])
    package = packages.get(murano.alice, own)
    assert (package.id, package.name, package.fqn, package.type) == (own, name, f'example.{name}', 'Application')
    assert (package.description, package.author) == (f'About {name}.', 'tests')
    assert (package.is_public, package.enabled) == (False, True)
    assert package.owner_id == murano.alice.user.project_id
    assert (package.tags, package.categories) == (('red',), ('Containers',))
    assert package.class_names == (f'example.{name}',)
    assert (package.supplier.name, package.supplier.link_url) == ('us', 'https://example.org')
    assert packages.by_class_name(murano.alice, f'example.{name}') == [package]


def test_what_is_in_it(murano):
    logos = {'Logo': 'logo.png', 'Supplier': '{Name: us, Logo: us.png}'}
    content = archives.application(unique('Web'), UI='ui.yaml', **logos)
    content |= {'UI/ui.yaml': UI, 'logo.png': archives.PNG, 'us.png': archives.PNG}
    own = murano.package(files=content)
    assert packages.ui(murano.alice, own) == UI
    assert packages.logo(murano.alice, own) == packages.supplier_logo(murano.alice, own) == archives.PNG
    assert packages.download(murano.alice, own).startswith(b'PK')


def test_what_is_not_in_it(murano, web):
    own, _ = web()
    assert packages.ui(murano.alice, own) == ''
    assert packages.logo(murano.alice, own) == packages.supplier_logo(murano.alice, own) == b''


PARTS = (packages.get, packages.ui, packages.logo, packages.supplier_logo, packages.download)


def test_one_that_is_not_there(murano):
    for part in PARTS:
        with pytest.raises(errors.NotFound):
            part(murano.alice, unknown())
    assert packages.by_class_name(murano.alice, unique('No')) == []


def test_another_projects_private_one(murano, web):
    own, name = web()
    for part in (packages.get, packages.ui, packages.logo, packages.download):
        with pytest.raises(errors.NotFound):
            part(murano.charlie, own)
    assert packages.by_class_name(murano.charlie, f'example.{name}') == []
    assert found(murano.charlie, name) == []
    assert found(murano.admin, name) == []


def test_another_projects_public_one(murano, web):
    own, name = web(by='admin', is_public=True)
    assert packages.get(murano.charlie, own).is_public
    assert found(murano.charlie, name) == [own]
    assert found(murano.charlie, name, owned=True) == []
    assert found(murano.admin, name, owned=True) == [own]


def test_one_that_is_switched_off(murano, web):
    own, name = web(enabled=False)
    assert not packages.get(murano.alice, own).enabled
    assert found(murano.alice, name) == []
    assert packages.by_class_name(murano.alice, f'example.{name}') == []


def test_applications_are_found_by_what_they_provide(murano, web):
    own, name = web()
    assert [each.id for each in packages.search(murano.alice, class_name=f'example.{name}').packages] == [own]
    assert packages.search(murano.alice, class_name=unique('No')).packages == ()


def test_a_library_is_found_by_its_class_alone(murano, web):
    own, name = web(kind='Library')
    assert found(murano.alice, name) == []
    [library] = packages.by_class_names(murano.alice, [f'example.{name}', f'example.{name}'])
    assert (library.id, library.type) == (own, 'Library')


def test_found_by_words_tags_and_categories(murano, web):
    tag = unique('tag')
    (red, red_name), (blue, blue_name) = web(tags=[tag, 'red'], categories=['Web']), web(tags=[tag, 'blue'])
    assert found(murano.alice, red_name.upper()) == [red]
    assert sorted(found(murano.alice, f'{red_name} {blue_name}')) == sorted([red, blue])
    assert found(murano.alice, unique('nothing')) == []
    assert sorted(found(murano.alice, '', tags=[tag])) == sorted(found(murano.alice, tag)) == sorted([red, blue])
    assert found(murano.alice, '', tags=[tag], categories=['Web']) == [red]
    assert found(murano.alice, '', tags=[tag], categories=['Web', 'Containers']) == [red]
    assert found(murano.alice, '', tags=[tag], categories=['Containers']) == []
    assert found(murano.alice, '', tags=[tag], categories=['no such category']) == []


@pytest.mark.parametrize('order', packages.ORDERS)
def test_page_by_page(murano, web, order):
    tag = unique('tag')
    made = [web(tags=[tag]) for _ in range(3)]
    first = packages.search(murano.alice, tags=[tag], limit=2, order=order)
    second = packages.search(murano.alice, tags=[tag], limit=2, order=order, marker=first.next_marker)
    assert first.next_marker == first.packages[-1].id and second.next_marker is None
    listed = [each.id for each in (*first.packages, *second.packages)]
    if order == 'created':
        # Within one second Murano decides.
        assert sorted(listed) == sorted(own for own, _ in made)
    else:
        assert listed == [own for own, _ in sorted(made, key=lambda each: each[1])]


def test_a_full_page_may_be_the_last_one(murano, web):
    tag = unique('tag')
    own, _ = web(tags=[tag])
    page = packages.search(murano.alice, tags=[tag], limit=1)
    assert page.next_marker == own
    assert packages.search(murano.alice, tags=[tag], limit=1, marker=own).packages == ()


def test_a_page_after_what_is_not_there(murano):
    with pytest.raises(errors.NotFound):
        packages.search(murano.alice, marker=unknown())


def test_no_page_is_empty(murano):
    with pytest.raises(errors.Invalid):
        packages.search(murano.alice, limit=0)
