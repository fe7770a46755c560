"""The dashboard's first page."""

import re
from datetime import timedelta

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import iso, now

URL = '/app-catalog/'


def page(client):
    response = client.get(URL)
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_it_costs_one_call(alice, murano):
    for number in range(10):
        murano.environment(f'e{number}', status='deploying' if number % 2 else 'ready')
    with murano.budget(1):
        page(alice)


def test_how_to_start_when_there_is_nothing(alice):
    html = page(alice)
    assert 'No environments yet' in html and '/app-catalog/catalog/' in html


CARDS = ('running', 'failed', 'recent')


def section(html, title):
    return html[html.index(f'id="{title}"') :].split('</section>')[0]


def test_what_runs_what_failed_and_what_is_recent(alice, murano):
    murano.environment('busy', status='deploying')
    murano.environment('bad', status='deploy failure', components=[component()])
    murano.environment('calm')
    html = page(alice)
    names = {card: re.findall(r'title="(\w+)">\1</a>', section(html, f'murano-{card}')) for card in CARDS}
    assert names == {'running': ['busy'], 'failed': ['bad'], 'recent': ['calm']}


def test_how_many_there_are_of_each_and_where(alice, murano):
    murano.environment('busy', status='deploying')
    for number in range(8):
        murano.environment(f'bad {number}', status='deploy failure', components=[component()])
    text = ' '.join(re.sub('<[^>]*>', ' ', page(alice)).split())
    assert '9 environments 1 in progress 8 need a look 0 drafts of mine' in text
    assert 'All 8 that need a look' in section(page(alice), 'murano-failed')


def number_of_rows(client, url):
    html = client.get(url).content.decode()
    return len(re.findall('<tr [^>]*data-murano-id=', html))


def test_each_number_leads_to_as_many_rows(alice, murano):
    long_ago = now() - timedelta(hours=1)
    for name in ('busy', 'silent', 'lost'):
        environment = murano.environment(name, components=[component(id=name)])
        task = murano.deployment(environment, reports=['Creating the host'], started=long_ago)
        if name == 'lost':
            murano.report(task, 'boom', level='error', entity_id=environment.id)
        for report in task.reports if name != 'busy' else ():
            report['created'] = report['updated'] = iso(long_ago)
    murano.environment('bad', status='deploy failure', components=[component()])
    mine = murano.environment('mine', components=[component(id='c1')])
    alice.post(f'/app-catalog/environments/{mine.id}/components/c1/remove/')
    for _poll in range(2):
        live(alice)
    counts = re.search('<ul class="murano-counts".*?</ul>', page(alice), re.DOTALL)[0]
    told = re.findall(r'href="([^"]+)"><strong>(\d+)<', counts)
    assert [int(number) for _url, number in told] == [5, 1, 3, 1]
    assert [number_of_rows(alice, url) for url, _number in told] == [5, 1, 3, 1]


def test_my_drafts(alice, bob, murano):
    environment = murano.environment('web', components=[component(id='c1')])
    alice.post(f'/app-catalog/environments/{environment.id}/components/c1/remove/')
    assert 'web' in section(page(alice), 'murano-drafts')
    assert 'web' not in section(page(bob), 'murano-drafts')


def test_a_reader_is_told(rita):
    assert 'only lets you look' in page(rita)


def test_other_projects_are_not_shown(charlie, murano):
    murano.environment('web-shop')
    assert 'web-shop' not in page(charlie)


def live(client):
    response = client.get(f'{URL}live/')
    assert response.status_code == 200, response.content
    return response.json()


def test_the_poll_brings_the_newest_line_and_says_whether_to_go_on(alice, murano):
    environment = murano.environment('busy', status='deploying')
    murano.deployment(environment, reports=['Creating the host'])
    live(alice)  # learns which deployment it is
    told = live(alice)
    assert 'Creating the host' in section(told['html'], 'murano-running')
    assert told['again'] and told['states'] == {environment.id: 'busy: Deploying'}


def test_the_poll_ends_with_what_ran(alice, murano):
    environment = murano.environment('done')
    told = live(alice)
    assert not told['again'] and told['states'] == {environment.id: 'done: Not deployed yet'}


def test_reasons_of_failures_come_with_the_poll(alice, murano):
    environment = murano.environment('bad', status='deploy failure')
    murano.deployment(environment, failure='no host is free')
    assert 'no host is free' not in page(alice)
    assert 'no host is free' in section(live(alice)['html'], 'murano-failed')


def test_murano_down(alice, murano):
    murano.time_out('GET', '/environments')
    response = alice.get(URL)
    assert response.status_code == 503


def test_of_very_many_that_run_some_are_shown_and_all_are_counted(alice, murano):
    for index in range(30):
        murano.environment(f'env {index:02}', status='deploying')
    html = alice.get(URL).content.decode()
    assert len(re.findall(r'<a class="murano-name[^>]*>env \d\d<', html)) == 12
    assert '<strong>30</strong>' in html and 'All 30 in progress' in html
