"""How long texts and lists differ."""

import time

from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.line_diff import MAX_SHOWN, line_diff


def told(old, new):
    return [f'{line.sign}{line.text}' for line in line_diff(old, new)]


def test_what_stays_is_left_out_but_around_what_differs():
    old = '\n'.join(f'line {number}' for number in range(20))
    lines = ['…', ' line 8', ' line 9', '−line 10', '+changed', ' line 11', ' line 12', '…']
    assert told(old, old.replace('line 10', 'changed')) == lines


def test_lists_are_compared_by_their_items():
    assert told(['a', 'b'], ['a', 'c', 4]) == [' a', '−b', '+c', '+4']


def test_one_line_says_all_by_itself():
    assert told('a', 'b') == told(1, 2) == told(['a'], []) == []


def test_of_many_lines_some_are_shown_soon():
    before = time.process_time()
    found = line_diff('\n'.join('ab' * 5000), '\n'.join('ba' * 7000))
    assert len(found) <= MAX_SHOWN + 1 and found[-1].kind == 'skipped'
    assert time.process_time() - before < 2


def test_secrets_are_not_compared():
    component = {'?': {'id': 'a', 'type': 'demo.A'}, 'adminPassword': 'x\ny', 'script': 'a\nb'}
    [change] = changes([component], [{**component, 'adminPassword': 'x\nz', 'script': 'a\nc'}])
    assert {item.path: bool(item.lines) for item in change.properties} == {'adminPassword': False, 'script': True}


def test_what_differs_late_in_a_long_text_is_found():
    lines = [f'line {number}' for number in range(10_000)]
    changed = [*lines[:7000], 'other', *lines[7001:]]
    expected = ['…', ' line 6998', ' line 6999', '−line 7000', '+other', ' line 7001', ' line 7002', '…']
    assert told('\n'.join(lines), '\n'.join(changed)) == expected
    assert told('\n'.join(lines), '\n'.join([*lines, 'new'])) == ['…', ' line 9998', ' line 9999', '+new']
