"""Definitions, expressions and patterns that were made to burn time or memory, or to break out.

Each is bounded by itself: what matters is that nothing about it is special to the guards.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """``kind`` says what ``text`` is: a 'definition', an 'expression', or a 'pattern' to be searched in ``subject``."""

    name: str
    kind: str
    text: str
    subject: str = ''


def _definition(body, application='x: 1'):
    return f'Version: 2\nApplication:\n  "?": {{type: a.B}}\n  {application}\n{body}'


def _alias_bomb():
    lines = ['Parameters:', '  a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    lines += [f'  a{level}: &a{level} [{", ".join([f"*a{level - 1}"] * 10)}]' for level in range(1, 10)]
    return 'Version: 2\n' + '\n'.join(lines) + '\nApplication: {"?": {type: a.B}, bomb: *a9}\n'


def _many_fields(count, field='type: string'):
    fields = '\n'.join(f'        - {{name: f{number}, {field}}}' for number in range(count))
    return _definition(f'Forms:\n  - a:\n      fields:\n{fields}\n')


def _fields_that_compute(expression, count=100):
    return _many_fields(count, f'type: string, initial: {expression}')


_GROW = "'ab'" + ''.join(".replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')" for _ in range(12))

ATTACKS = (
    Attack('a file of 4 MB', 'definition', _definition('# ' + 'x' * 4_000_000 + '\n')),
    Attack(
        '256 kB of expressions',
        'definition',
        _definition('Templates:\n' + ''.join(f'  t{number}: $.a{number} + {number}\n' for number in range(9000))),
    ),
    Attack(
        '256 kB of words with dashes',
        'definition',
        _definition('Templates:\n' + ''.join(f'  t{number}: w{number}-x-y\n' for number in range(12000))),
    ),
    Attack('600 fields', 'definition', _many_fields(600)),
    Attack('aliases that multiply', 'definition', _alias_bomb()),
    Attack('an alias inside its anchor', 'definition', _definition('Templates: {a: &a [*a]}\n')),
    Attack('deep YAML', 'definition', _definition('Templates: {a: ' + '[' * 20000 + ']' * 20000 + '}\n')),
    Attack(
        'merge keys that multiply',
        'definition',
        _definition(
            'Templates:\n  a: &a {'
            + ', '.join(f'k{number}: 1' for number in range(2000))
            + '}\n'
            + ''.join(f'  b{number}: {{<<: *a}}\n' for number in range(2000))
        ),
    ),
    Attack('a template of itself', 'definition', _definition('Templates: {a: {b: $a}}\n', 'x: $a')),
    Attack(
        'templates that multiply',
        'definition',
        _definition(
            'Templates:\n  a0: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n'
            + ''.join(f'  a{level}: [{", ".join([f"$a{level - 1}"] * 10)}]\n' for level in range(1, 9)),
            'x: $a8',
        ),
    ),
    Attack(
        'repeat a billion times', 'definition', _definition('Templates: {a: {b: 1}}\n', 'x: repeat($a, 1000000000)')
    ),
    Attack(
        'repeat in repeat',
        'definition',
        _definition(
            'Templates: {a: {b: "repeat"}, c: {d: !yaql "repeat($a, 1000)"}, e: {f: !yaql "repeat($c, 1000)"}}\n',
            'x: repeat($e, 1000)',
        ),
    ),
    Attack(
        'a hundred fields that compute',
        'definition',
        _fields_that_compute('range(3000).select($ * $).where($ mod 7 = 3).len()'),
    ),
    Attack(
        'a choice of millions',
        'definition',
        _definition(
            'Parameters: {p: !yaql "range(1000).select([$, $])"}\n'
            'Forms:\n  - a:\n      fields:\n'
            + ''.join(f'        - {{name: f{number}, type: choice, choices: $p}}\n' for number in range(400))
        ),
    ),
    Attack(
        'labels of megabytes',
        'definition',
        _definition(
            'Parameters: {p: !yaql "\'x\' * 200000"}\nForms:\n  - a:\n      fields:\n'
            + ''.join(f'        - {{name: f{number}, type: string, label: $p}}\n' for number in range(400))
        ),
    ),
    Attack(
        'a tag that makes objects', 'definition', _definition('Templates: {a: !!python/object/apply:os.system [id]}\n')
    ),
    Attack('a tag for a set', 'definition', _definition('Templates: {a: !!set {b}}\n')),
    Attack('a number of a megabyte', 'definition', _definition('Templates: {a: 0x' + 'f' * 200_000 + '}\n')),
    Attack('half a character', 'definition', _definition('', 'x: !yaql "\'\\\\ud800\'"')),
    Attack('a power of a power', 'expression', 'pow(9, pow(9, 9))'),
    Attack('powers by steps', 'expression', 'list(1,2,3,4,5,6,7,8,9).accumulate(pow($1, 9) + 2, 3).last()'),
    Attack('a shift', 'expression', '1.shiftBitsLeft(100000000000)'),
    Attack('shiftBitsLeft', 'expression', 'shiftBitsLeft(1, 100000000000)'),
    Attack('round far to the left', 'expression', 'round(7, -1000000000)'),
    Attack('a long text', 'expression', "'abc' * 1000000000"),
    Attack('a long list', 'expression', '[1, 2] * 1000000000'),
    Attack('a text that grows', 'expression', _GROW),
    Attack('a text that doubles', 'expression', "range(0, 60).accumulate($1 + $1, 'abc').last()"),
    Attack('a joined text', 'expression', "range(0, 9000).join('x' * 200000)"),
    Attack('many long texts', 'expression', "let('x' * 200000) -> concat(" + ', '.join(['$1'] * 3000) + ')'),
    Attack('nested ranges', 'expression', 'range(0, 9999).select(range(0, 9999).select($ + 1).sum()).sum()'),
    Attack('nested ranges, lazily', 'expression', 'range(0, 9999).select(range(0, 9999))'),
    Attack('an endless sequence', 'expression', 'sequence().where($ < 0).first()'),
    Attack('an endless cycle', 'expression', '[1].cycle().select($ + 1).sum()'),
    Attack('an endless generator', 'expression', 'generate(1, true, $ + 1).sum()'),
    Attack('a range beyond counting', 'expression', f'range(0, {"9" * 30}).len()'),
    Attack('a function of itself', 'expression', 'def(f, f($)) -> f(1)'),
    Attack('a function of itself, twice', 'expression', 'def(f, f($) + f($)) -> f(1)'),
    Attack('deep parentheses', 'expression', '(' * 3000 + '1' + ')' * 3000),
    Attack('a long sum', 'expression', '+'.join(['1'] * 4000)),
    Attack(
        'a list of lists of lists',
        'expression',
        'let(list(1) * 9000) -> let([$1] * 9000) -> let([$1] * 9000) -> $1 = $1 + []',
    ),
    Attack('deep lists', 'expression', 'range(0, 9000).accumulate([$1], []).last()'),
    Attack('search from the right', 'expression', "('a' * 200000).lastIndexOf('b' + 'a' * 100000)"),
    Attack('trim with a long set', 'expression', "('a' * 200000).trim('b' * 200000 + 'a')"),
    Attack('a format with a width', 'expression', "format('{0:999999999}', 1)"),
    Attack('a format that looks inside', 'expression', "format('{0.__class__.__mro__}', 'x')"),
    Attack('a date format with a width', 'expression', "now().format('%999999999Y' * 100)"),
    Attack('a date of many digits', 'expression', "datetime('1' * 200000)"),
    Attack('a regular expression in YAQL', 'expression', "regex('^(a|aa)+$').matches('a' * 60 + 'b')"),
    Attack('=~ in YAQL', 'expression', "('a' * 60 + 'b') =~ '^(a|aa)+$'"),
    Attack('replace by a regular expression', 'expression', "regex('').replace('a' * 100000, 'x' * 1000)"),
    Attack('search all', 'expression', "regex('^(a|aa)+$|(b)').searchAll('a' * 60 + 'b').toList()"),
    Attack('a regular expression of letters', 'expression', "regex('a' * 4000).matches('s' * 9000)"),
    Attack('a pattern with alternatives', 'pattern', '^(a|aa)+$', 'a' * 60 + 'b'),
    Attack(
        'the pattern for JSON',
        'pattern',
        r'^{(\s*"(\\(["\\\/bfnrt]|u[a-fA-F0-9]{4})|[^"\\\0-\x1F\x7F]+)*"\s*:\s*"(\\(["\\\/bfnrt]|u[a-fA-F0-9]{4})'
        r'|[^"\\\0-\x1F\x7F]+)*"\s*(,|\s*}$))*$',
        '{"' + 'a' * 40,
    ),
    Attack('a pattern of optional letters', 'pattern', 'a?' * 200 + 'a' * 200, 'a' * 200),
    Attack('a pattern of letters', 'pattern', '(?i)' + 'a' * 3900, 's' * 30000),
    Attack('a nested pattern', 'pattern', '(' * 1900 + 'a' + ')*' * 1000, 'a' * 30),
)
