from murano_panel.domain.model.changes import changes
from murano_panel.web import change_list as subject
from murano_panel.web.change_list import change_list


def component(number, **properties):
    return {'?': {'id': f'{number:032}', 'type': 'demo.Web', 'name': f'web {number}'}, **properties}


def test_few_are_told_in_full():
    found = change_list(changes([], [component(number) for number in range(50)]))
    assert (len(found.in_full), found.left_out, found.not_in_full) == (50, 0, 0)


def test_of_many_the_first_are_told_the_next_named_and_the_others_counted():
    found = change_list(changes([], [component(number) for number in range(600)]))
    assert (len(found.in_full), len(found.named), found.more, found.not_in_full) == (50, 500, 50, 550)
    assert found.named[0].name == 'web 50'


def test_of_a_change_with_very_many_properties_some_are_told(monkeypatch):
    monkeypatch.setattr(subject, 'MAX_PROPERTIES', 3)
    found = change_list(changes([], [component(1, **{f'key{number}': number for number in range(5)})]))
    assert len(found.in_full[0].properties) == 3 and found.left_out == 2
