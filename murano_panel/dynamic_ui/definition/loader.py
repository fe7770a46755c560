"""Turns the values of a ``ui.yaml`` into a ``Definition``, collecting every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.fields import NO_CHECKS, FieldReader
from murano_panel.dynamic_ui.definition.keys import camel_case, is_same_key, nearest_key, snake_case
from murano_panel.dynamic_ui.definition.model import (
    LATEST_VERSION,
    NAME_FIELD,
    NAME_FORM,
    Definition,
    FieldDefinition,
    StepDefinition,
)
from murano_panel.dynamic_ui.definition.yaml_text import Map, Seq, read_source
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.analysis import encrypted_paths
from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.patterns import compile_pattern
from murano_panel.dynamic_ui.problems import ERROR, WARNING, DefinitionError, ExpressionError, Problem

_SECTIONS = frozenset({'version', 'application', 'templates', 'parameters', 'parameters_source', 'forms'})
_FORM_KEYS = frozenset({'fields', 'validators', 'region'})
_VERSION = re.compile(r'^\s*(\d+)(?:\.(\d+))?(?:\.\d+)*\s*$')


def load_definition(text: str, *, fqn: str, package_name: str, own_types: Collection[str] = ()) -> Definition:
    """Load a ``ui.yaml``. Raises ``DefinitionError`` with all problems when it cannot be used.

    ``own_types``: names of the types of fields that the operator of the dashboard has registered.
    """
    definition, problems = read_definition(text, fqn=fqn, package_name=package_name, own_types=own_types)
    if definition is None:
        raise DefinitionError(problems)
    return definition


def read_definition(
    text: str, *, fqn: str, package_name: str, own_types: Collection[str] = ()
) -> tuple[Definition | None, list[Problem]]:
    """Read the text. The definition is None when an error makes it unusable; problems contain errors and warnings.

    ``own_types`` as for ``load_definition``. Raises ``DefinitionError`` when not even the YAML can be read.
    """
    try:
        with limits.work_limit():
            value, warnings = read_source(text)
            reader = _Reader(own_types, problems=list(warnings))
            definition = reader.read(value, fqn, package_name)
    except ExpressionError as error:
        raise DefinitionError([error.as_problem()]) from None
    return definition, sorted(reader.problems, key=lambda problem: problem.line or 0)[: limits.MAX_PROBLEMS]


@dataclass
class _Reader:
    own_types: Collection[str]
    problems: list[Problem] = field(default_factory=list)
    fields: int = 0

    def read(self, value: Any, fqn: str, package_name: str) -> Definition | None:
        if not isinstance(value, Map):
            self._error(None, _('The form definition is not a mapping'), _('sections such as Application and Forms'))
            return None
        sections = self._sections(value)
        line_of = {snake_case(str(key)): line for key, line in value.lines.items()}
        version = self._version(sections.get('version'), line_of.get('version'))
        application = self._application(sections.get('application'), line_of.get('application'))
        templates = self._named(sections.get('templates'), 'Templates', line_of.get('templates'))
        parameters = self._named(sections.get('parameters'), 'Parameters', line_of.get('parameters'))
        source = self._parameters_source(sections.get('parameters_source'), line_of.get('parameters_source'))
        steps = list(self._steps(sections.get('forms'), line_of.get('forms')))
        if self.fields > limits.MAX_FIELDS:
            self._error(line_of.get('forms'), _('There are more than %d fields') % limits.MAX_FIELDS)
        # Not before all sections are read: an author wants to see every mistake at once.
        if version is None or application is None or any(problem.severity == ERROR for problem in self.problems):
            return None
        # Since then authors leave this question to the dashboard; older forms ask for the name themselves.
        if version >= (2, 2):
            steps.append(name_step(len(steps), fqn))
        secrets = encrypted_paths((application, templates))
        return Definition(
            fqn,
            package_name,
            version,
            tuple(_with_secrets(step, secrets) for step in steps),
            application,
            templates,
            parameters,
            source,
            tuple(self.problems[: limits.MAX_PROBLEMS]),
        )

    def _sections(self, value: Map) -> dict[str, Any]:
        sections = {}
        for key, section in value.items():
            name = snake_case(str(key))
            meant = name if name in _SECTIONS else nearest_key(name, _SECTIONS)
            expected = '' if meant is None else camel_case(f'_{meant}')
            if name in _SECTIONS:
                sections[name] = section
            elif meant and is_same_key(name, meant) and meant not in sections:
                sections[meant] = section
                self._warn(value.lines.get(key), _('The section %s is misspelled') % key, expected)
            else:
                self._warn(value.lines.get(key), _('The section %s is not known and has no effect') % key, expected)
        return sections

    def _version(self, value: Any, line: int | None) -> tuple[int, int] | None:
        if value is None:
            if line is not None:
                self._warn(line, _('Version is empty; read as version %d.%d') % LATEST_VERSION, '2.0 – 2.4')
            return LATEST_VERSION
        match = _VERSION.match(str(value))
        if not match:
            self._error(line, _('%s is not a version') % value, '2.0 – 2.4')
            return None
        version = (int(match[1]), int(match[2] or 0))
        if version[0] == 1:
            self._warn(line, _('Version 1 is not a format of these forms; read as version 2.0'), '2.0 – 2.4')
            return (2, 0)
        if version[0] != 2 or version > LATEST_VERSION:
            self._error(line, _('The format version %s is not supported') % value, '2.0 – 2.4')
            return None
        return version

    def _application(self, value: Any, line: int | None) -> Map | None:
        if value is None:
            self._error(
                line,
                _('The section Application is missing, so there is nothing to create'),
                _('an object template with a "?" key'),
            )
        elif not isinstance(value, Map) or not isinstance(value.get('?'), Map) or not value['?'].get('type'):
            self._error(
                line,
                _('The section Application does not say what to create'),
                _('a mapping with "?: {type: full.class.Name}"'),
            )
        else:
            return value
        return None

    def _named(self, value: Any, section: str, line: int | None) -> dict[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, Map):
            self._error(line, _('The section %s is not a mapping') % section, _('names with their values'))
            return {}
        named = {}
        for key, item in value.items():
            if isinstance(key, str) and key[:1].isalpha():
                named[key] = item
            else:
                self._warn(
                    value.lines.get(key),
                    _('%(name)s in %(section)s is ignored') % {'name': key, 'section': section},
                    _('a name that starts with a letter'),
                )
        return named

    def _parameters_source(self, value: Any, line: int | None) -> tuple[str | None, str] | None:
        if value is None:
            return None
        text = str(value)
        class_name, _dot, method = text.rpartition('.')
        if not isinstance(value, (str, Expression)) or not method.strip():
            self._error(line, _('ParametersSource does not name a method'), 'full.class.Name.method')
            return None
        return class_name or None, method

    def _steps(self, value: Any, line: int | None) -> Iterator[StepDefinition]:
        names: set[str] = set()
        for name, body, form_line in self._forms(value, line):
            if name in names or name == NAME_FORM:
                self._error(form_line, _('This name of a form is already taken'), form=name)
                continue
            names.add(name)
            if len(names) > limits.MAX_FORMS:
                self._error(form_line, _('There are too many forms'), _('at most %d') % limits.MAX_FORMS)
                return
            yield self._step(name, body, len(names) - 1, form_line)

    def _forms(self, value: Any, line: int | None) -> Iterator[tuple[str, Any, int | None]]:
        """Name, body and line of each form, also for the slips in indentation whose meaning is clear."""
        if isinstance(value, Map):
            self._warn(line, _('Forms is a mapping; its order is taken as the order of the forms'), _('a list'))
            value = _as_items(value)
        if not isinstance(value, (Seq, type(None))):
            self._error(line, _('Forms is not a list'), _('a list of forms'))
            return
        for item, item_line in zip(value or (), value.lines if value else (), strict=True):
            if isinstance(item, Map) and len(item) == 1:
                name, body = next(iter(item.items()))
                yield item.name_of(name), body, item_line
            # "- name:" and "fields:" in one column: to YAML the name has no value and stands beside the keys.
            elif isinstance(item, Map) and next(iter(item.values()), 0) is None and 'fields' in item:
                name = item.name_of(next(iter(item)))
                self._warn(item_line, _('The keys of this form are not indented below its name'), form=name)
                yield name, item, item_line
            elif isinstance(item, Map) and item and all(_is_body(body) for body in item.values()):
                self._warn(item_line, _('Several forms stand in one item of the list; each is taken as a form'), '- ')
                yield from ((str(name), body, item.lines.get(name, item_line)) for name, body in item.items())
            else:
                self._error(item_line, _('This is not a form'), _('the name of a form, and below it its fields'))

    def _step(self, name: str, body: Any, index: int, line: int | None) -> StepDefinition:
        fields_reader = FieldReader(name, self.problems, self.own_types)
        if isinstance(body, Seq):
            self._warn(line, _('The key "fields" is missing; the list is taken as the fields'), 'fields:', form=name)
            body = _single('fields', body)
        if body is not None and not isinstance(body, Map):
            self._error(line, _('The form has no fields'), 'fields:', form=name)
            body = None
        keys = {snake_case(str(key)): value for key, value in (body or {}).items()}
        # A body that is not indented (see _forms) has the name of its form among its keys.
        for key in keys.keys() - _FORM_KEYS - {snake_case(name)}:
            self._warn(line, _('The key %s of the form is not known and has no effect') % key, form=name)
        listed = keys.get('fields')
        if listed is None:
            self._warn(line, _('The form has no fields'), 'fields:', form=name)
        self.fields += len(listed) if isinstance(listed, Seq) else 0
        # Beyond the limit no field is read any more; read() says so once.
        fields = fields_reader.fields(listed, line) if self.fields <= limits.MAX_FIELDS else ()
        region = keys.get('region')
        return StepDefinition(
            name,
            _('Step %d') % (index + 1),
            index,
            None if region is None else str(region),
            fields,
            fields_reader.validators(keys.get('validators', NO_CHECKS), line),
            line,
        )

    def _error(self, line: int | None, message: str, expected: str = '', form: str | None = None) -> None:
        self.problems.append(Problem(ERROR, form, None, line, message, expected))

    def _warn(self, line: int | None, message: str, expected: str = '', form: str | None = None) -> None:
        self.problems.append(Problem(WARNING, form, None, line, message, expected))


def _is_body(value: Any) -> bool:
    return isinstance(value, Map) and isinstance(value.get('fields'), Seq)


def _as_items(value: Map) -> Seq:
    items = Seq(line=value.line)
    for key, body in value.items():
        items.append(_single(key, body))
        items.lines.append(value.lines.get(key, value.line))
    return items


def _single(key: Any, value: Any) -> Map:
    return Map({key: value}, line=getattr(value, 'line', 0))


def name_step(index: int, fqn: str) -> StepDefinition:
    """The last step, which asks what the application is to be called in its environment."""
    attributes = {
        'label': _('Application name'),
        'initial': fqn.rpartition('.')[2],
        'regexp_validator': compile_pattern(r'^[-\w]+$'),
        'description': _('How the application is called in its environment: letters, digits, dashes and underscores.'),
    }
    return StepDefinition(
        NAME_FORM,
        _('Step %d') % (index + 1),
        index,
        None,
        (FieldDefinition(NAME_FORM, NAME_FIELD, 'string', attributes=attributes),),
    )


def _with_secrets(step: StepDefinition, secrets: set[tuple[str, ...]]) -> StepDefinition:
    return replace(
        step,
        fields=tuple(
            replace(item, is_secret=True) if (step.name, item.name) in secrets else item for item in step.fields
        ),
    )
