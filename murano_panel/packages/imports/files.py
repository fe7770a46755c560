"""What the files are that were dropped together: packages, bundles, a Heat template with what belongs to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from murano_panel.domain.package import heat
from murano_panel.domain.package.acceptance import require_template
from murano_panel.domain.package.bundle import BundleEntry, read_bundle
from murano_panel.domain.package.faults import BadPackage, Fault
from murano_panel.domain.package.pictures import LARGEST_LOGO, image_type

_LISTS = ('.bundle', '.json', '.yaml', '.yml', '.template')


@dataclass(frozen=True)
class Named:
    """A file as it was sent; ``position`` is its place among all that were."""

    position: int
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Offer:
    """Something to import. ``fault`` instead of ``content`` where there is nothing to look into.

    positions: the files that it was made of. url: where it was fetched from, '' for files. is_heat: made of a template.
    """

    label: str
    content: bytes | None = field(default=None, repr=False)
    fault: Fault | None = None
    doubts: tuple[Fault, ...] = ()
    positions: tuple[int, ...] = ()
    url: str = ''
    is_heat: bool = False


def offers_in(files: Sequence[Named], about: heat.About | None) -> tuple[list[Offer], list[BundleEntry]]:
    """What can be imported of the files, and what their bundles ask to be fetched; ``about`` is for a template."""
    template, *further = [*_templates(files), None]
    rest = [file for file in files if file is not template]
    offers: list[Offer] = []
    entries: list[BundleEntry] = []
    parts: list[Named] = []
    for file in rest:
        if file in further:
            offers.append(_refused(file, Fault('templates')))
        elif _is_package(file):
            offers.append(Offer(file.name, file.content, positions=(file.position,)))
        elif template:
            parts.append(file)
        elif file.name.lower().endswith(_LISTS):
            try:
                entries += read_bundle(file.content)
            except BadPackage as error:
                offers.append(_refused(file, Fault('kind') if error.fault.code == 'bundle' else error.fault))
        else:
            # It says itself what it is instead.
            offers.append(Offer(file.name, file.content, positions=(file.position,)))
    if template:
        offers.append(_of_template(template, parts, about))
    return offers, entries


def template_in(files: Sequence[Named]) -> Named | None:
    """The Heat template that asks for a name, if there is one."""
    return next(_templates(files), None)


def _templates(files: Sequence[Named]) -> Iterator[Named]:
    """Those that no other one nests."""
    found = [file for file in files if heat.looks_like_template(file.content) and not _is_package(file)]
    nested = {name for file in found for name in _nested_names(file)}
    yield from (file for file in found if file.name not in nested)


def _nested_names(file: Named) -> set[str]:
    try:
        return {path.rpartition('/')[2] for path in heat.referred(require_template(file.content))} - {file.name}
    except BadPackage:
        return set()


def _is_package(file: Named) -> bool:
    return file.content.startswith(b'PK') or file.name.lower().endswith('.zip')


def _of_template(template: Named, parts: Sequence[Named], about: heat.About | None) -> Offer:
    positions = (template.position, *(part.position for part in parts))
    about = about or heat.About(template.name, '', '', '')
    given = {part.name: part.content for part in parts}
    try:
        lacking = heat.lacking(template.content, given)
        wanted = {path.rpartition('/')[2] for path in heat.referred(require_template(template.content))}
        logo = next((name for name, own in given.items() if image_type(own) and name not in wanted), '')
        if logo and len(given[logo]) > LARGEST_LOGO:
            raise BadPackage('logo', value=logo)
        picture = given.pop(logo) if logo else b''
        content = heat.pack(about, template.content, given, picture)
    except BadPackage as error:
        return Offer(template.name, fault=error.fault, positions=positions, is_heat=True)
    doubts = tuple(Fault('heat-file', {'value': path[:200]}) for path in lacking)
    return Offer(template.name, content, doubts=doubts, positions=positions, is_heat=True)


def _refused(file: Named, fault: Fault) -> Offer:
    return Offer(file.name, fault=fault, positions=(file.position,))
