from murano_panel.domain.model import object_model

NODE = {'?': {'id': 'n1', 'type': 'demo.Node'}, 'name': 'node 1'}
PARTS = [NODE, {'deep': {'?': {'id': 'n2'}}}]
HOST = {'?': {'id': 'h', 'type': 'demo.Host/1.2.0@demo.pkg', 'name': 'my host'}, 'nodes': PARTS}
WEB = {'?': {'id': 'w', 'type': 'demo.Web', 'package': 'demo.web'}, 'host': 'h', 'peers': ['n2'], 'self': 'w'}


def test_class_and_package_after_a_deployment():
    assert (object_model.class_name(HOST), object_model.package_name(HOST)) == ('demo.Host', 'demo.pkg')


def test_class_and_package_before():
    assert (object_model.class_name(WEB), object_model.package_name(WEB)) == ('demo.Web', 'demo.web')


def test_names_fall_back_to_property_class_and_id():
    names = [object_model.component_name(item) for item in (HOST, NODE, WEB, {'?': {'id': 'x'}})]
    assert names == ['my host', 'node 1', 'Web', 'x']


def test_nested_objects_belong_to_their_component():
    assert object_model.entity_owners([HOST, WEB]) == {'h': 'h', 'n1': 'h', 'n2': 'h', 'w': 'w'}


def test_references_point_to_other_components_only():
    owners = object_model.entity_owners([HOST, WEB])
    assert object_model.references(WEB, owners) == {'h'}
    assert object_model.references(HOST, owners) == set()


def test_what_is_no_object_has_no_header():
    assert [object_model.header(node) for node in (None, 'x', {}, {'?': 'x'}, {'?': None})] == [{}] * 5


def test_endless_nesting_is_bounded():
    node = {'?': {'id': 'deep'}}
    for _ in range(5000):
        node = {'x': node}
    assert object_model.entity_owners([{'?': {'id': 'c'}, 'x': node}]) == {'c': 'c'}


def test_an_outline_tells_names_parts_and_references_and_nothing_else():
    host = {'?': {'id': 'h', 'type': 'demo.Host', 'name': 'host', '_actions': {}}, 'password': 'hunter2'}
    kept = {'murano_panel': {'application': 'Web server', 'answers': {'port': 80}}}
    web = {
        '?': {'id': 'w', 'type': 'demo.Web', 'metadata': kept},
        'name': 'web',
        'host': 'h',
        'motto': 'hunter2',
        'parts': [{'?': {'id': 'p', 'type': 'demo.Part'}, 'port': 80}, 7],
    }
    assert object_model.outlines([host, web]) == (
        {'?': {'id': 'h', 'type': 'demo.Host', 'name': 'host'}},
        {
            '?': {'id': 'w', 'type': 'demo.Web', 'metadata': {'murano_panel': {'application': 'Web server'}}},
            'name': 'web',
            'host': 'h',
            'parts': [{'?': {'id': 'p', 'type': 'demo.Part'}}],
        },
    )
