"""Where the engine differs from the ancestor on purpose.

Each rule is about a construct, says what was wrong (``cites``: W = forms-in-the-wild.md, D = murano-dashboard.md), and
changes what is expected into what is right. ``apply`` returns whether it changed anything. What no rule changes must be
the same to the letter.
"""

import copy
import html
import re
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


def _crashed_requests(expected, observed, package, where):
    """Requests that crashed are answered from what was recorded about the fields; checks in YAQL as the engine does."""
    recorded = {form['name']: form for form in package.oracle['forms']}
    seen = {form['name']: form for form in observed['forms']}
    for form in expected['forms']:
        for key, is_bad in (('errors_when_empty', False), ('errors_when_bad', True)):
            crash = recorded[form['name']][key].get(CRASH, {}) if form['name'] in recorded else {}
            if crash.get('where', '').startswith(where) and form['name'] in seen:
                form[key] = errors_by_facts(
                    recorded[form['name']]['fields'], form['fields'], is_bad, seen[form['name']][key])


def _crash_of_planned_usage(expected, observed, package):
    _crashed_requests(expected, observed, package, 'catalog/views.py')
    for name, scenario in expected['scenarios'].items():
        if str(scenario.get('error', {}).get('where', '')).startswith('catalog/views.py'):
            _take_over(expected, observed, name)


def _failing_check(expected, observed, package):
    _crashed_requests(expected, observed, package, 'language/')


def _flavor_is_checked(expected, observed, _package):
    for form, field, _definition in _fields(expected, observed):
        if field['kind'] != 'flavor' or field['hidden']:
            continue
        if CRASH not in form['errors_when_bad']:
            form['errors_when_bad'] = sorted({*form['errors_when_bad'], field['name']})
        if field['required'] and CRASH not in form['errors_when_empty']:
            form['errors_when_empty'] = sorted({*form['errors_when_empty'], field['name']})
        if field['required'] and 'choices' not in field:
            expected['scenarios'] = dict.fromkeys(expected['scenarios'], {'invalid': form['name']})


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


# what an attribute shows in; as an expression it was ignored
_IGNORED_AS_YAQL = {
    'required': 'required', 'help_text': 'help_text', 'hidden': 'hidden', 'regexp_validator': 'patterns',
    'min_value': 'min_value', 'max_value': 'max_value', 'min_length': 'min_length', 'max_length': 'max_length',
    'include_volumes': 'choices', 'include_snapshots': 'choices', 'allow_auto': 'choices',
    'empty_value_message': 'choices',
}


def _computed_keys_count(expected, observed, _package):
    """What such an attribute evaluates to is taken as given, with what it means for wrong answers."""
    seen = {form['name']: form for form in observed['forms']}
    for form, field, definition in _fields(expected, observed):
        computed = [key for key in _IGNORED_AS_YAQL if _was_ignored(definition.attributes.get(key))]
        if field['kind'] == 'boolean':
            computed = [key for key in computed if key != 'required']
        there = seen[form['name']]
        shown = next(other for other in there['fields'] if other['name'] == field['name'])
        for key in computed:
            described = _IGNORED_AS_YAQL[key]
            field.pop(described, None)
            field.update({described: shown[described]} if described in shown else {})
        for errors in ('errors_when_empty', 'errors_when_bad') if computed else ():
            form[errors] = sorted({*form[errors]} - {field['name']} | {*there[errors]} & {field['name']})


def _was_ignored(value):
    """An expression; or a truth value in quotes, which was taken for true whatever it said."""
    return isinstance(value, Expression) or value in ('false', 'False', 'no')


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


def _works_although_it_failed(sign, *told):
    """Rules for definitions the ancestor answered with an error 500: the form opens, and says what is not as meant.

    ``sign`` is a part of the ancestor's message, ``told`` are parts of ours: any will do, none means there is nothing
    to tell.
    """
    def change(expected, observed, _package):
        definition = observed['definition']
        messages = [problem.message for problem in (*definition.problems, *observed['problems'])] if definition else []
        is_told = not told or any(part in message for part in told for message in messages)
        for name, scenario in expected['scenarios'].items():
            error = scenario.get('error', {})
            crashed = error.get('type') not in (None, 'ValidationError') and sign in str(error['message'])
            if definition and is_told and crashed and 'failed' not in observed['scenarios'][name]:
                _take_over(expected, observed, name)

    return change


def _keys_known_here(expected, observed, package):
    """A key that made the ancestor fail is either reported here or has its effect."""
    definition = observed['definition']
    for scenario in expected['scenarios'].values():
        found = re.search(r"unexpected keyword argument '(\w+)'", str(scenario.get('error', {}).get('message', '')))
        if found and definition and any(found[1] in item.attributes for item in definition.fields()):
            return _works_although_it_failed(found[0])(expected, observed, package)
    return _works_although_it_failed('unexpected keyword argument', 'is not known')(expected, observed, package)


def _unknown_type_takes_text(expected, observed, _package):
    names = set()
    for form, field, definition in _fields(expected, observed):
        of_a_fork = definition.class_names and not any('.' in name for name in definition.class_names)
        if of_a_fork and not field['hidden']:
            names.add(field['name'])
            field.pop('choices', None)
            form['errors_when_bad'] = [name for name in form['errors_when_bad'] if name != field['name']]
    for name, scenario in expected['scenarios'].items():
        error = scenario.get('error', {})
        is_about_them = error.get('type') == 'ValidationError' and set(error['message']) <= names
        if names and (is_about_them or 'renderer' in str(error.get('message', ''))):
            _take_over(expected, observed, name)


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
    Rule('every key may be computed, or false in quotes', 'D 4.4: ignored as YAQL', _computed_keys_count),
    Rule('a computed label is also the title of the description', 'D 4.4', _computed_label_is_the_title),
    Rule('a network that is not required may have no choice', 'W 11', _network_without_choice),
    Rule('name() gives the name', 'W 2, D 6.1 no. 10', _name_function),
    Rule('version 1 is a slip', 'W "What is used", Version',
         _works_although_it_failed('requested format version 1.', 'Version 1')),
    Rule('unknown keys are reported, the form works', 'W 14; D 4.4 enabled', _keys_known_here),
    Rule('slips in the structure are reported, the form works', 'W Traps: list form bodies', _works_although_it_failed(
        '', '"fields" is missing', 'not indented', 'Forms is a mapping', 'The form has no fields')),
    Rule('words joined by a dash are text', 'W 13', _works_although_it_failed('', 'it is taken as text')),
    Rule('an attribute that cannot be computed is left out', 'W 10, D 4.4: attributes are evaluated on access',
         _works_although_it_failed('Unknown function "#property#', 'what stands before the dot')),
    Rule('a password needs no label', 'D 4.3 password: label is mandatory',
         _works_although_it_failed("required positional argument: 'label'")),
    Rule('a type that nobody knows takes text', 'W "What is used": types of a fork; D 6.1 no. 9',
         _unknown_type_takes_text),
    Rule('a check that fails is an error of its field', 'D 4.4: validators run in the request', _failing_check),
)
