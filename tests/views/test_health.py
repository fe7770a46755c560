"""The health of packages: what would fail for users, read a few at a time, shown as far as it is known."""

import time

import pytest

from murano_panel.api import cloud
from murano_panel.components.upkeep import roster, sheets
from murano_panel.domain.cloud import Found, Image
from murano_panel.package_check import CheckResult, Finding, runner
from murano_panel.packages.health import survey
from tests.support import archives
from tests.support.fake_murano import component
from tests.support.pages import shown

pytestmark = pytest.mark.usefixtures('checked_quickly', 'glance')

URL = '/app-catalog/packages/health/'
ON = f'{URL}on/'
IMAGES = """
Version: 2.3
Application:
  ?: {type: example.Images}
Forms:
  - main:
      fields:
        - {name: image, type: image, imageType: linux, label: Image}
"""


def package(murano, name, ui='', **manifest):
    files = archives.application(name, **manifest)
    if ui:
        files |= {'UI/ui.yaml': ui}
    return murano.package(f'example.{name}', name=name, archive=archives.zipped(files), is_public=False)


def read_all(client, query=''):
    """Until there is nothing left to read."""
    for _ in range(40):
        answer = client.get(ON + query)
        assert answer.status_code == 200
        if not answer.json()['unread']:
            return
    raise AssertionError(answer.json())


def found(answer):
    """{name: (kinds of what would fail, what is told)}."""
    return {
        row.package.name: ({trouble.kind for trouble in row.health.troubles}, [t.text for t in row.health.troubles])
        for row in answer.context['list'].rows
    }


def test_the_page_shows_before_anything_is_known(alice, murano):
    package(murano, 'Web')
    with murano.budget(2):
        page = alice.get(URL)
    assert 'Web' in shown(page) and 'Not checked yet' in shown(page) and '0 of 1 packages checked' in shown(page)
    with murano.budget(1):
        alice.get(URL)


def test_what_would_fail_is_told(alice, murano, monkeypatch):
    def check(content):
        is_wrong = archives.unzipped(content)['manifest.yaml'].find(b'Wrong') > 0
        return CheckResult((Finding('E1', 'wrong', 'error'), Finding('W1', 'odd', 'warning')) if is_wrong else ())

    monkeypatch.setattr(runner, 'check_package', check)
    package(murano, 'Fine')
    package(murano, 'Wrong')
    package(murano, 'Form', ui='Version: 2.3\nForms: 7\n')
    package(murano, 'Lacks', Require='{example.Nowhere: 1}')
    package(murano, 'Older', Require='{example.Fine: ">=2"}')
    murano.package('example.Damaged', name='Damaged', archive=b'no zip', is_public=False)
    read_all(alice)
    with murano.budget(1):
        page = alice.get(URL)
    troubles = found(page)
    assert {name: kinds for name, (kinds, _texts) in troubles.items()} == {
        'Fine': set(),
        'Wrong': {'check'},
        'Form': {'form'},
        'Lacks': {'needs'},
        'Older': {'needs'},
        'Damaged': {'unreadable'},
    }
    assert troubles['Lacks'][1] == ['It requires the package "example.Nowhere", which the catalog does not have.']
    assert 'of which the catalog has 0.0.0' in troubles['Older'][1][0]
    text = shown(page)
    assert '6 packages, all checked' in text and 'murano-pkg-check finds 1 error.' in text and '1 remark' in text


@pytest.mark.parametrize(
    ('images', 'kinds'),
    [
        (Found((Image('1', 'one', 'active', type='linux'),)), set()),
        (Found((Image('1', 'one', 'active', type='windows'),)), {'images'}),
        (Found(), {'images'}),
        (Found(unavailable='no Glance'), set()),
    ],
)
def test_images_that_a_form_needs(alice, murano, monkeypatch, images, kinds):
    monkeypatch.setattr(cloud.CloudServices, 'images', lambda self, region: images)
    package(murano, 'Images', ui=IMAGES, UI='ui.yaml')
    read_all(alice)
    assert found(alice.get(URL))['Images'][0] == kinds


def test_what_uses_it(alice, murano):
    package(murano, 'Web')
    package(murano, 'Shop', Require='{example.Web: 0}')
    package(murano, 'Lonely')
    murano.environment('one', components=[component(fqn='example.Web')])
    read_all(alice)
    rows = {row.package.name: row.health for row in alice.get(URL).context['list'].rows}
    assert [(rows[name].environments, rows[name].packages) for name in ('Web', 'Shop', 'Lonely')] == [
        (1, 1),
        (0, 0),
        (0, 0),
    ]
    assert [name for name, health in rows.items() if health.is_unused] == ['Lonely', 'Shop']
    assert [row.package.name for row in alice.get(URL, {'finding': 'unused'}).context['list'].rows] == [
        'Lonely',
        'Shop',
    ]


def test_a_member_needs_what_others_share(alice, murano):
    package(murano, 'Web', Require='{demo.Lib: "1", demo.Hidden: ""}')
    murano.package('demo.Lib', project='other', archive=archives.of_version('1.2.0'))
    murano.package('demo.Hidden', project='other', is_public=False)
    read_all(alice)
    [(_kinds, texts)] = found(alice.get(URL)).values()
    assert texts == ['It requires the package "demo.Hidden", which the catalog does not have.']


def test_members_see_their_projects_own(alice, charlie, admin, murano):
    package(murano, 'Web')
    for client, expected in ((alice, {'Web'}), (charlie, set()), (admin, {'Web'})):
        read_all(client)
        assert set(found(client.get(URL))) == expected


def test_filters_and_pages_are_in_the_address(alice, murano):
    for number in range(60):
        package(murano, f'App{number:02}', **({'Require': '{example.No: 1}'} if number % 20 == 0 else {}))
    while not alice.get(ON).json()['whole']:
        pass
    first = alice.get(URL)
    assert len(found(first)) == 50 and '1 to 50 of 60' in shown(first)
    assert set(found(alice.get(first.context['list'].next_address))) == {f'App{n}' for n in range(50, 60)}
    read_all(alice)
    assert list(found(alice.get(URL, {'finding': 'needs'}))) == ['App00', 'App20', 'App40']
    assert list(found(alice.get(URL, {'finding': 'failing', 'q': 'app20'}))) == ['App20']
    assert found(alice.get(URL, {'finding': 'unchecked'})) == {}
    for query in ('?finding=x&page=-1', '?page=99', '?q=%00&finding=%ff'):
        assert alice.get(URL + query).status_code == 200


def test_names_are_not_believed(alice, murano):
    murano.package('demo.X', name='{$ 7*7 $}<b>', archive=b'', is_public=False)
    read_all(alice)
    text = alice.get(URL).content.decode()
    assert '{$ 7*7 $}&lt;b&gt;' in text and '{% 7*7' not in text


def test_each_request_works_for_some_seconds_alone(alice, murano, monkeypatch):
    def check(content):
        time.sleep(0.02)
        return CheckResult()

    monkeypatch.setattr(runner, 'check_package', check)
    monkeypatch.setattr(survey.Survey.read_on, '__kwdefaults__', {'seconds': 0.1})
    for number in range(30):
        package(murano, f'App{number}')
    answer = alice.get(ON).json()
    assert 0 < answer['known'] < 30 and answer['unread'] and answer['rest'] >= 1000
    read_all(alice)
    # Everything is known: nothing is read any more.
    with murano.budget(1):
        assert alice.get(ON).json()['unread'] == 0


def test_the_rows_that_are_shown_come_first(alice, murano, monkeypatch):
    for number in range(60):
        package(murano, f'App{number:02}')
    checked = []

    def check(content):
        checked.append(archives.unzipped(content)['manifest.yaml'])
        return CheckResult(stopped='busy') if len(checked) > 1 else CheckResult()

    monkeypatch.setattr(runner, 'check_package', check)
    alice.get(f'{ON}?page=2')
    assert b'example.App50' in checked[0]
    # Others are being checked: it gives way.
    assert len(checked) == 2


def test_then_what_these_need(alice, murano, monkeypatch):
    for number in range(60):
        package(murano, f'App{number:02}', Require='{example.App30: 0}')
    checked = []

    def check(content):
        checked.append(archives.unzipped(content)['manifest.yaml'])
        return CheckResult(stopped='busy') if len(checked) == 11 else CheckResult()

    monkeypatch.setattr(runner, 'check_package', check)
    alice.get(f'{ON}?page=2')
    are_wanted = [b'FullName: example.App30' in manifest for manifest in checked]
    assert are_wanted == [False] * 10 + [True]


def test_one_browser_of_a_project_reads_on_at_a_time(alice, murano):
    package(murano, 'Web')
    with murano.budget(2):
        alice.get(URL)
    [key] = [survey._key(answer.wsgi_request, 'turn') for answer in [alice.get(URL)]]
    survey.cache.set(key, True, 45)
    with murano.budget(1):
        assert alice.get(ON).json()['known'] == 0
    survey.cache.delete(key)
    read_all(alice)


def test_what_was_found_is_kept_until_the_package_changes(alice, bob, murano):
    def are_checked():
        return [row.health.is_checked for row in bob.get(URL).context['list'].rows]

    own = package(murano, 'Web')
    read_all(alice)
    with murano.budget(1):
        assert are_checked() == [True]
    own['updated'] = '2030-01-01T00:00:00'
    survey.cache.delete(roster._key(bob.get(URL).wsgi_request))
    assert are_checked() == [False]


def test_a_cache_has_few_entries_of_many_packages(alice, murano):
    for number in range(300):
        package(murano, f'App{number}')
    read_all(alice)
    request = alice.get(URL).wsgi_request
    listed = roster.read(request, calls=0).packages
    buckets = {sheets._bucket(item) for item in listed}
    assert len(listed) == 300 and len(buckets) <= sheets.BUCKETS and len(sheets.known(request, listed)) == 300


def test_one_that_murano_does_not_give_out_stops_nothing(alice, murano):
    bad = package(murano, 'A')
    package(murano, 'B')
    murano.fail('GET', f'{bad["id"]}/download', status=500)
    read_all(alice)
    assert found(alice.get(URL))['A'][1] == ['Murano does not give out its archive.']


def test_when_murano_is_down_nothing_is_claimed(alice, murano):
    package(murano, 'A')
    alice.get(URL)
    murano.refuse('GET', '/download')
    assert alice.get(ON).status_code == 503
    murano.mend()
    read_all(alice)


def test_without_scripts_a_link_goes_on(alice, murano):
    package(murano, 'Web')
    page = alice.get(URL)
    assert f'href="{URL}?on"' in page.content.decode()
    answer = alice.get(f'{URL}?on')
    assert [row.health.is_checked for row in answer.context['list'].rows] == [True]
    assert '?on"' not in answer.content.decode()


@pytest.mark.parametrize('number', [20, 500])
def test_it_costs_two_calls_and_grows_no_further(alice, murano, number):
    for index in range(number):
        murano.package(f'demo.App{index:03}', is_public=False)
    with murano.budget(2):
        page = alice.get(URL)
    assert len(found(page)) == min(number, 50)
