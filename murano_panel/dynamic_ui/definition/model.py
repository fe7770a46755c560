"""A form definition (``ui.yaml``): the records that it is made of, and the words of its format.

Format: ``Version`` 2.0 to 2.4, ``Application`` (the template of the object model), ``Templates``, ``Parameters``,
``ParametersSource`` and ``Forms``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.model.secrets import is_secret
from murano_panel.dynamic_ui.language.analysis import ENCRYPT, expressions_in, function_names, whole_path
from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.patterns import Pattern
from murano_panel.dynamic_ui.problems import Problem

LATEST_VERSION = (2, 4)

# The form and the field that ask for the application's name; older tools called them so, and expressions refer to them.
NAME_FORM = 'workflowManagement'
NAME_FIELD = 'application_name'
# The form made from the schema of a class, for packages without a ``ui.yaml``.
SCHEMA_FORM = 'schema'

# Types of fields. A name with dots or a capital is a class, and the field refers to a component of that class.
SIMPLE_KINDS = frozenset({'string', 'text', 'integer', 'boolean', 'choice', 'password', 'clusterip', 'databaselist'})
CLOUD_KINDS = frozenset({'flavor', 'keypair', 'image', 'azone', 'network', 'securitygroup', 'volume', 'zone'})
CLASS_KIND = 'class'
# What users type, and do not choose.
_TYPED_KINDS = frozenset({'string', 'text', 'password', 'databaselist', 'unknown'})
# Types that the operator of the dashboard has registered, and those that nobody knows.
OWN_KIND = 'own'
UNKNOWN_KIND = 'unknown'
# Parameters of Heat templates that name something in the cloud: what their custom constraints are called.
HEAT_KIND = 'heat'
HEAT_CONSTRAINTS = frozenset(
    {
        'nova.flavor',
        'nova.keypair',
        'glance.image',
        'neutron.network',
        'neutron.subnet',
        'neutron.security_group',
        'cinder.volume',
        'cinder.snapshot',
        'designate.zone',
    }
)
ALIASES = {'floatingip': 'boolean'}
DOMAIN_KIND = 'domain'
DOMAIN_CLASS = 'io.murano.windows.ActiveDirectory'
# The types that the format has, by all of their names.
KNOWN_TYPES = SIMPLE_KINDS | CLOUD_KINDS | ALIASES.keys() | {DOMAIN_KIND}

_NUMBER = re.compile(r'[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?')
_MEAN_NO = frozenset({'', 'false', 'no', 'off', 'n', 'f', '0', '0.0', 'none', 'null'})

# What the user answered, by the names of forms and fields; ready for JSON.
Answers = Mapping[str, Mapping[str, Any]]
# What forms showed for answers that are choices of the cloud: the title of an image, the size of a flavor.
Titles = Mapping[str, Mapping[str, str]]


def means_yes(value: Any) -> bool:
    """Whether an attribute says yes, in YAML's or in other words; nothing at all says no."""
    return value if isinstance(value, bool) else str(value).strip().lower() not in _MEAN_NO


def as_number(value: Any) -> int | float | None:
    """The number that an author wrote, in quotes too, whole ones as int; None for anything else."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value) if '.' in value else int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class ValidatorDefinition:
    """A check of a field or of a form: either ``expression`` or ``pattern`` is set."""

    expression: Expression | None
    pattern: Pattern | None
    message: Any = ''
    line: int | None = None


@dataclass(frozen=True)
class FieldDefinition:
    """A field of a form.

    ``kind`` is one of SIMPLE_KINDS, CLOUD_KINDS, 'class' (then ``class_names`` is set), 'own', 'unknown' (then
    ``type_name`` is what its author calls it) or 'heat' (then it is the constraint). ``attributes`` holds the author's
    keys in snake_case; a value may be, or contain, an ``Expression``.
    """

    form: str
    name: str
    kind: str
    line: int | None = None
    class_names: tuple[str, ...] = ()
    type_name: str = ''
    attributes: Mapping[str, Any] = field(default_factory=dict)
    validators: tuple[ValidatorDefinition, ...] = ()
    is_secret: bool = False
    empty_means_initial: bool = False

    @property
    def holds_secret(self) -> bool:
        """Whether the answer is not to be shown again: authors let passwords be typed as plain texts, too."""
        return self.is_secret or (self.kind in _TYPED_KINDS and is_secret(self.name))

    @property
    def may_stay_empty(self) -> bool:
        """Whether its author says that it may, whatever else is answered."""
        required = self.attributes.get('required', True)
        return not isinstance(required, Expression) and not means_yes(required)


@dataclass(frozen=True)
class StepDefinition:
    """One form, shown as one step. ``region`` limits where its cloud choices come from (None: the current one)."""

    name: str
    title: str
    index: int
    region: str | None
    fields: tuple[FieldDefinition, ...]
    validators: tuple[ValidatorDefinition, ...] = ()
    line: int | None = None


@dataclass(frozen=True)
class Definition:
    """A loaded definition.

    ``problems`` are the warnings met while loading. From version 2.2 on the last step, named NAME_FORM, asks for the
    application's name. ``parameters_source`` is ``(class name or None, method name)`` of the static action whose result
    has to be handed in as ``parameters``.
    """

    fqn: str
    package_name: str
    version: tuple[int, int]
    steps: tuple[StepDefinition, ...]
    application: Mapping[str, Any]
    templates: Mapping[str, Any]
    parameters: Mapping[str, Any]
    parameters_source: tuple[str | None, str] | None
    problems: tuple[Problem, ...] = ()

    @property
    def needs_parameters_source(self) -> bool:
        """Whether the package's own code has to be run before the first form is shown."""
        return self.parameters_source is not None

    @property
    def needs_key_manager(self) -> bool:
        """Whether something in the object model may have to be encrypted."""
        parts = [self.application, self.templates, self.parameters]
        return any(ENCRYPT in function_names(expression) for expression in expressions_in(parts))

    @property
    def asks_for_name(self) -> bool:
        """Whether the user names the application; before version 2.2 forms asked for it in fields of their own."""
        return self.version >= (2, 2)

    @property
    def name_fields(self) -> frozenset[tuple[str, ...]]:
        """``(form, field)`` of those whose answer becomes the component's name."""
        named = [self.application['?'].get('name'), self.application.get('name')] if self.application else []
        paths = {whole_path(value) for value in named if isinstance(value, Expression)} - {()}
        return frozenset(paths | ({(NAME_FORM, NAME_FIELD)} if self.asks_for_name else set()))

    @property
    def default_name(self) -> str:
        """The name proposed to the user: the last part of the package's full name."""
        return self.fqn.rpartition('.')[2]

    def application_name(self, answers: Answers) -> str:
        """The name the user gave to the application, or the proposed one."""
        return str(answers.get(NAME_FORM, {}).get(NAME_FIELD) or self.default_name)

    @property
    def secret_names(self) -> frozenset[tuple[str, str]]:
        """``(form, field)`` of everything that must not be shown, kept or logged."""
        return frozenset((step.name, item.name) for step in self.steps for item in step.fields if item.is_secret)

    def step(self, name: str) -> StepDefinition:
        """The step of that form name; KeyError when there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    def fields(self) -> Iterator[FieldDefinition]:
        """The fields of all steps, in their order."""
        for step in self.steps:
            yield from step.fields
