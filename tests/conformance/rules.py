"""What the rules about deliberate differences have in common."""

from tests.conformance.facts import errors_by_facts

CRASH = '__exception__'
# a second mistake of the same author: the form works, and the model says which expression cannot
_AUTHOR_ERRORS = ('There is no function', 'what stands before the dot', 'does not accept these values')


def fields_of(expected, observed):
    """Each expected field with its form and its definition, where there is one."""
    definition = observed['definition']
    for form in expected['forms']:
        step = next((step for step in definition.steps if step.name == form['name']), None) if definition else None
        by_name = {item.name: item for item in step.fields} if step else {}
        for field in form['fields']:
            if field['name'] in by_name:
                yield form, field, by_name[field['name']]


def told_about(observed):
    """What the engine says about the definition."""
    definition = observed['definition']
    return [problem.message for problem in (*definition.problems, *observed['problems'])] if definition else []


def take_over(expected, observed, name):
    """Nothing is known about what the ancestor would have made: the forms it did show stay as expected."""
    expected['scenarios'][name] = observed['scenarios'][name]
    add_forms(expected, observed)


def take_over_refusals(expected, observed, names):
    """Where nothing but these fields was refused."""
    for name, scenario in expected['scenarios'].items():
        error = scenario.get('error', {})
        if error.get('type') == 'ValidationError' and set(error['message']) <= names:
            take_over(expected, observed, name)


def add_forms(expected, observed):
    known = {form['name'] for form in expected['forms']}
    expected['forms'] += [form for form in observed['forms'] if form['name'] not in known]
    order = [form['name'] for form in observed['forms']]
    expected['forms'].sort(key=lambda form: order.index(form['name']) if form['name'] in order else len(order))


def crashed_requests(expected, observed, package, is_meant):
    """Requests that crashed are answered from what was recorded about the fields; checks in YAQL as the engine does."""
    recorded = {form['name']: form for form in package.oracle['forms']}
    seen = {form['name']: form for form in observed['forms']}
    for form in expected['forms']:
        for key, is_bad in (('errors_when_empty', False), ('errors_when_bad', True)):
            crash = recorded[form['name']][key].get(CRASH) if form['name'] in recorded else None
            if crash and is_meant(crash) and form['name'] in seen:
                form[key] = errors_by_facts(
                    recorded[form['name']]['fields'], form['fields'], is_bad, seen[form['name']][key]
                )


def works_although_it_failed(sign, *told):
    """Rules for definitions the ancestor answered with an error 500: the form opens, and says what is not as meant.

    ``sign`` is a part of the ancestor's message, ``told`` are parts of ours: any will do, none means there is nothing
    to tell.
    """

    def change(expected, observed, _package):
        is_told = not told or any(part in message for part in told for message in told_about(observed))
        for name, scenario in expected['scenarios'].items():
            error = scenario.get('error', {})
            crashed = error.get('type') not in (None, 'ValidationError') and sign in str(error['message'])
            if not (observed['definition'] and is_told and crashed):
                continue
            failed = observed['scenarios'][name].get('failed')
            if failed is None or any(part in failed for part in _AUTHOR_ERRORS):
                take_over(expected, observed, name)
            else:
                add_forms(expected, observed)

    return change
