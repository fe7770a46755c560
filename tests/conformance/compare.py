"""Differences between what is expected and what is observed, one line each."""


def differences(expected, observed):
    lines = []
    _forms(expected['forms'], _reached(expected, observed), lines)
    for name, scenario in expected['scenarios'].items():
        _scenario(name, scenario, observed, lines)
    return lines


def _reached(expected, observed):
    """Forms behind one whose recorded answers were refused were never seen."""
    stopped = any(
        scenario.get('error', {}).get('type') == 'ValidationError' for scenario in expected['scenarios'].values()
    )
    return observed['forms'][: len(expected['forms'])] if stopped else observed['forms']


def _forms(expected, observed, lines):
    names = [form['name'] for form in expected], [form['name'] for form in observed]
    if names[0] != names[1]:
        lines.append(f'steps: expected {names[0]}, got {names[1]}')
    for form in expected:
        same = next((other for other in observed if other['name'] == form['name']), None)
        if same is not None:
            _form(form, same, lines)


def _form(expected, observed, lines):
    place = expected['name']
    for key in ('title', 'region', 'rules'):
        _value(f'{place} {key}', expected[key], observed[key], lines)
    _value(
        f'{place} fields',
        [field['name'] for field in expected['fields']],
        [field['name'] for field in observed['fields']],
        lines,
    )
    by_name = {field['name']: field for field in observed['fields']}
    for field in expected['fields']:
        other = by_name.get(field['name'], {})
        for key in sorted(field.keys() | other.keys()) if other else ():
            _value(f'{place}.{field["name"]} {key}', field.get(key), other.get(key), lines)
    for key in ('errors_when_empty', 'errors_when_bad'):
        _value(f'{place} {key}', expected[key], observed[key], lines)


def _scenario(name, expected, observed, lines):
    got = {'refused': observed['opened']} if observed['opened'] else observed['scenarios'].get(name, {})
    if 'error' in expected:
        outcome = _outcome(expected['error'])
        if outcome not in got:
            lines.append(f'{name}: expected {outcome} ({expected["error"]["message"]}), got {sorted(got)}')
    elif 'application' not in expected:
        _value(name, expected, got, lines)
    elif 'application' not in got:
        lines.append(f'{name}: expected an object model, got {got}')
    else:
        _value(f'{name} model', expected['application'], got['application'], lines)


def _outcome(error):
    """How the same failure shows in the engine: the definition, an answer, or an expression is refused."""
    if error['stage'] == 'open':
        return 'refused'
    return 'invalid' if error['type'] == 'ValidationError' else 'failed'


def _value(place, expected, observed, lines):
    if isinstance(expected, dict) and isinstance(observed, dict):
        for key in sorted(expected.keys() | observed.keys()):
            _value(f'{place}.{key}', expected.get(key, _NOTHING), observed.get(key, _NOTHING), lines)
    elif expected != observed or type(expected) is not type(observed):
        lines.append(f'{place}: expected {expected!r}, got {observed!r}')


class _Nothing:
    def __repr__(self):
        return 'nothing'


_NOTHING = _Nothing()
