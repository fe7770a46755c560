"""What stands against a deployment is found before it; test_deploy.py holds what is said of servers against Nova."""

from dataclasses import replace

import pytest

from murano_panel.components.checks.finding import OBSTACLE, UNKNOWN
from murano_panel.components.checks.run import check
from murano_panel.domain.model.networks import EXISTING
from murano_panel.drafts.seen import Seen
from tests.full.scenes import app, new_id, new_name, server

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]


def test_what_is_gone_is_found_before_it_is_deployed(asking, environment, project):
    gone = {'image': project.make_image(new_name()), 'keyname': new_id()}
    project.make_keypair(gone['keyname'])
    project.delete_image(gone['image'])
    project.delete_keypair(gone['keyname'])
    network = {'?': {'id': new_id(), 'type': EXISTING}, 'internalNetworkName': new_id()}
    networks = {'useEnvironmentNetwork': False, 'useFlatNetwork': False, 'customNetworks': [network]}
    first, second = server('one', gone['image'], 'm9.none', keyname=gone['keyname']), server('two', project.image())
    components = [app('Server', instance=first), app('Server', instance=second | {'networks': networks})]
    checked = check(asking, environment, Seen(replace(environment, components=tuple(components))))
    assert [item.text for group in checked.findings if group.kind == OBSTACLE for item in group.shown] == [
        'There is no flavor "m9.none" (any more).',
        f'There is no image "{gone["image"]}" (any more).',
        f'You have no key pair "{gone["keyname"]}" (any more).',
        f'There is no network "{network["internalNetworkName"]}" (any more).',
    ]
    assert not checked.count(UNKNOWN)
    assert {item.usage.resource: item.after - item.usage.used for item in checked.quota}['instances'] == 2
