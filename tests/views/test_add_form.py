"""Adding an application without scripts: page by page, the answers in one encrypted field."""

import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from murano_panel.components.state import FormState
from murano_panel.web.text import inert
from tests.support import cast
from tests.support.fake_murano import component
from tests.views.form_client import Form
from tests.views.test_at_once import tab

UI = r"""
Version: 2.2
Application:
  ?:
    type: demo.Web
  port: $.place.port
  title: $.place.title
  password: $.secrets.password
Forms:
  - place:
      fields:
        - name: title
          type: string
          label: Title
          description: What visitors see
          initial: Hello
        - name: port
          type: integer
          label: Port
          minValue: 1
          maxValue: 99
  - secrets:
      fields:
        - name: password
          type: password
          label: Password
        - name: note
          type: string
          label: Note
          initial: $.place.title.toLower()
          regexpValidator: '^[a-z]*$'
          required: false
"""
PASSWORD = 'Secr3t!pass'
PLACE = {'s0-title': 'Shop', 's0-port': '80'}
SECRETS = {'s1-password': PASSWORD, 's1-password-clone': PASSWORD, 's1-note': 'abc'}
NAME = {'s2-application_name': 'shop'}


@pytest.fixture()
def package(murano):
    return murano.package('demo.Web', name='Web', ui=UI)


@pytest.fixture()
def environment(murano):
    return murano.environment('shop')


@pytest.fixture()
def form(alice, package, environment):
    return Form(alice, package, environment)


@pytest.fixture()
def review(form):
    return form.press('next-0', **PLACE).press('next-1', **SECRETS).press('next-2', **NAME)


def drafts(murano) -> list:
    return [session for session in murano.sessions.values() if session.user_id == cast.ALICE.id]


# The way through ---------------------------------------------------------------------------------------------------


def test_from_the_first_step_into_the_draft(review, murano, environment, alice):
    assert review.step == 'Review' and 'Shop' in review.text
    review.press('add-3')
    assert review.page.status_code == 302 and review.page.url == f'/app-catalog/environments/{environment.id}/'
    [added] = drafts(murano)[0].components
    assert added['port'] == 80 and added['title'] == 'Shop' and added['password'] == PASSWORD
    assert added['?']['name'] == 'shop' and added['?']['type'] == 'demo.Web'
    assert f'murano_draft_{environment.id}' in alice.cookies
    assert 'was added to your draft' in alice.get(f'/app-catalog/environments/{environment.id}/').content.decode()


def test_the_author_explains_beside_the_field(form):
    assert 'What visitors see' in form.text and form.value('s0-title') == 'Hello'


def test_later_steps_depend_on_earlier_answers(form):
    form.press('next-0', **PLACE)
    assert form.step == 'Secrets' and form.value('s1-note') == 'shop'


def test_wrong_answers_stay_and_say_what_is_wrong(form):
    form.press('next-0', **{'s0-title': '', 's0-port': '1000'})
    assert form.step == 'Place' and form.value('s0-port') == '1000'
    assert [error.split(':')[0] for error in form.errors] == ['Title', 'Port']
    assert 'aria-invalid="true"' in form.text and 'autofocus' in form.text


def test_no_step_is_skipped(form, murano):
    assert form.press('next-1', **SECRETS).step == 'Place'
    assert form.press('next-0', **PLACE).press('add-3').step == 'Secrets'
    assert form.press('to-1-3', **SECRETS).step == 'Name'
    assert not drafts(murano)


@pytest.mark.parametrize(
    'do', ['', 'nonsense', 'next', 'next-999', 'back-0', 'to-9-9', 'new-0-7', 'show-999', 'drop-0']
)
def test_buttons_that_nobody_drew_do_no_harm(form, murano, do):
    form.press(do)
    assert form.page.status_code == 200 and form.step == 'Place' and not drafts(murano)


def test_back_and_forward_lose_nothing(form):
    form.press('next-0', **PLACE).press('back-1', **{**SECRETS, 's1-note': 'WRONG'})
    assert form.step == 'Place' and form.value('s0-title') == 'Shop'
    form.press('next-0', **PLACE)
    assert form.value('s1-note') == 'WRONG' and not form.errors
    form.press('next-1', **{'s1-password': '', 's1-password-clone': '', 's1-note': 'right'})
    assert form.step == 'Name'


def test_a_changed_step_asks_for_those_after_it_again(review, murano):
    review.press('to-3-0').press('next-0', **{**PLACE, 's0-title': 'Other'})
    assert review.step == 'Secrets'
    assert review.press('add-3').step == 'Secrets' and not drafts(murano)
    review.press('next-1', **{'s1-note': 'abc'}).press('next-2', **NAME).press('add-3')
    [added] = drafts(murano)[0].components
    assert added['title'] == 'Other' and added['password'] == PASSWORD


def test_text_that_looks_like_a_template_comes_back_unchanged(form):
    """Horizon's escaping alone would change it with every page."""
    form.press('next-0', **{'s0-title': '{$ 7*7 $} <b> {{ x }}', 's0-port': ''})
    assert form.value('s0-title') == '{$ 7*7 $} <b> {{ x }}'


# Secrets -----------------------------------------------------------------------------------------------------------


def test_passwords_are_never_in_a_page(form):
    pages = [form.press('next-0', **PLACE).text, form.press('next-1', **{**SECRETS, 's1-note': 'WRONG'}).text]
    pages += [form.press('next-1', **SECRETS).text, form.press('back-2').text, form.press('next-1').text]
    pages += [form.press('next-2', **NAME).text]
    assert form.step == 'Review' and '••••' in form.text
    assert not any(PASSWORD in page for page in pages)


def test_a_refused_step_asks_for_its_passwords_again(form):
    form.press('next-0', **PLACE).press('next-1', **{**SECRETS, 's1-note': 'WRONG'})
    assert form.press('next-1', **{'s1-note': 'right'}).errors == [
        'Password: This field is required.',
        'Confirm password: Type the password again.',
    ]


def test_an_accepted_password_stays_unless_it_is_typed_again(review, murano):
    review.press('to-3-1')
    assert 'Unchanged' in review.text and review.value('s1-password') is None
    review.press('next-1', **{'s1-note': 'other'}).press('next-2', **NAME).press('add-3')
    assert drafts(murano)[0].components[0]['password'] == PASSWORD


def test_a_new_password_does_not_give_way_to_the_old_one(review):
    """Its step was refused for something else: silently keeping the first password would surprise."""
    new = {'s1-password': 'An0ther!one', 's1-password-clone': 'An0ther!one'}
    review.press('to-3-1').press('next-1', **new, **{'s1-note': 'WRONG'})
    assert 'Password: This field is required.' in review.press('next-1', **{'s1-note': 'right'}).errors


def test_what_is_kept_with_the_component_has_no_secrets(review, murano):
    review.press('add-3')
    kept = drafts(murano)[0].components[0]['?']['metadata']['murano_panel']
    assert kept['package'] == 'demo.Web' and kept['answers']['place'] == {'title': 'Shop', 'port': 80}
    assert PASSWORD not in str(kept)


# Exactly once ------------------------------------------------------------------------------------------------------


def test_sending_the_form_twice_adds_one_component(review, murano):
    state = review.state
    review.press('add-3')
    review.state, review.url = state, review.page.request['PATH_INFO']
    review.press('add-3')
    assert review.page.status_code == 302
    assert len(drafts(murano)) == 1 and len(drafts(murano)[0].components) == 1


def test_what_was_taken_out_again_can_be_added_again_at_once(review, murano):
    state, url = review.state, review.url
    review.press('add-3')
    [session] = drafts(murano)
    session.components.clear()
    review.state, review.url = state, url
    review.press('add-3')
    assert len(session.components) == 1


def test_two_at_the_same_time_add_one_component(review, murano, monkeypatch):
    from murano_panel.api import drafts as drafts_api

    waiting = []
    once = drafts_api.add_component

    def and_meanwhile(*arguments):
        monkeypatch.setattr(drafts_api, 'add_component', once)
        waiting.append(pool.submit(tab(review.client).post, review.url, {'state': review.state, 'do': 'add-3'}))
        return once(*arguments)

    monkeypatch.setattr(drafts_api, 'add_component', and_meanwhile)
    with ThreadPoolExecutor(1) as pool:
        review.press('add-3')
    assert [answer.status_code for answer in (waiting[0].result(), review.page)] == [302, 302]
    assert [len(draft.components) for draft in drafts(murano)] == [1]


def test_it_goes_into_the_draft_one_has(alice, murano, environment, package):
    for title in ('One', 'Two'):
        form = Form(alice, package, environment)
        form.press('next-0', **{**PLACE, 's0-title': title}).press('next-1', **SECRETS).press('next-2', **NAME)
        form.press('add-3')
    assert [item['title'] for item in drafts(murano)[0].components] == ['One', 'Two'] and len(drafts(murano)) == 1


def test_no_draft_leaks_when_adding_fails(review, murano):
    murano.fail('POST', '/services', status=500)
    assert review.press('add-3').page.status_code in (502, 503)
    assert not drafts(murano)
    murano._failures.clear()
    review.press('add-3', resent='1')
    assert review.page.status_code == 302 and len(drafts(murano)[0].components) == 1


# Cost --------------------------------------------------------------------------------------------------------------


def test_calls_of_a_step(alice, package, environment, murano):
    # The form and the archive are read once.
    with murano.budget(4) as first:
        form = Form(alice, package, environment)
    assert ('GET', f'/v1/catalog/packages/{package["id"]}/ui') in first
    for do, inputs in (('next-0', PLACE), ('next-1', SECRETS), ('back-2', {}), ('to-1-0', {}), ('show-0', {})):
        with murano.budget(2):
            form.press(do, **inputs)


# Refusals ----------------------------------------------------------------------------------------------------------


def test_answers_grow_old(form, monkeypatch):
    form.press('next-0', **PLACE)
    later = time.time() + 3601
    monkeypatch.setattr('cryptography.fernet.time', SimpleNamespace(time=lambda: later))
    form.press('next-1', **SECRETS)
    assert form.page.status_code == 200 and form.step == 'Place' and 'no longer valid' in form.notice


def test_a_package_that_changed_meanwhile_begins_again(form, package):
    form.press('next-0', **PLACE)
    package['updated'] = '2031-01-01T00:00:00'
    assert form.press('next-1', **SECRETS).step == 'Place' and 'no longer valid' in form.notice


def test_answers_are_of_no_use_to_others(form, bob):
    form.press('next-0', **PLACE)
    form.client = bob
    assert form.press('next-1', **SECRETS).step == 'Place' and form.value('s0-title') == 'Hello'


def test_environment_that_is_being_deployed(alice, murano, package):
    form = Form(alice, package, murano.environment('shop', components=[component()], status='deploying'))
    assert form.page.status_code == 409 and 'Wait until it has ended' in form.notice and 'Since' in form.text
    assert 'Watch the deployment' in form.text


def test_a_deployment_that_began_meanwhile(review, murano, environment):
    murano.deployment(environment)
    assert review.press('add-3').page.status_code == 409 and not drafts(murano)


def test_what_was_typed_outlives_the_deployment_of_somebody_else(form, murano, environment):
    task = murano.deployment(environment)
    form.press('next-0', **PLACE)
    assert (
        form.page.status_code == 409 and 'kept in this page' in form.text and 'Wait until it has ended' in form.notice
    )
    murano.end(task)
    form.press('next-0', resent='1')
    assert form.step == 'Secrets' and form.press('back-1').value('s0-title') == 'Shop'


def test_what_stands_in_the_way_is_not_asked_for_only_to_be_phrased(form, murano, environment):
    murano.deployment(environment)
    with murano.budget(1) as calls:
        form.press('next-0', **PLACE)
    assert form.page.status_code == 409 and len(calls) == 1


def test_names_in_messages_are_only_text(alice, murano, package):
    form = Form(alice, package, murano.environment('{$ 7*7 $}'))
    form.press('next-0', **PLACE).press('next-1', **SECRETS).press('next-2', **NAME).press('add-3')
    assert f'to your draft of &quot;{inert("{$ 7*7 $}")}' in alice.get(form.page.url).content.decode()


def test_a_draft_that_was_overtaken(review, murano, environment):
    review.press('add-3')
    murano.deployment(environment, finished=True)
    page = review.client.get(review.url or review.page.request['PATH_INFO'])
    assert page.status_code == 409 and 'no longer valid' in page.content.decode()


def test_a_draft_that_murano_has_forgotten(alice, review, murano, package, environment):
    review.press('add-3')
    murano.sessions.clear()
    form = Form(alice, package, environment)
    form.press('next-0', **PLACE).press('next-1', **SECRETS).press('next-2', **NAME).press('add-3')
    assert form.page.status_code == 302 and len(drafts(murano)[0].components) == 1


def test_faulty_form(alice, murano, environment):
    form = Form(alice, murano.package(ui=UI.replace('type: integer', 'typ: integer')), environment)
    assert form.page.status_code == 422 and 'cannot be used' in form.notice
    assert all(words in form.text for words in ('<td>place</td>', '<td>port</td>'))


def test_a_form_that_computes_for_ever(alice, murano, environment):
    ui = UI.replace(
        'initial: Hello', 'initial: $.x.repeat(range(0, 1000000000)) + range(0, 1000000000).len().toString()'
    )
    started = time.thread_time()
    page = Form(alice, murano.package(ui=ui), environment).page
    assert page.status_code in (200, 422) and time.thread_time() - started < 5


def test_vanished_and_forbidden(alice, charlie, murano, package, environment, form):
    murano.packages.clear()
    assert form.press('next-0', **PLACE).page.status_code == 404
    private = murano.package(is_public=False, ui=UI)
    assert Form(charlie, private, murano.environment('theirs', project='other')).page.status_code == 404
    assert Form(charlie, murano.package(ui=UI), environment).page.status_code == 404


def test_a_reader_may_not_add(rita, package, environment):
    assert Form(rita, package, environment).page.status_code == 403


def test_murano_down_keeps_the_answers(form, murano):
    murano.refuse('GET', '/catalog/packages', times=1)
    form.press('next-0', **PLACE)
    assert form.page.status_code == 503 and 'kept in this page' in form.text
    form.press('next-0', resent='1')
    assert form.step == 'Secrets' and form.press('back-1').value('s0-title') == 'Shop'


def test_answers_stay_out_of_what_a_state_prints():
    assert 'answers' not in repr(FormState('p', 'n', 'u', 'e', answers={'a': {'b': PASSWORD}}))


def test_endless_answers_are_refused(form, monkeypatch):
    monkeypatch.setattr('murano_panel.components.state.MAX_SIZE', 3000)
    form.press('next-0', **{**PLACE, 's0-title': 'x' * 5000})
    assert form.page.status_code == 413 and 'too long' in form.text


def test_long_answers_are_kept_whole_and_reviewed_in_short(alice, murano, environment):
    ui = UI.replace('type: string\n          label: Title', 'type: text\n          label: Title')
    form = Form(alice, murano.package('demo.Web', name='Web', ui=ui), environment)
    form.press('next-0', **{**PLACE, 's0-title': 'é' * 100_000}).press('next-1', **{**SECRETS, 's1-note': 'abc'})
    form.press('next-2', **NAME)
    assert form.step == 'Review' and 'é' * 2000 not in form.text
    form.press('add-3')
    [session] = drafts(murano)
    assert session.components[0]['title'] == 'é' * 100_000


def test_murano_down_and_answers_without_end(form, murano, environment):
    murano.fail('GET', f'/environments/{environment.id}', status=503)
    assert form.press('next-0', **{**PLACE, 's0-title': 'x' * 1_000_000}).page.status_code == 503


def test_a_step_without_fields(alice, murano, environment):
    ui = 'Version: 2\nApplication:\n  ?: {type: demo.E}\nForms:\n- a: {fields: []}\n'
    package = murano.package('demo.E', name='E', ui=ui)
    for button in ('shape-0-0', 'grow-0-0', 'shrink-0-0', 'new-0-0'):
        assert Form(alice, package, environment).press(button).page.status_code == 200


# Choosing the environment ------------------------------------------------------------------------------------------


def test_choosing_an_environment(alice, murano, package, environment):
    murano.environment('busy', components=[component()], status='deploying')
    murano.environment('theirs', project='other')
    url = f'/app-catalog/catalog/{package["id"]}/add/'
    with murano.budget(2):
        page = alice.get(url).content.decode()
    assert '>shop</label>' in page and 'theirs' not in page and 'disabled' in page
    answer = alice.post(url, {'environment': environment.id})
    assert answer.url == f'{url}{environment.id}/'
    assert alice.get(url, {'environment': environment.id}).url == f'{url}{environment.id}/'


@pytest.mark.parametrize(
    ('posted', 'said'),
    [
        ({'name': 'shop'}, 'Another environment of this project has this name.'),
        ({}, 'Choose an environment, or name a new one.'),
        ({'environment': '../x', 'name': 'fresh'}, 'Choose an environment, or name a new one.'),
    ],
)
def test_what_cannot_be_chosen(alice, murano, package, environment, posted, said):
    page = alice.post(f'/app-catalog/catalog/{package["id"]}/add/', posted)
    assert page.status_code == 200 and said in page.content.decode() and len(murano.environments) == 1


def test_the_environment_stays_named_and_linked(alice, murano):
    shop, package = murano.environment('shop {$ x $}'), murano.package(ui=UI)
    page = alice.get(f'/app-catalog/catalog/{package["id"]}/add/{shop.id}/').content.decode()
    link = f'href="/app-catalog/environments/{shop.id}/"'
    assert page.count(link) >= 2 and '>shop {$ x $}</a>' in page
    assert f'href="/app-catalog/catalog/{package["id"]}/?environment={shop.id}"' in page
