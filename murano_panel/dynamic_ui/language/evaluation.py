"""Evaluating what a definition says over what the user answered."""

from __future__ import annotations

import datetime
import math
import secrets
import string
import uuid
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from typing import Any, Protocol

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.context import Encryptor, GuardedContext
from murano_panel.dynamic_ui.language.expressions import Expression, to_yaql
from murano_panel.dynamic_ui.language.sandbox import standard_context
from murano_panel.dynamic_ui.problems import ExpressionError, ResourceLimitExceeded

_MAX_MODEL_NODES = limits.MAX_YAML_NODES
_MAX_MODEL_CHARACTERS = 4 * limits.MAX_TEXT_CHARACTERS


class IdSource(Protocol):
    """Where generated ids and names come from. ``path`` says where in the model they will stand."""

    def object_id(self, path: str) -> str:
        """An id for the object at the path."""

    def host_name(self, path: str) -> str:
        """A host name for the value at the path."""


class RandomIds:
    """Ids as Murano wants them (uuid4, 32 hexadecimal digits) and host names that fit Windows too (15 characters)."""

    def object_id(self, path: str) -> str:
        """32 hexadecimal digits."""
        return uuid.uuid4().hex

    def host_name(self, path: str) -> str:
        """A letter and 14 hexadecimal digits."""
        return secrets.choice(string.ascii_lowercase) + secrets.token_hex(7)


class Evaluation:
    """One evaluation: the data, variables and templates that expressions see.

    ``data`` is ``$`` (answers by form and field); ``variables`` are the parameters; ``templates`` stay unevaluated
    until they are used. Everything that goes wrong is an ``ExpressionError``.
    """

    def __init__(
        self,
        data: Any,
        *,
        variables: Mapping[str, Any] | None = None,
        templates: Mapping[str, Any] | None = None,
        application_name: str = '',
        ids: IdSource | None = None,
        encryptor: Encryptor | None = None,
    ):
        self.application_name = application_name
        self.encryptor = encryptor
        self.path = '$'
        self._ids = ids or RandomIds()
        self._templates = templates or {}
        self._shared: dict[str, dict[str, Any]] = {}
        self._shared_ids: set[str] = set()
        self._nodes = self._characters = self._depth = self._host_names = 0
        self.context: GuardedContext = standard_context().create_child_context()
        self.context.state = self
        for name, value in (variables or {}).items():
            self.context[name] = to_yaql(value)
        for name, template in self._templates.items():
            self.context[name] = template
        self.context['$'] = self.context['$forms'] = to_yaql(data)

    def value(self, value: Any) -> Any:
        """Evaluate ``value`` (an expression, or mappings and lists containing some) to plain data."""
        with self._bounded():
            return self.render(value, self.context, '$')

    def object_model(self, template: Any) -> Any:
        """Evaluate a template and give every object (``?`` mapping) an id of its own; those of ref() have theirs."""
        with self._bounded():
            model = self.render(template, self.context, '$')
            self._identify(model, '$')
        return model

    def render(self, value: Any, context: GuardedContext, path: str) -> Any:
        """Evaluate a value within a running evaluation, to plain JSON. ``path`` says where it will stand."""
        limits.check_time()
        self._nodes += 1
        if self._nodes > _MAX_MODEL_NODES:
            raise ResourceLimitExceeded(_('The object model grows too large'))
        if isinstance(value, Expression):
            with self._deeper():
                return self.render(value.evaluate(context), context, path)
        if isinstance(value, Mapping):
            with self._deeper():
                return {
                    _as_key(self.render(key, context, path)): self._item(item, context, f'{path}.{key}')
                    for key, item in value.items()
                }
        if isinstance(value, Iterable) and not isinstance(value, str):
            with self._deeper():
                return [self._item(item, context, f'{path}[{index}]') for index, item in enumerate(_in_order(value))]
        if isinstance(value, str):
            self._characters += len(value)
            if self._characters > _MAX_MODEL_CHARACTERS:
                raise ResourceLimitExceeded(_('The object model grows too large'))
        return _as_json(value)

    def new_host_name(self) -> str:
        """A host name that nothing else has; the same place gets the same one where ids follow from places."""
        self._host_names += 1
        return self._ids.host_name(f'{self.path}#{self._host_names}')

    def shared(self, template_name: str, key: str, id_only: bool | None, context: GuardedContext) -> Any:
        """The object that all ``ref()`` with this key share, or its id."""
        known = key in self._shared
        if not known:
            if template_name not in self._templates:
                raise ExpressionError(_('There is no template "%s"') % template_name[:100])
            identity = {'id': self._ids.object_id(f'ref({key})')}
            self._shared_ids.add(identity['id'])
            self._shared[key] = {'?': identity}
            rendered = self.render(self._templates[template_name], context, f'ref({key})')
            if not isinstance(rendered, dict) or not isinstance(rendered.get('?'), dict):
                raise ExpressionError(_('The template "%s" is not an object: it has no "?"') % template_name)
            rendered['?'] |= identity
            self._shared[key] = rendered
        target = self._shared[key]
        wants_id = known if id_only is None else id_only
        return target['?']['id'] if wants_id else target

    def _item(self, value: Any, context: GuardedContext, path: str) -> Any:
        if not isinstance(value, (Expression, Mapping, list, tuple)):
            return self.render(value, context, path)
        outer, self.path, outer_names, self._host_names = self.path, path, self._host_names, 0
        try:
            return self.render(value, context, path)
        finally:
            self.path, self._host_names = outer, outer_names

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        try:
            with limits.work_limit():
                yield
        except RecursionError:
            raise ResourceLimitExceeded(_('Templates and expressions are nested too deeply')) from None

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        try:
            if self._depth > limits.MAX_VALUE_DEPTH:
                raise ResourceLimitExceeded(_('Templates refer to each other without an end'))
            yield
        finally:
            self._depth -= 1

    def _identify(self, value: Any, path: str) -> None:
        if isinstance(value, dict):
            header = value.get('?')
            own = header.get('id') if isinstance(header, dict) else None
            if isinstance(header, dict) and not (isinstance(own, str) and own in self._shared_ids):
                # another class in the same place is another object; an id that is written down would be everybody's
                header['id'] = self._ids.object_id(f'{path}:{header.get("type")}')
            for key, item in value.items():
                self._identify(item, f'{path}.{key}')
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._identify(item, f'{path}[{index}]')


def _in_order(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, Set) else value


def _as_key(value: Any) -> str:
    if isinstance(value, (dict, list)):
        raise ExpressionError(_('A key of the object model must be a single value'))
    return str(value)


def _as_text(value: str) -> str:
    limits.check_text(len(value))
    try:
        value.encode('utf-8')
    except UnicodeEncodeError:  # half a surrogate pair, which no page and no JSON can carry
        raise ExpressionError(_('A text is not valid Unicode')) from None
    return value


def _as_json(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        raise ExpressionError(_('Infinite numbers have no place in an object model'))
    if isinstance(value, str):
        return _as_text(value)
    if value is None or isinstance(value, (bool, int, float)):
        limits.check_value(value)
        return value
    if isinstance(value, (datetime.datetime, datetime.date)):
        return str(value)
    raise ExpressionError(_('A value of the kind "%s" cannot be part of an object model') % type(value).__name__)
