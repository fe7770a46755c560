"""Each button × each call that it makes × each fault: the answer is true, says a sentence, and keeps what was typed.

Like ``test_matrix``, from the list of addresses: what takes a POST is here, or a test says that it is not.
"""

import itertools
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support import archives
from tests.support.archives import PNG
from tests.support.fake_murano import component
from tests.support.spoiler import FAULTS
from tests.views.addresses import ADDRESSES, ANSWERS, CLASS, FORM
from tests.views.import_client import IMPORTERS
from tests.views.sentences import alerts, told
from tests.views.test_access import body
from tests.views.test_draft_sessions import COMPOSERS, FOUNDERS, OPENERS, remove, step
from tests.views.test_matrix import TRUE, forget

# What is shown of a file of an environment changes nothing, and stands without the catalog (test_environment_file.py).
# The login, and the check of a file that is sent, ask Murano nothing; marks of images are Glance's (test_images.py).
WITHOUT_CALLS = ('overview:login', 'packages:import_check', 'images:mark', 'images:unmark', 'environments:import')
CHANGES = [address for address in ADDRESSES if address.post is not None and address.name not in WITHOUT_CALLS]
# The buttons of forms that write nothing yet.
STEPS = [a for a in CHANGES if a.name in {**COMPOSERS, **FOUNDERS} or (a.name in OPENERS and 'catalog:' in a.name)]
pytestmark = pytest.mark.usefixtures('checked_quickly')
# One of each kind: all of them are tried at the seam, call by call (test_spoilt_answers).
KINDS = (
    *('refused', 'lost', 'late', '401 of keystone', '401 of murano', '403', '404', '409', '500', '302'),
    *('web page', 'nothing', 'empty object', 'list', 'null', 'nulls', 'deep'),
)
# What is done to a draft needs one.
OF_A_DRAFT = ('deploy', 'discard', 'component_undo')
# Where a text is typed, and what; in other forms it travels in their sealed state.
TYPED = dict.fromkeys(
    (
        'environments:create',
        'environments:rename',
        'catalog:add',
        'packages:edit',
        'categories:create',
        'blueprints:save',
        'blueprints:edit',
        'blueprints:clone',
        'blueprints:duplicate',
    ),
    'my typed name',
)
CONFIRMED = ('environments:delete', 'environments:abandon', 'operations:abandon')
STATEFUL = ('catalog:add_to', 'catalog:start', 'catalog:edit', 'blueprints:add', 'blueprints:component')
UNKNOWN = 'not known'
# What a static method returns can be anything.
RETURNED = ('empty object', 'list', 'null', 'nulls')
DONE = re.compile('has started|was deployed already|Deployment started|and this is it')
_names = itertools.count()


class Act:
    """One press of a button, on a scene of its own."""

    def __init__(self, address, client, murano, *, is_step=False):
        self.client, self.murano = client, murano
        murano.mend()
        forget()
        _without_cookies(client, 'murano_draft_')
        ids = scene(murano)
        self.typed = TYPED.get(address.name, '')
        if is_step:
            self.press = step(client, ids, address.name)
            self.before = self.state()
            return
        if address.name in OPENERS:
            self.press = OPENERS[address.name](client, ids)
        presses = OPENERS | FOUNDERS | IMPORTERS | COMPOSERS
        if address.name in presses:
            self.press = presses[address.name](client, ids)
            _without_cookies(client, 'messages')
            self.before = self.state()
            return
        if address.name.endswith(OF_A_DRAFT):
            remove(client, ids)()
        _without_cookies(client, 'messages')
        data = body(address, ids) | ({'name': self.typed} if self.typed else {})
        if address.name == 'environments:delete_selected':
            data = {'object_ids': ids['environment_id'], 'agreed': 'yes'}
        if address.name in CONFIRMED:
            data |= {'confirm_name': murano.environments[ids['environment_id']].name}
        self.press = lambda: client.post(address.url(ids), data | self._files(address))
        self.before = self.state()

    @staticmethod
    def _files(address) -> dict:
        """Read by each press, so new for each."""
        if address.name != 'packages:replace':
            return {}
        return {'archive': SimpleUploadedFile('web.zip', archives.good(**{'logo.png': PNG, 'LICENSE': 'another one'}))}

    def state(self):
        """What Murano has; a draft that changes nothing does not count."""
        environments = [(item.id, item.name, item.components) for item in self.murano.environments.values()]
        deployed = {item.id: item.components for item in self.murano.environments.values()}
        drafts = [
            (item.environment_id, item.components, item.own)
            for item in self.murano.sessions.values()
            if item.state == 'opened' and (item.own or item.components != deployed.get(item.environment_id))
        ]
        of_blueprint = ('name', 'description_text', 'is_public', '_components')
        blueprints = [[row[key] for key in of_blueprint] for row in self.murano.templates.values()]
        # What was put back has another id, and is the same.
        of_package = ('name', 'fully_qualified_name', 'is_public', 'enabled', 'categories', '_zip')
        packages = [[package[key] for key in of_package] for package in self.murano.packages.values()]
        return repr((environments, drafts, len(self.murano.tasks), packages, self.murano.categories, blueprints))

    @property
    def is_done(self) -> bool:
        return self.state() != self.before


def _without_cookies(client, prefix):
    for name in [name for name in client.cookies if name.startswith(prefix)]:
        del client.cookies[name]


def scene(murano) -> dict[str, str]:
    """As the fixture ``ids``, again and again."""
    for kept in (
        murano.environments,
        murano.sessions,
        murano.tasks,
        murano.packages,
        murano.categories,
        murano.templates,
    ):
        kept.clear()
    web = component()
    web['?']['metadata'] = {'murano_panel': {'version': 1, 'package': 'demo.Web', 'answers': ANSWERS}}
    own_id = web['?']['id']
    web['?']['_actions'] = {f'{own_id}_restart': {'name': 'restart', 'title': 'Restart it', 'enabled': True}}
    murano.static_methods['demo.Web', 'restart'] = lambda **arguments: {'restarted': arguments}
    environment = murano.environment(f'shop {next(_names)}', components=[web, component('db', id='db1')])
    # It was given something that is not deployed any more: there is a way back.
    deployed = environment.components
    given = [{**item, 'note': 'as it was'} for item in deployed]
    reports = [('Installing', 'info', web['?']['id'])]
    task = murano.deployment(environment, finished=True, components=given, reports=reports)
    environment.components = deployed
    package = murano.package(ui=FORM, is_public=False, logo=PNG, archive=archives.with_class(CLASS))
    return {
        'environment_id': environment.id,
        'foreign_id': environment.id,
        'component_id': web['?']['id'],
        'deployment_id': task.id,
        'package_id': package['id'],
        'object_id': own_id,
        'class_name': 'demo.Web',
        'method': 'restart',
        'blueprint_id': murano.blueprint('starter', components=[web])['id'],
        'category_id': murano.category('Empty')['id'],
    }


def fault_of(act, answer, address, call, fault) -> str:
    """What is wrong with the answer, '' for nothing."""
    if answer.status_code not in {*TRUE, 302}:
        return f'status {answer.status_code}'
    if (address.name, call[0]) == ('catalog:action', 'POST') and fault.name in RETURNED:
        return '' if 'id="result"' in answer.content.decode() else 'what was returned is not shown'
    page, text, claims_done = _said(act, answer)
    claims_unknown = UNKNOWN in text
    if claims_unknown and call[0] == 'GET':
        return 'called not known, although nothing was sent'
    if not claims_unknown and claims_done is not act.is_done:
        return f'called {"done" if claims_done else "not done"}, which is not true: {text!r}'
    if not claims_done and not told(fault.name, text):
        return f'status {answer.status_code} does not say so, but {text!r}'
    if answer.status_code == 302 or address.kind != 'form':
        return ''
    if answer.status_code == 401 and 'name="resend"' not in page:
        return 'what was sent is lost'
    if act.typed and act.typed not in page:
        return 'what was typed is lost'
    if address.name in STATEFUL and 'name="state"' not in page and 'name="resend"' not in page:
        return f'status {answer.status_code}: the form is lost'
    return ''


def _said(act, answer) -> tuple[str, str, bool]:
    """(the page, what it or the JSON for scripts tells of what happened, whether it says that it was done)."""
    if answer.headers['Content-Type'].startswith('application/json'):
        answered = answer.json()
        error = ' '.join(map(str, answered.get('error', {}).values()))
        refused = str(answered.get('errors', '')) + alerts(answered.get('html', ''))
        return '', error or refused, 'redirect' in answered
    leads_on = answer.status_code == 302
    if leads_on:
        act.murano.mend()
        answer = act.client.get(answer.url)
    page = answer.content.decode()
    text = alerts(page)
    to_deployment = leads_on and '/deployments/' in answer.request['PATH_INFO'] and 'Nothing was started' not in text
    to_form = leads_on and '/add/' in answer.request['PATH_INFO']
    return page, text, to_deployment or to_form or 'alert-success' in page or bool(DONE.search(text))


@pytest.mark.parametrize('address', CHANGES, ids=lambda address: address.name)
def test_changes(address, alice, admin, murano):
    go_through(address, address.user(alice, admin), murano)


@pytest.mark.parametrize('address', STEPS, ids=lambda address: address.name)
def test_steps(address, alice, murano):
    go_through(address, alice, murano, is_step=True)


def go_through(address, alice, murano, *, is_step=False):
    act = Act(address, alice, murano, is_step=is_step)
    before = len(murano.calls)
    act.press()
    calls = murano.calls[before:]
    assert calls
    handled, faults = 0, []
    for nth, call in enumerate(calls, 1):
        for name in KINDS:
            act, fault = Act(address, alice, murano, is_step=is_step), FAULTS[name]
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
