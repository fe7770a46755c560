"""Versions of the packages whose classes a model is made of, as murano-engine reads them.

An object asks for a version: ``?.classVersion``, or after a deployment ``?.type: class/version@package``; without
either for any 0.x. Murano has one version of a package for a project, and gives that whatever is asked for; but where
it is not what was asked for, the engine crashes, never reports a result, and the environment stays locked for good.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from semantic_version import SimpleSpec, Version

from murano_panel.domain.model.tree import HEADER, copied, walk
from murano_panel.domain.records import ObjectModel

# What a package has whose manifest names none.
NONE = '0.0.0'
# What is asked for where nothing is said: any 0.x.
ANY = '0'
# Part of Murano itself.
CORE = 'io.murano'
# The longest specification that is looked at.
_MAX_SPEC = 200
_PARTLY_UNEQUAL = re.compile(r'!=\d+(\.\d+)?')


@dataclass(frozen=True)
class Typed:
    """What an object says of its class. ``package`` is '' where it names none.

    asked: the version that it asks for. is_fixed: a deployment wrote it, so that it cannot be changed any more.
    """

    class_name: str
    package: str
    asked: str
    is_fixed: bool

    @property
    def is_core(self) -> bool:
        """Whether Murano itself brings the class."""
        return f'{self.package or self.class_name}.'.startswith(f'{CORE}.')


def typed(header: Any) -> Typed | None:
    """What a ``?`` says; None for what says nothing, whatever it is: models may come from anywhere."""
    if not isinstance(header, dict) or not isinstance(header.get('type'), str):
        return None
    text, _at, package = header['type'].partition('@')
    class_name, slash, version = text.partition('/')
    asked = version if slash else header.get('classVersion')
    named = package or header.get('package')
    if not class_name:
        return None
    return Typed(
        class_name,
        named if isinstance(named, str) else '',
        str(asked)[:_MAX_SPEC] if isinstance(asked, str | int | float) and str(asked).strip() else ANY,
        bool(slash),
    )


def unfixed(header: Any) -> Any:
    """The ``?`` of an object that was never deployed: its version is asked for, and can be changed."""
    asked = typed(header)
    if not asked:
        return header
    more = {'package': asked.package, 'classVersion': '' if asked.asked == ANY else asked.asked}
    return {**header, 'type': asked.class_name, **{key: value for key, value in more.items() if value}}


def all_typed(components: Iterable[ObjectModel]) -> Iterator[tuple[ObjectModel, Typed]]:
    """(component, what one of its objects asks for), of each object that says what it is."""
    for component in components:
        for _path, node in walk(component, plain=False):
            found = typed(node.get(HEADER)) if isinstance(node, dict) else None
            if found:
                yield component, found


def is_met(asked: str, version: str) -> bool:
    """Whether a version is one that was asked for, by ``Require`` of a manifest or by an object; '' asks for any 0.x.

    As ``murano/dsl/helpers.py`` reads it, by the same library. What nobody can read is not met.
    """
    text = re.sub(r'\s+', '', asked) or '0'
    text = re.sub(r'^=(?=\d)', '==', text)
    if any(map(_PARTLY_UNEQUAL.fullmatch, text.split(','))):
        # Nothing is, to Murano: "!=1" has to be written as "!=1.0.0".
        return False
    try:
        return SimpleSpec(f'=={text}' if text[:1].isdigit() else text).match(Version.coerce(version))
    except ValueError:
        return False


def completed(component: ObjectModel, version_of: Callable[[Typed], str | None]) -> ObjectModel:
    """A copy in which no object asks for a version that there is not; what deployments have fixed stays.

    ``version_of`` gives the version of the package that defines the class of an object, None where it is not known.
    """
    copy = copied(component)
    for _path, node in walk(copy, plain=False):
        header = node.get(HEADER) if isinstance(node, dict) else None
        found = typed(header)
        if not found or found.is_fixed or not header:
            continue
        version = version_of(found)
        names_none = header.get('classVersion') in (None, '')
        if version and not (is_met(found.asked, version) and (version == NONE or not names_none)):
            header['classVersion'] = version
    return copy
