"""A changed step sends the user back to the later ones, and says why."""

import pytest

from tests.views.form_client import Form, Script

UI = """
Version: 2
Application: {'?': {type: demo.Web}, size: $.first.size, port: $.second.port}
Forms:
  - first:
      fields:
        - {name: size, type: string, label: '{$ 7*7 $} size'}
  - second:
      fields:
        - {name: port, type: integer, label: Port}
        - {name: note, type: string, label: Note, required: false}
"""
WHY = '&quot;{$ 7*7 $} size&quot; was changed in step 1; please look at these answers again.'


@pytest.fixture()
def form(alice, murano):
    return Form(alice, murano.package('demo.Web', ui=UI), murano.environment('shop'))


def test_it_says_what_was_changed_and_keeps_the_answers(form):
    form.press('next-0', **{'s0-size': 'a'})
    assert WHY not in form.text
    form.press('next-1', **{'s1-port': '80', 's1-note': 'mine'}).press('to-2-0').press('next-0', **{'s0-size': 'b'})
    assert WHY in form.text and (form.value('s1-port'), form.value('s1-note')) == ('80', 'mine')
    form.press('next-1', **{'s1-port': '80'}).press('to-2-1')
    assert WHY not in form.text


def test_what_was_left_half_way_is_still_there(form):
    form.press('next-0', **{'s0-size': 'a'}).press('next-1', **{'s1-port': '80'})
    form.press('to-2-1').press('to-1-0', **{'s1-port': 'x', 's1-note': 'mine'}).press('next-0', **{'s0-size': 'b'})
    assert WHY in form.text and (form.value('s1-port'), form.value('s1-note')) == ('x', 'mine')


def test_nothing_changed_needs_no_second_look(form):
    form.press('next-0', **{'s0-size': 'a'}).press('next-1', **{'s1-port': '80'})
    form.press('to-2-0').press('next-0', **{'s0-size': 'a'})
    assert WHY not in form.text


def test_scripts_get_it_with_the_step(form):
    script = Script(form)
    script.press('next-0', **{'s0-size': 'a'})
    script.press('next-1', **{'s1-port': '80'})
    assert WHY in script.press('next-0', **{'s0-size': 'b'})['html']
