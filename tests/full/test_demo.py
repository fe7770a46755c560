"""Parts of the full demo that need no cloud."""

import pytest
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

from demo import state
from demo.errors import DemoError
from demo.full import cloud, ports, rabbitmq
from demo.full.reporting import seconds
from demo.full.seed import public_key
from demo.options import FULL_HOME, HOME, parse
from demo.ports import free_port


def test_the_full_cloud_has_a_state_of_its_own():
    assert (parse([]).state, parse(['--cloud', 'full']).state) == (HOME, FULL_HOME)


def test_a_basic_demo_does_not_take_a_full_clouds_state(tmp_path):
    options = parse(['--state', str(tmp_path)])
    cloud.refuse_state_of_full_cloud(options)
    (tmp_path / cloud.SECRET).touch()
    with pytest.raises(DemoError, match='--cloud full'):
        cloud.refuse_state_of_full_cloud(options)


def test_the_usual_state_can_be_taken_after_runs_with_others(tmp_path):
    for name in ('venvs', 'full'):
        (tmp_path / name).mkdir()
    state.take(tmp_path).close()
    (tmp_path / 'other').mkdir()
    (tmp_path / 'other' / 'letter').touch()
    with pytest.raises(DemoError, match='was not made by the demo'):
        state.take(tmp_path / 'other')


def test_free_ports_are_kept_between_runs(tmp_path):
    chosen = ports.choose(0, tmp_path / 'ports.json', taken=())
    assert len(set(chosen.values())) == len(ports.DEFAULTS)
    assert ports.choose(0, tmp_path / 'ports.json', taken=()) == chosen
    taken = chosen['glance']
    assert ports.choose(0, tmp_path / 'ports.json', taken=(taken,))['glance'] != taken


def test_a_port_that_something_else_will_use_is_refused(tmp_path):
    base = free_port()
    with pytest.raises(DemoError, match=f'port {base} .glance.'):
        ports.choose(base, tmp_path / 'ports.json', taken=(base,))


def test_without_root_rabbitmq_is_named_with_its_command(monkeypatch, tmp_path):
    monkeypatch.setattr(rabbitmq, 'SERVER', tmp_path / 'rabbitmq-server')
    monkeypatch.setattr('os.geteuid', lambda: 1000)
    with pytest.raises(DemoError, match='apt-get install .*rabbitmq-server'):
        rabbitmq.ensure_installed(run=None, say=None)


def test_signs_of_life_are_compared_in_seconds():
    assert seconds('1970-01-02T00:00:01.500000') == 86401
    assert seconds(None) == 0


def test_keypairs_are_well_formed():
    assert load_ssh_public_key(public_key('alice').encode())
