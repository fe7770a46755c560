import pytest

from murano_panel.domain.records import Report, Result
from murano_panel.domain.state import failure
from murano_panel.domain.state.advice import LACKING, REFUSED, advice
from murano_panel.domain.state.failure import innermost, root_cause, why
from tests.unit.test_progress import at

TRACE = """demo.OutOfLuck: [demo.Broken] gave up
Traceback (most recent call last):
  File "/tmp/io.murano/Classes/Environment.yaml", line 75:9 in method deploy of type io.murano.Environment
    $.applications.pselect($.deploy())
  File "/tmp/demo/Classes/Failing.yaml", line 33:11 in method deploy of type demo.Failing
    Throw demo.OutOfLuck: gave up

  Caused by builtins.OSError: disk is full
 Traceback (most recent call last):
   File "/tmp/demo/Classes/Failing.yaml", line 20:11 in method format of type demo.Failing
"""


def error(text, entity='env', number=1):
    return Report(id=f'r{number}', entity_id=entity, level='error', text=text, created=at(number))


def why_of(reports, result=None, owners=None, classes=None):
    return why(reports, result, environment_id='env', owners=owners or {}, classes=classes or {})


@pytest.mark.parametrize(
    ('wrapped', 'expected'),
    [
        ('gave up', 'gave up'),
        ('[demo.OutOfLuck]: gave up', 'gave up'),
        ('[demo.OutOfLuck, demo.Other]: gave up', 'gave up'),
        (
            '[builtins.OSError]: Unexpected stack state CREATE_FAILED: Resource CREATE failed: ResourceInError: '
            'resources.group|nested[0].server: Went to status ERROR due to '
            '"Message: No valid host was found. , Code: 500"',
            'No valid host was found.',
        ),
        (
            "[murano.engine.system.agent.AgentException]: {'message': \"apt-get: it's broken\", 'errorCode': 100}",
            "apt-get: it's broken",
        ),
        (
            '[keystoneauth1.exceptions.http.Forbidden]: '
            '{"forbidden": {"message": "Quota exceeded for cores", "code": 403}}',
            'Quota exceeded for cores',
        ),
        (
            '[novaclient.exceptions.NotFound]: Flavor m9 could not be found. (HTTP 404) (Request-ID: req-1-2)',
            'Flavor m9 could not be found.',
        ),
        (
            'murano.dsl.exceptions.ContractViolationException: [demo.Web.port] Value 0 violates check() contract',
            '[demo.Web.port] Value 0 violates check() contract',
        ),
        (
            "ERROR: Property error: : resources.vm.properties.flavor: : Error validating value 'm9': "
            "No Flavor matching {'name': 'm9'}.",
            "Error validating value 'm9': No Flavor matching {'name': 'm9'}.",
        ),
        ('[nginx] could not pull', '[nginx] could not pull'),
        ('registry.example.com: no such host', 'registry.example.com: no such host'),
        ('[demo.Empty]: ', '[demo.Empty]:'),
        ('', ''),
    ],
)
def test_a_message_is_unwrapped_to_its_innermost_part(wrapped, expected):
    assert innermost(wrapped) == expected


@pytest.mark.parametrize(
    'hostile', ['[' * 5000, 'a.' * 3000, '{"message": "' + '\\' * 5000, '[a.b]: ' * 2000, '{' + "'" * 9000]
)
@pytest.mark.timeout(5)
def test_hostile_messages_take_no_time(hostile):
    innermost(hostile)
    advice(hostile)


def test_no_errors_and_no_exception_is_no_failure():
    assert why_of([Report('r', 'c', 'info', 'fine', at(0))], Result(is_exception=False)) is None


def test_the_first_error_counts_and_knows_its_component():
    found = why_of([error('first', 'vm'), error('second', 'vm', 2)], owners={'vm': 'web'})
    assert (found.text, found.component_id, found.further) == ('first', 'web', ('second',))


def test_an_exception_is_unwrapped_to_its_cause_and_blamed_on_the_class_of_its_trace():
    result = Result(is_exception=True, message='[demo.OutOfLuck]: gave up', details=TRACE)
    found = why_of([error('[demo.OutOfLuck]: gave up')], result, classes={'demo.Failing': 'web', 'demo.Other': 'db'})
    assert (found.text, found.component_id, found.further) == ('disk is full', 'web', ())
    assert found.details == TRACE


def test_a_soft_error_before_an_exception_of_unknown_origin_is_the_first_one():
    result = Result(is_exception=True, message='[demo.OutOfLuck]: gave up', details=TRACE)
    found = why_of(
        [error('no licence', 'db'), error('[demo.OutOfLuck]: gave up', number=2)], result, owners={'db': 'db'}
    )
    assert (found.text, found.component_id, found.further) == ('no licence', 'db', ('disk is full',))


def test_an_exception_of_another_component_counts_more_than_soft_errors_before_it():
    result = Result(is_exception=True, message='[demo.OutOfLuck]: gave up', details=TRACE)
    reports = [error('no licence', 'db'), error('[demo.OutOfLuck]: gave up', number=2)]
    found = why_of(reports, result, owners={'db': 'db'}, classes={'demo.Failing': 'web'})
    assert (found.text, found.component_id, found.further) == ('disk is full', 'web', ('no licence',))


def test_an_exception_without_any_report_is_a_failure_too():
    assert why_of([], Result(is_exception=True, message='[demo.OutOfLuck]: gave up')).text == 'gave up'


def test_root_cause_of_a_message_with_several_lines():
    result = Result(
        is_exception=True,
        message='out',
        details='a: out\nTraceback (most recent call last):\n'
        '\n  Caused by demo.E: one\ntwo\n Traceback (most recent call last):\n  x',
    )
    assert root_cause(result) == 'demo.E: one\ntwo'


def test_details_are_bounded():
    result = Result(is_exception=True, message='x', details='y' * 10**6)
    assert len(why_of([], result).details) == failure.MAX_DETAILS


VIOLATION = 'murano.dsl.exceptions.ContractViolationException'


@pytest.mark.parametrize(
    ('message', 'refused', 'sentence'),
    [
        ("[demo.Web.port] Value 0 doesn't match predicate", ('demo.Web', 'port', '0'), REFUSED),
        ("[demo.Web.ports[1].no] Value 'a ] b' violates int() contract", ('demo.Web', 'ports', "'a ] b'"), REFUSED),
        ('[demo.Web.name] null value violates notNull() contract', ('demo.Web', 'name', ''), LACKING),
        ("[demo.Web.mode] Value 'x' is not equal to y", ('demo.Web', 'mode', "'x'"), REFUSED),
    ],
)
def test_a_value_that_is_not_accepted_is_named_with_its_property_and_component(message, refused, sentence):
    raw = f'[{VIOLATION}]: {message}'
    found = why_of([error(raw)], Result(is_exception=True, message=raw), classes={'demo.Web': 'web'})
    assert (found.refused.class_name, found.refused.property, found.refused.value) == refused
    assert (found.component_id, found.advice, found.text) == ('web', sentence, message)


@pytest.mark.parametrize(
    'message',
    [
        'gave up',
        # Of an argument, which no form of the component has.
        "[demo.Web::deploy(port)] Value 0 doesn't match predicate",
        # In the author's own words, and of a length: the property alone is no value.
        '[demo.Web.port] ports begin at 1',
        '[demo.Web.nodes] Array length 0 must not be less than 1',
    ],
)
def test_what_names_no_value_gets_the_general_advice(message):
    found = why_of([error(f'[{VIOLATION}]: {message}')])
    assert found.refused is None and found.advice == advice(f'[{VIOLATION}]: {message}')
