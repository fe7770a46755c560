"""The form of a package as its archive has it: of one that may not be in the catalog yet."""

from murano_panel import dynamic_ui
from murano_panel.components.package import field_types, image_types
from murano_panel.domain.package.archive import Archive
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import Manifest
from murano_panel.dynamic_ui import Problem

# As much of a form's text as the engine looks at, and a byte more, so that it can say so.
_MAX_BYTES = dynamic_ui.MAX_SOURCE_BYTES + 1


def form_in(manifest: Manifest, archive: Archive) -> tuple[list[Problem], tuple[str, ...]]:
    """What is wrong with the form, and the types of images that it asks for."""
    if manifest.ui_file not in archive.files:
        return [], ()
    try:
        source = archive.read(manifest.ui_file, _MAX_BYTES).decode('utf-8', errors='replace')
    except BadPackage:
        return [], ()
    with dynamic_ui.work_limit(dynamic_ui.REQUEST_SECONDS):
        definition, problems = dynamic_ui.load_and_check(
            source, fqn=manifest.fqn, package_name=manifest.name, own_types=field_types.registered()
        )
    types = image_types.in_definition(definition) if definition else ()
    return problems, tuple(kind for kind in types if kind != image_types.ANY)
