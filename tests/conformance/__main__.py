"""python -m tests.conformance CORPUS [CORPUS …]"""

import sys

import django
from django.conf import settings


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    if not settings.configured:
        settings.configure(USE_I18N=False, INSTALLED_APPS=[])
        django.setup()
    from tests.conformance.corpus import fixtures, packages
    from tests.conformance.runner import CRASHED, DIFFERING, judge, summary

    verdicts = []
    for corpus in arguments:
        cloud = fixtures(corpus)
        for package in packages(corpus):
            verdict = judge(package, cloud)
            verdicts.append(verdict)
            for line in verdict.lines:
                print(f'{verdict.outcome} {verdict.package}: {line}')
    print('\n'.join(summary(verdicts)))
    return int(any(verdict.outcome in (CRASHED, DIFFERING) for verdict in verdicts))


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
