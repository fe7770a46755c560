"""Copies of components: other ids, the same references among them, nothing of what classes gave out."""

from itertools import count

from murano_panel.domain.model.copying import (
    as_people_set,
    in_doubt,
    left_in_doubt,
    with_drafted,
    with_new_ids,
)

WEB = {
    '?': {'id': 'web', 'type': 'demo.Web', 'status': 'ready', '_actions': {}, 'metadata': {'note': ['host']}},
    'name': 'Web',
    'host': 'host',
    'database': 'elsewhere',
    'parts': [{'?': {'id': 'part', 'type': 'demo.Part'}, 'of': 'web', 'address': '10.0.0.7'}],
}
HOST = {'?': {'id': 'host', 'type': 'demo.Host'}, 'name': 'host of it'}


def test_every_object_gets_an_id_and_what_refers_to_it_follows():
    numbers = count(1)
    (web, host), ids = with_new_ids([WEB, HOST], lambda: f'new{next(numbers)}')
    assert ids == {'web': 'new1', 'part': 'new2', 'host': 'new3'}
    assert web['?'] == {'id': 'new1', 'type': 'demo.Web', 'metadata': {'note': ['new3']}}
    assert web['host'] == host['?']['id'] == 'new3'
    assert web['parts'][0]['of'] == 'new1'
    assert (web['database'], host['name']) == ('elsewhere', 'host of it')
    assert WEB['host'] == 'host' and WEB['?']['status'] == 'ready'


def test_ids_are_of_their_own():
    first, second = with_new_ids([WEB])[1], with_new_ids([WEB])[1]
    assert len({*first.values(), *second.values()}) == 4
    assert all(len(new) == 32 for new in first.values())


def test_what_classes_gave_out_stays_behind():
    sent = {'web': {'?': {}, 'name': 'Web', 'parts': []}, 'part': {'?': {}, 'of': 'web'}}
    (web,) = as_people_set([WEB], sent)
    assert web == {
        '?': {'id': 'web', 'type': 'demo.Web', 'metadata': {'note': ['host']}},
        'name': 'Web',
        'parts': [{'?': {'id': 'part', 'type': 'demo.Part'}, 'of': 'web'}],
    }


def test_of_what_nothing_is_known_all_is_kept():
    assert as_people_set([HOST], {}) == [HOST]


def test_a_copy_was_never_deployed():
    deployed = {'?': {'id': 'a', 'type': 'demo.Web/1.2.0@demo.Package', 'name': 'Web'}, 'port': 80}
    (copy,), _ids = with_new_ids([deployed], lambda: 'b')
    header = {'id': 'b', 'type': 'demo.Web', 'name': 'Web', 'package': 'demo.Package', 'classVersion': '1.2.0'}
    assert copy['?'] == header


def test_what_was_sent_open_and_filled_by_the_class_is_open_again():
    sent = {'host': {'?': {}, 'name': None, 'address': '', 'keys': []}}
    filled = {**HOST, 'address': '10.0.0.7', 'keys': ['a']}
    assert as_people_set([filled], sent) == [{'?': HOST['?'], 'name': None, 'address': '', 'keys': []}]
    assert as_people_set([filled], sent, {'demo.Host': {'name': None}})[0]['name'] == 'host of it'
    answered = {**filled, '?': {**HOST['?'], 'metadata': {'murano_panel': {'answers': {'where': '10.0.0.7'}}}}}
    assert as_people_set([answered], sent)[0]['address'] == '10.0.0.7'


def test_what_one_may_set_is_kept_and_what_nobody_can_tell_is_said():
    sent = {'web': {'?': {}, 'name': 'Web', 'host': '', 'database': 'elsewhere', 'parts': []}}
    late = [{**WEB, 'note': 'set later', 'empty': None}]
    assert in_doubt(late, sent) == ['demo.Web']
    assert 'note' not in as_people_set(late, sent)[0]
    assert as_people_set(late, sent, {'demo.Web': {'note': None}})[0]['note'] == 'set later'
    assert [key for _component, _part, key in left_in_doubt(late, sent, {})] == ['host', 'parts', 'note']
    assert left_in_doubt(late, sent, {'demo.Web': {}}) == []


def test_what_a_draft_sets_people_have_set():
    sent = {'web': {'?': {}, 'name': 'Web', 'host': 'host'}}
    drafted = [{**WEB, 'note': 'new'}, HOST]
    complete = with_drafted(sent, [WEB], drafted)
    (web, host) = as_people_set(drafted, complete)
    assert web['note'] == 'new' and 'database' not in web and host == HOST
