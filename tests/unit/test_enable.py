from pathlib import Path

import pytest

from murano_panel import enable


def test_install_writes_the_snippet(tmp_path):
    said = enable.install(tmp_path / 'local_settings.d')
    written = tmp_path / 'local_settings.d' / '_90_murano_panel.py'
    assert written.read_text() == enable.SNIPPET.read_text()
    assert str(written) in said and 'restart' in said


def test_install_again_changes_nothing(tmp_path):
    enable.install(tmp_path)
    assert enable.install(tmp_path).startswith('Already enabled')


def test_install_replaces_an_older_snippet(tmp_path):
    (tmp_path / enable.SNIPPET.name).write_text('from murano_panel import enabled\n')
    enable.install(tmp_path)
    assert (tmp_path / enable.SNIPPET.name).read_text() == enable.SNIPPET.read_text()


@pytest.mark.parametrize('change', [enable.install, enable.remove])
def test_a_strangers_file_is_left_alone(tmp_path, change):
    (tmp_path / enable.SNIPPET.name).write_text('DEBUG = True\n')
    with pytest.raises(enable.NotEnabled):
        change(tmp_path)
    assert (tmp_path / enable.SNIPPET.name).read_text() == 'DEBUG = True\n'


def test_remove_removes_only_the_snippet(tmp_path):
    (tmp_path / '_10_other.py').touch()
    enable.install(tmp_path)
    enable.remove(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ['_10_other.py']
    assert enable.remove(tmp_path).startswith('Not enabled')


def test_dry_runs_change_nothing(tmp_path):
    assert 'Would write' in enable.install(tmp_path, dry_run=True)
    assert not list(tmp_path.iterdir())
    enable.install(tmp_path)
    assert 'Would remove' in enable.remove(tmp_path, dry_run=True)
    assert (tmp_path / enable.SNIPPET.name).exists()


def test_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(enable, 'settings_folder', lambda: tmp_path)
    assert enable.main([]) == 0
    assert (tmp_path / enable.SNIPPET.name).exists()
    assert enable.main(['--remove']) == 0
    assert not list(tmp_path.iterdir())
    (tmp_path / enable.SNIPPET.name).write_text('DEBUG = True\n')
    assert enable.main([]) == 1
    assert 'is not ours' in capsys.readouterr().err


def test_without_horizon_it_says_so(monkeypatch, capsys):
    monkeypatch.setattr(enable.importlib.util, 'find_spec', lambda name: None)
    assert enable.main([]) == 1
    assert 'Horizon is not installed' in capsys.readouterr().err


def test_it_finds_the_folder_that_horizon_reads():
    import openstack_dashboard.settings

    assert str(enable.settings_folder()) == openstack_dashboard.settings.LOCAL_SETTINGS_DIR_PATH


def settings_after(monkeypatch, **given):
    """What the snippet makes of Horizon's settings."""
    from openstack_dashboard.local import enabled

    monkeypatch.setattr(enabled, '__path__', list(enabled.__path__))
    found = {'POLICY_FILES': {}, 'DEFAULT_POLICY_FILES': {}, **given}
    exec(compile(enable.SNIPPET.read_text(), str(enable.SNIPPET), 'exec'), found)
    return found, enabled.__path__


def test_snippet_names_panels_and_policies(monkeypatch):
    found, path = settings_after(monkeypatch)
    assert str(enable.SNIPPET.parents[1]) in path
    for name in ('POLICY_FILES', 'DEFAULT_POLICY_FILES'):
        assert Path(found[name]['application-catalog']).is_file()


def test_snippet_leaves_an_operators_policies_alone(monkeypatch):
    found, _ = settings_after(monkeypatch, POLICY_FILES={'application-catalog': '/etc/own.yaml'})
    assert found['POLICY_FILES'] == {'application-catalog': '/etc/own.yaml'}
