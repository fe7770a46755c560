import pytest

from demo.stamps import Stamps, digest


@pytest.fixture
def tree(tmp_path):
    folder = tmp_path / 'tree'
    (folder / 'sub').mkdir(parents=True)
    (folder / 'sub' / 'one').write_text('1')
    (folder / 'two').write_text('2')
    return folder


def test_a_digest_follows_the_contents(tree):
    before = digest(tree)
    (tree / 'two').write_text('3')
    assert digest(tree) != before


def test_a_digest_follows_the_names(tree):
    before = digest(tree)
    (tree / 'two').rename(tree / 'three')
    assert digest(tree) != before


def test_a_digest_does_not_follow_what_python_leaves_behind(tree):
    before = digest(tree)
    (tree / 'sub' / '__pycache__').mkdir()
    (tree / 'sub' / '__pycache__' / 'one.pyc').write_text('x')
    assert digest(tree) == before


def test_texts_do_not_run_into_each_other():
    assert digest('ab', 'c') != digest('a', 'bc')


def test_a_stamp_lasts(tmp_path):
    path = tmp_path / 'folder' / 'stamps.json'
    Stamps(path).set('step', 'a')
    Stamps(path).set('other', 'b')
    assert Stamps(path).holds('step', 'a')
    assert not Stamps(path).holds('step', 'b')
    assert not Stamps(path).holds('unknown', 'a')


def test_a_damaged_file_means_that_nothing_was_done(tmp_path):
    path = tmp_path / 'stamps.json'
    path.write_text('{"step": "a"')
    assert not Stamps(path).holds('step', 'a')


def test_what_is_forgotten_has_to_be_done_again(tmp_path):
    stamps = Stamps(tmp_path / 'stamps.json')
    stamps.set('step', 'a')
    stamps.forget()
    stamps.forget()
    assert not stamps.holds('step', 'a')
