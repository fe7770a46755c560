"""What an import would do, decided without asking anybody."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from murano_panel.domain.package import bundle, heat, plan
from murano_panel.domain.package.archive import open_archive
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import as_manifest, load_manifest
from murano_panel.domain.package.reading import read_candidate
from murano_panel.domain.records import Package
from tests.support import archives

TEMPLATE = b"""
heat_template_version: 2013-05-23
parameters: {size: {type: string}}
resources:
  server:
    type: OS::Nova::Server
    properties: {user_data: {get_file: scripts/setup.sh}}
  nested: {type: nested.yaml}
  far: {type: 'http://example.org/far.yaml', properties: {x: {get_file: /etc/passwd}, y: {get_file: ../up}}}
"""
ABOUT = heat.About('My stack', 'demo.Stack', 'About it', 'alice', ('heat',))


def candidate(name: str, **more: str):
    content = archives.zipped(archives.application(name, **more))
    return read_candidate(f'{name}.zip', content, most_bytes=2**20)


def package(fqn: str, project: str = 'demo', *, public: bool = False, enabled: bool = True, classes=None) -> Package:
    now = datetime.now(UTC)
    return Package(
        f'id-{fqn}',
        fqn,
        fqn,
        'Application',
        '',
        '',
        project,
        public,
        enabled,
        (),
        (),
        classes or (fqn,),
        None,
        now,
        now,
    )


def catalog(*packages: Package) -> plan.Catalog:
    by_fqn = {found.fqn: [found] for found in packages}
    return plan.Catalog(by_fqn, {name: [found] for found in packages for name in found.class_names})


def made(*candidates, here: plan.Catalog | None = None, **options):
    return plan.make_plan(candidates, here or plan.Catalog(), project_id='demo', **options)


def codes(faults) -> list[str]:
    return [fault.code for fault in faults]


def test_what_is_needed_comes_first():
    web = candidate('Web', Require='{example.Lib: 1.0}')
    lib = candidate('Lib', Version='1.0.3', Require='{example.Base: ""}')
    steps = made(web, lib, candidate('Base'))
    assert [step.fqn for step in steps] == ['example.Base', 'example.Lib', 'example.Web']
    assert {step.action for step in steps} == {plan.CREATE}
    assert steps[2].needs == (plan.Need('example.Lib', '1.0', 'plan'),)
    assert all(step.is_clear for step in steps)


def test_a_circle_has_an_order_too():
    steps = made(candidate('A', Require='{example.B: ""}'), candidate('B', Require='{example.A: ""}'))
    assert sorted(step.fqn for step in steps) == ['example.A', 'example.B']


def test_a_long_chain_is_no_recursion():
    chain = [candidate(f'P{n}', Require=f'{{example.P{n + 1}: ""}}') for n in range(1200)]
    assert made(*chain)[0].fqn == 'example.P1199'


def test_what_is_nowhere_is_missing():
    [step] = made(candidate('Web', Require='{example.Lib: 1.0, io.murano: ">=0"}'))
    assert [need.state for need in step.needs] == ['missing', 'here']
    assert codes(step.doubts) == ['missing']
    assert (step.can_be_done, step.is_clear) == (True, False)


def test_what_is_here_is_not_missing_unless_it_is_disabled():
    web = candidate('Web', Require='{example.Lib: 1.0}')
    assert made(web, here=catalog(package('example.Lib')))[0].is_clear
    [step] = made(web, here=catalog(package('example.Lib', enabled=False)))
    assert codes(step.doubts) == ['disabled']


@pytest.mark.parametrize(
    ('asked', 'version', 'wrong'),
    [('>=1.2', '1.1', True), ('1', '1.9', False), ('""', '0.3', False), ('""', '1.0', True), ('!=2', '1.0', True)],
)
def test_what_is_needed_in_another_version_says_so(asked, version, wrong):
    web = candidate('Web', Require=f'{{example.Lib: "{asked.strip(chr(34))}"}}')
    [_, beside] = made(web, candidate('Lib', Version=version))
    lib = package('example.Lib')
    [alone] = made(web, here=replace(catalog(lib), versions={lib.id: f'{version}.0'}))
    assert codes(beside.doubts) == codes(alone.doubts) == ['needs-version'] * wrong
    assert [need.found for need in alone.needs] == [f'{version}.0' if wrong else '']
    # One of which nobody knows the version may be right.
    assert made(web, here=catalog(lib))[0].is_clear


def test_what_needs_a_refused_one_says_so():
    bad = candidate('Lib', Type='Plugin')
    [_, step] = made(bad, candidate('Web', Require='{example.Lib: 1.0}'))
    assert codes(step.doubts) == ['missing']
    lib = candidate('Lib', Classes='{example.Taken: Web.yaml}')
    here = catalog(package('example.Other', classes=('example.Taken',)))
    steps = made(lib, candidate('Web', Require='{example.Lib: 1.0}'), here=here)
    assert [step.action for step in steps] == [plan.REFUSED, plan.CREATE]
    assert codes(steps[1].doubts) == ['needs-refused']


def test_the_projects_own_one_is_replaced_not_the_public_one_of_others():
    assert made(candidate('Web'), here=catalog(package('example.Web')))[0].action == plan.REPLACE
    [step] = made(candidate('Web'), here=catalog(package('example.Web', 'other', public=True)))
    assert (step.action, codes(step.doubts)) == (plan.CREATE, ['shadows'])


def test_a_class_belongs_to_one_package():
    here = catalog(package('example.Old', classes=('example.Web',)))
    [step] = made(candidate('Web'), here=here)
    assert (step.action, codes(step.refusals)) == (plan.REFUSED, ['class-taken'])
    assert step.refusals[0].values == {'value': 'example.Web', 'other': 'example.Old'}


def test_a_public_package_may_not_share_classes_or_name_with_public_ones():
    others = package('example.Old', 'other', public=True, classes=('example.Web',))
    assert made(candidate('Web'), here=catalog(others))[0].action == plan.CREATE
    assert codes(made(candidate('Web'), here=catalog(others), is_public=True)[0].refusals) == ['class-taken']
    same = package('example.Web', 'other', public=True, classes=())
    assert codes(made(candidate('Web'), here=catalog(same), is_public=True)[0].refusals) == ['public-taken']


def test_of_two_that_define_a_class_the_first_is_taken():
    first, second = made(candidate('Web'), candidate('Other', Classes='{example.Web: Web.yaml}'))
    assert (first.action, second.action, codes(second.refusals)) == (plan.CREATE, plan.REFUSED, ['class-in-plan'])


def test_the_same_file_twice_is_imported_once():
    steps = made(candidate('Web'), candidate('Web'))
    assert [step.action for step in steps] == [plan.CREATE, plan.SKIP]


def test_two_of_one_name_are_not_mixed_up():
    steps = made(candidate('Web'), candidate('Web', Description='Another.'))
    assert [step.action for step in steps] == [plan.CREATE, plan.REFUSED]
    assert codes(steps[1].refusals) == ['same-name']


def compared(old: dict, new: dict) -> plan.Differences:
    before, after = (open_archive(archives.zipped(files)) for files in (old, new))
    return plan.compare(before, as_manifest(load_manifest(before)), after, as_manifest(load_manifest(after)))


def test_how_two_versions_differ():
    old = {**archives.application('Web', Version='1.0', Classes='{example.Web: Web.yaml, example.Gone: x}'), 'x': 'y'}
    new = {**archives.application('Web', Version='1.1', Classes='{example.Web: Web.yaml, example.New: x}'), 'y': 'y'}
    found = compared(old, new)
    assert (found.old_version, found.new_version, found.same) == ('1.0.0', '1.1.0', False)
    assert (found.added, found.changed, found.removed) == (('y',), ('manifest.yaml',), ('x',))
    assert (found.classes_added, found.classes_removed) == (('example.New',), ('example.Gone',))
    [step] = made(candidate('Web'), here=catalog(package('example.Web')))
    assert codes(plan.with_differences(step, found).doubts) == ['classes-gone']


@pytest.mark.parametrize(
    ('old', 'new', 'told'),
    [('1.10', '1.9', True), ('1.9', '1.10', False), ('2.0', '2.0', False), ('2.0', '1.9.9', True)],
)
def test_an_older_version_in_place_of_a_newer_one_raises_a_doubt(old, new, told):
    found = compared(
        archives.application('Web', Version=f"'{old}'"), archives.application('Web', Version=f"'{new}'", Author='us')
    )
    [step] = made(candidate('Web'), here=catalog(package('example.Web')))
    assert ('older' in codes(plan.with_differences(step, found).doubts)) is told


def test_a_zip_that_was_packed_anew_is_the_same():
    files = archives.application('Web')
    found = compared(files, dict(reversed(files.items())))
    assert found.same
    [step] = made(candidate('Web'), here=catalog(package('example.Web')))
    assert plan.with_differences(step, found).action == plan.SKIP


# Bundles --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'text', [b'{"Packages": [{"Name": "a.B", "Version": 1.0}, {"Name": "c.D", "Url": "http://x/d.zip"}]}',
             b'Packages:\n- {Name: a.B, Version: 1.0}\n- {Name: c.D, Url: "http://x/d.zip"}\n'],
)  # fmt: skip
def test_a_bundle_lists_packages(text):
    assert bundle.read_bundle(text) == (
        bundle.BundleEntry('a.B', '1.0'),
        bundle.BundleEntry('c.D', '', 'http://x/d.zip'),
    )


@pytest.mark.parametrize(
    ('text', 'code'),
    [
        (b'', 'bundle'),
        (b'{', 'bundle'),
        (b'[]', 'bundle'),
        (b'{"Packages": {}}', 'bundle'),
        (b'{"Packages": []}', 'bundle'),
        (b'{"Packages": [{"Version": 1}]}', 'bundle'),
        (b'{"Packages": [{"Name": "../../x"}]}', 'full-name'),
        (b'{"Packages": [{"Name": "a", "Version": "/../.."}]}', 'version'),
        (b'{"Packages": [{"Name": "a", "Url": 1}]}', 'bundle'),
        (b'{"Packages": [' + b'{"Name": "a"},' * 40 + b'{"Name": "a"}]}', 'many'),
        (b'{"a":' * 6000, 'bundle'),
        (b'<html>', 'bundle'),
        (b'x' * 100_000, 'bundle'),
    ],
)
def test_what_is_no_bundle_is_told(text, code):
    with pytest.raises(BadPackage) as caught:
        bundle.read_bundle(text)
    assert caught.value.fault.code == code


# Heat -----------------------------------------------------------------------------------------------------------------


def test_a_template_becomes_a_package():
    content = heat.pack(ABOUT, TEMPLATE, {'setup.sh': b'echo', 'nested.yaml': b'x: y'}, archives.PNG)
    found = read_candidate('stack', content, most_bytes=2**20)
    assert (found.refusals, found.doubts) == ((), ())
    assert (found.manifest.fqn, found.manifest.name, found.manifest.tags) == ('demo.Stack', 'My stack', ('heat',))
    assert sorted(found.archive.files) == [
        'Resources/HotFiles/nested.yaml',
        'Resources/HotFiles/scripts/setup.sh',
        'logo.png',
        'manifest.yaml',
        'template.yaml',
    ]


def test_the_same_template_makes_the_same_bytes():
    assert heat.pack(ABOUT, TEMPLATE, {}, b'') == heat.pack(ABOUT, TEMPLATE, {}, b'')


def test_files_that_nobody_gave_are_named():
    assert heat.lacking(TEMPLATE, {'setup.sh': b''}) == ['nested.yaml']


def test_what_is_no_template_is_told():
    assert heat.looks_like_template(TEMPLATE)
    assert not heat.looks_like_template(b'Packages: []')
    for text in (b'heat_template_version: x', b'heat_template_version: [', b'resources: []', b'parameters: {a: 1}'):
        with pytest.raises(BadPackage):
            heat.pack(ABOUT, text, {}, b'')


def test_a_full_name_is_proposed():
    assert heat.full_name('my web-shop_2') == 'io.murano.apps.generated.MyWebShop2'
    with pytest.raises(BadPackage):
        heat.full_name('…')
