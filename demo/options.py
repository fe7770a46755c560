"""Command line of the demo, and where it keeps its files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
HOME = CHECKOUT / '.demo'
FULL_HOME = HOME / 'full'
HOST = '127.0.0.1'


@dataclass
class Options:
    """What the user asked for; ports are final once `ports.settle` has seen them."""

    port: int
    keystone_port: int
    murano_port: int
    state: Path
    venvs: Path
    seed: int
    seed_packages: int
    fresh: bool
    horizon: bool
    webroot: str
    cloud: str
    port_base: int | None
    repository: str = ''

    @property
    def logs(self) -> Path:
        return self.state / 'logs'

    @property
    def keystone_url(self) -> str:
        return f'http://{HOST}:{self.keystone_port}/v3'

    @property
    def murano_url(self) -> str:
        return f'http://{HOST}:{self.murano_port}'

    @property
    def horizon_url(self) -> str:
        return f'http://{HOST}:{self.port}{self.webroot}'


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f'{text} is not a port (0 to 65535)')
    return number


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 10000:
        raise argparse.ArgumentTypeError(f'{text} is not between 0 and 10000')
    return number


def _webroot(text: str) -> str:
    return f'/{text.strip("/")}/' if text.strip('/') else '/'


def folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog='python3 -m demo',
        description='A real Keystone, Murano and Horizon with murano_panel on this machine.',
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    made.add_argument('--port', type=_port, default=8000, help='port of Horizon; 0 takes a free one')
    made.add_argument('--keystone-port', type=_port, default=5000, help='port of Keystone; 0 takes a free one')
    made.add_argument('--murano-port', type=_port, default=8082, help='port of murano-api; 0 takes a free one')
    made.add_argument(
        '--state',
        type=folder,
        default=argparse.SUPPRESS,
        metavar='DIR',
        help=f'databases, settings and logs; kept between runs (default: {HOME}, with --cloud full {FULL_HOME})',
    )
    made.add_argument(
        '--venvs',
        type=folder,
        default=HOME / 'venvs',
        metavar='DIR',
        help='what is installed; several states may share it',
    )
    made.add_argument(
        '--seed',
        type=_count,
        default=0,
        metavar='N',
        help='have at least N deployed environments load-001, load-002, … in project demo',
    )
    made.add_argument(
        '--seed-packages',
        type=_count,
        default=0,
        metavar='N',
        help='have at least N more packages Load 0001, Load 0002, … in project demo',
    )
    made.add_argument('--fresh', action='store_true', help='forget the state of earlier runs first')
    made.add_argument('--no-horizon', dest='horizon', action='store_false', help='start Keystone and Murano only')
    made.add_argument('--webroot', type=_webroot, default='/', metavar='PATH', help='serve Horizon below this path')
    made.add_argument(
        '--cloud',
        choices=['basic', 'full'],
        default='basic',
        help='basic: Keystone and Murano, no virtual machines; full: also Glance, Placement, Nova (with '
        'pretended hosts), Neutron, Cinder and Heat',
    )
    made.add_argument(
        '--port-base',
        type=_port,
        metavar='PORT',
        help='full cloud: ports of the other services are PORT, PORT + 1, …; 0 takes free ones; without '
        'it they are the usual ones',
    )
    made.add_argument(
        '--repository',
        default='',
        metavar='URL',
        help='a repository of packages on this machine; packages may then be imported from it, by name and by address',
    )
    return made


def parse(arguments: Sequence[str] | None = None) -> Options:
    chosen = parser().parse_args(arguments)
    return Options(**{'state': FULL_HOME if chosen.cloud == 'full' else HOME, **vars(chosen)})
