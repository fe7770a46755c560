"""The packages that authors start from are whole: nothing complains about them, and their forms make a component."""

import io
import zipfile

import pytest

from murano_panel import dynamic_ui
from murano_panel.domain.package.heat import About
from murano_panel.domain.package.starter import CONTAINER, HEAT, SERVER, starter
from murano_panel.package_check import runner

ABOUT = About('My "shop": {$ 7*7 $}', 'com.example.Shop', 'Line one\nLine two', 'Ann')
PNG = b'\x89PNG\r\n\x1a\n' + b'0' * 20


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize('kind', [SERVER, CONTAINER, HEAT])
@pytest.mark.parametrize('logo', [b'', PNG])
def test_the_check_of_packages_finds_no_error(kind, logo):
    result = runner.check_package(starter(kind, ABOUT, logo))
    assert not result.stopped and [found for found in result.findings if found.severity == 'error'] == []


@pytest.mark.parametrize('kind', [SERVER, CONTAINER])
def test_the_form_has_nothing_to_complain_about(kind):
    text = files(starter(kind, ABOUT))['UI/ui.yaml'].decode()
    definition, problems = dynamic_ui.load_and_check(text, fqn=ABOUT.fqn, package_name=ABOUT.name)
    assert definition and problems == []


def test_names_of_users_stand_in_the_manifest_alone():
    content = files(starter(SERVER, ABOUT))
    assert b'7*7' in content['manifest.yaml'] and not any(
        b'7*7' in own for name, own in content.items() if name != 'manifest.yaml'
    )
    assert b'Name: Shop' in content['Classes/Shop.yaml'] and b'=: com.example' in content['Classes/Shop.yaml']


def test_the_same_answers_make_the_same_bytes():
    assert starter(CONTAINER, ABOUT, PNG) == starter(CONTAINER, ABOUT, PNG)
