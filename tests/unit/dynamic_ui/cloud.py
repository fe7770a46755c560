"""A small fixed cloud for the forms."""

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
from murano_panel.dynamic_ui import NoSources, load_definition


class Cloud(NoSources):
    """Attributes can be replaced by a test; whatever is asked twice counts twice in ``asked``."""

    def __init__(self, **replaced):
        super().__init__('The service is not there.')
        self.asked = []
        self.offered = {
            'flavors': (Flavor('1', 'm1.tiny', 1, 512, 1), Flavor('3', 'm1.medium', 2, 4096, 40)),
            'images': (
                Image('i1', 'u', 'active', 'linux', 'Ubuntu'),
                Image('i2', 'q', 'queued', 'linux', 'Queued'),
                Image('i3', 'd', 'active', 'linux.docker', 'Docker'),
                Image('i4', 'plain', 'active'),
            ),
            'keypairs': (Keypair('key-b'), Keypair('key-a')),
            'availability_zones': (AvailabilityZone('nova'), AvailabilityZone('down', available=False)),
            'networks': (
                Network('n1', 'net-a', False, (Subnet('s1', 'sub', '10.0.0.0/24'),)),
                Network('n2', 'web-network-1', False, (Subnet('s2', 'sub', '10.1.0.0/24'),)),
                Network('n3', 'public', True),
            ),
            'security_groups': (SecurityGroup('default'), SecurityGroup('murano--x')),
            'volumes': (FreeVolume('v1', 'data'),),
            'volume_snapshots': (VolumeSnapshot('vs1', 'backup'),),
            'dns_zones': (DnsZone('example.org.'),),
            'environment_names': ('web',),
            'components': (Component('c1', 'Database', 'com.example.MySql'),),
            'packages_for': (),
        } | replaced

    def __getattribute__(self, name):
        offered = super().__getattribute__('__dict__').get('offered', {})
        if name not in offered:
            return super().__getattribute__(name)

        def ask(*_args):
            self.asked.append(name)
            items = offered[name]
            return items if isinstance(items, Found) else Found(items)

        return ask


APPLICATION = 'Application: {"?": {type: com.example.App}}\n'


def definition(text, version='2.0'):
    """Load a definition; an Application and a version are added when the text has none."""
    if 'Application:' not in text:
        text = APPLICATION + text
    if 'Version:' not in text:
        text = f'Version: {version}\n' + text
    return load_definition(text, fqn='com.example.App', package_name='App')


def one_form(*fields, validators='', version='2.0'):
    """A definition with one form ``f`` of these fields (YAML flow mappings)."""
    lines = '\n'.join(f'        - {field}' for field in fields)
    return definition(f'Forms:\n  - f:\n      fields:\n{lines}\n{validators}', version)
