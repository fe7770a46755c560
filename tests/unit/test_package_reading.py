"""Files that are offered as packages: what is none is told by one sentence, whatever it holds."""

import time

import pytest

from murano_panel.domain.package import archive as archive_module
from murano_panel.domain.package.faults import SENTENCES
from murano_panel.domain.package.reading import digest, read_candidate
from tests.support import archives
from tests.support.bad_packages import BAD

MOST = 2**20


def read(content: bytes):
    return read_candidate('web.zip', content, most_bytes=MOST)


@pytest.mark.parametrize('name', BAD)
def test_a_bad_file_is_refused_with_its_sentence(name):
    content, code = BAD[name]
    began = time.process_time()
    candidate = read(content)
    assert code in [fault.code for fault in candidate.refusals]
    assert all(SENTENCES[fault.code] % fault.values for fault in candidate.refusals)
    assert time.process_time() - began < 2


def test_a_good_one_is_read():
    candidate = read(archives.good())
    assert (candidate.refusals, candidate.doubts) == ((), ())
    assert candidate.manifest.fqn == 'demo.Web'
    assert candidate.manifest.class_names == ('demo.Web',)
    assert candidate.digest == digest(archives.good())


def test_a_name_in_utf_8_is_one():
    assert read(archives.good(**{'Resources/Füße.txt': 'x'})).refusals == ()


def test_folders_are_no_files():
    assert read(archives.good(**{'Resources/': ''})).refusals == ()


@pytest.mark.parametrize(
    ('text', 'names'),
    [
        ('Images: [{Name: a.qcow2, Meta: {type: linux}}, {Name: b}, {Name: a.qcow2}]', ('a.qcow2', 'b')),
        ('Images: [{Name: 7}, {}, x, null, {Name: " "}]', ()),
        ('Images: {Name: x}', ()),
        ('Images: [', ()),
        ('- x', ()),
        ('a: &a [x]\nImages: [{Name: *a}]', ()),
        ('Images: [' + '{Name: x},' * 3000 + ']', ()),
        (f'Images: [{", ".join(f"{{Name: i{number}}}" for number in range(50))}]', tuple(f'i{n}' for n in range(10))),
    ],
)
def test_images_that_it_is_made_for(text, names):
    candidate = read(archives.good(**{'images.lst': text}))
    assert candidate.image_names == names and not candidate.refusals


def test_many_bad_names_are_not_all_told():
    content = archives.good(**{f'../{number}': 'x' for number in range(100)})
    assert len(read(content).refusals) == 5


def test_files_that_the_manifest_names_and_that_are_missing_raise_doubts():
    manifest = archives.MANIFEST + 'UI: other.yaml\n'
    candidate = read(archives.zipped({'manifest.yaml': manifest}))
    assert candidate.refusals == ()
    assert [fault.code for fault in candidate.doubts] == ['class-file', 'ui-file']


def test_a_heat_package_defines_the_class_of_its_name():
    files = {
        'manifest.yaml': 'Format: Heat.HOT/1.0\nType: Application\nFullName: demo.Stack\n',
        'template.yaml': 'heat_template_version: 2013-05-23\nresources: {r: {type: OS::Heat::None}}\n',
    }
    candidate = read(archives.zipped(files))
    assert candidate.refusals == ()
    assert candidate.manifest.class_names == ('demo.Stack',)


def test_no_more_of_a_file_is_read_than_is_wanted():
    opened = archive_module.open_archive(archives.good(x='y' * 1000))
    assert opened.read('x', 10) == b'y' * 10
