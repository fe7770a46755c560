"""What many watch is read once; who may not see it, or is no longer logged in, is told nothing out of the cache."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from murano_panel.web import shared
from tests.support import cast
from tests.support.fake_murano import component
from tests.support.fake_murano_rest import now
from tests.views.test_deployment_live import tick
from tests.views.test_deployment_page import page_of

LIST = '/app-catalog/environments/'


@pytest.fixture(autouse=True)
def at_once(a_second_passes, monkeypatch):
    """All that a test asks comes within one second, unless it says otherwise."""
    monkeypatch.setattr(shared, 'FRESH', 3600)


@pytest.fixture()
def a_second_later(monkeypatch):
    return lambda: monkeypatch.setattr(shared, 'FRESH', 0)


@pytest.fixture()
def shop(murano):
    return murano.environment('shop', components=[component('web', id='c1')])


@pytest.fixture()
def task(murano, shop):
    return murano.deployment(shop, reports=[('the password is swordfish', 'info', 'c1')])


def lines(answer):
    return [line['text'] for line in answer.json()['lines']]


def texts_in_cache():
    return b''.join(value for key, value in cache._cache.items() if 'murano_panel:shared:' in key)


def keys(ending):
    return [key.split(':', 2)[2] for key in cache._cache if 'murano_panel:shared:' in key and key.endswith(ending)]


@pytest.fixture()
def viewers(login, task):
    """Twenty people of the project, with the page of the deployment open."""
    people = [login(cast.Person(f'viewer{number}')) for number in range(20)]
    for person in people:
        assert person.get(page_of(task)).status_code == 200
    return people


def test_twenty_who_watch_cost_what_one_does(murano, task, viewers, a_second_later):
    with murano.budget(0):
        assert all(tick(person, task, n=0).status_code == 200 for person in viewers)
    murano.report(task, 'news', entity_id='c1')
    a_second_later()
    with murano.budget(1):
        assert lines(tick(viewers[0], task, n=1))[-1] == 'news'


def test_what_one_has_read_all_are_told(murano, task, viewers, monkeypatch):
    murano.report(task, 'news', entity_id='c1')
    monkeypatch.setattr(shared, 'FRESH', 0)
    tick(viewers[0], task)
    monkeypatch.setattr(shared, 'FRESH', 3600)
    with murano.budget(0):
        assert all(lines(tick(person, task))[-1] == 'news' for person in viewers)


def test_nobody_is_told_before_an_own_call(murano, task, viewers, rita):
    """Rita has not opened the page: that others have read it proves nothing about her."""
    murano.calls.clear()
    assert tick(rita, task).status_code == 200
    assert [path for _method, path in murano.calls if path.endswith(task.id)]
    with murano.budget(0):
        assert tick(rita, task).status_code == 200


def test_a_refused_token_is_told_nothing_new(murano, task, viewers):
    murano.expire('GET')
    assert tick(viewers[0], task).status_code == 200
    # What proves the right ends by itself.
    cache.delete_many(keys(shared._digest(viewers[0].person.token_id)))
    assert tick(viewers[0], task).status_code == 401


def test_a_proof_ends_when_the_token_is_refused(murano, task, viewers, a_second_later):
    a_second_later()
    murano.expire('GET')
    proof = shared._digest(viewers[0].person.token_id)
    assert keys(proof)
    assert tick(viewers[0], task).status_code == 401
    assert not [key for key in keys(proof) if ':told:' in key]


def test_a_right_has_to_be_proven_again_after_a_while(murano, task, viewers, monkeypatch):
    monkeypatch.setattr(shared, 'PROVEN', 0)
    with murano.budget(20):
        for person in viewers:
            cache.delete_many(keys(shared._digest(person.person.token_id)))
            tick(person, task)
    with murano.budget(1):
        tick(viewers[0], task)


def test_another_token_of_the_same_person_proves_itself(murano, task, login, alice):
    alice.get(page_of(task))
    murano.people['another'] = cast.ALICE
    person = login(cast.ALICE)
    session = person.session
    session['token'].id = 'another'
    session.save()
    with murano.budget(1):
        assert tick(person, task).status_code == 200


def test_who_logs_out_is_told_nothing(alice, task):
    alice.get(page_of(task))
    assert tick(alice, task).status_code == 200
    session = alice.session
    session.flush()
    assert tick(alice, task).status_code == 401


@pytest.mark.parametrize('who', ['charlie', 'admin'])
def test_another_project_is_told_nothing(request, murano, task, viewers, who):
    stranger = request.getfixturevalue(who)
    assert tick(stranger, task).status_code == 404
    assert stranger.get(f'{LIST}{task.environment_id}/progress/').status_code == 404
    assert stranger.get(f'{LIST}rows/', {'row': task.environment_id}).json()['rows'] == {}


def test_another_region_is_another_cloud(murano, task, viewers):
    session = viewers[0].session
    for service in session['token'].serviceCatalog:
        for endpoint in service['endpoints']:
            endpoint['url'] = endpoint['url'].replace('http://murano.test', 'http://murano.test/murano')
    session.save()
    with murano.budget(1):
        assert tick(viewers[0], task).status_code == 200


def test_the_cache_cannot_be_read(task, viewers):
    assert lines(tick(viewers[0], task)) and keys('')
    assert b'swordfish' not in texts_in_cache() and b'shop' not in texts_in_cache()


def test_while_one_reads_the_others_get_what_was_there(murano, task, viewers, a_second_later):
    """The reader may also have crashed."""
    a_second_later()
    tick(viewers[0], task)
    entry = next(key for key in keys('') if ':told:' in key and ':seen:' not in key)
    cache.add(f'{entry}:turn', True, shared.TURN)
    with murano.budget(0):
        assert len(lines(tick(viewers[1], task))) == 2
    # Its turn ends by itself.
    cache.delete(f'{entry}:turn')
    with murano.budget(1):
        tick(viewers[1], task)


def test_where_nothing_is_there_the_others_wait_and_then_read(murano, task, viewers, a_second_later, monkeypatch):
    a_second_later()
    monkeypatch.setattr(shared, 'PATIENCE', 0.01)
    entry = next(key for key in keys('') if ':told:' in key and ':seen:' not in key)
    cache.delete(entry)
    cache.add(f'{entry}:turn', True, shared.TURN)
    with murano.budget(1):
        assert tick(viewers[1], task).status_code == 200


def test_while_they_wait_they_take_what_comes(murano, task, viewers, a_second_later, monkeypatch):
    a_second_later()
    entry = next(key for key in keys('') if ':told:' in key and ':seen:' not in key)
    sealed = cache.get(entry)
    cache.delete(entry)
    cache.add(f'{entry}:turn', True, shared.TURN)
    monkeypatch.setattr(shared.time, 'sleep', lambda _seconds: cache.set(entry, sealed))
    with murano.budget(0):
        assert len(lines(tick(viewers[1], task))) == 2


def test_a_reader_who_fails_leaves_the_turn_to_others(murano, task, viewers, a_second_later):
    a_second_later()
    murano.refuse('GET', times=1)
    assert tick(viewers[0], task).status_code == 503
    with murano.budget(1):
        assert tick(viewers[1], task).status_code == 200


def test_no_page_goes_back_behind_what_it_has_shown(murano, task, viewers):
    """Each worker may have a cache of its own, one of them a second behind."""
    murano.report(task, 'news', entity_id='c1')
    with murano.budget(1):
        assert len(lines(tick(viewers[0], task, after='3.x'))) == 3
    with murano.budget(0):
        assert len(lines(tick(viewers[1], task, after='3.x'))) == 3


def test_what_was_read_earlier_does_not_replace_what_was_read_later(task, viewers, monkeypatch):
    before = shared.time.time()
    assert len(lines(tick(viewers[0], task))) == 2
    entry = next(key for key in keys('') if ':told:' in key and ':seen:' not in key)
    sealed = cache.get(entry)
    monkeypatch.setattr(shared.time, 'time', lambda: before - 60)
    viewers[0].get(page_of(task))
    assert cache.get(entry) == sealed


def test_what_was_sealed_with_another_key_is_read_anew(murano, task, viewers, settings):
    shared._opened.forget()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = 'another', [settings.SECRET_KEY]
    with murano.budget(0):
        tick(viewers[0], task)
    shared._opened.forget()
    settings.SECRET_KEY_FALLBACKS = []
    with murano.budget(1):
        tick(viewers[0], task)


def test_the_end_is_read_once_for_all(murano, task, viewers, a_second_later):
    a_second_later()
    murano.end(task, failure='gave up')
    assert tick(viewers[0], task, n=3).json()['ended']
    with murano.budget(2):
        assert all(tick(person, task, last=1).json()['finished'] for person in viewers)
    with murano.budget(0):
        assert tick(viewers[1], task, n=3).json()['finished']


def test_an_environment_that_is_gone_is_gone_for_all(murano, task, viewers, a_second_later):
    a_second_later()
    del murano.environments[task.environment_id], murano.tasks[task.id]
    assert [tick(person, task).status_code for person in viewers] == [404] * 20
    assert viewers[0].get(f'{LIST}{task.environment_id}/progress/').status_code == 404


def test_the_log_of_what_is_long_over_is_read_once(murano, shop, alice, bob):
    task = murano.deployment(shop, reports=['x'], finished=True)
    # The environment and the reports each time, the list of its deployments once.
    with murano.budget(5):
        alice.get(page_of(task))
        bob.get(page_of(task))
    task.finished = now() - timedelta(minutes=2)
    shop.version += 1
    with murano.budget(4):
        assert alice.get(page_of(task)).status_code == bob.get(page_of(task)).status_code == 200
    with murano.budget(1):
        assert b'x' in bob.get(page_of(task, 'log/')).content


def test_the_list_the_overview_and_an_environment_share_what_they_poll(murano, task, alice, bob):
    environment = f'{LIST}{task.environment_id}/progress/'
    asked = {'row': task.environment_id, 'view': task.environment_id}
    for person in (alice, bob):
        for page in (LIST, '/app-catalog/', f'{LIST}{task.environment_id}/', page_of(task)):
            assert person.get(page).status_code == 200
    with murano.budget(0):
        for person in (alice, bob):
            assert 'swordfish' in str(person.get(f'{LIST}rows/', asked).json()['rows'])
            assert 'swordfish' in person.get('/app-catalog/live/').json()['html']
            assert person.get(environment).json()['line'] == 'the password is swordfish'
            assert len(lines(tick(person, task))) == 2


@pytest.mark.parametrize('url', [f'{LIST}rows/?row=%s', '/app-catalog/live/?of=%s'], ids=['list', 'overview'])
def test_a_list_made_in_the_middle_of_an_end_is_read_again(alice, murano, a_second_later, monkeypatch, url):
    """Murano reads versions first and states later: what has just ended would read as never deployed."""
    a_second_later()
    environment = murano.environment('shop', version=0)
    task = murano.deployment(environment)
    address = url % environment.id
    assert alice.get(address).json()['again']
    murano.end(task)
    row, versions = murano.environment_row, iter([0])
    monkeypatch.setattr(murano, 'environment_row', lambda item: {**row(item), 'version': next(versions, item.version)})
    with murano.budget(2):
        answer = alice.get(address).json()
    assert not answer['again'] and 'Deployed' in str(answer) and 'Not deployed' not in str(answer)
