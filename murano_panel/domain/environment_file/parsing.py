"""YAML of strangers into plain values that know their lines, in bounded time and memory.

It is read event by event, so that depth and size are known before anything is built, and nothing is built twice: what
multiplies (aliases) or makes objects (tags) is refused.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from murano_panel.domain.environment_file import scalars
from murano_panel.domain.environment_file.faults import BadFile, Problem, cut
from murano_panel.domain.model.tree import Path

# A hundred times what environments have.
MAX_BYTES = 2 * 1024 * 1024
MAX_NODES = 100_000
MAX_DEPTH = 60
_LOADER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
# The tag of what carries none but "!", which says that it is a text.
_PLAIN_TAGS = (None, '!')

# What YAML does not take, unless it is written as an escape.
_STRAY = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]')


@dataclass(frozen=True)
class Parsed:
    """``value``: mappings with text keys, lists, texts, numbers, true, false and None. ``lines``: {path: line}."""

    value: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Where a path stands, or what it would stand in."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(content: bytes) -> Parsed:
    """Raises BadFile."""
    if len(content) > MAX_BYTES:
        raise BadFile([Problem('large', values={'kilobytes': MAX_BYTES // 1024})])
    try:
        text = content.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        raise BadFile([Problem('utf-8', content.count(b'\n', 0, error.start) + 1)]) from error
    stray = _STRAY.search(text)
    if stray:
        # What has zeros is UTF-16, or no text at all.
        raise BadFile([Problem('unicode' if stray[0] != '\0' else 'utf-8', text.count('\n', 0, stray.start()) + 1)])
    if not text.strip():
        raise BadFile([Problem('empty')])
    if text.lstrip()[:200].lower().startswith(('<!doctype', '<html', '<?xml')):
        raise BadFile([Problem('html', 1)])
    reader = _Reader()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = cut(error.problem or error.context or '')
        raise BadFile([Problem('yaml', mark.line + 1 if mark else 1, values={'value': said})]) from error
    except yaml.YAMLError as error:
        raise BadFile([Problem('yaml', values={'value': cut(error).splitlines()[0]})]) from error
    return Parsed(reader.root, reader.lines)


@dataclass
class _Open:
    """A mapping or a list that is being read; ``key`` is the one whose value comes next."""

    value: Any
    path: Path
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)


class _Reader:
    def __init__(self) -> None:
        self.root: Any = None
        self.lines: dict[Path, int] = {}
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise BadFile([Problem('documents', line)])
        elif isinstance(event, yaml.AliasEvent) or getattr(event, 'anchor', None):
            raise BadFile([Problem('alias', line)])
        elif isinstance(event, yaml.ScalarEvent):
            self._count(line)
            self._scalar(event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._count(line)
            self._begin(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _count(self, line: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise BadFile([Problem('many', line, values={'most': MAX_NODES})])

    def _begin(self, event: Any, line: int) -> None:
        if event.tag is not None:
            raise BadFile([Problem('tag', line)])
        if len(self._stack) >= MAX_DEPTH:
            raise BadFile([Problem('deep', line, values={'most': MAX_DEPTH})])
        if self._awaits_key():
            raise BadFile([Problem('key-mapping', line)])
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Open(value, self._add(value, line)))

    def _scalar(self, event: Any, line: int) -> None:
        if event.tag not in _PLAIN_TAGS:
            raise BadFile([Problem('tag', line)])
        text = event.value
        if any('\ud800' <= character <= '\udfff' for character in text) or '\0' in text:
            raise BadFile([Problem('unicode', line)])
        is_plain = event.implicit[0] and event.tag is None
        if is_plain and text == '<<' and self._awaits_key():
            raise BadFile([Problem('alias', line)])
        try:
            value = scalars.read(text) if is_plain else text
        except scalars.Ambiguous as error:
            raise BadFile([Problem('ambiguous', line, values={'value': cut(text)})]) from error
        if self._awaits_key():
            self._key(value, text, line)
        else:
            self._add(value, line)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _key(self, value: Any, text: str, line: int) -> None:
        top = self._stack[-1]
        if not isinstance(value, str):
            raise BadFile([Problem('key', line, values={'value': cut(text)})])
        if value in top.lines:
            raise BadFile([Problem('twice', line, values={'value': cut(value), 'first': top.lines[value]})])
        top.key, top.lines[value] = value, line

    def _add(self, value: Any, line: int) -> Path:
        path: Path = ()
        if not self._stack:
            self.root = value
        else:
            top = self._stack[-1]
            if isinstance(top.value, list):
                path = (*top.path, len(top.value))
                top.value.append(value)
            else:
                assert top.key is not None
                path, line = (*top.path, top.key), top.lines[top.key]
                top.value[top.key] = value
                top.key = None
        self.lines[path] = line
        return path
