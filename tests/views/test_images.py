"""Marked images: the table, the dialogs, what forms ask for, and a Glance that fails."""

import json

import pytest

from murano_panel.images import wanted
from tests.support import cast
from tests.support.pages import form, shown
from tests.support.spoiler import FAULTS
from tests.views.sentences import alerts

URL = '/app-catalog/images/'
WANTED = f'{URL}wanted/'
LINUX = {'type': 'linux', 'title': 'Debian 12'}


def ui(*types):
    fields = ''.join(
        f'        - {{name: f{index}, type: image, label: Image{f", imageType: {kind}" if kind else ""}}}\n'
        for index, kind in enumerate(types)
    )
    return f'Version: 2.3\nApplication:\n  ?: {{type: demo.Web}}\nForms:\n  - main:\n      fields:\n{fields}'


def rows(client, **query):
    return {row.image.name: row for row in client.get(URL, query).context['list'].rows}


def mark_of(image):
    return json.loads(image['murano_image_info'])


def look(client):
    """Until all forms were looked at, as the script does."""
    for _ in range(100):
        if client.get(WANTED).json()['done']:
            return
    raise AssertionError('it never ends')


# The table ------------------------------------------------------------------------------------------------------------


def test_marked_ones_by_type_and_title_with_one_call(alice, glance, murano):
    glance.image('z', mark={'type': 'linux', 'title': 'Arch'})
    glance.image('a', mark=LINUX)
    glance.image('plain')
    glance.image('windows', mark={'type': 'windows.2012', 'title': 'Server'}, project='admin', visibility='public')
    with murano.budget(0):
        page = alice.get(URL)
    assert [row.image.title for row in page.context['list'].rows] == ['Arch', 'Debian 12', 'Server']
    assert glance.calls == [('GET', '/v2/images')] and 'plain' not in shown(page)


def test_the_others_are_there_to_be_marked_but_for_what_nobody_starts_from(alice, glance):
    glance.image('plain')
    glance.image('shot', image_type='snapshot')
    glance.image('kernel', container_format='aki')
    glance.image('done', mark=LINUX)
    assert set(rows(alice, show='unmarked')) == {'plain'}


def test_pages_and_search(alice, glance):
    for number in range(60):
        glance.image(f'image {number:02}', mark={'type': 'linux', 'title': f'Title {number:02}'})
    page = alice.get(URL)
    assert len(page.context['list'].rows) == 50 and '1–50 of 60' in shown(page)
    assert len(alice.get(page.context['list'].next_address).context['list'].rows) == 10
    assert set(rows(alice, q='title 07')) == {'image 07'} and 'No image matches.' in shown(alice.get(URL, {'q': '?'}))


def test_all_of_glances_pages_are_read_up_to_a_bound(alice, glance):
    glance.largest_page = 2
    for number in range(5):
        glance.image(f'image {number}', mark=LINUX | {'title': str(number)})
    assert len(rows(alice)) == 5 and len(glance.calls) == 3
    glance.image('one', mark=LINUX)
    glance.image('too many', mark=LINUX)
    page = alice.get(URL)
    assert len(page.context['list'].rows) == 6 and 'Only the first 6 images by name were looked at' in shown(page)


@pytest.mark.parametrize(
    ('values', 'problem'),
    [
        ({'mark': '{broken'}, 'Its mark cannot be read'),
        ({'mark': '[]'}, 'Its mark cannot be read'),
        ({'mark': '{"type": 7}'}, 'neither type nor title'),
        ({'mark': {'title': 'x'}}, 'It has no type'),
        ({'mark': LINUX, 'image_type': 'snapshot'}, 'a snapshot of a server'),
        ({'mark': LINUX, 'status': 'queued'}, 'Its status is "queued"'),
    ],
)
def test_what_does_not_work_is_said(alice, glance, values, problem):
    glance.image('odd', **values)
    [row] = rows(alice).values()
    assert problem in ' '.join(row.problems)


def test_the_same_type_and_title_twice(alice, glance):
    for name in ('one', 'two'):
        glance.image(name, mark=LINUX)
    glance.image('three', mark=LINUX | {'title': 'Other'})
    found = rows(alice)
    assert 'Forms show others under the same title and type: two.' in found['one'].problems
    assert not found['three'].problems


def test_images_of_whom_forms_do_not_ask(alice, glance, settings):
    settings.MURANO_PANEL = {'IMAGE_OWNER': 'operator'}
    glance.image('own', mark=LINUX)
    glance.image('theirs', mark=LINUX | {'title': 'x'}, project='other', visibility='public')
    assert 'Forms do not offer it here' in ' '.join(rows(alice)['theirs'].problems) and not rows(alice)['own'].problems


def test_hostile_names(alice, glance):
    glance.image('{$ 7*7 $}<b>', mark={'type': '{$ 1 $}<i>', 'title': '</script>'})
    text = alice.get(URL).content.decode()
    assert '{$ 7*7 $}&lt;b&gt;' in text and '{$ 1 $}&lt;i&gt;' in text and '&lt;/script&gt;' in text
    assert '{% 7' not in text


# What forms ask for ---------------------------------------------------------------------------------------------------


def test_forms_are_read_some_at_a_time_and_once(alice, glance, murano):
    for number in range(12):
        murano.package(f'demo.App{number:02}', name=f'App {number:02}', ui=ui('linux'))
    with murano.budget(11):
        assert not alice.get(WANTED).json()['done']
    with murano.budget(3):
        assert alice.get(WANTED).json()['done']
    with murano.budget(0):
        assert alice.get(WANTED).json()['done']
    with murano.budget(0):
        assert 'The forms of 12 applications were looked at.' in shown(alice.get(URL))
    # Forms that were read stay so.
    alice.get(URL, {'look': 'anew'})
    with murano.budget(2):
        look(alice)


def test_who_asks_for_an_image_and_which_are_lacking(alice, glance, murano):
    glance.image('docker', mark={'type': 'linux.docker', 'title': 'Docker'})
    glance.image('odd', mark={'type': 'plan9', 'title': 'Plan 9'})
    murano.package('demo.Web', name='Web', ui=ui('linux'))
    murano.package('demo.Ad', name='Directory', ui=ui('windows', 'linux'))
    murano.package('demo.None', name='Plain')
    look(alice)
    page, found = alice.get(URL), rows(alice)
    assert found['docker'].asked_by == 'Directory, Web' and not found['docker'].problems
    assert found['odd'].problems == ('No form in the catalog asks for this type.',)
    assert page.context['list'].lacking == [('windows', ['Directory'])]


def test_forms_that_take_any_image(alice, glance, murano):
    glance.image('odd', mark={'type': 'plan9', 'title': 'Plan 9'})
    murano.package('demo.Any', name='Any', ui=ui(''))
    look(alice)
    assert rows(alice)['odd'].problems == ('No form asks for this type; those that take any image offer it.',)
    assert 'These take any marked image: Any' in shown(alice.get(URL))


def test_nothing_is_claimed_before_all_were_looked_at(alice, glance, murano, monkeypatch):
    glance.image('odd', mark={'type': 'plan9', 'title': 'Plan 9'})
    for number in range(25):
        murano.package(f'demo.App{number:02}', ui=ui('linux'))
    alice.get(WANTED)
    assert not rows(alice)['odd'].problems
    monkeypatch.setattr(wanted, 'MOST_READ', 20)
    look(alice)
    assert not rows(alice)['odd'].problems and 'There are more, so that' in shown(alice.get(URL))


def test_without_scripts_a_link_goes_on(alice, glance, murano):
    for number in range(12):
        murano.package(f'demo.App{number:02}', ui=ui('linux'))
    alice.get(URL)
    assert alice.get(URL, {'look': 'on', 'show': 'unmarked'}).url == f'{URL}?show=unmarked'
    assert 'The forms of 10 applications were looked at.' in shown(alice.get(URL))


def test_a_form_that_cannot_be_read_asks_for_nothing(alice, glance, murano):
    murano.package('demo.Broken', ui='Version: [')
    murano.package('demo.Web', name='Web', ui=ui('linux'))
    look(alice)
    assert alice.get(URL).context['list'].lacking == [('linux', ['Web'])]


# Marking --------------------------------------------------------------------------------------------------------------


def test_mark(alice, glance):
    image = glance.image('plain')
    page = form(alice.get(f'{URL}{image["id"]}/mark/'), 'Save')
    assert page.submit(alice, 'Save', title=' Debian 12 ', type='linux').url == URL
    assert mark_of(image) == {'type': 'linux', 'title': 'Debian 12'}
    assert set(rows(alice)) == {'plain'}


def test_what_else_the_property_holds_stays(alice, glance):
    image = glance.image(mark={'type': 'a', 'title': 'A', 'hint': {'deep': [1]}})
    page = form(alice.get(f'{URL}{image["id"]}/mark/'), 'Save')
    assert page.fields['title'] == ['A'] and page.fields['type'] == ['a']
    # Somebody adds something meanwhile.
    image['murano_image_info'] = json.dumps({'type': 'x', 'title': 'X', 'hint': {'deep': [2]}})
    page.submit(alice, 'Save', type='b')
    assert mark_of(image) == {'type': 'b', 'title': 'A', 'hint': {'deep': [2]}}


def test_a_broken_mark_is_replaced(alice, glance):
    image = glance.image(mark='{broken')
    page = alice.get(f'{URL}{image["id"]}/mark/')
    assert 'cannot be read, and is replaced' in shown(page)
    form(page, 'Save').submit(alice, 'Save', title='A', type='a')
    assert mark_of(image) == {'type': 'a', 'title': 'A'}


def test_types_that_forms_ask_for_are_proposed(alice, glance, murano):
    murano.package('demo.Web', ui=ui('linux.special'))
    look(alice)
    text = alice.get(f'{URL}{glance.image()["id"]}/mark/').content.decode()
    assert '<option value="linux.special">' in text and '<option value="linux">' in text


def test_unmark(alice, glance):
    image = glance.image(mark=LINUX, os='debian')
    form(alice.get(f'{URL}{image["id"]}/unmark/'), 'Remove').submit(alice, 'Remove')
    assert 'murano_image_info' not in image and image['os'] == 'debian'


def test_a_mark_that_is_gone_already(alice, glance):
    image = glance.image(mark=LINUX)
    page = form(alice.get(f'{URL}{image["id"]}/unmark/'), 'Remove')
    del image['murano_image_info']
    assert 'does not exist' in shown(page.submit(alice, 'Remove'))


def test_nothing_empty(alice, glance):
    image = glance.image()
    page = form(alice.get(f'{URL}{image["id"]}/mark/'), 'Save').submit(alice, 'Save', title=' ', type='')
    assert page.status_code == 200 and 'murano_image_info' not in image


# Rights ---------------------------------------------------------------------------------------------------------------


def test_images_of_other_projects_are_marked_by_administrators_alone(alice, admin, glance):
    image = glance.image('theirs', project='other', visibility='public', mark=LINUX)
    assert 'It belongs to another project' in rows(alice)['theirs'].not_marked
    for action in ('mark', 'unmark'):
        assert alice.get(f'{URL}{image["id"]}/{action}/').status_code == 403
        assert alice.post(f'{URL}{image["id"]}/{action}/', {'title': 'x', 'type': 'x'}).status_code == 403
    assert mark_of(image) == LINUX
    form(admin.get(f'{URL}{image["id"]}/mark/'), 'Save').submit(admin, 'Save', title='Mine')
    assert mark_of(image) == LINUX | {'title': 'Mine'}


def test_private_images_of_others_are_not_there(alice, charlie, glance):
    image = glance.image('secret', mark=LINUX)
    assert rows(alice) and not rows(charlie)
    for action in ('mark', 'unmark'):
        assert charlie.get(f'{URL}{image["id"]}/{action}/').status_code == 404
        assert charlie.post(f'{URL}{image["id"]}/{action}/', {'title': 'x', 'type': 'x'}).status_code == 404
    assert mark_of(image) == LINUX


def test_readers_look(rita, glance):
    image = glance.image(mark=LINUX)
    assert rows(rita)['debian'].not_marked.startswith('Your role only lets you look.')
    assert rita.post(f'{URL}{image["id"]}/unmark/').status_code == 403 and mark_of(image) == LINUX


def test_what_glance_itself_refuses_is_said_in_its_words(alice, glance):
    image = glance.image(mark=LINUX)
    page = form(alice.get(f'{URL}{image["id"]}/mark/'), 'Save')
    image['owner'] = 'other'
    image['visibility'] = 'public'
    assert page.submit(alice, 'Save', title='B').status_code == 403
    image['owner'] = 'demo'
    glance.spoil(FAULTS['403'], 'PATCH')
    assert 'for a reason' in shown(page.submit(alice, 'Save', title='B')) and mark_of(image) == LINUX


# Without Glance -------------------------------------------------------------------------------------------------------


def test_without_glance_there_is_no_panel(login):
    services = {name: url for name, url in cast.DEFAULT_SERVICES.items() if name != 'image'}
    client = login(cast.ALICE, services=services)
    assert 'Marked images' not in shown(client.get('/app-catalog/'))
    assert client.get(URL).status_code in (403, 404)


@pytest.mark.parametrize('page', ['', 'mark', 'unmark'])
def test_a_glance_that_fails(alice, glance, page):
    """Each kind of fault: a sentence, never a traceback, and never called Murano's fault."""
    image = glance.image('plain', mark=LINUX)
    for name, fault in FAULTS.items():
        glance.spoil(fault)
        answer = alice.get(f'{URL}{image["id"]}/{page}/' if page else URL)
        text = alerts(answer.content.decode())
        if answer.status_code == 200:
            # What stands beside the images is not read; of rows that are none the page says how many.
            assert fault.harmless or name in ('NaN', 'half a character', 'no UTF-8', 'huge number', 'odd rows'), name
            continue
        assert answer.status_code in (401, 403, 404, 409, 503), name
        assert 'Glance' in text or answer.status_code != 503, name
        assert 'Murano' not in text and 'Traceback' not in text, name


def test_a_change_that_fails(alice, glance):
    """Of what may have been done it is said that nobody knows; nothing is called done that is not known to be."""
    for name, fault in FAULTS.items():
        image = glance.image('plain')
        page = form(alice.get(f'{URL}{image["id"]}/mark/'), 'Save')
        glance.spoil(fault, 'PATCH')
        answer = page.submit(alice, 'Save', title='A', type='a')
        glance.mend()
        if answer.status_code == 302:
            assert 'murano_image_info' in image, name
            continue
        said = shown(answer)
        assert answer.status_code in (200, 401, 404) and 'Traceback' not in said, name
        if 'murano_image_info' in image and answer.status_code == 200:
            assert 'It is not known whether this was done' in said, name


def test_images_that_cannot_be_read_are_counted(alice, glance):
    glance.image('good', mark=LINUX)
    glance.image('bad', mark=LINUX, id=7)
    page = alice.get(URL)
    assert set(rows(alice)) == {'good'} and '1 image that Glance lists could not be read' in shown(page)
