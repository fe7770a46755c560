import time

import pytest

from murano_panel.domain.model import secrets
from murano_panel.domain.model.secrets import MASK, is_secret, masked


@pytest.mark.parametrize(
    'key',
    [
        'password',
        'adminPass',
        'rootPwd',
        'api_key',
        'privateKey',
        'authToken',
        'clientSecret',
        'credentials',
        'passphrase',
        'accessKey',
        'trustId',
    ],
)
def test_names_of_secrets(key):
    assert is_secret(key)


KEYS_AND_THE_LIKE = (
    'gcloudKey encryptionKey authKey masterkey license_key sshKey ssh_private_key psk preSharedKey userpw pw '
    'erlangCookie DATABASE_URL connection_string connectionString gcpAuthCode openshift_pass1 AWS_SECRET_ACCESS_KEY '
    'APIKEY passWord dbUrl mqUrl MONGODB_URI jdbcUrl postgresqlUrl sqlalchemy_database_uri jwt pkey Authorization '
    'basicAuth snmpCommunity bindPw joinToken tokenId'
)
OTHERS = (
    'name passenger passive keyname flavor ? 0 compass bypass tokenize passThrough keyPair key_pair keypair keyName '
    'sshKeyName publicKey ssh_public_key primaryKey key keys monkey keyspace hotkey passwordLength tokenType '
    'cookieName authorized_keys sshAuthorizedKeys accessKeyId keyPairId tokenUrl tokenEndpoint passwordExpiry '
    'secretsEnabled indexKey cacheKey routingKey objectKey userSSH discoveryUrl baseUrl'
)


@pytest.mark.parametrize('key', KEYS_AND_THE_LIKE.split())
def test_keys_cookies_and_addresses_with_passwords_are_secret(key):
    assert is_secret(key)


@pytest.mark.parametrize('key', OTHERS.split())
def test_names_of_other_properties(key):
    assert not is_secret(key)


@pytest.mark.parametrize(
    'value',
    [
        'postgres://me:hunter22@db/x',
        'redis://:hunter22@cache',
        '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
        'a: 1\n-----BEGIN PRIVATE KEY-----',
        'https://ghp_16characters@github.com/x.git',
        'git clone https://token@host/x',
        'DB_PASSWORD=x',
        'mysqld --port=1 --root-password="x"',
        'mysqld --port 1 --root-password x',
        '--token x',
        'Authorization: Bearer abc.def',
        'X-Auth-Token: x',
        'password: hunter22',
        '{"port": 1, "password": "x"}',
        "{'db': {'password': 'x'}}",
        r'{\"password\": \"x\"}',
        '-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQ',
        'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
        'use ghp_0123456789abcdefghij',
        'glpat-0123456789abcdef',
    ],
)
def test_a_value_may_tell_that_it_is_secret(value):
    assert masked({'notes': value}) == {'notes': MASK}


@pytest.mark.parametrize(
    'value',
    [
        'http://host:80/a@b',
        'ssh-rsa AAAA me@host',
        'https://host/?a:b@c',
        'a:b@c',
        7,
        'ssh://git@host/x',
        'https://host/x?me@there',
        'me@host',
        'PORT=80',
        'DB_PASSWORD=$1',
        '--password= and --token=<yours>',
        'tokenUrl=x',
        'echo a\nPASSWORD=x',
        'nginx:1.25',
        'Password: see the manual of the hospital',
        '{"password": ""}',
        '{"password": null, "port": 1}',
        '--password --token',
        '--password $PASSWORD',
        'password: ${PASSWORD}',
        'eyJ and ghp_ begin tokens',
    ],
)
def test_other_values_are_shown(value):
    assert masked({'notes': value}) == {'notes': value}


def test_masking_copies():
    model = {'name': 'a', 'db': {'password': 'x', 'port': 1}, 'users': [{'token': 'y'}]}
    assert masked(model) == {'name': 'a', 'db': {'password': MASK, 'port': 1}, 'users': [{'token': MASK}]}
    assert model['db']['password'] == 'x'


def test_all_of_a_secret_object_is_masked_but_its_header():
    model = {'credentials': {'?': {'id': 'i', 'type': 'T'}, 'login': 'root', 'all': ['a']}}
    assert masked(model)['credentials'] == {'?': {'id': 'i', 'type': 'T'}, 'login': MASK, 'all': [MASK]}


@pytest.mark.parametrize(
    ('name', 'value'), [('variable', 'val'), ('envName', 'envValue'), ('NAME', 'VALUE'), ('name', 'default')]
)
def test_other_words_for_a_name_and_a_value(name, value):
    assert masked([{name: 'DB_PASSWORD', value: 'x'}]) == [{name: 'DB_PASSWORD', value: MASK}]


@pytest.mark.parametrize('name', ['name', 'key', 'Name'])
def test_a_pair_of_a_name_and_a_value(name):
    pair = {name: 'DB_PASSWORD', 'value': 'x', 'scope': 'all'}
    assert masked({'env': [pair, {name: 'PORT', 'value': 80}]}) == {
        'env': [pair | {'value': MASK}, {name: 'PORT', 'value': 80}]
    }


@pytest.mark.parametrize('pair', [{'name': 'tokens', 'value': True}, {'name': 'a' * 300, 'value': 'x'}, {'value': 'x'}])
def test_other_values_beside_names(pair):
    assert masked(pair) == pair


def test_empty_secrets_stay_empty():
    assert masked({'password': '', 'token': None}) == {'password': '', 'token': None}


def test_a_component_says_which_of_its_properties_got_a_password():
    component = {'?': {'id': 'c', 'metadata': {'murano_panel': {'secrets': ['entry']}}}, 'entry': 'hunter22'}
    assert secrets.recorded(component) == {'entry'}
    assert secrets.is_secret_path(('entry',), secrets.recorded(component))
    assert not secrets.is_secret_path(('entry',))


@pytest.mark.parametrize(
    'damaged', [{}, {'?': None}, {'?': {'metadata': 'x'}}, {'?': {'metadata': {'murano_panel': {'secrets': 'x'}}}}]
)
def test_what_is_recorded_may_be_missing_or_damaged(damaged):
    assert secrets.recorded(damaged) == frozenset()


def test_secrets_are_found_where_they_ended_up():
    model = {
        '?': {'id': 'hunter22'},
        'url': 'db://me:hunter22@host',
        'nodes': [{'pin': '12'}],
        'size': 12,
        'port': 8012,
    }
    assert secrets.holding(model, {'hunter22', '12'}) == {'url', 'pin', 'size'}


@pytest.mark.parametrize('value', [True, False])
def test_a_yes_or_no_is_no_secret(value):
    assert masked({'usePassword': value}) == {'usePassword': value}


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        ('Error: adminPass=x1: y', f'Error: adminPass={secrets.MASK} y'),
        ('Invalid adminPass: x1', f'Invalid adminPass: {secrets.MASK}'),
        ('{"api_key": "x1", "size": 2}', f'{{"api_key": "{secrets.MASK}", "size": 2}}'),
        ('GET http://host/x?token=x1&limit=2', f'GET http://host/x?token={secrets.MASK}&limit=2'),
        ('amqp://guest:x1@mq/ is away', f'{secrets.MASK}mq/ is away'),
        ('-----BEGIN RSA PRIVATE KEY-----\nx1', secrets.MASK),
        ('clone https://x1@host/a.git', f'clone {secrets.MASK}host/a.git'),
        (
            "env: [{'name': 'DB_PASSWORD', 'value': 'x1'}]",
            f"env: [{{'name': 'DB_PASSWORD', 'value': '{secrets.MASK}'}}]",
        ),
        ('{"key": "port", "value": "80"}', '{"key": "port", "value": "80"}'),
        ('No valid host: flavor=m1.small', 'No valid host: flavor=m1.small'),
        (
            "[demo.Db.adminPass] Value 'x1' violates int() contract",
            f'[demo.Db.adminPass] Value {secrets.MASK} violates int() contract',
        ),
        (
            "[demo.Db.users[0].password] Value 'x 1' doesn't match predicate",
            f"[demo.Db.users[0].password] Value {secrets.MASK} doesn't match predicate",
        ),
        ("[demo.Db.port] Value 0 doesn't match predicate", "[demo.Db.port] Value 0 doesn't match predicate"),
    ],
)
def test_texts_are_shown_without_what_can_be_told_for_a_secret(text, shown):
    assert secrets.without_secrets(text) == shown


@pytest.mark.parametrize(
    'text',
    [
        'Authorization: Bearer hunter22 sent',
        '-H "X-Auth-Token: hunter22" -X GET',
        'password="hunter22 and hunter22"',
        "{'passwords': {'root': 'hunter22', 'me': ['hunter22']}, 'port': 1}",
        r'body {\"password\": \"hunter22\"}',
        'mysql --password hunter22 --port 1',
        '<password>hunter22</password>',
        '_PASSWORD=hunter22',
        'password: "hunter22 cut off',
        'token ghp_hunter220123456789abcdefghij',
        'eyJhunter220123456.eyJhunter22.hunter22 refused',
        '-----BEGIN PGP PRIVATE KEY BLOCK-----\nhunter22',
    ],
)
def test_secrets_in_messages(text):
    shown = secrets.without_secrets(text)
    assert 'hunter22' not in shown and MASK in shown


@pytest.mark.parametrize(
    'text',
    [
        'Password must not be empty',
        'a > b, c => d, port: 80, "name": "a b"',
        'token:',
        'password = ',
        '<name>a</name>',
    ],
)
def test_messages_without_secrets_stay(text):
    assert secrets.without_secrets(text) == text


def test_long_texts_are_looked_through_soon():
    before = time.process_time()
    texts = ('a' * 200_000, '0f' * 100_000 + '://user:password@host', 'x://' * 20_000, 'http://' * 20_000, 'a=' * 400)
    texts += ('http://' + 'a' * 100_000, 'name: a, ' * 20_000, "{'name': 'a', 'value': " * 5000)
    texts += ('password=[' * 9000, 'token="' * 20_000, '--token ' * 20_000, '"token":' * 9)
    for text in texts:
        secrets.is_secret_value(text)
        secrets.without_secrets(text)
    assert time.process_time() - before < 2
    assert secrets.is_secret_value('z' * 5000 + '://user:password@host')
