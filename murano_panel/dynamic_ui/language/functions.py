"""What form definitions have beyond YAQL's own functions: repeat, generateHostname, name, ref, encryptData, format."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from yaql.language import specs, yaqltypes

from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.context import GuardedContext
from murano_panel.dynamic_ui.problems import ExpressionError, NoKeyManager, ResourceLimitExceeded

_PLAIN_FORMAT = re.compile(r'^(.?[<>=^])?[+\- ]?#?0?\d{0,3}[,_]?(\.\d{1,3})?[a-zA-Z%]?$', re.DOTALL)


@specs.parameter('times', int)
def repeat(context: GuardedContext, template: Any, times: int) -> Iterator[Any]:
    """``repeat($template, n)``: the template n times, ``$index`` counting from 1."""
    if times > limits.MAX_REPEAT:
        raise ResourceLimitExceeded(
            _('repeat() is asked for %(times)d copies; at most %(most)d are possible')
            % {'times': times, 'most': limits.MAX_REPEAT}
        )
    path = context.state.path
    for index in range(1, times + 1):
        inner = context.create_child_context()
        inner['$index'] = index
        yield context.state.render(template, inner, f'{path}[{index - 1}]')


@specs.parameter('pattern', yaqltypes.String(nullable=True))
@specs.parameter('index', yaqltypes.Integer(nullable=True))
def generate_hostname(context: GuardedContext, pattern: str | None, index: int | None) -> str:
    """``generateHostname(pattern, n)``: ``#`` becomes n; without a pattern a new random name each time."""
    if not pattern:
        return context.state.new_host_name()
    if '#' not in pattern:
        return pattern
    if index is None:
        raise ExpressionError(_('generateHostname() has no number to put in the place of "#"'))
    number = str(index)
    limits.check_text(len(pattern) + pattern.count('#') * len(number))
    return pattern.replace('#', number)


def name(context: GuardedContext) -> str:
    """``name()``: the name the user gave to the application."""
    return context.state.application_name


@specs.parameter('template_name', yaqltypes.String())
@specs.parameter('parameter_name', yaqltypes.String(nullable=True))
@specs.parameter('id_only', yaqltypes.PythonType(bool, nullable=True))
def ref(
    context: GuardedContext, template_name: str, parameter_name: str | None = None, id_only: bool | None = None
) -> Any:
    """``ref(template[, key[, idOnly]])``: one object shared by all uses with the same key.

    The first use gives the object, later ones its id; ``idOnly`` true gives the id always, false the object always.
    """
    return context.state.shared(template_name, parameter_name or template_name, id_only, context)


@specs.parameter('text', yaqltypes.String())
def encrypt_data(context: GuardedContext, text: str) -> str:
    """``encryptData(text)``: what the key manager returns for the text."""
    encryptor = context.state.encryptor
    if encryptor is None:
        raise NoKeyManager(_('encryptData() needs a key manager, and none is configured for this dashboard'))
    return encryptor.encrypt(text)


@specs.parameter('template', yaqltypes.String())
@specs.extension_method
def format_(template: str, *args: Any) -> str:
    """``format('{0}-x', value)``: Python's format without access to attributes and items of the values."""
    return _Formatter().vformat(template, args, {})


class _Formatter(string.Formatter):
    def __init__(self) -> None:
        self.characters = 0

    def get_field(self, field_name: Any, args: Any, kwargs: Any) -> tuple[Any, Any]:
        if not str(field_name).isdecimal():
            raise ExpressionError(_('format() knows numbered fields only, such as {0}'))
        return self.get_value(int(field_name), args, kwargs), int(field_name)

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        plain = value if isinstance(value, (str, int, float)) else str(value)
        return super().convert_field(plain, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        if not _PLAIN_FORMAT.match(format_spec):
            raise ExpressionError(_('format() does not know "%s"') % format_spec[:40])
        text = super().format_field(value, format_spec)
        self.characters += len(text)
        limits.check_text(self.characters)
        return text


def register(context: GuardedContext) -> None:
    """Make the functions known in ``context`` and its children, by their names in YAQL: ``generateHostname`` …"""
    for function in (repeat, generate_hostname, name, ref, encrypt_data, format_):
        context.register_function(function)
