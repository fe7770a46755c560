from pathlib import Path

import pytest

from demo.options import HOME, parse


def test_defaults_are_the_documented_ones():
    options = parse([])
    assert (options.port, options.keystone_port, options.murano_port) == (8000, 5000, 8082)
    assert options.state == HOME
    assert options.horizon and not options.fresh and options.seed == 0


def test_addresses_follow_the_ports():
    options = parse(['--port', '1', '--keystone-port', '2', '--murano-port', '3', '--webroot', 'horizon'])
    assert options.horizon_url == 'http://127.0.0.1:1/horizon/'
    assert options.keystone_url == 'http://127.0.0.1:2/v3'
    assert options.murano_url == 'http://127.0.0.1:3'


@pytest.mark.parametrize('text, webroot', [('/', '/'), ('', '/'), ('horizon', '/horizon/'), ('/a/b/', '/a/b/')])
def test_a_web_root_begins_and_ends_with_a_slash(text, webroot):
    assert parse(['--webroot', text]).webroot == webroot


def test_folders_become_absolute():
    assert parse(['--state', 'somewhere']).state == Path.cwd() / 'somewhere'


@pytest.mark.parametrize('words', [['--port', '65536'], ['--port', 'x'], ['--seed', '-1'], ['--cloud', 'other']])
def test_nonsense_is_refused(words):
    with pytest.raises(SystemExit):
        parse(words)
