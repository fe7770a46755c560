"""Copies of components: other ids, the same references among them, nothing of what classes gave out."""

from itertools import count

from murano_panel.domain.model.copying import as_people_set, with_new_ids

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
