"""Makes what ``make test`` needs: ``--venv DIR`` its environment, ``--browser`` Chromium and axe-core.

``python3 -m tests.prepare`` runs before anything is installed: standard library only, and older Pythons can read it.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from demo.commands import Commands
from demo.errors import DemoError
from demo.machine import prepare as prepare_machine

CHECKOUT = Path(__file__).resolve().parent.parent
# The main row of the matrix in tox.ini.
MAIN = ['horizon==27.*', 'Django==5.2.*', '-e', f'{CHECKOUT}[test,lint]']
AXE = CHECKOUT / 'node_modules' / 'axe-core' / 'axe.min.js'
BROWSER = {'chromium': 'chromium', 'chromedriver': 'chromium-driver'}


def say(text: str) -> None:
    print(f'prepare: {text}', flush=True)


def make_venv(folder: Path) -> None:
    """An environment with the plugin and its test tools, by uv where that can be had, else by pip.

    One that is there is brought up to date in place: somebody may be running tests in it.
    """
    log = folder.parent / f'{folder.name}.log'
    log.write_bytes(b'')
    commands = Commands(log)
    python = prepare_machine(commands.run, say)
    say(f'installing into {folder} (log: {log})')
    uv = shutil.which('uv')
    inside = folder / 'bin' / 'python'
    if not inside.exists():
        shutil.rmtree(folder, ignore_errors=True)
        commands.run(
            [uv, 'venv', '--quiet', '--python', python.path, folder] if uv else [python.path, '-m', 'venv', folder]
        )
    if uv:
        commands.run([uv, 'pip', 'install', '--python', inside, *MAIN])
        return
    try:
        commands.run([inside, '-m', 'pip', 'install', 'uv'])
        commands.run([folder / 'bin' / 'uv', 'pip', 'install', '--python', inside, *MAIN])
    except DemoError as error:
        say(f'going on with pip, because {error}')
        commands.run([inside, '-m', 'pip', 'install', *MAIN])


def find_browser() -> None:
    """Installs Debian's Chromium and its driver as root, else says how to; without them browser tests are skipped."""
    lacks = [package for program, package in BROWSER.items() if not shutil.which(program)]
    if not lacks:
        return
    install = ['apt-get', 'install', '-y', '--no-install-recommends', *lacks]
    if os.geteuid() != 0 or not shutil.which('apt-get'):
        say(f'browser tests will be skipped. On Debian, as root: {" ".join(install)}')
        return
    say('installing from Debian: ' + ' '.join(lacks))
    quiet = {**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'}
    for command in (['apt-get', 'update'], install):
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=True)


def find_axe() -> None:
    """Brings axe-core and the linters of static/ by npm; without it the test of accessibility is skipped."""
    if AXE.exists():
        return
    if not shutil.which('npm'):
        say('accessibility will not be tested, for npm is missing. It comes with Node.js, 20.19 or newer.')
        return
    say('installing axe-core and the linters of static/: npm ci')
    if subprocess.run(['npm', 'ci', '--silent'], cwd=CHECKOUT, check=False).returncode:
        say('accessibility will not be tested, for npm ci failed')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--venv', type=Path, metavar='DIR')
    parser.add_argument('--browser', action='store_true')
    options = parser.parse_args()
    try:
        if options.venv:
            make_venv(options.venv.resolve())
        if options.browser:
            find_browser()
            find_axe()
    except (DemoError, subprocess.CalledProcessError) as error:
        print(f'prepare: {error}', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
