"""What pip installs is the whole plugin. tox repeats this in fresh virtual environments, editable too."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import openstack_dashboard
import pytest
from django.urls import reverse

CHECKOUT = Path(__file__).parents[2]
PACKAGED = ('murano_panel', 'enabled', 'static', 'templates')
MOVED = 'build/lib/murano_panel/moved.py'
BUILD = 'import sys; from setuptools import build_meta; getattr(build_meta, "build_" + sys.argv[1])(sys.argv[2])'


def wanted_files():
    """Every file of the product, as it is named inside the installed package."""
    for folder in PACKAGED:
        for path in sorted((CHECKOUT / folder).rglob('*')):
            if path.is_file() and '__pycache__' not in path.parts:
                inside = path.relative_to(CHECKOUT)
                yield str(inside if folder == 'murano_panel' else 'murano_panel' / inside)


@pytest.fixture(scope='module')
def dist(tmp_path_factory):
    """Wheel and source archive of a copy of the checkout, built with the setuptools at hand."""
    copy, built = tmp_path_factory.mktemp('checkout'), tmp_path_factory.mktemp('dist')
    for folder in PACKAGED:
        shutil.copytree(CHECKOUT / folder, copy / folder, ignore=shutil.ignore_patterns('__pycache__'))
    for name in ('setup.py', 'pyproject.toml', 'README.md'):
        shutil.copy(CHECKOUT / name, copy)
    # Of an earlier build.
    moved = copy / MOVED
    moved.parent.mkdir(parents=True)
    moved.touch()
    for kind in ('wheel', 'sdist'):
        subprocess.run(
            [sys.executable, '-c', BUILD, kind, built], cwd=copy, check=True, capture_output=True, timeout=120
        )
    return built


def test_wheel_is_complete(dist):
    with zipfile.ZipFile(next(dist.glob('*.whl'))) as wheel:
        files = set(wheel.namelist())
    assert sorted(set(wanted_files()) - files) == []
    assert not [name for name in files if name.startswith(('tests', 'demo', 'benchmarks'))]


def test_what_an_earlier_build_left_is_not_in_the_wheel(dist):
    with zipfile.ZipFile(next(dist.glob('*.whl'))) as wheel:
        assert not [name for name in wheel.namelist() if name.endswith('moved.py')]


def test_sdist_is_complete(dist):
    with tarfile.open(next(dist.glob('*.tar.gz'))) as archive:
        files = {name.partition('/')[2] for name in archive.getnames()}
    inside = {
        str(path.relative_to(CHECKOUT))
        for folder in PACKAGED
        for path in (CHECKOUT / folder).rglob('*')
        if path.is_file() and '__pycache__' not in path.parts
    }
    assert sorted(inside - files) == []


@pytest.fixture(scope='module')
def horizon(dist, tmp_path_factory):
    """A Horizon of its own with the wheel installed: run(arguments) runs its Python and returns what it printed.

    Libraries come from the environment of the tests; Horizon's dashboard, which gets a file written, is a copy.
    """
    folder = tmp_path_factory.mktemp('horizon')
    venv.create(folder, with_pip=False)
    packages = next(folder.glob('lib/python*/site-packages'))
    with zipfile.ZipFile(next(dist.glob('*.whl'))) as wheel:
        wheel.extractall(packages)
    original = Path(openstack_dashboard.__file__).parent
    shutil.copytree(original, packages / 'openstack_dashboard', ignore=shutil.ignore_patterns('locale', '__pycache__'))
    # setuptools brings back distutils, which Horizon needs, with a line that is read in site-packages alone.
    distutils = original.parent / 'distutils-precedence.pth'
    (packages / 'libraries.pth').write_text(f'{original.parent}\n{distutils.read_text() if distutils.exists() else ""}')

    def run(*arguments, fails=False):
        done = subprocess.run(
            [folder / 'bin' / 'python', *arguments],
            cwd=folder,
            text=True,
            timeout=120,
            capture_output=True,
            env={'PATH': os.environ['PATH']},
            check=False,
        )
        printed = done.stdout + done.stderr
        assert bool(done.returncode) is fails, printed[-2000:]
        return printed

    run.packages = packages
    return run


def smoke(horizon, expected, *options):
    return horizon(CHECKOUT / 'tests' / 'smoke.py', expected, *options)


def test_wheel_works_once_enabled(horizon):
    horizon('-m', 'murano_panel.enable')
    assert f'template: {horizon.packages}/murano_panel/templates/murano_panel/base.html' in smoke(horizon, 'on')
    horizon('-m', 'murano_panel.enable', '--remove')
    smoke(horizon, 'off')


def test_horizon_starts_after_uninstalling_without_disabling(horizon):
    horizon('-m', 'murano_panel.enable')
    (horizon.packages / 'murano_panel').rename(horizon.packages / 'gone')
    try:
        smoke(horizon, 'off')
    finally:
        (horizon.packages / 'gone').rename(horizon.packages / 'murano_panel')


def test_settings_are_checked_at_start(horizon):
    horizon('-m', 'murano_panel.enable')
    snippet = horizon.packages / 'openstack_dashboard/local/local_settings.d/_91_wrong.py'
    snippet.write_text("MURANO_PANEL = {'API_TIMEOT': 3}\n")
    assert "MURANO_PANEL has no setting 'API_TIMEOT'" in horizon(CHECKOUT / 'tests' / 'smoke.py', 'on', fails=True)
    snippet.unlink()


def test_addresses_of_the_pages():
    """Bookmarks and documentation rely on them."""
    assert reverse('horizon:app-catalog:overview:index') == '/app-catalog/'
    for panel in ('environments', 'catalog', 'deployments'):
        assert reverse(f'horizon:app-catalog:{panel}:index') == f'/app-catalog/{panel}/'
