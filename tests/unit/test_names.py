from murano_panel.domain.model.names import is_said_by, told_apart, unused


def thing(own_id, name, class_name='demo.Host', **properties):
    return {'?': {'id': own_id, 'type': class_name, 'name': name}, **properties}


def test_a_name_of_ones_own_stays():
    assert told_apart([thing('a', 'web'), thing('b', 'host')]) == {'a': 'web', 'b': 'host'}


def test_twins_are_told_apart_by_their_application():
    twins = [thing('a', 'web'), thing('b', 'web', 'demo.Site/1.0@demo.Site')]
    assert told_apart(twins) == {'a': 'web (Host)', 'b': 'web (Site)'}


def test_the_catalog_names_applications_as_it_does_now():
    twins = [thing('a', 'web'), thing('b', 'web', 'demo.Site/1.0@demo.Site')]
    assert told_apart(twins, {'demo.Host': 'Bare metal'}) == {'a': 'web (Bare metal)', 'b': 'web (Site)'}


def test_two_versions_of_one_component_are_no_twins():
    assert told_apart([thing('a', 'web'), thing('a', 'web')]) == {'a': 'web'}


def test_a_name_that_tells_the_application_needs_no_second():
    assert is_said_by('LoadBalancedSite', 'Load-balanced Site')
    assert is_said_by('BareMetal', 'Bare metal') and is_said_by('web (Site)', 'Site') and not is_said_by('web', 'Site')


def test_twins_of_one_application_by_what_they_use():
    twins = [thing('a', 'web', host='c'), thing('b', 'web', host='d'), thing('c', 'old'), thing('d', 'new')]
    assert told_apart(twins) == {'a': 'web → old', 'b': 'web → new', 'c': 'old', 'd': 'new'}


def test_twins_that_are_alike_by_their_ids():
    assert told_apart([thing('1' * 32, 'web'), thing('2' * 32, 'web')]) == {
        '1' * 32: 'web (11111111)',
        '2' * 32: 'web (22222222)',
    }
    same_beginning = told_apart([thing('123456789', 'web'), thing('123456780', 'web')])
    assert same_beginning == {'123456789': 'web (123456789)', '123456780': 'web (123456780)'}


def test_a_new_name_is_one_that_nobody_has():
    assert unused('host', {'web'}, lambda _name: True) == 'host'
    assert unused('host', {'host', 'host 2'}, lambda _name: True) == 'host 3'
    assert unused('host', {'host', 'host-2'}, lambda name: ' ' not in name) == 'host-3'
    assert unused('host', {'host'}, lambda _name: False) == 'host'
