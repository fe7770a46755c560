import json

import pytest

from murano_panel.domain.model.reapply import reapply
from murano_panel.domain.model.saved_changes import from_json, portable
from murano_panel.domain.model.secrets import MASK


def component(own_id='a', name='Nginx', **properties):
    return {'?': {'id': own_id, 'type': 'demo.Nginx', 'name': name}, **properties}


def carried(committed, draft, now, typed=None, choices=None):
    """What becomes of a draft on ``committed`` when ``now`` is deployed; through JSON, as through the browser."""
    return reapply(from_json(json.dumps(portable(committed, draft))), now, typed, choices)


def test_an_addition_is_added_again():
    answer = carried([], [component(port=80)], [component('b', 'Redis')])
    assert [item['?']['id'] for item in answer.components] == ['b', 'a']
    assert [(change.kind, change.name) for change in answer.done] == [('added', 'Nginx')]


def test_an_addition_that_is_there_is_skipped():
    answer = carried([], [component(port=80)], [component(port=81)])
    assert answer.components == [component(port=81)]
    assert answer.skipped == [('Nginx', 'is there already')]


def test_a_removal_is_removed_again():
    assert carried([component()], [], [component(), component('b')]).components == [component('b')]


def test_a_removal_of_what_is_gone_is_skipped():
    assert carried([component()], [], []).skipped == [('Nginx', 'was removed meanwhile')]


def test_a_change_touches_only_its_own_properties():
    answer = carried([component(port=80, size=1)], [component(port=81, size=1)], [component(port=80, size=5)])
    assert answer.components == [component(port=81, size=5)]


def test_a_change_of_what_is_gone_is_skipped():
    assert carried([component(port=80)], [component(port=81)], []).skipped == [('Nginx', 'was removed meanwhile')]


def test_a_change_that_does_not_fit_leaves_the_component_as_it_is():
    answer = carried([component(disk={'size': 1})], [component(disk={'size': 2})], [component(disk=None)])
    assert answer.components == [component(disk=None)]
    assert answer.done == [] and len(answer.skipped) == 1


def test_a_property_is_unset_again():
    assert carried([component(port=80)], [component()], [component(port=80)]).components == [component()]


def test_metadata_travels():
    draft = component()
    draft['?']['metadata'] = {'murano_panel': {'answers': {'port': 80}}}
    assert carried([], [draft], []).components == [draft]


def test_secrets_do_not_travel():
    saved = json.dumps(portable([], [component(password='s3cret', db={'token': 't0ken', 'pin_secret': 4711})]))
    assert 'demo.Nginx' in saved and not any(secret in saved for secret in ('s3cret', 't0ken', '4711'))


def test_secrets_are_asked_for_and_filled_in():
    draft = [component(password='s3cret', db={'secret': 4711})]
    first = carried([], draft, [])
    assert [(item.component_name, item.label) for item in first.withheld] == [
        ('Nginx', 'Password'),
        ('Nginx', 'Db › Secret'),
    ]
    typed = dict(zip([item.key for item in first.withheld], ['s3cret', '4711'], strict=True))
    assert carried([], draft, [], typed).components == draft


def test_a_typed_secret_must_fit_its_type():
    answer = carried([], [component(secret=4711)], [], {'["a", "secret"]': 'four'})
    assert answer.components == [component(secret=0)] and len(answer.withheld) == 1


def test_an_unchanged_secret_stays_as_deployed():
    answer = carried(
        [component(port=80, password='x')], [component(port=81, password='x')], [component(port=80, password='x')]
    )
    assert answer.components == [component(port=81, password='x')] and answer.withheld == []


def test_a_changed_secret_is_asked_for():
    answer = carried(
        [component(password='x')], [component(password='y')], [component(password='x')], {'["a", "password"]': 'z'}
    )
    assert answer.components == [component(password='z')]


@pytest.mark.parametrize(
    'text',
    [
        '',
        '{}',
        '[1]',
        '[{"kind": "other"}]',
        '[{"kind": "added", "component": {}, "withheld": []}]',
        '[{"kind": "changed", "id": "a", "name": "n", "set": [["x", 1]], "unset": [], "withheld": []}]',
        '[{"kind": "removed", "id": 1, "name": "n"}]',
        '[{"kind": ["added"]}]',
        '[' * 100000,
        '[{"kind": "changed", "id": "a", "name": "n", "set": [[[], 1]], "unset": [], "withheld": []}]',
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        from_json(text)


def with_answer(port, **properties):
    made = component(port=port, **properties)
    made['?']['metadata'] = {'murano_panel': {'answers': {'main': {'port': port}}}}
    return made


def test_a_conflict_is_told_with_the_three_values():
    [conflict] = carried([with_answer(80)], [with_answer(81)], [with_answer(90)]).conflicts
    told = (conflict.label, conflict.path, conflict.base, conflict.theirs, conflict.mine, conflict.choice)
    assert told == ('Port', 'port', '80', '90', '81', '')


@pytest.mark.parametrize(('choice', 'port'), [('mine', 81), ('theirs', 90)])
def test_one_of_both_is_chosen_and_the_kept_answers_follow(choice, port):
    scene = [with_answer(80, size=1)], [with_answer(81, size=2)], [with_answer(90, size=1)]
    answer = carried(*scene, choices={'["a", "port"]': choice})
    assert answer.components == [with_answer(port, size=2)]


def test_what_both_changed_alike_is_no_conflict():
    answer = carried([component(port=80, size=1)], [component(port=81, size=2)], [component(port=81, size=1)])
    assert answer.conflicts == [] and answer.components == [component(port=81, size=2)]


def test_a_new_value_beside_a_colleagues_new_value():
    [conflict] = carried([component()], [component(note='mine')], [component(note='theirs')]).conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == ('', 'theirs', 'mine')


def test_secrets_in_conflicts_do_not_travel():
    saved = portable([component(password='old-s3cret', port=1)], [component(password='new-s3cret', port=1)])
    assert 's3cret' not in json.dumps(saved)


def test_giving_up_everything_leaves_the_component_alone():
    answer = carried(
        [component(port=80)], [component(port=81)], [component(port=90)], choices={'["a", "port"]': 'theirs'}
    )
    assert answer.done == [] and answer.components == [component(port=90)]


def test_versions_in_types_are_no_change_and_are_kept():
    deployed, edited = component(port=80), component(port=80)
    deployed['?']['type'] = 'demo.Nginx/1.2.0@demo.Nginx'
    assert portable([deployed], [edited]) == []
    assert carried([], [deployed], []).components == [deployed]


def test_what_has_to_be_chosen_first_is_not_told_as_done():
    before, after = component(port=80, size=1, token='a'), component(port=81, size=2, token='b')
    answer = carried([before], [after], [component(port=90, size=1, token='a')])
    [change] = answer.undisputed
    assert [(item.path, item.new) for item in change.properties] == [('size', '2'), ('token', MASK)]
    assert carried([component(port=80)], [component(port=81)], [component(port=90)]).undisputed == []


def test_a_list_with_secrets_in_it_is_compared_as_a_whole_and_shown_masked():
    users = [[{'name': 'a', 'password': secret}] for secret in ('old-s3cret', 'my-s3cret', 'their-s3cret')]
    answer = carried(*([component(users=value)] for value in users))
    [conflict] = answer.conflicts
    assert conflict.is_secret and MASK in conflict.theirs and 's3cret' not in f'{answer.undisputed} {conflict}'
    answer = carried(*([component(users=value)] for value in users), choices={conflict.key: 'theirs'})
    assert answer.components == [component(users=users[2])] and answer.withheld == []


def test_what_only_the_draft_knows_to_be_secret_is_masked_for_all():
    """A form has recorded "pin" as secret in the draft; what is deployed by now was made without it."""
    draft = component(pin='2222')
    draft['?']['metadata'] = {'murano_panel': {'secrets': ['pin']}}
    [conflict] = carried([component(pin='1111')], [draft], [component(pin='3333')]).conflicts
    assert conflict.is_secret and '3333' not in str(conflict)
