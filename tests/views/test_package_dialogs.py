"""Editing, switching, replacing and deleting packages."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support import archives
from tests.support.fake_murano import component
from tests.support.pages import form, shown

URL = '/app-catalog/packages/'
FQN = 'example.Web'


@pytest.fixture()
def web(murano):
    for name in ('Web', 'Databases', 'Empty'):
        murano.category(name)
    values = {'tags': ['red', 'blue'], 'categories': ['Web'], 'description': 'Serves.\nWell.', 'is_public': False}
    return murano.package(FQN, name='Web', archive=archives.zipped(archives.application('Web')), **values)


def url(package, action):
    return f'{URL}{package["id"]}/{action}/'


def sent(murano):
    """What the last change sent: {path: value}."""
    changes = [body for (method, _), body in zip(murano.calls, murano.bodies, strict=True) if method == 'PATCH']
    return {each['path']: each['value'] for each in changes[-1]} if changes else {}


def archive(**files):
    return SimpleUploadedFile('web.zip', archives.zipped({**archives.application('Web', Version='2.0.0'), **files}))


# Edit ----------------------------------------------------------------------------------------------------------------


def test_what_is_not_touched_stays(alice, murano, web):
    page = form(alice.get(url(web, 'edit')), 'Save')
    assert page.submit(alice, 'Save', name='Web server').url == URL
    assert sent(murano) == {'/name': 'Web server'}
    assert (web['name'], web['categories'], web['tags']) == ('Web server', ['Web'], ['red', 'blue'])


def test_everything_can_be_changed(alice, murano, web):
    page = form(alice.get(url(web, 'edit')), 'Save')
    page.submit(alice, 'Save', description='Other.', tags=' green ,red,, green', categories=['Databases', 'Web'])
    assert sent(murano) == {
        '/description': 'Other.',
        '/tags': ['green', 'red'],
        '/categories': ['Web', 'Databases'] if web['categories'][0] == 'Web' else ['Databases', 'Web'],
    }


def test_the_last_category_can_be_taken_away(alice, murano, web):
    form(alice.get(url(web, 'edit')), 'Save').submit(alice, 'Save', categories=[], tags='')
    assert sent(murano) == {'/categories': [], '/tags': []}


def test_nothing_is_sent_where_nothing_was_changed(alice, murano, web):
    page = form(alice.get(url(web, 'edit')), 'Save')
    with murano.budget(1):
        page.submit(alice, 'Save')


def test_lines_end_as_they_did(alice, murano, web):
    page = form(alice.get(url(web, 'edit')), 'Save')
    page.submit(alice, 'Save', description='Serves.\r\nWell.', name='x')
    assert sent(murano) == {'/name': 'x'}


def test_what_a_colleague_changes_meanwhile_stays(alice, bob, murano, web):
    mine, his = (form(who.get(url(web, 'edit')), 'Save') for who in (alice, bob))
    his.submit(bob, 'Save', tags='green', categories=['Databases'])
    mine.submit(alice, 'Save', name='Mine')
    assert (web['name'], web['tags'], web['categories']) == ('Mine', ['green'], ['Databases'])


def test_what_both_change_is_asked_about_once(alice, bob, murano, web):
    mine, his = (form(who.get(url(web, 'edit')), 'Save') for who in (alice, bob))
    his.submit(bob, 'Save', name='His', categories=['Databases'])
    again = mine.submit(alice, 'Save', name='Mine', categories=['Empty'])
    text = html.unescape(shown(again))
    assert 'it is now "His"' in text and 'it is now "Databases"' in text
    assert web['name'] == 'His'
    form(again, 'Save').submit(alice, 'Save')
    assert (web['name'], web['categories']) == ('Mine', ['Empty'])


def test_hostile_words_come_through_as_they_are(alice, murano, web):
    web.update(name='{$ 7*7 $}', tags=['{$ a $}'], categories=['{$ b $}'])
    murano.category('{$ b $}')
    page = alice.get(url(web, 'edit'))
    assert '{% ' not in page.content.decode()
    form(page, 'Save').submit(alice, 'Save', description='x')
    assert sent(murano) == {'/description': 'x'}


def test_what_murano_refuses_keeps_what_was_typed(alice, murano, web):
    page = form(alice.get(url(web, 'edit')), 'Save')
    murano.fail('PATCH', status=409, body='Class is taken')
    again = page.submit(alice, 'Save', name='Other name')
    assert again.status_code == 200 and 'Class is taken' in shown(again)
    assert 'value="Other name"' in again.content.decode()


# Switches ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('action', 'key', 'value'),
    [('enable', 'enabled', True), ('disable', 'enabled', False), ('unshare', 'is_public', False)],
)
def test_members_switch_their_own(alice, murano, web, action, key, value):
    web[key] = not value
    page = alice.get(url(web, action))
    label = page.context['view'].submit_label
    form(page, label).submit(alice, label)
    assert web[key] is value and sent(murano) == {f'/{key}': value}


def test_administrators_publish(admin, alice, murano, web):
    assert alice.get(url(web, 'share')).status_code == alice.post(url(web, 'share')).status_code == 403
    assert not web['is_public']
    form(admin.get(url(web, 'share')), 'Share with all projects').submit(admin, 'Share with all projects')
    assert web['is_public'] and web['owner_id'] == 'demo'


def test_others_public_ones_are_not_ours(charlie, murano, web):
    web['is_public'] = True
    for action in ('edit', 'disable', 'unshare', 'replace', 'delete'):
        answer = charlie.get(url(web, action))
        assert answer.status_code == 403 and 'It belongs to another project' in shown(answer)
        assert charlie.post(url(web, action)).status_code == 403
    assert web['enabled'] and web['id'] in murano.packages


# Where used ----------------------------------------------------------------------------------------------------------


def test_the_deletion_says_who_uses_it_and_asks_for_the_name(alice, murano, web):
    for name in ('shop', 'blog'):
        murano.environment(name, components=[component(fqn=FQN)])
    murano.environment('inner', components=[component(fqn='demo.Host', inner=component(fqn=f'{FQN}/1.0.0@{FQN}'))])
    murano.environment('other', components=[component(fqn='demo.Other')])
    page = alice.get(url(web, 'delete'))
    text = shown(page)
    assert '3 environments use it, and could no longer be deployed or deleted' in text
    assert (
        all(name in text for name in ('shop', 'blog', 'inner'))
        and 'other' not in text.split('Drafts')[0].split('3 env')[1]
    )
    again = form(page, 'Delete').submit(alice, 'Delete', confirm_name='web')
    assert 'This is not its name.' in shown(again) and web['id'] in murano.packages
    form(again, 'Delete').submit(alice, 'Delete', confirm_name='Web')
    assert web['id'] not in murano.packages


def test_what_nobody_uses_goes_without_more_ado(alice, murano, web):
    page = alice.get(url(web, 'delete'))
    assert 'No environment uses it.' in shown(page)
    assert form(page, 'Delete').submit(alice, 'Delete').url == URL
    assert web['id'] not in murano.packages


def test_environments_are_looked_into_once(alice, murano, web):
    for number in range(5):
        murano.environment(f'env {number}', components=[component(fqn=FQN)])
    with murano.budget(8):
        alice.get(url(web, 'delete'))
    with murano.budget(2):
        alice.get(url(web, 'disable'))


def test_many_environments_are_looked_into_some_at_a_time(alice, murano, web):
    for number in range(40):
        murano.environment(f'env {number}', components=[component(fqn=FQN)])
    with murano.budget(33):
        page = alice.get(url(web, 'delete'))
    assert '10 environments were not looked into yet' in shown(page) and '30 environments use it' in shown(page)
    with murano.budget(12):
        page = alice.get(url(web, 'delete'))
    assert '40 environments use it' in shown(page) and 'not looked into' not in shown(page)


def test_whose_environments_count(alice, admin, murano, web):
    murano.environment('ours', components=[component(fqn=FQN)])
    murano.environment('theirs', project='other', components=[component(fqn=FQN)])
    assert 'theirs' not in shown(admin.get(url(web, 'delete')))
    web['is_public'] = True
    assert 'theirs' in shown(admin.get(url(web, 'delete')))
    text = shown(alice.get(url(web, 'delete')))
    assert 'ours' in text and 'theirs' not in text and 'Other projects may use it as well' in text


def requiring(murano, name, text, **values):
    return murano.package(
        f'demo.{name}',
        name=name,
        archive=archives.good(
            **{
                'manifest.yaml': f"""
Format: 1.4
Type: Application
FullName: demo.{name}
Name: {name}
Classes: {{demo.{name}: Web.yaml}}
Require: {text}
"""
            }
        ),
        **values,
    )


def test_which_packages_require_it(alice, murano, web):
    requiring(murano, 'Shop', f'{{{FQN}: 1}}', is_public=False)
    requiring(murano, 'Blog', '{demo.Other: 1}', is_public=False)
    with murano.budget(5):
        page = alice.get(url(web, 'delete'))
    text = shown(page)
    assert '1 package requires it, and could no longer be deployed: Shop' in text and 'Blog' not in text
    again = form(page, 'Delete').submit(alice, 'Delete', confirm_name='web')
    assert 'This is not its name.' in shown(again) and web['id'] in murano.packages
    with murano.budget(2):
        assert '1 package requires it: Shop' in shown(alice.get(url(web, 'replace')))


def test_many_packages_are_looked_into_some_at_a_time(alice, murano, web):
    for number in range(14):
        requiring(murano, f'App{number}', f'{{{FQN}: 1}}', is_public=False)
    assert '4 packages were not looked into yet' in shown(alice.get(url(web, 'delete')))
    text = shown(alice.get(url(web, 'delete')))
    assert '14 packages require it' in text and 'not looked into' not in text


def test_a_catalog_of_thousands_is_not_read_by_one_dialog(alice, murano, web):
    for number in range(620):
        murano.package(f'demo.App{number:03}', is_public=False)
    with murano.budget(17):
        assert 'Not all packages were looked into yet' in shown(alice.get(url(web, 'delete')))
    with murano.budget(14):
        assert '600 packages were not looked into yet' in shown(alice.get(url(web, 'delete')))


def test_several_packages_say_what_requires_them(alice, murano, web):
    shop = requiring(murano, 'Shop', f'{{{FQN}: 1}}', is_public=False)
    query = {'action': 'delete', 'object_ids': [web['id']]}
    assert '1 package requires it: Shop' in shown(alice.get(f'{URL}selected/', query))
    query['object_ids'].append(shop['id'])
    assert 'requires it' not in shown(alice.get(f'{URL}selected/', query))


# A new version -------------------------------------------------------------------------------------------------------


def test_a_new_version_keeps_what_was_decided_here(alice, murano, web):
    web['enabled'] = False
    page = form(alice.get(url(web, 'replace')), 'Replace')
    answer = page.submit(alice, 'Replace', archive=archive())
    assert answer.url == URL
    [new] = murano.packages.values()
    assert new['id'] != web['id'] and new['fully_qualified_name'] == FQN
    assert (new['categories'], sorted(new['tags']), new['enabled']) == (['Web'], ['blue', 'red'], False)
    assert 'is now version 2.0.0' in shown(alice.get(URL))


def test_who_uses_it_is_told_what_will_happen(alice, murano, web):
    murano.environment('shop', components=[component(fqn=FQN)])
    text = shown(alice.get(url(web, 'replace')))
    assert '1 environment uses it' in text and 'From their next deployment' in text


@pytest.mark.parametrize(
    ('content', 'sentence'),
    [
        (b'no zip', 'This is not a zip archive.'),
        (archives.zipped({'a': 'b'}), 'There is no manifest.yaml'),
        (archives.zipped(archives.application('Other')), 'This is another package'),
        (b'PK' + b'x' * 6_000_000, 'larger than 5 MB'),
    ],
    ids=['no zip', 'no manifest', 'another package', 'too large'],
)
def test_what_would_be_refused_is_refused_before_anything_goes(alice, murano, web, content, sentence):
    page = form(alice.get(url(web, 'replace')), 'Replace')
    murano.calls.clear()
    again = page.submit(alice, 'Replace', archive=SimpleUploadedFile('x.zip', content))
    assert sentence in shown(again)
    assert {method for method, _ in murano.calls} == {'GET'} and web['id'] in murano.packages


def test_classes_in_use_do_not_go_unasked(alice, murano, web):
    web['class_definitions'] = [FQN, 'example.Gone']
    murano.environment('shop', components=[component(fqn='example.Gone')])
    page = form(alice.get(url(web, 'replace')), 'Replace')
    again = page.submit(alice, 'Replace', archive=archive())
    assert 'example.Gone' in shown(again) and web['id'] in murano.packages
    form(again, 'Replace').submit(alice, 'Replace', archive=archive(), anyway='on')
    assert web['id'] not in murano.packages


def test_the_old_one_is_put_back_where_the_new_one_is_refused(alice, murano, web):
    web['name'] = 'Renamed here'
    page = form(alice.get(url(web, 'replace')), 'Replace')
    murano.fail('POST', 'packages', status=400, body='Not this one', times=1)
    again = page.submit(alice, 'Replace', archive=archive())
    assert 'Not this one' in shown(again) and 'The old one was put back.' in shown(again)
    [back] = murano.packages.values()
    assert (back['name'], back['categories'], back['_zip']) == ('Renamed here', ['Web'], web['_zip'])


def test_administrators_do_not_move_it_into_their_own_project(admin, web):
    answer = admin.get(url(web, 'replace'))
    assert answer.status_code == 403 and 'work there to upload it' in shown(answer)


# Several at once -----------------------------------------------------------------------------------------------------


def selected(client, action, *packages):
    return client.get(f'{URL}selected/', {'action': action, 'object_ids': [each['id'] for each in packages]})


def test_an_outcome_for_each(admin, murano, web):
    other = murano.package('demo.Other', name='Other', is_public=False)
    murano.package('demo.Other', name='Same class', project='other')
    page = selected(admin, 'share', web, other)
    answer = form(page, 'Share with all projects').submit(admin, 'Share with all projects')
    text = shown(answer)
    assert web['is_public'] and not other['is_public']
    assert 'Not so for 1 of them' in text and 'Class with the same full name' in text


def test_several_are_deleted_with_all_that_follows(alice, murano, web):
    murano.environment('shop', components=[component(fqn=FQN)])
    other = murano.package('demo.Other', name='Other')
    page = selected(alice, 'delete', web, other)
    assert '1 environment could no longer be deployed or deleted: shop' in shown(page)
    again = form(page, 'Delete').submit(alice, 'Delete')
    assert 'Check this box to go on.' in shown(again) and len(murano.packages) == 2
    done = form(again, 'Delete').submit(alice, 'Delete', agreed='yes')
    assert murano.packages == {} and 'Done.' in shown(done)


def test_categories_of_several(alice, murano, web):
    other = murano.package('demo.Other', name='Other', categories=['Databases'])
    page = selected(alice, 'categories', web, other)
    form(page, 'Change categories').submit(alice, 'Change categories', add=['Empty'], remove=['Web'])
    assert (web['categories'], other['categories']) == (['Empty'], ['Databases', 'Empty'])


def test_others_and_what_is_gone_are_told_apart(alice, charlie, murano, web):
    web['is_public'] = True
    text = shown(selected(charlie, 'disable', web))
    assert 'Not for these' in text and 'It belongs to another project.' in text
    assert 'no longer there' in shown(selected(alice, 'disable', {'id': 'deadbeef' * 4}))
    charlie.post(f'{URL}selected/', {'action': 'disable', 'object_ids': web['id'], 'agreed': 'yes'})
    assert web['enabled']


def test_nothing_selected(alice):
    assert alice.get(f'{URL}selected/', {'action': 'delete'}).url == URL
    assert alice.get(f'{URL}selected/', {'action': 'explode', 'object_ids': 'x'}).url == URL


def test_members_publish_nothing_in_bulk(alice, murano, web):
    answer = alice.post(f'{URL}selected/', {'action': 'share', 'object_ids': web['id'], 'agreed': 'yes'})
    assert answer.status_code == 403 and not web['is_public']


def test_an_upload_whose_answer_is_lost_is_looked_for(alice, murano, web):
    page = form(alice.get(url(web, 'replace')), 'Replace')
    murano.spoil('lost', 'POST', 'packages')
    assert page.submit(alice, 'Replace', archive=archive()).url == URL
    [new] = murano.packages.values()
    assert new['id'] != web['id']


def test_a_deletion_whose_answer_is_lost_is_looked_for(alice, murano, web):
    page = form(alice.get(url(web, 'replace')), 'Replace')
    murano.spoil('lost', 'DELETE', 'packages')
    assert page.submit(alice, 'Replace', archive=archive()).url == URL
    [new] = murano.packages.values()
    assert new['id'] != web['id']
