"""Actions of components: offered, filled in, run, refused."""

import pytest

from tests.support import archives
from tests.support.fake_murano import component
from tests.support.pages import form, shown

CLASS = """
Namespaces: {'=': demo, std: io.murano, m: io.murano.metadata}
Name: Notes
Extends: std:Application
Methods:
  leaveNote:
    Scope: Public
    Arguments:
      - text: {Contract: $.string().notNull(), Meta: {m:Title: {text: Note}}}
      - repeat: {Contract: $.int().notNull().check($ >= 1 and $ <= 10), Default: 1}
      - tags: {Contract: [$.string().notNull()], Default: []}
      - password: {Contract: $.string()}
  ping: {Scope: Public}
"""
MANIFEST = 'Format: 1.4\nType: Application\nFullName: demo.Notes\nName: Notes\nClasses: {demo.Notes: Notes.yaml}\n'
PACKAGE = archives.zipped({'manifest.yaml': MANIFEST, 'Classes/Notes.yaml': CLASS})


def notes(**listed):
    made = component('notes', 'demo.Notes')
    own_id = made['?']['id']
    about = {
        'leaveNote': {'title': 'Leave a note', 'description': 'Keeps a text.'},
        'ping': {'title': 'ping'},
        **listed,
    }
    made['?']['_actions'] = {
        f'{own_id}_{name}': {'name': name, 'enabled': True, **more} for name, more in about.items()
    }
    return made


@pytest.fixture()
def app():
    return notes()


@pytest.fixture()
def shop(murano, app):
    murano.package('demo.Notes', archive=PACKAGE)
    return murano.environment('shop', components=[app])


def address(environment, app, method='leaveNote'):
    return f'/app-catalog/environments/{environment.id}/actions/{app["?"]["id"]}/{method}/'


def run(client, url, **typed):
    return form(client.get(url), 'Run').submit(client, 'Run', **typed)


def calls_of(murano):
    return [path for method, path in murano.calls if method == 'POST']


# Offered --------------------------------------------------------------------------------------------------------------


def test_a_component_offers_its_actions(alice, shop, app):
    row = alice.get(f'/app-catalog/environments/{shop.id}/')
    page = alice.get(f'/app-catalog/environments/{shop.id}/components/{app["?"]["id"]}/')
    for answer in (row, page):
        assert address(shop, app).encode() in answer.content
        assert 'Leave a note' in shown(answer)
        # An author who gave no title left a name.
        assert 'Ping' in shown(answer)


def test_what_the_package_has_switched_off_says_so(alice, murano):
    app = notes(ping={'title': 'Ping', 'enabled': False})
    shop = murano.environment('shop', components=[app])
    page = alice.get(f'/app-catalog/environments/{shop.id}/components/{app["?"]["id"]}/')
    assert 'Its application has switched it off.' in shown(page)
    assert address(shop, app, 'ping').encode() not in page.content
    refused = alice.post(address(shop, app, 'ping'), {})
    assert refused.status_code == 409 and 'switched it off' in shown(refused)
    assert calls_of(murano) == []


@pytest.mark.parametrize(
    ('who', 'scene', 'words'),
    [
        ('rita', {}, 'Running actions needs the member role'),
        ('alice', {'status': 'deploying'}, 'running'),
    ],
)
def test_why_none_can_be_run(who, scene, words, request, murano):
    app = notes()
    shop = murano.environment('shop', components=[app], **scene)
    client = request.getfixturevalue(who)
    for url in (
        f'/app-catalog/environments/{shop.id}/',
        f'/app-catalog/environments/{shop.id}/components/{app["?"]["id"]}/',
    ):
        page = client.get(url)
        assert words in shown(page) and address(shop, app).encode() not in page.content
    assert words in shown(client.get(address(shop, app)))


def test_an_own_draft_stands_against_it(alice, murano, shop, app):
    other = murano.package('demo.Other')
    assert other
    alice.post(f'/app-catalog/environments/{shop.id}/components/{app["?"]["id"]}/remove/')
    page = alice.get(address(shop, app))
    assert 'an action would make your draft void' in shown(page)
    spent = len(murano.calls)
    refused = alice.post(address(shop, app), {'s0-text': 'hello', 's0-repeat': '1'})
    assert refused.status_code == 409 and b'value="hello"' in refused.content
    assert {method for method, _path in murano.calls[spent:]} == {'GET'}


def test_the_draft_of_somebody_else_is_told(alice, murano, app):
    murano.package('demo.Notes', archive=PACKAGE)
    shop = murano.environment('shop', components=[app], status='pending')
    assert 'Somebody has undeployed changes' in shown(alice.get(address(shop, app)))
    assert run(alice, address(shop, app), text='x').status_code == 302


HOSTILE = [
    {'x_ping': 1, 5: {}, 'no': {'name': 'ping'}},
    'nothing',
    None,
    {'{id}_a b': {'name': 'a b'}, '{id}_../x': {'name': '../x'}, '{id}_': {'name': ''}, '{id}_n': {'name': 7}},
]


@pytest.mark.parametrize('listed', HOSTILE)
def test_what_offers_nothing_that_makes_sense_offers_nothing(listed, alice, murano):
    app = component('notes', 'demo.Notes')
    own_id = app['?']['id']
    if isinstance(listed, dict):
        listed = {str(key).replace('{id}', own_id): value for key, value in listed.items()}
    app['?']['_actions'] = listed
    shop = murano.environment('shop', components=[app])
    for url in (f'/app-catalog/environments/{shop.id}/', f'/app-catalog/environments/{shop.id}/components/{own_id}/'):
        page = alice.get(url)
        assert page.status_code == 200 and f'{shop.id}/actions/'.encode() not in page.content


def test_names_are_shown_as_they_are(alice, murano):
    evil = '{$ 7*7 $}</script><b>&'
    app = notes(ping={'title': evil, 'description': evil})
    shop = murano.environment('shop', components=[app])
    for url in (
        f'/app-catalog/environments/{shop.id}/',
        f'/app-catalog/environments/{shop.id}/components/{app["?"]["id"]}/',
        address(shop, app, 'ping'),
    ):
        page = alice.get(url).content.decode()
        assert '<b>&' not in page and '{$ 7*7 $}&lt;/script&gt;' in page


def test_objects_within_a_component_offer_theirs(alice, murano):
    host = notes()
    app = component('site', 'demo.Site', host=host)
    shop = murano.environment('shop', components=[app])
    page = alice.get(f'/app-catalog/environments/{shop.id}/components/{app["?"]["id"]}/')
    assert address(shop, host).encode() in page.content and 'Leave a note notes' in shown(page)


# Filled in ------------------------------------------------------------------------------------------------------------


def test_the_form_follows_the_contracts(alice, shop, app):
    page = alice.get(address(shop, app))
    assert 'Keeps a text.' in shown(page)
    fields = form(page, 'Run').fields
    assert (fields['s0-repeat'], fields['s0-text'], fields['s0-password']) == (['1'], [''], [''])
    refused = run(alice, address(shop, app), text='', repeat='99')
    assert 'This field is required.' in shown(refused) and 'less than or equal to 10' in shown(refused)
    assert b'value="99"' in refused.content


def test_lists_grow_and_shrink_and_keep_what_was_typed(alice, murano, shop, app):
    page = form(alice.get(address(shop, app)), 'Run').submit(alice, 'Add', text='a', repeat='99', password='secret!')
    assert b'value="99"' in page.content and b'secret!' not in page.content
    page = form(page, 'Run').submit(alice, 'Add another', **{'s0-tags.new1': 'home'})
    page = form(page, 'Run').submit(alice, 'Remove', **{'s0-tags.new2': 'gone'})
    assert form(page, 'Run').fields['s0-tags'] == ['new2']
    page = form(page, 'Run').submit(alice, 'Run')
    assert form(page, 'Run').fields['s0-tags.new2'] == ['gone']
    assert form(page, 'Run').submit(alice, 'Run', repeat='2').status_code == 302
    assert murano.bodies[-1] == {'text': 'a', 'repeat': 2, 'tags': ['gone'], 'password': None}


def test_what_cannot_be_read_is_written_as_json(alice, murano, app):
    shop = murano.environment('shop', components=[app])
    page = alice.get(address(shop, app))
    assert 'What this action takes cannot be read: No package' in shown(page)
    refused = run(alice, address(shop, app), arguments='{"text": ')
    assert 'This is not valid JSON' in shown(refused)
    assert run(alice, address(shop, app), arguments='{"text": "hello", "repeat": 2}').status_code == 302
    assert murano.bodies[-1] == {'text': 'hello', 'repeat': 2}


@pytest.mark.parametrize('name', sorted(archives.HOSTILE))
def test_hostile_packages_leave_a_form(name, alice, murano, app):
    murano.package('demo.Notes', archive=archives.HOSTILE[name])
    shop = murano.environment('shop', components=[app])
    page = alice.get(address(shop, app))
    assert page.status_code == 200 and form(page, 'Run')


def test_an_action_that_a_new_package_lacks_is_not_run(alice, murano, app):
    murano.package(
        'demo.Notes',
        archive=archives.zipped(
            {'manifest.yaml': MANIFEST, 'Classes/Notes.yaml': CLASS.replace('leaveNote', 'writeNote')}
        ),
    )
    shop = murano.environment('shop', components=[app])
    assert 'has no action &quot;Leave a note&quot; (any more)' in shown(alice.get(address(shop, app)))
    refused = alice.post(address(shop, app), {'s0-arguments': '{"text": "hello"}'})
    assert refused.status_code == 409 and 'hello' in shown(refused)
    assert calls_of(murano) == []


def test_inherited_arguments_are_found_in_the_other_package(alice, murano):
    murano.package('demo.Notes', archive=PACKAGE)
    files = archives.application('Site')
    files['Classes/Web.yaml'] = "Namespaces: {'=': example, d: demo}\nName: Site\nExtends: d:Notes\n"
    murano.package('example.Site', archive=archives.zipped(files))
    app = notes()
    app['?']['type'] = 'example.Site'
    shop = murano.environment('shop', components=[app])
    with murano.budget(5):
        page = alice.get(address(shop, app))
    assert 's0-repeat' in form(page, 'Run').fields


# Run ------------------------------------------------------------------------------------------------------------------


def test_it_runs_as_a_deployment(alice, murano, shop, app):
    answer = run(alice, address(shop, app), text='remember', password='hidden!')
    task = murano.running(shop)
    assert answer.url == f'/app-catalog/environments/{shop.id}/deployments/{task.id}/'
    own_id = app['?']['id']
    assert murano.calls[-1] == ('POST', f'/v1/environments/{shop.id}/actions/{own_id}_leaveNote')
    assert murano.bodies[-1] == {'text': 'remember', 'repeat': 1, 'tags': [], 'password': 'hidden!'}
    page = alice.get(answer.url)
    assert 'Running action &quot;Leave a note&quot;' in shown(page) and 'remember' in shown(page)
    assert b'hidden!' not in page.content
    assert murano.sessions_of(shop.id) == []


def test_secrets_are_not_in_histories(alice, murano, shop, app):
    run(alice, address(shop, app), text='remember', password='hidden!')
    murano.end(murano.running(shop), value='done')
    for url in (
        f'/app-catalog/environments/{shop.id}/',
        f'/app-catalog/environments/{shop.id}/components/{app["?"]["id"]}/',
        '/app-catalog/deployments/?all=1',
    ):
        page = alice.get(url)
        assert 'Text: remember' in shown(page), url
        assert b'hidden!' not in page.content
    assert 'by alice' in shown(alice.get('/app-catalog/deployments/?all=1&q=remember'))


def test_arguments_of_an_earlier_run_are_proposed_again(alice, murano, shop, app):
    run(alice, address(shop, app), text='remember', repeat='3', password='hidden!')
    task = murano.running(shop)
    murano.end(task, failure='no room')
    page = alice.get(f'/app-catalog/environments/{shop.id}/deployments/{task.id}/')
    again = f'{address(shop, app)}?like={task.id}'
    assert again.encode() in page.content
    page = alice.get(again)
    fields = form(page, 'Run').fields
    assert (fields['s0-text'], fields['s0-repeat'], fields['s0-password']) == (['remember'], ['3'], [''])
    assert b'hidden!' not in page.content


def test_pressed_twice_it_runs_once(alice, murano, shop, app):
    pressed = form(alice.get(address(shop, app)), 'Run')
    first, second = (pressed.submit(alice, 'Run', text='x') for _number in range(2))
    assert first.url == second.url
    murano.end(murano.running(shop), value='done')
    assert pressed.submit(alice, 'Run', text='x').url == first.url
    assert len([path for path in calls_of(murano) if '/actions/' in path]) == 1
    # With other arguments, or from a page of its own, it is another press.
    assert pressed.submit(alice, 'Run', text='y').url != first.url


def test_another_deploys_meanwhile(alice, murano, shop, app):
    pressed = form(alice.get(address(shop, app)), 'Run')
    murano.deployment(shop)
    refused = pressed.submit(alice, 'Run', text='remember')
    assert refused.status_code == 409 and b'value="remember"' in refused.content
    assert 'running' in shown(refused)
    assert calls_of(murano) == []


def test_murano_refuses_because_something_has_just_begun(alice, murano, shop, app):
    pressed = form(alice.get(address(shop, app)), 'Run')
    murano.fail('POST', '/actions/', status=403)
    refused = pressed.submit(alice, 'Run', text='remember')
    assert refused.status_code == 403 and b'value="remember"' in refused.content


def test_an_action_that_is_gone_by_then(alice, murano, shop, app):
    pressed = form(alice.get(address(shop, app)), 'Run')
    murano.environments[shop.id].components = [component('notes', 'demo.Notes', id=app['?']['id'])]
    refused = pressed.submit(alice, 'Run', text='remember')
    assert refused.status_code == 409 and 'remember' in shown(refused)
    assert calls_of(murano) == []


def test_murano_does_not_find_the_action(alice, murano, shop, app):
    pressed = form(alice.get(address(shop, app)), 'Run')
    murano.fail('POST', '/actions/', status=404, body='Action is not found')
    refused = pressed.submit(alice, 'Run', text='remember')
    assert refused.status_code == 409 and b'value="remember"' in refused.content
    assert 'Open the component to see which actions it offers now.' in shown(refused)


def test_the_environment_is_gone_by_then(alice, murano, shop, app):
    pressed = form(alice.get(address(shop, app)), 'Run')
    del murano.environments[shop.id]
    refused = pressed.submit(alice, 'Run', text='remember', password='hidden!')
    assert refused.status_code == 404
    assert 'remember' in shown(refused) and b'hidden!' not in refused.content


def test_a_lost_answer_is_looked_after(alice, murano, shop, app):
    """Murano has begun; who presses is led there, and nothing is begun twice."""
    pressed = form(alice.get(address(shop, app)), 'Run')
    murano.spoil('late', 'POST', '/actions/')
    answer = pressed.submit(alice, 'Run', text='remember')
    assert answer.status_code == 302 and murano.running(shop).id in answer.url


def test_an_answer_that_is_lost_for_good_is_no_success(alice, murano, shop, app):
    pressed = form(alice.get(address(shop, app)), 'Run')
    murano.time_out('POST', '/actions/')
    refused = pressed.submit(alice, 'Run', text='remember')
    assert refused.status_code == 503 and b'value="remember"' in refused.content
    assert 'It is not known whether this was done' in shown(refused)


def test_a_package_that_the_engine_would_not_survive(alice, murano):
    murano.package('demo.Notes', archive=PACKAGE)
    app = notes()
    app['?']['type'] = 'demo.Notes/2.0.0@demo.Notes'
    shop = murano.environment('shop', components=[app])
    refused = run(alice, address(shop, app), text='remember')
    assert refused.status_code == 409 and 'No action can be run' in shown(refused)
    assert calls_of(murano) == []


@pytest.mark.parametrize(('typed', 'calls'), [({'text': 'x'}, 2), ({'text': ''}, 2)])
def test_calls(alice, murano, shop, app, typed, calls):
    with murano.budget(3):
        page = alice.get(address(shop, app))
    with murano.budget(2):
        alice.get(address(shop, app))
    with murano.budget(3 if typed['text'] else 2):
        form(page, 'Run').submit(alice, 'Run', **typed)
