from murano_panel.domain.model.changes import changes
from murano_panel.web import change_list as subject
from murano_panel.web.change_list import change_list


def component(number, **properties):
    return {'?': {'id': f'{number:032}', 'type': 'demo.Web', 'name': f'web {number}'}, **properties}


def test_few_are_told_in_full():
    found = change_list(changes([], [component(number) for number in range(50)]))
    assert (len(found.in_full), found.cut, found.not_in_full) == (50, {}, 0)


def test_of_many_the_first_are_told_the_next_named_and_the_others_counted():
    found = change_list(changes([], [component(number) for number in range(600)]))
    assert (len(found.in_full), len(found.named), found.more, found.not_in_full) == (50, 500, 50, 550)
    assert found.named[0].name == 'web 50'


def test_of_a_change_with_very_many_properties_some_are_told(monkeypatch):
    monkeypatch.setattr(subject, 'MAX_PROPERTIES', 3)
    found = change_list(changes([], [component(1, **{f'key{number}': number for number in range(5)})]))
    assert len(found.in_full[0].properties) == 3 and found.cut == {component(1)['?']['id']: 2}


def test_of_many_changes_with_many_properties_the_page_has_room_for_some():
    found = change_list(
        changes([], [component(at, **{f'key{number}': number for number in range(90)}) for at in range(60)])
    )
    assert [len(change.properties) for change in found.in_full] == [90] * 4 + [40] + [4] * 45
    assert len(found.cut) == 46


def test_lines_of_long_texts_are_told_as_far_as_there_is_room():
    before, after = ([component(at, text=f'{word}\n' * 300) for at in range(50)] for word in 'ab')
    found = change_list(changes(before, after))
    told = [bool(change.properties[0].lines) for change in found.in_full]
    assert told == [True] * 2 + [False] * 48 and found.in_full[-1].properties[0].new == 'b\n' * 59 + 'b…'
