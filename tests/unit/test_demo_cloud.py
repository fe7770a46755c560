"""The demo of tests and benchmarks ends with them, however they end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.waiting import until

CHECKOUT = Path(__file__).resolve().parents[2]
# In place of the real one: says that it is ready, and leaves a word when it is told to end.
DEMO = """
import json, pathlib, signal, sys, time
def end(*_unused):
    pathlib.Path('ended').touch()
    sys.exit()
signal.signal(signal.SIGTERM, end)
state = pathlib.Path(sys.argv[sys.argv.index('--state') + 1])
state.mkdir()
(state / 'urls.json').write_text(json.dumps(dict.fromkeys(('keystone', 'murano', 'horizon'), 'http://nowhere')))
print('ready: ', flush=True)
time.sleep(60)
"""
TESTS = 'cloud = DemoCloud(horizon=False); cloud.start(); cloud.urls(); begun(); time.sleep(60)'
BENCHMARK = """
with throw_away() as cloud:
    begun()
    time.sleep(60)
"""


@pytest.fixture()
def no_network():
    """The demo of these tests is none."""


@pytest.fixture()
def run(tmp_path):
    """Runs a script with such a demo; the process, when that is ready. tmp_path is the demo's folder and TMPDIR."""
    (tmp_path / 'demo').mkdir()
    (tmp_path / 'demo' / '__init__.py').touch()
    (tmp_path / 'demo' / '__main__.py').write_text(DEMO)
    started = []

    def start(script):
        begun = f"""
import pathlib, time
from benchmarks.cloud import throw_away
from tests.support import demo_cloud
from tests.support.demo_cloud import DemoCloud
demo_cloud.CHECKOUT = pathlib.Path({str(tmp_path)!r})
def begun():
    pathlib.Path({str(tmp_path)!r}, 'begun').touch()
"""
        # Not a demo that runs already.
        environment = {name: value for name, value in os.environ.items() if not name.startswith('MURANO_PANEL_')}
        environment |= {'PYTHONPATH': str(CHECKOUT), 'TMPDIR': str(tmp_path)}
        started.append(subprocess.Popen([sys.executable, '-c', begun + script], env=environment))
        until((tmp_path / 'begun').exists, 'the demo')
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize('script', [TESTS, BENCHMARK])
@pytest.mark.parametrize('how', [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_who_started_it(run, tmp_path, script, how):
    run(script).send_signal(how)
    until((tmp_path / 'ended').exists, 'the end of the demo')


def test_a_benchmark_that_is_told_to_end_leaves_no_state(run, tmp_path):
    process = run(BENCHMARK)
    process.terminate()
    process.wait(30)
    assert not list(tmp_path.glob('murano-panel-tests-*'))
