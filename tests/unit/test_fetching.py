"""Files from addresses of users: no way into the cloud's own networks, and no end to a worker's patience."""

import contextlib
import gzip
import socket
import threading
import time

import pytest
import urllib3

from murano_panel.api import fetching
from murano_panel.domain.package.faults import BadPackage

MOST = 2**20
PUBLIC, OTHER = '93.184.216.34', '151.101.1.1'
OK = b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nPK\x03\x04'
# Where no address of a user may lead, whatever its name is.
FORBIDDEN = [
    '127.0.0.1', '127.8.8.8', '0.0.0.1', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254',
    '100.64.0.1', '100.100.100.200', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1',
    '192.88.99.1', '168.63.129.16', '224.0.0.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:169.254.169.254', '::127.0.0.1', '::ffff:0:127.0.0.1',
    'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b:1::1',
    '2002:7f00:1::', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:db8::1', '3fff::1', '5f00::1', '100::1',
]  # fmt: skip


class Net:
    """Names and servers of a test. ``names``: answers of the resolver, one after the other, the last one for ever.

    ``servers``: pieces that the server at an address sends for the next connection, by (address, port).
    """

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.servers: dict[tuple[str, int], list[list[bytes]]] = {}
        self.reached: list[tuple[str, int]] = []
        self.asked: list[bytes] = []
        self.every = 0.0
        self._ends: list[socket.socket] = []
        self._stop = threading.Event()

    def resolve(self, host, port, *args, **kwargs):
        answers = self.names.get(host)
        if answers is None:
            with contextlib.suppress(OSError):
                # As the C library does: 0x7f000001, 127.1 and 2130706433 are addresses.
                return [(socket.AF_INET, 1, 6, '', (socket.inet_ntoa(socket.inet_aton(host)), port))]
            if ':' in host:
                return [(socket.AF_INET6, 1, 6, '', (host, port, 0, 0))]
            raise socket.gaierror(-2, 'Name or service not known')
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET6 if ':' in one else socket.AF_INET, 1, 6, '', (one, port)) for one in found]

    def connect(self, address, *args, **kwargs):
        self.reached.append(address)
        waiting = self.servers.get(address)
        if not waiting:
            raise ConnectionRefusedError('refused')
        ours, theirs = socket.socketpair()
        self._ends += [ours, theirs]
        pieces = waiting.pop(0)
        threading.Thread(target=self._serve, args=(theirs, pieces), daemon=True).start()
        return ours

    def _serve(self, sock, pieces):
        with contextlib.suppress(OSError):
            self.asked.append(sock.recv(65536))
            for piece in pieces:
                sock.sendall(piece)
                if self.every and self._stop.wait(self.every):
                    break
        sock.close()

    def close(self):
        self._stop.set()
        for end in self._ends:
            end.close()


@pytest.fixture()
def net(monkeypatch):
    made = Net()
    monkeypatch.setattr(socket, 'getaddrinfo', made.resolve)
    monkeypatch.setattr(urllib3.util.connection, 'create_connection', made.connect)
    yield made
    made.close()


def code(url: str) -> str:
    with pytest.raises(BadPackage) as caught:
        fetching.fetch(url, most=MOST)
    return caught.value.fault.code


def redirect(target: str) -> list[bytes]:
    return [f'HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n'.encode()]


def test_a_file_is_fetched_from_the_address_that_was_checked(net):
    net.names['example.org'] = [[PUBLIC]]
    net.servers[PUBLIC, 80] = [[OK]]
    assert fetching.fetch('http://example.org/web.zip', most=MOST) == b'PK\x03\x04'
    assert net.reached == [(PUBLIC, 80)]
    [asked] = net.asked
    assert asked.startswith(b'GET /web.zip HTTP/1.1\r\n') and b'\r\nHost: example.org\r\n' in asked
    assert b'Cookie' not in asked and b'Authorization' not in asked


@pytest.mark.parametrize('address', FORBIDDEN)
def test_names_that_lead_inside_are_not_followed(net, address):
    net.names['evil.example'] = [[address]]
    assert code('http://evil.example/') == 'private'
    assert net.reached == []


@pytest.mark.parametrize('address', FORBIDDEN)
def test_one_bad_address_among_good_ones_is_enough(net, address):
    net.names['evil.example'] = [[PUBLIC, address]]
    assert code('http://evil.example/') == 'private'
    assert net.reached == []


@pytest.mark.parametrize(
    'host', ['127.0.0.1', '127.1', '0x7f000001', '0x7f.1', '2130706433', '017700000001', '0', '[::1]',
             '[::ffff:7f00:1]', '①②⑦.⓪.⓪.①'],
)  # fmt: skip
def test_ways_to_write_an_address_inside(net, host):
    assert code(f'http://{host}/') in ('private', 'address', 'unknown-host')
    assert net.reached == []


def test_a_name_that_leads_elsewhere_the_second_time_is_asked_once(net):
    """DNS rebinding: public when it is checked, inside when it is connected to."""
    net.names['evil.example'] = [[PUBLIC], ['127.0.0.1']]
    net.servers[PUBLIC, 80] = [[OK]]
    assert fetching.fetch('http://evil.example/', most=MOST) == b'PK\x03\x04'
    assert net.reached == [(PUBLIC, 80)]


def test_each_redirect_is_checked_anew(net):
    net.names['evil.example'] = [[PUBLIC]]
    for target in ('http://127.0.0.1/', 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/', '//10.0.0.1/'):
        net.servers[PUBLIC, 80] = [redirect(target)]
        assert code('http://evil.example/') == 'private'
    assert {address for address, _ in net.reached} == {PUBLIC}


def test_rebinding_by_a_redirect_to_itself(net):
    net.names['evil.example'] = [[PUBLIC], ['10.0.0.1']]
    net.servers[PUBLIC, 80] = [redirect('/again')]
    assert code('http://evil.example/') == 'private'


def test_a_redirect_to_a_public_server_is_followed(net):
    net.names |= {'a.example': [[PUBLIC]], 'b.example': [[OTHER]]}
    net.servers |= {(PUBLIC, 80): [redirect('http://b.example/x.zip')], (OTHER, 80): [[OK]]}
    assert fetching.fetch('http://a.example/', most=MOST) == b'PK\x03\x04'


@pytest.mark.parametrize('target', ['file:///etc/passwd', 'ftp://a.example/x', 'gopher://x/', 'http://u:p@a.example/'])
def test_redirects_to_other_schemes_are_not_followed(net, target):
    net.names['a.example'] = [[PUBLIC]]
    net.servers[PUBLIC, 80] = [redirect(target)]
    assert code('http://a.example/') == 'address'


def test_no_redirect_gives_up_encryption(net, monkeypatch):
    net.names['a.example'] = [[PUBLIC]]
    net.servers[PUBLIC, 443] = [redirect('http://a.example/')]
    monkeypatch.setattr(urllib3.connection, '_ssl_wrap_socket_and_match_hostname', plain_socket)
    assert code('https://a.example/') == 'downgrade'


def plain_socket(sock, **kwargs):
    assert kwargs['server_hostname'] == 'a.example'
    return urllib3.connection._WrappedAndVerifiedSocket(sock, True)


def test_the_certificate_is_of_the_name(net):
    net.names['a.example'] = [[PUBLIC]]
    net.servers[PUBLIC, 443] = [[b'no TLS at all, but something else that is long enough to be read']]
    assert code('https://a.example/') == 'insecure'


def test_redirects_have_an_end(net):
    net.names['a.example'] = [[PUBLIC]]
    net.servers[PUBLIC, 80] = [redirect('/again') for _ in range(20)]
    assert code('http://a.example/') == 'redirects'
    assert len(net.reached) == fetching.MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    'url',
    [
        'file:///etc/passwd', 'ftp://a.example/x', 'gopher://a.example/', 'dict://a.example:11211/', 'jar:http://a/!/',
        'data:,x', 'a.example/x.zip', '', 'http://', 'http:///x', 'http://user@a.example/', 'http://a:b@c.example/',
        'http://a.example\\@127.0.0.1/', 'http://a.example/\r\nX: y', 'http://a.example:99999/', 'http://[::1/',
        'http://' + 'a' * 3000, '//a.example/x',
    ],
)  # fmt: skip
def test_what_is_no_plain_address(net, url):
    assert code(url) == 'address'
    assert net.reached == []


def test_unusual_ports_are_for_servers_that_are_named(net, settings):
    net.names['a.example'] = [[PUBLIC]]
    assert code('http://a.example:22/') == 'host'
    settings.MURANO_PANEL = {'IMPORT_HOSTS': ['a.example:8080']}
    net.servers[PUBLIC, 8080] = [[OK]]
    assert fetching.fetch('http://a.example:8080/', most=MOST)
    assert code('http://a.example/') == 'host'


@pytest.mark.parametrize(
    ('host', 'allowed'),
    [
        ('mirror.example', True),
        ('MIRROR.example', True),
        ('mirror.example.', True),
        ('xmirror.example', False),
        ('mirror.example.evil', False),
        ('a.sub.example', True),
        ('sub.example', False),
        ('evilsub.example', False),
    ],
)
def test_only_servers_that_are_named(net, settings, host, allowed):
    settings.MURANO_PANEL = {'IMPORT_HOSTS': ['mirror.example', '.sub.example']}
    net.names = {name: [[PUBLIC]] for name in (host, host.lower(), host.rstrip('.'))}
    net.servers[PUBLIC, 80] = [[OK]]
    if allowed:
        assert fetching.fetch(f'http://{host}/', most=MOST)
    else:
        assert code(f'http://{host}/') == 'host'
        assert net.reached == []


def test_a_named_server_is_not_thereby_one_inside(net, settings):
    settings.MURANO_PANEL = {'IMPORT_HOSTS': ['mirror.example']}
    net.names['mirror.example'] = [['10.0.0.7']]
    assert code('http://mirror.example/') == 'private'
    settings.MURANO_PANEL = {'IMPORT_HOSTS': ['mirror.example'], 'IMPORT_NETWORKS': ['10.0.0.0/24']}
    net.servers['10.0.0.7', 80] = [[OK]]
    assert fetching.fetch('http://mirror.example/', most=MOST)


def test_metadata_is_never_within_ones_own_networks(net, settings):
    settings.MURANO_PANEL = {'IMPORT_NETWORKS': ['0.0.0.0/0', '::/0']}
    for address in ('169.254.169.254', 'fe80::1', 'fd00:ec2::254', '::ffff:169.254.169.254'):
        net.names['evil.example'] = [[address]]
        assert code('http://evil.example/') == 'private'


def test_the_repository_is_a_server_that_is_named(net, settings):
    settings.MURANO_PANEL = {'IMPORT_HOSTS': ['a.example'], 'REPOSITORY_URL': 'http://repo.example:8000/murano'}
    net.names['repo.example'] = [[PUBLIC]]
    net.servers[PUBLIC, 8000] = [[OK]]
    assert fetching.fetch('http://repo.example:8000/murano/apps/x.zip', most=MOST)


# Size and time -------------------------------------------------------------------------------------------------------


def head(length: int, *more: str) -> bytes:
    return '\r\n'.join(['HTTP/1.1 200 OK', f'Content-Length: {length}', *more, '', '']).encode()


def served(net, *pieces: bytes, every: float = 0.0) -> str:
    net.names['a.example'] = [[PUBLIC]]
    net.servers[PUBLIC, 80] = [list(pieces)]
    net.every = every
    return code('http://a.example/')


def test_an_endless_server_is_left(net):
    endless = [b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n', *[b'x' * 65536] * 100]
    assert served(net, *endless) == 'large'


def test_a_file_that_unpacks_on_the_way_is_bounded(net):
    content = gzip.compress(bytes(50 * MOST))
    assert served(net, head(len(content), 'Content-Encoding: gzip'), content) == 'large'


@pytest.mark.parametrize(
    'pieces',
    [
        [b'HTTP/1.1 200 OK\r\nX: ', *[b'x'] * 1000],
        [head(1000), *[b'x'] * 1000],
        [b'HTTP/1.1 302 Found\r\nLocation: /x\r\nX: ', *[b'x'] * 1000],
    ],
    ids=['headers', 'body', 'redirect'],
)
def test_a_slow_server_is_left(net, settings, pieces):
    settings.MURANO_PANEL = {'IMPORT_TIMEOUT': 0.3}
    began = time.monotonic()
    assert served(net, *pieces, every=0.02) == 'slow'
    assert time.monotonic() - began < 3


def test_a_silent_server_is_left(net, settings):
    settings.MURANO_PANEL = {'IMPORT_TIMEOUT': 0.3}
    assert served(net, b'', every=30) == 'slow'


def test_redirects_share_one_deadline(net, settings):
    settings.MURANO_PANEL = {'IMPORT_TIMEOUT': 0.5}
    net.names['a.example'] = [[PUBLIC]]
    net.servers[PUBLIC, 80] = [[b'', *redirect('/again')] for _ in range(6)]
    net.every = 0.2
    assert code('http://a.example/') == 'slow'


def test_codes_are_told(net):
    for number in (404, 401, 500, 204, 206):
        answer = f'HTTP/1.1 {number} X\r\nContent-Length: 0\r\n\r\n'.encode()
        assert served(net, answer) == 'status'


def test_nonsense_is_told(net):
    assert served(net, b'no HTTP at all\r\n\r\n') == 'unreachable'
    assert served(net, head(1000), b'cut off') in ('broken', 'unreachable')
    assert served(net, head(4, 'Content-Encoding: br'), b'xxxx') == 'broken'


def test_what_does_not_exist_or_answer_is_told_alike(net):
    net.names['a.example'] = [[PUBLIC]]
    assert code('http://a.example/') == 'unreachable'
    assert code('http://nowhere.example/') == 'unknown-host'


def test_the_next_address_of_a_name_is_tried(net):
    net.names['a.example'] = [[OTHER, PUBLIC]]
    net.servers[PUBLIC, 80] = [[OK]]
    assert fetching.fetch('http://a.example/', most=MOST)
    assert net.reached == [(OTHER, 80), (PUBLIC, 80)]
