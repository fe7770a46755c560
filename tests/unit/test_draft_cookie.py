import base64
import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from murano_panel.domain.records import Draft
from murano_panel.drafts import cookie
from murano_panel.web import sealing

OPENED = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


def request_of(user='alice', project='demo', cookies=(), region='here', **environ):
    request = RequestFactory().get('/', **environ)
    request.user = SimpleNamespace(id=user, project_id=project, services_region=region, token=SimpleNamespace(id=user))
    request.COOKIES = dict(cookies)
    return request


def draft(environment_id='e1', user='alice', project='demo', opened=OPENED):
    return Draft('5e55104' * 4, environment_id, user, project, 3, opened)


def written(*drafts, request=None):
    """The cookies of responses that remember these drafts."""
    response = HttpResponse()
    for item in drafts:
        cookie.write(response, request or request_of(item.user_id, item.project_id), item)
    return response.cookies


def jar(*drafts):
    return {name: morsel.value for name, morsel in written(*drafts).items()}


def test_a_draft_comes_back():
    assert cookie.read(request_of(cookies=jar(draft())), 'e1') == draft()


@pytest.mark.parametrize('session_id', ['0123456789abcdef' * 2, 'Not-hex_at-all', 'abc', 'ABCD' * 8])
def test_any_id_comes_back(session_id):
    one = Draft(session_id, 'e1', 'alice', 'demo', 2**40, OPENED)
    assert cookie.read(request_of(cookies=jar(one)), 'e1') == one


def test_its_parts_cannot_be_read():
    one = Draft('0123456789abcdef' * 2, 'e1', 'alice', 'demo', 3, OPENED)
    (value,) = jar(one).values()
    raw = base64.urlsafe_b64decode(value + '==')
    assert '0123456789' not in value and bytes.fromhex('0123456789abcdef') not in raw


def test_all_of_them_leave_room_for_the_cookies_of_others():
    """Web servers refuse headers over 8 kB; Horizon's own and those of other dashboards may be 2 kB and more."""
    ids = [f'{number:032x}' for number in range(30)]
    drafts = [Draft(f'{number:032x}', one, 'alice', 'demo', 12345, OPENED) for number, one in enumerate(ids)]
    header = 'Cookie: ' + '; '.join(f'{name}={value}' for name, value in jar(*drafts).items())
    print(f'{len(drafts)} drafts: {len(header)} bytes')
    assert len(header) < 3400


def test_those_of_earlier_versions_are_read():
    content = json.dumps([draft().session_id, 3, int(OPENED.timestamp())]).encode()
    old = sealing.seal(['murano_panel.draft', 'alice', 'demo', 'here', 'e1'], content)
    assert cookie.read(request_of(cookies={'murano_draft_e1': old}), 'e1') == draft()


def test_attributes(settings):
    settings.MURANO_PANEL = {'DRAFT_MAX_AGE': 99}
    morsel = written(draft())['murano_draft_e1']
    assert (morsel['httponly'], morsel['samesite'], morsel['max-age'], morsel['path']) == (
        True,
        'Lax',
        99,
        '/app-catalog/',
    )
    assert not morsel['secure']


def test_secure_when_the_request_is():
    request = request_of(**{'wsgi.url_scheme': 'https'})
    assert written(draft(), request=request)['murano_draft_e1']['secure']


@pytest.mark.parametrize(
    'user, project, environment_id', [('bob', 'demo', 'e1'), ('alice', 'other', 'e1'), ('alice', 'demo', 'e2')]
)
def test_it_is_ignored_elsewhere(user, project, environment_id):
    cookies = {f'murano_draft_{environment_id}': jar(draft())['murano_draft_e1']}
    assert cookie.read(request_of(user, project, cookies), environment_id) is None


@pytest.mark.parametrize('value', ['', 'x', 'ä', 'gAAAAAB' * 20])
def test_damage_is_ignored(value):
    assert cookie.read(request_of(cookies={'murano_draft_e1': value}), 'e1') is None


def test_an_old_one_is_ignored(settings, monkeypatch):
    cookies = jar(draft())
    settings.MURANO_PANEL = {'DRAFT_MAX_AGE': 60}
    monkeypatch.setattr('time.time', lambda: datetime.now(UTC).timestamp() + 61)
    assert cookie.read(request_of(cookies=cookies), 'e1') is None


def test_a_new_secret_key_still_reads_old_drafts(settings):
    cookies = jar(draft())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], 'another'
    assert cookie.read(request_of(cookies=cookies), 'e1') == draft()


def test_all_drafts_of_the_user():
    older = draft('e2', opened=OPENED.replace(hour=8))
    cookies = {**jar(draft(), older), **jar(draft('e3', user='bob')), 'sessionid': 'x'}
    assert cookie.read_all(request_of(cookies=cookies)) == [older, draft()]


def test_thirty_drafts_fit_into_one_header():
    drafts = [draft(f'{number:032x}') for number in range(30)]
    assert len('; '.join(f'{name}={value}' for name, value in jar(*drafts).items())) < 7000


def test_cookies_of_others_make_way(settings):
    settings.MURANO_PANEL = {'DRAFT_MAX_COUNT': 1}
    response = HttpResponse()
    request = request_of(cookies=jar(draft('e1', user='bob')))
    cookie.write(response, request, draft('e2'))
    assert response.cookies['murano_draft_e1']['max-age'] == 0
    assert response.cookies['murano_draft_e2'].value


def test_forgetting():
    response = HttpResponse()
    cookie.delete(response, request_of(cookies=jar(draft())), 'e1')
    ended = response.cookies['murano_draft_e1']
    assert (ended.value, ended['max-age'], ended['path']) == ('', 0, '/app-catalog/')


def test_nothing_is_written_to_forget_nothing():
    response = HttpResponse()
    cookie.delete(response, request_of(), 'e1')
    assert not response.cookies


def test_each_region_has_drafts_of_its_own():
    elsewhere = request_of(cookies=jar(draft()), region='there')
    assert cookie.read(elsewhere, 'e1') is None and cookie.read_all(elsewhere) == []


def test_one_murano_for_all_regions_has_the_drafts_of_all(settings):
    settings.MURANO_PANEL = {'API_URL': 'http://murano.test'}
    assert cookie.read(request_of(cookies=jar(draft()), region='there'), 'e1') == draft()
