"""Objects and lists within the form of a class: fields of their own, without scripts too."""

import copy
import json
import re

import pytest

from tests.support.differences import without_words
from tests.support.fake_murano import component
from tests.views.form_client import Form, Script
from tests.views.test_add_form import drafts
from tests.views.test_edit_form import Edit, changes

NODE = {'type': 'muranoObject', 'muranoType': 'demo.Node'}
SCHEMAS = {
    'demo.Cluster': {
        'leader': {**NODE, 'title': 'Leader'},
        'nodes': {'type': 'array', 'items': NODE, 'title': 'Nodes'},
        'spare': {'type': ['muranoObject', 'null'], 'muranoType': 'demo.Node', 'title': 'Spare'},
    },
    'demo.Node': {
        'label': {'type': 'string', 'title': 'Label'},
        'password': {'type': 'string', 'title': 'Password', 'default': ''},
        'size': {'type': 'integer', 'title': 'Size', 'default': 5},
    },
}
LEADER = {'s0-leader': 'new:demo.Node', 's0-leader.label': 'first', 's0-leader.password': 'hidden!'}


def node(identity, label, **more):
    return {'?': {'id': identity, 'type': 'demo.Node/1.0@demo.Cluster'}, 'label': label, 'size': 5, **more}


@pytest.fixture()
def package(murano):
    for name, properties in SCHEMAS.items():
        body = json.dumps({'': {'type': 'object', 'properties': properties}})
        murano.fail('GET', f'/schemas/{name}', status=200, body=body, headers={'Content-Type': 'application/json'})
    return murano.package('demo.Cluster', name='Cluster', class_definitions=['demo.Cluster', 'demo.Node'])


@pytest.fixture()
def form(alice, murano, package):
    return Form(alice, package, murano.environment('shop'))


@pytest.fixture()
def cluster():
    leader = node('n0', 'first', password='Secr3t!inner', ip='10.0.0.1')
    return component(
        'web',
        'demo.Cluster',
        id='web1',
        leader=leader,
        nodes=[node('n1', 'one'), node('n2', 'two', ip='10.0.0.2')],
        spare=None,
    )


@pytest.fixture()
def edit(alice, murano, package, cluster):
    return Edit(alice, murano.environment('shop', components=[cluster]))


def button(form, words):
    """What the button says that has these words as its label."""
    return re.search(rf'value="([^"]+)"[^>]*\s+aria-label="{words}"', form.text)[1]


def shown(form):
    """What the fields of the form hold, as a browser would send it."""
    names = re.findall(r'<(?:input|select|textarea) [^>]*name="(s0-[^"]+)"|<select name="(s0-[^"]+)"', form.text)
    return {name: form.value(name) or '' for pair in names for name in pair if name}


def test_a_part_opens_with_what_it_proposes(form):
    assert form.value('s0-leader.label') is None
    form.press(button(form, 'Show: Leader'), **{'s0-leader': 'new:demo.Node'})
    assert (form.value('s0-leader.label'), form.value('s0-leader.size')) == (None, '5') and not form.errors


def test_what_was_typed_survives_reshaping(form):
    form.press('shape-0-0', **{'s0-leader': 'new:demo.Node'})
    form.press(button(form, 'Add another: Nodes'), **LEADER, **{'s0-leader.size': '7', 's0-nodes': ''})
    assert (form.value('s0-leader.label'), form.value('s0-leader.size')) == ('first', '7')
    assert form.value('s0-nodes.new1.size') == '5' and 'hidden!' not in form.text and 'Unchanged' in form.text


def test_from_the_parts_into_the_draft(form, murano):
    form.press('shape-0-0', **{'s0-leader': 'new:demo.Node'})
    form.press(button(form, 'Add another: Nodes'), **{**shown(form), **LEADER})
    form.press(button(form, 'Add another: Nodes'), **{**shown(form), 's0-nodes.new1.label': 'one'})
    form.press(button(form, 'Remove: Nodes 1'), **{**shown(form), 's0-nodes.new2.label': 'two'})
    assert form.value('s0-nodes.new2.label') == 'two' and 's0-nodes.new1' not in form.text
    form.press('next-0', **shown(form)).press('next-1', **{'s1-application_name': 'c'})
    assert form.step == 'Review' and 'Nodes 1 › Label' in form.text and 'hidden!' not in form.text
    form.press('add-2')
    made = drafts(murano)[0].components[-1]
    assert made['leader']['password'] == 'hidden!' and made['leader']['size'] == 5 and made['spare'] is None
    assert [item['label'] for item in made['nodes']] == ['two']
    assert made['leader']['?']['type'] == 'demo.Node' and made['leader']['?']['id']


def test_errors_say_where(form):
    form.press('next-0', **{'s0-leader': 'new:demo.Node', 's0-leader.size': 'x'})
    assert set(form.errors) == {'Leader › Label: This field is required.', 'Leader › Size: Enter a whole number.'}


def test_fields_that_nobody_has_seen_keep_their_defaults(form, murano):
    form.press('next-0', **LEADER).press('next-1', **{'s1-application_name': 'c'}).press('add-2')
    assert drafts(murano)[0].components[-1]['leader']['size'] == 5


def test_parts_of_a_package_are_no_components(form):
    assert 'aria-label="New: Leader"' not in form.text


def test_scripts_get_the_new_fields_with_the_errors(form):
    answer = Script(form).press('next-0', **{'s0-leader': 'new:demo.Node'})
    assert answer['errors']['fields'][0]['label'] == 'Leader › Label' and 's0-leader.label' in answer['html']


def test_schemas_of_parts_are_asked_for_once(form, murano):
    form.press('shape-0-0', **{'s0-leader': 'new:demo.Node'})
    with murano.budget(2):
        form.press('next-0', **LEADER)


def test_an_unknown_class_can_be_written_as_json(form, murano):
    murano.fail('GET', '/schemas/demo.Node', status=404)
    form.press('shape-0-0', **{'s0-leader': 'new:demo.Node'})
    assert 's0-leader.json' in form.text and 'does not tell' in form.text
    form.press('next-0', **{'s0-leader': 'new:demo.Node', 's0-leader.json': '{"label": '})
    assert 'Line 1, column 11' in form.errors[0]
    form.press('next-0', **{'s0-leader': 'new:demo.Node', 's0-leader.json': '{"label": "x"}'})
    assert form.step == 'Name'


def test_a_class_that_murano_fails_over_is_asked_for_again(form, murano):
    murano.fail('GET', '/schemas/demo.Node', status=500, times=1)
    form.press('shape-0-0', **{'s0-leader': 'new:demo.Node'})
    assert 's0-leader.json' in form.text
    form.press('shape-0-0', **{'s0-leader': 'new:demo.Node'})
    assert 's0-leader.label' in form.text


def test_names_are_shown_as_they_are(alice, murano):
    title, text = '{$ 7*7 $}</legend><script>alert(1)</script>', '{$ 7*7 $}&lt;/legend&gt;&lt;script&gt;'
    properties = {
        'own': {**NODE, 'owned': True, 'title': title, 'helpText': title, 'description': title},
        'list': {'type': 'array', 'items': {'type': 'string'}, 'default': [title], 'title': title},
    }
    for name, found in (('evil.App', properties), ('demo.Node', SCHEMAS['demo.Node'])):
        body = json.dumps({'': {'type': 'object', 'properties': found}})
        murano.fail('GET', f'/schemas/{name}', status=200, body=body, headers={'Content-Type': 'application/json'})
    form = Form(alice, murano.package('evil.App'), murano.environment('shop'))
    assert form.text.count(text) >= 8 and '<script>alert' not in form.text


def test_edit_shows_the_parts(edit):
    assert (edit.value('s0-leader.label'), edit.value('s0-nodes'), edit.value('s0-nodes.n2.label')) == (
        'first',
        'n1,n2',
        'two',
    )
    assert 'Secr3t!inner' not in edit.text and 'Unchanged' in edit.text


def test_nothing_edited_changes_nothing(edit, murano):
    edit.press('to-0-2', **shown(edit))
    assert 'Nothing was changed' in edit.text and edit.press('add-2').page.status_code == 302
    assert not drafts(murano)


def test_one_field_of_a_part(edit, murano, cluster):
    before = copy.deepcopy(cluster)
    edit.press('to-0-2', **{**shown(edit), 's0-nodes.n2.label': 'zwei'})
    assert changes(edit) == {'Nodes 2 › Label': 'two zwei'}
    edit.press('add-2')
    before['nodes'][1]['label'] = 'zwei'
    assert without_words(drafts(murano)[0].components[0]) == before


def test_items_removed_and_added(edit, murano, cluster):
    kept = copy.deepcopy(cluster['nodes'][1])
    edit.press(button(edit, 'Remove: Nodes 1'), **shown(edit))
    edit.press(button(edit, 'Add another: Nodes'), **shown(edit))
    edit.press('to-0-2', **{**shown(edit), 's0-nodes.new1.label': 'three'})
    edit.press('add-2')
    written = drafts(murano)[0].components[0]
    assert written['nodes'][0] == kept and written['nodes'][1]['label'] == 'three' and len(written['nodes']) == 2
    assert written['leader'] == cluster['leader']


def test_a_secret_of_a_part_is_typed_again(edit, murano):
    edit.press('to-0-2', **{**shown(edit), 's0-leader.password': 'N3w!secret'})
    assert 'N3w!secret' not in edit.text and 'Secr3t!inner' not in edit.text
    edit.press('add-2')
    assert drafts(murano)[0].components[0]['leader']['password'] == 'N3w!secret'


def test_a_name_by_other_means_stays(alice, murano, package, cluster):
    cluster['?']['name'] = 'two words'
    edit = Edit(alice, murano.environment('shop', components=[cluster]))
    edit.press('to-0-2', **{**shown(edit), 's0-leader.size': '6'})
    assert changes(edit) == {'Leader › Size': '5 6'}


def test_the_name(edit, murano, cluster):
    edit.press('to-0-1', **shown(edit))
    assert edit.value('s1-application_name') == 'web'
    edit.press('next-1', **{'s1-application_name': 'renamed'})
    assert changes(edit) == {'Application name': 'web renamed'}
    edit.press('add-2')
    assert without_words(drafts(murano)[0].components[0]) == {**cluster, '?': {**cluster['?'], 'name': 'renamed'}}
