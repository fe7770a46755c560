"""An environment as a file: written, read, and made an environment again."""

import json
import string
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from murano_panel.domain.environment_file import parsing, reading
from murano_panel.domain.environment_file.around import Around, laid_over, open_metadata
from murano_panel.domain.environment_file.building import built
from murano_panel.domain.environment_file.faults import BadFile
from murano_panel.domain.environment_file.reading import read
from murano_panel.domain.environment_file.writing import written
from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.networks import Joined
from murano_panel.domain.model.object_model import component_id, objects
from murano_panel.domain.model.withheld import with_typed

SEED = UUID(int=1)
PUBLISHED = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / 'docs' / 'environment-file.schema.json').read_text())
)
WEB = {
    '?': {
        'id': 'web1',
        'type': 'demo.Web/1.2.0@demo.Package',
        'name': 'Web server',
        'status': 'ready',
        '_actions': {'web1_restart': {}},
        'metadata': {
            'note': {'of': ['host1'], '$odd': 1},
            'murano_panel': {'version': 1, 'answers': {'main': {'host': 'host1'}}, 'choices': {'host': {'host1': 'x'}}},
        },
    },
    'port': 80,
    'adminPassword': 'hunter2',
    'host': 'host1',
    'limits': {'$cpu': 1.5, '?': 'odd', 'empty': {}, 'none': None},
    'volumes': [
        {'?': {'id': 'vol1', 'type': 'io.murano.resources.CinderVolume/0.0.0@io.murano', 'name': 'data'}, 'size': 10},
        {'?': {'id': 'vol2', 'type': 'io.murano.resources.CinderVolume', 'name': 'log'}, 'size': 20},
    ],
    'notes': 'first\nsecond\n',
}
HOST = {'?': {'id': 'host1', 'type': 'demo.Host', 'name': 'host'}, 'ip': '10.0.0.7', 'disk': 'vol2', 'pin': '0644'}
SHOP = [WEB, HOST]
FILE = """\
# An environment of OpenStack Murano. Secrets and whatever a cloud has made are left out.
format: murano-environment
version: 2
environment:
  name: shop
  description: Sells
packages:
  demo.Package:
    version: 1.2.0
components:
  host:
    $class: demo.Host
    $name: host
    disk:
      $ref: web-server/volumes/1
    ip: 10.0.0.7
    pin: '0644'
  web-server:
    $class: demo.Web
    $package: demo.Package
    $name: Web server
    adminPassword:
      $secret: text
    host:
      $ref: host
    limits:
      $$cpu: 1.5
      $?: odd
      empty: {}
      none: null
    notes: |
      first
      second
    port: 80
    volumes:
      - $class: io.murano.resources.CinderVolume
        $package: io.murano
        $name: data
        size: 10
      - $class: io.murano.resources.CinderVolume
        $name: log
        size: 20
    $metadata:
      note:
        $$odd: 1
        of:
          - $ref: host
    $form:
      answers:
        main:
          host:
            $ref: host
      choices:
        host: {}
      version: 1
"""


def text_of(components):
    return written('shop', 'Sells', components).text


def made(text, live=(), people_set=None, **options):
    return built(read(text.encode()), SEED, live, live if people_set is None else people_set, **options)


def typed(answer, text='hunter2'):
    return with_typed(answer.components, answer.withheld, {secret.key: text for secret in answer.withheld})


def test_a_file_reads_well():
    assert text_of(SHOP) == FILE


def test_the_order_of_the_model_and_its_ids_do_not_matter():
    ids = {component_id(part): f'other {number}' for number, part in enumerate(objects(SHOP))}
    text = json.dumps(SHOP[::-1])
    for old, new in ids.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    assert text_of(json.loads(text)) == FILE


def test_into_the_same_environment_it_changes_nothing():
    answer = made(FILE, SHOP)
    assert answer.components == SHOP and not answer.withheld and not answer.beyond


def test_into_a_new_one_it_becomes_the_same_with_other_ids():
    answer = made(FILE)
    assert [secret.shown_path for secret in answer.withheld] == ['adminPassword']
    complete = typed(answer)
    assert text_of(complete) == FILE
    host, web = complete
    assert (
        web['adminPassword'] == 'hunter2'
        and web['host'] == host['?']['id']
        and host['disk'] == web['volumes'][1]['?']['id']
    )
    assert web['?'] == {
        'id': web['?']['id'],
        'type': 'demo.Web',
        'package': 'demo.Package',
        'classVersion': '1.2.0',
        'name': 'Web server',
        'metadata': {
            'note': {'of': [host['?']['id']], '$odd': 1},
            'murano_panel': {
                'version': 1,
                'answers': {'main': {'host': host['?']['id']}},
                'choices': {'host': {}},
            },
        },
    }
    ids = [component_id(part) for part in objects(complete)]
    assert len(set(ids)) == 4 and not set(ids) & {'web1', 'host1', 'vol1', 'vol2'}
    assert made(FILE).components == answer.components


def test_what_was_changed_in_the_file_is_changed_and_all_else_stays():
    live = [{**WEB, 'address': '10.0.0.9'}, HOST]
    text = FILE.replace('port: 80', 'port: 81').replace('size: 20', 'size: 25')
    answer = made(text, live, SHOP)
    volumes = [WEB['volumes'][0], {**WEB['volumes'][1], 'size': 25}]
    assert answer.components == [{**WEB, 'port': 81, 'volumes': volumes, 'address': '10.0.0.9'}, HOST]
    assert not answer.withheld
    [change] = changes(live, answer.components)
    assert [(item.path, item.old, item.new) for item in change.properties] == [
        ('port', '80', '81'),
        ('volumes[1].size', '20', '25'),
    ]


def test_items_are_known_by_class_and_name():
    text = FILE.replace(
        """\
      - $class: io.murano.resources.CinderVolume
        $package: io.murano
        $name: data
        size: 10
""",
        '',
    ).replace('volumes/1', 'volumes/0')
    answer = made(text, SHOP)
    assert answer.components == [{**WEB, 'volumes': WEB['volumes'][1:]}, HOST]


def test_a_property_that_is_gone_from_the_file_goes_and_what_its_class_gave_out_stays():
    live = [WEB, {**HOST, 'address': '10.0.0.9'}]
    answer = made(FILE.replace('    ip: 10.0.0.7\n', ''), live, SHOP)
    assert answer.components[1] == {key: value for key, value in live[1].items() if key != 'ip'}


def test_another_class_is_another_object():
    answer = made(FILE.replace('$class: demo.Host', '$class: demo.Machine'), SHOP)
    web, machine = answer.components[0], answer.components[2]
    assert machine['?']['id'] != 'host1' and web['host'] == machine['?']['id'] and web['?']['id'] == 'web1'
    assert answer.components[1] == HOST and answer.beyond == [HOST]


@pytest.mark.parametrize('keep', [True, False])
def test_what_is_not_in_the_file_stays_or_goes(keep):
    other = {'?': {'id': 'other', 'type': 'demo.Other', 'name': 'other'}}
    answer = made(FILE, [other, *SHOP], keep=keep)
    assert answer.beyond == [other]
    assert answer.components == ([other, *SHOP] if keep else SHOP)


def test_a_secret_that_is_new_in_the_file_is_asked_for():
    text = FILE.replace('    ip: 10.0.0.7\n', '    ip: 10.0.0.7\n    token:\n      $secret: number\n')
    [secret] = made(text, SHOP).withheld
    assert (secret.component_id, secret.path) == ('host1', ('token',))
    assert typed(made(text, SHOP), '7')[1]['token'] == 7


def test_twins_are_numbered_in_their_order():
    twins = [
        {'?': {'id': f'twin{number}', 'type': 'demo.Web', 'name': 'web'}, 'number': number} for number in range(12)
    ]
    text = text_of(twins)
    assert made(text, twins).components == twins
    assert [item['number'] for item in made(text).components] == list(range(12))
    assert text_of(made(text).components) == text


@pytest.mark.parametrize(
    ('name', 'expected'),
    [
        ('Größe 1', 'größe-1'),
        ('..', 'web'),
        ('a/b~c', 'a-b-c'),
        ('yes', "'yes'"),
        ('1', "'1'"),
        ('$x', 'x'),
        ('数据库', '数据库'),
    ],
)
def test_names_in_the_file(name, expected):
    component = {'?': {'id': 'x', 'type': 'demo.Web', 'name': name}}
    text = text_of([component])
    assert f'\n  {expected}:\n' in text
    assert made(text, [component]).components == [component]


WORDS = some.sampled_from(
    ['yes', 'no', 'null', '~', '1', '0644', '1e3', '22:22', '2024-01-01', '0x1F', '<<', '.inf', 'y', '']
)
NASTY = some.sampled_from(
    [
        'a\n',
        '\n',
        ' a',
        'a ',
        'a\n\n b\n',
        '- a',
        'a: b',
        'a #b',
        '{$ 7*7 $}',
        '</script>',
        '\t',
        '\x85',
        '\u2028',
        '\x07',
    ]
)
TEXTS = WORDS | NASTY | some.text(some.characters(exclude_categories=['Cs'], exclude_characters='\0'), max_size=20)
PLAIN = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False, allow_infinity=False) | TEXTS
KEYS = some.sampled_from(['name', 'password', 'flavor', '$class', '$ref', '$', '?', 'a/b', 'a~1']) | TEXTS
IDS = some.sampled_from([f'{number:032x}' for number in range(6)])
TYPES = some.sampled_from(['demo.Web', 'demo.Db/1.0.0@demo.Db', 'demo.Db/2.0.0@demo.Db', 'io.murano.X/0.0.0@io.murano'])


@some.composite
def environments(draw):
    """Components in which each object has an id of its own, and texts may be the ids of any."""
    number = iter(range(1000))

    def an_object(properties, name, type_name, metadata):
        header = {'type': type_name, 'name': name, 'metadata': metadata}
        own = {key: value for key, value in properties.items() if key != '?'}
        return {'?': {key: value for key, value in header.items() if value}, **own}

    metadata = some.dictionaries(
        some.sampled_from(['murano_panel', 'note', '$x']), some.dictionaries(KEYS, PLAIN | IDS, max_size=2), max_size=2
    )
    values = some.recursive(
        PLAIN | IDS,
        lambda inside: (
            some.lists(inside, max_size=3)
            | some.dictionaries(KEYS, inside, max_size=3).map(
                lambda found: {key: value for key, value in found.items() if key != '?'}
            )
            | some.builds(an_object, some.dictionaries(KEYS, inside, max_size=3), TEXTS, TYPES, metadata)
        ),
        max_leaves=12,
    )
    components = draw(
        some.lists(
            some.builds(an_object, some.dictionaries(KEYS, values, max_size=4), TEXTS, TYPES, metadata), max_size=4
        )
    )

    def numbered(node):
        if isinstance(node, list):
            return list(map(numbered, node))
        if not isinstance(node, dict):
            return node
        header = {'?': {'id': f'{next(number):032x}', **node['?']}} if isinstance(node.get('?'), dict) else {}
        return header | {key: numbered(value) for key, value in node.items() if key != '?'}

    return [numbered(component) for component in components]


@settings(max_examples=60, deadline=None)
@given(environments())
def test_there_and_back_changes_nothing(components):
    text = text_of(components)
    answer = made(text, components)
    assert answer.components == components and changes(components, answer.components) == []
    # What equals a secret is withheld, too: this one, which is a number as well as a text, stands nowhere else.
    assert text_of(typed(made(text), '86420975313')) == text
    # Programs read YAML by rules of their own, and hold it against the published schema.
    assert list(PUBLISHED.iter_errors(yaml.safe_load(text))) == []


def bad(content, *, line=None):
    with pytest.raises(BadFile) as raised:
        read(content.encode() if isinstance(content, str) else content)
    found = raised.value.problems
    assert all(problem.sentence for problem in found)
    if line is not None:
        assert found[0].line == line, found
    return [problem.code for problem in found]


HEAD = 'format: murano-environment\nversion: 1\nenvironment: {name: x}\n'


@pytest.mark.parametrize(
    ('content', 'codes', 'line'),
    [
        ('', ['empty'], 0),
        (b'\xff\xfe', ['utf-8'], 1),
        ('<!DOCTYPE html><html>', ['html'], 1),
        ('just words', ['no-format'], 1),
        ('[]', ['no-format'], 1),
        ('format: other\n', ['no-format'], 1),
        ('a: 1\n  b: 2', ['yaml'], 2),
        ('format: murano-environment\nversion: 3\n', ['newer'], 2),
        ('format: murano-environment\nversion: "1"\nenvironment: {name: x}\ncomponents: {}', ['other'], 2),
        (HEAD, ['missing'], 1),
        (HEAD + 'components: {}\nextra: 1', ['unknown'], 5),
        (HEAD + 'components: []', ['other'], 4),
        (HEAD + 'components:\n  web: {port: 80}', ['missing'], 5),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    $clas: x', ['unknown'], 7),
        (HEAD + 'components:\n  web:\n    $class: 1', ['other'], 6),
        (HEAD + 'components:\n  a/b:\n    $class: demo.Web', ['unknown'], 5),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    host: {$ref: db}', ['reference'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    host: {$ref: 1}', ['other'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    p: {$secret: x}', ['other'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    p: {"?": {id: x, type: z}}', ['unknown'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    a: 1\n    a: 2', ['twice'], 8),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    a: yes', ['ambiguous'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    a: 2024-01-01', ['ambiguous'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    a: .nan', ['ambiguous'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    a: 1e999', ['ambiguous'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    1: a', ['key'], 7),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    [a]: a', ['key-mapping'], 7),
        (HEAD + 'components: &a {}', ['alias'], 4),
        (HEAD + 'components: *a', ['alias'], 4),
        (HEAD + 'components:\n  <<: {}', ['alias'], 5),
        (HEAD + 'components: !!python/object/apply:os.system [ls]', ['tag'], 4),
        (HEAD + 'components:\n  web: !secret x', ['tag'], 5),
        (HEAD + 'components: {}\n---\n', ['documents'], 5),
        (HEAD + 'components:\n  web:\n    $class: demo.Web\n    a: "\\0"', ['unicode'], 7),
    ],
)
def test_what_is_wrong_is_told_with_its_line(content, codes, line):
    assert bad(content, line=line) == codes


def test_bombs_are_refused_before_they_are_built():
    deep = HEAD + 'components: ' + '[' * 200 + ']' * 200
    assert bad(deep) == ['deep']
    assert bad('- ' * 500_000) == ['deep']
    assert bad('[' + '1,' * (parsing.MAX_NODES + 1) + ']') == ['many']
    assert bad(b' ' * (parsing.MAX_BYTES + 1)) == ['large']
    objects = '      - {$class: a}\n' * reading.MAX_OBJECTS
    assert bad(f'{HEAD}components:\n  web:\n    $class: a\n    b:\n{objects}') == ['objects']


def nested(depth):
    return HEAD + 'components: {web: {$class: a, b: ' + '{a: ' * depth + '1' + '}' * (depth + 2)


def test_what_is_as_deep_as_is_allowed_is_read():
    deepest = parsing.MAX_DEPTH - 3
    assert read(nested(deepest).encode()).components
    assert bad(nested(deepest + 1)) == ['deep']


def test_a_large_file_is_read_in_bounded_time():
    """Two hundred components with ten thousand properties."""
    components = [
        {'?': {'id': f'id{number}', 'type': 'demo.Web', 'name': f'web {number}'}}
        | {f'property{place}': f'value {place}' for place in range(50)}
        for number in range(200)
    ]
    text = text_of(components)
    assert len(text) < parsing.MAX_BYTES / 4
    assert made(text, components).components == components


def test_many_mistakes_are_not_all_told():
    wrong = ''.join(f'  web{number}: 1\n' for number in range(500))
    assert len(bad(f'{HEAD}components:\n{wrong}')) == 51


@settings(max_examples=100, deadline=None)
@given(some.binary(max_size=200) | some.text(string.printable, max_size=200).map(str.encode))
def test_whatever_is_sent_it_is_read_or_refused(content):
    for whole in (content, HEAD.encode() + b'components:\n  web: {$class: a, b: ' + content + b'}'):
        try:
            read(whole)
        except BadFile as error:
            assert [problem.sentence for problem in error.problems]


def test_the_published_schema_is_the_one_that_is_used():
    assert PUBLISHED.schema == reading.schema()
    Draft202012Validator.check_schema(PUBLISHED.schema)


# What a schema cannot say: how YAML is written, and what leads nowhere.
BEYOND_SCHEMAS = {
    'yaml',
    'ambiguous',
    'alias',
    'tag',
    'twice',
    'documents',
    'unicode',
    'reference',
    'key',
    'key-mapping',
}
NODES = some.recursive(
    some.sampled_from([1, 'x', None, True, 1.5, 'web', '', 'text']),
    lambda inside: (
        some.lists(inside, max_size=2)
        | some.dictionaries(
            some.sampled_from(
                ['a', '$class', '$ref', '$secret', '$package', '$name', '$version', '$form', '$x', '$$x', '?']
            ),
            inside,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    NODES,
    some.sampled_from(
        ['components', 'web', 'environment', 'metadata', 'networks', 'region', 'packages', 'extra', 'version']
    ),
)
def test_what_the_published_schema_takes_is_read_and_nothing_else(node, place):
    whole = {'format': 'murano-environment', 'version': 1, 'environment': {'name': 'x'}, 'components': {}}
    if place in ('metadata', 'networks', 'region'):
        whole |= {'version': 2, 'environment': {'name': 'x', place: node}}
    else:
        whole |= {'components': {'web': {'$class': 'demo.Web', 'a': node}}} if place == 'web' else {place: node}
    try:
        read(yaml.safe_dump(whole).encode())
        codes = set()
    except BadFile as error:
        codes = {problem.code for problem in error.problems}
    assert PUBLISHED.is_valid(whole) is (codes <= BEYOND_SCHEMAS)


@pytest.mark.parametrize(
    ('change', 'code'),
    [
        (lambda text: '\ufeff' + text, None),
        (lambda text: text.replace('\n', '\r\n'), None),
        (lambda text: text.replace('\n', '\r'), None),
        (lambda text: text.encode('utf-16'), 'utf-8'),
        (lambda text: text.encode('utf-16-le'), 'utf-8'),
        (lambda text: text.encode('utf-32'), 'utf-8'),
        (lambda text: text.replace('Sells', 'Größe').encode('latin-1'), 'utf-8'),
        (lambda text: b'PK\x03\x04' + text.encode(), 'unicode'),
        (lambda text: text.replace('Sells', 'S\x1b[31m'), 'unicode'),
        (lambda text: b'\x1f\x8b\x08\x00' + text.encode(), 'utf-8'),
        (lambda text: text.replace('version: 2\n', 'version: 99999999999999999999\n', 1), 'newer'),
        (lambda text: text.replace('version: 2\n', 'version: 0\n', 1), 'other'),
        (lambda text: text.replace('version: 2\n', 'version: -1\n', 1), 'other'),
        (lambda text: text.replace('version: 2\n', 'version: 2.0\n', 1), None),
        (lambda text: text.replace('port: 80', f'port: {"9" * 5000}'), 'ambiguous'),
        (lambda text: text.replace('port: 80', 'port: -.inf'), 'ambiguous'),
        (lambda text: text.replace('port: 80', 'port: 0x50'), 'ambiguous'),
        (lambda text: text.replace('port: 80', 'port: 2024-01-01T10:00:00Z'), 'ambiguous'),
        (lambda text: text.replace('port: 80', f'port: "{"x" * 1_000_000}"'), None),
        (lambda text: text.replace('port: 80', 'port: !!binary aGk='), 'tag'),
        (lambda text: text.replace('port: 80', 'null: 80'), 'key'),
        (lambda text: '%YAML 1.1\n---\n' + text, None),
        (lambda text: text + '...\n', None),
    ],
)
def test_files_as_editors_and_machines_leave_them(change, code):
    content = change(FILE)
    content = content.encode() if isinstance(content, str) else content
    try:
        read(content)
        found = None
    except BadFile as error:
        found = error.problems[0].code
    assert found == code


OWN = {'?': {'id': 'env1', 'type': 'io.murano.Environment', 'metadata': {'owner': 'me', 'api key': 's3cret', 'n': 1}}}


def around_of(**told):
    lines = {'name': 'shop', **told}
    whole = {'format': 'murano-environment', 'version': 2, 'environment': lines, 'components': {}}
    return read(yaml.safe_dump(whole).encode()).around


@pytest.mark.parametrize(
    ('told', 'joined'),
    [
        ('automatic', Joined(is_made=True)),
        ('none', Joined()),
        ({'network': 'private'}, Joined('private')),
        ({'network': 'private', 'subnet': 'lower'}, Joined('private', 'lower')),
    ],
)
def test_networks_in_a_file(told, joined):
    assert around_of(networks=told).networks == joined
    assert Around(networks=joined).document == {'networks': told}
    assert around_of().networks is None


def test_metadata_is_laid_over_that_of_the_environment():
    def metadata(keep, **entries):
        return laid_over(OWN, around_of(metadata=entries), keep=keep)['?']['metadata']

    assert metadata(True, owner='you') == {'owner': 'you', 'api key': 's3cret', 'n': 1}
    # What a file never has is not gone from it.
    assert metadata(False, owner='you') == {'owner': 'you', 'api key': 's3cret'}
    assert laid_over(OWN, around_of(metadata=open_metadata(OWN)), keep=False) is OWN


def test_a_file_of_the_first_version_leaves_metadata_as_they_are():
    first = read(FILE.replace('version: 2', 'version: 1', 1).encode())
    assert first.around == Around() and laid_over(OWN, first.around, keep=False) is OWN


@settings(max_examples=150, deadline=None)
@given(
    some.dictionaries(
        some.text(some.characters(codec='utf-8', exclude_categories=['Cs', 'Cc', 'Cn', 'Co']), min_size=1, max_size=8),
        some.text(max_size=8).filter(str.isprintable) | some.integers(-(2**53), 2**53) | some.booleans(),
        max_size=4,
    )
)
def test_metadata_there_and_back_change_nothing(entries):
    own = {'?': {'id': 'env1', 'type': 'io.murano.Environment', 'metadata': entries}}
    text = written('shop', '', [], Around(open_metadata(own), Joined('a', 'b'), 'RegionOne')).text
    there = read(text.encode())
    assert there.around == Around(open_metadata(own), Joined('a', 'b'), 'RegionOne')
    for keep in (True, False):
        assert laid_over(own, there.around, keep=keep) is own
