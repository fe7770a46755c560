"""From components to a file: the same text for the same environment, whatever its ids and the order in its model."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from murano_panel.domain.environment_file import keys, scalars
from murano_panel.domain.environment_file.around import Around
from murano_panel.domain.environment_file.places import ids_by_place, is_object, local_names
from murano_panel.domain.model.muranos_own import clean
from murano_panel.domain.model.object_model import component_id, header, metadata
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import HEADER, MAX_NESTING, Path
from murano_panel.domain.model.versions import ANY, typed
from murano_panel.domain.model.withheld import emptied
from murano_panel.domain.records import ObjectModel

_TITLE = '# An environment of OpenStack Murano. Secrets and whatever a cloud has made are left out.\n'

Document = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """document: what the file says. ids: {place: id of the object}. secrets: how many it leaves open."""

    document: Document
    ids: dict[str, str]
    secrets: int

    @property
    def text(self) -> str:
        """The file."""
        return as_yaml(self.document)


def written(name: str, description: str, components: Sequence[ObjectModel], around: Around | None = None) -> Written:
    """``components``: as people have set them, with their secrets, which stay out; ``around``: without secrets."""
    told = emptied(components)
    versions = _versions(told.components)
    names = local_names(told.components)
    secret_paths: dict[str, set[Path]] = {}
    for secret in told.withheld:
        secret_paths.setdefault(secret.component_id, set()).add(secret.path)
    ids = ids_by_place(told.components)
    places = {own_id: place for place, own_id in ids.items()}
    by_id = {component_id(component): component for component in told.components}
    document: Document = {
        'format': keys.FORMAT,
        'version': keys.VERSION,
        'environment': {
            'name': name,
            **({'description': description} if description else {}),
            **(around or Around()).document,
        },
        'packages': {package: {'version': versions[package]} for package in sorted(versions)},
        'components': {
            local: _Writer(places, versions, secret_paths.get(own_id, ())).value(by_id[own_id])
            for own_id, local in names.items()
        },
    }
    if not versions:
        del document['packages']
    return Written(document, ids, len(told.withheld))


def _versions(components: Sequence[ObjectModel]) -> dict[str, str]:
    """{package: the version of it that most of its objects ask for, of equally many the greatest text}."""
    counts: dict[str, dict[str, int]] = {}
    for component in components:
        for place in _headers(component):
            asked = typed(place)
            if asked and asked.package and not asked.is_core and asked.asked != ANY:
                of = counts.setdefault(asked.package, {})
                of[asked.asked] = of.get(asked.asked, 0) + 1
    return {package: max(of, key=lambda version: (of[version], version)) for package, of in counts.items()}


def _headers(node: Any, depth: int = 0) -> list[dict[str, Any]]:
    if depth > MAX_NESTING or not isinstance(node, dict | list):
        return []
    own = [header(node)] if is_object(node) else []
    parts = [value for key, value in node.items() if key != HEADER] if isinstance(node, dict) else node
    return own + [found for part in parts for found in _headers(part, depth + 1)]


@dataclass(frozen=True)
class _Writer:
    """Of one component. ``places``: {id: place} of all; ``secret``: where it has lost one."""

    places: Mapping[str, str]
    versions: Mapping[str, str]
    secret: Collection[Path]

    def value(self, node: Any, path: Path = ()) -> Any:
        if len(path) > MAX_NESTING:
            return None
        if path in self.secret:
            return {keys.SECRET: keys.TEXT if isinstance(node, str) else keys.NUMBER}
        if isinstance(node, list | tuple):
            return [self.value(item, (*path, number)) for number, item in enumerate(node)]
        if isinstance(node, dict):
            properties = {
                keys.escaped(key): self.value(node[key], (*path, key))
                for key in sorted(node)
                if not (key == HEADER and is_object(node))
            }
            if not is_object(node):
                return properties
            before, after = self._header(node)
            return {**before, **properties, **after}
        return {keys.REFERENCE: self.places[node]} if isinstance(node, str) and node in self.places else node

    def _header(self, node: ObjectModel) -> tuple[dict[str, Any], dict[str, Any]]:
        """What stands before the properties of an object, and after them."""
        head, asked = header(node), typed(header(node))
        before: dict[str, Any] = {keys.CLASS: asked.class_name if asked else head['type']}
        if asked and asked.package:
            before[keys.PACKAGE] = asked.package
        is_said = asked and (asked.asked == ANY or asked.is_core or self.versions.get(asked.package) == asked.asked)
        if asked and not is_said:
            before[keys.OBJECT_VERSION] = asked.asked
        if isinstance(head.get('name'), str) and head['name']:
            before[keys.NAME] = head['name']
        given = clean(head.get('metadata'))
        known = metadata(node)
        others = {key: value for key, value in known.items() if key != METADATA_KEY} if known else given
        after = {}
        if others:
            after[keys.METADATA] = self._kept(others)
        if METADATA_KEY in known:
            after[keys.FORM] = self._kept(known[METADATA_KEY])
        return before, after

    def _kept(self, node: Any) -> Any:
        """What others have written into a header. What a form calls an object by its id has no meaning elsewhere."""
        if isinstance(node, dict):
            return {keys.escaped(key): self._kept(node[key]) for key in sorted(node) if key not in self.places}
        if isinstance(node, list | tuple):
            return list(map(self._kept, node))
        return self.value(node)


def as_yaml(document: Document) -> str:
    """The text of a file; ASCII control characters and the like are escaped."""
    return _TITLE + yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9, default_flow_style=False
    )


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as such; quotes where any version of YAML would read something else than a text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Each value is written where it stands."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented, as most people write them."""
        super().increase_indent(flow, False)

    def text(self, text: str) -> yaml.ScalarNode:
        if not text.replace('\n', '').isprintable():
            style: str | None = '"'
        elif '\n' in text:
            style = '|'
        else:
            style = "'" if scalars.is_ambiguous(text) else None
        return self.represent_scalar('tag:yaml.org,2002:str', text, style=style)


_Dumper.add_representer(str, _Dumper.text)
