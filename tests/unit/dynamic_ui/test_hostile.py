"""Nobody's definition takes more than two seconds of a request, or gets out of its box.

What the same attacks do without the guards: docs/forms-engine.md, measured by benchmarks/hostile_forms.py.
"""

import time
import tracemalloc

import pytest

from murano_panel.dynamic_ui import ExpressionError, ResourceLimitExceeded, build_form, build_object_model, work_limit
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.language.expressions import parse_expression
from tests.unit.dynamic_ui.attacks import ATTACKS
from tests.unit.dynamic_ui.cloud import Cloud, definition, one_form
from tests.unit.dynamic_ui.survive import survive

# These are large, or odd, but can be answered in time.
HARMLESS = {
    '256 kB of expressions',
    '256 kB of words with dashes',
    'the pattern for JSON',
    'a pattern of optional letters',
}


@pytest.mark.parametrize('attack', ATTACKS, ids=lambda attack: attack.name)
def test_attack_is_survived_in_time(attack):
    started = time.thread_time()
    outcome = survive(attack, seconds=0.5)
    assert time.thread_time() - started < 1
    assert (outcome == 'done') <= (attack.name in HARMLESS)


@pytest.mark.parametrize(
    'name', ['aliases that multiply', 'a joined text', 'deep YAML', 'a long list', 'repeat in repeat']
)
def test_attack_does_not_fill_the_memory(name):
    attack = next(attack for attack in ATTACKS if attack.name == name)
    tracemalloc.start()
    try:
        survive(attack, seconds=0.5)
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()


def test_error_names_form_field_and_line():
    form = one_form('{name: a, type: string, initial: !yaql "pow(9, pow(9, 9))"}')
    with pytest.raises(ResourceLimitExceeded) as caught:
        build_form(form, 0, answers={}, sources=Cloud())
    assert (caught.value.form, caught.value.field, caught.value.line) == ('f', 'a', 6)


def test_outer_limit_stays_in_force():
    busy = parse_expression('range(0, 9999).select(range(0, 9999).select($ + 1).sum()).sum()')
    started = time.thread_time()
    with work_limit(0.1), pytest.raises(ResourceLimitExceeded):
        Evaluation({}).value(busy)
    assert time.thread_time() - started < 0.5


def test_values_of_users_are_not_quoted_in_errors():
    loaded = definition(
        'Application: {"?": {type: a.B}, port: int($.f.p)}\n'
        'Forms:\n  - f:\n      fields:\n        - {name: p, type: string}\n'
    )
    with pytest.raises(ExpressionError) as caught:
        build_object_model(loaded, {'f': {'p': 'Secr3t!pw'}})
    assert 'Secr3t' not in str(caught.value)


def test_expressions_do_not_reach_python():
    for text in ("'a'.__class__", "'a'.upper()", "call('__import__', ['os'], {})", 'now().__class__', 'let(1).state'):
        with pytest.raises(ExpressionError):
            Evaluation({}).value(parse_expression(text))


def test_slow_pattern_of_a_field_is_an_error_of_that_field():
    loaded = one_form("{name: a, type: string, regexpValidator: '^(a|aa)+$'}")
    form = build_form(loaded, 0, answers={}, sources=Cloud(), data={'a': 'a' * 60 + 'b'})
    assert 'takes too long' in form.errors['a'][0]


def test_scripts_of_authors_are_not_loaded():
    loaded = one_form(
        "{name: a, type: string, widgetMedia: {js: ['//evil.example/x.js']}, "
        "widgetAttrs: {onclick: alert(1), placeholder: hi, style: 'x'}}"
    )
    html = str(build_form(loaded, 0, answers={}, sources=Cloud()))
    assert 'placeholder="hi"' in html
    assert 'evil' not in html and 'onclick' not in html and 'style' not in html
