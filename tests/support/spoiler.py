"""Ways to spoil an answer, for ``FakeMurano.spoil()``: what proxies, broken disks and hostile servers make of it.

``FAULTS`` are all kinds by name. A test that goes through them, call by call, is a line of a matrix.
"""

import gzip
import http.client
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import requests
import urllib3

# Status, headers, body.
Answer = tuple[int, dict[str, str], bytes]
# Of a call that Murano has not heard of.
NOTHING: Answer = (200, {}, b'')
JSON = {'Content-Type': 'application/json'}
HTML = {'Content-Type': 'text/html; charset=UTF-8'}
ELSEWHERE = 'http://elsewhere.test/v1/steal'
CHALLENGE = {'WWW-Authenticate': 'Keystone uri="http://keystone.test/v3"'}
WEB_PAGE = b'<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>'


@dataclass(frozen=True)
class Fault:
    """``spoil`` is given the proper answer and gives another one, or raises what requests raises.

    reaches: Murano gets the call, and does what it asks.
    harmless: nothing is lost by it; the answer can be read as before.
    """

    name: str
    spoil: Callable[[Answer], Answer]
    reaches: bool = True
    harmless: bool = False


def _is(status: int, headers: dict[str, str], body: bytes | str) -> Callable[[Answer], Answer]:
    body = body.encode() if isinstance(body, str) else body
    return lambda _proper: (status, headers, body)


def _raises(error: Callable[[], Exception]) -> Callable[[Answer], Answer]:
    def spoil(_proper: Answer) -> Answer:
        raise error()

    return spoil


def _refused() -> Exception:
    reason = urllib3.exceptions.NewConnectionError(None, '[Errno 111] Connection refused')
    return requests.ConnectionError(urllib3.exceptions.MaxRetryError(None, '/v1', reason))


def _lost() -> Exception:
    closed = http.client.RemoteDisconnected('Remote end closed connection without response')
    return requests.ConnectionError(urllib3.exceptions.ProtocolError('Connection aborted.', closed))


def _cut(answer: Answer) -> Answer:
    status, headers, body = answer
    return status, {**headers, 'Content-Length': str(len(body) + 10)}, body


def _half(answer: Answer) -> Answer:
    status, headers, body = answer
    return status, headers, body[: len(body) // 2] or b'{'


def _typed(kind: str) -> Callable[[Answer], Answer]:
    return lambda answer: (answer[0], {**answer[1], 'Content-Type': kind}, answer[2])


def _json(change: Callable[[Any], Any]) -> Callable[[Answer], Answer]:
    """Changes what the JSON says; of an empty answer, or a file, what an object would say."""

    def spoil(answer: Answer) -> Answer:
        try:
            value = json.loads(answer[2])
        except ValueError:
            value = {'id': 'x', 'rows': [{'id': 'x'}]}
        return 200, JSON, json.dumps(change(value)).encode()

    return spoil


def _nulls(value: Any) -> Any:
    """An answer of the right keys, all of them null; of a list, of all its entries."""
    if isinstance(value, dict):
        return {key: [_nulls(row) for row in item] if isinstance(item, list) else None for key, item in value.items()}
    return None


def _without_keys(value: Any) -> Any:
    """Lists have their entries, these have nothing."""
    if isinstance(value, dict):
        return {key: [{} for _row in item] for key, item in value.items() if isinstance(item, list)}
    return {}


def _odd_rows(value: Any) -> Any:
    """Each list begins with what belongs to no list of Murano."""
    odd = [1, 'x', None, [], {}, True]
    if isinstance(value, dict):
        return {key: odd + item if isinstance(item, list) else item for key, item in value.items()}
    return odd


def _swapped(value: Any) -> Any:
    """Every value is of another type."""
    if isinstance(value, dict):
        return {key: _swapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_swapped(item) for item in value] or 'x'
    return [value] if isinstance(value, str) else 'x'


def _text(find: bytes, put: bytes) -> Callable[[Answer], Answer]:
    """Python's JSON goes further than JSON: what stands before the first brace's end, or instead of nothing."""

    def spoil(answer: Answer) -> Answer:
        body = answer[2] if answer[2].startswith(b'{') else b'{}'
        head, _end, tail = body.rpartition(find)
        return 200, JSON, head + (b',' if head.strip() != b'{' else b'') + put + find + tail

    return spoil


DEEP = b'[' * 100_000
FAULTS = {
    fault.name: fault
    for fault in (
        # The connection
        Fault('refused', _raises(_refused), reaches=False),
        Fault('lost', _raises(_lost)),
        Fault('late', _raises(lambda: requests.ReadTimeout('Read timed out.'))),
        Fault('cut off', _cut),
        # Codes
        Fault('401 of keystone', _is(401, JSON | CHALLENGE, '{"error": {"code": 401}}'), reaches=False),
        Fault('401 of murano', _is(401, HTML | CHALLENGE, '<h1>401 Unauthorized</h1>not yours'), reaches=False),
        Fault('403', _is(403, HTML, '<html><h1>403 Forbidden</h1>for a reason</html>'), reaches=False),
        Fault('404', _is(404, HTML, '<html><h1>404 Not Found</h1>for a reason</html>'), reaches=False),
        Fault('409', _is(409, HTML, '<html><h1>409 Conflict</h1>for a reason</html>'), reaches=False),
        Fault('500', _is(500, HTML, '{"code": 500, "error": {"message": "disk full", "traceback": "x"}}')),
        Fault('500 of odd JSON', _is(500, JSON, '{"error": [1], "message": {"a": null}}')),
        Fault('502', _is(502, HTML, '<html><h1>502 Bad Gateway</h1><hr>nginx</html>')),
        Fault('503', _is(503, {'Content-Type': 'text/plain'}, b'\xff\xfe no server is available')),
        Fault('300', _is(300, JSON, '{"versions": []}'), reaches=False),
        Fault('301', _is(301, HTML | {'Location': ELSEWHERE}, ''), reaches=False),
        Fault('302', _is(302, HTML | {'Location': ELSEWHERE}, ''), reaches=False),
        Fault('307', _is(307, HTML | {'Location': ELSEWHERE}, ''), reaches=False),
        Fault('302 without a place', _is(302, HTML, ''), reaches=False),
        Fault('302 to itself', _is(302, HTML | {'Location': '/v1/environments'}, ''), reaches=False),
        Fault('599', _is(599, {}, ''), reaches=False),
        # The wrong kind
        Fault('web page', _is(200, HTML, WEB_PAGE), reaches=False),
        Fault('web page as JSON', _is(200, JSON, WEB_PAGE), reaches=False),
        Fault('nothing', _is(200, {'Content-Type': 'text/html'}, b''), reaches=False),
        Fault('no headers', _is(200, {}, b''), reaches=False),
        Fault('204', _is(204, {}, b''), reaches=False),
        Fault('string', _is(200, JSON, '"hello"')),
        Fault('list', _is(200, JSON, '[]')),
        Fault('list of odd things', _is(200, JSON, '[1, "x", null, [], {}]')),
        Fault('number', _is(200, JSON, '7')),
        Fault('null', _is(200, JSON, 'null')),
        Fault('true', _is(200, JSON, 'true')),
        Fault('empty object', _is(200, JSON, '{}')),
        Fault('missing keys', _json(_without_keys)),
        Fault('nulls', _json(_nulls)),
        Fault('odd rows', _json(_odd_rows)),
        Fault('other types', _json(_swapped)),
        Fault('half of it', _half),
        Fault('NaN', _text(b'}', b'"odd": NaN')),
        Fault('half a character', _text(b'}', b'"odd": "\\ud800"')),
        Fault('no UTF-8', _text(b'}', b'"odd": "\xff\xfe"')),
        Fault('deep', _is(200, JSON, DEEP)),
        Fault('deep inside', _text(b'}', b'"services": ' + b'[' * 200_000 + b']' * 200_000)),
        Fault('huge number', _text(b'}', b'"version": ' + b'9' * 5000)),
        Fault('as text', _typed('text/plain'), harmless=True),
        Fault('as a file', _typed('application/octet-stream'), harmless=True),
        # Without bounds
        Fault('bomb', _is(200, JSON | {'Content-Encoding': 'gzip'}, gzip.compress(b'0' * 100_000_000, 1))),
        Fault('compressed in a strange way', _is(200, JSON | {'Content-Encoding': 'br'}, b'{}')),
    )
}


@dataclass
class Spoiled:
    """A rule of ``FakeMurano.spoil()``; ``struck`` counts the answers that were spoilt."""

    fault: Fault
    method: str
    pattern: str
    nth: int | None
    seen: int = 0
    struck: int = 0

    def strikes(self, method: str, path: str) -> bool:
        if self.method not in ('', method) or not re.search(self.pattern, path):
            return False
        self.seen += 1
        return self.nth in (None, self.seen)

    def spoil(self, proper: Answer) -> Answer:
        self.struck += 1
        return self.fault.spoil(proper)


@dataclass
class Failure:
    """A rule of ``FakeMurano.fail()``: one answer of its own, or an exception."""

    method: str
    pattern: str
    status: int
    body: str
    headers: dict[str, str]
    error: Exception | None
    times: int | None

    def strikes(self, method: str, path: str) -> bool:
        if self.times == 0 or method != self.method or not re.search(self.pattern, path):
            return False
        self.times = None if self.times is None else self.times - 1
        return True


def wrong_values(value: Any) -> Iterator[tuple[str, Any]]:
    """(where and what, the answer) for each key of Murano's: left out, and with every kind of value that it has not."""
    for path in dict.fromkeys(_paths(value)):
        yield f'{path} left out', _changed(value, path, None, leave_out=True)
        for other in (None, 7, 'x', True, 0.5, [], [1], {}, {'a': 1}):
            yield f'{path} = {other!r}', _changed(value, path, other)


# Values of packages and users, which have no shape.
FREE = ('services', 'description', 'supplier', 'result', 'args', '')


def _paths(value: Any, path: tuple = ()) -> Iterator[tuple]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            if key not in FREE:
                yield from _paths(item, (*path, key))
    elif isinstance(value, list):
        for item in value[:1]:
            yield (*path, 0)
            yield from _paths(item, (*path, 0))


def _changed(value: Any, path: tuple, other: Any, *, leave_out: bool = False) -> Any:
    value = json.loads(json.dumps(value))
    *way, last = path
    place = value
    for step in way:
        place = place[step]
    if leave_out:
        del place[last]
    else:
        place[last] = other
    return value


def response(request: requests.PreparedRequest, status: int, headers: dict[str, str], body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code, response.url, response.request = status, request.url, request
    response.reason = http.client.responses.get(status, '')
    response.headers.update({'x-openstack-request-id': 'req-00000000-test', **headers})
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    response.raw = urllib3.HTTPResponse(io.BytesIO(body), headers, preload_content=False, enforce_content_length=True)
    return response
