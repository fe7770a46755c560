"""Murano calls per request. They must not grow with what the project holds."""

from datetime import timedelta

import pytest

from tests.support.archives import of_version
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import new_id, now
from tests.support.pages import form
from tests.views.addresses import FILE

URL = '/app-catalog/'


def many(murano, number, **values):
    return [murano.environment(f'env {index:03}', components=[component()], **values) for index in range(number)]


def exactly(murano, client, url, calls, **query):
    with murano.budget(calls):
        answer = client.get(url, query)
    assert answer.status_code == 200
    return answer


def main_bytes(page):
    """How many bytes of a page are ours, without Horizon's frame."""
    return len(page.partition(b'<main>')[2].partition(b'</main>')[0])


@pytest.mark.parametrize('number', [0, 1, 25, 100])
def test_overview(alice, murano, number):
    many(murano, number)
    exactly(murano, alice, URL, 1)


@pytest.mark.parametrize(('running', 'calls'), [(0, 1), (3, 4), (100, 11)])
def test_poll_of_the_overview(alice, murano, running, calls):
    many(murano, running, status='deploying')
    exactly(murano, alice, f'{URL}live/', calls)


@pytest.mark.parametrize('number', [0, 5, 300])
def test_what_is_in_an_environment(alice, murano, number):
    parts = [component(f'part {index}') for index in range(number)]
    environment = murano.environment(components=parts)
    url = f'{URL}environments/{environment.id}/'
    assert main_bytes(exactly(murano, alice, f'{url}glance/', 1).content) < 12_000
    if parts:
        assert alice.post(f'{url}components/{parts[0]["?"]["id"]}/remove/').status_code == 302
        exactly(murano, alice, f'{url}glance/', 2)
    murano.deployment(environment)
    exactly(murano, alice, f'{url}glance/', 2)


@pytest.mark.parametrize('running', [0, 3, 100])
def test_tray(alice, murano, running):
    many(murano, running, status='deploying')
    exactly(murano, alice, f'{URL}tray/', 1)


@pytest.mark.parametrize('number', [0, 1, 25, 100])
def test_environments(alice, murano, number):
    many(murano, number)
    exactly(murano, alice, f'{URL}environments/', 1)


def test_what_the_list_sends_does_not_grow_with_what_is_out_of_view(alice, murano):
    """Rows and bytes of one page, whatever the project holds: 25, 100 and 1000 environments."""
    sizes = []
    for number in (25, 75, 900):
        many(murano, number)
        page = exactly(murano, alice, f'{URL}environments/', 1).content
        sizes.append((page.count(b'<tr data-murano-id='), main_bytes(page)))
    assert [rows for rows, _bytes in sizes] == [25, 50, 50]
    assert sizes[1][1] < 50 * 2300 and sizes[2][1] < sizes[1][1] + 200


@pytest.mark.parametrize('number', [1, 25, 100])
def test_environments_that_are_all_deploying(alice, murano, number):
    many(murano, number, status='deploying')
    exactly(murano, alice, f'{URL}environments/', 1)


def test_poll_of_quiet_environments(alice, murano):
    ids = [each.id for each in many(murano, 100)]
    exactly(murano, alice, f'{URL}environments/rows/', 1, row=ids, view=ids)


@pytest.mark.parametrize(('running', 'calls'), [(1, 2), (3, 4), (9, 10), (10, 11), (100, 11)])
def test_poll_reads_the_news_of_ten_rows_at_most(alice, murano, running, calls):
    ids = [each.id for each in many(murano, running, status='deploying')]
    exactly(murano, alice, f'{URL}environments/rows/', calls, row=ids, view=ids)


@pytest.mark.parametrize('number', [0, 5, 30, 100, 1000])
def test_environment(alice, murano, number):
    parts = [component(f'part {index}', motto=[new_id() for _ in range(5)]) for index in range(number)]
    environment = murano.environment(components=parts)
    for _ in range(5):
        murano.deployment(environment, finished=True)
    # One asks for its application, which nobody has seen yet.
    exactly(murano, alice, f'{URL}environments/{environment.id}/', 3 if number else 2)
    page = exactly(murano, alice, f'{URL}environments/{environment.id}/', 1).content
    assert page.count(b'<tr id="component-') == min(number, 50)
    # The ids of all are there for the browser to tell what of a lost draft has arrived.
    assert main_bytes(page) < 12_000 + 36 * number + 1500 * min(number, 50)


def test_environment_that_is_deploying(alice, murano):
    environment = murano.environment(components=[component(f'part {index}') for index in range(30)], status='deploying')
    exactly(murano, alice, f'{URL}environments/{environment.id}/', 3)


@pytest.mark.parametrize('number', [5, 30])
def test_poll_of_an_environment(alice, murano, number):
    environment = murano.environment(components=[component(f'part {index}') for index in range(number)])
    url = f'{URL}environments/{environment.id}/progress/'
    exactly(murano, alice, url, 1)
    murano.deployment(environment)
    for _ in range(3):
        exactly(murano, alice, url, 2)


@pytest.mark.parametrize('number', [5, 30])
def test_environment_with_a_draft(alice, murano, number):
    first, *others = [component(f'part {index}') for index in range(number)]
    environment = murano.environment(components=[first, *others])
    remove = f'{URL}environments/{environment.id}/components/{first["?"]["id"]}/remove/'
    assert alice.post(remove).status_code == 302
    page = exactly(murano, alice, f'{URL}environments/{environment.id}/', 3)
    assert 'part 0' in page.content.decode()


@pytest.mark.parametrize('number', [5, 30, 200])
def test_review(alice, murano, number):
    """Applications that nobody has seen are asked for by themselves, once."""
    first, *others = [component(f'part {index}') for index in range(number)]
    environment = murano.environment(components=[first, *others])
    one = f'{URL}environments/{environment.id}/'
    assert alice.post(f'{one}components/{first["?"]["id"]}/remove/').status_code == 302
    [session] = murano.sessions_of(environment.id)
    session.components = [{**item, **{f'p{at}': at for at in range(50)}} for item in others]
    sizes = []
    for calls in (3, 2):
        page = exactly(murano, alice, f'{one}review/', calls).content
        assert page.count(b'id="change-') == min(number, 50)
        sizes.append(len(page.partition(b'<ul class="murano-changes')[2].partition(b'murano-review__send')[0]))
    assert max(sizes) < 450_000


@pytest.mark.parametrize('number', [1, 30])
def test_component(alice, murano, number):
    parts = [component(f'part {index}') for index in range(number)]
    environment = murano.environment(components=parts)
    page = f'{URL}environments/{environment.id}/components/{parts[0]["?"]["id"]}/'
    exactly(murano, alice, page, 2)
    for _ in range(5):
        murano.deployment(environment, finished=True)
    exactly(murano, alice, page, 3)
    murano.deployment(environment)
    exactly(murano, alice, page, 3)


def test_commands(alice, murano, ids):
    first, *others = [component(f'part {index}') for index in range(30)]
    environment = murano.environment(components=[first, *others])
    page = f'{URL}environments/{environment.id}/commands/'
    exactly(murano, alice, page, 1)
    remove = f'{URL}environments/{environment.id}/components/{first["?"]["id"]}/remove/'
    assert alice.post(remove).status_code == 302
    assert '&quot;path&quot;: &quot;/0&quot;' in exactly(murano, alice, page, 2).content.decode()
    exactly(murano, alice, f'{URL}catalog/{ids["package_id"]}/commands/', 1)
    task = murano.deployment(environment, finished=True, started=now() - timedelta(hours=1))
    task.finished = task.started + timedelta(minutes=1)
    page = f'{URL}environments/{environment.id}/deployments/{task.id}/commands/'
    exactly(murano, alice, page, 2)
    assert task.id in exactly(murano, alice, page, 1).content.decode()


@pytest.mark.parametrize('number', [0, 24, 100])
def test_catalog(alice, murano, number):
    murano.category('Web')
    for index in range(number):
        murano.package(f'demo.App{index}', categories=['Web'], tags=['a'], logo=b'x')
    exactly(murano, alice, f'{URL}catalog/', 2)
    # The categories are kept for a while.
    exactly(murano, alice, f'{URL}catalog/', 1, q='App1', category='Web')


def test_application(alice, ids, murano):
    """It and its form, which is asked for once."""
    exactly(murano, alice, f'{URL}catalog/{ids["package_id"]}/', 2)
    exactly(murano, alice, f'{URL}catalog/{ids["package_id"]}/', 1)


@pytest.mark.parametrize('number', [1, 30])
def test_action(alice, ids, murano, number):
    """The environment, the package of the class and, once, its archive; pressed, the call that runs it as well."""
    murano.environments[ids['environment_id']].components += [component(f'part {index}') for index in range(number)]
    url = f'{URL}environments/{ids["environment_id"]}/actions/{ids["object_id"]}/restart/'
    page = exactly(murano, alice, url, 3)
    exactly(murano, alice, url, 2)
    with murano.budget(3):
        assert form(page, 'Run').submit(alice, 'Run').status_code == 302


def test_static_action(alice, ids, murano):
    url = f'{URL}catalog/{ids["package_id"]}/actions/demo.Web/restart/'
    page = exactly(murano, alice, url, 2)
    exactly(murano, alice, url, 1)
    with murano.budget(2):
        form(page, 'Run').submit(alice, 'Run')


@pytest.mark.parametrize('number', [0, 1, 100])
def test_history(alice, murano, number):
    """Once it has been read; bytes and rows are those of one page."""
    for _ in range(4):
        environment = murano.environment()
        for _ in range(number):
            murano.deployment(environment, finished=True)
    alice.get(f'{URL}deployments/', {'all': 1})
    page = exactly(murano, alice, f'{URL}deployments/', 1)
    assert page.content.count(b'<tr data-murano-id=') == min(4 * number, 25)
    listing = page.content.partition(b'data-murano-history')[2].partition(b'</main>')[0]
    assert 500 < len(listing) < 30_000


@pytest.mark.parametrize('number', [0, 1, 100])
def test_statistics(alice, murano, number):
    """One call however much there is to be read, of which the poll reads one environment, or as many as a second."""
    for _ in range(2):
        environment = murano.environment()
        for _ in range(number):
            murano.deployment(environment, finished=True)
    url = f'{URL}deployments/statistics/'
    exactly(murano, alice, url, 1)
    with murano.budget(1 + bool(number) * 2):
        assert alice.get(f'{url}figures/').json()['unread'] == 0
    page = exactly(murano, alice, url, 1)
    assert main_bytes(page.content) < 12_000


@pytest.mark.parametrize('number', [5, 30])
def test_deployment_and_its_ticks(alice, murano, number):
    parts = [component(f'part {index}') for index in range(number)]
    environment = murano.environment(components=parts)
    task = murano.deployment(environment, reports=[('working', 'info', part['?']['id']) for part in parts * 5])
    page = f'{URL}environments/{environment.id}/deployments/{task.id}/'
    exactly(murano, alice, page, 3)
    # The list of deployments is known by then.
    exactly(murano, alice, page, 2)
    exactly(murano, alice, f'{page}earlier/', 2)
    for tick in range(8):
        exactly(murano, alice, f'{page}live/', 1, n=tick)


def test_earlier_runs_cost_no_call_of_their_own(alice, murano):
    parts = [component('web')]
    environment = murano.environment(components=parts)
    for number in range(12):
        task = murano.deployment(environment, finished=True, started=now() - timedelta(hours=number + 1))
        task.finished = task.started + timedelta(minutes=1)
    task = murano.deployment(environment, reports=[('working', 'info', parts[0]['?']['id'])])
    page = f'{URL}environments/{environment.id}/deployments/{task.id}/'
    exactly(murano, alice, page, 3)
    for tick in range(16):
        exactly(murano, alice, f'{page}live/', 1, n=tick)


@pytest.mark.parametrize('number', [1, 100])
def test_deployment_that_is_long_over(alice, murano, number):
    environment = murano.environment(components=[component()])
    tasks = [murano.deployment(environment, finished=True, started=now() - timedelta(hours=1)) for _ in range(number)]
    for task in tasks:
        task.finished = task.started + timedelta(minutes=1)
    page = f'{URL}environments/{environment.id}/deployments/{tasks[0].id}/'
    exactly(murano, alice, page, 3)
    for rest in ('', 'earlier/', 'log/'):
        exactly(murano, alice, page + rest, 1)


@pytest.mark.parametrize('number', [2, 100])
def test_comparison(alice, murano, number):
    """What each kind of side costs: test_compare.py."""
    environment = murano.environment(components=[component()])
    tasks = [murano.deployment(environment, finished=True, started=now() - timedelta(hours=1)) for _ in range(number)]
    for task in tasks:
        task.finished = task.started + timedelta(minutes=1)
    page = f'{URL}environments/{environment.id}/compare/'
    exactly(murano, alice, page, 4, **{'from': tasks[0].id, 'to': tasks[1].id})
    exactly(murano, alice, page, 1, **{'from': tasks[0].id, 'to': tasks[1].id})
    exactly(murano, alice, page, 2, **{'from': tasks[0].id, 'to': 'now'})


@pytest.mark.parametrize('number', [1, 100])
def test_restoring(alice, ids, murano, number):
    """The environment and its deployments; once, after each deployment, the environment's own object."""
    environment = murano.environments[ids['environment_id']]
    for _ in range(number):
        murano.deployment(environment, finished=True, components=environment.components)
    restore = f'{URL}environments/{environment.id}/deployments/{ids["deployment_id"]}/restore/'
    exactly(murano, alice, restore, 3)
    exactly(murano, alice, restore, 2)


@pytest.mark.parametrize('number', [1, 100])
def test_cloning(alice, ids, murano, number):
    """The environment, its deployments, and the names that are taken; once its model, for its metadata and networks."""
    environment = murano.environments[ids['environment_id']]
    for other in range(number):
        murano.deployment(environment, finished=True, components=environment.components)
        murano.environment(f'other {other}')
    for calls in (4, 3):
        exactly(murano, alice, f'{URL}environments/{environment.id}/clone/', calls)


@pytest.mark.parametrize('number', [1, 100])
def test_a_file_of_an_environment(alice, ids, murano, number):
    """The environment and its deployments, once the environment's own object.

    What is imported: the environments, and one call for each package.
    """
    environment = murano.environments[ids['environment_id']]
    for other in range(number):
        murano.deployment(environment, finished=True, components=environment.components)
        murano.environment(f'other {other}')
    exactly(murano, alice, f'{URL}environments/{environment.id}/file/', 3)
    exactly(murano, alice, f'{URL}environments/{environment.id}/file/download/', 2)
    exactly(murano, alice, f'{URL}environments/import/', 1)
    for target, calls in (('', 3), (environment.id, 4)):
        with murano.budget(calls):
            page = alice.post(f'{URL}environments/import/', {'text': FILE, 'target': target})
        assert page.status_code == 200 and 'name="file"' in page.content.decode()


def test_form(alice, ids, murano):
    """The environment and the package; the package's form and its archive too, the first time."""
    page = f'{URL}catalog/{ids["package_id"]}/add/{ids["environment_id"]}/'
    with murano.budget(4):
        shown = alice.get(page)
    with murano.budget(2):
        shown = form(shown, 'Next').submit(alice, 'Next', name='x')
    with murano.budget(2):
        shown = form(shown, 'Next').submit(alice, 'Next')
    assert 'Add to draft' in shown.content.decode()


def test_form_of_a_new_environment(alice, ids, murano):
    """One call less, as there is no environment to be read; at the end the three that make it."""
    with murano.budget(3):
        shown = alice.get(f'{URL}catalog/{ids["package_id"]}/start/?name=fresh')
    with murano.budget(1):
        shown = form(shown, 'Next').submit(alice, 'Next', name='x')
    with murano.budget(1):
        shown = form(shown, 'Next').submit(alice, 'Next')
    with murano.budget(4):
        assert form(shown, 'Create environment').submit(alice, 'Create environment').status_code == 302


def test_form_asked_by_scripts(alice, ids, murano):
    page = f'{URL}catalog/{ids["package_id"]}/add/{ids["environment_id"]}/'
    first = form(alice.get(page), 'Next')
    first.action = f'{page}validate/'
    with murano.budget(2):
        assert 'state' in first.submit(alice, 'Next', name='x').json()


def test_a_form_that_is_tried(alice, ids, murano):
    with murano.budget(0):
        alice.get('/app-catalog/catalog/try-form/')
    with murano.budget(2):
        alice.get('/app-catalog/catalog/try-form/', {'package': ids['package_id']})


@pytest.mark.parametrize('number', [0, 20, 200])
def test_packages(alice, murano, number):
    murano.category('Web')
    for index in range(number):
        murano.package(f'demo.App{index}', categories=['Web'], tags=['a'])
    exactly(murano, alice, f'{URL}packages/', 2)
    # The categories are kept for a while.
    exactly(murano, alice, f'{URL}packages/', 1, q='App1', category='Web', state='enabled')


def test_import(alice, murano):
    """What a plan costs depends on what is in it: test_import.py."""
    murano.category('Web')
    exactly(murano, alice, f'{URL}packages/import/', 1)
    exactly(murano, alice, f'{URL}packages/import/', 0)


@pytest.mark.parametrize('number', [1, 200])
def test_categories(alice, murano, number):
    for index in range(number):
        murano.category(f'Category {index}')
    exactly(murano, alice, f'{URL}categories/', 1)


@pytest.mark.parametrize('number', [0, 1, 100, 900])
def test_blueprints(alice, murano, number):
    for index in range(number):
        murano.blueprint(f'blueprint {index:03}', components=[component()], is_public=index % 2 == 0)
    page = exactly(murano, alice, f'{URL}blueprints/', 1)
    assert page.content.count(b'<tr data-murano-id=') == min(number, 50)
    assert main_bytes(page.content) < 6_000 + 2_000 * min(number, 50)


@pytest.mark.parametrize('size', [1, 100])
def test_a_blueprint(alice, murano, size):
    """Applications that nobody has seen cost one call, once; an environment to compare with two."""
    many(murano, 25)
    components = [component(f'web {index}', id=f'web{index}') for index in range(size)]
    environment = murano.environment('shop', components=components)
    page = f'{URL}blueprints/{murano.blueprint(components=components)["id"]}/'
    exactly(murano, alice, page, 3)
    exactly(murano, alice, page, 2)
    exactly(murano, alice, page, 4, against=environment.id)


def test_saving_a_blueprint(alice, murano):
    environment = murano.environment('shop', components=[component()])
    page = f'{URL}blueprints/save/{environment.id}/'
    exactly(murano, alice, page, 2)
    with murano.budget(4):
        alice.post(page, {'name': 'new'})


@pytest.mark.parametrize(('path', 'asked', 'done'), [('edit', 1, 2), ('clone', 2, 2), ('delete', 1, 2)])
def test_dialogs_of_blueprints(alice, murano, path, asked, done):
    page = f'{URL}blueprints/{murano.blueprint(components=[component()])["id"]}/{path}/'
    exactly(murano, alice, page, asked)
    with murano.budget(done):
        alice.post(page, {'name': 'new'})


def test_forms_of_a_blueprint(alice, ids, murano):
    """The blueprint and the package; the package's form and its archive too, the first time. At the end one more."""
    page = f'{URL}blueprints/{ids["blueprint_id"]}/'
    for path, calls, button in (
        (f'add/{ids["package_id"]}/', 4, 'Add to the blueprint'),
        (f'components/{ids["component_id"]}/edit/', 2, 'Save in the blueprint'),
    ):
        with murano.budget(calls):
            shown = alice.get(page + path)
        with murano.budget(2):
            shown = form(shown, 'Next').submit(alice, 'Next', name='x')
        with murano.budget(2):
            shown = form(shown, 'Next').submit(alice, 'Next')
        with murano.budget(3):
            assert form(shown, button).submit(alice, button).status_code == 302


@pytest.mark.parametrize('chosen', ['environment', 'blueprint'])
def test_the_catalog_for_a_blueprint(alice, ids, murano, chosen):
    """As for an environment: what it is called is one call, in the place of the categories."""
    place = {chosen: ids[f'{chosen}_id']}
    exactly(murano, alice, f'{URL}catalog/', 2, **place)
    exactly(murano, alice, f'{URL}catalog/', 2, **place)
    exactly(murano, alice, f'{URL}catalog/', 1, **place)


@pytest.mark.parametrize('number', [0, 1, 100, 900])
def test_images(alice, murano, glance, number):
    """One call of Glance, which cannot be asked for marked ones alone, and none of Murano; bytes of one page."""
    for index in range(number):
        glance.image(f'image {index:03}', mark={'type': 'linux', 'title': f'Title {index:03}'})
    page = exactly(murano, alice, f'{URL}images/', 0)
    assert len(glance.calls) == 1
    assert page.content.count(b'<tr data-murano-id=') == min(number, 50)
    assert main_bytes(page.content) < 5_000 + 2_000 * min(number, 50)


@pytest.mark.parametrize(('number', 'calls'), [(0, 1), (3, 4), (100, 11)])
def test_what_forms_ask_for(alice, murano, number, calls):
    """Ten forms at a time, each read once."""
    for index in range(number):
        murano.package(f'demo.App{index:03}')
    exactly(murano, alice, f'{URL}images/wanted/', calls)


@pytest.mark.parametrize('number', [0, 1, 100, 900])
def test_all_projects(admin, murano, number):
    for index in range(number):
        murano.environment(f'env {index:03}', project=f'p{index % 30}', status='deploying' if index % 9 else 'ready')
    page = exactly(murano, admin, f'{URL}operations/', 1)
    assert page.content.count(b'<tr data-murano-id=') == min(number, 50)
    assert main_bytes(page.content) < 6_000 + 1_600 * min(number, 50)


@pytest.mark.parametrize(('running', 'calls'), [(0, 1), (3, 7), (100, 11)])
def test_news_of_all_projects(admin, murano, running, calls):
    """Which deployment it is and its reports, of five at a time."""
    many(murano, running, status='deploying')
    exactly(murano, admin, f'{URL}operations/news/', calls)


def test_counters_of_the_api(admin, murano):
    exactly(murano, admin, f'{URL}operations/statistics/', 1)


@pytest.mark.parametrize(('number', 'calls'), [(0, 1), (1, 3), (100, 3)])
def test_checks(alice, murano, number, calls):
    """The environment, its package, and once its archive."""
    murano.package(archive=of_version('1.0.0'))
    environment = murano.environment(components=[component(f'part {index}') for index in range(number)])
    exactly(murano, alice, f'{URL}environments/{environment.id}/checks/', calls)
    exactly(murano, alice, f'{URL}environments/{environment.id}/checks/', min(calls, 2))


@pytest.mark.parametrize(('number', 'calls'), [(0, 1), (1, 2), (100, 2)])
def test_comparison_with_the_cloud(alice, murano, number, calls):
    """The environment, and once its own object."""
    environment = murano.environment(components=[component(f'part {index}') for index in range(number)])
    exactly(murano, alice, f'{URL}environments/{environment.id}/drift/', calls)
    exactly(murano, alice, f'{URL}environments/{environment.id}/drift/', 1)
