"""Which lines of a log are asked for, and the part of them that a page holds."""

from murano_panel.domain.state.log import Question, excerpt
from murano_panel.domain.state.progress import Line
from tests.unit.test_progress import at


def line(number, level='info', component='', text=''):
    return Line(f'l{number}', at(number), level, text or f'line {number}', component, component.title())


LINES = [line(number) for number in range(450)]


def ids(found):
    return [item.id for item in found.lines]


def test_the_newest_are_shown_and_what_is_before_them_is_named():
    found = excerpt(LINES, Question(), 200)
    assert (ids(found)[0], ids(found)[-1], found.earlier, found.later) == ('l250', 'l449', 'l249', '')


def test_a_line_is_shown_in_the_part_that_it_is_in_however_the_log_grows():
    found = excerpt(LINES, Question(at='l250'), 200)
    assert (ids(found)[0], ids(found)[-1], found.earlier, found.later) == ('l200', 'l399', 'l199', 'l400')
    assert ids(excerpt([*LINES, line(450)], Question(at='l250'), 200)) == ids(found)


def test_a_line_that_is_not_there_leads_to_the_newest():
    assert ids(excerpt(LINES, Question(at='gone'), 200))[-1] == 'l449'


def test_lines_are_chosen_by_level_component_and_words():
    lines = [line(1), line(2, 'warning', 'web'), line(3, 'error', 'db', 'Disk FULL'), line(4, 'odd')]
    assert ids(excerpt(lines, Question(level='warning'), 9)) == ['l2', 'l3']
    assert ids(excerpt(lines, Question(level='error'), 9)) == ['l3']
    assert ids(excerpt(lines, Question(component='web'), 9)) == ['l2']
    assert ids(excerpt(lines, Question(words='db disk full'), 9)) == ['l3']
    assert ids(excerpt(lines, Question(level='nonsense'), 9)) == ['l1', 'l2', 'l3', 'l4']


def test_a_line_that_is_asked_for_is_shown_whatever_else_is_chosen():
    found = excerpt([line(1), line(2, 'error')], Question(level='error', at='l1'), 9)
    assert ids(found) == ['l1', 'l2'] and found.passing == 2


def test_nothing_is_an_excerpt_of_nothing():
    found = excerpt([], Question(at='l1', words='x'), 9)
    assert (found.lines, found.passing, found.earlier, found.later) == ([], 0, '', '')
