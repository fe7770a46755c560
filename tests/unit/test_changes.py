from murano_panel.domain.model.changes import (
    MAX_VALUE,
    PropertyChange,
    changes,
    names_of,
    property_change,
    value_by_value,
)
from murano_panel.domain.model.secrets import MASK
from murano_panel.domain.model.tree import Change
from murano_panel.domain.model.words import Words, with_words


def component(own_id='a', fqn='demo.Nginx', name='Nginx', **properties):
    return {'?': {'id': own_id, 'type': fqn, 'name': name}, **properties}


def properties(before, after):
    (change,) = changes([before], [after])
    return [(item.path, item.old, item.new) for item in change.properties]


def test_nothing_changed():
    assert changes([component(port=80)], [component(port=80)]) == []


def test_a_new_component_is_added_with_its_properties():
    (change,) = changes([], [component(port=80, image='nginx')])
    assert (change.kind, change.name, change.class_name) == ('added', 'Nginx', 'demo.Nginx')
    assert ('port', '', '80') in [(item.path, item.old, item.new) for item in change.properties]


def test_a_missing_component_is_removed():
    (change,) = changes([component()], [])
    assert (change.kind, change.component_id, change.name) == ('removed', 'a', 'Nginx')


def test_a_changed_property_says_from_what_to_what():
    assert properties(component(port=80), component(port=8080)) == [('port', '80', '8080')]


def test_a_property_that_is_unset():
    assert properties(component(port=80), component()) == [('port', '80', '')]


def test_nested_properties_have_a_path():
    before, after = ({'?': {'id': 'i', 'type': 'x.Instance'}, 'flavor': flavor} for flavor in ('m1.small', 'm1.large'))
    assert properties(component(instance=before), component(instance=after)) == [
        ('instance.flavor', 'm1.small', 'm1.large')
    ]


def test_another_nested_object_is_a_change_though_its_properties_are_the_same():
    before, after = ({'?': {'id': own_id, 'type': 'x.Instance'}, 'flavor': 'm1.small'} for own_id in ('i1', 'i2'))
    assert properties(component(instance=before), component(instance=after)) == [
        ('instance', 'Instance i1', 'Instance i2')
    ]


def test_references_are_named():
    server, web = component('s1', 'demo.Server', 'web'), component(host='s1', others=['s1', 'a'])
    (change,) = [change for change in changes([server], [server, web]) if change.kind == 'added']
    lines = {item.path: item for item in change.properties}
    assert (lines['host'].new, lines['host'].new_raw, lines['host'].is_new) == ('Server web', 's1', False)
    assert (lines['others'].new, lines['others'].new_raw) == ('Server web, Nginx', 's1, a')


def test_what_comes_with_the_draft_is_new():
    (_server, change) = changes([component()], [component('s1', 'demo.Server', 'web'), component(host='s1')])
    assert [(item.new, item.is_new) for item in change.properties] == [('Server web', True)]


def test_its_own_parts_are_not_called_new():
    (change,) = changes([], [component(nodes=[node('n1', 'one')])])
    assert [item.is_new for item in change.properties] == [False, False]


def node(own_id, label):
    return {'?': {'id': own_id, 'type': 'x.Node'}, 'label': label}


def test_objects_in_lists_are_compared_by_their_ids():
    before = component(nodes=[node('n1', 'one'), node('n2', 'two')])
    assert properties(before, component(nodes=[node('n2', 'zwei')])) == [
        ('nodes[0]', 'Node', ''),
        ('nodes[0].label', 'two', 'zwei'),
    ]


def test_the_first_object_of_a_list_and_the_last():
    empty, filled = component(nodes=[]), component(nodes=[node('n1', 'one')])
    assert properties(empty, filled) == [('nodes[0]', '', 'Node'), ('nodes[0].label', '', 'one')]
    assert properties(filled, empty) == [('nodes[0]', 'Node', '')]
    assert properties(component(nodes=['x']), empty) == [('nodes', '["x"]', '[]')]


def test_a_text_that_becomes_a_mapping():
    assert properties(component(logs='all'), component(logs={'level': 'debug'})) == [
        ('logs', 'all', ''),
        ('logs.level', '', 'debug'),
    ]


def test_lists_of_plain_values_are_compared_as_a_whole():
    assert properties(component(ports=[80]), component(ports=[80, 443])) == [('ports', '[80]', '[80, 443]')]


def test_what_murano_adds_by_itself_is_no_change():
    deployed = component(port=80)
    deployed['?'] |= {'status': 'ready', 'type': 'demo.Nginx/0.0.0@demo.Nginx', '_actions': {}}
    deployed['?']['metadata'] = {'murano_panel': {'a': 1}}
    assert changes([deployed], [component(port=80)]) == []


def test_metadata_of_people_is_told_under_its_own_keys():
    before, after = component(), component()
    before['?']['metadata'] = {'murano_panel': {'a': 1}, 'owner': 'me', 'costCenter': 7, 'gone': 'x', 'odd': [1]}
    after['?']['metadata'] = {
        'murano_panel': {'a': 2},
        'owner': 'you',
        'costCenter': 7,
        'api token': 's3cret',
        'odd': [2],
    }
    [change] = changes([before], [after])
    told = [(item.path, item.label, item.old, item.new) for item in change.properties]
    assert told == [
        ('?.metadata.owner', 'Metadata › owner', 'me', 'you'),
        ('?.metadata.gone', 'Metadata › gone', 'x', ''),
        ('?.metadata.api token', 'Metadata › api token', '', MASK),
    ]


def test_a_name_given_to_what_only_its_class_had_named_is_told_from_that():
    before = {'?': {'id': 'a', 'type': 'demo.Nginx'}, 'name': 'web1'}
    after = component(name='Proxy') | {'name': 'web1'}
    assert properties(before, after) == [('name of the component', 'web1', 'Proxy')]


def test_a_new_name_is_a_change():
    assert properties(component(), component(name='Proxy')) == [('name', 'Nginx', 'Proxy')]


def test_secrets_are_masked_but_their_change_is_told():
    assert properties(component(adminPassword='old'), component(adminPassword='new')) == [('adminPassword', MASK, MASK)]


def test_secrets_in_nested_objects_are_masked():
    assert properties(component(), component(user={'token': {'value': 'abc'}})) == [('user.token.value', '', MASK)]


def test_long_values_are_cut():
    ((_path, _old, new),) = properties(component(), component(script='x' * 5000))
    assert len(new) == MAX_VALUE and new.endswith('…')


def test_deep_nesting_is_bounded():
    node = {}
    for _level in range(5000):
        node = {'x': node}
    assert len(changes([], [component(**node)])) == 1


def test_an_object_that_moves_in_its_list_is_no_change():
    one, two = node('n1', 'one'), node('n2', 'two')
    assert changes([component(nodes=[one, two])], [component(nodes=[two, one])]) == []


def test_a_name_given_by_an_edit_is_called_like_any_other():
    (change,) = value_by_value(Change(('?', 'name'), 'Nginx', 'Proxy'))
    shown = property_change(*change, names_of([], []), Words(), hidden=False)
    assert shown == PropertyChange('name', 'Nginx', 'Proxy', label='Name')


def test_the_words_of_the_form_are_used():
    before, after = component(order='rr', on=False), component(order='least', on=True)
    words = Words('Web server', {'order': 'Order'}, {'order': {'rr': 'One after the other', 'least': 'The fewest'}})
    (change,) = changes([before], [with_words(after, words)])
    assert change.application == 'Web server'
    order, flag = change.properties
    assert (order.label, order.old, order.new) == ('Order', 'One after the other', 'The fewest')
    assert (order.old_raw, order.new_raw) == ('rr', 'least')
    assert (flag.label, flag.old, flag.new, flag.is_flag) == ('On', 'No', 'Yes', True)


def test_a_property_called_name_beside_the_name_of_the_component():
    before = {'?': {'id': 'a', 'type': 'x.Y', 'name': 'shop'}, 'name': None}
    [change] = changes([before], [{**before, 'name': 'other'}])
    assert [(line.path, line.new) for line in change.properties] == [('name', 'other')]
    renamed = {**before, '?': {**before['?'], 'name': 'new'}, 'name': 'own'}
    [change] = changes([{**before, 'name': 'own'}], [renamed])
    assert [line.new for line in change.properties] == ['new']
