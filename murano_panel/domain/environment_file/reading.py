"""From a file to a document that keeps to the format, or to what is wrong with it, line by line."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from murano_panel.domain.environment_file import keys
from murano_panel.domain.environment_file.around import Around
from murano_panel.domain.environment_file.faults import MOST, BadFile, Problem, cut
from murano_panel.domain.environment_file.parsing import MAX_DEPTH, Parsed, parse
from murano_panel.domain.environment_file.places import inner
from murano_panel.domain.model.tree import Path, dotted

# Components and their parts, which cost more than other values.
MAX_OBJECTS = 10_000


@dataclass(frozen=True)
class Document:
    """What a file says.

    around: what else it says of the environment itself. components: {name in the file: mapping with ``$class``}.
    versions: {package: version}. places: of all objects.
    """

    name: str
    description: str
    around: Around
    versions: Mapping[str, str]
    components: Mapping[str, dict[str, Any]]
    places: frozenset[str]


def read(content: bytes) -> Document:
    """Raises BadFile."""
    parsed = parse(content)
    found = parsed.value
    if not isinstance(found, dict) or found.get('format') != keys.FORMAT:
        raise BadFile([Problem('no-format', parsed.line(('format',)))])
    version = found.get('version')
    if isinstance(version, int) and not isinstance(version, bool) and version > keys.VERSION:
        raise BadFile([Problem('newer', parsed.line(('version',)), values={'value': version})])
    try:
        problems = list(_against_schema(parsed))
    except RecursionError as error:
        raise BadFile([Problem('deep', values={'most': MAX_DEPTH})]) from error
    if problems:
        raise BadFile(problems)
    components = found['components']
    places = {place for name, component in components.items() for place in _objects(name, component)}
    if len(places) > MAX_OBJECTS:
        raise BadFile([Problem('objects', parsed.line(('components',)), values={'most': MAX_OBJECTS})])
    problems = list(_without_target(components, places, parsed))
    if problems:
        raise BadFile(problems)
    versions = {package: about['version'] for package, about in found.get('packages', {}).items() if 'version' in about}
    about = found['environment']
    around = Around.read(about, found['version'])
    return Document(about['name'], about.get('description', ''), around, versions, components, frozenset(places))


@cache
def schema() -> dict[str, Any]:
    """The format as a JSON schema."""
    text = resources.files(__package__).joinpath('schema.json').read_text(encoding='utf-8')
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _validator() -> Any:
    # Imported where it is used: a page of Horizon needs it rarely.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def _against_schema(parsed: Parsed) -> Iterator[Problem]:
    for count, error in enumerate(_validator().iter_errors(parsed.value)):
        if count > MOST:
            return
        path = tuple(error.absolute_path)
        where, expected = dotted(path), str(error.schema.get('description', 'something else'))
        if error.validator == 'required':
            missing = next((key for key in error.validator_value if key not in error.instance), '')
            values = {'key': cut(missing), 'expected': expected}
            yield Problem('missing', parsed.line(path), where, values)
        elif error.validator == 'additionalProperties':
            for key in _unknown(error)[:MOST]:
                values = {'key': cut(key), 'expected': expected}
                yield Problem('unknown', parsed.line((*path, key)), where, values)
        elif 'propertyNames' in error.absolute_schema_path:
            values = {'key': cut(error.instance), 'expected': expected}
            yield Problem('unknown', parsed.line((*path, error.instance)), where, values)
        else:
            yield Problem('other', parsed.line(path), where, {'expected': expected})


def _unknown(error: Any) -> list[str]:
    patterns = error.schema.get('patternProperties', {})
    return [
        key
        for key in error.instance
        if key not in error.schema.get('properties', {}) and not any(re.search(pattern, key) for pattern in patterns)
    ]


def _objects(place: str, node: Any) -> Iterator[str]:
    """The places of all objects. The depth of files is bounded."""
    if isinstance(node, dict):
        if keys.CLASS in node:
            yield place
        for key, value in node.items():
            if key not in keys.KEPT:
                yield from _objects(inner(place, key), value)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _objects(inner(place, number), value)


def _without_target(node: Any, places: set[str], parsed: Parsed, path: Path = ('components',)) -> Iterator[Problem]:
    """References to what is not in the file."""
    if isinstance(node, dict):
        if len(path) > 1 and keys.REFERENCE in node:
            target = node[keys.REFERENCE]
            if target not in places:
                yield Problem('reference', parsed.line((*path, keys.REFERENCE)), dotted(path), {'value': cut(target)})
            return
        for key, value in node.items():
            yield from _without_target(value, places, parsed, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _without_target(value, places, parsed, (*path, number))
