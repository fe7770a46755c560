import pytest

from murano_panel.domain.model.secrets import MASK
from murano_panel.domain.state.action_result import MAX_SHOWN, as_file, as_text, shown


def file_of(**values):
    return as_file({'?': {'type': 'io.murano.File/0.0.0@io.murano', 'id': 'f'}, 'base64Content': 'aGVsbG8=', **values})


@pytest.mark.parametrize(
    ('name', 'harmless'),
    [
        ('a.txt', 'a.txt'),
        ('../../x', 'x'),
        ('c:\\x', 'x'),
        ('a\r\nb', 'ab'),
        ('', 'result'),
        (None, 'result'),
        ('é😀', 'é😀'),
        ('x' * 999, 'x' * 200),
    ],
)
def test_names_of_files_are_made_harmless(name, harmless):
    assert file_of(filename=name).name == harmless


def test_content_is_decoded():
    assert file_of().content == b'hello'


@pytest.mark.parametrize(
    'value', [None, 'text', [], {'base64Content': 'aGVsbG8='}, {'?': {'type': 'demo.File', 'id': 'f'}}]
)
def test_other_values_are_no_files(value):
    assert as_file(value) is None


def test_damaged_content_is_no_file():
    assert file_of(base64Content='a') is None


def test_structures_become_json_and_texts_stay():
    assert as_text({'a': ['é']}) == '{\n  "a": [\n    "é"\n  ]\n}'
    assert as_text('plain') == 'plain'


def test_secrets_and_length_are_left_out_and_told():
    assert shown({'password': 'x'}) == (f'{{\n  "password": "{MASK}"\n}}', True)
    assert shown('x' * (MAX_SHOWN + 1)) == ('x' * MAX_SHOWN, True)
    assert shown([1]) == ('[\n  1\n]', False)
