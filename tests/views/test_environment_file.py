"""An environment as a file through the pages: exported, checked, shown, made a draft."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from murano_panel.api import cloud
from murano_panel.api.cloud import CloudServices
from murano_panel.domain.cloud import Flavor, Found, Image, Network, Subnet
from murano_panel.domain.model.networks import Joined, existing, joined
from tests.support import cast
from tests.support.fake_murano import component
from tests.support.pages import form, shown
from tests.views.addresses import FILE
from tests.views.test_compare import DB, WEB, db, deployed, web
from tests.views.test_deployment_page import HOSTILE

HOME = '/app-catalog/environments/'
IMPORT = f'{HOME}import/'
CREATE, PUT, AGAIN = 'Create environment', 'Put into my draft', 'Show the changes with these choices'


@pytest.fixture()
def shop(murano):
    """Deployed with port 80 and a database with a password; the class has given out an address since."""
    environment = murano.environment('shop', description='Sells things')
    deployed(murano, environment, web(80, uses=DB), db(adminPassword='*** SANITIZED ***'))
    environment.components = [web(80, uses=DB, address='10.0.0.5'), db(adminPassword='hunter2')]
    for fqn in ('demo.Web', 'demo.Db'):
        murano.package(fqn)
    return environment


def file_of(client, environment, of=''):
    answer = client.get(f'{HOME}{environment.id}/file/download/', {'of': of} if of else {})
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, text, target='', **data):
    answer = client.post(IMPORT, {'text': text, 'target': target, **data})
    assert answer.status_code == 200
    return answer


def drafted(murano, environment):
    [session] = [item for item in murano.sessions_of(environment.id) if item.user_id == cast.ALICE.id]
    return session.components


def named(murano, name):
    return next(item for item in murano.environments.values() if item.name == name)


def test_the_page_shows_the_file(alice, shop):
    answer = alice.get(f'{HOME}{shop.id}/file/')
    text = shown(answer)
    assert 'format: murano-environment' in text and '$ref: db' in text and '$secret: text' in text
    assert '1 secret is left out' in text
    assert 'hunter2' not in answer.content.decode() and '10.0.0.5' not in text and WEB not in text


def test_the_file_is_fetched(alice, shop):
    answer = alice.get(f'{HOME}{shop.id}/file/download/')
    assert answer.headers['Content-Disposition'] == 'attachment; filename="shop.yaml"'
    assert 'name: shop\n  description: Sells things\n' in answer.content.decode()


def test_a_draft_is_exported_unless_said_otherwise(alice, murano, shop):
    alice.post(f'{HOME}{shop.id}/components/{DB}/remove/', {'confirmed': 'yes'})
    assert 'demo.Db' not in file_of(alice, shop) and 'demo.Db' in file_of(alice, shop, 'deployed')
    assert 'My draft, with 1 change' in shown(alice.get(f'{HOME}{shop.id}/file/'))


def test_into_the_same_environment_nothing_changes(alice, murano, shop):
    page = sent(alice, file_of(alice, shop), shop.id)
    assert 'the environment is like the file already' in shown(page)
    answer = form(page, PUT).submit(alice, PUT)
    assert answer.url == f'{HOME}{shop.id}/' and murano.sessions_of(shop.id) == []
    assert 'nothing was changed' in shown(alice.get(answer.url))


def test_into_a_new_environment_the_same_is_made(alice, murano, shop):
    text = file_of(alice, shop)
    page = sent(alice, text)
    assert 'added db' in shown(page) and len(murano.environments) == 1
    secret = re.search('name="(secret:[^"]+)"', page.content.decode())[1].replace('&quot;', '"')
    refused = form(page, CREATE).submit(alice, CREATE, name='copy')
    assert refused.status_code == 200 and 'type all of them again' in shown(refused) and len(murano.environments) == 1
    answer = form(refused, CREATE).submit(alice, CREATE, name='copy', **{secret: 'secret7'})
    copy = named(murano, 'copy')
    assert answer.url == f'{HOME}{copy.id}/' and copy.description == 'Sells things'
    made = {item['name']: item for item in drafted(murano, copy)}
    assert made['db']['adminPassword'] == 'secret7' and made['web']['uses'] == made['db']['?']['id'] != DB
    assert 'address' not in made['web'] and 'secret7' not in shown(alice.get(answer.url))
    assert file_of(alice, copy) == text.replace('name: shop\n', 'name: copy\n', 1)


def test_pressed_twice_one_environment_is_made(alice, murano, shop):
    page = sent(alice, FILE)
    first, second = (form(page, CREATE).submit(alice, CREATE) for _ in range(2))
    assert first.url == second.url and len(murano.environments) == 2


def test_a_name_that_is_taken_is_said_beside_it(alice, murano, shop):
    answer = form(sent(alice, FILE), CREATE).submit(alice, CREATE, name='shop')
    assert 'Another environment of this project has this name' in shown(answer) and len(murano.environments) == 1


def test_a_change_of_the_file_becomes_a_draft(alice, murano, shop):
    page = sent(alice, file_of(alice, shop).replace('port: 80', 'port: 81'), shop.id)
    assert 'Port 80 81' in shown(page) and 'type all' not in shown(page)
    answer = form(page, PUT).submit(alice, PUT)
    assert 'Port 80 81' in shown(alice.get(answer.url))
    assert drafted(murano, shop) == [web(81, uses=DB, address='10.0.0.5'), db(adminPassword='hunter2')]


@pytest.mark.parametrize(('choice', 'left'), [('keep', {WEB, DB}), ('remove', {WEB})])
def test_what_is_not_in_the_file_stays_or_goes(alice, murano, shop, choice, left):
    text = file_of(alice, shop)
    text = text[: text.index('  db:')] + text[text.index('  web:') :]
    text = text.replace('    uses:\n      $ref: db\n', '')
    page = sent(alice, text, shop.id)
    assert 'What is here and not in the file db' in shown(page)
    again = form(page, AGAIN).submit(alice, AGAIN, beyond=choice)
    assert ('removed db' in shown(again)) is (choice == 'remove')
    form(again, PUT).submit(alice, PUT)
    assert {item['?']['id'] for item in drafted(murano, shop)} == left


def test_what_changed_meanwhile_is_shown_anew(alice, murano, shop):
    page = sent(alice, file_of(alice, shop).replace('port: 80', 'port: 81'), shop.id)
    shop.components = [web(70, uses=DB), db(adminPassword='hunter2')]
    answer = form(page, PUT).submit(alice, PUT)
    assert 'Nothing was done' in shown(answer) and 'Port 70 81' in shown(answer) and murano.sessions_of(shop.id) == []
    form(answer, PUT).submit(alice, PUT)
    assert drafted(murano, shop)[0]['port'] == 81


def test_an_own_draft_is_extended(alice, murano, shop):
    text = file_of(alice, shop).replace('port: 80', 'port: 81')
    alice.post(f'{HOME}{shop.id}/components/{DB}/remove/', {'confirmed': 'yes'})
    page = sent(alice, text, shop.id)
    assert 'Your draft of it stays' in shown(page) and 'Changes against your draft' in shown(page)


def test_flavors_and_images_that_are_not_here_are_replaced(alice, murano, monkeypatch):
    flavors, images = (Flavor('f1', 'm1.small', 1, 2048, 20),), (Image('i1', 'debian', 'active', None, 'Debian 12'),)
    monkeypatch.setattr(CloudServices, 'flavors', lambda self, region: Found(flavors))
    monkeypatch.setattr(CloudServices, 'images', lambda self, region: Found(images))
    kept = {'murano_panel': {'answers': {'main': {'size': 'big'}}, 'choices': {'image': {'i0': 'Debian 12'}}}}
    other = murano.environment('other', components=[component(flavor='big', image='i0', keyname=None)])
    other.components[0]['?']['metadata'] = kept
    page = sent(alice, file_of(alice, other).replace('name: other', 'name: new', 1))
    text = shown(page)
    assert 'Flavor: big' in text and 'Image: i0 (Debian 12)' in text and 'Used by web' in text
    key = 'choice:["flavor", "big"]'
    answer = form(page, CREATE).submit(alice, CREATE, **{key: 'm1.small'})
    [made] = drafted(murano, named(murano, 'new'))
    assert answer.status_code == 302 and (made['flavor'], made['image']) == ('m1.small', 'i1')
    assert made['?']['metadata']['murano_panel']['answers'] == {'main': {'size': 'm1.small'}}


def test_packages_that_are_not_here_are_named(alice, murano):
    text = shown(sent(alice, FILE))
    assert 'demo.Web : no package in the catalog has it' in text
    murano.package('demo.Web')
    assert 'no package' not in shown(sent(alice, FILE))


def test_applications_are_called_as_in_the_catalog(alice, murano):
    """Which was asked for its packages anyway."""
    murano.package('demo.Web', name='Web of ours')
    assert 'added web Web of ours' in shown(sent(alice, FILE))


def test_without_the_catalog_a_file_is_shown_all_the_same(alice, murano):
    murano.refuse('GET', '/catalog/packages')
    text = shown(sent(alice, FILE))
    assert 'does not tell now whether the packages of these classes are here: demo.Web' in text and 'added web' in text


def test_without_murano_what_was_typed_is_not_lost(alice, murano):
    murano.refuse('GET', '/environments')
    answer = alice.post(IMPORT, {'text': FILE, 'target': ''})
    assert answer.status_code == 503 and 'Murano cannot be reached' in shown(answer)
    assert '$class: demo.Web' in answer.content.decode()


def test_mistakes_are_told_with_their_lines_and_the_text_stays(alice, murano):
    page = sent(alice, FILE + 'oops: {{ 7*7 }}\n<script>alert(1)</script>{$ 7*7 $}')
    text = page.content.decode()
    assert 'This cannot be imported yet' in text and 'Line 10' in shown(page)
    assert '<script>alert(1)</script>' not in text and '&lt;script&gt;alert(1)&lt;/script&gt;{$ 7*7 $}' in text


@pytest.mark.parametrize(
    'content', [b'', b'\xff\xfe\x00', b'\x00', b'a: *b', b'{' * 10_000, b'x' * (2 * 1024 * 1024 + 1)]
)
def test_hostile_files_are_refused_in_words(alice, murano, content):
    answer = alice.post(IMPORT, {'file': SimpleUploadedFile('x.yaml', content), 'target': ''})
    assert answer.status_code == 200 and 'This cannot be imported yet' in shown(answer)
    assert murano.environments == {}


def test_a_file_is_uploaded(alice, murano):
    answer = alice.post(IMPORT, {'file': SimpleUploadedFile('x.yaml', FILE.encode()), 'text': 'else', 'target': ''})
    assert 'added web' in shown(answer)


def test_names_are_shown_as_they_are(alice, murano):
    text = FILE.replace('$name: web', f"$name: '{HOSTILE}'").replace('name: imported', f"name: '{HOSTILE}'")
    page = sent(alice, text.replace('\n', '\r\n'))
    assert HOSTILE not in page.content.decode() and page.content.decode().count('&lt;script&gt;alert(1)') == 2
    answer = form(sent(alice, text), CREATE).submit(alice, CREATE)
    [made] = murano.environments.values()
    assert made.name == HOSTILE and drafted(murano, made)[0]['?']['name'] == HOSTILE
    assert HOSTILE not in alice.get(answer.url).content.decode()
    assert HOSTILE not in alice.get(f'{answer.url}file/').content.decode()


def test_what_was_sealed_for_somebody_else_is_refused(alice, bob, murano):
    sealed = re.search('name="file" value="([^"]+)"', sent(alice, FILE).content.decode())[1]
    for text in (sealed, 'nonsense', ''):
        answer = bob.post(f'{IMPORT}run/', {'file': text, 'name': 'x'})
        assert answer.status_code == 409 and 'no longer known' in shown(answer)
    assert murano.environments == {}


def test_another_projects_environment_is_not_offered(charlie, murano, shop):
    page = charlie.get(IMPORT, {'environment': shop.id})
    assert shop.id not in page.content.decode().partition('<main>')[2]
    assert 'added web' not in shown(sent(charlie, FILE, shop.id))


def test_while_something_runs_the_way_is_closed(alice, murano, shop):
    page = sent(alice, file_of(alice, shop).replace('port: 80', 'port: 81'), shop.id)
    murano.deployment(shop)
    answer = form(page, PUT).submit(alice, PUT)
    assert answer.status_code == 409 and 'running' in shown(answer)
    assert 'opened' not in [session.state for session in murano.sessions_of(shop.id)]
    assert 'Select a valid choice' in shown(sent(alice, FILE, shop.id))


@pytest.fixture()
def neutron(monkeypatch):
    """A cloud with two networks, of which one has two subnets; what else it has is put in."""
    lower, upper = Subnet('s1', 'lower', '10.0.0.0/24'), Subnet('s2', 'upper', '10.0.1.0/24')
    here = [
        Network('n1', 'private', False, (lower, upper)),
        Network('n2', 'office', False, (Subnet('s3', '', '10.9.0.0/24'),)),
    ]
    monkeypatch.setattr(cloud, 'networks_to_join', lambda request: Found(tuple(here)))
    return here


def noted(shop, **metadata):
    shop.own = {**shop.own, '?': {**shop.own['?'], 'metadata': metadata}}


def test_metadata_and_networks_of_its_own_there_and_back_change_nothing(alice, murano, shop, neutron):
    noted(shop, owner='me', n=1, apiToken='s3cret')
    shop.networks = existing('n1', 's2')
    page = alice.get(f'{HOME}{shop.id}/file/')
    text = file_of(alice, shop)
    assert 'networks:\n    network: private\n    subnet: upper\n  metadata:\n    n: 1\n    owner: me\n' in text
    assert 's3cret' not in text and 'left out, as they look like secrets' in shown(page) and 'apiToken' in shown(page)
    again = sent(alice, text, shop.id)
    assert 'the environment is like the file already' in shown(again) and 'this stays as it is here' not in shown(again)
    form(again, PUT).submit(alice, PUT)
    assert murano.sessions_of(shop.id) == []


def test_into_a_new_environment_metadata_and_network_are_taken_along(alice, murano, shop, neutron):
    noted(shop, owner='me')
    shop.networks = existing('n2', 's3')
    murano.environments.pop(shop.id)
    murano.environments[shop.id] = shop
    text = file_of(alice, shop)
    page = sent(alice, text[: text.index('components:')] + 'components: {}\n')
    assert 'Metadata of the environment: owner' in shown(page) and 'is not here' not in shown(page)
    form(page, CREATE).submit(alice, CREATE, name='copy')
    copy = named(murano, 'copy')
    assert joined(copy.networks) == Joined('n2', 's3')
    [session] = murano.sessions_of(copy.id)
    assert session.own['?']['metadata'] == {'owner': 'me'}


def test_what_a_file_says_of_the_environment_itself_is_a_change_of_the_draft(alice, murano, shop, neutron):
    noted(shop, owner='me', size='xl')
    text = file_of(alice, shop).replace('owner: me', 'owner: you').replace('    size: xl\n', '')
    page = sent(alice, text, shop.id)
    assert 'Metadata › owner me you' in shown(page) and 'Metadata › size' not in shown(page)
    form(page, PUT).submit(alice, PUT)
    [session] = murano.sessions_of(shop.id)
    assert session.own['?']['metadata'] == {'owner': 'you', 'size': 'xl'}
    # It is laid over the draft, which has it by now; the file tells what the draft has.
    assert 'is like the file already' in shown(sent(alice, text, shop.id))
    assert 'owner: you' in file_of(alice, shop) and 'owner: me' in file_of(alice, shop, 'deployed')


def test_what_is_not_in_the_file_goes_where_that_is_chosen(alice, murano, shop):
    noted(shop, owner='me', apiToken='s3cret')
    text = file_of(alice, shop).replace('  metadata:\n    owner: me\n', '')
    page = sent(alice, text, shop.id)
    assert 'What is here and not in the file Metadata: owner' in shown(page)
    again = form(page, AGAIN).submit(alice, AGAIN, beyond='remove')
    assert 'Metadata › owner' in shown(again)
    form(again, PUT).submit(alice, PUT)
    [session] = murano.sessions_of(shop.id)
    assert session.own['?']['metadata'] == {'apiToken': 's3cret'}


def test_metadata_that_were_changed_meanwhile_are_shown_anew(alice, murano, shop):
    noted(shop, owner='me')
    page = sent(alice, file_of(alice, shop).replace('owner: me', 'owner: you'), shop.id)
    noted(shop, owner='somebody')
    shop.version += 1
    answer = form(page, PUT).submit(alice, PUT)
    assert 'Nothing was done' in shown(answer) and 'Metadata › owner somebody you' in shown(answer)
    assert murano.sessions_of(shop.id) == []


def test_what_stays_as_it_is_here_is_said(alice, murano, shop, neutron):
    shop.networks = existing('n1', 's1')
    text = file_of(alice, shop).replace('name: shop\n', 'name: store\n', 1).replace('Sells things', 'Buys things')
    page = sent(alice, text.replace('network: private', 'network: other'), shop.id)
    told = shown(page)
    assert 'Name: shop (in the file: store)' in told and 'Description: Sells things (in the file: Buys things)' in told
    assert 'Network: private: lower (in the file: other: lower)' in told and 'is like the file already' in told


def test_a_network_of_another_cloud_is_named_and_chosen_anew(alice, murano, neutron):
    text = FILE.replace('version: 1', 'version: 2').replace(
        '  name: imported\n', '  name: imported\n  networks:\n    network: elsewhere\n  region: Mars\n'
    )
    told = shown(sent(alice, text))
    assert 'network of the file, &quot;elsewhere&quot;, is not here' in told
    assert 'region of the file, &quot;Mars&quot;, is not here' in told
    neutron.append(Network('n3', 'elsewhere', False))
    neutron.append(Network('n4', 'elsewhere', False))
    assert 'or several are called so' in shown(sent(alice, text))
    del neutron[-1]
    page = sent(alice, text)
    assert 'elsewhere' in shown(page) and 'network of the file' not in shown(page)
    form(page, CREATE).submit(alice, CREATE)
    assert joined(named(murano, 'imported').networks) == Joined('n3')


def test_where_no_network_can_be_chosen_none_is_asked_for(alice, murano):
    text = FILE.replace('  name: imported\n', '  name: imported\n  networks:\n    network: elsewhere\n')
    told = shown(sent(alice, text))
    assert 'network of the file, &quot;elsewhere&quot;, is not here. ' in told and 'choose one' not in told


def test_without_networks_none_are_made(alice, murano):
    text = FILE.replace('version: 1', 'version: 2').replace(
        '  name: imported\n', '  name: imported\n  networks: none\n'
    )
    form(sent(alice, text), CREATE).submit(alice, CREATE)
    assert joined(named(murano, 'imported').networks) == Joined()
