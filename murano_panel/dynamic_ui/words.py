"""The words of a form for what its answers become: they are kept with the component that it makes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from yaql.language import expressions as ast

from murano_panel.domain.model.tree import Path, dotted, leaves, value_at
from murano_panel.domain.model.words import ANYWHERE, MAX_LABELS, Words, choice_key, ids_among, titled
from murano_panel.dynamic_ui.definition.application import evaluate_parameters
from murano_panel.dynamic_ui.definition.model import Answers, Definition, Titles
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.analysis import context_names, data_paths
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.nodes import data_path
from murano_panel.dynamic_ui.problems import ResourceLimitExceeded

# Templates within templates that are looked into.
_MAX_DEPTH = 4


def form_words(
    definition: Definition,
    model: Mapping[str, Any],
    answers: Answers,
    parameters: Mapping[str, Any] | None,
    secret_texts: Collection[str],
    titles: Titles,
) -> Words:
    """What the form calls the properties that follow from one of its fields each, and the choices of those.

    ``model`` is the component that the answers made, ``titles`` what was shown for choices of the cloud: only forms
    that had asked it know.

    One place has the label of a field: where the answer stands as it is, the outermost one, else the first that is
    made of it. Others are called by their paths: a cluster's nodes all have the same flavor.

    No label may tell a secret, whatever its author computes it from.
    """
    labels: dict[str, str] = {}
    choices: dict[str, dict[str, str]] = {}
    fields = {(item.form, item.name): item for item in definition.fields()}
    of_cloud = {
        (form, name): titled(answers.get(form, {}).get(name), title)
        for form, found in titles.items()
        for name, title in found.items()
        if (form, name) not in definition.secret_names
    }
    try:
        with limits.work_limit():
            evaluation = Evaluation(
                answers,
                variables=evaluate_parameters(definition, answers, parameters, problems=[]),
                templates=definition.templates,
                application_name=definition.application_name(answers),
            )
            followed = sorted(followed_places(definition), key=lambda found: (not found[2], len(found[0])))
            done: set[tuple[str, str]] = set()
            for place, source, is_plain in followed:
                path = dotted(place)
                item = fields.get(source)
                if item is None or len(labels) >= MAX_LABELS:
                    continue
                attributes = Attributes(item, evaluation, problems=[])
                value = value_at(model, place)
                # Whether something holds for an answer is another question than the one that was answered.
                is_another_question = isinstance(value, bool) and item.kind != 'boolean'
                if source not in done and not is_another_question:
                    done.add(source)
                    labels[path] = attributes.text('label')
                if is_plain and item.kind == 'choice' and not item.is_secret:
                    choices[path] = _labels(attributes)
                if source in of_cloud and (key := choice_key(value)) in of_cloud[source]:
                    choices[path] = {key: of_cloud[source][key]}
    except ResourceLimitExceeded:
        # The component counts; without words its properties are called by their names.
        return Words(definition.package_name)
    told = {path: label for path, label in labels.items() if not any(text in label for text in secret_texts)}
    anywhere = {value: title for known in of_cloud.values() for value, title in ids_among(known).items()}
    return Words(definition.package_name, told, {ANYWHERE: anywhere, **choices})


def followed_places(definition: Definition) -> Iterator[tuple[Path, tuple[str, str], bool]]:
    """Path of a property, the form and field that it follows from, and whether it is the answer as it is."""
    yield from _followed(definition, definition.application)


def _labels(attributes: Attributes) -> dict[str, str]:
    return {value: label for value, label in attributes.choices() if label != value}


def _followed(
    definition: Definition, template: Any, at: Path = (), depth: int = 0
) -> Iterator[tuple[Path, tuple[str, str], bool]]:
    for inner, value in leaves(template):
        path = (*at, *inner)
        if not isinstance(value, Expression):
            continue
        node = value.statement.expression
        named = node.path.value.lstrip('$') if isinstance(node, ast.GetContextValue) else ''
        if named in definition.templates and depth < _MAX_DEPTH:
            yield from _followed(definition, definition.templates[named], path, depth + 1)
            continue
        read = {found[:2] for found in data_paths(value)}
        if len(read) == 1 and context_names(value) == {''} and len(source := read.pop()) == 2:
            yield path, (source[0], source[1]), data_path(node) == source
