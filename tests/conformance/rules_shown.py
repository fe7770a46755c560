"""Deliberate differences in what the forms show and accept.

Each function changes what is ``expected`` from the ancestor into what is right; ``explained.py`` says why.
"""

import html
import json
from collections import Counter

from murano_panel.dynamic_ui.definition.keys import snake_case
from murano_panel.dynamic_ui.definition.model import CLASS_KIND, CLOUD_KINDS
from murano_panel.dynamic_ui.language.expressions import Expression
from tests.conformance.rules import (
    CRASH,
    fields_of,
    take_over_refusals,
    works_although_it_failed,
)


def flavor_is_checked(expected, observed, _package):
    for form, field, _definition in fields_of(expected, observed):
        if field['kind'] != 'flavor':
            continue
        field['patterns'], field['checks'] = [], 0  # were there and never run
        if field['hidden']:
            continue
        if CRASH not in form['errors_when_bad']:
            form['errors_when_bad'] = sorted({*form['errors_when_bad'], field['name']})
        if field['required'] and CRASH not in form['errors_when_empty']:
            form['errors_when_empty'] = sorted({*form['errors_when_empty'], field['name']})
        if field['required'] and 'choices' not in field:
            expected['scenarios'] = {name: {'invalid': form['name']} for name in expected['scenarios']}


def initial_choice(expected, observed, _package):
    for _form, field, definition in fields_of(expected, observed):
        wanted = definition.attributes.get('initial')
        if field['kind'] == 'class' and not field['required'] and not wanted:
            field['value'] = ''  # the only component was chosen all the same
        if isinstance(wanted, str) and (field['kind'] == 'flavor' or field['value'] == wanted):
            offered = [(value, label) for value, label, _off in field.get('choices', ())]
            field['value'] = next(
                (
                    value
                    for value, label in sorted(offered, key=lambda item: item[0] != wanted)
                    if wanted in (value, label)
                ),
                field['value'],
            )


_ESCAPED = {'label': 'label', 'help_text': 'help_text', 'value': 'initial'}


def texts_are_not_escaped(expected, observed, _package):
    for _form, field, definition in fields_of(expected, observed):
        for shown, key in _ESCAPED.items():
            literal = definition.attributes.get(key)
            if literal and not isinstance(literal, Expression) and field.get(shown) == html.escape(_in_python(literal)):
                is_text = not isinstance(literal, (dict, list))
                field[shown] = str(literal) if is_text else json.dumps(literal, ensure_ascii=False)


def _in_python(value):
    """A value as the ancestor made a text of it: keys inside of it, too, became snake_case."""
    return str({snake_case(str(key)): item for key, item in value.items()} if isinstance(value, dict) else value)


def region_is_not_a_title(expected, observed, _package):
    for index, form in enumerate(expected['forms']):
        step = (
            next((step for step in observed['definition'].steps if step.region == form['title']), None)
            if observed['definition']
            else None
        )
        if step is not None:
            form['title'], form['region'] = f'Step {index + 1}', step.region


FROM_THE_CLOUD = CLOUD_KINDS | {CLASS_KIND}
# how FIXTURES.json numbers its snapshots
_SNAPSHOT_IDS = '55555555-'


def choices_are_told_apart(expected, _observed, package):
    snapshots = {
        choice[0]
        for form in package.oracle['forms']
        for field in form['fields']
        if field['field_class'] == 'VolumeChoiceField'
        for choice in field['choices']
        if choice[0].startswith(_SNAPSHOT_IDS)
    }
    for form in expected['forms']:
        for field in form['fields']:
            for choice in field.get('choices', ()) if field['kind'] == 'volume' else ():
                choice[1] += ' (snapshot)' if choice[0] in snapshots else ''
            labels = Counter(choice[1] for choice in field.get('choices', ()))
            for choice in field.get('choices', ()) if field['kind'] in FROM_THE_CLOUD else ():
                choice[1] += f' ({choice[0][:8]})' if labels[choice[1]] > 1 else ''


def hidden_is_hidden(expected, observed, _package):
    for form, field, definition in list(fields_of(expected, observed)):
        hidden = definition.attributes.get('hidden')
        if field['kind'] in ('text', 'password') and hidden and not isinstance(hidden, Expression):
            field['hidden'] = True
            form['fields'] = [other for other in form['fields'] if other['name'] != f'{field["name"]}-clone']


# what an attribute shows in; as an expression it was ignored
_IGNORED_AS_YAQL = {
    'required': 'required',
    'help_text': 'help_text',
    'hidden': 'hidden',
    'regexp_validator': 'patterns',
    'min_value': 'min_value',
    'max_value': 'max_value',
    'min_length': 'min_length',
    'max_length': 'max_length',
    'include_volumes': 'choices',
    'include_snapshots': 'choices',
    'allow_auto': 'choices',
    'empty_value_message': 'choices',
    'validators': 'checks',
    'description_title': 'description_title',
}

_ONLY_SHOWN = {'help_text', 'description_title', 'empty_value_message'}


def computed_keys_count(expected, observed, _package):
    """What such an attribute evaluates to is taken as given, with what it means for wrong answers."""
    seen = {form['name']: form for form in observed['forms']}
    changed = set()
    for form, field, definition in fields_of(expected, observed):
        computed = [key for key in _IGNORED_AS_YAQL if _was_ignored(definition.attributes.get(key))]
        if definition.validators and definition.attributes.get('regexp_validator'):
            computed += ['regexp_validator', 'validators']  # only the last one counted
        if field['kind'] == 'boolean':
            computed = [key for key in computed if key != 'required']
        there = seen[form['name']]
        shown = next(other for other in there['fields'] if other['name'] == field['name'])
        for key in computed:
            described = _IGNORED_AS_YAQL[key]
            field.pop(described, None)
            field.update({described: shown[described]} if described in shown else {})
        for other in form['fields'] if 'required' in computed else ():
            if other['name'] == f'{field["name"]}-clone':
                other['required'] = field['required']
        for errors in ('errors_when_empty', 'errors_when_bad') if {*computed} - _ONLY_SHOWN else ():
            form[errors] = sorted({*form[errors]} - {field['name']} | {*there[errors]} & {field['name']})
            changed.add(field['name'])
    take_over_refusals(expected, observed, changed)


def _was_ignored(value):
    """An expression; or a truth value in quotes, which was taken for true whatever it said."""
    return isinstance(value, Expression) or value in ('false', 'False', 'no')


def field_without_label(expected, observed, package):
    """Without a label the name serves as one; a computed label is also the title of the description."""
    for _form, field, definition in fields_of(expected, observed):
        label = definition.attributes.get('label', '')
        if 'label' not in field:
            continue
        if not field['label'] and label in (None, ''):
            field['label'] = None
        if 'description_title' in definition.attributes:
            continue
        if isinstance(label, Expression):
            field['label'] = field['label'] or None
            field['description_title'] = field['label'] or ''
        elif label is None and field['description_title'] == 'None':
            field['description_title'] = ''
    works_although_it_failed("required positional argument: 'label'")(expected, observed, package)


def network_without_choice(expected, observed, package):
    """A network nobody has to choose is left to Murano, even when there is nothing to choose from."""
    empty = {
        field['name']
        for _form, field, _definition in fields_of(expected, observed)
        if field['kind'] == 'network' and not field['required'] and 'choices' not in field
    }
    for form in expected['forms']:
        form['errors_when_empty'] = [name for name in form['errors_when_empty'] if name not in empty]
    take_over_refusals(expected, observed, empty)
