"""Packages: uploaded, changed, deleted, and what is said of those that look after them."""

import contextlib

import pytest

from murano_panel.api import errors, packages
from tests.contract.side import unique, unknown
from tests.contract.test_packages import web  # noqa: F401  a fixture
from tests.support import archives


@pytest.fixture()
def uploaded(murano):
    """uploaded(by=…, **metadata) → a package that went through our own upload; gone after the test."""
    made = []

    def upload(by='alice', files=None, **metadata):
        request = murano.person(by)
        content = archives.zipped(files or archives.application(unique('Up'), Tags='[of, manifest]'))
        made.append((request, packages.upload(request, content, **metadata)))
        return made[-1][1]

    yield upload
    with murano.recorder.paused():
        for request, package in made:
            with contextlib.suppress(errors.NotFound):
                packages.delete(request, package.id)


def managed(request, text, **options):
    return [each.id for each in packages.managed(request, text=text, **options).packages]


def test_what_is_uploaded_is_the_projects_own(murano, uploaded):
    made = uploaded(tags=['red'], categories=['Containers'], enabled=False)
    assert made.owner_id == murano.alice.user.project_id
    assert (made.is_public, made.enabled, made.categories) == (False, False, ('Containers',))
    assert sorted(made.tags) == ['manifest', 'of', 'red']
    assert packages.get(murano.bob, made.id).name == made.name
    assert packages.download(murano.alice, made.id).startswith(b'PK')


def test_no_class_twice_in_a_project(murano, uploaded):
    files = archives.application(unique('Up'))
    uploaded(files=files)
    with pytest.raises(errors.Conflict):
        uploaded(files=files)
    assert uploaded('charlie', files).owner_id == murano.charlie.user.project_id


@pytest.mark.parametrize('content', [b'no zip', archives.zipped({'a': 'b'})], ids=['no zip', 'no manifest'])
def test_what_is_no_package_is_not_taken(murano, content):
    with pytest.raises(errors.Invalid):
        packages.upload(murano.alice, content)


def test_an_unknown_category_is_refused(uploaded):
    with pytest.raises(errors.Invalid):
        uploaded(categories=['no such category'])


def test_only_administrators_publish(murano, uploaded):
    with pytest.raises(errors.Forbidden):
        uploaded(is_public=True)
    made = uploaded()
    with pytest.raises(errors.Forbidden):
        packages.update(murano.alice, made.id, is_public=True)
    assert packages.update(murano.admin, made.id, is_public=True).is_public
    # Whose it is may take it back, and cannot publish it again.
    assert not packages.update(murano.alice, made.id, is_public=False).is_public


def test_no_class_is_public_twice(murano, uploaded):
    files = archives.application(unique('Up'))
    first, second = uploaded(files=files), uploaded('charlie', files)
    packages.update(murano.admin, first.id, is_public=True)
    with pytest.raises(errors.Conflict):
        packages.update(murano.admin, second.id, is_public=True)


def test_what_is_not_named_stays(murano, uploaded):
    made = uploaded(tags=['red'], categories=['Containers'])
    changed = packages.update(murano.alice, made.id, description='Other.', enabled=False)
    assert (changed.description, changed.enabled) == ('Other.', False)
    assert (changed.name, sorted(changed.tags), changed.categories) == (made.name, sorted(made.tags), made.categories)
    changed = packages.update(murano.alice, made.id, name='Other', tags=['red', 'blue'], categories=[])
    assert (changed.name, changed.description) == ('Other', 'Other.')
    assert (sorted(changed.tags), changed.categories) == (['blue', 'red'], ())


@pytest.mark.parametrize('change', [{'name': 'x' * 81}, {'categories': ['no such category']}], ids=['name', 'category'])
def test_what_murano_does_not_take(murano, uploaded, change):
    made = uploaded()
    with pytest.raises(errors.Invalid):
        packages.update(murano.alice, made.id, **change)


def test_others_cannot_change_it(murano, uploaded):
    made = uploaded()
    for change in (lambda who: packages.update(who, made.id, name='x'), lambda who: packages.delete(who, made.id)):
        with pytest.raises((errors.Forbidden, errors.NotFound)):
            change(murano.charlie)
    assert packages.update(murano.admin, made.id, name='of admin').name == 'of admin'


def test_what_is_deleted_is_gone(murano, uploaded):
    made = uploaded()
    packages.delete(murano.bob, made.id)
    for gone in (
        lambda: packages.delete(murano.alice, made.id),
        lambda: packages.update(murano.alice, made.id, name='x'),
        lambda: packages.get_to_manage(murano.alice, unknown()),
    ):
        with pytest.raises(errors.NotFound):
            gone()


def test_administrators_look_after_all(murano, web):  # noqa: F811
    own, name = web(kind='Library', enabled=False)
    assert managed(murano.alice, name) == managed(murano.admin, name) == [own]
    assert managed(murano.admin, name, owned=True) == managed(murano.charlie, name) == []
    assert managed(murano.alice, name, kind='Library') == [own]
    assert managed(murano.alice, name, kind='Application') == []
    assert packages.get_to_manage(murano.admin, own).id == own
    with pytest.raises(errors.NotFound):
        packages.get_to_manage(murano.charlie, own)


def test_others_see_public_ones_unless_asked_for_their_own(murano, web):  # noqa: F811
    own, name = web(by='admin', is_public=True)
    assert managed(murano.charlie, name) == [own]
    assert managed(murano.charlie, name, owned=True) == []
    assert packages.get_to_manage(murano.charlie, own).is_public


@pytest.mark.parametrize('descending', [False, True])
def test_page_by_page(murano, web, descending):  # noqa: F811
    tag = unique('tag')
    made = [web(tags=[tag], enabled=bool(number)) for number in range(3)]
    options = {'tags': [tag], 'limit': 2, 'descending': descending}
    first = packages.managed(murano.alice, **options)
    second = packages.managed(murano.alice, marker=first.next_marker, **options)
    listed = [each.id for each in (*first.packages, *second.packages)]
    assert listed == [own for own, _ in sorted(made, key=lambda each: each[1], reverse=descending)]
    assert packages.managed(murano.alice, tags=[tag], categories=['Web']).packages == ()


def test_found_by_ids_and_by_full_name(murano, web):  # noqa: F811
    (one, name), (two, _) = web(enabled=False), web()
    found = packages.by_ids(murano.alice, [one, two, unknown()])
    assert sorted(each.id for each in found) == sorted([one, two])
    assert packages.by_ids(murano.charlie, [one]) == packages.by_ids(murano.alice, []) == []
    assert [each.id for each in packages.by_fqn(murano.alice, f'example.{name}')] == [one]
    assert packages.by_fqn(murano.charlie, f'example.{name}') == []
