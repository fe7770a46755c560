"""Answers are bounded: in time, from the first byte to the last, and in size, after decompression."""

import contextlib
import gzip
import io
import socket
import threading
import time

import pytest
import requests
import urllib3

from murano_panel.api import connections

MEGABYTE = 1024 * 1024


@pytest.fixture()
def server(monkeypatch):
    """server(pieces, every) → a pooled session whose next connection sends the pieces, one each ``every`` seconds."""
    ends, stop = [], threading.Event()

    def start(pieces, every=0.0):
        ours, theirs = socket.socketpair()
        ends.extend((ours, theirs))

        def send():
            with contextlib.suppress(OSError):
                theirs.recv(65536)
                for piece in pieces:
                    theirs.sendall(piece)
                    if every and stop.wait(every):
                        break
            theirs.close()

        threading.Thread(target=send, daemon=True).start()
        monkeypatch.setattr(urllib3.connection.HTTPConnection, '_new_conn', lambda self: ours)
        return connections.pooled()

    yield start
    stop.set()
    for end in ends:
        end.close()


HEAD = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n'
ENDLESS_HEADER = [b'HTTP/1.1 200 OK\r\nX: ', *[b'x'] * 1000]
ENDLESS_BODY = [HEAD, *[b'x'] * 1000]


@pytest.mark.parametrize('pieces', [ENDLESS_HEADER, ENDLESS_BODY], ids=['headers', 'body'])
def test_bytes_that_trickle_in_hold_no_thread(server, pieces):
    """Each one would come within the time-out of the socket."""
    pool, began = server(pieces, every=0.02), time.monotonic()
    with pytest.raises(requests.RequestException), connections.deadline(0.3):
        connections.read(pool.get('http://murano.test/', stream=True, timeout=10), MEGABYTE)
    assert time.monotonic() - began < 3


def test_an_answer_in_time_is_whole(server):
    pool = server([HEAD, b'x' * 500, b'y' * 500], every=0.01)
    with connections.deadline(20):
        answer = pool.get('http://murano.test/', stream=True, timeout=10)
        assert connections.read(answer, MEGABYTE) == b'x' * 500 + b'y' * 500


def test_the_earlier_of_two_deadlines_counts(server):
    pool, began = server(ENDLESS_BODY, every=0.02), time.monotonic()
    with pytest.raises(requests.RequestException), connections.deadline(0.3), connections.deadline(60):
        connections.read(pool.get('http://murano.test/', stream=True, timeout=10), MEGABYTE)
    assert time.monotonic() - began < 3


def answer(body: bytes, **headers: str) -> requests.Response:
    found = requests.Response()
    found.headers.update(headers)
    found.raw = urllib3.HTTPResponse(io.BytesIO(body), headers, preload_content=False)
    return found


def test_no_more_is_read_than_wanted():
    raw = io.BytesIO(b'x' * 100 * MEGABYTE)
    found = requests.Response()
    found.raw = urllib3.HTTPResponse(raw, preload_content=False)
    with pytest.raises(connections.TooMuch):
        connections.read(found, MEGABYTE)
    assert raw.closed or raw.tell() < 2 * MEGABYTE


def test_what_grows_when_it_is_decompressed_is_bounded():
    bomb = gzip.compress(b'0' * 100 * MEGABYTE)
    assert len(bomb) < 110_000
    with pytest.raises(connections.TooMuch):
        connections.read(answer(bomb, **{'Content-Encoding': 'gzip'}), MEGABYTE)


def test_compressed_answers_are_read_although_nobody_asked_for_them():
    assert connections.read(answer(gzip.compress(b'{}'), **{'Content-Encoding': 'gzip'}), 10) == b'{}'


@pytest.mark.parametrize('encoding', ['br', 'zstd', 'gzip, gzip', 'x'])
def test_other_compressions_are_refused(encoding):
    with pytest.raises(requests.exceptions.ContentDecodingError):
        connections.read(answer(b'', **{'Content-Encoding': encoding}), 10)


def test_the_text_of_a_failure_may_be_cut():
    assert connections.read(answer(b'x' * 1000), 10, cut=True) == b'x' * 10


def test_no_cookie_is_kept_and_no_compression_asked_for():
    pool = connections.pooled()
    assert pool.headers['Accept-Encoding'] == 'identity' and not pool.trust_env
