"""Components with servers, deployed by the real engine and followed to their end."""

import contextlib
import uuid
from typing import Any

from murano_panel.api import deployments, environments, errors
from murano_panel.domain.records import Environment, Report
from murano_panel.domain.state import failure
from tests.support.real import deploy
from tests.support.waiting import until

# Two cores that are busy elsewhere take their time.
PATIENCE = 400


def new_id() -> str:
    return uuid.uuid4().hex


def new_name() -> str:
    return f'full {new_id()[:8]}'


def server(name: str, image: str, flavor: str = 'm1.tiny', **properties) -> dict[str, Any]:
    return {
        '?': {'id': new_id(), 'type': 'io.murano.resources.LinuxInstance'},
        'name': name,
        'flavor': flavor,
        'image': image,
        'availabilityZone': 'nova',
        **properties,
    }


def volume(name: str) -> dict[str, Any]:
    return {'?': {'id': new_id(), 'type': 'io.murano.resources.CinderVolume'}, 'name': name, 'size': 1}


def existing_volume(openstack_id: str) -> dict[str, Any]:
    return {'?': {'id': new_id(), 'type': 'io.murano.resources.ExistingCinderVolume'}, 'openstackId': openstack_id}


def app(kind: str, **properties) -> dict[str, Any]:
    """A component of one of the sample packages with servers."""
    return {'?': {'id': new_id(), 'type': f'org.muranopanel.cloud.{kind}', 'name': kind}, **properties}


def cluster(image: str, workers: int) -> dict[str, Any]:
    leader = app('ClusterNode', label='node-0', instance=server('node-0', image))
    return app(
        'Cluster',
        leader=leader,
        workers=[
            app(
                'ClusterNode',
                label=f'node-{number}',
                leader=leader['?']['id'],
                instance=server(f'node-{number}', image),
            )
            for number in range(1, workers + 1)
        ],
    )


def run(asking, environment: Environment, *components: dict[str, Any]) -> Environment:
    """Adds the components and deploys; the environment after the end."""
    deploy(asking, environment.id, *components)
    return end(asking, environment)


def end(asking, environment: Environment) -> Environment:
    def ended() -> Environment | None:
        found = environments.get(asking, environment.id)
        return None if found.busy else found

    return until(ended, f'the end in {environment.name}', seconds=PATIENCE)


def lines(asking, environment: Environment) -> list[Report]:
    """Reports of the newest deployment."""
    newest = deployments.list_for(asking, environment.id)[0]
    return deployments.reports(asking, environment.id, newest.id)


def reason(asking, environment: Environment) -> str:
    """What a page says of the newest deployment's failure."""
    newest = deployments.list_for(asking, environment.id)[0]
    why = failure.why(
        deployments.reports(asking, environment.id, newest.id),
        deployments.result(asking, environment.id, newest.id),
        environment_id=environment.id,
        owners={},
        classes={},
    )
    return why.text if why else ''


def delete(asking, environment_id: str) -> None:
    """Deletes the environment with all that it has in the cloud; one that is gone already is fine."""

    def gone() -> bool:
        try:
            return environments.get(asking, environment_id).status == 'delete failure'
        except errors.NotFound:
            return True
        except errors.Unavailable:
            # Murano answers 500 when the environment goes while it is being read.
            return False

    with contextlib.suppress(errors.NotFound):
        environments.delete(asking, environment_id)
    until(gone, f'{environment_id} is gone', seconds=PATIENCE)
