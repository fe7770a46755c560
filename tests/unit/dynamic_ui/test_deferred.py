"""Stand-ins for what is encrypted later."""

from murano_panel.dynamic_ui import Deferred, build_object_model
from murano_panel.dynamic_ui.placeholders import contains_stand_in
from tests.unit.dynamic_ui.cloud import definition

FORM = definition("""
Application:
  ?: {type: a.B}
  key: encryptData($.app.key)
  twice: encryptData($.app.key)
  around: concat('<', encryptData($.app.key), '>')
  plain: $.app.name
Forms:
  - app:
      fields:
        - {name: key, type: string}
        - {name: name, type: string}
""")
ANSWERS = {'app': {'key': 's3cret', 'name': 's3cret'}}


class Keys:
    def __init__(self):
        self.texts = []

    def encrypt(self, text):
        self.texts.append(text)
        return f'ref-{len(self.texts)}'


def test_models_are_built_without_the_key_manager():
    deferred = Deferred()
    model = build_object_model(FORM, ANSWERS, encryptor=deferred)
    assert contains_stand_in(model['key']) and model['key'] == model['twice']
    assert 's3cret' not in model['around']
    assert model == {**build_object_model(FORM, ANSWERS, encryptor=deferred), '?': model['?']}


def test_each_text_is_encrypted_once():
    deferred, keys = Deferred(), Keys()
    model = deferred.encrypted(build_object_model(FORM, ANSWERS, encryptor=deferred), keys)
    assert keys.texts == ['s3cret']
    assert (model['key'], model['twice'], model['around']) == ('ref-1', 'ref-1', '<ref-1>')
    assert model['plain'] == 's3cret'


def test_a_text_that_is_not_needed_is_not_encrypted():
    deferred, keys = Deferred(), Keys()
    deferred.encrypt('of another answer')
    deferred.encrypted(build_object_model(FORM, ANSWERS, encryptor=deferred), keys)
    assert keys.texts == ['s3cret']


def test_what_only_looks_like_a_stand_in_stays():
    forged = f'\0encrypted {"0" * 32}\0'
    assert Deferred().encrypted({'x': [forged]}, Keys()) == {'x': [forged]}
    assert Deferred().revealed(forged) == forged
