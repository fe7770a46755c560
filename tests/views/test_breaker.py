"""A Murano that hangs is left alone for a while, and everybody is told so at once."""

import threading

import pytest

from murano_panel.api import breaker, client
from tests.support.pages import shown
from tests.views.addresses import ADDRESSES

LIST = '/app-catalog/environments/'
SCRIPT = {'Accept': 'application/json'}


@pytest.fixture(autouse=True)
def waiting_seems_long(monkeypatch):
    """The fake's time-outs come at once; and no pause ends before its test, however slow the machine."""
    monkeypatch.setattr(breaker, 'LONG', 0)
    monkeypatch.setattr(breaker, 'PAUSE', 300)
    monkeypatch.setattr(breaker, 'FORGOTTEN', 3600)


@pytest.fixture()
def the_pause_is_over(monkeypatch):
    now = breaker.time.time
    return lambda: monkeypatch.setattr(breaker.time, 'time', lambda: now() + breaker.PAUSE)


@pytest.fixture()
def patience(murano, monkeypatch):
    """(seconds for a connection, for an answer) of each call to Murano, in order."""
    found, wire = [], murano._wire

    def noted(request, timeout):
        found.extend([timeout] * ('murano.test' in request.url))
        return wire(request, timeout)

    monkeypatch.setattr(murano, '_wire', noted)
    return found


@pytest.fixture()
def hanging(alice, murano):
    murano.time_out('GET')
    for _ in range(breaker.FAILURES):
        assert alice.get(LIST).status_code == 503
    murano.calls.clear()


@pytest.mark.parametrize('address', [a for a in ADDRESSES if a.get], ids=lambda address: address.name)
def test_whoever_would_ask_is_told_at_once(alice, admin, murano, ids, address):
    murano.time_out('GET')
    for _ in range(breaker.FAILURES):
        alice.get(LIST)
    murano.calls.clear()
    answer = address.user(alice, admin).get(address.url(ids))
    assert not murano.calls
    if answer.status_code == 200:
        # It needs none.
        murano.mend()
        return
    assert answer.status_code == 503
    seconds = int(answer['Retry-After'])
    assert 200 < seconds <= 300
    if address.kind == 'script':
        error = answer.json()['error']
        assert (error['kind'], error['title'], error['again']) == ('resting', 'Murano does not answer', seconds)
    else:
        assert 'Murano does not answer' in shown(answer) and f'trying again in {seconds} s' in shown(answer)


def test_others_are_told_too_and_nothing_is_sent(hanging, bob, ids, murano):
    answer = bob.post(f'{LIST}{ids["environment_id"]}/deploy/', headers=SCRIPT)
    assert answer.status_code == 503 and not murano.calls
    assert 'may have' not in answer.json()['error']['advice']


def test_after_the_pause_one_tries_and_is_quick_about_it(hanging, alice, murano, settings, the_pause_is_over, patience):
    settings.MURANO_PANEL = {'API_POLL_TIMEOUT': 2}
    the_pause_is_over()
    with murano.budget(1):
        assert alice.get(LIST).status_code == 503
    assert patience == [(2, 2)]
    with murano.budget(0):
        assert alice.get(LIST).status_code == 503


def test_while_one_tries_the_others_are_told(hanging, alice, murano, the_pause_is_over):
    the_pause_is_over()
    breaker.cache.add(f'{breaker.key_of("http://murano.test")}:turn', True, 60)
    with murano.budget(0):
        assert alice.get(LIST)['Retry-After'] == '300'


@pytest.mark.parametrize('status', [200, 404, 500])
def test_any_answer_ends_it(hanging, alice, murano, the_pause_is_over, status):
    murano.mend()
    if status != 200:
        murano.fail('GET', status=status)
    the_pause_is_over()
    alice.get(LIST)
    murano.mend()
    with murano.budget(2):
        assert alice.get(LIST).status_code == alice.get(LIST).status_code == 200


def test_failures_that_are_not_in_a_row_do_not_count(alice, murano):
    for _ in range(5):
        murano.time_out('GET', times=breaker.FAILURES - 1)
        for _ in range(breaker.FAILURES - 1):
            assert alice.get(LIST).status_code == 503
        assert alice.get(LIST).status_code == 200


def test_what_is_refused_at_once_holds_nobody_up(alice, murano, monkeypatch):
    monkeypatch.setattr(breaker, 'LONG', 2)
    murano.refuse('GET')
    with murano.budget(5):
        for _ in range(5):
            assert alice.get(LIST).status_code == 503
    murano.mend()
    assert alice.get(LIST).status_code == 200


def test_polls_give_way_while_others_wait_long(alice, murano, monkeypatch):
    """Threads of this process that wait, as a Murano that has just begun to hang leaves them."""
    began = breaker.time.monotonic() - 10
    waiting = dict.fromkeys(range(breaker.MOST_WAITING), ('http://murano.test', began))
    monkeypatch.setattr(breaker, '_waiting', waiting)
    with murano.budget(0):
        assert alice.get(f'{LIST}rows/').status_code == 503
    with murano.budget(1):
        assert alice.get(LIST).status_code == 200
    assert len(waiting) == breaker.MOST_WAITING and threading.get_ident() not in waiting


def test_polls_do_not_wait_long(alice, murano, settings, patience):
    settings.MURANO_PANEL = {'API_POLL_TIMEOUT': 2, 'API_TIMEOUT': 40}
    alice.get(LIST)
    alice.get(f'{LIST}rows/')
    assert patience == [(5, 40), (2, 2)]


def test_each_cloud_for_itself(hanging):
    with breaker.guarding('http://another.test') as seconds:
        assert seconds == 30
    with pytest.raises(client.errors.Resting), breaker.guarding('http://murano.test'):
        pass
