"""What ``murano_image_info`` says, whoever has typed it."""

import json

import pytest

from murano_panel.domain.images import Mark, MarkedImage, is_of_type, read_mark, twins, written_mark


def image(own_id, mark, name='debian'):
    return MarkedImage(own_id, name, 'active', 'demo', 'private', text=json.dumps(mark))


@pytest.mark.parametrize(
    ('text', 'mark'),
    [
        ('{"type": "linux", "title": "Debian"}', Mark('linux', 'Debian')),
        ('{"title": "Debian"}', Mark(None, 'Debian')),
        ('{"type": 7, "title": ["x"]}', Mark()),
        ('', Mark()),
        ('{}', Mark()),
        ('{"type": "linux"', Mark(is_broken=True)),
        ('["linux"]', Mark(is_broken=True)),
        ('null', Mark(is_broken=True)),
        ('[' * 100_000, Mark(is_broken=True)),
        ('{"type": "\\ud800"}', Mark('?')),
    ],
)
def test_reading_never_fails(text, mark):
    assert read_mark(text) == mark


def test_what_it_holds_besides_stays():
    text = written_mark('{"type": "a", "hint": {"x": [1, null]}, "title": "A"}', type='b', title='B')
    assert json.loads(text) == {'type': 'b', 'title': 'B', 'hint': {'x': [1, None]}}
    assert json.loads(written_mark('{broken', type='b', title='B')) == {'type': 'b', 'title': 'B'}
    assert json.loads(written_mark(None, type='b', title='ü')) == {'type': 'b', 'title': 'ü'}


def test_a_type_includes_those_below_it():
    assert is_of_type('linux', 'linux') and is_of_type('linux.docker', 'linux')
    assert not is_of_type('linuxoid', 'linux') and not is_of_type('linux', 'linux.docker') and not is_of_type(None, 'x')


def test_twins_cannot_be_told_apart_in_a_form():
    first = image('1', {'type': 'linux', 'title': 'Debian'})
    same = image('2', {'type': 'linux', 'title': 'Debian'}, name='other')
    untitled = image('3', {'type': 'linux'}, name='Debian')
    other = image('4', {'type': 'linux', 'title': 'Ubuntu'})
    broken = [MarkedImage(own_id, 'x', 'active', 'demo', 'private', text='{') for own_id in '56']
    found = twins([first, same, untitled, other, *broken])
    assert {own_id: [each.id for each in images] for own_id, images in found.items()} == {
        '1': ['2', '3'],
        '2': ['1', '3'],
        '3': ['1', '2'],
    }
