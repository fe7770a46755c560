"""The form of a package: the one it brings, or one made from the schema of its class."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.domain.model import object_model
from murano_panel.domain.model.words import Words, with_words
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.dynamic_ui import (
    Answers,
    Deferred,
    Definition,
    Encryptor,
    Schema,
    Schemas,
    Sources,
    StepDefinition,
    StepForm,
    Titles,
)


@dataclass(frozen=True)
class StepContext:
    """What the form of one step is built from.

    index: the number of the step.
    answers: {form name: {field: value}} of the steps before it.
    initial: earlier answers of this step, to be shown again.
    sources: where its choices come from.
    parameters: what the package's ParametersSource gave, None when it has none.
    secrets_kept: names of secret fields that stay as they are when they are left empty.
    data: what was sent for it, None for a form that is only shown.
    prefix: what the names of its inputs begin with.
    """

    index: int
    answers: Answers
    initial: Mapping[str, Any] | None
    sources: Sources
    parameters: Mapping[str, Any] | None
    secrets_kept: Collection[str]
    data: Any
    prefix: str


class PackageForm(ABC):
    """What a wizard needs to know of a form. ``build`` and ``model`` raise ``ExpressionError``."""

    # Whether answers to a step may make more of its own fields appear.
    is_reshaped: ClassVar[bool] = False

    @property
    def notice(self) -> str:
        """What users should know before they begin."""
        return ''

    @property
    def parameters_source(self) -> tuple[str, str] | None:
        """(class, static method) of the package that computes the parameters of its form, if there is one."""
        return None

    @property
    @abstractmethod
    def steps(self) -> Sequence[StepDefinition]:
        """One form of the page each, numbered from 0."""

    @abstractmethod
    def secret_fields(self, index: int, answers: Mapping[str, Any]) -> list[str]:
        """The secret fields of a step, which may depend on its own answers."""

    @abstractmethod
    def build(self, context: StepContext) -> StepForm:
        """The form of one step."""

    @abstractmethod
    def model(self, answers: Answers, parameters: Mapping[str, Any] | None, titles: Titles) -> ObjectModel:
        """The component that the answers of all steps make; ``titles`` are what the steps showed for them."""

    def encrypted(self, model: ObjectModel) -> ObjectModel:
        """The model as it is written: what is to be encrypted goes to the key manager now. Raises NotEncrypted."""
        return model


@dataclass(frozen=True)
class UiForm(PackageForm):
    """The form that a package brings as ui.yaml. Its answers are kept with the component, to be edited later.

    ``encryptor`` is the key manager, if there is one; models have stand-ins until they are written.
    """

    definition: Definition
    encryptor: Encryptor | None = None
    deferred: Deferred = field(default_factory=Deferred)

    @property
    def notice(self) -> str:
        if self.encryptor or not self.definition.needs_key_manager:
            return ''
        return _(
            'This form encrypts secrets, and no key manager is configured for this dashboard: what is to be encrypted '
            'cannot be saved.'
        )

    @property
    def parameters_source(self) -> tuple[str, str] | None:
        if self.definition.parameters_source is None:
            return None
        class_name, method = self.definition.parameters_source
        application = object_model.class_name(dict(self.definition.application))
        return class_name or application or self.definition.fqn, method

    @property
    def encryptor_of_models(self) -> Encryptor | None:
        """Encrypts nothing yet: an answer may still change before the model is written."""
        return self.deferred if self.encryptor else None

    @property
    def steps(self) -> Sequence[StepDefinition]:
        return self.definition.steps

    def secret_fields(self, index: int, answers: Mapping[str, Any]) -> list[str]:
        return [field.name for field in self.steps[index].fields if field.is_secret]

    def build(self, context: StepContext) -> StepForm:
        return dynamic_ui.build_form(
            self.definition,
            context.index,
            answers=context.answers,
            initial=context.initial,
            sources=context.sources,
            parameters=context.parameters,
            secrets_kept=context.secrets_kept,
            data=context.data,
            prefix=context.prefix,
        )

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None, titles: Titles) -> ObjectModel:
        model = dynamic_ui.build_object_model(
            self.definition, answers, parameters=parameters, encryptor=self.encryptor_of_models
        )
        return dynamic_ui.with_answers(model, self.definition, answers, parameters, titles)

    def encrypted(self, model: ObjectModel) -> ObjectModel:
        return self.deferred.encrypted(model, self.encryptor) if self.encryptor else model


@dataclass(frozen=True)
class SchemaForm(PackageForm):
    """A form made from the schema of the package's class, and a step that asks for the application's name.

    ``schemas`` gives those of the classes of its parts.
    """

    is_reshaped: ClassVar[bool] = True

    package: Package
    schema: Schema
    schemas: Schemas

    @cached_property
    def definition(self) -> Definition:
        """The two steps; the first one's fields follow from the schema, and from its own answers."""
        return dynamic_ui.schema_definition(self.schema, fqn=self.package.fqn, package_name=self.package.name)

    @property
    def steps(self) -> Sequence[StepDefinition]:
        return self.definition.steps

    def secret_fields(self, index: int, answers: Mapping[str, Any]) -> list[str]:
        return [] if index else dynamic_ui.secret_names(self.schema, answers, self.schemas)

    def build(self, context: StepContext) -> StepForm:
        if context.index:
            return dynamic_ui.build_form(
                self.definition,
                context.index,
                answers={},
                initial=context.initial,
                sources=context.sources,
                data=context.data,
                prefix=context.prefix,
            )
        return dynamic_ui.schema_form(
            self.schema,
            schemas=self.schemas,
            sources=context.sources,
            data=context.data,
            prefix=context.prefix,
            answers=context.initial,
            secrets_kept=context.secrets_kept,
            # What a package has besides its application: no component can be made of it.
            parts=set(self.package.class_names) - {self.package.fqn},
        )

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None, titles: Titles) -> ObjectModel:
        name = self.definition.application_name(answers)
        given = answers[self.steps[0].name]
        model = dynamic_ui.build_from_schema(self.schema, self.package.fqn, given, name=name, schemas=self.schemas)
        return with_words(model, self.words(answers, titles))

    def words(self, answers: Answers, titles: Titles) -> Words:
        """What the form calls all that it describes."""
        step = self.steps[0].name
        return dynamic_ui.schema_words(
            self.schema,
            answers[step],
            application=self.package.name,
            titles=titles.get(step, {}),
            schemas=self.schemas,
        )
