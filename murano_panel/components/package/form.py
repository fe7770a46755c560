"""The form of a package: the one it brings, or one made from the schema of its class."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
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
)


class PackageForm(Protocol):
    """What differs between the two; ``build`` and ``model`` raise ``ExpressionError``.

    ``is_reshaped`` says that answers may make more fields of a step appear.
    """

    is_reshaped: ClassVar[bool]

    @property
    def steps(self) -> Sequence[StepDefinition]: ...

    def secret_fields(self, index: int, answers: Mapping[str, Any]) -> list[str]:
        """The secret fields of a step, which may depend on its own answers."""

    def build(
        self,
        index: int,
        *,
        answers: Answers,
        initial: Mapping[str, Any] | None,
        sources: Sources,
        parameters: Mapping[str, Any] | None,
        secrets_kept: Collection[str],
        data: Any,
        prefix: str,
    ) -> StepForm: ...

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None) -> ObjectModel: ...

    @property
    def notice(self) -> str:
        """What users should know before they begin."""

    def encrypted(self, model: ObjectModel) -> ObjectModel:
        """The model as it is written: what is to be encrypted goes to the key manager now. Raises NotEncrypted."""


@dataclass(frozen=True)
class UiForm:
    """The form that a package brings as ui.yaml. Its answers are kept with the component, to be edited later.

    ``encryptor`` is the key manager, if there is one; models have stand-ins until they are written.
    """

    is_reshaped: ClassVar[bool] = False

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
    def encryptor_of_models(self) -> Encryptor | None:
        return self.deferred if self.encryptor else None

    @property
    def steps(self) -> Sequence[StepDefinition]:
        return self.definition.steps

    def secret_fields(self, index: int, answers: Mapping[str, Any]) -> list[str]:
        return [field.name for field in self.steps[index].fields if field.is_secret]

    def build(self, index: int, **options: Any) -> StepForm:
        return dynamic_ui.build_form(self.definition, index, **options)

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None) -> ObjectModel:
        model = dynamic_ui.build_object_model(
            self.definition, answers, parameters=parameters, encryptor=self.encryptor_of_models
        )
        return dynamic_ui.with_answers(model, self.definition, answers)

    def encrypted(self, model: ObjectModel) -> ObjectModel:
        return self.deferred.encrypted(model, self.encryptor) if self.encryptor else model


@dataclass(frozen=True)
class SchemaForm:
    """A form made from the schema of the package's class, and a step that asks for the application's name.

    ``schemas`` gives those of the classes of its parts.
    """

    is_reshaped: ClassVar[bool] = True
    notice: ClassVar[str] = ''

    package: Package
    schema: Schema
    schemas: Schemas

    @property
    def _parts(self) -> set[str]:
        return set(self.package.class_names) - {self.package.fqn}

    @cached_property
    def _definition(self) -> Definition:
        return dynamic_ui.schema_definition(self.schema, fqn=self.package.fqn, package_name=self.package.name)

    @property
    def steps(self) -> Sequence[StepDefinition]:
        return self._definition.steps

    def secret_fields(self, index: int, answers: Mapping[str, Any]) -> list[str]:
        return [] if index else dynamic_ui.secret_names(self.schema, answers, self.schemas)

    def build(
        self,
        index: int,
        *,
        answers: Answers,
        initial: Mapping[str, Any] | None,
        sources: Sources,
        parameters: Mapping[str, Any] | None,
        secrets_kept: Collection[str],
        data: Any,
        prefix: str,
    ) -> StepForm:
        if index:
            return dynamic_ui.build_form(self._definition, index, answers={}, initial=initial, data=data, prefix=prefix)
        form = dynamic_ui.schema_form(
            self.schema,
            schemas=self.schemas,
            sources=sources,
            data=data,
            prefix=prefix,
            answers=initial,
            secrets_kept=secrets_kept,
        )
        for made in form.fields.values():
            # Classes that a package has besides its application are parts: no component can be made of them.
            made.class_names = tuple(name for name in made.class_names if name not in self._parts)
        return form

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None) -> ObjectModel:
        name = self._definition.application_name(answers)
        return dynamic_ui.build_from_schema(
            self.schema, self.package.fqn, answers[self.steps[0].name], name=name, schemas=self.schemas
        )

    def encrypted(self, model: ObjectModel) -> ObjectModel:
        return model
