"""What the demo's engine has to get right itself, and Murano's does not."""

import pytest

from demo.murano import SAMPLES as FOLDERS
from demo.stamps import files
from murano_panel.api import environments
from tests.support.real import component, deploy, request_of, slow, wait_for_end
from tests.support.uploads import uploaded

pytestmark = pytest.mark.cloud


def sample(folder: str) -> dict[str, bytes]:
    return {path.relative_to(FOLDERS / folder).as_posix(): path.read_bytes() for path in files(FOLDERS / folder)}


@pytest.fixture()
def of_charlie(charlie):
    """An environment of the other project."""
    request = request_of(charlie)
    made = environments.create(request, name='other', networks={'environment': None, 'flat': None})
    yield made
    environments.abandon(request, made.id)


def test_two_packages_of_one_name_do_not_stop_a_project(alice, charlie, environment, of_charlie, cloud_urls):
    """The engine clears away what it takes for older copies of a package, while another deployment uses one."""
    deploy(request_of(alice), environment.id, slow(steps=8))
    with uploaded(charlie, cloud_urls['murano'], sample('slow_app')):
        deploy(request_of(charlie), of_charlie.id, component('SlowApp', version='1.2.0', steps=1))
        assert wait_for_end(request_of(charlie), of_charlie.id).version == 1
    assert wait_for_end(request_of(alice), environment.id).version == 1
    deploy(request_of(alice), environment.id, component('SlowApp', version='1.2.0', steps=1))
    assert wait_for_end(request_of(alice), environment.id).version == 2
