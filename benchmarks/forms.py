"""How long the form engine takes for packages, without the cloud: ``python -m benchmarks.forms CORPUS [CORPUS …]``.

Each package is loaded, its first step is rendered, and its object model is built from the recorded default answers; the
best of five runs counts, in CPU time. The expressions of a package are parsed once per process: the first load, with
nothing parsed yet, is shown by itself.
"""

import contextlib
import statistics
import sys
import time

RUNS = 5
MOST_MS = 300


def main(corpora):
    import django
    from django.conf import settings

    if not corpora:
        raise SystemExit(__doc__)
    settings.configure(USE_I18N=False, INSTALLED_APPS=[])
    django.setup()
    from tests.conformance.corpus import RecordedCloud, fixtures, packages

    measured = {'first load': {}, 'load': {}, 'first step': {}, 'object model': {}}
    for corpus in corpora:
        cloud = RecordedCloud(fixtures(corpus))
        for package in packages(corpus):
            for name, milliseconds in _measure(package, cloud).items():
                measured[name][package.name] = milliseconds
    for name, times in measured.items():
        worst = max(times, key=times.get)
        print(
            f'{name:13} {len(times):4} packages   median {statistics.median(times.values()):6.1f} ms   '
            f'worst {times[worst]:6.1f} ms   {worst}'
        )
    slow = {package for times in measured.values() for package, took in times.items() if took > MOST_MS}
    print(f'over {MOST_MS} ms: {", ".join(sorted(slow)) or "none"}')
    return int(bool(slow))


def _measure(package, cloud):
    from murano_panel.dynamic_ui import (
        DefinitionError,
        ExpressionError,
        build_form,
        build_object_model,
        load_definition,
    )
    from murano_panel.dynamic_ui.language.sandbox import engine, standard_context
    from tests.conformance.observed import posted

    engine(), standard_context()  # made once per process

    def read():
        return load_definition(package.text, fqn=package.fqn, package_name=package.fqn)

    _forget()
    try:
        times = {'first load': _milliseconds(read), 'load': min(_milliseconds(read) for _ in range(RUNS))}
    except DefinitionError:
        return {}
    definition = read()

    def form(index, answers, data=None):
        return build_form(definition, index, answers=answers, sources=cloud, parameters=package.parameters, data=data)

    if definition.steps:
        times['first step'] = min(_milliseconds(lambda: str(form(0, {}))) for _ in range(RUNS))
    answers = {}
    for index, step in enumerate(definition.steps):
        filled = form(index, answers, posted(package.oracle['scenarios']['defaults']['answers'].get(step.name, {})))
        if not filled.is_valid():
            return times
        answers[step.name] = filled.answers
    with contextlib.suppress(ExpressionError):  # the conformance run tells what fails, and why
        times['object model'] = min(
            _milliseconds(lambda: build_object_model(definition, answers, parameters=package.parameters))
            for _ in range(RUNS)
        )
    return times


def _forget():
    from murano_panel.dynamic_ui.language import expressions, patterns

    expressions._parse.cache_clear()
    patterns.compile_pattern.cache_clear()


def _milliseconds(work):
    started = time.thread_time()
    work()
    return (time.thread_time() - started) * 1000


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
