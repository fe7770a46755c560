"""A clone is deployed beside its original, by the real engine: both run, and the original is as it was."""

import pytest

from murano_panel.api import environments
from murano_panel.domain.model.object_model import component_id
from tests.support.pages import form
from tests.support.real import component, deploy, request_of, wait_for_end

pytestmark = pytest.mark.cloud

URL = '/app-catalog/environments/'


def test_both_run(alice, environment):
    asking = request_of(alice)
    host = component('ContainerHost', label='host', size='small')
    site = component('ContainerWebServer', label='site', host=component_id(host))
    deploy(asking, environment.id, host, site)
    before = wait_for_end(asking, environment.id)
    name = f'clone of {environment.id}'
    page = form(alice.get(f'{URL}{environment.id}/clone/'), 'Clone')
    address = page.submit(alice, 'Clone', name=name)['Location']
    [clone] = [item for item in environments.list_all(asking) if item.name == name]
    try:
        assert address == f'{URL}{clone.id}/' and page.submit(alice, 'Clone', name=name)['Location'] == address
        assert f'{URL}{clone.id}/deployments/' in alice.post(f'{address}deploy/')['Location']
        ended = wait_for_end(asking, clone.id)
        assert ended.status == 'ready' and ended.version == 1
        by_name = {item['?']['name']: item for item in ended.components}
        original = {item['?']['name']: item for item in before.components}
        assert by_name.keys() == original.keys() == {'host', 'site'}
        assert by_name['site']['host'] == component_id(by_name['host'])
        assert not set(map(component_id, ended.components)) & set(map(component_id, before.components))
        after = environments.get(asking, environment.id)
        assert (after.components, after.version, after.status) == (before.components, before.version, 'ready')
    finally:
        environments.abandon(asking, clone.id)
