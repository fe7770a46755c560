import pytest
from cryptography.fernet import Fernet

from murano_panel.web import sealing

PURPOSE = ['murano_panel.draft', 'alice', 'demo', 'e1']


def unseal(text, purpose=PURPOSE, max_age=60):
    return sealing.unseal(purpose, text, max_age=max_age)


def test_what_was_sealed_comes_back_and_cannot_be_read_meanwhile():
    sealed = sealing.seal(PURPOSE, b'a secret')
    assert unseal(sealed) == b'a secret'
    assert 'secret' not in sealed and sealed.isascii()


@pytest.mark.parametrize('purpose', [['murano_panel.form_state', *PURPOSE[1:]], PURPOSE[:-1], [*PURPOSE, ''], []])
def test_another_purpose_does_not_read_it(purpose):
    with pytest.raises(sealing.BadSeal):
        unseal(sealing.seal(PURPOSE, b'x'), purpose)


@pytest.mark.parametrize('text', ['', 'x', 'ä', 'gAAAAAB' * 20, '\ud800'])
def test_what_nobody_sealed_is_refused(text):
    with pytest.raises(sealing.BadSeal):
        unseal(text)


def test_it_ages():
    sealed = sealing.seal(PURPOSE, b'x')
    with pytest.raises(sealing.BadSeal):
        unseal(sealed, max_age=-1)


def test_a_new_secret_key_reads_what_the_old_one_sealed(settings):
    sealed = sealing.seal(PURPOSE, b'x')
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = b'another, as bytes', [settings.SECRET_KEY]
    assert unseal(sealed) == b'x'
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(sealing.BadSeal):
        unseal(sealed)


def test_drafts_that_browsers_hold_survive_an_upgrade(settings):
    """The key that version 0.1 made for this cookie, with ``SECRET_KEY = 'only for tests'``."""
    settings.SECRET_KEY = 'only for tests'
    key = 'eO7i9-RTCzqM1IJe_bR3h0pzNGfl6ovrtcij4KGyIu0='
    assert unseal(Fernet(key).encrypt(b'["5e55104",3,1]').decode()) == b'["5e55104",3,1]'
