"""Which answers are wrong, from nothing but the recorded facts about the fields."""

import re

_ALWAYS_WRONG = frozenset(
    {
        'image',
        'keypair',
        'azone',
        'network',
        'securitygroup',
        'volume',
        'zone',
        'class',
        'choice',
        'flavor',
        'clusterip',
        'databaselist',
        'integer',
    }
)
BAD_TEXT = '!!! not valid <>'


def errors_by_facts(recorded, fields, is_bad, observed):
    """Names of the fields that must be refused, for the empty (or the bad) request.

    Checks in YAQL are no facts: about fields with such a check, and the form as a whole, ``observed`` decides.
    """
    recorded = {field['name']: field for field in recorded}
    wrong = {
        field['name']
        for field in fields
        if field['kind'] != 'confirm' and _is_wrong(field, recorded[field['name']], is_bad)
    }
    checked = {field['name'] for field in fields if field.get('checks')} | {'__all__'}
    return sorted(wrong | checked & set(observed))


def _is_wrong(field, recorded, is_bad):
    kind = field['kind']
    if kind == 'boolean' or (field['hidden'] and is_bad):
        return False
    if not is_bad:
        leaves_it_to_murano = kind == 'network' and any(item[1] == 'Auto' for item in recorded.get('choices', ()))
        return field['required'] and not leaves_it_to_murano
    if kind in _ALWAYS_WRONG:
        return True
    text = 'short' if kind == 'password' else BAD_TEXT
    broken = [
        item for item in recorded['validators'] if 'regex' in item and not re.search(item['regex'], text, item['flags'])
    ]
    fits = recorded.get('min_length', 0) <= len(text) <= recorded.get('max_length', len(text))
    return bool(broken) or not fits
