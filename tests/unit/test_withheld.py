"""Secrets that leave a model, and come back to where they were."""

import copy

import pytest

from murano_panel.domain.model.secrets import SANITIZED
from murano_panel.domain.model.withheld import emptied, fits, masked, with_typed

WEB = {
    '?': {
        'id': 'web',
        'type': 'demo.Web',
        'status': 'ready',
        'metadata': {
            'murano_panel': {'secrets': ['greeting'], 'labels': {'adminPassword': 'Password'}, 'answers': {'a': 'b'}},
            'other': {'apiToken': 'hidden', 'note': 'kept'},
        },
    },
    'name': 'Web',
    'adminPassword': 's3cret',
    'greeting': 'hidden, too',
    'pin': 1,
    'parts': [{'?': {'id': 'part', 'type': 'demo.Part'}, 'secretNumber': 7, 'hasPassword': True}],
}
DB = {'?': {'id': 'db', 'type': 'demo.Db'}, 'name': 'Web', 'url': 'mysql://root:s3cret@host', 'password': ''}


def test_secrets_are_emptied_and_said():
    before = copy.deepcopy([WEB, DB])
    found = emptied([WEB, DB])
    assert before == [WEB, DB]
    web, db = found.components
    assert (web['adminPassword'], web['greeting'], web['parts'][0]['secretNumber'], db['url']) == ('', '', 0, '')
    assert (web['pin'], web['parts'][0]['hasPassword']) == (1, True)
    assert [(item.component_id, item.shown_path) for item in found.withheld] == [
        ('web', 'adminPassword'),
        ('web', 'greeting'),
        ('web', 'parts[0].secretNumber'),
        ('db', 'url'),
    ]
    # Twins are told apart, as everywhere.
    assert len({item.component_name for item in found.withheld}) == 2
    assert found.withheld[0].label == 'Password'


def test_what_forms_remember_stays_and_secrets_of_other_tools_go():
    (web,) = emptied([WEB]).components
    assert web['?']['metadata']['murano_panel'] == WEB['?']['metadata']['murano_panel']
    assert web['?']['metadata']['other'] == {'apiToken': '', 'note': 'kept'}
    assert 'status' not in web['?']


def test_what_is_typed_comes_back():
    found = emptied([WEB, DB])
    typed = {item.key: {'web': '8', 'db': 'x'}[item.component_id] for item in found.withheld}
    web, db = with_typed(found.components, found.withheld, typed)
    assert (web['adminPassword'], web['parts'][0]['secretNumber'], db['url']) == ('8', 8, 'x')
    assert with_typed(found.components, found.withheld, {}) == found.components


def test_a_number_takes_no_other_text():
    found = emptied([WEB])
    (web,) = with_typed(found.components, found.withheld, {found.withheld[2].key: 'many'})
    assert web['parts'][0]['secretNumber'] == 0
    assert fits('8', 0) and fits('many', '') and not fits('many', 0)


def test_what_murano_has_masked():
    (secret,) = masked([{**DB, 'password': SANITIZED}], {'db': 'Database'})
    assert (secret.component_name, secret.path) == ('Database', ('password',))


@pytest.mark.parametrize(
    ('entry', 'value'),
    [
        ('answers', {'main': {'title': 's3cret'}}),
        ('answers', {'main': {'title': 'root:s3cret at home'}}),
        ('answers', {'main': {'dbPassword': 'another'}}),
        ('answers', {'main': {'dbPassword': 4711}}),
        ('answers', {'main': {'url': 'mysql://root:another@host'}}),
        ('choices', {'adminPassword': {'s3cret': 'The usual one'}}),
        ('labels', {'x': 'Instead of s3cret'}),
    ],
)
def test_what_forms_remember_of_a_secret_does_not_leave(entry, value):
    """Authors ask for secrets in plain fields, and those are kept with the answers."""
    remembered = {'version': 1, 'package': 'demo', 'secrets': ['adminPassword'], 'tags': ['kept']}
    inner = {'?': {'id': 'part', 'metadata': {'murano_panel': {entry: value}}}}
    head = {'id': 'web', 'type': 'demo.Web', 'metadata': {'murano_panel': {**remembered, entry: value}}}
    [web] = emptied([{'?': head, 'adminPassword': 's3cret', 'part': inner}]).components
    assert web['?']['metadata']['murano_panel'] == remembered
    assert web['part']['?']['metadata']['murano_panel'] == {}


def test_answers_without_secrets_stay():
    head = {
        'id': 'web',
        'type': 'demo.Web',
        'metadata': {'murano_panel': {'answers': {'main': {'keyPair': 'mine', 'a': ''}}}},
    }
    [web] = emptied([{'?': head, 'adminPassword': 's3cret'}]).components
    assert web['?'] == head
