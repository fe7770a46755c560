"""Several services asked at once, within one deadline."""

import threading
import time

import pytest
from django.utils.translation import get_language, override

from murano_panel.api import together
from murano_panel.api.together import ask_together
from murano_panel.domain.cloud import Found


@pytest.fixture()
def hanging():
    """hanging(): asks for ever, until the end of the test."""
    ended = threading.Event()

    def ask():
        ended.wait(60)
        return Found()

    yield ask
    ended.set()


def test_answers_come_in_the_order_of_the_questions():
    def after(seconds):
        return lambda: time.sleep(seconds) or Found((seconds,))

    assert [found.items for found in ask_together([after(0.05), after(0)])] == [(0.05,), (0,)]
    assert ask_together([]) == []


def test_who_is_late_holds_up_nobody(hanging):
    slow, quick = ask_together([hanging, lambda: Found(('x',))], seconds=0.2)
    assert slow.unavailable == 'There was no answer in time.' and quick == Found(('x',))


def test_threads_that_nobody_waits_for_are_limited(hanging, monkeypatch):
    monkeypatch.setattr(together, '_threads', threading.BoundedSemaphore(2))
    asked = []
    found = ask_together([hanging, hanging, lambda: asked.append(1) or Found()], seconds=0.1)
    assert 'still without an answer' in found[2].unavailable and not asked


def test_threads_are_given_back(monkeypatch):
    monkeypatch.setattr(together, '_threads', threading.BoundedSemaphore(1))
    for number in range(5):
        [found] = ask_together([lambda number=number: Found((number,))])
        assert found.items == (number,)
        # The thread gives it back after it has answered.
        assert together._threads.acquire(timeout=10)
        together._threads.release()


def test_the_language_is_the_users():
    with override('de'):
        [found] = ask_together([lambda: Found((get_language(),))])
    assert found.items == ('de',)


def test_what_raises_raises_where_it_is_waited_for():
    with pytest.raises(ZeroDivisionError):
        ask_together([lambda: Found((1 / 0,))])
