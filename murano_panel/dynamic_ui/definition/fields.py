"""Reads the fields of one form and its checks."""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.keys import camel_case, is_same_key, nearest_key, snake_case
from murano_panel.dynamic_ui.definition.model import (
    ALIASES,
    CLASS_KIND,
    CLOUD_KINDS,
    DOMAIN_CLASS,
    DOMAIN_KIND,
    KNOWN_TYPES,
    OWN_KIND,
    SIMPLE_KINDS,
    UNKNOWN_KIND,
    FieldDefinition,
    ValidatorDefinition,
    as_number,
)
from murano_panel.dynamic_ui.definition.yaml_text import Map, Seq
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.patterns import Pattern, PatternError, is_slashed, parse_author_pattern
from murano_panel.dynamic_ui.problems import ERROR, WARNING, Problem

_COMMON = frozenset(
    {
        'label',
        'description',
        'description_title',
        'help_text',
        'initial',
        'required',
        'hidden',
        'enabled',
        'error_messages',
        'regexp_validator',
        'widget_attrs',
        'min_length',
        'max_length',
        'min_value',
        'max_value',
    }
)
_OF_KIND = {
    'choice': {'choices'},
    'password': {'confirm_input'},
    'flavor': {'requirements'},
    'image': {'image_type'},
    'network': {'filter', 'murano_networks', 'allow_auto'},
    'volume': {'include_volumes', 'include_snapshots'},
    CLASS_KIND: {'empty_value_message'},
}
# What only concerned the look or the source of a field elsewhere: nothing to report, nothing to do.
_WITHOUT_EFFECT = frozenset({'name', 'type', 'validators', 'widget_media'})
# Scripts of older tools that only changed how a field looks; all others did something.
_SCRIPTS_FOR_LOOKS = frozenset({'support_placeholder.js'})
# Kinds whose initial value is a text, whatever YAML takes it for; and the other attributes that are texts.
_TEXT_KINDS = SIMPLE_KINDS - {'integer', 'boolean'} | CLOUD_KINDS | {UNKNOWN_KIND}
_TEXTS = frozenset({'label', 'description', 'description_title', 'help_text', 'choices', 'image_type', 'filter'})
_NUMBERS = frozenset({'min_length', 'max_length', 'min_value', 'max_value'})
_MAPPINGS = frozenset({'error_messages', 'widget_attrs', 'requirements'})

NO_CHECKS = Seq()


class FieldReader:
    """Reads the fields and validators of the form ``form``; what is wrong is appended to ``problems``.

    ``own_types``: names of the types that the operator of the dashboard has registered.
    """

    def __init__(self, form: str, problems: list[Problem], own_types: Collection[str] = ()):
        self._form = form
        self._problems = problems
        self._own_types = own_types

    def fields(self, value: Any, line: int | None) -> tuple[FieldDefinition, ...]:
        """The fields of a list, by their order; of two with one name the last one counts."""
        if not isinstance(value, Seq):
            if value is not None:
                self._error(None, line, _('The fields are not a list'), _('a list of fields'))
            return ()
        fields: dict[str, FieldDefinition] = {}
        for item, item_line in zip(value, value.lines, strict=True):
            limits.check_time()
            # What cannot be read is told, and the others are still looked at.
            read = self._field(item, item_line)
            if read is None:
                continue
            if read.name in fields:
                self._warn(read.name, item_line, _('The form has two fields of this name; the last one counts'))
            fields[read.name] = read
        return tuple(fields.values())

    def validators(self, value: Any, line: int | None, field: str | None = None) -> tuple[ValidatorDefinition, ...]:
        """The checks of a field, or of the form; a single one may stand without a list."""
        if not isinstance(value, Seq):
            self._warn(field, line, _('The checks cannot be used as a list'), _('a list of checks'))
        items = value if isinstance(value, Seq) else [] if value is None else [value]
        read = (self._validator(item, getattr(item, 'line', line), field) for item in items)
        return tuple(validator for validator in read if validator is not None)

    def _field(self, value: Any, line: int) -> FieldDefinition | None:
        if not isinstance(value, Map):
            self._error(None, line, _('This is not a field'), _('a mapping with name and type'))
            return None
        name, kind = value.as_text('name'), value.as_text('type')
        if name is None or isinstance(name, (Map, Seq)) or str(name) == '':
            self._error(None, line, _('The field has no name'), 'name:')
            return None
        name = str(name)
        kind, named = self._kind(kind, name, value.lines.get('type', line))
        attributes = self._attributes(value, name, kind)
        validators = self.validators(value.get('validators', NO_CHECKS), value.lines.get('validators', line), name)
        return FieldDefinition(
            self._form,
            name,
            kind,
            line,
            class_names=named if kind == CLASS_KIND else (),
            type_name='' if kind == CLASS_KIND else ''.join(named),
            attributes=attributes,
            validators=validators,
            is_secret=kind == 'password',
        )

    def _kind(self, value: Any, field: str, line: int) -> tuple[str, tuple[str, ...]]:
        """The kind, and the names of classes, or of a type that is none of Murano's."""
        if isinstance(value, Seq) and value and all(isinstance(item, (str, Expression)) for item in value):
            return self._classes(tuple(str(item) for item in value), field, line)
        if not isinstance(value, (str, Expression)) or not str(value).strip():
            self._error(field, line, _('The field has no type'), _('a type such as string, or the name of a class'))
            return 'string', ()
        text = ALIASES.get(str(value), str(value))
        if text in SIMPLE_KINDS or text in CLOUD_KINDS:
            return text, ()
        if text == DOMAIN_KIND:
            return CLASS_KIND, (DOMAIN_CLASS,)
        if text in self._own_types:
            return OWN_KIND, (text,)
        if '.' not in text:
            return self._unknown(text, field, line)
        return self._classes((text,), field, line)

    def _unknown(self, name: str, field: str, line: int) -> tuple[str, tuple[str, ...]]:
        """A type in capitals is read as it is meant; other names with a capital may be classes without a namespace."""
        meant = name.strip().lower()
        if meant in SIMPLE_KINDS or meant in CLOUD_KINDS:
            self._warn(field, line, _('The type %s is misspelled; it is read as it is meant') % name[:100], meant)
            return meant, ()
        if name != name.lower():
            return self._classes((name,), field, line)
        expected = nearest_key(name, KNOWN_TYPES | set(self._own_types)) or ''
        self._warn(field, line, _('The type %s is not known; users type its value in') % name[:100], expected)
        return UNKNOWN_KIND, (name,)

    def _classes(self, names: tuple[str, ...], field: str, line: int) -> tuple[str, tuple[str, ...]]:
        for name in names:
            if '.' not in name:
                self._warn(field, line, _('The type %s is not known; it is taken as the name of a class') % name[:100])
        return CLASS_KIND, names

    def _attributes(self, value: Map, field: str, kind: str) -> dict[str, Any]:
        attributes = {}
        known = _COMMON | _OF_KIND.get(kind, set())
        for key, item in value.items():
            line = value.lines.get(key, value.line)
            name = self._known_key(str(key), known, field, line)
            if name in known:
                is_text = name in _TEXTS or (name == 'initial' and kind in _TEXT_KINDS)
                attributes[name] = value.as_text(key) if is_text else item
        self._check_types(attributes, value, field)
        self._check_media(value, field)
        return attributes

    def _known_key(self, key: str, known: Set[str], field: str, line: int) -> str:
        """The key as it is known here, also when its words are written together or apart in another way."""
        name = snake_case(key)
        if name in known or name in _WITHOUT_EFFECT:
            return name
        meant = nearest_key(name, known | _WITHOUT_EFFECT)
        if meant is None or not is_same_key(name, meant):
            expected = camel_case(meant) if meant else ''
            self._warn(field, line, _('The key %s is not known for this type and has no effect') % key[:100], expected)
            return name
        self._warn(field, line, _('The key %s is misspelled; it is read as it is meant') % key[:100], camel_case(meant))
        return meant

    def _check_media(self, value: Map, field: str) -> None:
        """Scripts of packages are never loaded. Those that only changed the look are not missed."""
        media = next((item for key, item in value.items() if snake_case(str(key)) == 'widget_media'), Map())
        if not isinstance(media, Map):
            self._warn(
                field,
                value.line,
                _('%(key)s cannot be %(value)s') % {'key': 'widget_media', 'value': str(media)[:100]},
                _('a mapping'),
            )
        scripts = media.get('js') if isinstance(media, Map) else None
        for script in scripts if isinstance(scripts, Seq) else [scripts] if scripts else []:
            if str(script).rpartition('/')[2] not in _SCRIPTS_FOR_LOOKS:
                self._warn(
                    field,
                    value.line,
                    _('The script %s is not loaded; what it did has to be done by hand') % str(script)[:100],
                )

    def _check_types(self, attributes: dict[str, Any], value: Map, field: str) -> None:
        """Take out what cannot be used as it is written; replace patterns by compiled ones."""
        for name in list(attributes):
            item = attributes[name]
            expected = None
            if name in _NUMBERS and not _is_number(item):
                expected = _('a number')
            elif name in _MAPPINGS and not isinstance(item, (Map, Expression)):
                expected = _('a mapping')
            elif name == 'requirements' and isinstance(item, Map):
                attributes[name] = {snake_case(str(key)): bound for key, bound in item.items()}
            elif name == 'choices' and not isinstance(item, (Map, Seq, Expression)):
                expected = _('a list of pairs or a mapping')
            elif name == 'regexp_validator' and not isinstance(item, Expression):
                attributes[name] = self._pattern(item, field, value.line)
            if expected:
                del attributes[name]
                shown = {'key': name, 'value': str(item)[:100]}
                self._warn(field, value.line, _('%(key)s cannot be %(value)s') % shown, expected)

    def _pattern(self, value: Any, field: str | None, line: int | None) -> Pattern | None:
        if not isinstance(value, str):
            self._warn(field, line, _('The regular expression cannot be used: it is not a text'), _('quotes around it'))
            return None
        if value.startswith('/') and not is_slashed(value):
            self._warn(
                field,
                line,
                _('The regular expression starts with "/" and has no second one; it is taken as it stands'),
                '/…/',
            )
        try:
            return parse_author_pattern(value)
        except PatternError as error:
            self._warn(field, line, _('The regular expression cannot be used: %s') % error)
            return None

    def _validator(self, value: Any, line: int | None, field: str | None) -> ValidatorDefinition | None:
        if isinstance(value, Map):
            expression, message = value.get('expr'), value.get('message', '')
        else:
            expression, message = value, ''
            self._warn(field, line, _('A check without "expr" is taken as it stands'), 'expr:')
        if isinstance(expression, Expression):
            return ValidatorDefinition(expression, None, message, line)
        pattern = None
        if isinstance(expression, Map):
            pattern = next((item for key, item in expression.items() if str(key).lower().startswith('regexp')), None)
        # A pattern is for one value; the form as a whole has none, only an expression can check it.
        if pattern is not None and field is not None:
            compiled = self._pattern(pattern, field, line)
            return None if compiled is None else ValidatorDefinition(None, compiled, message, line)
        self._warn(
            field,
            line,
            _('This check cannot be used'),
            _('"expr" with an unquoted expression or a regexpValidator, and "message"'),
        )
        return None

    def _error(self, field: str | None, line: int | None, message: str, expected: str = '') -> None:
        self._problems.append(Problem(ERROR, self._form, field, line, message, expected))

    def _warn(self, field: str | None, line: int | None, message: str, expected: str = '') -> None:
        if len(self._problems) < limits.MAX_PROBLEMS:
            self._problems.append(Problem(WARNING, self._form, field, line, message, expected))


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, Expression) or as_number(value) is not None
