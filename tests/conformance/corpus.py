"""Package folders and the fixed cloud they were recorded with."""

import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from murano_panel.domain.cloud import (
    AvailabilityZone,
    Component,
    DnsZone,
    Flavor,
    Found,
    FreeVolume,
    Image,
    Keypair,
    Network,
    SecurityGroup,
    Subnet,
    VolumeSnapshot,
)


@dataclass(frozen=True)
class Package:
    """One folder: its definition, what the ancestor made of it, and the result of its parameters source."""

    name: str
    fqn: str
    text: str
    oracle: dict = field(repr=False)
    parameters: dict | None


def packages(corpus):
    """All package folders below ``corpus`` that have a definition and an oracle, by name."""
    for path in sorted(Path(corpus).glob('*/oracle.json')):
        oracle = json.loads(path.read_text())
        source = _definition_file(path.parent, oracle)
        if source is None:
            continue
        action = path.parent / 'static_action.json'
        yield Package(
            path.parent.name,
            oracle['fqn'],
            source.read_text(encoding='utf-8', errors='replace'),
            oracle,
            json.loads(action.read_text()) if action.exists() else None,
        )


def _definition_file(folder, oracle):
    candidates = [
        folder / 'UI' / (oracle.get('ui') or 'ui.yaml'),
        folder / 'UI' / 'ui.yaml',
        folder / 'generated_ui.yaml',
    ]
    return next((path for path in candidates if path.is_file()), None)


def fixtures(corpus):
    """The cloud of a corpus: FIXTURES.json in the folder itself or in one beside it."""
    own = Path(corpus) / 'FIXTURES.json'
    found = [own] if own.is_file() else sorted(Path(corpus).resolve().parent.glob('*/FIXTURES.json'))
    if not found:
        raise SystemExit(f'There is no FIXTURES.json in or beside {corpus}')
    return json.loads(found[0].read_text())


class RecordedCloud:
    """``Sources`` over FIXTURES.json: one existing component for every class name with a dot.

    With the ``text`` of a definition only those written there: the type ``domain`` stands for a class and has none.
    """

    def __init__(self, data, text=None):
        self._data = data
        self._text = text

    def flavors(self, _region):
        return Found(
            tuple(
                Flavor(item['id'], item['name'], item['vcpus'], item['ram'], item['disk'])
                for item in self._data['flavors']
            )
        )

    def images(self, _region):
        return Found(tuple(_image(item) for item in self._data['images']))

    def keypairs(self, _region):
        return Found(tuple(Keypair(item['name']) for item in self._data['keypairs']))

    def availability_zones(self, _region):
        return Found(
            tuple(AvailabilityZone(item['zoneName'], item['zoneState']['available']) for item in self._data['azones'])
        )

    def networks(self, _region):
        return Found(
            tuple(
                Network(
                    item['id'],
                    item['name'],
                    item['router__external'],
                    tuple(Subnet(subnet['id'], subnet['name_or_id'], subnet['cidr']) for subnet in item['subnets']),
                )
                for item in self._data['networks']
            )
        )

    def security_groups(self, _region):
        return Found(tuple(SecurityGroup(item['name_or_id']) for item in self._data['security_groups']))

    def volumes(self, _region):
        return Found(tuple(FreeVolume(item['id'], item['name']) for item in self._data['volumes']))

    def volume_snapshots(self, _region):
        return Found(tuple(VolumeSnapshot(item['id'], item['name']) for item in self._data['snapshots']))

    def dns_zones(self, _region):
        return Found(tuple(DnsZone(item['name']) for item in self._data['dns_zones']))

    def environment_names(self):
        return Found(tuple(item['name'] for item in self._data['environments']))

    def components(self, class_names):
        return Found(
            tuple(
                Component(str(uuid.uuid5(uuid.NAMESPACE_DNS, name)), 'existing-' + name.rpartition('.')[2], name)
                for name in class_names
                if '.' in name and (self._text is None or name in self._text)
            )
        )

    def component_names(self):
        return ()

    def object_name(self, _object_id):
        return ''

    def packages_for(self, _class_names):
        return Found()


def _image(item):
    about = json.loads(item.get('murano_image_info', '{}'))
    return Image(
        item['id'],
        item['name'],
        item['status'],
        about.get('type'),
        about.get('title'),
        item['properties'].get('image_type') == 'snapshot',
    )
