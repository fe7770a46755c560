"""Every page of ours, and the states it can be in, as axe-core sees them: in one walk, for it takes its time."""

import contextlib
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from django.test import Client
from selenium.webdriver.common.by import By

from murano_panel.api import blueprints, categories, deployments, environments, errors, packages
from murano_panel.api.cloud import CloudServices
from murano_panel.domain.cloud import Flavor, Found
from murano_panel.domain.model.blueprint import as_blueprint
from tests.browser.browser import gone
from tests.browser.forms import STEP, pair
from tests.browser.scenes import choose_values, conflicting_draft
from tests.browser.walk import Walk
from tests.support import archives, axe, cast
from tests.support.fake_glance import FakeGlance
from tests.support.fake_murano import FakeMurano
from tests.support.fake_murano import component as fake_component
from tests.support.real import SAMPLES, component, deploy, request_of, slow, wait_for_end
from tests.views.addresses import ADDRESSES, FILE, Address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not axe.AXE.exists(),
        reason='needs axe-core: `npm ci` in the checkout (npm comes with Node.js)'
        if shutil.which('npm')
        else 'needs axe-core, which comes by npm, which is missing (it comes with Node.js, 20.19 or newer)',
    ),
]
HOME = '/app-catalog/environments/'
# No pages of their own: they lead to another one, or ask by the page that discarding has, too.
LEAD_ON = {
    'environments:deploy',
    'environments:component_remove',
    'environments:component_undo',
    'environments:retry',
    # The button of a page whose login has ended.
    'overview:login',
    # What was ticked in the history is compared on a page of its own.
    'deployments:chosen',
    # A menu's entries.
    'catalog:targets',
    # Scripts show in the plan what came of it.
    'packages:import_run',
    # A confirmation leads to the environment.
    'environments:import_run',
}
# What Horizon's own frame breaks. No exception for us: it holds outside of our containers only.
FRAME = {'color-contrast', 'html-has-lang', 'landmark-unique', 'list', 'region', 'tabindex'}

SEND_WITHOUT_SCRIPT = """document.querySelector('form[action$="/discard/"]').submit()"""
REPLACE_MAIN = """
    const page = new DOMParser().parseFromString(arguments[0], 'text/html');
    document.querySelector('main').replaceWith(page.querySelector('main'));
"""


@dataclass(frozen=True)
class Scenes:
    """Environments of Alice's project, by what is going on in them: their ids."""

    empty: str
    running: str
    deployed: str
    component: str
    notes: str
    failed: str
    soft: str
    disputed: str

    def path(self, name: str) -> str:
        return f'{HOME}{getattr(self, name)}/'


@pytest.fixture()
def scenes(alice, browser) -> Iterator[Scenes]:
    """Deployed all at once, before the browser looks at any."""
    request, made = request_of(alice), {}
    app, notes = component('ContainerHost', label='the host'), component('ActionsApp', label='the notes')
    scenes = {
        'empty': [],
        'running': [slow(steps=400), component('FailingApp', label='Other', steps=20, failAt=0, pace=30)],
        'deployed': [app, notes],
        'failed': [component('FailingApp', steps=1, failAt=1)],
        'soft': [component('SoftErrorApp')],
        'disputed': [],
    }
    for name, components in scenes.items():
        title = f'{name} {uuid.uuid4().hex[:6]}'
        made[name] = environments.create(request, name=title, networks={'environment': None, 'flat': None}).id
        if components:
            deploy(request, made[name], *components)
    for name in ('deployed', 'failed', 'soft'):
        wait_for_end(request, made[name])
    yield Scenes(**made, component=app['?']['id'], notes=notes['?']['id'])
    browser.leave()
    for each in made.values():
        with contextlib.suppress(errors.NotFound):
            environments.abandon(request, each)


def test_every_page_and_state_can_be_used_by_everybody(alice, login, quiet_menu, scenes, browser, tmp_path):
    walk = Walk(browser)
    browser.log_in('alice')
    every_address(walk, alice, scenes)
    blueprint_pages(walk, alice, scenes)
    lists(walk, scenes)
    package_tables(walk, alice)
    package_import(walk, alice, tmp_path)
    imported_files(walk)
    dialogs(walk, scenes)
    new_environment(walk)
    package_form(walk, scenes)
    drafts(walk, alice, scenes)
    watched_deployment(walk, alice, scenes)
    failures(walk, scenes)
    marked_images(walk)
    empty_project(walk)
    administration(walk, login('admin'), scenes)
    assert not walk.wrong, '\n'.join(walk.wrong)
    assert set(walk.frame) <= FRAME, walk.frame
    assert {each.name for each in ADDRESSES if each.kind in ('page', 'form')} - LEAD_ON - walk.pages == set()


def every_address(walk: Walk, alice: Client, scenes: Scenes) -> None:
    """Whatever can be opened by its address, dialogs as pages of their own included."""
    request = request_of(alice)
    ids = {
        'environment_id': scenes.deployed,
        'component_id': scenes.component,
        'deployment_id': deployments.list_for(request, scenes.deployed)[0].id,
        'package_id': package(request, 'ContainerWebServer'),
        'object_id': scenes.notes,
        'method': 'leaveNote',
    }
    of_class = {
        'package_id': package(request, 'ActionsApp'),
        'class_name': SAMPLES + 'ActionsApp',
        'method': 'greetings',
    }
    for address in ADDRESSES:
        elsewhere = address.name in LEAD_ON or address.of_admins or address.of_glance or is_of_own_package(address)
        elsewhere = elsewhere or address.of_blueprint
        if address.kind in ('page', 'form') and address.get and not elsewhere:
            walk.open(address.url(of_class if address.name == 'catalog:action' else ids), address.name)
    for name in ('empty', 'running', 'failed', 'soft'):
        walk.open(scenes.path(name), f'environment: {name}')
    for name in ('failed', 'soft'):
        newest = deployments.list_for(request, getattr(scenes, name))[0].id
        walk.open(f'{scenes.path(name)}deployments/{newest}/', f'deployment: {name}')
    walk.open(f'{scenes.path("running")}delete/', 'delete what is being deployed')
    walk.open(f'/app-catalog/catalog/{package(request, "FormGallery")}/check/', 'package check of all fields')
    walk.open(f'/app-catalog/catalog/try-form/?package={package(request, "FormGallery")}', 'trial of all fields')
    walk.browser.click('Show what it makes')
    walk.browser.see('Nothing yet')
    walk.look('trial with refused answers')
    walk.open(f'{scenes.path("deployed")}components/{scenes.component}/metadata/', 'metadata')
    pair(walk.browser, 1, 'murano_panel', 'mine')
    walk.browser.click('Save in draft')
    walk.browser.see('This name is taken')
    walk.look('metadata that is refused')
    actions(walk, scenes)


def blueprint_pages(walk: Walk, alice: Client, scenes: Scenes) -> None:
    """One with a question, and the table of them."""
    request = request_of(alice)
    asking = {**component('FormGallery', label='the shop'), 'adminPassword': 'S3cret!pass'}
    made = blueprints.create(request, name=f'starter {uuid.uuid4().hex}', components=as_blueprint([asking]))
    try:
        [own] = [item['?']['id'] for item in blueprints.get(request, made.id).components]
        ids = {'blueprint_id': made.id, 'environment_id': scenes.deployed, 'component_id': own}
        ids['package_id'] = package(request, 'FormGallery')
        for address in ADDRESSES:
            if address.of_blueprint and address.get:
                walk.open(address.url(ids), address.name)
        edited = f'/app-catalog/blueprints/{made.id}/components/{own}/edit/?form=class'
        walk.open(edited, 'component of a blueprint by its properties', 'Not kept in a blueprint')
        walk.open(f'/app-catalog/catalog/?blueprint={made.id}', 'catalog: for a blueprint', 'Back to the blueprint')
        walk.browser.open('/app-catalog/blueprints/')
        walk.browser.driver.find_element(By.CSS_SELECTOR, '[data-murano-menu] summary').click()
        walk.look('blueprints: menu')
        walk.open('/app-catalog/blueprints/?q=no+such+name', 'blueprints: none matches', 'No blueprint matches')
    finally:
        blueprints.delete(request, made)


def actions(walk: Walk, scenes: Scenes) -> None:
    """What a component offers, arguments that are refused, a result; and one that failed."""
    browser = walk.browser
    walk.open(f'{scenes.path("deployed")}components/{scenes.notes}/', 'component with actions', 'Leave a note')
    browser.leave_by('Run: Leave a note')
    browser.leave_by('Run')
    browser.see('This field is required.')
    walk.look('arguments that are refused')
    browser.leave_by('Cancel')
    browser.leave_by('Run: Describe')
    browser.leave_by('Run')
    browser.see('Gigabytes')
    walk.look('the result of an action')


def package(request, name: str) -> str:
    return packages.by_class_name(request, SAMPLES + name)[0].id


def is_of_own_package(address: Address) -> bool:
    """What can be done to a package of one's own."""
    return address.name.startswith('packages:') and address.of_package


def package_tables(walk: Walk, alice: Client) -> None:
    """The table of packages, and what can be done to one of the project's own."""
    request = request_of(alice)
    files = archives.application(f'Own{uuid.uuid4().hex[:6]}', Tags='[one, two]')
    own = packages.upload(request, archives.zipped(files), categories=['Web'])
    try:
        _package_pages(walk, own.id)
    finally:
        packages.delete(request, own.id)


def _package_pages(walk: Walk, own: str) -> None:
    for address in ADDRESSES:
        if is_of_own_package(address) and address.kind == 'form' and not address.of_admins:
            walk.open(address.url({'package_id': own}), address.name)
    walk.open('/app-catalog/packages/?q=no+such+name', 'packages: none matches', 'No package matches')
    for action in ('delete', 'categories'):
        walk.open(f'/app-catalog/packages/selected/?action={action}&object_ids={own}', 'packages:selected')
    walk.open('/app-catalog/packages/?q=Own', 'packages: found')
    walk.browser.driver.find_element(By.CSS_SELECTOR, '[data-murano-menu] summary').click()
    walk.look('packages: menu')
    walk.dialog('Edit', 'packages: edit in a dialog')


def package_import(walk: Walk, alice: Client, folder: Path) -> None:
    """Files that were chosen, the plan with all that may be in it, and what came of it."""
    word = f'Axe{uuid.uuid4().hex[:6]}'
    files = {
        'good.zip': archives.zipped(
            {**archives.application(word, Require='{example.Nowhere: ""}'), 'UI/ui.yaml': '- x'}
        ),
        'bad.zip': b'<html>Log in</html>',
        'stack.yaml': b'heat_template_version: 2013-05-23\nresources: {one: {type: OS::Heat::None}}\n',
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    browser = walk.browser
    browser.open('/app-catalog/packages/import/')
    browser.driver.find_element(By.ID, 'id_files').send_keys('\n'.join(str(folder / name) for name in files))
    browser.see('About the Heat template')
    walk.look('import: files chosen')
    browser.fill('Name', f'{word} stack')
    browser.click('Check and show the plan')
    browser.see('2 new, 1 that cannot be imported, 1 missing')
    browser.driver.find_element(By.TAG_NAME, 'summary').click()
    walk.look('import: plan')
    browser.click('Import what is chosen')
    browser.see('2 packages imported')
    walk.look('import: done')
    request = request_of(alice)
    for found in packages.managed(request, text=word, owned=True).packages:
        packages.delete(request, found.id)


def administration(walk: Walk, admin: Client, scenes: Scenes) -> None:
    """What is for administrators alone."""
    request, browser = request_of(admin), walk.browser
    browser.log_in('admin')
    category = categories.create(request, f'Empty {uuid.uuid4().hex[:6]}')
    package = packages.upload(request, archives.zipped(archives.application(f'Own{uuid.uuid4().hex[:6]}')))
    try:
        ids = {'category_id': category.id, 'package_id': package.id, 'foreign_id': scenes.running}
        for address in ADDRESSES:
            if address.of_admins and address.kind != 'script':
                walk.open(address.url(ids), address.name)
        walk.open('/app-catalog/categories/', 'categories: of administrators')
        walk.open('/app-catalog/packages/', 'packages: of all projects')
        walk.open('/app-catalog/operations/?state=running', 'all projects: what runs', 'Deploying')
    finally:
        packages.delete(request, package.id)
        categories.delete(request, category.id)


def lists(walk: Walk, scenes: Scenes) -> None:
    walk.open(f'{HOME}?state=attention', 'list: failed ones')
    walk.open(f'{HOME}?q=no+such+name', 'list: none matches', 'No environment matches')
    walk.open('/app-catalog/catalog/?q=no+such+name', 'catalog: none matches')
    walk.open('/app-catalog/catalog/?q=Container+Host', 'catalog: found')
    walk.browser.click('Add to an environment: Container Host')
    walk.browser.see('new environment')
    walk.look('catalog: menu')
    walk.open(f'/app-catalog/catalog/?environment={scenes.empty}', 'catalog: for an environment')
    walk.open('/app-catalog/deployments/?state=failed', 'history: failed ones')
    walk.open('/app-catalog/deployments/statistics/', 'statistics: figures', 'Most frequent failures')


def dialogs(walk: Walk, scenes: Scenes) -> None:
    browser = walk.browser
    browser.open(HOME)
    browser.click('Create environment')
    browser.wait(lambda: browser.count('dialog'), 'a dialog')
    walk.look('create')
    browser.click('Create environment', inside='dialog')
    browser.wait(lambda: browser.count('dialog [aria-invalid="true"]'), 'an error')
    walk.look('create: refused')
    browser.escape()
    for id in (scenes.soft, scenes.deployed):
        browser.driver.find_element(By.CSS_SELECTOR, f'[name=object_ids][value="{id}"]').click()
    walk.look('list: some selected')
    browser.leave_by('Delete selected…')
    walk.look('delete what was selected')
    browser.open(scenes.path('deployed'))
    for button in ('Rename', 'Delete'):
        walk.dialog(button, button)
    for tab in browser.driver.find_elements(By.CSS_SELECTOR, '[data-murano-tabs] a[href^="#"]'):
        tab.click()
        walk.look(f'environment: {tab.text}')


def package_form(walk: Walk, scenes: Scenes) -> None:
    browser = walk.browser
    browser.open(f'/app-catalog/catalog/?environment={scenes.empty}')
    browser.leave_by('Add: Container Web Server')
    walk.look('form')
    browser.leave_by('New: Host')
    walk.look('nested form')
    browser.fill('Seconds per step', '0')
    browser.click('Next', inside=STEP)
    browser.click('Next', inside=STEP)
    browser.wait(lambda: 'Add and go on' in browser.part(STEP), 'the review')
    walk.look('review of a nested form')
    browser.leave_by('Add and go on')
    browser.fill('Seconds per step', 'x')
    browser.click('Next', inside=STEP)
    browser.wait(lambda: browser.count(f'{STEP} [aria-invalid="true"]'), 'an error')
    walk.look('form: errors')
    browser.leave_by('Cancel', inside=STEP)
    walk.look('leave a form')
    browser.leave_by('Back to the form')
    browser.fill('Seconds per step', '0')
    browser.click('Next', inside=STEP)
    browser.click('Next', inside=STEP)
    browser.wait(lambda: 'Add to draft' in browser.part(STEP), 'the review')
    walk.look('review')
    browser.leave_by('Add to draft')


def new_environment(walk: Walk) -> None:
    """The form of an application with which one begins, to where its name is refused; nothing is made."""
    browser = walk.browser
    browser.open('/app-catalog/catalog/')
    browser.click('Add to an environment: Container Host')
    browser.leave_by('A new environment…')
    walk.look('new environment: chosen')
    browser.leave_by('Continue')
    browser.click('Next', inside=STEP)
    browser.click('Next', inside=STEP)
    browser.wait(lambda: 'Create environment' in browser.part(STEP), 'the review')
    walk.look('new environment: review')
    browser.fill('Name', '  ')
    browser.click('Create environment')
    browser.wait(lambda: browser.count(f'{STEP} [aria-invalid="true"]'), 'an error')
    walk.look('new environment: refused')
    browser.leave_by('Cancel', inside=STEP)


def drafts(walk: Walk, alice: Client, scenes: Scenes) -> None:
    """The draft that ``package_form`` has made: shown, edited, and overtaken by another deployment."""
    browser, request = walk.browser, request_of(alice)
    browser.see('2 undeployed changes')
    walk.look('environment: draft')
    walk.dialog('Discard', 'discard a draft')
    page = browser.driver.find_element(By.TAG_NAME, 'html')
    browser.driver.execute_script(SEND_WITHOUT_SCRIPT)
    browser.wait(lambda: gone(page), 'the question')
    walk.look('discard a draft, on a page')
    open_picture(walk, f'{scenes.path("empty")}review/', 'review: its picture', '.murano-sketch__fold > summary')
    open_picture(walk, '/app-catalog/', 'overview: what is in it', f'#murano-glance-running-{scenes.running} > summary')
    walk.open(f'{HOME}drafts/', 'drafts')
    walk.open(HOME, 'list: with a draft')
    deploy(request, scenes.empty, component('ContainerHost'))
    wait_for_end(request, scenes.empty)
    walk.open(scenes.path('empty'), 'environment: lost draft', 'Your draft can no longer be deployed')
    browser.leave_by('Re-apply…')
    walk.look('re-apply')
    conflicting_draft(browser, request, scenes.disputed)
    browser.leave_by('Re-apply…')
    walk.look('re-apply: changed by others, too')
    choose_values(browser, title='theirs', adminPassword='mine')
    browser.leave_by('Put into a new draft')
    browser.see('Needed; type all of them again.')
    walk.look('re-apply: refused')
    first = deployments.list_for(request, scenes.disputed)[-1].id
    walk.open(f'{scenes.path("disputed")}compare/', 'two deployments compared', 'Only in #2')
    walk.open(
        f'{scenes.path("disputed")}deployments/{first}/restore/', 'restore, secrets stay', 'Passwords and keys stay'
    )


def open_picture(walk: Walk, url: str, name: str, summary: str) -> None:
    """One of the small ones, with the list beside it."""
    browser = walk.browser
    browser.open(url)
    for each in (summary, '.murano-sketch__list > summary'):
        browser.wait(lambda each=each: browser.count(each) > 0, each)
        # Found and pressed at once, as live pages are made anew.
        browser.driver.execute_script('document.querySelector(arguments[0]).click()', each)
    browser.wait(lambda: browser.part('.murano-sketch__list ul'), 'the list')
    walk.look(name)


def watched_deployment(walk: Walk, alice: Client, scenes: Scenes) -> None:
    browser = walk.browser
    newest = deployments.list_for(request_of(alice), scenes.running)[0].id
    browser.open(f'{scenes.path("running")}deployments/{newest}/')
    browser.see('/400')
    walk.look('deployment: live')
    browser.wait(lambda: 'running' in browser.part('[data-murano-tray-box] summary'), 'what runs')
    browser.driver.find_element(By.CSS_SELECTOR, '[data-murano-tray-box] summary').click()
    walk.look('what runs')
    browser.driver.set_network_conditions(offline=True, latency=0, throughput=-1)
    browser.see('Connection lost.')
    walk.look('deployment: connection lost')
    browser.driver.delete_network_conditions()
    browser.problems()


def failures(walk: Walk, scenes: Scenes) -> None:
    browser = walk.browser
    walk.open(f'{HOME}{"0" * 32}/', 'not found', 'Go back')
    browser.driver.execute_script(REPLACE_MAIN, page_without_murano())
    browser.see('Try again')
    walk.look('unavailable')
    browser.log_in('rita')
    walk.open(f'{HOME}create/', 'forbidden')
    walk.open(scenes.path('deployed'), 'environment: a reader sees it')
    walk.open('/app-catalog/catalog/', 'catalog: a reader sees it')
    # Every failure is in the console, too.
    browser.problems()


def page_without_murano() -> str:
    """The demo's Murano is there for others, too: our views talk to one of their own, and get no answer."""
    fake, client = FakeMurano(), Client()
    with fake.installed():
        fake.people[cast.ALICE.token_id] = cast.ALICE
        cast.log_in(client, cast.ALICE)
        fake.refuse('GET')
        answer = client.get(HOME)
    assert answer.status_code == 503
    return answer.content.decode()


def marked_images(walk: Walk) -> None:
    """The basic demo has no Glance: what our views show of one of their own stands in another page."""
    for page, content in pages_of_images():
        walk.browser.open(HOME)
        walk.browser.driver.execute_script(REPLACE_MAIN, content)
        walk.look(f'{page}: of a Glance of its own', page)


def pages_of_images() -> Iterator[tuple[str, str]]:
    fake, client = FakeMurano(), Client()
    glance = fake.others['glance.test'] = FakeGlance(fake.people)
    own = glance.image('own', mark={'type': 'linux', 'title': 'Debian'})['id']
    glance.image('twin', mark={'type': 'linux', 'title': 'Debian'})
    glance.image('broken', mark='{')
    glance.image('theirs', mark={'type': 'plan9'}, project='other', visibility='public')
    glance.image('plain')
    with fake.installed():
        cast.log_in(client, cast.ALICE)
        for page, path in (
            ('images:index', ''),
            ('images:index', '?show=unmarked'),
            ('images:mark', f'{own}/mark/'),
            ('images:unmark', f'{own}/unmark/'),
        ):
            yield page, client.get(f'/app-catalog/images/{path}').content.decode()


def imported_files(walk: Walk) -> None:
    """What is wrong with a file, and plans of some. The basic demo has no Nova: see marked_images()."""
    for state, content in plans_of_files():
        walk.browser.open(HOME)
        walk.browser.driver.execute_script(REPLACE_MAIN, content)
        walk.look(f'environments:import: {state}', 'environments:import')


def plans_of_files() -> Iterator[tuple[str, str]]:
    fake, client = FakeMurano(), Client()
    parts = ''.join(f'      - {{$class: demo.Part, flavor: f{number}}}\n' for number in range(12))
    file = f'{FILE}    adminPassword: {{$secret: text}}\n    parts:\n{parts}'
    there = fake.environment('there', components=[fake_component('other')])
    with fake.installed():
        cast.log_in(client, cast.ALICE)
        for state, number, text, target in (
            ('mistakes', 0, FILE.replace('$class', '$clas'), ''),
            ('lists to choose from', 3, file, ''),
            ('one list for all', 300, file, there.id),
        ):
            flavors = Found(tuple(Flavor(f'id{each}', f'm1.{each}', 1, 2048, 20) for each in range(number)))
            with mock.patch.object(CloudServices, 'flavors', return_value=flavors):
                yield state, client.post(f'{HOME}import/', {'text': text, 'target': target}).content.decode()


def empty_project(walk: Walk) -> None:
    walk.browser.log_in('charlie')
    for path in ('', 'environments/', 'deployments/', 'blueprints/'):
        walk.open(f'/app-catalog/{path}', f'nothing there: {path or "overview"}')
