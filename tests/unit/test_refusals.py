""" "Cannot, because": the same refusal for pages, scripts, messages and buttons."""

import json

import pytest

from murano_panel.api import errors
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.web import answers, failures

FAMILIES = [
    family
    for family in vars(errors).values()
    if isinstance(family, type) and issubclass(family, errors.ApiError) and family is not errors.ApiError
]


@pytest.mark.parametrize('family', FAMILIES, ids=lambda family: family.__name__)
def test_every_error_has_words_of_its_own(family):
    found = failures.refusal_of(family('disk full', request_id='req-1'))
    if family is not errors.NotFound:
        reason = found.title if family is errors.Expired else 'disk full'
        assert (found.reason, found.request_id) == (reason, 'req-1')
    # What runs is waited for, says its own sentence (errors.busy_sentence()).
    assert found.title and (found.advice or family is errors.Busy) and found.kind != 'error' and found.status >= 400


def test_what_is_not_found_tells_nothing_of_what_the_server_said():
    found = failures.refusal_of(errors.NotFound('User is not authorized', request_id='req-1'))
    assert found == failures.refusal_of(errors.NotFound())
    assert found.reason and found.request_id is None


def test_an_error_without_text_says_what_kind_it_is():
    assert str(failures.refusal_of(errors.Unavailable())) == 'Murano does not answer'


def test_what_was_refused_on_purpose_keeps_its_words():
    refusal = Refusal('No', 'It is late.', 'Sleep.', kind='late', status=418)
    assert failures.refusal_of(Refused(refusal)) is refusal


def test_scripts_get_all_of_it():
    answer = answers.json(Refusal('No', 'It is late.', 'Sleep.', kind='late', status=418))
    assert answer.status_code == 418
    assert json.loads(answer.content) == {
        'error': {'kind': 'late', 'title': 'No', 'message': 'It is late.', 'advice': 'Sleep.'}
    }


def test_a_message_says_what_was_tried():
    told = answers.sentence(errors.Unavailable('No route to host.'), 'Not deleted')
    assert told == (
        'Not deleted: No route to host. Try again in a moment. If it stays like this, tell your administrator.'
    )


def test_beside_a_button_stands_the_reason():
    assert f'{failures.refusal(errors.Busy, "It is being deleted.")}' == 'It is being deleted.'
