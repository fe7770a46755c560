"""A package to start from: asked for, and sent."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

PAGE = '/app-catalog/catalog/starter/'
ANSWERS = {'kind': 'server', 'name': 'Shop', 'full_name': 'com.example.Shop', 'description': ''}
PNG = b'\x89PNG\r\n\x1a\n' + b'0' * 20


@pytest.mark.parametrize('kind', ['server', 'container', 'heat'])
def test_the_zip_is_sent(alice, murano, kind):
    with murano.budget(0):
        answer = alice.post(PAGE, {**ANSWERS, 'kind': kind, 'logo': SimpleUploadedFile('l.png', PNG)})
    assert answer['Content-Type'] == 'application/zip' and 'com.example.Shop.zip' in answer['Content-Disposition']
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {'manifest.yaml', 'logo.png'} <= set(archive.namelist())


@pytest.mark.parametrize('name', ['Shop', 'com..Shop', '../etc.Shop', 'com.example.Sh op', 'com.example.1', ''])
def test_a_full_name_that_is_none_is_told_and_the_rest_stays(alice, name):
    page = alice.post(PAGE, {**ANSWERS, 'full_name': name, 'description': 'kept {$ 7*7 $}'})
    text = page.content.decode()
    assert page.status_code == 200 and 'murano-field__errors' in text and 'kept {$ 7*7 $}' in text


@pytest.mark.parametrize('content', [b'<svg onload="alert(1)"/>', PNG + b'0' * 600_000])
def test_a_logo_that_is_none(alice, content):
    page = alice.post(PAGE, {**ANSWERS, 'logo': SimpleUploadedFile('l.png', content)})
    assert 'This is no PNG, JPEG or GIF' in page.content.decode()
