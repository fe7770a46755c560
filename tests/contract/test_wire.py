"""That the comparison of the two sides would see a difference."""

import pytest
import requests

from tests.contract import wire


def exchanged(body: bytes, *, status: int = 200, kind: str = 'application/json', method: str = 'GET'):
    request = requests.Request(method, 'http://murano.test/v1/environments').prepare()
    answer = requests.Response()
    answer.status_code, answer._content = status, body
    answer.headers['Content-Type'] = kind
    return wire.exchange(request, answer)


SAME = exchanged(b'{"environments": [{"id": "a", "version": 1}]}')


@pytest.mark.parametrize(
    'other',
    [
        exchanged(b'{"environments": [{"id": "a", "version": "1"}]}'),
        exchanged(b'{"environments": [{"id": "a"}]}'),
        exchanged(b'{"environments": [{"id": "a", "version": 1, "name": null}]}'),
        exchanged(b'{"environments": null}'),
        exchanged(b'', status=403),
        exchanged(b'<html></html>', kind='text/html'),
        exchanged(b'{"environments": [{"id": "a", "version": 1}]}', method='POST'),
    ],
)
def test_a_difference_is_a_fault(other, request):
    wire.compare(request.node.nodeid, 'fake', [SAME])
    with pytest.raises(AssertionError):
        wire.compare(request.node.nodeid, 'real', [other])


def test_other_values_of_the_same_kind_are_none(request):
    wire.compare(request.node.nodeid, 'fake', [SAME])
    wire.compare(request.node.nodeid, 'real', [exchanged(b'{"environments": [{"id": "b", "version": 7}]}')])


def test_what_an_empty_list_would_hold_is_not_known(request):
    wire.compare(request.node.nodeid, 'fake', [exchanged(b'{"environments": []}')])
    wire.compare(request.node.nodeid, 'real', [SAME])


def test_a_call_more_is_a_fault(request):
    wire.compare(request.node.nodeid, 'fake', [SAME])
    with pytest.raises(AssertionError):
        wire.compare(request.node.nodeid, 'real', [SAME, SAME])
