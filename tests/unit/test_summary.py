"""What remains of a deployment for lists, and that it comes back from a cache as it went."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from murano_panel.domain.records import Action, Deployment, Result
from murano_panel.domain.state import verdict
from murano_panel.domain.state.summary import MAX_NAME, MAX_REASON, Summary, summaries

START = datetime(2026, 1, 1, tzinfo=UTC)
WEB = {'?': {'id': 'web1', 'type': 'demo.Web', 'name': 'web'}, 'volume': {'?': {'id': 'v1', 'type': 'demo.Volume'}}}


def deployment(number, action=('env1', 'deploy'), ended=True, result=None, state='success', components=(WEB,)):
    start = START + timedelta(hours=number)
    return Deployment(
        id=f'd{number}',
        environment_id='env1',
        action=action and Action(*action, {'password': 'secret'}),
        started=start,
        finished=start + timedelta(minutes=1) if ended else None,
        state=state if ended else 'running',
        result=result if ended else None,
        components=tuple(components),
    )


def judged(item):
    return verdict.verdict(item, None, now=START + timedelta(days=1), lost_after=30, silent_after=600)


SCENES = {
    'first': deployment(1),
    'again': deployment(2),
    'failed': deployment(3, result=Result(True, '[demo.Broken]: gave up ' + 'x' * 999, 'trace'), components=()),
    'action': deployment(4, ('v1', 'makeBackup')),
    'deletion': deployment(5, None, components=()),
    'running': deployment(6, ended=False),
}
FOUND = dict(zip(SCENES, reversed(summaries(list(SCENES.values())[::-1], judged)), strict=True))


@pytest.mark.parametrize('found', FOUND.values(), ids=FOUND)
def test_it_comes_back_as_it_went(found):
    assert msgspec.json.decode(msgspec.json.encode(found), type=Summary) == found


def test_each_is_told_by_its_kind_number_and_changes():
    assert [found.number for found in FOUND.values()] == [1, 2, 3, 4, 5, 6]
    assert FOUND['first'].changes.added.names == ('web',) and not FOUND['again'].changes
    assert FOUND['failed'].changes.removed.count == 1
    assert (
        FOUND['action'].changes is None and FOUND['action'].target == 'web' and FOUND['action'].method == 'makeBackup'
    )
    assert FOUND['deletion'].is_deletion and FOUND['deletion'].method == ''
    assert FOUND['running'].duration == '' and FOUND['running'].state.is_running
    assert FOUND['first'].duration == '1:00' and FOUND['first'].state.since == FOUND['first'].finished


def test_it_is_bounded_and_holds_no_arguments():
    assert len(FOUND['failed'].reason) == MAX_REASON and FOUND['failed'].code == 'failed'
    assert 'secret' not in repr(list(FOUND.values()))
    long = summaries([deployment(1, ('v1', 'y' * 999))], judged)[0]
    assert len(long.method) == MAX_NAME


@pytest.mark.parametrize('name', ['running', 'deletion', 'action'])
def test_it_is_a_deployment_again_for_a_verdict_on_reports(name):
    found = judged(FOUND[name].as_deployment())
    assert found.deployment.id == FOUND[name].id and found.deployment.is_deletion == (name == 'deletion')
