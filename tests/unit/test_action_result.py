import pytest

from murano_panel.domain.model.secrets import MASK
from murano_panel.domain.state.action_result import MAX_SHOWN, MAX_VALUES, as_file, as_text, presented, shown


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


def outline(shown):
    """As plain data."""
    if shown.kind == 'text':
        return shown.text
    if shown.kind == 'pairs':
        return {name: outline(value) for name, value in shown.pairs}
    if shown.kind == 'table':
        return [shown.columns, *[tuple(map(outline, row)) for row in shown.rows]]
    return [outline(item) for item in shown.items]


def test_values_are_laid_out_by_their_shape():
    volumes = [{'path': '/a', 'sizeGb': 1}, {'path': '/b'}]
    assert outline(presented({'healthy': True, 'ports': [80, 443], 'volumes': volumes, 'note': None})) == {
        'Healthy': 'true',
        'Ports': ['80', '443'],
        'Volumes': [('Path', 'Size gb'), ('/a', '1'), ('/b', '')],
        'Note': '',
    }


def test_structures_of_different_kinds_make_no_table():
    assert presented([{'a': 1}, {'b': 2, 'c': 3, 'd': 4}]).kind == 'items'
    assert presented([{f'c{number}': 1 for number in range(50)}]).kind == 'items'


def test_secrets_are_masked_wherever_they_stand():
    assert outline(presented([{'user': 'a', 'password': 'x'}])) == [('User', 'Password'), ('a', MASK)]


def test_what_is_laid_out_is_bounded():
    deep = 'x'
    for _level in range(40):
        deep = {'a': [deep]}
    for value in (list(range(10_000)), [[{'a': n}] for n in range(9999)], {str(n): [n] for n in range(9999)}, deep):
        assert count(presented(value)) <= 2 * MAX_VALUES


def count(shown):
    inner = [value for _name, value in shown.pairs] + list(shown.items) + [cell for row in shown.rows for cell in row]
    return 1 + sum(map(count, inner))
