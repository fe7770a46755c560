"""Where the engine differs from the ancestor on purpose.

Each rule is about a construct, says what was wrong (``cites``: W = forms-in-the-wild.md, D = murano-dashboard.md), and
changes what is expected into what is right. ``apply`` returns whether it changed anything. What no rule changes must be
the same to the letter.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass

from tests.conformance import rules_failed, rules_shown
from tests.conformance.rules import works_although_it_failed


@dataclass(frozen=True)
class Rule:
    name: str
    cites: str
    change: Callable

    def apply(self, expected, observed, package):
        before = copy.deepcopy(expected)
        self.change(expected, observed, package)
        return expected != before


RULES = (
    Rule('a field may have any name, such as flavor', 'W 6, D 6.1 no. 10', rules_failed.names_of_fields),
    Rule('a flavor is one of those offered', 'D 4.3 flavor: clean() does no validation', rules_shown.flavor_is_checked),
    Rule(
        'the initial choice is the one the author gave, none where it may stay empty',
        'W 4',
        rules_shown.initial_choice,
    ),
    Rule('texts are escaped when they are shown, not before', 'W 3', rules_shown.texts_are_not_escaped),
    Rule('a region is not a title', 'W 1, D 4.5', rules_shown.region_is_not_a_title),
    Rule('choices can be told apart', 'D 4.3 volume: unlabelled mix; equal names', rules_shown.choices_are_told_apart),
    Rule('a hidden text or password is hidden', 'D 4.3 text: hidden is ignored', rules_shown.hidden_is_hidden),
    Rule(
        'every key counts: computed, false in quotes, or beside another check',
        'D 4.4: ignored as YAQL',
        rules_shown.computed_keys_count,
    ),
    Rule('a network that is not required may have no choice', 'W 11', rules_shown.network_without_choice),
    Rule('name() gives the name', 'W 2, D 6.1 no. 10', rules_failed.name_function),
    Rule(
        'a host name without a pattern is generated',
        'W 10',
        works_although_it_failed('No function "generateHostname" matches'),
    ),
    Rule(
        'slips in version, structure and characters are reported, the form works',
        'W "What is used", Version; W Traps: list form bodies, YAML errors',
        rules_failed.slips,
    ),
    Rule('unknown keys are reported, the form works', 'W 14; D 4.4 enabled', rules_failed.keys_known_here),
    Rule(
        'unusable values are reported, the form works',
        'W Traps: a 500 without a line number',
        rules_failed.unusable_values,
    ),
    Rule('what fails later is refused at once', 'W Traps: a 500 after all forms', rules_failed.refused_at_once),
    Rule('words joined by a dash are text', 'W 13', rules_failed.words_are_text),
    Rule(
        'an attribute that cannot be computed is left out',
        'W 10, D 4.4: attributes are evaluated on access',
        rules_failed.uncomputed_attribute,
    ),
    Rule(
        'a field needs no label, and may compute it',
        'D 4.3 password: label is mandatory; D 4.4',
        rules_shown.field_without_label,
    ),
    Rule(
        'a type that nobody knows takes text',
        'W "What is used": types of a fork; D 6.1 no. 9',
        rules_failed.unknown_type_takes_text,
    ),
    Rule(
        'a check that fails is an error of its field',
        'D 4.4: validators run in the request',
        rules_failed.failing_check,
    ),
)
