"""Files from addresses that users name. The server asks in their place, so it must not be led where they cannot go.

What is allowed is decided where a connection is made, on the very name and the very numbers that it is made with: no
second reading of the address, no second look-up can differ. docs/importing.md has the attacks and what was tried.
"""

import ipaddress
import socket
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from urllib3 import connectionpool
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import parse_url

from murano_panel import conf
from murano_panel.api import connections
from murano_panel.api.client import MEGABYTE
from murano_panel.domain.package.faults import BadPackage

MAX_REDIRECTS = 5
_CONNECT_SECONDS = 5.0
# A name may have dozens of addresses.
_MAX_TRIED = 3
_USUAL_PORTS = (80, 443)
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# What ipaddress takes for public, or has for long: transitions from and to IPv4, anycast and routing of carriers, the
# Azure host, which answers every server in it.
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        '168.63.129.16/32',
        '192.0.0.0/24',
        '192.88.99.0/24',
        '64:ff9b::/96',
        '64:ff9b:1::/48',
        '2001::/23',
        '2002::/16',
        '3fff::/20',
        '5f00::/16',
    )
]


def fetch(url: str, *, most: int) -> bytes:
    """A file of at most ``most`` bytes, within IMPORT_TIMEOUT seconds. Raises BadPackage with what stands against it.

    No cookies, no credentials, no proxy: what the address alone gives.
    """
    seconds = conf.get('IMPORT_TIMEOUT')
    with connections.deadline(seconds):
        try:
            return _follow(url, most, seconds)
        except connections.TooMuch as error:
            raise BadPackage('large', megabytes=most // MEGABYTE) from error
        except (requests.RequestException, HTTPError, OSError, UnicodeError) as error:
            raise _told(error, seconds) from error


def _follow(url: str, most: int, seconds: float) -> bytes:
    """Redirects are followed by hand: each is an address like the first one."""
    time_out = (min(_CONNECT_SECONDS, seconds), seconds)
    for _ in range(MAX_REDIRECTS + 1):
        _require_plain(url)
        with _session() as session:
            response = session.get(url, stream=True, allow_redirects=False, timeout=time_out)
            target = session.get_redirect_target(response)
            if target is None:
                if response.status_code != 200:
                    raise BadPackage('status', code=response.status_code)
                return connections.read(response, most)
        following = urljoin(url, target)
        if url.lower().startswith('https:') and not following.lower().startswith('https:'):
            raise BadPackage('downgrade')
        url = following
    raise BadPackage('redirects')


def _require_plain(url: str) -> None:
    """Two readers of addresses have to agree that there is nothing odd in this one."""
    try:
        parsed, split = parse_url(url), urlsplit(url)
        odd = parsed.auth is not None or '@' in split.netloc or '\\' in url or not parsed.host
    except (LocationParseError, ValueError) as error:
        raise BadPackage('address') from error
    if odd or split.scheme not in ('http', 'https') or len(url) > 2000 or not url.isprintable():
        raise BadPackage('address')


def _told(error: Exception, seconds: float) -> BadPackage:
    """The same for what is refused, closed or silent, so that nobody maps a network by it."""
    causes: list[BaseException] = [error]
    while causes[-1] is not None and len(causes) < 10:
        last = causes[-1]
        reason = getattr(last, 'reason', None) or next((arg for arg in last.args if isinstance(arg, Exception)), None)
        following = reason if isinstance(reason, Exception) else last.__cause__ or last.__context__
        if following is None:
            break
        causes.append(following)
    if isinstance(error, requests.exceptions.SSLError):
        return BadPackage('insecure')
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema | UnicodeError):
        return BadPackage('address')
    if any(isinstance(cause, TimeoutError | requests.exceptions.ReadTimeout) for cause in causes):
        return BadPackage('slow', seconds=int(seconds))
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return BadPackage('broken')
    return BadPackage('unreachable')


# Where a connection is made ------------------------------------------------------------------------------------------


def _require_host(host: str, port: int) -> None:
    """Raises BadPackage unless the operator allows this server; without a list, each on the usual ports."""
    allowed = list(conf.get('IMPORT_HOSTS') or ())
    if not allowed and port in _USUAL_PORTS:
        return
    repository = urlsplit(conf.get('REPOSITORY_URL') or '')
    if repository.hostname:
        allowed.append(f'{repository.hostname}:{repository.port or (443 if repository.scheme == "https" else 80)}')
    if not any(_matches(entry, host, port) for entry in allowed):
        raise BadPackage('host')


def _matches(entry: str, host: str, port: int) -> bool:
    """An entry of IMPORT_HOSTS: a name, ``.example.org`` for all below it, with ``:8080`` where it is no usual port."""
    name, _, number = entry.lower().rpartition(':') if ':' in entry else (entry.lower(), '', '')
    host = host.lower().rstrip('.')
    fits = host.endswith(name) if name.startswith('.') else host == name
    return fits and (port == int(number) if number else port in _USUAL_PORTS)


def _addresses(host: str, port: int) -> list[str]:
    """Where the name leads now. Raises BadPackage if only one of these is none to go to."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise BadPackage('unknown-host') from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    own = [ipaddress.ip_network(network) for network in conf.get('IMPORT_NETWORKS')]
    for address in addresses:
        if not may_reach(address, own):
            raise BadPackage('private')
    return addresses


def may_reach(address: str, own: Sequence[Any] = ()) -> bool:
    """Whether an address is public, or in one of the operator's ``own`` networks; link-local ones never are.

    Metadata services answer at 169.254.169.254 and fd00:ec2::254 with the secrets of the machine that asks.
    """
    found: _Address = ipaddress.ip_address(address.partition('%')[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_link_local or found == ipaddress.ip_address('fd00:ec2::254'):
        return False
    if any(found in network for network in own):
        return True
    special = found.is_private or found.is_reserved or found.is_multicast or found.is_unspecified
    site_local = isinstance(found, ipaddress.IPv6Address) and found.is_site_local
    return found.is_global and not special and not site_local and not any(found in net for net in _NOT_PUBLIC)


class _ToCheckedAddress:
    """Connects to the numbers that were checked; the name stays what is asked for, and what the certificate is of."""

    host: str
    port: int
    _dns_host: str

    def _new_conn(self) -> socket.socket:
        _require_host(self.host, self.port)
        name, failure = self._dns_host, None
        try:
            for address in _addresses(name, self.port)[:_MAX_TRIED]:
                self._dns_host = address
                try:
                    return super()._new_conn()  # type: ignore[misc]
                except HTTPError as error:
                    failure = error
        finally:
            self._dns_host = name
        raise failure or BadPackage('unknown-host')


class _Connection(_ToCheckedAddress, connections.Connection):
    pass


class _SecureConnection(_ToCheckedAddress, connections.SecureConnection):
    pass


class _Pool(connectionpool.HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(connectionpool.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(connections.Adapter):
    pools = {'http': _Pool, 'https': _SecurePool}


def _session() -> requests.Session:
    """A session for one answer, with no other way out."""
    return connections.bounded_session(_Adapter(pool_connections=1, pool_maxsize=1))
