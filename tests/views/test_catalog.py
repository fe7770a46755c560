"""The catalog: what it shows, how it is filtered, what it costs, and what hostile packages cannot do."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.support.fake_murano import component
from tests.views.conftest import PNG

INDEX = '/app-catalog/catalog/'
HOSTILE = ['{$ 7*7 $}', '{{ 7*7 }}', '</script><script>alert(1)</script>', '🐳' * 20, 'x' * 80]


def text_of(page) -> str:
    return page.content.decode()


def names(page) -> list[str]:
    return re.findall(r'<h2><a href="[^"]*">([^<]*)</a></h2>', text_of(page))


def count(page) -> str:
    return ' '.join(re.search(r'data-murano-count>(.*?)<', text_of(page), re.DOTALL)[1].split())


def pills(page) -> list[str]:
    return [
        ' '.join(re.sub('<[^>]*>', ' ', found).split())
        for found in re.findall(r'<span>(.*?)</span></label>', text_of(page))
    ]


@pytest.fixture()
def three(murano):
    murano.category('Web')
    murano.category('Databases')
    murano.category('Nothing in here')
    now = timezone.now()
    murano.package(
        'demo.Web',
        name='Nginx',
        description='A web server',
        author='Ann',
        tags=['docker'],
        categories=['Web'],
        created=now - timedelta(days=2),
    )
    murano.package(
        'demo.Sql',
        name='MySQL',
        description='A database',
        tags=['docker', 'sql'],
        categories=['Databases'],
        created=now,
    )
    murano.package(
        'demo.Mine', name='Ours', project='demo', is_public=False, categories=['Web'], created=now - timedelta(days=1)
    )
    murano.packages[next(iter(murano.packages))]['owner_id'] = 'someone'


def test_cards_tell_what_a_package_is(alice, three):
    page = alice.get(INDEX)
    assert names(page) == ['MySQL', 'Nginx', 'Ours'] and count(page) == '3 applications'
    assert all(word in text_of(page) for word in ('A web server', 'Ann', 'sql', 'Add to', 'Details'))


def test_two_calls_and_then_one(alice, three, murano):
    with murano.budget(2):
        alice.get(INDEX)
    with murano.budget(1) as calls:
        alice.get(INDEX, {'category': 'Web', 'tag': 'docker', 'q': 'server'})
    assert calls == [('GET', '/v1/catalog/packages')]


def test_the_cost_does_not_grow_with_the_catalog(alice, murano):
    for number in range(120):
        murano.package(f'demo.App{number}')
    with murano.budget(2):
        page = alice.get(INDEX)
    assert len(names(page)) == 24


@pytest.mark.parametrize(
    ('query', 'found'),
    [
        ('?q=server', ['Nginx']),
        ('?q=SERVER+web', ['Nginx']),
        ('?q=server+database', []),
        ('?q=someone', []),
        ('?category=Web', ['Nginx', 'Ours']),
        ('?category=Web&category=Databases', ['MySQL', 'Nginx', 'Ours']),
        ('?tag=docker', ['MySQL', 'Nginx']),
        ('?mine=1', ['MySQL', 'Ours']),
        ('?shared=1', ['MySQL', 'Nginx']),
        ('?sort=created', ['MySQL', 'Ours', 'Nginx']),
        ('?q=m&sort=created', ['MySQL', 'Ours', 'Nginx']),
        ('?sort=nonsense&after=../x&environment=%00', ['MySQL', 'Nginx', 'Ours']),
    ],
)
def test_filters_come_from_the_address(alice, three, query, found):
    assert names(alice.get(INDEX + query)) == found


def test_filters_show_what_is_chosen_and_how_many_there_are(alice, three):
    assert pills(alice.get(INDEX)) == ['Databases 1', 'Web 2', 'docker 2', 'sql 1', 'Only mine', 'Shared']
    page = alice.get(INDEX + '?category=Web')
    assert '<input type="checkbox" name="category" value="Web" checked>' in text_of(page)
    assert count(page) == '2 applications match' and 'Clear all' in text_of(page)


@pytest.mark.parametrize('query', ['?', '?q=a', '?tag=sql', '?tag=docker', '?category=Databases', '?shared=1'])
def test_a_number_beside_a_filter_is_what_it_leads_to(alice, three, query):
    html = text_of(alice.get(INDEX + query))
    found = re.findall(r'name="(category|tag)" value="([^"]*)"(?! checked)>\s*<span>[^<]* <small>(\d+)<', html)
    for kind, value, number in found:
        assert len(names(alice.get(f'{INDEX}{query}&{kind}={value}'))) == int(number), (kind, value)
    assert found


def test_load_more_goes_on_where_the_page_ended(alice, murano):
    for number in range(30):
        murano.package(f'demo.App{number:02}')
    first = alice.get(INDEX)
    more = re.search(r'href="([^"]*)" data-murano-load-more', text_of(first))[1]
    second = alice.get(INDEX + more)
    assert names(first) + names(second) == [f'App{number:02}' for number in range(30)]
    assert 'data-murano-load-more' not in text_of(second)


def test_a_search_is_never_paged_by_murano(alice, murano):
    """It repeats and skips rows then."""
    for number in range(30):
        murano.package(f'demo.App{number:02}', description='same')
    first = alice.get(INDEX + '?q=same')
    more = re.search(r'href="([^"]*)" data-murano-load-more', text_of(first))[1].replace('&amp;', '&')
    second = alice.get(INDEX + more)
    assert count(first) == '30 applications match'
    assert sorted(names(first) + names(second)) == [f'App{number:02}' for number in range(30)]
    assert all('marker' not in query for query in murano.queries)


def test_a_page_after_a_package_that_was_deleted_starts_again(alice, three):
    page = alice.get(INDEX, {'after': '0123456789abcdef'})
    assert page.status_code == 302 and page.url.rstrip('?') == INDEX


def test_empty_and_no_match(alice, murano):
    page = text_of(alice.get(INDEX))
    assert 'The catalog is empty' in page and '/app-catalog/packages/import/' in page
    shop = murano.environment('shop')
    page = alice.get(INDEX, {'q': 'nothing', 'environment': shop.id, 'sort': 'name'})
    assert 'No application matches' in text_of(page)
    assert f'href="?sort=name&amp;environment={shop.id}"' in text_of(page)


def test_scripts_get_only_the_parts(alice, three):
    page = alice.get(INDEX, {'q': 'server'}, headers={'x-requested-with': 'XMLHttpRequest'})
    assert names(page) == ['Nginx'] and '<html' not in text_of(page)
    assert 'X-Requested-With' in page['Vary']


def test_adding_goes_straight_to_the_environment_one_came_from(alice, murano):
    package = murano.package()
    shop = murano.environment('shop')
    assert f'{INDEX}{package["id"]}/add/"' in text_of(alice.get(INDEX))
    page = alice.get(INDEX, {'environment': shop.id})
    assert f'{INDEX}{package["id"]}/add/{shop.id}/"' in text_of(page)
    assert f'/app-catalog/environments/{shop.id}/' in text_of(page)


def test_the_environment_one_adds_to_stays_named_and_linked(alice, murano):
    package, shop = murano.package(), murano.environment('shop {$ 7*7 $} <b>')
    link = f'href="/app-catalog/environments/{shop.id}/"'
    query = {'environment': shop.id}
    catalog = alice.get(INDEX, query)
    assert '>Add to shop {$ 7*7 $} &lt;b&gt;</h1>' in text_of(catalog) and link in text_of(catalog)
    assert f'href="{INDEX}">Look around without' in text_of(catalog)
    application = alice.get(f'{INDEX}{package["id"]}/', query)
    assert 'Add to shop {$ 7*7 $} &lt;b&gt;</a>' in text_of(application) and link in text_of(application)


def test_to_name_it_costs_no_call_beyond_the_two(alice, murano):
    murano.category('Web')
    murano.package(categories=['Web'])
    shop = murano.environment('shop')
    with murano.budget(2) as calls:
        page = alice.get(INDEX, {'environment': shop.id})
    assert ('GET', '/v1/catalog/categories') not in calls and 'Web 1' in pills(page)
    with murano.budget(2):
        alice.get(INDEX, {'environment': shop.id})
    with murano.budget(1):
        alice.get(INDEX, {'environment': shop.id})


def test_the_name_is_not_told_to_other_projects(alice, charlie, murano):
    shop = murano.environment('secret shop')
    alice.get(INDEX, {'environment': shop.id})
    page = charlie.get(INDEX, {'environment': shop.id, 'q': 'x'}, follow=True)
    assert 'secret shop' not in text_of(page) and 'is not here (any more)' in text_of(page)
    assert page.request['QUERY_STRING'] == 'q=x'


def test_what_provides_a_class(alice, murano):
    murano.package('demo.Host', name='The host')
    murano.package('demo.Web', name='The web')
    page = alice.get(INDEX, {'provides': 'demo.Host'})
    assert names(page) == ['The host'] and pills(page)[0] == 'demo.Host'
    none = text_of(alice.get(INDEX, {'provides': 'demo.{$ x $}'}))
    assert 'No application of the catalog provides "demo.{$ x $}"' in none and 'import a package' in none


def test_requirements_lead_to_what_meets_them(alice, murano):
    package, shop = murano.package('demo.Web', ui=UI), murano.environment('shop')
    page = text_of(alice.get(f'{INDEX}{package["id"]}/', {'environment': shop.id}))
    assert f'href="{INDEX}?provides=demo.Host&amp;environment={shop.id}"' in page


def test_the_menu_of_environments(alice, murano):
    murano.environment('free')
    murano.environment('busy', components=[component()], status='deploying')
    murano.environment('theirs', project='other')
    with murano.budget(1):
        menu = text_of(alice.get(INDEX + 'targets/'))
    assert 'free' in menu and 'busy' in menu and 'theirs' not in menu and menu.count('data-murano-environment="') == 2
    assert menu.index('A new environment') < menu.index('busy') and 'Find an environment' not in menu


def test_many_environments_are_searched(alice, murano):
    package = murano.package()
    for number in range(9):
        murano.environment(f'env {number}')
    assert 'Find an environment' in text_of(alice.get(INDEX + 'targets/'))
    assert 'Find an environment' in text_of(alice.get(f'{INDEX}{package["id"]}/add/'))


def test_a_reader_sees_why_she_cannot_add(rita, three):
    page = text_of(rita.get(INDEX))
    assert 'only lets you look' in page and '/add/' not in page


@pytest.mark.parametrize('name', HOSTILE)
def test_hostile_packages_are_shown_literally(alice, murano, name):
    package = murano.package(
        'demo.X',
        name=name,
        description=name,
        author=name,
        tags=[name],
        categories=[name],
        supplier={'Name': name, 'Summary': name, 'CompanyUrl': {'Link': 'javascript:alert(1)', 'Text': name}},
    )
    shown = name.replace('<', '&lt;').replace('>', '&gt;')
    for url in (INDEX, f'{INDEX}{package["id"]}/', f'{INDEX}{package["id"]}/add/'):
        page = text_of(alice.get(url))
        inside = page[page.index('<div class="murano" ng-non-bindable>') :]
        assert '<script>alert' not in page and 'javascript:alert' not in page
        assert url.endswith('/add/') or shown in inside


def test_logo(alice, murano):
    package = murano.package(logo=PNG)
    url = f'{INDEX}{package["id"]}/logo/'
    answer = alice.get(url)
    assert answer.content == PNG and answer['Content-Type'] == 'image/png'
    assert answer['X-Content-Type-Options'] == 'nosniff' and answer['Cache-Control'].startswith('private')
    again = alice.get(url, headers={'if-none-match': answer['ETag']})
    assert again.status_code == 304 and not again.content


@pytest.mark.parametrize('logo', [b'', b'<svg onload="alert(1)"/>', b'<html>', b'\x89PNG\r\n\x1a\n' + b'0' * 600_000])
def test_what_is_no_acceptable_picture_is_replaced_by_ours(alice, murano, logo):
    package = murano.package(logo=logo)
    answer = alice.get(f'{INDEX}{package["id"]}/logo/')
    assert answer.status_code == 302 and answer.url.endswith('murano_panel/img/package.svg')


def test_logo_of_a_foreign_package_is_not_given_out(charlie, murano):
    package = murano.package(is_public=False, logo=PNG)
    assert charlie.get(f'{INDEX}{package["id"]}/logo/').status_code == 404


UI = """
Version: 2
Application:
  ?: {type: demo.Web}
Forms:
  - machineSettings:
      fields:
        - {name: license, type: string, hidden: true, required: false, description: Free for all.}
        - {name: flavor, type: flavor, label: Flavor, requirements: {min_vcpus: 2, min_memory_mb: 4096}}
        - {name: host, type: demo.Host, label: Host}
"""


def test_application_page(alice, murano):
    package = murano.package(
        'demo.Web',
        description='What it is',
        author='Ann',
        ui=UI,
        tags=['a tag'],
        categories=['Web'],
        supplier={'Name': 'Sup', 'CompanyUrl': {'Link': 'https://example.org/x', 'Text': 'Site'}},
    )
    with murano.budget(2):
        page = text_of(alice.get(f'{INDEX}{package["id"]}/'))
    for words in (
        'What it is',
        'Ann',
        'At least 2 VCPUs',
        'At least 4096 MB of memory',
        'demo.Host',
        'Free for all.',
        'Machine settings',
        'href="https://example.org/x"',
        'demo.Web',
        '?tag=a%20tag',
    ):
        assert words in page
    with murano.budget(1):
        alice.get(f'{INDEX}{package["id"]}/')


def test_the_cached_form_is_read_anew_when_the_package_changes(alice, murano):
    package = murano.package(ui=UI)
    alice.get(f'{INDEX}{package["id"]}/')
    package['_ui'], package['updated'] = UI.replace('Free for all.', 'Now it costs.'), '2031-01-01T00:00:00'
    assert 'Now it costs.' in text_of(alice.get(f'{INDEX}{package["id"]}/'))


def test_the_cached_form_of_a_private_package_stays_in_its_project(alice, charlie, murano):
    package = murano.package(ui=UI, is_public=False)
    assert alice.get(f'{INDEX}{package["id"]}/').status_code == 200
    assert charlie.get(f'{INDEX}{package["id"]}/').status_code == 404


def test_a_faulty_form_is_explained_on_the_application_page(alice, murano):
    package = murano.package(ui='Version: 2\nForms:\n  - a: {}\n')
    page = text_of(alice.get(f'{INDEX}{package["id"]}/'))
    assert 'cannot be used' in page and 'Application' in page


def test_a_package_without_a_form_says_so(alice, murano):
    assert 'brings no form' in text_of(alice.get(f'{INDEX}{murano.package()["id"]}/'))


def test_murano_down(alice, murano):
    murano.refuse('GET', '/catalog/packages')
    page = alice.get(INDEX)
    assert page.status_code == 503 and 'Try again' in text_of(page)


def test_check_finds_everything_at_once_and_shows_the_form(alice, murano):
    ui = (
        UI.replace('label: Flavor', 'lable: Flavor')
        + '        - {name: x, type: string, label: X, initial: $.nowhere.y}\n'
    )
    package = murano.package('demo.Web', ui=ui)
    with murano.budget(3):
        page = text_of(alice.get(f'{INDEX}{package["id"]}/check/'))
    assert 'lable' in page and 'nowhere' in page and 'murano-preview' in page and 'Free for all.' in page
    assert 'fieldset class="murano-preview" disabled' in page


def test_check_of_a_faulty_form(alice, murano):
    package = murano.package('demo.Web', ui=UI.replace('type: flavor', 'typ: flavor'))
    page = text_of(alice.get(f'{INDEX}{package["id"]}/check/'))
    assert 'until the errors are corrected' in page and '<td>flavor</td>' in page and 'murano-preview' not in page


def test_check_of_a_good_form_and_of_none(alice, murano):
    good, none = murano.package('demo.Web', ui=UI), murano.package('demo.None')
    murano.schemas['demo.None'] = {'': {'properties': {}}}
    assert 'Nothing to complain about' in text_of(alice.get(f'{INDEX}{good["id"]}/check/'))
    assert 'one is made from its class' in text_of(alice.get(f'{INDEX}{none["id"]}/check/'))


def test_check_shows_that_a_later_step_needs_earlier_answers(alice, murano):
    ui = (
        UI
        + """  - second:
      fields:
        - {name: title, type: string, label: Title, initial: $.machineSettings.host}
"""
    )
    package = murano.package('demo.Web', ui=ui)
    assert 'Second' in text_of(alice.get(f'{INDEX}{package["id"]}/check/'))


# Many packages


@pytest.fixture()
def large(murano):
    """More than Murano sends at once; the rare tag is on none of the first page."""
    for index in range(120):
        murano.package(f'demo.App{index:03}', name=f'App {index:03}', tags=['rare'] if index == 90 else ['often'])


def asked_for(murano) -> str:
    return next(query['limit'][0] for query in reversed(murano.queries) if 'limit' in query)


def test_of_a_large_catalog_only_what_is_shown_is_asked_for(alice, murano, large):
    first = alice.get(INDEX)
    assert asked_for(murano) == '100'
    again = alice.get(INDEX)
    assert asked_for(murano) == '25'
    assert names(again) == names(first) and len(names(first)) == 24
    assert pills(again) == pills(first) and 'rare' in pills(again)
    assert count(again) == count(first) == '100 applications and more'


def test_pages_of_a_large_catalog(alice, murano, large):
    seen, after = [], ''
    while True:
        page = alice.get(INDEX, {'after': after} if after else {})
        seen += names(page)
        more = re.search(r'href="\?after=([^"]+)" data-murano-load-more', text_of(page))
        if not more:
            break
        after = more[1]
        assert len(seen) <= 120
    assert seen == [f'App {index:03}' for index in range(120)]
    assert asked_for(murano) == '25'


@pytest.mark.parametrize('query', [{'q': 'App'}, {'shared': '1'}, {'tag': 'often'}])
def test_what_is_searched_or_counted_needs_all(alice, murano, large, query):
    alice.get(INDEX)
    alice.get(INDEX, query)
    assert asked_for(murano) == '100'


def test_a_rare_word_is_found_beside_one_that_nearly_all_have(alice, murano, large):
    """Murano gives out a hundred: those with the longest word, among which the wanted one may not be."""
    alice.get(INDEX)
    with murano.budget(2):
        page = alice.get(INDEX, {'q': 'demo 117'})
    assert names(page) == ['App 117'] and count(page) == '1 application matches'
    with murano.budget(1):
        assert names(alice.get(INDEX, {'q': '117 demo nowhere'})) == []


def test_a_catalog_that_has_shrunk_is_counted_again(alice, murano, large):
    alice.get(INDEX)
    for package_id in list(murano.packages)[10:]:
        del murano.packages[package_id]
    assert count(alice.get(INDEX)) == '10 applications'


def test_cards_are_all_that_grows(alice, murano, large):
    """Twenty-four cards, of less than two kilobytes each, however many packages there are."""
    many = len(alice.get(INDEX).content)
    for package_id in list(murano.packages)[1:]:
        del murano.packages[package_id]
    assert many - len(alice.get(INDEX).content) < 23 * 2000 + 2000
