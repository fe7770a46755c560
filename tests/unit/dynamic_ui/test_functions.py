"""YAQL as definitions use it: the standard library inside its bounds, and the functions of these forms."""

import pytest

from murano_panel.dynamic_ui import ExpressionError, ResourceLimitExceeded
from murano_panel.dynamic_ui.definition.yaml_text import read_source
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.language.expressions import parse_expression

DATA = {'f': {'text': 'Web-1', 'number': 3, 'network': ['n1', None], 'flag': True, 'empty': None, 'list': 'a,b,c'}}
TEMPLATES = read_source("""
node:
  ?: {type: a.Node}
  name: node
  host: generateHostname($.f.text + '-#', coalesce($index, 0))
nodes:
  all: repeat($node, 2)
  number: $index
networks:
  - id: $.f.network[0]
loop:
  ?: {type: a.Loop}
  self: ref(loop)
plain: {x: 1}
""")[0]


class Ids:
    """Ids and names that say where they belong."""

    def object_id(self, path):
        return f'id:{path}'

    def host_name(self, path):
        return f'host:{path}'


class Keys:
    def encrypt(self, text):
        return f'sealed {len(text)}'


def evaluate(text, **options):
    return Evaluation(DATA, templates=TEMPLATES, application_name='shop', ids=Ids(), **options).value(
        parse_expression(text)
    )


@pytest.mark.parametrize(
    ('text', 'value'),
    [
        ('$.f.text', 'Web-1'),
        ('$.f.missing', None),
        ('$.f.network[0]', 'n1'),
        ('$.f.number + 2', 5),
        ("$.f.text + '!'", 'Web-1!'),
        ('$.f.flag and not $.f.empty', True),
        ('$.f.empty.bool()', False),
        ('$.f.number in list(1, 3)', True),
        ("switch($.f.network[0], $=null => 'none', $!=null => 'some')", 'some'),
        ('$.f.text.toLower()', 'web-1'),
        ("$.f.list.split(',')", ['a', 'b', 'c']),
        ("$.f.text.replace('-', '_')", 'Web_1'),
        ("' '.norm()", None),
        ('dict(a => 1, b => $.f.number)', {'a': 1, 'b': 3}),
        ('list(1, 2, 3).where($ > 1)', [2, 3]),
        ("concat('a', 'b')", 'ab'),
        ('dict(a => 1).get(b, 7)', 7),
        ("$.f.text.matches('^Web')", True),
        ("regex('w(.)b', true).search($.f.text, $2.value)", 'e'),
        ("regex('(?P<digit>[0-9])').replaceBy($.f.text, '<' + $digit.value + '>')", 'Web-<1>'),
        ("regex('[a-z]').searchAll($.f.text)", ['e', 'b']),
        ("$.f.text =~ '^web'", False),
        ("$.f.text !~ '^web'", True),
        ("'a1b2'.replace(regex('[0-9]'), '-')", 'a-b-'),
        ("regex('[0-9]').split('a1b2c')", ['a', 'b', 'c']),
        ("format('{0}-service of {1:03}', $.f.text, $.f.number)", 'Web-1-service of 003'),
        ("'{0}'.format(7)", '7'),
        ("'ab' * 3", 'ababab'),
        ('[1] * 3', [1, 1, 1]),
        ('pow(2, 10)', 1024),
        ('round(3.14159, 2)', 3.14),
        ("'-'.join([1, 2])", '1-2'),
        ("[1, 2].join('-')", '1-2'),
        ("'a.b.c'.rightSplit('.', 1)", ['a.b', 'c']),
        ("'banana'.lastIndexOf('an')", 3),
        ("' x '.trim()", 'x'),
        ("'xax'.trim('x')", 'a'),
        ('shiftBitsLeft(1, 4)', 16),
        ("'abc'.replace({a => b, b => c})", 'ccc'),
        ("datetime('2024-02-29').format('%d.%m.%Y')", '29.02.2024'),
        ('range(0, 3)', [0, 1, 2]),
        ('2.range(4)', [2, 3]),
        ('name()', 'shop'),
        ('$forms.f.number', 3),
    ],
)
def test_expression(text, value):
    assert evaluate(text) == value


def test_repeat_counts_from_one_and_inner_counts_do_not_disturb():
    nodes = evaluate('repeat($nodes, 2)')
    assert [item['number'] for item in nodes] == [1, 2]
    assert [node['host'] for node in nodes[1]['all']] == ['Web-1-1', 'Web-1-2']


def test_generate_hostname():
    assert evaluate("generateHostname('vm-#', 7)") == 'vm-7'
    assert evaluate("generateHostname('vm', null)") == 'vm'
    assert evaluate("list(generateHostname('', 1), generateHostname(null, 1))") == ['host:$#1', 'host:$#2']


def test_template_is_evaluated_where_it_is_used_not_where_it_is_chosen():
    assert evaluate('switch(1, $=1 => $networks)') == [{'id': 'n1'}]


def test_ref_shares_one_object():
    value = evaluate('list(ref(node), ref(node), ref(node, other), ref(node, other, true), ref(node, node, false))')
    first, again, other, other_id, full = value
    assert first['?']['id'] == again == full['?']['id'] == 'id:ref(node)'
    assert other['?']['id'] == other_id == 'id:ref(other)'


def test_ref_of_itself_is_an_id():
    assert evaluate('ref(loop)')['self'] == 'id:ref(loop)'


@pytest.mark.parametrize('text', ['ref(nothing)', 'ref(plain)'])
def test_ref_needs_the_template_of_an_object(text):
    with pytest.raises(ExpressionError):
        evaluate(text)


def test_encrypt_data_uses_the_key_manager():
    assert evaluate("encryptData('abc')", encryptor=Keys()) == 'sealed 3'


def test_encrypt_data_without_a_key_manager_is_refused():
    with pytest.raises(ExpressionError, match='key manager'):
        evaluate("encryptData('abc')")


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('$.other.x', 'There is no "x" here'),
        ('encrypt_data(1)', 'no function "encrypt_data"'),
        ("'a' - 1", '"-" does not accept'),
        ('1 / 0', 'Division by zero'),
        ('[1][4]', 'no such item'),
        ("int('x')", 'does not have the form'),
        ("12.assert($ < 2, 'too large')", 'too large'),
        ('sequence()', 'beyond 10000'),
        ("regex('(').matches('a')", 'regular expression'),
    ],
)
def test_failure_is_explained(text, message):
    with pytest.raises(ExpressionError, match=message.replace('(', r'\(')) as caught:
        evaluate(text)
    assert caught.value.expression == text


@pytest.mark.parametrize('text', ["'ab' * 1000000", 'range(0, 100).select(range(0, 9000))', 'repeat($plain, 2000)'])
def test_growth_is_stopped(text):
    with pytest.raises(ResourceLimitExceeded):
        evaluate(text)
