"""A proxy in front of the real Murano that spoils answers on the wire, with the faults of ``spoiler.py``."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from tests.support.spoiler import FAULTS, NOTHING, Answer, Fault, Spoiled

# They belong to a connection; requests has unpacked what came compressed.
OF_CONNECTION = {'connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'host'}


class SpoilingProxy:
    """Passes calls on to ``murano``, and notes them as (method, path) in ``calls``."""

    def __init__(self, murano: str) -> None:
        self.calls: list[tuple[str, str]] = []
        self._murano = murano.rstrip('/')
        self._rule: Spoiled | None = None
        self._mended = threading.Event()
        self._session = requests.Session()
        self._session.trust_env = False

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """Its address."""
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                answer = proxy._answer(self.command, self.path, dict(self.headers), body)
                if answer is None:
                    self.close_connection = True
                else:
                    self._send(*answer)

            def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response_only(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                length = headers.get('Content-Length', str(len(body)))
                if 'Content-Length' not in headers:
                    self.send_header('Content-Length', length)
                # An answer that is cut off ends with its connection.
                self.close_connection = int(length) != len(body)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

        server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f'http://127.0.0.1:{server.server_port}'
        finally:
            self.mend()
            server.shutdown()
            server.server_close()

    def spoil(self, fault: str | Fault, *, nth: int | None, method: str = '', pattern: str = '') -> Spoiled:
        """The answer of the ``nth`` call from now on that matches; None: of each."""
        self._mended.clear()
        self._rule = Spoiled(FAULTS[fault] if isinstance(fault, str) else fault, method, pattern, nth)
        return self._rule

    def mend(self) -> None:
        """Nothing is spoilt any more; who waits for an answer that never comes is let go."""
        self._rule = None
        self._mended.set()

    def _answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer | None:
        """None closes the connection without a word."""
        self.calls.append((method, path.partition('?')[0]))
        rule = self._rule
        if rule is None or not rule.strikes(method, path):
            return self._proper(method, path, headers, body)
        try:
            return rule.spoil(self._proper(method, path, headers, body) if rule.fault.reaches else NOTHING)
        except requests.ReadTimeout:
            self._mended.wait(60)
        except requests.ConnectionError:
            pass
        return None

    def _proper(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        kept = {name: value for name, value in headers.items() if name.lower() not in OF_CONNECTION}
        answer = self._session.request(
            method, self._murano + path, headers=kept, data=body, timeout=60, allow_redirects=False
        )
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in OF_CONNECTION}
        headers.pop('Content-Length', None)
        return answer.status_code, headers, answer.content
