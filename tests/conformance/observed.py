"""What the engine makes of a package, in the terms of the oracle."""

import re

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator

from murano_panel.dynamic_ui import (
    DefinitionError,
    ExpressionError,
    build_form,
    build_object_model,
    load_definition,
)
from murano_panel.dynamic_ui.fields.validators import ExpressionValidator, PasswordRule, PatternValidator
from tests.conformance.corpus import RecordedCloud
from tests.conformance.wording import own_errors, without_additions

_TOKEN = re.compile('\x01(id|hostname) \\d+\x01')
_HOST_NAME = re.compile('^[a-z][0-9a-f]{14}$')
_LIMITS = {
    MinLengthValidator: 'min_length',
    MaxLengthValidator: 'max_length',
    MinValueValidator: 'min_value',
    MaxValueValidator: 'max_value',
}


class CountedIds:
    """Generated ids and names that can be found again, also inside other texts."""

    def __init__(self):
        self._count = 0

    def _next(self, kind):
        self._count += 1
        return f'\x01{kind} {self._count}\x01'

    def object_id(self, _path):
        return self._next('id')

    def host_name(self, _path):
        return self._next('hostname')


class MarkingEncryptor:
    def encrypt(self, text):
        return f'__encrypted({text})__'


def observe(package, cloud_data):
    """``{'definition', 'opened', 'forms', 'scenarios', 'problems'}``.

    ``opened`` is the reason when the definition is refused, ``problems`` is what was met while building the forms.
    """
    try:
        definition = load_definition(package.text, fqn=package.fqn, package_name=package.fqn.rpartition('.')[2])
    except DefinitionError as error:
        return {'definition': None, 'opened': str(error), 'forms': [], 'scenarios': {}, 'problems': []}
    run = _Run(definition, package, RecordedCloud(cloud_data, package.text))
    scenarios = {name: run.scenario(scenario) for name, scenario in package.oracle['scenarios'].items()}
    return {
        'definition': definition,
        'opened': None,
        'forms': run.forms(),
        'scenarios': scenarios,
        'problems': run.problems,
    }


class _Run:
    def __init__(self, definition, package, cloud):
        self._definition = definition
        self._cloud = cloud
        self._parameters = package.parameters
        self._oracle = package.oracle
        self.problems = []

    def _form(self, index, answers, data=None):
        return build_form(
            self._definition, index, answers=answers, sources=self._cloud, parameters=self._parameters, data=data
        )

    def scenario(self, scenario):
        answers = {}
        for index, step in enumerate(self._definition.steps):
            form = self._form(index, answers, self._posted(scenario, step, index, answers))
            if not form.is_valid():
                return {'invalid': step.name}
            answers[step.name] = form.answers
        try:
            model = build_object_model(
                self._definition, answers, parameters=self._parameters, ids=CountedIds(), encryptor=MarkingEncryptor()
            )
        except ExpressionError as error:
            return {'failed': str(error)}
        return {'application': numbered(model)}

    def _posted(self, scenario, step, index, answers):
        """The recorded answers; where the ancestor never asked, the simplest ones."""
        if step.name in scenario['answers']:
            return posted(scenario['answers'][step.name])
        return simplest_answers(self._form(index, answers))

    def forms(self):
        answers = {}
        observed = []
        scenario = self._oracle['scenarios'].get('defaults', {'answers': {}})
        recorded = {form['name']: form for form in self._oracle['forms']}
        for index, step in enumerate(self._definition.steps):
            form = self._form(index, answers)
            self.problems += form.problems
            fields = [describe(field) for field in form]
            expected = recorded.get(step.name, {'fields': []})
            shown_form = {
                'name': step.name,
                'title': step.title,
                'region': step.region,
                'fields': fields,
                'rules': [str(validator.message) for validator in step.validators],
                'errors_when_empty': own_errors(errors_of(self._form(index, answers, {})), fields),
                'errors_when_bad': own_errors(errors_of(self._form(index, answers, bad_answers(expected))), fields),
            }
            without_additions(shown_form)
            observed.append(shown_form)
            filled = self._form(index, answers, self._posted(scenario, step, index, answers))
            answers[step.name] = filled.answers if filled.is_valid() else {}
        return observed


def describe(bound):
    """A field as the oracle describes it."""
    field = bound.field
    options = getattr(field, 'options', {})
    described = {
        'name': bound.name,
        'kind': bound.kind,
        'hidden': bound.is_hidden,
        'required': field.required,
        'label': field.label,
        'help_text': str(field.help_text),
        'value': shown(bound.value(), bound.kind),
        'description': bound.description or '',
        'description_title': bound.description_title,
        'patterns': [
            [item.pattern.text, item.pattern.flags & ~32]
            for item in field.validators
            if isinstance(item, PatternValidator)
        ],
        'checks': sum(isinstance(item, ExpressionValidator) for item in field.validators),
    }
    if bound.kind == 'password':
        described['default_rule'] = any(isinstance(check, PasswordRule) for check in field.validators)
    if options:
        described['choices'] = [
            [
                _plain(option.model_value if bound.kind == 'network' else option.value),
                str(option.label),
                option.disabled,
            ]
            for option in options.values()
        ]
    for item in field.validators:
        for validator, name in _LIMITS.items():
            if type(item) is validator:
                described[name] = item.limit_value
    return described


def shown(value, kind):
    """A value as it stands in the page: text, and for check boxes whether they are checked."""
    if kind == 'boolean':
        return value not in (False, None, '')
    return '' if value is None else _HOST_NAME.sub('__hostname__', str(value))


def _plain(value):
    return list(value) if isinstance(value, (list, tuple)) else value


_SAMPLES = {'password': 'Passw0rd!1', 'confirm': 'Passw0rd!1', 'integer': '1', 'clusterip': '10.0.0.10'}


def simplest_answers(form):
    """What is there already, else the first choice, else a sample of the kind."""
    answers = {}
    for bound in form:
        choices = [option.value for option in getattr(bound.field, 'options', {}).values() if option.value]
        smallest = getattr(bound.field, 'min_value', None)
        sample = choices[0] if choices else _SAMPLES.get(bound.kind, 'alpha') if smallest is None else smallest
        needs_one = bound.field.required and bound.value() in (None, '')
        answers[bound.name] = sample if needs_one else bound.value() or ''
    return answers


def errors_of(form):
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def posted(answers):
    """Recorded answers as the engine's forms post them: networks were tuples in Python's notation."""
    return {name: network_value(value) for name, value in answers.items()}


_NETWORK = re.compile(r"^\((None|'[^']*'), (None|'[^']*')\)$")


def network_value(value):
    match = _NETWORK.match(value) if isinstance(value, str) else None
    if not match:
        return value
    network, subnet = (None if part == 'None' else part.strip("'") for part in match.groups())
    return 'auto' if network is None else network if subnet is None else f'{network}/{subnet}'


def bad_answers(form):
    """The answers of the recorded "bad" request, which follow from the recorded fields."""
    return {field['name']: _bad(field) for field in form['fields']}


def _bad(field):
    if field['hidden']:
        return field['value'] or ''
    if field['field_class'] == 'NetworkChoiceField':
        return 'no/such'
    if 'choices' in field:
        return 'no-such-choice'
    if field['field_class'] == 'PasswordField':
        return 'other' if field['clone'] else 'short'
    if field['field_class'] == 'IntegerField':
        return str(int(field['min_value']) - 1) if 'min_value' in field else 'not-a-number'
    if field['field_class'] in ('BooleanField', 'FloatingIpBooleanField'):
        return 'on'
    return '!!! not valid <>'


def numbered(model):
    """The model with generated ids and names numbered in the order of a traversal by sorted keys."""
    numbers = {}

    def name(match):
        kind = match[1]
        known = numbers.setdefault(kind, {})
        known.setdefault(match[0], len(known) + 1)
        return f'__{kind}_{known[match[0]]}__'

    def visit(value):
        if isinstance(value, dict):
            return {key: visit(value[key]) for key in sorted(value)}
        if isinstance(value, list):
            return [visit(item) for item in value]
        return _TOKEN.sub(name, value) if isinstance(value, str) else value

    return visit(model)
