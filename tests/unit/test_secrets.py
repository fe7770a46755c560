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


@pytest.mark.parametrize('key', ['name', 'passenger', 'passive', 'keyname', 'flavor', '?', 0])
def test_names_of_other_properties(key):
    assert not is_secret(key)


def test_masking_copies():
    model = {'name': 'a', 'db': {'password': 'x', 'port': 1}, 'users': [{'token': 'y'}]}
    assert masked(model) == {'name': 'a', 'db': {'password': MASK, 'port': 1}, 'users': [{'token': MASK}]}
    assert model['db']['password'] == 'x'


def test_all_of_a_secret_object_is_masked_but_its_header():
    model = {'credentials': {'?': {'id': 'i', 'type': 'T'}, 'login': 'root', 'all': ['a']}}
    assert masked(model)['credentials'] == {'?': {'id': 'i', 'type': 'T'}, 'login': MASK, 'all': [MASK]}


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
