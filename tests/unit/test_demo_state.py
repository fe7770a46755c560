import pytest

from demo import clean, state
from demo.errors import DemoError
from demo.secret import made_up


def test_somebody_elses_folder_is_refused(tmp_path):
    (tmp_path / 'thesis.txt').write_text('years of work')
    with pytest.raises(DemoError, match='not made by the demo'):
        state.take(tmp_path)
    assert clean.main(['--state', str(tmp_path)]) == 1
    assert (tmp_path / 'thesis.txt').exists()


def test_a_state_serves_one_run_at_a_time(tmp_path):
    with state.take(tmp_path):
        with pytest.raises(DemoError, match='another demo is running'):
            state.take(tmp_path)
        assert clean.main(['--state', str(tmp_path)]) == 1
    state.take(tmp_path).close()


def test_forgetting_keeps_what_is_installed(tmp_path):
    with state.take(tmp_path):
        for name in ('murano', 'venvs'):
            (tmp_path / name).mkdir()
        (tmp_path / 'stamps.json').write_text('{}')
        state.forget(tmp_path, tmp_path / 'venvs')
    assert {path.name for path in tmp_path.iterdir()} == {state.MARK, 'venvs'}


def test_forgetting_follows_no_links(tmp_path):
    elsewhere = tmp_path / 'elsewhere'
    elsewhere.mkdir()
    (elsewhere / 'file').write_text('x')
    ours = tmp_path / 'ours'
    with state.take(ours):
        (ours / 'link').symlink_to(elsewhere)
        state.forget(ours)
    assert (elsewhere / 'file').exists()


def test_clean_removes_the_folder(tmp_path):
    ours = tmp_path / 'ours'
    state.take(ours).close()
    assert clean.main(['--state', str(ours)]) == 0
    assert not ours.exists()


def test_a_secret_is_made_up_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / 'folder' / 'secret'
    text = made_up(path)
    assert len(text) > 30 and made_up(path) == text
    assert path.stat().st_mode & 0o077 == 0
    assert made_up(tmp_path / 'other') != text
