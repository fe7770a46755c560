"""The ancestor's own words and additions, which are no part of what a package asks for.

Its built-in texts are put in our words; the check box of its wizard, the details of the repeated password and the
default password rule are recognised and taken out of the comparison, on both sides.
"""

import html
import re

from murano_panel.dynamic_ui.fields.validators import PASSWORD_CHARACTERS

PASSWORD_RULE = r'^.*(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?=.*[!@#$%^&*()_+|\/.,~?><:{}-]).*$'
WIZARD_FIELD = 'stay_at_the_catalog'
NAME_FORM = 'workflowManagement'

_CHOICES = {
    'No keypair': 'No key pair',
    'Select Image': 'Select an image',
    'Select Application': 'Select an application',
    'Select volume': 'Select a volume',
    'Application default security group': "The application's own security group",
    'No images available': 'No image',
    'No volumes available': 'No volume',
}
_PASSWORD_HELP = {
    'Enter a complex password with at least one letter, one number and one special character': (
        'At least {min_length} characters, among them a lower-case letter, an upper-case letter, a digit and one of '
        '{characters}'
    ),
    'Enter a password': '',
}
PASSWORDS_DIFFER = 'The passwords differ.'
# the ancestor told it of the whole form
_PASSWORDS_DIFFER = re.compile("^(.*)s don't match$")
_NAME_FIELD = ('label', 'description', 'description_title')
_OF_A_REPEATED_PASSWORD = ('name', 'kind', 'hidden', 'required')


def in_our_words(form):
    """Change an expected form in place."""
    form['fields'] = [_field(field, form['name']) for field in form['fields'] if field['name'] != WIZARD_FIELD]


def without_additions(form):
    """Change an observed form in place."""
    form['fields'] = [_field(field, form['name']) for field in form['fields']]


def own_errors(errors, fields):
    """Names of the fields with errors; what is wrong with the repeated password is wrong with the password.

    The ancestor compared the two only when everything else was right.
    """
    by_label = {
        html.unescape(field.get('label') or ''): field['name'] for field in fields if field['kind'] == 'password'
    }
    names = set()
    told = {name: texts for name, texts in errors.items() if texts != [PASSWORDS_DIFFER]}
    for name, texts in (told or errors).items():
        differ = _PASSWORDS_DIFFER.match(texts[0]) if name == '__all__' else None
        names.add(by_label.get(html.unescape(differ[1]), name) if differ else name.removesuffix('-clone'))
    return sorted(names)


def _field(field, form_name):
    if field['kind'] == 'confirm':
        return {key: field[key] for key in _OF_A_REPEATED_PASSWORD}
    if form_name == NAME_FORM:
        return {key: value for key, value in field.items() if key not in _NAME_FIELD}
    if field['kind'] == 'password':
        if field['help_text'] in _PASSWORD_HELP:
            field['help_text'] = _PASSWORD_HELP[field['help_text']].format(
                min_length=field.get('min_length'), characters=PASSWORD_CHARACTERS
            )
        field['default_rule'] = field.get('default_rule', False) or [PASSWORD_RULE, 0] in field['patterns']
        field['patterns'] = [item for item in field['patterns'] if item != [PASSWORD_RULE, 0]]
    if 'choices' in field:
        if [label for _value, label, _disabled in field['choices']] == ['Select Application']:
            field['choices'][0][1] = 'None in this environment yet'
        field['choices'] = [[value, _label(label), disabled] for value, label, disabled in field['choices']]
    return field


def _label(label):
    return re.sub(r': random subnet$', ': any subnet', _CHOICES.get(label, label))
