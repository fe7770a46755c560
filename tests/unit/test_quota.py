"""What a draft does to the quota."""

from murano_panel.domain.model.quota import Demand, Size, Usage, demand, outlook, unknown

SIZES = {'small': Size(1, 512), 'large': Size(4, 8192)}
USED = [Usage('instances', 3, 4), Usage('cores', 4, 20), Usage('ram', 2048, None)]


def server(key, flavor='small', **properties):
    return {'?': {'id': key, 'type': 'io.murano.resources.LinuxInstance'}, 'flavor': flavor, **properties}


def app(key, **properties):
    return {'?': {'id': key, 'type': 'App'}, **properties}


def test_new_servers_are_found_wherever_they_stand():
    drafted = [app('a', instance=server('1')), app('b', nodes=[{'vm': server('2', 'large')}])]
    assert demand([], drafted) == Demand(made=('small', 'large'))


def test_servers_that_exist_cost_nothing_more():
    there = [app('a', instance=server('1', openstackId='x'))]
    assert not demand(there, there)


def test_one_that_never_came_to_be_is_made_by_the_next_deployment():
    failed = [app('a', instance=server('1', openstackId=None))]
    assert demand(failed, failed) == Demand(made=('small',))


def test_removed_servers_give_back_what_they_had():
    there = [app('a', instance=server('1', 'large', openstackId='x')), app('b', instance=server('2'))]
    assert demand(there, []) == Demand(deleted=('large',))


def test_servers_of_other_regions_do_not_count():
    drafted = [server('1', regionName='west'), server('2', regionName='east'), server('3', regionName=None)]
    assert demand([], drafted, region='east') == Demand(made=('small', 'small'))


def test_what_has_a_flavor_that_is_no_name_is_no_server():
    assert not demand([], [app('a', flavor=None), app('b', flavor={'x': 1}), app('c', flavor='')])


def test_the_outlook_adds_and_subtracts():
    found = outlook(USED, SIZES, Demand(made=('large', 'small'), deleted=('small',)))
    assert [item.after for item in found] == [4, 8, 10240]
    assert not any(item.exceeded for item in found)


def test_more_than_the_quota_is_told():
    found = outlook(USED, SIZES, Demand(made=('small', 'small')))
    assert [item.exceeded for item in found] == [True, False, False]


def test_a_quota_that_is_exceeded_already_is_no_news_when_servers_go():
    [found] = outlook([Usage('instances', 6, 4)], SIZES, Demand(deleted=('small',)))
    assert found.after == 5 and not found.exceeded


def test_unknown_flavors_are_named_and_counted_as_servers():
    wanted = Demand(made=('huge', 'huge', 'small'))
    assert unknown(SIZES, wanted) == ['huge']
    assert [item.after for item in outlook(USED, SIZES, wanted)] == [6, 5, 2560]
