"""The form of a package: the one it brings, or one made from the schema of its class."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from murano_panel import dynamic_ui
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.dynamic_ui import Definition, Sources, StepDefinition, StepForm

Answers = Mapping[str, Mapping[str, Any]]

# What asks for nothing but the application's name.
_NAME_ONLY = 'Version: 2.4\nApplication:\n  ?:\n    type: any.Class\n'


class PackageForm(Protocol):
    """What differs between the two; ``build`` and ``model`` raise ``ExpressionError``."""

    @property
    def steps(self) -> Sequence[StepDefinition]: ...

    def secret_fields(self, index: int) -> list[str]: ...

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


@dataclass(frozen=True)
class UiForm:
    """The form that a package brings as ui.yaml. Its answers are kept with the component, to be edited later."""

    definition: Definition

    @property
    def steps(self) -> Sequence[StepDefinition]:
        return self.definition.steps

    def secret_fields(self, index: int) -> list[str]:
        return [field.name for field in self.steps[index].fields if field.is_secret]

    def build(self, index: int, **options: Any) -> StepForm:
        return dynamic_ui.build_form(self.definition, index, **options)

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None) -> ObjectModel:
        model = dynamic_ui.build_object_model(self.definition, answers, parameters=parameters)
        return dynamic_ui.with_answers(model, self.definition, answers)


@dataclass(frozen=True)
class SchemaForm:
    """A form made from the schema of the package's class, and a step that asks for the application's name."""

    package: Package
    schema: Mapping[str, Any]

    @cached_property
    def _name(self) -> Definition:
        return dynamic_ui.load(_NAME_ONLY, fqn=self.package.fqn, package_name=self.package.name)

    @cached_property
    def steps(self) -> Sequence[StepDefinition]:
        return (dynamic_ui.schema_form(self.schema).step, *self._name.steps)

    def secret_fields(self, index: int) -> list[str]:
        return [] if index else sorted(dynamic_ui.schema_form(self.schema).secret_names)

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
            return dynamic_ui.build_form(self._name, 0, answers={}, initial=initial, data=data, prefix=prefix)
        known = {**(initial or {}), **dict.fromkeys(secrets_kept, True)}
        return dynamic_ui.schema_form(self.schema, sources=sources, data=data, prefix=prefix, model=known)

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None) -> ObjectModel:
        name = dynamic_ui.component_name(self._name, answers)
        return dynamic_ui.build_from_schema(self.schema, self.package.fqn, answers[self.steps[0].name], name=name)
