"""Each button × each call that it makes × each fault: the answer is true, says a sentence, and keeps what was typed.

Like ``test_matrix``, from the list of addresses: what takes a POST is here, or a test says that it is not.
"""

import html
import itertools
import re

import pytest

from tests.support.archives import PNG
from tests.support.fake_murano import component
from tests.support.spoiler import FAULTS
from tests.views.addresses import ADDRESSES, ANSWERS, FORM
from tests.views.test_access import body
from tests.views.test_draft_sessions import OPENERS, remove
from tests.views.test_matrix import ALERT, LOGIN, TRUE, forget

CHANGES = [address for address in ADDRESSES if address.post is not None]
# One of each kind: all of them are tried at the seam, call by call (test_spoilt_answers).
KINDS = (
    *('refused', 'lost', 'late', '401 of keystone', '401 of murano', '403', '404', '409', '500', '302'),
    *('web page', 'nothing', 'empty object', 'list', 'null', 'nulls', 'deep'),
)
# What is done to a draft needs one.
OF_A_DRAFT = ('deploy', 'discard', 'component_undo')
# Where a text is typed, and what; in other forms it travels in their sealed state.
TYPED = {'environments:create': 'my typed name', 'environments:rename': 'my typed name'}
STATEFUL = ('catalog:add_to', 'catalog:edit')
# What something between us and Murano answers: whether Murano has heard of it is not known.
INSTEAD = ('302', 'web page', 'nothing')
UNKNOWN = 'not known'
FIELD_ERROR = re.compile('errorlist|has-error')
_names = itertools.count()


class Act:
    """One press of a button, on a scene of its own."""

    def __init__(self, address, client, murano):
        self.client, self.murano = client, murano
        murano.mend()
        forget()
        _without_cookies(client, 'murano_draft_')
        ids = scene(murano)
        self.typed = TYPED.get(address.name, '')
        if address.name in OPENERS:
            self.press = OPENERS[address.name](client, ids)
            _without_cookies(client, 'messages')
            return
        if address.name.endswith(OF_A_DRAFT):
            remove(client, ids)()
        _without_cookies(client, 'messages')
        data = body(address, ids) | ({'name': self.typed} if self.typed else {})
        if address.name == 'environments:delete_selected':
            data = {'object_ids': ids['environment_id'], 'agreed': 'yes'}
        self.press = lambda: client.post(address.url(ids), data)


def _without_cookies(client, prefix):
    for name in [name for name in client.cookies if name.startswith(prefix)]:
        del client.cookies[name]


def scene(murano) -> dict[str, str]:
    """As the fixture ``ids``, again and again."""
    for kept in (murano.environments, murano.sessions, murano.tasks, murano.packages):
        kept.clear()
    web = component()
    web['?']['metadata'] = {'murano_panel': {'version': 1, 'package': 'demo.Web', 'answers': ANSWERS}}
    environment = murano.environment(f'shop {next(_names)}', components=[web, component('db', id='db1')])
    task = murano.deployment(environment, finished=True, reports=[('Installing', 'info', web['?']['id'])])
    package = murano.package(ui=FORM, is_public=False, logo=PNG)
    names = ('environment_id', 'component_id', 'deployment_id', 'package_id')
    return dict(zip(names, (environment.id, web['?']['id'], task.id, package['id']), strict=True))


def fault_of(act, answer, address, call, fault) -> str:
    """What is wrong with the answer, '' for nothing."""
    if answer.status_code not in {*TRUE, 302}:
        return f'status {answer.status_code}'
    if answer.status_code == 302 and answer.url.startswith(LOGIN.partition('?')[0]):
        return '' if fault.name.startswith('401') else 'leads to the login'
    text = _said(act, answer)
    if not text:
        return f'status {answer.status_code} without a sentence'
    if answer.status_code != 302 and address.kind == 'form':
        if act.typed and act.typed not in text:
            return 'what was typed is lost'
        if address.name in STATEFUL and 'name="state"' not in text:
            return f'status {answer.status_code}: the form is lost'
    return _untruth(text, call[0], fault)


def _said(act, answer) -> str:
    """The page, or what scripts are told; '' where it has nothing to say."""
    if answer.headers['Content-Type'].startswith('application/json'):
        told = answer.json()
        return ' '.join(map(str, told.get('error', {}).values())) or str(
            told.get('errors') or told.get('redirect') or ''
        )
    if answer.status_code == 302:
        act.murano.mend()
        answer = act.client.get(answer.url)
    text = html.unescape(answer.content.decode())
    return text if ALERT.search(text) or FIELD_ERROR.search(text) else ''


def _untruth(text, method, fault) -> str:
    """Of a change: what was not done is not called done, and what nobody knows is not called either."""
    if method == 'GET' or fault.name.startswith('4'):
        return ''
    if (fault.reaches or fault.name in INSTEAD) and UNKNOWN not in text:
        return 'not said that it is not known'
    return 'called a success' if not fault.reaches and 'alert-success' in text else ''


@pytest.mark.parametrize('address', CHANGES, ids=lambda address: address.name)
def test_changes(address, alice, murano):
    act = Act(address, alice, murano)
    before = len(murano.calls)
    act.press()
    calls = murano.calls[before:]
    assert calls
    handled, faults = 0, []
    for nth, call in enumerate(calls, 1):
        for name in KINDS:
            act, fault = Act(address, alice, murano), FAULTS[name]
            rule = murano.spoil(fault, nth=nth)
            try:
                found = fault_of(act, act.press(), address, call, fault)
            except Exception as error:  # noqa: BLE001  the test client passes on what would be a traceback
                found = f'{type(error).__name__}: {error}'
            if not rule.struck:
                found = 'the call was not made'
            if found:
                faults.append(f'{call[0]} {re.sub("[0-9a-f]{32}", "…", call[1])} (call {nth}), {name}: {found}')
            else:
                handled += 1
    total = len(calls) * len(KINDS)
    print(f'{address.name}: {handled} of {total}')
    assert not faults, f'{handled} of {total}\n' + '\n'.join(faults)
