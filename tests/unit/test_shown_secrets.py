"""What a name beside it, or it itself, tells for a secret is masked wherever models are shown or passed on."""

import json

import pytest

from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.json_patch import operations
from murano_panel.domain.model.withheld import emptied

WORD = 'hunter22'


def model(word=WORD, **head):
    return {
        '?': {'id': 'c1', 'type': 'demo.App', 'name': 'app', **head},
        'pairs': [{'name': 'DB_PASSWORD', 'value': word}, {'name': 'PORT', 'value': 80}],
        'inner': {'?': {'id': 'v1', 'type': 'demo.Variable'}, 'key': 'api_token', 'value': word},
        'source': f'https://{word}@git.example.org/x',
        'env': ['PORT=80', f'DB_PASSWORD={word}'],
    }


@pytest.mark.parametrize(
    ('before', 'after'), [([], [model()]), ([model('other1')], [model()]), ([model()], [model('other1')])]
)
def test_changes(before, after):
    found = changes(before, after)
    text = repr([(item.path, item.old, item.new, item.values, item.lines) for item in found[0].properties])
    assert WORD not in text and 'other1' not in text
    assert {'inner.value', 'source', 'env'} <= {item.path for item in found[0].properties}


def test_a_value_that_gets_the_name_of_a_secret():
    before, after = ({**model(), 'pairs': [{'name': name, 'value': name * 2}]} for name in ('port', 'password'))
    texts = {item.path: (item.old, item.new) for item in changes([before], [after])[0].properties}
    assert texts == {'pairs[0].name': ('port', 'password'), 'pairs[0].value': ('••••••', '••••••')}


def test_of_a_list_what_is_no_secret_is_shown():
    before, after = model(), model()
    after['env'] = ['PORT=8080', f'DB_PASSWORD={WORD}']
    [item] = changes([before], [after])[0].properties
    assert [(line.kind, line.text) for line in item.lines] == [
        ('gone', 'PORT=80'),
        ('new', 'PORT=8080'),
        ('same', '••••••'),
    ]


def test_commands():
    assert WORD not in json.dumps(operations([], [model()])) + json.dumps(operations([model('a')], [model()]))


def test_copies_and_files():
    """Numbers of other tools, too."""
    given = emptied([model(metadata={'tool': {'login': {'pin': 1, 'password': 4711}}})])
    assert WORD not in json.dumps(given.components) and '4711' not in json.dumps(given.components)
    assert given.components[0]['?']['metadata'] == {'tool': {'login': {'pin': 1, 'password': 0}}}
    assert [item.shown_path for item in given.withheld] == ['pairs[0].value', 'inner.value', 'source', 'env[1]']
