"""Advice, tried on what people see on clouds (data/failures.yaml)."""

from pathlib import Path

import pytest
import yaml

from murano_panel.domain.state.advice import ADVICE, advice, cause

FAILURES = yaml.safe_load((Path(__file__).parent / 'data/failures.yaml').read_text(encoding='utf-8'))


@pytest.mark.parametrize('seen', FAILURES, ids=lambda seen: seen['text'][:60])
def test_what_a_text_from_the_field_gives(seen):
    assert cause(seen['text']) == seen.get('gives', seen['cause'])


def test_no_text_from_the_field_gives_wrong_advice():
    assert len(FAILURES) > 100
    assert all(seen['cause'] in ('', *ADVICE) and seen.get('gives', '') == '' for seen in FAILURES)


@pytest.mark.parametrize(
    'text',
    [
        'publicURL endpoint for network service in RegionOne region not found',
        'admin endpoint for image service not found',
        'publicURL endpoint for orchestration service not found',
        'internalURL endpoint for volumev3 service in RegionOne region not found',
    ],
)
def test_a_service_that_is_missing_is_not_a_thing_that_is_gone(text):
    assert cause(text) == 'missing'


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Object "4f0c" is not found in object store', 'reference'),
        ('Package for class "demo.Gone" is not found', 'package'),
        ('The murano-agent did not respond within 3600 seconds', 'timeout'),
        ('[demo.Web.port] Value 0 violates check() contract', 'contract'),
        ("[demo.Web.port] Value 0 doesn't match predicate", 'contract'),
        ("[demo.Web::restart(seconds)] Value 99 doesn't match predicate", 'argument'),
        ('[demo.Web::restart(seconds)] null value violates notNull() contract', 'argument'),
        ('No method "restart" for receiver <demo.Web/0.0.0 89 (1401)> matches supplied arguments', 'arguments'),
        ('[yaql.language.exceptions.NoMatchingMethodException]: No method "fly"', 'author'),
        ('builtins.KeyError: 7', 'author'),
        ('[yaql.language.exceptions.NoFunctionRegisteredException]: Unknown function "#property#addr"', 'stack'),
        ('Unknown function "#property#address"', ''),
        ("[AttributeError]: 'NoneType' object has no attribute 'version'", 'version'),
        ("[builtins.AttributeError]: 'NoneType' object has no attribute 'size'", 'author'),
        ('The Image (cirros) could not be found.', 'gone'),
        ("Error validating value 'm9': No Flavor matching {'name': 'm9'}.", 'gone'),
        ("Error validating value 'none': No images matching {'name': 'none'}.", 'gone'),
        ('The Key (mine) could not be found.', 'key'),
        ('RoleAssignmentNotFound: Could not find role assignment', 'trust'),
        ('The request you have made requires authentication. (HTTP 401) (Request-ID: req-1)', 'login'),
        ('Unexpected stack state CREATE_FAILED: Stack CREATE timed out', 'timeout'),
        # What a script on a server says is not what the cloud says.
        ('[murano.engine.system.agent.AgentException]: quota exceeded: image nginx could not be found', 'script'),
        ('Warning: the database has no quota set', ''),
        ('the image viewer was not found in its place', ''),
    ],
)
def test_what_murano_and_heat_say(text, expected):
    assert cause(text) == expected


@pytest.mark.parametrize('sentence', ADVICE.values())
def test_every_sentence_can_name_a_component(sentence):
    assert 'Nginx 100%' in sentence % {'component': 'Nginx 100%'} or '%' not in sentence


def test_unknown_causes_come_without():
    assert advice('the moon is in the wrong phase') == ''


def test_a_trace_is_mentioned_only_where_there_is_one():
    assert 'trace' not in advice('NoMethodFound: x') and 'author' in advice('NoMethodFound: x')
    assert 'the trace below helps' in advice('NoMethodFound: x', has_trace=True)
