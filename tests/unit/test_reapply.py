import json

import pytest

from murano_panel.domain.conflicts.component_conflicts import History
from murano_panel.domain.conflicts.reapply import Skipped, reapply
from murano_panel.domain.conflicts.saved_changes import from_json, portable
from murano_panel.domain.model.secrets import MASK, SANITIZED


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
    assert answer.skipped == [Skipped('Nginx', 'is there already')]


def test_a_removal_is_removed_again():
    assert carried([component()], [], [component(), component('b')]).components == [component('b')]


def test_a_removal_of_what_is_gone_is_skipped():
    assert carried([component()], [], []).skipped == [Skipped('Nginx', 'was removed meanwhile')]


def test_a_change_touches_only_its_own_properties():
    answer = carried([component(port=80, size=1)], [component(port=81, size=1)], [component(port=80, size=5)])
    assert answer.components == [component(port=81, size=5)]


def test_a_change_of_what_is_gone_is_skipped():
    [left] = carried([component(port=80)], [component(port=81)], []).skipped
    assert (left.name, left.reason) == ('Nginx', 'was removed meanwhile')
    # What was typed is told, so that it can be used elsewhere.
    assert [(item.label, item.old, item.new) for item in left.properties] == [('Port', '80', '81')]


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
    saved += portable([component(password='old-s3cret')], [])
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


# Components as a whole -------------------------------------------------------------------------------------------


def disputed(committed, draft, now, choices=None, **history):
    saved = from_json(json.dumps(portable(committed, draft)))
    answer = reapply(saved, now, None, choices, None, History(**history))
    return answer, answer.of_components


def sent(*components):
    return {item['?']['id']: item for item in components}


def test_what_is_gone_and_was_changed_comes_back_or_stays_away():
    scene = [component(port=80, size=1)], [component(port=81, size=1)], []
    gone = {'a': component(port=80, size=1)}
    answer, [conflict] = disputed(*scene, gone=gone)
    assert (conflict.kind, conflict.component_name, conflict.choice) == ('gone', 'Nginx', '')
    assert [(item.label, item.old, item.new) for item in conflict.properties] == [('Port', '80', '81')]
    assert answer.undisputed == [] and answer.skipped == []
    for choice, components in (('mine', [component(port=81, size=1)]), ('theirs', [])):
        answer, [conflict] = disputed(*scene, choices={conflict.key: choice}, gone=gone)
        assert answer.components == components and conflict.choice == choice


def test_the_masked_secrets_of_what_comes_back_are_asked_for():
    gone = {'a': component(port=80, password=SANITIZED)}
    answer, [_conflict] = disputed([component(port=80)], [component(port=81)], [], gone=gone)
    assert [item.path for item in answer.withheld] == [('password',)]


def test_what_goes_and_was_changed_goes_or_stays():
    was, now = component(port=80, ip=None), component(port=90, ip='10.0.0.9')
    answer, [conflict] = disputed([was], [], [now], sent=sent(component(port=80)))
    # What the engine has given out is no change of anybody's.
    assert conflict.kind == 'altered' and [item.path for item in conflict.properties] == ['port']
    assert answer.undisputed == []
    for choice, components in (('mine', []), ('theirs', [now])):
        answer, _conflicts = disputed([was], [], [now], choices={conflict.key: choice}, sent=sent(component(port=80)))
        assert answer.components == components


def test_what_goes_and_was_left_alone_simply_goes():
    was = component(port=80, password='x')
    answer, conflicts = disputed([was], [], [component(port=80, password='x')], sent=sent(was))
    assert conflicts == [] and answer.components == []


def test_another_secret_in_what_goes_is_told_and_not_shown():
    was, now = component(password='0ld-s3cret'), component(password='their-s3cret')
    _answer, [conflict] = disputed([was], [], [now], sent=sent(was))
    assert [item.new for item in conflict.properties] == [MASK] and 's3cret' not in str(conflict)


def test_two_of_one_name_are_both_added_or_only_theirs():
    mine, theirs = component('mine', 'Redis'), component('theirs', 'Redis')
    answer, [conflict] = disputed([], [mine], [theirs])
    assert conflict.kind == 'twin' and answer.undisputed == []
    for choice, components in (('mine', [theirs, mine]), ('theirs', [theirs])):
        assert disputed([], [mine], [theirs], choices={conflict.key: choice})[0].components == components


def test_two_of_one_name_that_were_meant_are_nothing_to_ask_about():
    first, second = component('first', 'Redis'), component('second', 'Redis')
    answer, conflicts = disputed([first], [first, second], [first])
    assert conflicts == [] and answer.components == [first, second]


def test_nothing_is_claimed_of_what_an_earlier_version_has_kept():
    saved = [{'kind': 'removed', 'id': 'a', 'name': 'Nginx'}]
    answer = reapply(from_json(json.dumps(saved)), [component(port=90)], history=History(sent(component(port=80))))
    assert answer.of_components == [] and answer.components == []


def test_what_does_not_fit_any_more_is_told_and_the_rest_is_applied():
    before, after = component(disk={'size': 1}, port=80), component(disk={'size': 2}, port=81)
    answer = carried([before], [after], [component(disk=None, port=80)])
    assert answer.components == [component(disk=None, port=81)]
    [left] = answer.skipped
    assert [(item.label, item.old, item.new) for item in left.properties] == [('Disk › Size', '1', '2')]


# Lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(('choice', 'ports'), [('mine', [80, 82]), ('theirs', [80, 81]), ('both', [80, 82, 81])])
def test_of_lists_both_changes_can_be_had(choice, ports):
    scene = [component(ports=[80])], [component(ports=[80, 82])], [component(ports=[80, 81])]
    [conflict] = carried(*scene).conflicts
    assert conflict.both == '[80, 82, 81]'
    assert carried(*scene, choices={conflict.key: choice}).components == [component(ports=ports)]


def test_entries_that_both_have_changed_otherwise_do_not_go_together():
    def disks(size):
        return [component(disks=[{'?': {'id': 'd', 'type': 'demo.Disk'}, 'size': size}])]

    [conflict] = carried(disks(1), disks(2), disks(3)).conflicts
    assert conflict.both == ''
    # What was not offered is not chosen.
    assert carried(disks(1), disks(2), disks(3), choices={conflict.key: 'both'}).conflicts[0].choice == ''


def test_a_list_in_another_order_is_a_change_like_any():
    scene = [component(hosts=['a', 'b', 'c'])], [component(hosts=['c', 'b', 'a'])], [component(hosts=['a', 'b'])]
    [conflict] = carried(*scene).conflicts
    assert carried(*scene, choices={conflict.key: 'both'}).components == [component(hosts=['b', 'a'])]


def test_within_nested_objects_each_property_counts():
    def vm(**properties):
        return component(instance={'?': {'id': 'vm', 'type': 'demo.VM'}, **properties})

    answer = carried([vm(flavor='s', image='x')], [vm(flavor='m', image='y')], [vm(flavor='l', image='x')])
    [conflict] = answer.conflicts
    assert (conflict.path, conflict.base, conflict.theirs, conflict.mine) == ('instance.flavor', 's', 'l', 'm')
    assert answer.undisputed[0].properties[0].path == 'instance.image'


def test_what_leads_to_something_that_somebody_has_removed_is_told():
    db, site = component('db', 'Database'), component('site', 'Site', db='db', also='db')
    answer = carried([db], [db, site], [])
    assert answer.nowhere == [('Site', 'Database')] and answer.components == [site]
    assert carried([db], [db, site], [db]).nowhere == []
    changed = component('site', 'Site', db='db')
    before = component('site', 'Site', db=None)
    assert carried([db, before], [db, changed], [before]).nowhere == [('Site', 'Database')]
    # It was given up for theirs.
    now, theirs = component('site', 'Site', db='else'), {'["site", "db"]': 'theirs'}
    assert carried([db, before], [db, changed], [now], choices=theirs).nowhere == []
