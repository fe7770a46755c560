"""What the pages do as commands: the same model comes of them, and nothing in them is executed by chance."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from murano_panel.domain import commands
from murano_panel.domain.model.json_patch import HERE, of_environment, operations

ENDPOINT = 'http://murano.example:8082'
# That a script may call.
PROGRAMS = {'openstack', 'curl', 'python3', 'jsonpatch', 'cat'}
HOSTILE = "'; touch /tmp/x; $(id) `id`\nEND_OF_CHANGES\n''' \\ \x1b[31m{$ 7*7 $}"

KEYS = st.text('abc/~-', min_size=1, max_size=3).map('p{}'.format)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.text('xyz', max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def component(own_id, **properties):
    return {'?': {'id': own_id, 'type': 'demo.Web', 'name': own_id}, **properties}


COMPONENTS = st.lists(
    st.tuples(st.sampled_from('pqrs'), st.dictionaries(KEYS, VALUES, max_size=3)),
    max_size=4,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: [component(own_id, **properties) for own_id, properties in pairs])


@given(COMPONENTS, COMPONENTS)
def test_the_operations_make_the_draft_of_what_is_deployed(before, after):
    made = jsonpatch.JsonPatch(operations(before, after)).apply(before)
    by_id = {item['?']['id']: item for item in made}
    assert by_id == {item['?']['id']: item for item in after}


def test_a_secret_is_never_in_them():
    before = [component('p', adminPassword='deployed-one', token='same')]
    after = [component('p', adminPassword='changed-one', token='same'), component('q', keys=[{'apiKey': 'new-one'}])]
    found = json.dumps(operations(before, after))
    assert not any(secret in found for secret in ('deployed-one', 'changed-one', 'new-one', 'same'))
    assert f'<adminPassword: {HERE}>' in found and f'<keys/0/apiKey: {HERE}>' in found


def test_a_property_that_the_form_noted_as_secret_is_none_either():
    marked = component('p', sesame='open-it')
    marked['?']['metadata'] = {'murano_panel': {'secrets': ['sesame']}}
    assert 'open-it' not in json.dumps(operations([component('p', sesame='x')], [marked]))


def test_the_state_that_murano_adds_is_no_change():
    read = component('p')
    read['?']['status'] = 'ready'
    assert operations([read], [component('p')]) == []


@pytest.mark.parametrize('tool', commands.TOOLS)
def test_hostile_texts_are_only_texts(tool, tmp_path):
    changes = operations([], [component('p', text=HOSTILE)])
    scripts = commands.of_draft(tool, ENDPOINT, 'e1', changes) + commands.of_deployment(tool, ENDPOINT, 'e1', 'd1')
    scripts += commands.of_package(tool, ENDPOINT, 'p1', HOSTILE)
    text = ''.join(script.text for script in scripts)
    if tool == commands.PYTHON:
        compile(text, 'commands', 'exec')
        return
    # Each program notes that it was called, and does nothing.
    calls = tmp_path / 'calls'
    stub = f'#!{sys.executable}\nimport sys\nopen({str(calls)!r}, "a").write(repr(sys.argv) + "\\n")\n'
    for name in (*PROGRAMS, 'touch', 'id'):
        program = tmp_path / name
        program.write_text(stub)
        program.chmod(0o755)
    subprocess.run(
        ['/bin/sh'], input=text, text=True, env={'PATH': str(tmp_path)}, cwd=tmp_path, timeout=60, check=True
    )
    called = [ast.literal_eval(line) for line in calls.read_text().splitlines()]
    programs = {Path(program).name for program, *_arguments in called}
    assert tool in programs and programs <= PROGRAMS
    assert called[-1][-1].endswith(HOSTILE)


@pytest.mark.parametrize('tool', [commands.OPENSTACK, commands.CURL])
def test_the_changes_are_read_as_they_are(tool):
    changes = operations([], [component('p', text=HOSTILE)])
    text = commands.of_draft(tool, ENDPOINT, 'e1', changes)[0].text
    body = text.split("<<'END_OF_CHANGES'\n")[1].split('\nEND_OF_CHANGES\n')[0]
    assert json.loads(body) == changes


def environment(name='shop', **entries):
    return {'?': {'id': 'e1', 'type': 'io.murano.Environment', 'metadata': entries}, 'name': name}


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        (environment(), environment(owner='me')),
        (environment(owner='me', team='web'), environment('store', owner='you', **{'a/b~c': '1'})),
        ({'?': {'id': 'e1', 'metadata': None}}, {'?': {'id': 'e1', 'metadata': {'a': '1'}}}),
    ],
)
def test_what_changes_the_environment_itself(before, after):
    steps = of_environment(before, after)
    assert jsonpatch.JsonPatch(steps).apply(before) == after
    # Murano refuses those without, even where something is removed, and cannot read escaped pointers.
    assert all('value' in step and '~' not in step['path'] for step in steps)


def test_secrets_of_the_environment_itself_are_left_out_and_others_stay_as_they_are():
    steps = of_environment(environment(token='deployed-one'), environment(token='deployed-one', api_key='new-one'))
    assert [step['path'] for step in steps] == ['/?/metadata/api_key']
    assert HERE in json.dumps(steps) and 'new-one' not in json.dumps(steps)
