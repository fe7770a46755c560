"""What a draft does to the quota."""

from murano_panel.domain.model.quota import Demand, Size, Usage, demand, outlook, unknown
from murano_panel.domain.model.servers import MAX_REPLICAS

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


def test_a_resize_counts_in_both_directions():
    def of(flavor):
        return [app('a', instance=server('1', flavor, openstackId='x'))]

    assert demand(of('small'), of('large')) == Demand(resized=(('small', 'large'),))
    used = [Usage('instances', 1, 10), Usage('cores', 1, 4), Usage('ram', 2048, None)]
    sizes = {'small': Size(1, 2048), 'large': Size(8, 16384)}
    found = outlook(used, sizes, demand(of('small'), of('large')))
    assert [item.after for item in found] == [1, 8, 16384] and [item.exceeded for item in found] == [False, True, False]
    used = [Usage('instances', 1, 10), Usage('cores', 8, 4), Usage('ram', 16384, None)]
    assert [item.after for item in outlook(used, sizes, demand(of('large'), of('small')))] == [1, 1, 2048]


def test_a_resize_to_a_flavor_that_is_not_there_is_named_and_counts_nothing():
    wanted = Demand(resized=(('small', 'huge'), ('gone', 'large')))
    assert unknown(SIZES, wanted) == ['huge']
    assert [item.after for item in outlook(USED, SIZES, wanted)] == [3, 4, 2048]


def test_a_server_that_never_came_to_be_is_made_in_its_new_size():
    before, after = ([app('a', instance=server('1', flavor))] for flavor in ('small', 'large'))
    assert demand(before, after) == Demand(made=('large',))


def test_what_has_a_flavor_but_is_no_server_does_not_count():
    ice = {'?': {'id': 'i', 'type': 'demo.IceCream'}, 'flavor': 'vanilla'}
    volume = {'?': {'id': 'v', 'type': 'io.murano.resources.CinderVolume'}, 'flavor': 'small', 'size': 3}
    assert not demand([], [app('a', flavor='small', image='cirros', dessert=ice, volume=volume)])


def test_servers_of_other_classes_are_told_by_their_looks():
    node = {'?': {'id': 'n', 'type': 'demo.Node'}, 'flavor': 'small', 'image': 'cirros'}
    drafted = [app('a', nodes=[node]), app('b', flavor='large', openstackId=None)]
    assert demand([], drafted) == Demand(made=('small', 'large'))


def provider(template, **properties):
    return {
        '?': {'id': 'p', 'type': 'io.murano.applications.TemplateServerProvider'},
        'template': template,
        **properties,
    }


def group(size, template, items=(), **properties):
    head = {'?': {'id': 'g', 'type': 'io.murano.applications.ServerReplicationGroup'}}
    made = {'provider': provider(template, **properties)} if template else {}
    return [app('a', servers={**head, 'numItems': size, 'items': list(items), **made})]


def test_a_cluster_makes_as_many_servers_of_its_template_as_are_missing():
    there = [server(str(number), openstackId=str(number)) for number in range(2)]
    assert demand([], group(3, server('t', 'large'))) == Demand(made=('large',) * 3)
    assert not demand(group(2, server('t'), there), group(2, server('t'), there))
    assert demand(group(2, server('t'), there), group(5, server('t'), there)) == Demand(made=('small',) * 3)


def test_a_cluster_that_shrinks_deletes_the_last_ones():
    there = [server('1', openstackId='1'), server('2', 'large', openstackId='2')]
    assert demand(group(2, server('t'), there), group(1, server('t'), there)) == Demand(deleted=('large',))
    assert demand(group(2, server('t'), there), []) == Demand(deleted=('small', 'large'))


def test_the_template_of_a_replica_may_be_an_application_and_needs_no_id():
    nested = {'?': {'type': 'demo.Node'}, 'instance': {'?': {'type': 'demo.Instance'}, 'flavor': 'large'}}
    assert demand([], group(2, nested)) == Demand(made=('large', 'large'))


def test_of_several_providers_each_makes_up_to_its_capacity():
    [cluster] = group(5, None)
    providers = [provider(server('t'), capacity=2), provider(server('u', 'large'), capacity=2, allocated=1)]
    cluster['servers']['provider'] = {'?': {'id': 'c', 'type': 'demo.Composite'}, 'providers': providers}
    assert demand([], [cluster]) == Demand(made=('small', 'small', 'large'))


def test_a_hostile_cluster_is_bounded():
    assert len(demand([], group(10**12, server('t'))).made) == MAX_REPLICAS
    assert not demand([], group(-1, server('t')))
    assert not demand([], [app('a', x={'?': {'id': 'g', 'type': 'G'}, 'numItems': 2, 'provider': {'?': {'id': 'p'}}})])


def test_unknown_flavors_are_named_and_counted_as_servers():
    wanted = Demand(made=('huge', 'huge', 'small'))
    assert unknown(SIZES, wanted) == ['huge']
    assert [item.after for item in outlook(USED, SIZES, wanted)] == [6, 5, 2560]
