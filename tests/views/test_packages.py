"""The table of packages: what is shown to whom, filtered, searched, turned; and what it costs."""

import pytest

from tests.support import archives
from tests.support.pages import shown

URL = '/app-catalog/packages/'
MANY = 120


def names(answer):
    return [row.package.name for row in answer.context['list'].rows]


def named(murano, *found, **values):
    return [murano.package(f'demo.{name}', name=name, **values) for name in found]


def many(murano, number=MANY, **values):
    return named(murano, *(f'App {index:03}' for index in range(number)), **values)


def test_it_shows_what_murano_tells(alice, murano):
    murano.package(
        'demo.Web', author='us', tags=['docker'], categories=['Web'], is_public=False, enabled=False, type='Library'
    )
    text = shown(alice.get(URL))
    for word in ('Web', 'demo.Web', 'us', 'docker', 'Library', 'Disabled', 'This project'):
        assert word in text


def test_members_see_their_projects_own(alice, charlie, admin, murano):
    named(murano, 'Own', is_public=False)
    named(murano, 'Shared', project='other')
    named(murano, 'Foreign', project='other', is_public=False)
    assert names(alice.get(URL)) == ['Own']
    assert names(charlie.get(URL)) == ['Foreign', 'Shared']
    assert names(admin.get(URL)) == ['Foreign', 'Own', 'Shared']
    assert names(admin.get(URL, {'owner': 'mine'})) == []


@pytest.mark.parametrize('number', [0, 20, 500])
def test_it_costs_two_calls_and_grows_no_further(alice, murano, number):
    murano.category('Web')
    many(murano, number)
    with murano.budget(2):
        page = alice.get(URL)
    assert len(names(page)) == min(number, 50)
    # The categories are kept for a while.
    for query in (
        {'q': 'App 00'},
        {'state': 'enabled'},
        {'category': 'Web'},
        {'after': next(iter(murano.packages), '')},
    ):
        with murano.budget(1):
            alice.get(URL, query)


def turned(alice, query, which='next_address'):
    """The pages from the first one on, as links lead from one to the next."""
    answer = alice.get(URL, query)
    pages = [names(answer)]
    while address := getattr(answer.context['list'], which):
        answer = alice.get(address)
        pages.append(names(answer))
        assert len(pages) < 10
    return pages, answer


@pytest.mark.parametrize(
    'query',
    [{}, {'sort': '-name'}, {'q': 'app'}, {'q': 'app', 'sort': '-name'}, {'sort': 'created'}, {'type': 'Application'}],
)
def test_each_package_stands_on_one_page_there_and_back(alice, murano, query):
    many(murano, 99 if 'q' in query else MANY)
    pages, last = turned(alice, query)
    listed = [name for page in pages for name in page]
    assert sorted(listed) == [f'App {index:03}' for index in range(99 if 'q' in query else MANY)]
    if 'name' in query.get('sort', ''):
        assert listed == sorted(listed, reverse=True)
    back = names(last)
    while address := last.context['list'].previous_address:
        last = alice.get(address)
        back += names(last)
    assert sorted(back) == sorted(listed)
    assert last.context['list'].previous_address == '' and last.context['list'].next_address


@pytest.mark.parametrize(('state', 'wanted'), [('disabled', 0), ('enabled', 1), ('shared', 2), ('private', 3)])
def test_states_that_murano_cannot_filter_by(alice, murano, state, wanted):
    made = [
        named(murano, 'Off', enabled=False),
        named(murano, 'On', enabled=True),
        named(murano, 'All', is_public=True),
        named(murano, 'One', is_public=False),
    ]
    found = names(alice.get(URL, {'state': state}))
    assert made[wanted][0]['name'] in found
    assert 0 < len(found) < len(made)


def test_one_among_many_that_murano_cannot_filter_by_is_found_by_looking_further(alice, murano):
    many(murano, 250)
    named(murano, 'Zebra', enabled=False)
    pages, _ = turned(alice, {'state': 'disabled'})
    assert pages == [[], [], ['Zebra']]
    assert 'Look further' in shown(alice.get(URL, {'state': 'disabled'}))


def test_more_words_find_less(alice, murano):
    named(murano, 'Big Web', 'Small Web', 'Big Database')
    assert names(alice.get(URL, {'q': 'web big'})) == ['Big Web']
    assert names(alice.get(URL, {'q': 'nothing'})) == []
    assert 'No package matches. Show all packages' in shown(alice.get(URL, {'q': 'nothing'}))


def test_an_empty_table_leads_to_the_import(alice, murano):
    murano.packages.clear()
    assert 'Import the first ones' in shown(alice.get(URL))


def test_a_search_that_finds_too_many_says_so(alice, murano):
    many(murano)
    assert 'no more than the first hundred' in shown(alice.get(URL, {'q': 'app'}))


def test_what_a_page_begins_behind_may_be_gone(alice, murano):
    named(murano, 'Web')
    answer = alice.get(URL, {'after': 'deadbeef' * 4, 'type': 'Application'})
    assert answer.status_code == 302 and answer.url == f'{URL}?type=Application'


@pytest.mark.parametrize(
    'query', ['?type=x&state=y&sort=z&after=../..&owner=all', '?q=%00&category=%ff', '?before=a/b']
)
def test_addresses_that_make_no_sense(alice, murano, query):
    named(murano, 'Web')
    assert alice.get(URL + query).status_code == 200


def test_names_are_not_believed(alice, murano):
    named(murano, '{$ 7*7 $}<b>{{ 7*7 }}', tags=['{$ x $}'], categories=['<i>'])
    text = alice.get(URL).content.decode()
    assert '{$ 7*7 $}&lt;b&gt;{{ 7*7 }}' in text and '<i>' not in text and '{% 7*7' not in text


def test_versions_come_afterwards_and_once(alice, bob, murano):
    files = archives.application('Web', Version='1.4.2')
    own = murano.package('example.Web', archive=archives.zipped(files))['id']
    broken = murano.package('demo.Broken', archive=b'no zip')['id']
    assert '1.4.2' not in shown(alice.get(URL))
    with murano.budget(3):
        answer = alice.get(f'{URL}versions/', {'id': [own, broken, 'deadbeef' * 4]})
    assert answer.json() == {'versions': {own: '1.4.2', broken: ''}}
    assert '1.4.2' in shown(bob.get(URL))
    with murano.budget(1):
        bob.get(f'{URL}versions/', {'id': [own]})


def test_a_package_that_gives_no_version_has_none_and_is_not_asked_for_again(alice, murano):
    own = murano.package('example.Web', archive=archives.zipped(archives.application('Web')))['id']
    assert f'data-murano-version="{own}"' in alice.get(URL).content.decode()
    assert alice.get(f'{URL}versions/', {'id': [own]}).json() == {'versions': {own: ''}}
    page = alice.get(URL).content.decode()
    assert 'data-murano-version>' in page and '0.0.0' not in page


def test_ten_archives_are_read_at_once(alice, murano):
    ids = [each['id'] for each in many(murano, 30)]
    with murano.budget(11):
        assert len(alice.get(f'{URL}versions/', {'id': ids}).json()['versions']) == 10


def test_the_zip_as_it_was_uploaded(alice, admin, charlie, murano):
    content = archives.zipped(archives.application('Web'))
    own = murano.package('example.Web', archive=content, is_public=False)['id']
    for who in (alice, admin):
        answer = who.get(f'{URL}{own}/download/')
        assert answer.content == content
        assert answer['Content-Disposition'] == 'attachment; filename="example.Web.zip"'
    assert charlie.get(f'{URL}{own}/download/').status_code == 404


def test_buttons_say_why_not(alice, rita, admin, murano):
    named(murano, 'Web', is_public=False)
    assert 'Only administrators decide what all projects see.' in shown(alice.get(URL))
    assert 'Only administrators' not in shown(admin.get(URL))
    page = rita.get(URL)
    assert 'Your role only lets you look' in shown(page)
    assert 'name="object_ids"' not in page.content.decode()


def test_switches_say_what_results(admin, murano):
    named(murano, 'Web', is_public=False, enabled=False)
    text = shown(admin.get(URL))
    assert 'Share with all projects' in text and 'Keep to its project' not in text
    named(murano, 'Other')
    assert 'Keep to its project' in shown(admin.get(URL))
