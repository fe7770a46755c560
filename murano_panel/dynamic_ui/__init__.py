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
from murano_panel.dynamic_ui.definition.lint import check_definition, load_and_check
from murano_panel.dynamic_ui.definition.loader import load_definition
from murano_panel.dynamic_ui.definition.model import (
    NAME_FIELD,
    NAME_FORM,
    Answers,
    Definition,
    FieldDefinition,
    StepDefinition,
)
from murano_panel.dynamic_ui.edit import (
    Edit,
    KeptAnswers,
    NotEditable,
    SecretsNeeded,
    edit_component,
    kept_answers,
    mismatches,
    with_answers,
)
from murano_panel.dynamic_ui.encryption import Deferred
from murano_panel.dynamic_ui.forms import StepForm, build_form
from murano_panel.dynamic_ui.language.context import Encryptor
from murano_panel.dynamic_ui.language.evaluation import IdSource, RandomIds
from murano_panel.dynamic_ui.language.limits import REQUEST_SECONDS, work_limit
from murano_panel.dynamic_ui.problems import (
    DefinitionError,
    ExpressionError,
    NoKeyManager,
    Problem,
    ResourceLimitExceeded,
)
from murano_panel.dynamic_ui.schema.form import (
    answers_of,
    build_from_schema,
    edit_from_schema,
    schema_definition,
    schema_form,
    secret_names,
)
from murano_panel.dynamic_ui.schema.places import Schemas
from murano_panel.dynamic_ui.schema.properties import Schema, mark_secrets
from murano_panel.dynamic_ui.sources import NoSources, Sources

__all__ = [
    'NAME_FIELD',
    'NAME_FORM',
    'REQUEST_SECONDS',
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
    'answers_of',
    'build_form',
    'build_from_schema',
    'build_object_model',
    'check_definition',
    'edit_component',
    'edit_from_schema',
    'kept_answers',
    'load_and_check',
    'load_definition',
    'mark_secrets',
    'mismatches',
    'schema_definition',
    'schema_form',
    'secret_names',
    'with_answers',
    'work_limit',
]
