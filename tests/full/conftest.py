"""A full cloud of the tests' own. Every environment of a test is deleted by Murano, and nothing may be left of it."""

import time

import pytest

from murano_panel.api import environments, images
from tests.browser.conftest import browser, chromium, pytest_runtest_makereport  # noqa: F401  fixtures
from tests.full.project import Project
from tests.full.scenes import delete, new_name
from tests.support.demo_cloud import DemoCloud
from tests.support.real import alice, login, real_keystone, request_of  # noqa: F401  fixtures
from tests.support.waiting import until

# A running full demo's --state; it is used then, and left running.
GIVEN = 'MURANO_PANEL_FULL_DEMO'


@pytest.fixture(scope='session')
def full_cloud(pytestconfig):
    cloud = DemoCloud('--cloud', 'full', '--port-base', '0', given=GIVEN)
    cloud.start()
    began = time.monotonic()
    try:
        with pytestconfig.pluginmanager.getplugin('capturemanager').global_and_fixture_disabled():
            print(f'\na full cloud starts: {cloud.state.parent}/demo.log')
            cloud.urls()
            print(f'it is ready after {time.monotonic() - began:.0f} s')
        yield cloud
    finally:
        cloud.stop()


@pytest.fixture(scope='session')
def cloud_urls(full_cloud):
    return full_cloud.urls()


@pytest.fixture()
def no_network():
    """Connections are what these tests are about."""


@pytest.fixture()
def project(cloud_urls) -> Project:
    """What Alice's project has in the cloud."""
    return Project(cloud_urls, 'alice', 'demo')


@pytest.fixture()
def asking(alice):  # noqa: F811
    """A request of Alice's, as views hand it to ``api``."""
    return request_of(alice)


@pytest.fixture()
def to_delete(asking, project):
    """Ids of environments that go at the end of the test; nothing of them may be left in the cloud."""
    ids = []
    before = project.everything()
    yield ids
    for environment_id in ids:
        delete(asking, environment_id)
    assert project.everything() == before


@pytest.fixture()
def make_environment(asking, project, to_delete):
    """make_environment() → an environment of Alice's on the project's private network."""

    def make():
        made = environments.create(asking, name=new_name(), networks=project.default_networks())
        to_delete.append(made.id)
        return made

    return make


@pytest.fixture()
def environment(make_environment):
    return make_environment()


@pytest.fixture()
def own_image(asking, project):
    """An image of Alice's project that is not marked."""
    made = project.make_image(new_name())
    yield images.get(asking, made)
    project.delete_image(made)


@pytest.fixture()
def stop(full_cloud, project):
    """stop('nova') ends the service; afterwards all run again."""
    folder = full_cloud.state / 'stopped'
    folder.mkdir(exist_ok=True)

    def stop_one(name: str) -> None:
        (folder / name).touch()
        until(lambda: not project.answers(name), f'{name} is away')

    def start_all() -> None:
        stopped = [path.name for path in folder.iterdir()]
        for name in stopped:
            (folder / name).unlink()
            until(lambda name=name: project.answers(name), f'{name} is back', seconds=120)

    stop_one.undo = start_all
    yield stop_one
    start_all()
