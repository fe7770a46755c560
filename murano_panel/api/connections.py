"""Pooled connections to services; what comes over them is bounded in time and in size."""

import http.client
import http.cookiejar
import io
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests
from urllib3 import connection, connectionpool

_CHUNK = 16 * 1024
# The only ones that decode within bounds, one step at a time. We ask for none of them.
_KNOWN_ENCODINGS = ('', 'identity', 'gzip', 'deflate')

# The moment, by time.monotonic(), at which waiting ends.
_END: ContextVar[float | None] = ContextVar('murano_panel_deadline', default=None)


class TooMuch(Exception):
    """An answer has more bytes than are wanted."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Whatever is read in the block comes within so many seconds: all of it, not each piece. An earlier end stays.

    TimeoutError of the socket, which requests and keystoneauth1 pass on as theirs.
    """
    end, outer = time.monotonic() + seconds, _END.get()
    token = _END.set(end if outer is None else min(end, outer))
    try:
        yield
    finally:
        _END.reset(token)


def read(response: requests.Response, most: int, *, cut: bool = False) -> bytes:
    """The body, decompressed. Raises TooMuch for more than ``most`` bytes, unless the rest may be ``cut`` off.

    Nothing beyond that is kept in memory; a connection with unread bytes is closed. Raises what requests raises, too.
    """
    if response.headers.get('Content-Encoding', '').strip().lower() not in _KNOWN_ENCODINGS:
        response.close()
        raise requests.exceptions.ContentDecodingError('The answer is compressed in an unknown way.')
    parts, size = [], 0
    for part in response.iter_content(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > most:
            response.close()
            if not cut:
                raise TooMuch
            break
    return b''.join(parts)[:most]


class _BoundedReader(io.RawIOBase):
    """Bytes of a socket: each wait for some is cut to what is left until the deadline."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket, self._raw, self._end = sock, sock.makefile('rb', buffering=0), _END.get()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._end is not None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimeoutError('The answer did not come to its end in time.')
            self._socket.settimeout(min(left, self._socket.gettimeout() or left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _BoundedSocket:
    """What http.client wants of a socket to read an answer from."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_BoundedReader(self._socket))


class _Response(http.client.HTTPResponse):
    """Headers trickle in, too, and a time-out of a socket counts from byte to byte."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(_BoundedSocket(sock), *args, **kwargs)  # type: ignore[arg-type]


class Connection(connection.HTTPConnection):
    response_class = _Response


class SecureConnection(connection.HTTPSConnection):
    response_class = _Response


class _Pool(connectionpool.HTTPConnectionPool):
    ConnectionCls = Connection


class _SecurePool(connectionpool.HTTPSConnectionPool):
    ConnectionCls = SecureConnection


class Adapter(requests.adapters.HTTPAdapter):
    """Answers within the deadline. ``pools`` makes connections, by the scheme of an address."""

    pools: dict[str, type[connectionpool.HTTPConnectionPool]] = {'http': _Pool, 'https': _SecurePool}

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = dict(self.pools)


def pooled() -> requests.Session:
    """Keep-alive connections for the whole process."""
    return bounded_session(Adapter(pool_connections=4, pool_maxsize=32))


def bounded_session(adapter: Adapter) -> requests.Session:
    """All goes through ``adapter``. No cookies: they would travel from one user to the next."""
    session = requests.Session()
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    # Proxies and .netrc of the machine's environment have no say.
    session.trust_env = False
    # Compressed, a few bytes could become endless ones.
    session.headers['Accept-Encoding'] = 'identity'
    session.mount('http://', adapter)
    session.mount('https://', adapter)
    return session
