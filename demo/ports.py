"""Which ports are free, asked before anything is installed."""

from __future__ import annotations

import socket

from .errors import DemoError
from .options import HOST, Options

FLAGS = {'keystone_port': '--keystone-port', 'murano_port': '--murano-port', 'port': '--port'}


def is_free(port: int) -> bool:
    """Whether a server could listen on the port; one that just ended (TIME_WAIT) does not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def settle(options: Options) -> None:
    """Replace every 0 by a free port; refuse ports that are taken, or named twice."""
    names = [name for name in FLAGS if name != 'port' or options.horizon]
    named = [getattr(options, name) for name in names if getattr(options, name)]
    for name in names:
        port = getattr(options, name)
        flag = FLAGS[name]
        if not port:
            while not port or port in named:
                port = free_port()
            setattr(options, name, port)
            named.append(port)
        elif named.count(port) > 1:
            raise DemoError(f'port {port} is asked for twice: give {flag} another one')
        elif not is_free(port):
            raise DemoError(f'port {port} is in use: end what listens there, or choose another with {flag}')
