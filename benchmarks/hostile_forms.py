"""What hostile definitions cost, without and with the guards: ``python -m benchmarks.hostile_forms``.

"Without" is what the libraries do by themselves (PyYAML, yaql with the limits murano-dashboard gave it, ``re``), each
in a process of its own with 10 s of CPU time and 2 GB of memory. "With" is the form engine, measured in the same way.
"""

import multiprocessing
import resource
import sys
import time

CPU_SECONDS = 10
MEMORY = 2 << 30


def without_guards(attack):
    import collections.abc  # noqa: F401
    import re

    if attack.kind == 'definition':
        _read_plainly(attack.text)
    elif attack.kind == 'expression':
        _plain_engine()(attack.text).evaluate(context=_plain_context())
    else:
        re.search(attack.text, attack.subject)


def _plain_engine():
    from yaql import legacy

    return legacy.YaqlFactory().create(options={'yaql.limitIterators': 10000, 'yaql.memoryQuota': 1000000})


def _plain_context():
    from yaql import legacy

    return legacy.create_context()


def _read_plainly(text):
    """YAML, expressions and templates in the way of the ancestor: load, evaluate, evaluate what came out."""
    import json
    import re

    import yaml

    engine = _plain_engine()

    class Loader(yaml.SafeLoader):
        pass

    class Unquoted:
        def match(self, scalar):
            try:
                return not re.match(r'^[\s\w\d.:]*$', scalar) and engine(scalar)
            except Exception:  # noqa: BLE001 (not an expression, then)
                return False

    Loader.add_constructor('!yaql', lambda loader, node: engine(node.value))
    Loader.add_implicit_resolver('!yaql', Unquoted(), None)
    definition = yaml.load(text, Loader)  # noqa: S506  a SafeLoader
    context = _plain_context()
    for section in ('Parameters', 'Templates'):
        for name, value in (definition.get(section) or {}).items():
            context[name] = value

    def repeat(template, times):
        return [evaluate(template) for _ in range(times)]

    def evaluate(value):
        if hasattr(value, 'evaluate'):
            return evaluate(value.evaluate(context=context))
        if isinstance(value, dict):
            return {evaluate(key): evaluate(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [evaluate(item) for item in value]
        return value

    context.register_function(repeat)
    json.dumps(evaluate(definition), default=str)


def with_guards(attack):
    from tests.unit.dynamic_ui.survive import survive

    return survive(attack)


def _measure(run, attack, results):
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    try:
        outcome = run(attack) or 'done'
    except BaseException as error:  # noqa: BLE001 (whatever ends the attempt is the result)
        outcome = type(error).__name__
    spent = time.process_time() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    results.put((outcome, spent, max(0, grown) // 1024))


def measure(run, attack):
    context = multiprocessing.get_context('fork')
    results = context.SimpleQueue()
    process = context.Process(target=_measure, args=(run, attack, results))
    process.start()
    process.join(60)
    if process.is_alive():
        process.kill()
    process.join()
    if results.empty():
        return f'killed (signal {-process.exitcode})', CPU_SECONDS, None
    return results.get()


def main():
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False, INSTALLED_APPS=[])
    django.setup()
    from murano_panel.dynamic_ui.language.sandbox import engine, standard_context
    from tests.unit.dynamic_ui.attacks import ATTACKS

    engine(), standard_context()  # made once per process, before any request
    print(f'{"attack":34} {"without":>28} {"s":>6} {"MB":>6}   {"with":>22} {"s":>6} {"MB":>6}')
    for attack in ATTACKS:
        row = [measure(run, attack) for run in (without_guards, with_guards)]
        shown = [
            f'{outcome[:28]:>28} {spent:6.2f} {"" if grown is None else grown:>6}' for outcome, spent, grown in row
        ]
        print(f'{attack.name:34} {shown[0]}   {shown[1]}', flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
