"""Forms of packages: ``ui.yaml`` to forms to object model.

Pure with regard to the cloud: nothing in here calls a service. ``load_definition`` reads a definition, ``build_form``
makes the form of one step over a ``Sources`` object, ``build_object_model`` makes the component. Everything that comes
from a package is hostile: a view wraps its work for one request in ``work_limit(REQUEST_SECONDS)``, and handles
``DefinitionError`` and ``ExpressionError`` (of which ``ResourceLimitExceeded`` is one).

Each room builds upon those before it: ``language`` (expressions and patterns of authors, bounded), ``definition``
(what a ``ui.yaml`` says), ``fields`` (Django's fields for it), ``forms`` (one step), ``schema`` (forms for classes
without a ``ui.yaml``), ``edit`` (changing what exists). This module is their face: others import from here.
"""

from murano_panel.domain.model.tree import Change
from murano_panel.dynamic_ui.definition.application import build_object_model
from murano_panel.dynamic_ui.definition.heat import as_in_heat, is_generated
from murano_panel.dynamic_ui.definition.lint import certain_faults, check_definition, load_and_check
from murano_panel.dynamic_ui.definition.loader import load_definition
from murano_panel.dynamic_ui.definition.model import (
    KNOWN_TYPES,
    NAME_FIELD,
    NAME_FORM,
    SCHEMA_FORM,
    Answers,
    Definition,
    FieldDefinition,
    StepDefinition,
    Titles,
)
from murano_panel.dynamic_ui.edit import (
    Edit,
    KeptAnswers,
    edit_component,
    kept_answers,
    with_answers,
)
from murano_panel.dynamic_ui.fields.types import CLONE_SUFFIX, JsonField
from murano_panel.dynamic_ui.fields.validators import PASSWORDS_DIFFER
from murano_panel.dynamic_ui.forms import StepForm, build_form
from murano_panel.dynamic_ui.language.context import Encryptor
from murano_panel.dynamic_ui.language.evaluation import IdSource, RandomIds
from murano_panel.dynamic_ui.language.limits import MAX_SOURCE_BYTES, REQUEST_SECONDS, work_limit
from murano_panel.dynamic_ui.placeholders import (
    Deferred,
    contains_kept_secret,
    contains_stand_in,
    is_withheld,
    kept_secret,
    replace_stand_ins,
)
from murano_panel.dynamic_ui.problems import (
    DefinitionError,
    ExpressionError,
    NoKeyManager,
    NotEditable,
    Problem,
    ResourceLimitExceeded,
    SecretsNeeded,
)
from murano_panel.dynamic_ui.schema.arguments import arguments_schema, built_arguments
from murano_panel.dynamic_ui.schema.component import build_from_schema, edit_from_schema
from murano_panel.dynamic_ui.schema.form import answers_of, schema_definition, schema_form, schema_words, secret_names
from murano_panel.dynamic_ui.schema.places import MAX_ITEMS, Schemas, list_with_item, list_without_item
from murano_panel.dynamic_ui.schema.properties import LIST, OBJECT, Schema, mark_secrets
from murano_panel.dynamic_ui.secret_checks import complaints, secret_field
from murano_panel.dynamic_ui.sources import NoSources, Sources

__all__ = [
    'CLONE_SUFFIX',
    'KNOWN_TYPES',
    'LIST',
    'MAX_ITEMS',
    'MAX_SOURCE_BYTES',
    'NAME_FIELD',
    'NAME_FORM',
    'OBJECT',
    'PASSWORDS_DIFFER',
    'REQUEST_SECONDS',
    'SCHEMA_FORM',
    'Answers',
    'Change',
    'Deferred',
    'Definition',
    'DefinitionError',
    'Edit',
    'Encryptor',
    'ExpressionError',
    'FieldDefinition',
    'IdSource',
    'JsonField',
    'KeptAnswers',
    'NoKeyManager',
    'NoSources',
    'NotEditable',
    'Problem',
    'RandomIds',
    'ResourceLimitExceeded',
    'Schema',
    'Schemas',
    'SecretsNeeded',
    'Sources',
    'StepDefinition',
    'StepForm',
    'Titles',
    'answers_of',
    'arguments_schema',
    'as_in_heat',
    'build_form',
    'build_from_schema',
    'build_object_model',
    'built_arguments',
    'certain_faults',
    'check_definition',
    'complaints',
    'contains_kept_secret',
    'contains_stand_in',
    'edit_component',
    'edit_from_schema',
    'is_generated',
    'is_withheld',
    'kept_answers',
    'kept_secret',
    'list_with_item',
    'list_without_item',
    'load_and_check',
    'load_definition',
    'mark_secrets',
    'replace_stand_ins',
    'schema_definition',
    'schema_form',
    'schema_words',
    'secret_field',
    'secret_names',
    'with_answers',
    'work_limit',
]
