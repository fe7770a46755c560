import socket

import pytest

from demo import ports
from demo.errors import DemoError
from demo.options import parse


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind(('127.0.0.1', 0))
        server.listen()
        yield server.getsockname()[1]


def settled(*words):
    options = parse(words)
    ports.settle(options)
    return options


def test_zero_takes_three_different_free_ports():
    options = settled('--port', '0', '--keystone-port', '0', '--murano-port', '0')
    chosen = {options.port, options.keystone_port, options.murano_port}
    assert len(chosen) == 3 and 0 not in chosen


def test_a_taken_port_is_named_with_its_flag(taken):
    with pytest.raises(DemoError, match=f'port {taken} is in use.*--murano-port'):
        settled('--port', '0', '--keystone-port', '0', '--murano-port', str(taken))


def test_the_port_of_a_horizon_that_is_not_started_does_not_matter(taken):
    settled('--port', str(taken), '--no-horizon', '--keystone-port', '0', '--murano-port', '0')


def test_the_same_port_twice_is_refused():
    free = str(ports.free_port())
    with pytest.raises(DemoError, match='asked for twice'):
        settled('--port', '0', '--keystone-port', free, '--murano-port', free)


def test_what_listens_is_seen(taken):
    assert not ports.is_free(taken)
    assert ports.is_free(ports.free_port())
