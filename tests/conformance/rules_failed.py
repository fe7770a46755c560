"""Deliberate differences where the ancestor failed.

Each function changes what is ``expected`` from the ancestor into what is right; ``explained.py`` says why.
"""

import re

from murano_panel.dynamic_ui.language.analysis import expressions_in
from tests.conformance.rules import (
    add_forms,
    crashed_requests,
    fields_of,
    take_over,
    take_over_refusals,
    told_about,
    works_although_it_failed,
)

_KEPT_IN_THE_FORM = {'service', 'region', 'validators'}


def _is_about_names(crash):
    """The wizard's own use of a field called flavor, and fields called like what the form class keeps there."""
    return (
        str(crash.get('where')).startswith('catalog/views.py')
        or re.match(r"'\w+' object has no attribute '(service|region|validators)'", str(crash['message'])) is not None
    )


def names_of_fields(expected, observed, package):
    crashed_requests(expected, observed, package, _is_about_names)
    seen = {form['name']: [field['name'] for field in form['fields']] for form in observed['forms']}
    for form in expected['forms']:
        order = seen.get(form['name'], [])
        if _KEPT_IN_THE_FORM & {*order} and {*order} == {field['name'] for field in form['fields']}:
            form['fields'].sort(key=lambda field: order.index(field['name']))
    for name, scenario in expected['scenarios'].items():
        if 'error' in scenario and _is_about_names(scenario['error']):
            take_over(expected, observed, name)


def failing_check(expected, observed, package):
    crashed_requests(expected, observed, package, lambda crash: not _is_about_names(crash))
    checked = {
        form['name']
        for form in observed['forms']
        if form['rules'] or any(field.get('checks') for field in form['fields'])
    }
    for name, scenario in expected['scenarios'].items():
        refused = observed['scenarios'].get(name, {}).get('invalid')
        if str(scenario.get('error', {}).get('where')).startswith('language/') and refused in checked:
            take_over(expected, observed, name)


def slips(expected, observed, package):
    for sign, *told in (
        ('requested format version 1.', 'Version 1'),
        ('lacks a numerical component', 'Version is empty'),
        ("'\\t'", 'A tab stands'),
        ('unacceptable character', 'not UTF-8'),
        ('', '"fields" is missing', 'not indented', 'Forms is a mapping', 'The form has no fields', 'Several forms'),
    ):
        works_although_it_failed(sign, *told)(expected, observed, package)
    if any('Several forms' in message for message in told_about(observed)):
        add_forms(expected, observed)


def unusable_values(expected, observed, package):
    told = ('cannot be', 'has an unusable value', 'taken as it stands')
    works_although_it_failed('', *told)(expected, observed, package)
    seen = {form['name']: form for form in observed['forms']}
    for form in expected['forms']:
        if form['name'] in seen and any('This check cannot be used' in message for message in told_about(observed)):
            form['rules'] = [rule for rule in form['rules'] if rule in seen[form['name']]['rules']]


def refused_at_once(expected, observed, _package):
    """What could not be created in the end: every way through the forms crashed, or the model had no type."""

    def is_lost(scenario):
        error = scenario.get('error')
        typed = scenario.get('application', {}).get('?', {}).get('type')
        return error['type'] != 'ValidationError' if error else not typed

    if observed['opened'] and all(map(is_lost, expected['scenarios'].values())):
        expected['forms'] = []
        expected['scenarios'] = {name: {'refused': observed['opened']} for name in expected['scenarios']}


_TAKEN_AS_TEXT = re.compile('^The unquoted text "(.*)" reads as', re.DOTALL)
# what was shown wrong where the words stood, or not at all
_OF_WORDS = {
    'help_text': 'help_text',
    'description_title': 'description_title',
    'empty_value_message': 'choices',
    'choices': 'choices',
}


def words_are_text(expected, observed, package):
    works_although_it_failed('', 'it is taken as text')(expected, observed, package)
    words = {match[1] for match in map(_TAKEN_AS_TEXT.match, told_about(observed)) if match}
    for form, field, definition in fields_of(expected, observed):
        there = next(
            other
            for step in observed['forms']
            if step['name'] == form['name']
            for other in step['fields']
            if other['name'] == field['name']
        )
        for key, shown in _OF_WORDS.items():
            if words & _texts(definition.attributes.get(key)):
                field[shown] = there[shown]


def _texts(value):
    """All texts in an attribute."""
    if isinstance(value, (list, dict)):
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        return set().union(*map(_texts, parts))
    return {value} if isinstance(value, str) else set()


def uncomputed_attribute(expected, observed, package):
    if observed['problems']:
        for sign in ('Unknown function', 'Unknown method', 'No function', 'No method', 'Collection length'):
            works_although_it_failed(sign)(expected, observed, package)


def keys_known_here(expected, observed, package):
    """A key that made the ancestor fail is either reported here or has its effect; widgetMedia of an image has none."""
    works_although_it_failed("'str' object has no attribute 'copy'")(expected, observed, package)
    definition = observed['definition']
    for scenario in expected['scenarios'].values():
        found = re.search(r"unexpected keyword argument '(\w+)'", str(scenario.get('error', {}).get('message', '')))
        if found and definition and any(found[1] in item.attributes for item in definition.fields()):
            return works_although_it_failed(found[0])(expected, observed, package)
    return works_although_it_failed('unexpected keyword argument', 'is not known')(expected, observed, package)


def unknown_type_takes_text(expected, observed, package):
    unknown = [
        item
        for item in (observed['definition'].fields() if observed['definition'] else ())
        if item.kind == 'unknown' or (item.class_names and not any('.' in name for name in item.class_names))
    ]
    names = {item.name for item in unknown}
    for form, field, definition in fields_of(expected, observed):
        if definition in unknown and not field['hidden']:
            field.pop('choices', None)
            form['errors_when_bad'] = [name for name in form['errors_when_bad'] if name != field['name']]
    take_over_refusals(expected, observed, names)
    if names:
        works_although_it_failed("'renderer'")(expected, observed, package)


def name_function(expected, observed, _package):
    definition = observed['definition']
    calls = definition and any(
        'name(' in item.text for item in expressions_in([definition.application, definition.templates])
    )
    for name, scenario in expected['scenarios'].items():
        if calls and 'not subscriptable' in str(scenario.get('error', {}).get('message', '')):
            take_over(expected, observed, name)
