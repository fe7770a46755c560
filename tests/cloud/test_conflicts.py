"""Two people at one environment, and answers that get lost, on the real Murano: rows of docs/conflicts.md."""

import copy
import html
import json
import re
import uuid

import pytest
import requests

from murano_panel.api import deployments, drafts, environments
from murano_panel.drafts import store
from tests.support.pages import form, shown
from tests.support.real import abandon_named, component, deploy, request_of, wait_for_end
from tests.support.spoiler import Fault
from tests.support.spoiling_proxy import SpoilingProxy

pytestmark = pytest.mark.cloud
URL = '/app-catalog/environments/'


def asking(client):
    """As ``request_of()``, with the client's drafts."""
    request = request_of(client)
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return request


def id_of(made):
    return made['?']['id']


class Shop:
    """An environment that was deployed, with a page."""

    def __init__(self, alice, environment, *components):
        deploy(request_of(alice), environment.id, *components)
        self.id, self.page = environment.id, f'{URL}{environment.id}/'
        self.deployed = wait_for_end(request_of(alice), environment.id).components

    def write(self, client, change):
        """Puts what ``change`` makes of {id: component} into the client's draft, which is opened if there is none."""
        request = asking(client)
        draft = store.known(request, self.id)
        if draft is None:
            client.post(f'{self.page}components/{id_of(self.deployed[0])}/metadata/', {'key': 'x', 'value': 'y'})
            request = asking(client)
            draft = store.known(request, self.id)
        known = {id_of(item): copy.deepcopy(item) for item in self.deployed}
        change(known)
        drafts.replace_components(request, draft, list(known.values()))

    def deploy(self, client, change):
        """Deploys it with what ``change`` makes of {id: component}, by a draft of nobody's browser."""
        request = request_of(client)
        known = {id_of(item): item for item in environments.get(request, self.id).components}
        change(known)
        draft = drafts.open(request, self.id)
        drafts.replace_components(request, draft, list(known.values()))
        drafts.deploy(request, draft)
        assert wait_for_end(request, self.id).status == 'ready'

    def now(self, client):
        return {id_of(item): item for item in environments.get(request_of(client), self.id).components}


def kept(client, shop):
    """What the page gives to the browser's tab."""
    text = client.get(shop.page).content.decode()
    return json.loads(re.search('<script id="murano-draft"[^>]*>(.*?)</script>', text)[1])['changes']


def gallery(**properties):
    made = component('FormGallery', label='shop', title='Shop', adminPassword='0ld-S3cret!', minimum=1, maximum=2)
    return {**made, 'monitored': True, 'tier': 'gold', 'databases': ['one'], **properties}


def test_a_draft_that_was_overtaken_is_brought_together_with_what_is_there(alice, bob, environment):
    """Each row of the first table, in one draft."""
    own = gallery()
    host, spare, old, both = (component('ContainerHost', label=name) for name in ('host', 'spare', 'old', 'both'))
    shop = Shop(alice, environment, own, host, spare, old, both)
    mine_new, theirs_new = (component('ContainerHost', label='new') for _ in 'ab')
    user = component('ContainerWebServer', label='web', host=id_of(host), port=80)

    def mine(known):
        changed = {
            'title': 'Mine',
            'minimum': 2,
            'maximum': 5,
            'databases': ['one', 'mine'],
            'adminPassword': 'M1ne-S3cret!',
        }
        known[id_of(own)].update(changed)
        known[id_of(spare)]['?']['name'] = 'spare of mine'
        del known[id_of(old)], known[id_of(both)]
        known.update({id_of(item): item for item in (mine_new, user)})

    def theirs(known):
        changed = {
            'tier': 'silver',
            'minimum': 2,
            'maximum': 7,
            'databases': ['one', 'theirs'],
            'adminPassword': 'The1rs-S3cret!',
        }
        known[id_of(own)].update(changed)
        known[id_of(old)]['?']['name'] = 'still needed'
        del known[id_of(spare)], known[id_of(both)], known[id_of(host)]
        known[id_of(theirs_new)] = theirs_new

    shop.write(alice, mine)
    saved = kept(alice, shop)
    assert 'S3cret' not in json.dumps(saved)
    shop.deploy(bob, theirs)
    assert 'can no longer be deployed' in shown(alice.get(shop.page))

    answer = alice.post(f'{shop.page}reapply/', {'saved': json.dumps(saved)})
    text = shown(answer)
    assert '"web" uses "host", which somebody has removed' in text and 'both was removed meanwhile' in text
    assert 'Title Shop Mine' in text and 'Minimum' not in text
    chosen = {'maximum': 'mine', 'databases': 'both', 'adminPassword': 'mine'}
    choices = {f'choice:["{id_of(own)}", "{key}"]': value for key, value in chosen.items()}
    whole = ((spare, 'mine'), (old, 'theirs'), (mine_new, 'mine'))
    choices |= {f'choice:["{id_of(item)}"]': value for item, value in whole}
    typed = {f'secret:["{id_of(own)}", "adminPassword"]': 'M1ne-S3cret!'}
    waiting = form(answer, 'Put into a new draft')
    assert waiting.submit(alice, 'Put into a new draft').status_code == 200
    assert environments.get(request_of(alice), shop.id).status == 'ready'
    assert waiting.submit(alice, 'Put into a new draft', **choices, **typed).status_code == 302
    request = asking(alice)
    drafted = environments.get(request, shop.id, session_id=store.known(request, shop.id).session_id)
    found = {id_of(item): item for item in drafted.components}
    assert {id_of(item) for item in (own, host, spare, old, mine_new, theirs_new, user)} - {*found} == {id_of(host)}
    expected = {'title': 'Mine', 'tier': 'silver', 'minimum': 2, 'maximum': 5, 'databases': ['one', 'mine', 'theirs']}
    assert {key: found[id_of(own)][key] for key in expected} == expected
    assert found[id_of(own)]['adminPassword'] == 'M1ne-S3cret!'
    assert (found[id_of(spare)]['?']['name'], found[id_of(old)]['?']['name']) == ('spare of mine', 'still needed')
    # What uses what is gone is found before it is deployed.
    assert 'A component refers to another one that is not there (any more).' in shown(alice.get(f'{shop.page}checks/'))


def test_discarded_in_one_tab_deleted_by_somebody(alice, bob, environment):
    """What an open page was about is gone: nothing is deployed, and what was typed is there still."""
    shop = Shop(alice, environment, component('ContainerHost', label='host'))
    rename(alice, shop, 'mine')
    review = alice.get(f'{shop.page}review/')
    alice.post(f'{shop.page}discard/', {'confirmed': 'yes'})
    answer = form(review, 'Deploy').submit(alice, 'Deploy')
    assert 'deployed or discarded already' in shown(alice.get(answer.url))
    rename(alice, shop, 'mine')
    environments.abandon(request_of(bob), shop.id)
    answer = rename(alice, shop, 'still typed')
    assert answer.status_code == 404 and 'still typed' in answer.content.decode()
    alice.get(URL)
    assert store.known(asking(alice), shop.id) is None


def rename(client, shop, name):
    return client.post(f'{shop.page}components/{id_of(shop.deployed[0])}/rename/', {'name': name})


@pytest.fixture()
def proxy(cloud_urls, settings, quiet_menu):
    """Our calls go through it."""
    proxy = SpoilingProxy(cloud_urls['murano'])
    with proxy.running() as address:
        settings.MURANO_PANEL = {'API_URL': address, 'API_TIMEOUT': 2}
        yield proxy


@pytest.fixture()
def lost(proxy):
    """lost(press, method, pattern) → what the press leads to. Murano did it, and its answer did not arrive."""

    def pressed(press, method, pattern, *, unheard=False):
        def answer_lost(_proper):
            if unheard:
                # For now nothing else can be read either.
                proxy.spoil('refused', nth=None, method='GET')
            raise requests.ConnectionError('lost')

        rule = proxy.spoil(Fault('lost', answer_lost), nth=1, method=method, pattern=pattern)
        answer = press()
        proxy.mend()
        assert rule.struck
        return answer

    return pressed


def test_answers_that_get_lost(alice, environment, lost):
    """One after the other, at one environment; what each has done is asked of Murano."""
    shop, request = Shop(alice, environment, component('ContainerHost', label='host')), request_of(alice)

    def status():
        return environments.get(request, shop.id).status

    def count():
        return len(deployments.list_for(request, shop.id))

    # Opening a draft.
    answer = lost(lambda: rename(alice, shop, 'one'), 'POST', 'configure$')
    assert 'Nothing of this was done: try again' in shown(answer) and status() == 'pending'
    # Writing into it, and ending it.
    answer = lost(lambda: rename(alice, shop, 'two'), 'PUT', 'services$')
    assert answer.status_code == 302 and 'now called "two"' in html.unescape(shown(alice.get(answer.url)))
    answer = lost(lambda: alice.post(f'{shop.page}discard/', {'confirmed': 'yes'}), 'DELETE', 'sessions/')
    assert 'Your draft was discarded' in shown(alice.get(answer.url)) and store.known(asking(alice), shop.id) is None
    # Deploy, pressed twice.
    rename(alice, shop, 'three')
    review = form(alice.get(f'{shop.page}review/'), 'Deploy')
    first = lost(lambda: review.submit(alice, 'Deploy'), 'POST', 'deploy$')
    assert '/deployments/' in first.url and review.submit(alice, 'Deploy').url == first.url and count() == 2
    wait_for_end(request, shop.id)
    # What had been opened unheard went with it.
    assert status() == 'ready'
    rename(alice, shop, 'four')
    review = form(alice.get(f'{shop.page}review/'), 'Deploy')
    answer = lost(lambda: review.submit(alice, 'Deploy'), 'POST', 'deploy$', unheard=True)
    assert 'not known whether this was done' in shown(answer)
    wait_for_end(request, shop.id)
    answer = review.submit(alice, 'Deploy')
    assert 'Your draft was deployed already' in shown(alice.get(answer.url)) and count() == 3
    # Again what is there.
    newest = deployments.list_for(request, shop.id)[0]
    answer = lost(lambda: alice.post(f'{shop.page}deployments/{newest.id}/retry/'), 'POST', 'deploy$')
    assert '/deployments/' in answer.url and count() == 4 and store.known(asking(alice), shop.id) is None
    wait_for_end(request, shop.id)
    # The environment itself.
    name = f'lost {shop.id[:8]}'
    answer = lost(lambda: alice.post(f'{shop.page}rename/', {'name': name}), 'PUT', 'environments/')
    assert f'now called "{name}"' in html.unescape(shown(alice.get(answer.url)))
    answer = lost(lambda: alice.post(f'{shop.page}delete/', {'confirm_name': name}), 'DELETE', 'environments/')
    assert 'not known whether this was done' in shown(answer) and wait_for_end(request, shop.id) is None


def test_an_environment_that_was_made_unheard(alice, lost):
    name = f'test {uuid.uuid4().hex[:8]}'
    try:
        answer = lost(lambda: alice.post(f'{URL}create/', {'name': name}), 'POST', 'environments$')
        assert f'There is an environment "{name}" now' in html.unescape(shown(alice.get(answer.url)))
        assert 'has this name' in shown(alice.post(f'{URL}create/', {'name': name}))
    finally:
        abandon_named(request_of(alice), name)
