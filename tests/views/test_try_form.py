"""A form tried out by its author: shown, complained about, answered; nothing is stored and Murano is not asked."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

PAGE = '/app-catalog/catalog/try-form/'
FORM = """
Version: 2.3
Application:
  ?: {type: demo.Web}
  port: $.main.port
  password: $.main.password
Forms:
  - main:
      fields:
        - {name: port, type: integer, label: Port, minValue: 1, maxValue: 65535, initial: 80}
        - {name: password, type: password, label: Password, confirmInput: false}
"""


def text(page) -> str:
    return page.content.decode()


def build(person, source=FORM, **typed):
    inputs = {f's0-{name}': item for name, item in typed.items()} | {'s1-application_name': 'shop'}
    return person.post(PAGE, {'source': source, 'do': 'build', 'on-page': list(inputs), **inputs})


def model(page) -> str:
    found = re.search(r'<pre class="murano-trial__model">(.*?)</pre>', text(page), re.DOTALL)
    return found[1] if found else ''


@pytest.mark.parametrize('who', ['alice', 'rita', 'charlie'])
def test_it_begins_with_an_example_that_works(request, who, murano):
    person = request.getfixturevalue(who)
    with murano.budget(0):
        page = person.get(PAGE)
    assert 'com.example.WebServer' in text(page) and 'Nothing to complain about' in text(page)
    assert 'Show what it makes' in text(page)


def test_it_begins_with_the_form_of_a_package(alice, murano):
    with murano.budget(2):
        page = alice.get(PAGE, {'package': murano.package('demo.Web', ui=FORM)['id']})
    assert 'type: demo.Web' in text(page)


def test_the_answers_make_a_component(alice, murano):
    with murano.budget(0):
        page = build(alice, port='8080', password='Secret!234')
    assert 'port: 8080' in model(page) and 'type: demo.Web' in model(page)
    assert 'Secret!234' not in text(page)


def test_the_name_of_the_application_is_asked_for_as_for_users(alice):
    page = alice.post(PAGE, {'source': FORM, 'do': 'show'})
    assert 'value="Web"' in text(page)
    assert 'name: shop' in model(build(alice, port='8080', password='Secret!234'))


def test_a_wrong_answer_is_told_at_its_field_and_makes_nothing(alice):
    page = build(alice, port='70000', password='Secret!234')
    assert 'less than or equal to 65535' in text(page) and 'some answers are not accepted' in text(page)
    assert not model(page) and 'value="70000"' in text(page)


def test_what_was_typed_stays_while_the_form_is_written(alice):
    page = alice.post(
        PAGE,
        {
            'source': FORM.replace('label: Port', 'label: Gate'),
            'do': 'show',
            's0-port': '70000',
            'on-page': ['s0-port'],
        },
    )
    assert 'Gate' in text(page) and 'value="70000"' in text(page)
    assert 'less than or equal' not in text(page)


def test_problems_have_their_lines_and_the_text_stays(alice):
    page = alice.post(PAGE, {'source': FORM.replace('type: integer', 'typ: integer'), 'do': 'show'})
    assert 'data-murano-line="10"' in text(page) and 'typ: integer' in text(page)


def test_text_that_is_no_yaml(alice):
    page = alice.post(PAGE, {'source': 'Forms: [', 'do': 'show'})
    assert page.status_code == 200 and 'The YAML cannot be read' in text(page) and 'No form can be shown' in text(page)


def test_a_file_takes_the_place_of_the_text(alice):
    file = SimpleUploadedFile('ui.yaml', FORM.encode())
    page = alice.post(PAGE, {'source': 'old', 'do': 'show', 'file': file})
    assert 'type: demo.Web' in text(page) and 'old</textarea>' not in text(page)


@pytest.mark.parametrize(
    ('content', 'sentence'),
    [(b'\xff\xfe\x00P', 'no text in UTF-8'), (b'a' * 300_000, 'The file is larger than 256 kB')],
)
def test_a_file_that_is_no_form(alice, content, sentence):
    page = alice.post(PAGE, {'do': 'show', 'file': SimpleUploadedFile('ui.yaml', content)})
    assert page.status_code == 200 and sentence in text(page)


def test_required_applications_can_be_answered(alice):
    source = (
        FORM.replace('minValue: 1, ', '')
        .replace('fields:', 'fields:\n        - {name: host, type: demo.Host, label: Host}')
        .replace('port: $', 'host: $.main.host\n  port: $')
    )
    page = build(alice, source, host='any-demo.Host', port='80', password='Secret!234')
    assert 'any Host' in text(page) and 'host: any-demo.Host' in model(page) and 'New…' not in text(page)


def test_a_failing_expression_is_told_in_its_place(alice):
    page = build(
        alice, FORM.replace('port: $.main.port', 'port: int($.main.password)'), port='80', password='Secret!234'
    )
    assert page.status_code == 200 and not model(page) and 'text-danger' in text(page)


def test_a_hostile_form_is_shown_as_text(alice):
    page = alice.post(
        PAGE, {'source': FORM.replace('label: Port', 'label: "</textarea><script>{$ 7*7 $}"'), 'do': 'show'}
    )
    assert '<script>{$' not in text(page) and '{$ 7*7 $}' in text(page)


def test_the_check_leads_here(alice, murano):
    own_id = murano.package('demo.Web', ui=FORM)['id']
    assert f'{PAGE}?package={own_id}' in text(alice.get(f'/app-catalog/catalog/{own_id}/check/'))


def test_what_an_earlier_text_had_in_its_place_does_not_empty_a_field(alice):
    page = alice.post(PAGE, {'source': FORM, 'do': 'show', 's1-user': 'me', 'on-page': ['s0-port', 's1-user']})
    assert 'value="Web"' in text(page) and 'value="80"' not in text(page)
