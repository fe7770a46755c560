"""A component once more: its own names, the same neighbours, nothing of what its class gave out."""

from murano_panel.domain.model.duplicate import duplicated, proposed_name, used_by

HOST = {'?': {'id': 'host', 'type': 'demo.Host', 'name': 'Host'}, 'hostname': 'web-1', 'name': 'Host'}
WEB = {
    '?': {
        'id': 'web',
        'type': 'demo.Web',
        'name': 'Web',
        'metadata': {'owner': 'me', 'murano_panel': {'answers': {'main': {'name': 'node', 'title': 'node x'}}}},
    },
    'host': 'host',
    'password': 's3cret',
    'address': '192.0.2.1',
    'instance': {'?': {'id': 'part', 'type': 'demo.Instance'}, 'name': 'node', 'of': 'web', 'size': 2},
}
SENT = {
    'web': {'?': {}, 'host': 'host', 'password': 's3cret', 'instance': {}},
    'part': {'?': {}, 'name': 'node', 'of': 'web', 'size': 1},
}


def test_names_are_numbered():
    assert proposed_name('Web', {'Web'}) == 'Web (2)'
    assert proposed_name('Web (2)', {'Web', 'Web (2)', 'Web (3)'}) == 'Web (4)'
    assert proposed_name('Web (x)', ()) == 'Web (x) (2)'


def test_it_uses_what_the_original_uses():
    assert used_by(WEB, [HOST, WEB]) == [('host', 'Host')] and used_by(HOST, [HOST, WEB]) == []
    [copy] = duplicated([WEB], [HOST, WEB], SENT, {'web': 'Web (2)'}, 'f' * 32)
    assert copy['?']['id'] == 'f' * 32 and copy['?']['name'] == 'Web (2)'
    assert copy['host'] == 'host' and copy['password'] == 's3cret' and 'address' not in copy
    assert copy['instance']['of'] == 'f' * 32 and copy['instance']['?']['id'] not in ('part', 'f' * 32)
    assert copy['?']['metadata']['owner'] == 'me' and copy['instance']['size'] == 2


def test_host_names_are_its_own_and_the_form_still_fits():
    [copy] = duplicated([WEB], [HOST, WEB], SENT, {}, 'f' * 32)
    assert copy['instance']['name'] == 'node-2'
    assert copy['?']['metadata']['murano_panel']['answers']['main'] == {'name': 'node-2', 'title': 'node x'}
    long = {**HOST, 'hostname': 'x' * 63}
    [copy] = duplicated([long], [long], {}, {}, 'f' * 32)
    assert copy['hostname'] == 'x' * 61 + '-2' and copy['name'] == 'Host'


def test_what_is_copied_with_it_is_used_by_it():
    web, host = duplicated([WEB, HOST], [HOST, WEB], SENT, {'web': 'Web (2)', 'host': 'Host (2)'}, 'f' * 32)
    assert web['host'] == host['?']['id'] != 'host'
    assert (host['?']['name'], host['hostname']) == ('Host (2)', 'web-1-2')
    assert WEB['host'] == 'host' and HOST['hostname'] == 'web-1'
