"""Secrets go to the key manager through castellan, and the engine's way of reading gets the same text back."""

import logging

import pytest
import requests

from murano_panel.api import errors, key_manager
from tests.support import fake_barbican

pytest.importorskip('castellan')


@pytest.fixture()
def barbican(murano):
    fake = fake_barbican.FakeBarbican()
    murano.others[fake_barbican.HOST] = fake
    yield fake
    assert not fake.without_timeout


@pytest.fixture()
def path(tmp_path):
    return fake_barbican.configuration_in(tmp_path)


def read_as_the_engine_does(path, reference):
    """murano.engine.system.yaql_functions.decrypt_data of Murano 16, with its configuration passed in."""
    from castellan import key_manager as castellan_manager
    from castellan.common import utils
    from keystoneauth1 import session
    from oslo_config import cfg

    configuration = cfg.ConfigOpts()
    configuration([], default_config_files=[path])
    manager = castellan_manager.API(configuration)
    # The engine has no time-out of its own; the tests want one.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session.Session.__init__, '__kwdefaults__', {'timeout': 5}, raising=False)
        return manager.get(utils.credential_factory(conf=configuration), reference).get_encoded()


@pytest.mark.parametrize('text', ['s3cret', 'grüße, 密码 "quoted" \\ {$ 7*7 $}', ' blank ends ', 'x' * 5000])
def test_the_engine_reads_the_text_back(barbican, path, text):
    reference = key_manager.KeyManager(path).encrypt(text)
    assert text not in reference
    stamp = len(barbican.without_timeout)
    assert read_as_the_engine_does(path, reference) == text
    del barbican.without_timeout[stamp:]


def test_nothing_empty_is_stored(barbican, path):
    assert key_manager.KeyManager(path).encrypt('') == ''
    assert barbican.secrets == {}


def test_it_logs_in_once(barbican, path, murano):
    manager = key_manager.KeyManager(path)
    manager.encrypt('one')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fake_barbican.FakeBarbican, '_keystone', lambda *args: pytest.fail('asked Keystone again'))
        manager.encrypt('two')
    assert barbican.texts == ['one', 'two']


def test_no_secret_in_logs_or_errors(barbican, path, caplog):
    with caplog.at_level(logging.DEBUG):
        key_manager.KeyManager(path).encrypt('s3cret-text')
        barbican.refusal = 400, 'what is s3cret-text?'
        with pytest.raises(errors.NotEncrypted) as refused:
            key_manager.KeyManager(path).encrypt('s3cret-text')
    assert 's3cret-text' not in caplog.text.replace('what is s3cret-text?', '')
    assert 's3cret-text' not in str(refused.value)
    assert fake_barbican.PASSWORD not in caplog.text


def test_the_bodies_of_other_requests_are_still_logged(caplog):
    key_manager._keep_payloads_out_of_logs()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger('keystoneauth.session').debug('REQ: curl -d \'{"name": "x"}\'')
    assert '"name"' in caplog.text


def test_a_key_manager_that_is_down(barbican, path):
    barbican.down = True
    with pytest.raises(errors.NotEncrypted, match='cannot be reached. Nothing was changed'):
        key_manager.KeyManager(path).encrypt('text')


@pytest.mark.parametrize(('code', 'reason'), [(403, 'not allowed'), (413, 'too large'), (500, 'broken')])
def test_a_refusal_says_why(barbican, path, code, reason):
    barbican.refusal = code, reason
    with pytest.raises(errors.NotEncrypted, match=reason):
        key_manager.KeyManager(path).encrypt('text')


@pytest.mark.parametrize('everything', [False, True])
def test_a_wrong_password(barbican, path, monkeypatch, everything):
    ask = barbican._keystone

    def refuse(method, path):
        refused = everything or method == 'POST'
        return fake_barbican._json({'error': {'message': 'no'}}, 401) if refused else ask(method, path)

    monkeypatch.setattr(barbican, '_keystone', refuse)
    with pytest.raises(errors.NotEncrypted) as refused:
        key_manager.KeyManager(path).encrypt('text')
    assert fake_barbican.PASSWORD not in str(refused.value)


def test_a_late_answer(barbican, path, monkeypatch):
    def late(*args):
        raise requests.exceptions.ReadTimeout('Read timed out.')

    monkeypatch.setattr(barbican, '_barbican', late)
    with pytest.raises(errors.NotEncrypted):
        key_manager.KeyManager(path).encrypt('text')


def test_none_without_configuration(settings):
    settings.MURANO_PANEL = {}
    assert key_manager.encryptor() is None


def checked(settings, path):
    settings.MURANO_PANEL = {'KEY_MANAGER_CONFIG': path}
    return [(message.id, message.msg) for message in key_manager.check_key_manager(None)]


def test_the_configuration_is_checked(settings, path):
    assert checked(settings, path) == []
    assert checked(settings, None) == []
    settings.MURANO_PANEL = ['no dict']
    assert key_manager.check_key_manager(None) == []


@pytest.mark.parametrize(
    'content',
    [
        'password = hidden-one\n[key_manager\nauth_type',
        '[key_manager]\npassword = hidden-one\n',
        '[key_manager]\nauth_type = keystone_password\npassword = hidden-one\n',
        '[key_manager]\nauth_type = hidden-one\n',
        '[key_manager]\nauth_type = keystone_password\n[barbican]\nverify_ssl = hidden-one\n',
        b'\xff\xfe\x00hidden-one',
    ],
)
def test_a_bad_configuration_is_reported_without_its_content(settings, tmp_path, content):
    path = tmp_path / 'keys.conf'
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [(number, text)] = checked(settings, str(path))
    assert number == 'murano_panel.E005'
    assert 'hidden-one' not in text


def test_a_missing_file(settings, tmp_path):
    assert checked(settings, str(tmp_path / 'none'))[0][0] == 'murano_panel.E005'


def test_castellan_is_asked_for(settings, path, monkeypatch):
    monkeypatch.setitem(__import__('sys').modules, 'castellan', None)
    [(number, text)] = checked(settings, path)
    assert number == 'murano_panel.E004' and 'castellan' in text
