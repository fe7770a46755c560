"""Where the engine differs from the ancestor on purpose.

Each rule is about a construct, says what was wrong (``cites``: W = forms-in-the-wild.md, D = murano-dashboard.md), and
changes what is expected into what is right. ``apply`` returns whether it changed anything. What no rule changes must be
the same to the letter.
"""

import copy
import html
from collections.abc import Callable
from dataclasses import dataclass

from murano_panel.dynamic_ui.expressions import Expression
from murano_panel.dynamic_ui.lint import expressions_in
from tests.conformance.facts import errors_by_facts

CRASH = '__exception__'


@dataclass(frozen=True)
class Rule:
    name: str
    cites: str
    change: Callable

    def apply(self, expected, observed, package):
        before = copy.deepcopy(expected)
        self.change(expected, observed, package)
        return expected != before


def _fields(expected, observed):
    """Each expected field with its form and its definition, where there is one."""
    definition = observed['definition']
    for form in expected['forms']:
        step = next((step for step in definition.steps if step.name == form['name']), None) if definition else None
        by_name = {item.name: item for item in step.fields} if step else {}
        for field in form['fields']:
            if field['name'] in by_name:
                yield form, field, by_name[field['name']]


def _crash_of_planned_usage(expected, _observed, package):
    """The request that crashed is answered from what was recorded about the fields."""
    crashed = {form['name']: form for form in package.oracle['forms']}
    for form in expected['forms']:
        for key, is_bad in (('errors_when_empty', False), ('errors_when_bad', True)):
            crash = crashed[form['name']][key].get(CRASH, {})
            if crash.get('where', '').startswith('catalog/views.py'):
                form[key] = errors_by_facts(crashed[form['name']]['fields'], form['fields'], is_bad)


def _flavor_is_checked(expected, observed, _package):
    for form, field, _definition in _fields(expected, observed):
        if field['kind'] != 'flavor' or field['hidden']:
            continue
        if CRASH not in form['errors_when_bad']:
            form['errors_when_bad'] = sorted({*form['errors_when_bad'], field['name']})
        if field['required'] and CRASH not in form['errors_when_empty']:
            form['errors_when_empty'] = sorted({*form['errors_when_empty'], field['name']})


def _flavor_keeps_initial(expected, observed, _package):
    for _form, field, definition in _fields(expected, observed):
        wanted = definition.attributes.get('initial')
        if field['kind'] == 'flavor' and isinstance(wanted, str):
            offered = (value for value, label, _off in field.get('choices', ()) if wanted in (value, label))
            field['value'] = next(offered, field['value'])


_ESCAPED = {'label': 'label', 'help_text': 'help_text', 'value': 'initial'}


def _texts_are_not_escaped(expected, observed, _package):
    for _form, field, definition in _fields(expected, observed):
        for shown, key in _ESCAPED.items():
            literal = definition.attributes.get(key)
            if isinstance(literal, str) and field.get(shown) == html.escape(literal):
                field[shown] = literal


def _region_is_not_a_title(expected, observed, _package):
    for index, form in enumerate(expected['forms']):
        step = next((step for step in observed['definition'].steps if step.region == form['title']), None) \
            if observed['definition'] else None
        if step is not None:
            form['title'], form['region'] = f'Step {index + 1}', step.region


def _snapshots_are_told_apart(expected, _observed, package):
    snapshots = {choice[0] for form in package.oracle['forms'] for field in form['fields']
                 if field['field_class'] == 'VolumeChoiceField' for choice in field['choices']
                 if choice[0].startswith(_SNAPSHOT_IDS)}
    for form in expected['forms']:
        for field in form['fields']:
            for choice in field.get('choices', ()) if field['kind'] == 'volume' else ():
                choice[1] += ' (snapshot)' if choice[0] in snapshots else ''


# how FIXTURES.json numbers its snapshots
_SNAPSHOT_IDS = '55555555-'


def _hidden_text_is_hidden(expected, observed, _package):
    for _form, field, definition in _fields(expected, observed):
        if field['kind'] == 'text' and definition.attributes.get('hidden') is True:
            field['hidden'] = True


_IGNORED_AS_YAQL = ('required', 'help_text')


def _computed_keys_count(expected, observed, _package):
    """``required`` and ``helpText`` given as expressions were ignored; what they evaluate to is taken as given."""
    seen = {(form['name'], field['name']): field for form in observed['forms'] for field in form['fields']}
    for form, field, definition in _fields(expected, observed):
        for key in _IGNORED_AS_YAQL:
            if isinstance(definition.attributes.get(key), Expression) and field['kind'] != 'boolean':
                field[key] = seen[form['name'], field['name']][key]


def _computed_label_is_the_title(expected, observed, _package):
    for _form, field, definition in _fields(expected, observed):
        attributes = definition.attributes
        if isinstance(attributes.get('label'), Expression) and 'description_title' not in attributes:
            field['description_title'] = field['label'] or ''


def _network_without_choice(expected, observed, package):
    """A network nobody has to choose is left to Murano, even when there is nothing to choose from."""
    empty = {field['name'] for _form, field, _definition in _fields(expected, observed)
             if field['kind'] == 'network' and not field['required'] and 'choices' not in field}
    if not empty:
        return
    for form in expected['forms']:
        form['errors_when_empty'] = [name for name in form['errors_when_empty'] if name not in empty]
    for name, scenario in expected['scenarios'].items():
        if scenario.get('error', {}).get('type') == 'ValidationError' and set(scenario['error']['message']) <= empty:
            _take_over(expected, observed, name)


def _works_although_it_failed(sign, told):
    """Rules for definitions the ancestor answered with an error 500: the form opens, and says what is not as meant.

    ``sign`` is a part of the ancestor's message, ``told`` of ours.
    """
    def change(expected, observed, _package):
        definition = observed['definition']
        problems = [*definition.problems, *observed['problems']] if definition else []
        for name, scenario in expected['scenarios'].items():
            failed = sign in str(scenario.get('error', {}).get('message', ''))
            if failed and any(told in problem.message for problem in problems):
                _take_over(expected, observed, name)

    return change


def _name_function(expected, observed, _package):
    definition = observed['definition']
    calls = definition and any('name(' in item.text for item in expressions_in(
        [definition.application, definition.templates]))
    for name, scenario in expected['scenarios'].items():
        if calls and 'not subscriptable' in str(scenario.get('error', {}).get('message', '')):
            _take_over(expected, observed, name)


def _take_over(expected, observed, name):
    """Nothing is known about what the ancestor would have made: the forms it did show stay as expected."""
    expected['scenarios'][name] = observed['scenarios'][name]
    known = {form['name'] for form in expected['forms']}
    expected['forms'] += [form for form in observed['forms'] if form['name'] not in known]


RULES = (
    Rule('a field called flavor must not crash the form', 'W 6, D 6.1 no. 10', _crash_of_planned_usage),
    Rule('a flavor is one of those offered', 'D 4.3 flavor: clean() does no validation', _flavor_is_checked),
    Rule('the initial flavor is the one the author gave', 'W 4', _flavor_keeps_initial),
    Rule('texts are escaped when they are shown, not before', 'W 3', _texts_are_not_escaped),
    Rule('a region is not a title', 'W 1, D 4.5', _region_is_not_a_title),
    Rule('snapshots can be told from volumes', 'D 4.3 volume: unlabelled mix', _snapshots_are_told_apart),
    Rule('a hidden text is hidden', 'D 4.3 text: hidden is ignored', _hidden_text_is_hidden),
    Rule('required and helpText may be computed', 'D 4.4: ignored as YAQL', _computed_keys_count),
    Rule('a computed label is also the title of the description', 'D 4.4', _computed_label_is_the_title),
    Rule('a network that is not required may have no choice', 'W 11', _network_without_choice),
    Rule('name() gives the name', 'W 2, D 6.1 no. 10', _name_function),
    Rule('version 1 is a slip', 'W "What is used", Version',
         _works_although_it_failed('requested format version 1.', 'Version 1')),
    Rule('unknown keys are reported, the form works', 'W 14',
         _works_although_it_failed('unexpected keyword argument', 'is not known')),
    Rule('a forgotten "fields:" is reported, the form works', 'W Traps: list form bodies',
         _works_although_it_failed('list indices must be integers', '"fields" is missing')),
    Rule('words joined by a dash are text', 'W 13',
         _works_although_it_failed('No function "#operator_', 'it is taken as text')),
    Rule('an attribute that cannot be computed is left out', 'W 10, D 4.4: attributes are evaluated on access',
         _works_although_it_failed('Unknown function "#property#', 'what stands before the dot')),
)
