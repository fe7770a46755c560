"""Checking packages that the real Murano keeps."""

import pytest

from murano_panel.api import client, errors, packages
from tests.support.pages import shown
from tests.support.real import SAMPLES, request_of

pytestmark = pytest.mark.cloud


@pytest.fixture()
def package(alice):
    [found] = packages.by_class_name(request_of(alice), SAMPLES + 'ContainerHost')
    return found


def test_a_sample_package(alice, package):
    text = shown(alice.get(f'/app-catalog/catalog/{package.id}/check/'))
    assert 'Missing &quot;LICENSE&quot; in the package' in text
    assert 'could not be fetched' not in text and 'Error:' not in text


def test_a_download_is_the_zip(alice, package):
    assert packages.download(request_of(alice), package.id).startswith(b'PK')


def test_a_download_has_its_bound(alice, package, monkeypatch):
    monkeypatch.setattr(client, 'MEGABYTE', 1)
    with pytest.raises(errors.TooLarge):
        packages.download(request_of(alice), package.id)


def test_a_package_that_is_gone(alice):
    with pytest.raises(errors.NotFound):
        packages.download(request_of(alice), 'f' * 32)
