"""Comparing deployments of an environment with each other, with what is deployed, and with the user's draft."""

import re
from datetime import timedelta

import pytest

from tests.support.fake_murano import component
from tests.support.fake_murano_rest import new_id, now
from tests.views.test_deployment_page import HOSTILE

WEB, DB = 'c1' * 16, 'd1' * 16


def web(port=80, **properties):
    return component('web', id=WEB, port=port, **properties)


def db(**properties):
    return component('db', 'demo.Db', id=DB, **properties)


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[web(8080), db()])


def deployed(murano, shop, *components, seconds=10, lines=(), **how):
    """One that ended an hour ago; lines: of the web server."""
    reports = [(text, 'info', WEB) for text in lines]
    task = murano.deployment(shop, components=list(components), finished=True, reports=reports, **how)
    order = len(murano.tasks)
    task.started = now() - timedelta(hours=2) + timedelta(minutes=order)
    task.finished = task.started + timedelta(seconds=seconds)
    return task


@pytest.fixture()
def pair(murano, shop):
    first = deployed(murano, shop, web(80), lines=['Pulling nginx', 'Serving at http://192.0.2.1/'], seconds=10)
    second = deployed(
        murano, shop, web(8080), db(), lines=['Pulling nginx', 'Moved', 'Serving at http://192.0.2.2/'], seconds=75
    )
    return first, second


def address(shop, **query):
    return f'/app-catalog/environments/{shop.id}/compare/?' + '&'.join(f'{key}={text}' for key, text in query.items())


def compare(client, shop, before='', after=''):
    sides = {name: getattr(side, 'id', side) for name, side in (('from', before), ('to', after)) if side}
    answer = client.get(address(shop, **sides))
    assert answer.status_code == 200
    return answer.content.decode()


def words(page, section):
    found = re.search(f'<section aria-labelledby="murano-compare-{section}">(.*?)</section>', page, re.DOTALL)
    return ' '.join(re.sub('<[^>]*>', ' ', found[1]).split()) if found else None


def test_two_deployments_side_by_side(alice, shop, pair):
    page = compare(alice, shop, *pair)
    assert '<title>#1 Deployment → #2 Deployment' in page and '0:10' in page and '1:15' in page
    found = words(page, 'changes')
    assert 'changed web' in found and 'Port 80 8080' in found and 'added db' in found
    log = words(page, 'log')
    assert 'Moved' in log and 'Pulling' not in log and 'Serving' not in log
    assert 'web' in words(page, 'times')


def test_what_was_first_left_to_its_default_is_told_and_what_is_given_out_is_not(alice, murano, shop):
    murano.schemas['demo.Web'] = {'': {'properties': {'port': {}, 'image': {'default': 'nginx:1'}}}}
    tasks = [deployed(murano, shop, web()), deployed(murano, shop, web(image='nginx:2', address='10.0.0.5'))]
    with murano.budget(5):
        found = words(compare(alice, shop, *tasks), 'changes')
    assert 'Image nginx:1 nginx:2' in found and 'Address' not in found


def test_backwards_the_other_way_round(alice, shop, pair):
    found = words(compare(alice, shop, *pair[::-1]), 'changes')
    assert 'Port 8080 80' in found and 'removed db' in found


def test_it_costs_four_calls_and_then_one(alice, murano, shop, pair):
    with murano.budget(4):
        compare(alice, shop, *pair)
    with murano.budget(1):
        compare(alice, shop, *pair)
    deployed(murano, shop, web(1))
    shop.version += 1
    # The models come with the list; the logs are known.
    with murano.budget(2):
        compare(alice, shop, *pair)


def test_now_is_what_is_deployed(alice, murano, shop, pair):
    for calls in (2, 1):
        with murano.budget(calls):
            found = compare(alice, shop, pair[0], 'now')
        assert 'Port 80 8080' in words(found, 'changes') and words(found, 'times') is words(found, 'log') is None
    with murano.budget(2):
        assert 'Nothing is set otherwise' in compare(alice, shop, pair[1], 'now')


def draft(client, shop):
    assert client.post(f'/app-catalog/environments/{shop.id}/components/{DB}/remove/').status_code == 302


def test_my_draft(alice, bob, murano, shop, pair):
    draft(alice, shop)
    with murano.budget(3):
        found = words(compare(alice, shop, pair[0], 'draft'), 'changes')
    assert 'Port 80 8080' in found and 'db' not in found
    assert 'removed db' in words(compare(alice, shop, 'now', 'draft'), 'changes')
    assert 'You have no draft of this environment' in compare(bob, shop, pair[0], 'draft')


def test_without_sides_the_newest_and_the_one_before(alice, shop, pair):
    for page in (compare(alice, shop), compare(alice, shop, after=pair[1])):
        assert '<title>#1 Deployment → #2 Deployment' in page
    assert 'nothing before it' in compare(alice, shop, after=pair[0])


def test_what_went_before_an_action_is_that_action(alice, murano, shop, pair):
    runs = [deployed(murano, shop, web(), action='backup') for _ in range(2)]
    deployed(murano, shop, web(), action='other')
    assert '<title>#3 Action Backup → #4 Action Backup' in compare(alice, shop, after=runs[1])
    page = compare(alice, shop, after=runs[0])
    assert '<title>#2 Deployment → #3' in page and 'They did different work' in page
    assert 'changes no settings' in page


def test_a_deletion_has_no_settings(alice, murano, shop, pair):
    task = deployed(murano, shop)
    task.action, task.description = None, None
    page = compare(alice, shop, pair[1], task)
    assert 'takes everything and is given no settings' in page and words(page, 'changes') is None


def test_an_environment_whose_deletion_failed(alice, murano, shop, pair):
    shop.components = None
    murano._session(shop, 'delete failure')
    page = compare(alice, shop, pair[1], 'now')
    assert 'Murano no longer tells what is deployed' in page and 'removed web' in words(page, 'changes')


def test_nothing_was_deployed_yet(alice, murano):
    empty = murano.environment()
    with murano.budget(1):
        assert 'Nothing was deployed' in compare(alice, empty)


@pytest.mark.parametrize('query', [{'from': 'now', 'to': 'nothing'}, {'from': new_id(), 'to': new_id()}])
def test_what_is_no_deployment_is_not_found(alice, shop, pair, query):
    assert alice.get(address(shop, **query)).status_code == 404


def test_both_the_same(alice, shop, pair):
    assert 'Both are the same' in compare(alice, shop, pair[0], pair[0])


def test_secrets_are_masked_on_both_sides_and_said_to_be_unknown(alice, murano, shop):
    tasks = [deployed(murano, shop, web(adminPassword=f'hunter{n}', apiSecret=f'fish{n}')) for n in range(2)]
    shop.components = [web(adminPassword='hunter9', apiSecret='fish9')]
    for page in (compare(alice, shop, *tasks), compare(alice, shop, tasks[0], 'now')):
        assert 'hunter' not in page and 'fish' not in page and 'SANITIZED' not in page
        found = words(page, 'changes')
        # Murano masks the one; the other is known, and is another one.
        assert 'nobody knows whether these have changed: web › Admin password' in found
        assert 'API secret' in found or 'Api secret' in found


def test_hostile_names_and_lines_do_no_harm(alice, murano, shop):
    made = component(HOSTILE, id=WEB, text=HOSTILE)
    tasks = [deployed(murano, shop, made, lines=[HOSTILE]), deployed(murano, shop, {**made, 'text': '<marquee>'})]
    page = compare(alice, shop, *tasks)
    assert '<script>alert(1)' not in page and '<marquee>' not in page


def test_a_running_one_is_not_complete(alice, murano, shop, pair):
    assert 'still runs' in compare(alice, shop, pair[1], murano.deployment(shop, components=[web(1), db()]))


def test_large_models_and_logs_are_cut_and_counted(alice, murano, shop):
    parts = [component(f'part {n}', id=f'{n:032}', **{f'p{m}': m for m in range(150)}) for n in range(1000)]
    tasks = [deployed(murano, shop, web()), deployed(murano, shop, *parts, lines=map(str, range(3000)))]
    page = compare(alice, shop, *tasks)
    assert '901 more components' in words(page, 'changes') and '2900 more' in words(page, 'log')
    assert len(page) < 4_000_000


def test_others_see_nothing(charlie, rita, shop, pair):
    assert charlie.get(address(shop)).status_code == 404
    assert 'changed web' in words(compare(rita, shop, *pair), 'changes')


# From the history ----------------------------------------------------------------------------------------------------


def choose(client, *pairs):
    return client.get('/app-catalog/deployments/compare/', {'deployment': [f'{a}/{b}' for a, b in pairs]})


def test_two_ticked_rows_lead_to_their_comparison(alice, murano, shop, pair):
    with murano.budget(0):
        answer = choose(alice, *((shop.id, task.id) for task in reversed(pair)))
    assert answer.url == address(shop, **{'from': pair[0].id, 'to': pair[1].id})


@pytest.mark.parametrize(
    ('chosen', 'text'),
    [
        ([], 'Tick two'),
        ([('a', 'b')], 'Tick two'),
        ([('a', 'b')] * 3, 'Tick two'),
        ([('a', '../x'), ('a', 'b')], 'Tick two'),
        ([('a', 'b'), ('c', 'd')], 'two environments'),
    ],
)
def test_other_choices_are_explained(alice, murano, chosen, text):
    answer = choose(alice, *chosen)
    assert answer.url == '/app-catalog/deployments/'
    assert text in alice.get(answer.url).content.decode()
