"""What a page of a form costs the dashboard itself: each step is built once, each state encrypted once."""

import pytest

from murano_panel import dynamic_ui
from murano_panel.components import views
from murano_panel.components.edit import wizard as edit_wizard
from tests.views import test_edit_form
from tests.views.form_client import Form, Script
from tests.views.test_add_form import NAME, PLACE, SECRETS, UI
from tests.views.test_edit_form import Edit, environment, host, package, web  # noqa: F401  fixtures


@pytest.fixture()
def count(monkeypatch):
    """Counts the calls of a function: ``count(module, name)`` gives a list that grows with each."""

    def counted(module, name):
        calls, function = [], getattr(module, name)

        def and_count(*arguments, **options):
            calls.append(arguments)
            return function(*arguments, **options)

        monkeypatch.setattr(module, name, and_count)
        return calls

    return counted


@pytest.fixture()
def form(alice, murano):
    return Form(alice, murano.package('demo.Web', name='Web', ui=UI), murano.environment('shop'))


def test_a_page_is_built_once(form, alice, count):
    builds, seals = count(dynamic_ui, 'build_form'), count(views, 'seal_state')
    alice.get(form.url)
    assert (len(builds), len(seals)) == (1, 1)
    # What was sent is checked, then the next step is shown.
    form.press('next-0', **PLACE)
    assert (len(builds), len(seals)) == (3, 2)
    form.press('show-0')
    assert (len(builds), len(seals)) == (4, 3)


def test_a_refused_step_is_shown_as_it_was_checked(form, count):
    builds, seals = count(dynamic_ui, 'build_form'), count(views, 'seal_state')
    form.press('next-0', **{**PLACE, 's0-port': 'no number'})
    assert form.errors and (len(builds), len(seals)) == (1, 1)


def test_scripts_cost_no_more(form, count):
    script = Script(form)
    builds, seals = count(dynamic_ui, 'build_form'), count(views, 'seal_state')
    script.press('next-0', **PLACE)
    assert (len(builds), len(seals)) == (2, 1)


def test_a_review_builds_no_form(form, count):
    form.press('next-0', **PLACE).press('next-1', **SECRETS).press('next-2', **NAME)
    builds, seals = count(dynamic_ui, 'build_form'), count(views, 'seal_state')
    form.press('show-3')
    assert form.step == 'Review' and (len(builds), len(seals)) == (0, 1)


def test_the_review_of_an_edit_finds_out_once_what_changes(alice, environment, count):  # noqa: F811
    form = Edit(alice, environment)
    results = count(edit_wizard, 'result_of')
    form.press('to-0-4', **{**test_edit_form.PLACE, 's0-port': '81'})
    assert test_edit_form.changes(form)['Port'] == '80 81' and len(results) == 1
    form.press('add-4')
    assert form.page.status_code == 302 and len(results) == 2
