"""The sample packages hang together: what a manifest names is there, and what is there is named."""

import io
import json
import zipfile

import pytest
import yaml

from demo.murano import SAMPLES, full_name, packed
from demo.rest import multipart
from murano_panel.dynamic_ui import check_definition

FOLDERS = sorted(path.parent for path in SAMPLES.glob('*/manifest.yaml'))
PREFIX = 'org.muranopanel.samples.'


def read(path):
    return yaml.safe_load(path.read_text())


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request):
    return request.param


def test_every_class_of_the_manifest_has_its_file(folder):
    manifest = read(folder / 'manifest.yaml')
    files = {folder / 'Classes' / name for name in manifest['Classes'].values()}
    assert files == set((folder / 'Classes').iterdir())
    for full, name in manifest['Classes'].items():
        assert full == PREFIX + read(folder / 'Classes' / name)['Name']


def test_every_application_has_a_logo_a_description_and_tags(folder):
    manifest = read(folder / 'manifest.yaml')
    assert full_name(folder) == manifest['FullName']
    assert manifest['Description'].strip() and 'sample' in manifest['Tags']
    if manifest['Type'] == 'Application':
        assert (folder / manifest['Logo']).read_bytes().startswith(b'\x89PNG')


def test_a_form_makes_an_object_of_the_packages_own_class(folder):
    manifest = read(folder / 'manifest.yaml')
    if 'UI' not in manifest:
        return
    form = read(folder / 'UI' / manifest['UI'])
    assert form['Application']['?']['type'] == manifest['FullName']
    for field in (field for step in form['Forms'] for body in step.values() for field in body['fields']):
        assert field['name'] and field['type']
        assert field.get('hidden') or field['label']


def test_a_form_is_read_without_complaints(folder):
    form = folder / 'UI' / 'ui.yaml'
    if form.exists():
        assert not check_definition(form.read_text(), fqn=full_name(folder), package_name=folder.name)


def test_required_packages_exist(folder):
    for name in read(folder / 'manifest.yaml').get('Require') or {}:
        assert name in {full_name(other) for other in FOLDERS}


def test_categories_name_existing_packages():
    assert set(json.loads((SAMPLES / 'categories.json').read_text())) <= {folder.name for folder in FOLDERS}


def test_a_package_is_packed_with_its_manifest_at_the_root(folder):
    with zipfile.ZipFile(io.BytesIO(packed(folder))) as archive:
        names = archive.namelist()
    assert 'manifest.yaml' in names
    assert not [name for name in names if '__pycache__' in name]


def test_an_upload_has_one_part_for_what_is_said_and_one_for_the_package():
    body, kind = multipart({'__metadata__': {'is_public': True}}, {'package': b'\x00zip'})
    edge = kind.split('boundary=')[1].encode()
    assert body.count(edge) == 3 and body.endswith(b'--\r\n')
    assert b'{"is_public": true}' in body and b'\x00zip' in body
