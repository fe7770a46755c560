import pytest

from demo import seed, seed_packages
from murano_panel.domain.package.manifest import read_manifest


@pytest.mark.parametrize('number, components', [(1, 1), (22, 1), (23, 5), (24, 10), (25, 30), (26, 1), (50, 30)])
def test_sizes(number, components):
    assert seed.size(number) == components
    assert len(seed.components(number)) == components


def test_names_sort_as_their_numbers():
    assert seed.name(7) == 'load-007'


def test_every_fifth_has_a_longer_history():
    assert [seed.deployments(number) for number in range(1, 11)] == [1, 1, 1, 1, 2, 1, 1, 1, 1, 2]


def test_web_servers_run_on_the_host_of_their_environment():
    host, *servers = seed.components(24)
    assert {server['host'] for server in servers} == {host['?']['id']}
    assert len({component['?']['id'] for component in [host, *servers]}) == 10
    assert len({server['port'] for server in servers}) == 9


def test_packages_for_load_are_packages():
    library, application = (read_manifest(seed_packages.archive(number)) for number in (7, 1235))
    assert (library.kind, library.fqn, library.version) == ('Library', seed_packages.full_name(7), '1.7.0')
    assert (application.kind, application.name, len(application.tags)) == ('Application', 'Load 1235', 2)
    assert application.class_names == (application.fqn,)
