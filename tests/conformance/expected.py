"""What the oracle says, in the terms in which the engine is observed."""

import copy

from tests.conformance.observed import shown
from tests.conformance.wording import NAME_FORM, in_our_words, own_errors

KINDS = {
    'IntegerField': 'integer',
    'BooleanField': 'boolean',
    'FloatingIpBooleanField': 'boolean',
    'ChoiceField': 'choice',
    'PasswordField': 'password',
    'ClusterIPField': 'clusterip',
    'DatabaseListField': 'databaselist',
    'FlavorChoiceField': 'flavor',
    'KeyPairChoiceField': 'keypair',
    'ImageChoiceField': 'image',
    'AZoneChoiceField': 'azone',
    'NetworkChoiceField': 'network',
    'SecurityGroupChoiceField': 'securitygroup',
    'VolumeChoiceField': 'volume',
    'ZoneChoiceField': 'zone',
    'DynamicSelect': 'class',
    'DomainChoiceField': 'class',
}
_LIMITS = ('min_length', 'max_length', 'min_value', 'max_value')


def expect(oracle):
    """``{'forms': [...], 'scenarios': {...}}`` as ``observed.observe`` would give them."""
    forms = [_form(form) for form in copy.deepcopy(oracle['forms'])]
    return {
        'forms': [form for form in forms if form['name'] != NAME_FORM or form['fields']],
        'scenarios': {name: _scenario(scenario) for name, scenario in copy.deepcopy(oracle['scenarios']).items()},
    }


def _form(form):
    fields = [_field(field) for field in form['fields']]
    expected = {
        'name': form['name'],
        'title': form['step'],
        'region': None,
        'fields': fields,
        'rules': [rule['message'] for rule in form['validators']],
        'errors_when_empty': own_errors(form['errors_when_empty'], fields),
        'errors_when_bad': own_errors(form['errors_when_bad'], fields),
    }
    in_our_words(expected)
    return expected


def _field(field):
    kind = KINDS.get(field['field_class']) or ('text' if field['widget'] == 'Textarea' else 'string')
    if field.get('clone'):
        kind = 'confirm'
    known = {
        'name': field['name'],
        'kind': kind,
        'hidden': field['hidden'],
        'required': field['required'],
        'label': _text(field['label']),
        'help_text': str(field['help_text'] or ''),
        'value': shown(field['value'], kind),
        'description': str(field['description'] or ''),
        'description_title': str(field['description_title']),
        'patterns': [[item['regex'], item['flags']] for item in field['validators'] if 'regex' in item],
        'checks': sum('yaql' in item for item in field['validators']),
    }
    if field.get('choices'):
        known['choices'] = [
            [item[0] if kind == 'network' else str(item[0]), str(item[1]), item[2:] == ['disabled']]
            for item in field['choices']
        ]
    return known | {name: limit(field[name]) for name in _LIMITS if name in field}


def limit(value):
    """A bound as a number: authors wrote "15" and 1.0 too."""
    number = float(value)
    return int(number) if number.is_integer() else number


def _text(value):
    return None if value is None else str(value)


def _scenario(scenario):
    if scenario['ok']:
        return {'application': scenario['application']}
    return {'error': scenario['error']}
