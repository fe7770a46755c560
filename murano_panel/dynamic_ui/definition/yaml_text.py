"""Reads the text of a ``ui.yaml`` into plain values that remember their lines, in bounded time and memory.

YAML is read event by event, so that depth, number of nodes and what aliases multiply to are known before anything is
built. Plain (unquoted) scalars that are expressions become ``Expression`` (see ``expressions.parse_plain``), as does
whatever carries the tag ``!yaql``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.expressions import Expression, parse_expression, parse_plain
from murano_panel.dynamic_ui.problems import ERROR, WARNING, DefinitionError, ExpressionError, Problem

# libyaml is fast, but refuses some of what the older tools read, such as [a:, b]; so the slow one gets a second try
_LOADERS = (getattr(yaml, 'CSafeLoader', yaml.SafeLoader), yaml.SafeLoader)
_TAG = 'tag:yaml.org,2002:'
_TAB = re.compile(r'^[^\'"\n]*\t', re.MULTILINE)
_NOT_UNICODE = re.compile('\ufffd')
_SCALAR_TAGS = {_TAG + name for name in ('str', 'int', 'float', 'bool', 'null', 'timestamp')}


class Map(dict):
    """A YAML mapping; ``line`` is where it starts, ``lines[key]`` where a key stands (both from 1).

    ``written[key]`` is how a value was written that is a number, a word such as ``yes`` or a date to YAML;
    ``names[key]`` the same of such a key.
    """

    def __init__(self, items: Any = (), line: int = 0):
        super().__init__(items)
        self.line = line
        self.lines: dict[Any, int] = {}
        self.written: dict[Any, str] = {}
        self.names: dict[Any, str] = {}

    def name_of(self, key: Any) -> str:
        """A key as a name: ``on`` and ``1.10`` as they are written."""
        return self.names.get(key, str(key))

    def as_text(self, key: Any) -> Any:
        """The value of a key for a place that holds text: what YAML takes for something else as it was written."""
        value = self.get(key)
        return value.as_texts() if isinstance(value, (Map, Seq)) else self.written.get(key, value)

    def as_texts(self) -> Map:
        """Keys and values as they were written."""
        return Map({self.name_of(key): self.as_text(key) for key in self}, self.line)


class Seq(list):
    """A YAML sequence; ``line`` is where it starts, ``lines[i]`` where an item stands (both from 1).

    ``written`` as ``Map`` has it, by index.
    """

    def __init__(self, items: Any = (), line: int = 0):  # YAQL makes copies of lists as type(value)(items)
        super().__init__(items)
        self.line = line
        self.lines: list[int] = []
        self.written: dict[int, str] = {}

    def as_texts(self) -> Seq:
        """The items, and those of lists within, as ``Map.as_text()`` gives them."""
        items = (item.as_texts() if isinstance(item, (Map, Seq)) else item for item in self)
        return Seq((self.written.get(index, item) for index, item in enumerate(items)), self.line)


class Unreadable(Exception):
    """The text cannot be read at all; ``problem`` says why and where."""

    def __init__(self, message: str, line: int | None = None, expected: str = ''):
        self.problem = Problem(ERROR, None, None, line, message, expected)
        super().__init__(message)


class NotYaml(Unreadable):
    """The text is not YAML, at least for one of the parsers."""


@dataclass
class _Open:
    """A mapping or sequence that is being read."""

    value: Any  # Map or Seq
    anchor: str | None
    key: Any = None
    has_key: bool = False
    key_line: int = 0
    nodes: int = 1


@dataclass
class _Reader:
    loader: Any
    warnings: list[Problem] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int, str | None]] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None
    nodes: int = 0

    def read(self, text: str) -> Any:
        documents = 0
        for event in self._events(text):
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Unreadable(_('A second YAML document starts here'), line, _('one document'))
            elif isinstance(event, yaml.ScalarEvent):
                value = self._scalar(event, line)
                is_text = value is None or isinstance(value, (str, Expression))
                self._add(value, event.anchor, line, 1, None if is_text else event.value)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event.anchor, line)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._start(event, line)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                done = self.stack.pop()
                self._add(done.value, done.anchor, done.value.line, done.nodes)
        return self.root

    def _events(self, text: str) -> Iterator[Any]:
        try:
            for event in yaml.parse(text, Loader=self.loader):
                limits.check_time()
                yield event
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = ': '.join(part for part in (error.context, error.problem) if part)
            raise NotYaml(_('The YAML cannot be read: %s') % said, mark.line + 1 if mark else None) from None
        except (yaml.YAMLError, UnicodeError) as error:
            raise NotYaml(_('The YAML cannot be read: %s') % error) from None

    def _start(self, event: Any, line: int) -> None:
        if len(self.stack) >= limits.MAX_YAML_DEPTH:
            raise Unreadable(_('Nested deeper than %d levels') % limits.MAX_YAML_DEPTH, line)
        is_map = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in (None, '!', _TAG + ('map' if is_map else 'seq')):
            raise Unreadable(_('The tag "%s" is not supported') % event.tag[:100], line)
        # Within itself it names nothing, not even what had the name before: no value may contain itself.
        if event.anchor:
            self.anchors.pop(event.anchor, None)
        self.stack.append(_Open(Map(line=line) if is_map else Seq(line=line), event.anchor))

    def _alias(self, anchor: str | None, line: int) -> None:
        if anchor is None or anchor not in self.anchors:
            raise Unreadable(_('The alias *%s stands before or inside its anchor') % str(anchor)[:100], line)
        value, nodes, written = self.anchors[anchor]
        self._add(value, None, line, nodes, written)

    def _add(self, value: Any, anchor: str | None, line: int, nodes: int, written: str | None = None) -> None:
        if anchor:
            self.anchors[anchor] = (value, nodes, written)
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        # An alias counts as all that it stands for, or a few lines could grow into billions of values.
        parent.nodes += nodes
        if parent.nodes > limits.MAX_YAML_NODES:
            raise Unreadable(_('More than %d YAML values, aliases counted in full') % limits.MAX_YAML_NODES, line)
        if isinstance(parent.value, Seq):
            if written is not None:
                parent.value.written[len(parent.value)] = written
            parent.value.append(value)
            parent.value.lines.append(line)
        elif not parent.has_key:
            parent.key, parent.has_key, parent.key_line = self._key(value, line), True, line
            if written is not None:
                parent.value.names[value] = written
        else:
            self._put(parent, value, written)
            parent.has_key = False

    def _key(self, value: Any, line: int) -> Any:
        if isinstance(value, (Map, Seq)):
            raise Unreadable(_('A key must be a single value'), line)
        return value

    def _put(self, parent: _Open, value: Any, written: str | None) -> None:
        target, key, line = parent.value, parent.key, parent.key_line
        if key == '<<':
            self._merge(target, value, line)
            return
        if key in target.lines:
            self._warn(line, _('The key "%s" stands twice in one mapping; the last one counts') % str(key)[:100])
        target[key] = value
        target.lines[key] = line
        # When a key stands there twice, how the first value was written must not outlive it.
        target.written.pop(key, None)
        if written is not None:
            target.written[key] = written

    def _merge(self, target: Map, value: Any, line: int) -> None:
        """``<<``: keys of the merged mappings, unless they stand in the mapping itself; earlier mappings win."""
        merged = value if isinstance(value, Seq) else [value]
        for mapping in merged:
            if not isinstance(mapping, Map):
                raise Unreadable(_('"<<" needs a mapping'), line)
            for key, item in mapping.items():
                if key not in target and key in mapping.written:
                    target.written[key] = mapping.written[key]
                target.setdefault(key, item)

    def _scalar(self, event: Any, line: int) -> Any:
        tag, text = event.tag, event.value
        plain = event.implicit[0] and tag is None
        if tag == '!yaql':
            return self._expression(text, line)
        if tag in (None, '!'):
            tag = _scalars.resolve(yaml.ScalarNode, text, (plain, not plain))
        if tag == _TAG + 'merge' and plain:
            return '<<'
        if tag == _TAG + 'str' or tag == _TAG + 'value':
            return self._plain(text, line) if plain else text
        if tag not in _SCALAR_TAGS:
            raise Unreadable(_('The tag "%s" is not supported') % tag[:100], line)
        return self._typed(tag, text, line)

    def _typed(self, tag: str, text: str, line: int) -> Any:
        if len(text) > limits.MAX_NUMBER_CHARACTERS:
            raise Unreadable(_('A number or date is too long'), line)
        try:
            return _scalars.construct_object(yaml.ScalarNode(tag, text))
        except (yaml.YAMLError, ValueError, KeyError, AttributeError, OverflowError):
            raise Unreadable(
                _('"%(text)s" is not a valid %(kind)s') % {'text': text[:100], 'kind': tag.rpartition(':')[2]}, line
            ) from None

    def _plain(self, text: str, line: int) -> Any:
        expression, reason = parse_plain(text, line)
        if reason:
            self._warn(
                line,
                _(
                    'The unquoted text "%(text)s" reads as an expression that cannot work (%(reason)s); '
                    'it is taken as text'
                )
                % {'text': text[:100], 'reason': reason},
                _('quotes around it'),
            )
        return text if expression is None else expression

    def _expression(self, text: str, line: int) -> Expression:
        try:
            return parse_expression(text, line)
        except ExpressionError as error:
            raise Unreadable(str(error), line, _('a YAQL expression')) from None

    def _warn(self, line: int, message: str, expected: str = '') -> None:
        if len(self.warnings) < limits.MAX_PROBLEMS:
            self.warnings.append(Problem(WARNING, None, None, line, message, expected))


class _Scalars(yaml.constructor.SafeConstructor, yaml.resolver.Resolver):
    """Knows what a single scalar means in YAML 1.1; used for nothing else."""

    def __init__(self) -> None:
        yaml.constructor.SafeConstructor.__init__(self)
        yaml.resolver.Resolver.__init__(self)


_scalars = _Scalars()


def read_source(text: str) -> tuple[Any, list[Problem]]:
    """Read the text; return its value (``Map``, ``Seq``, scalars, ``Expression``) and warnings.

    Raises ``DefinitionError`` when the text is too large, not YAML, or goes beyond a bound.
    """
    size = len(text.encode('utf-8', 'surrogatepass'))
    if size > limits.MAX_SOURCE_BYTES:
        raise DefinitionError(
            [
                Problem(
                    ERROR,
                    None,
                    None,
                    None,
                    _('The form definition is %d kB large') % (size // 1024),
                    _('at most %d kB') % (limits.MAX_SOURCE_BYTES // 1024),
                )
            ]
        )
    problems: list[Problem] = []
    with limits.work_limit():
        for loader in _LOADERS:
            reader = _Reader(loader)
            try:
                return reader.read(text), [*_doubtful_characters(text), *reader.warnings]
            except NotYaml as error:
                problems = problems or [error.problem, *reader.warnings]
            except Unreadable as error:
                raise DefinitionError([error.problem, *reader.warnings]) from None
            except ExpressionError as error:
                raise DefinitionError([error.as_problem(), *reader.warnings]) from None
    raise DefinitionError(problems)


def _doubtful_characters(text: str) -> Iterator[Problem]:
    for pattern, message, expected in (
        (_TAB, _('A tab stands here; other tools may be unable to read that'), _('spaces')),
        (_NOT_UNICODE, _('There are characters that are not UTF-8'), 'UTF-8'),
    ):
        found = pattern.search(text)
        if found:
            yield Problem(WARNING, None, None, text.count('\n', 0, found.start()) + 1, message, expected)
