"""The engine against the packages of the corpus, where they are present."""

import os
from pathlib import Path

import pytest

from tests.conformance.corpus import fixtures, packages
from tests.conformance.runner import CRASHED, DIFFERING, judge

SHARED = Path(os.environ.get('MURANO_PANEL_CORPORA', Path(__file__).resolve().parents[3] / 'shared'))


@pytest.mark.parametrize('name', ['corpus', 'corpus-synthetic'])
def test_every_package_is_read_as_it_was_or_better(name):
    corpus = SHARED / name
    if not corpus.is_dir():
        pytest.skip(f'the packages are not here: {corpus}; MURANO_PANEL_CORPORA says where to look')
    cloud = fixtures(corpus)
    verdicts = [judge(package, cloud) for package in packages(corpus)]
    wrong = [
        f'{verdict.package}: {line}'
        for verdict in verdicts
        if verdict.outcome in (DIFFERING, CRASHED)
        for line in verdict.lines
    ]
    assert verdicts
    assert wrong == []
