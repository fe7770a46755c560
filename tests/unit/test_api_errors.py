"""Error bodies as murano-api, proxies and muranoclient really give them."""

import http.client
import json
import socket
import ssl
import zlib

import pytest
import requests
import urllib3
from keystoneauth1 import exceptions as keystone_errors
from muranoclient.apiclient import exceptions as find_errors
from muranoclient.common import exceptions as http_errors

from murano_panel.api import errors

WEBOB = (
    '<html><head><title>409 Conflict</title></head><body><h1>409 Conflict</h1>'
    'Environment named &lt;b&gt; exists<br /><br /></body></html>'
)
FAULT = (
    '{"code": 500, "title": "Internal Server Error", "explanation": "x",'
    ' "error": {"message": "database is locked", "traceback": "secret"}}'
)
PLAIN_JSON = '{"message": "The request is bad.<br />", "code": "400 Bad Request", "title": "Bad Request"}'


def answer(code, body='', **headers):
    response = requests.Response()
    response.status_code = code
    response._content = body.encode()
    response.headers.update(headers)
    return response


@pytest.mark.parametrize(
    ('code', 'kind'),
    [
        (400, errors.Invalid),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (409, errors.Conflict),
        (415, errors.Invalid),
        (500, errors.Unavailable),
        (502, errors.Unavailable),
        (503, errors.Unavailable),
        (418, errors.Unavailable),
    ],
)
def test_codes(code, kind):
    error = errors.from_response(answer(code, 'x'))
    assert type(error) is kind and error.code == code


CHALLENGE = {'WWW-Authenticate': 'Keystone uri="http://x"'}
SESSION_URL = 'http://murano.test/v1/environments/e/sessions/s'


@pytest.mark.parametrize('url', ['http://murano.test/v1/environments', SESSION_URL])
def test_401_of_keystone_ends_the_login(url):
    refusal = answer(401, '{"error": {"code": 401}}', **CHALLENGE, **{'Content-Type': 'application/json'})
    refusal.url = url
    assert type(errors.from_response(refusal)) is errors.Expired


def test_401_of_murano_means_another_users_draft_although_it_carries_the_challenge():
    refusal = answer(401, 'not authorized', **CHALLENGE, **{'Content-Type': 'text/html; charset=UTF-8'})
    refusal.url = SESSION_URL
    assert type(errors.from_response(refusal)) is errors.NotOwner


def test_401_without_challenge_is_not_about_the_token():
    assert type(errors.from_response(answer(401, 'not authorized'))) is errors.NotOwner


def test_request_id_is_kept():
    assert errors.from_response(answer(500, '', **{'x-openstack-request-id': 'req-1'})).request_id == 'req-1'


@pytest.mark.parametrize(
    ('body', 'message'),
    [
        (WEBOB, 'Environment named <b> exists'),
        (FAULT, 'database is locked'),
        ('403 Forbidden: &lt;EnvId: 7&gt; is busy', '<EnvId: 7> is busy'),
        ('{"error": {"code": 401, "message": "no"}}', 'no'),
        ('[1, 2]', '[1, 2]'),
        ('', ''),
        ('<html><h1>502 Bad Gateway</h1><hr><center>nginx/1.18.0</center></html>', '502 Bad Gateway'),
        ('<h1>503 Service Unavailable</h1>No server is available.<HR/>Apache', 'No server is available.'),
    ],
)
def test_messages_are_plain_sentences(body, message):
    assert errors.plain_message(body) == message


def test_json_with_plain_values_does_not_crash():
    assert errors.plain_message(PLAIN_JSON).startswith('The request is bad.')


def test_long_messages_are_cut():
    assert len(errors.plain_message('x' * 10**6)) == errors.MAX_MESSAGE


@pytest.mark.parametrize(
    ('raised', 'kind'),
    [
        (keystone_errors.ConnectFailure(), errors.Unavailable),
        (keystone_errors.ConnectTimeout(), errors.Unavailable),
        (keystone_errors.Unauthorized(), errors.Expired),
        (requests.ConnectionError(), errors.Unavailable),
        (http_errors.HTTPConflict(), errors.Conflict),
        (http_errors.HTTPBadRequest(), errors.Invalid),
        (http_errors.CommunicationError(), errors.Unavailable),
        (find_errors.NotFound('x'), errors.NotFound),
    ],
)
def test_three_families(raised, kind):
    with pytest.raises(errors.ApiError) as caught, errors.translated():
        raise raised
    assert type(caught.value) is kind


REFUSED = urllib3.exceptions.NewConnectionError(None, '[Errno 111] Connection refused')
LATE = urllib3.exceptions.ReadTimeoutError(None, '/v1', 'Read timed out.')


def below(library: Exception, cause: Exception) -> Exception:
    """As libraries that keep only the words of what was below."""
    library.__context__ = cause
    return library


@pytest.mark.parametrize(
    ('raised', 'kind'),
    [
        (requests.ConnectionError(urllib3.exceptions.MaxRetryError(None, '/v1', REFUSED)), errors.Unreachable),
        (below(keystone_errors.ConnectFailure(), requests.ConnectionError(REFUSED)), errors.Unreachable),
        (below(keystone_errors.ConnectTimeout(), requests.ConnectTimeout()), errors.Unreachable),
        (keystone_errors.SSLError(), errors.Unreachable),
        (requests.exceptions.SSLError(), errors.Unreachable),
        (requests.ConnectionError(LATE), errors.Unavailable),
        (requests.exceptions.ContentDecodingError(), errors.Unreadable),
        (requests.exceptions.ChunkedEncodingError(), errors.Unavailable),
        (requests.exceptions.InvalidURL(), errors.Unavailable),
        (requests.exceptions.InvalidHeader(), errors.Unavailable),
        (urllib3.exceptions.ProtocolError('Connection aborted.'), errors.Unavailable),
        (urllib3.exceptions.IncompleteRead(1, 2), errors.Unavailable),
        (urllib3.exceptions.LocationParseError('x'), errors.Unavailable),
        (urllib3.exceptions.DecodeError(), errors.Unreadable),
        (http.client.BadStatusLine('x'), errors.Unavailable),
        (http.client.LineTooLong('header line'), errors.Unavailable),
        (ssl.SSLEOFError(), errors.Unavailable),
        (socket.gaierror(), errors.Unavailable),
        (TimeoutError(), errors.Unavailable),
        (BrokenPipeError(), errors.Unavailable),
        (zlib.error(), errors.Unreadable),
        (UnicodeDecodeError('utf-8', b'x', 0, 1, ''), errors.Unreadable),
        (json.JSONDecodeError('x', 'x', 0), errors.Unavailable),
        (RecursionError(), errors.Unavailable),
        (MemoryError(), errors.Unavailable),
        (keystone_errors.MissingAuthPlugin(), errors.Expired),
        (keystone_errors.EndpointNotFound(), errors.Unavailable),
        (keystone_errors.DiscoveryFailure(), errors.Unavailable),
        (AttributeError("'str' object has no attribute 'items'"), errors.Unavailable),
        (KeyError('id'), errors.Unavailable),
        (TypeError(), errors.Unavailable),
    ],
    ids=repr,
)
def test_no_exception_of_a_library_gets_past(raised, kind):
    with pytest.raises(errors.ApiError) as caught, errors.translated():
        raise raised
    assert type(caught.value) is kind and str(caught.value)


def test_what_no_cloud_does_is_logged_for_whoever_looks_after_the_code(caplog):
    with pytest.raises(errors.Unavailable), errors.translated():
        raise KeyError('x')
    assert 'Traceback' in caplog.text


def test_endless_causes_come_to_an_end():
    first, second = KeyError(), KeyError()
    first.args, second.args = (second, second), (first, first)
    with pytest.raises(errors.Unavailable), errors.translated():
        raise first
