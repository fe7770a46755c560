"""What is not theirs looks to strangers exactly like what does not exist: nobody learns which ids are taken."""

import re

import pytest

from tests.support import cast
from tests.views.addresses import ADDRESSES
from tests.views.test_access import OF_PROJECT, body

NOBODYS = 'deadbeef' * 4
SCRIPT = {'accept': 'application/json', 'x-requested-with': 'XMLHttpRequest'}
BY = pytest.mark.parametrize('headers', [{}, SCRIPT], ids=['page', 'script'])
# Administrators look after the packages of all projects.
HIDDEN_FROM_ADMINISTRATORS = pytest.mark.parametrize(
    'address',
    [a for a in ADDRESSES if (a.of_environment or a.of_package) and not a.name.startswith('packages:')],
    ids=lambda address: address.name,
)
THROUGH_AN_ENVIRONMENT = pytest.mark.parametrize(
    'address',
    [a for a in ADDRESSES if a.of_environment and a.arguments != {'environment_id'}],
    ids=lambda address: address.name,
)


def seen(answer, ids):
    """All that a stranger gets, but for the id asked for, the token of forms, and a comment of random length."""
    text = answer.content.decode() + answer.headers.get('Location', '')
    for known in ids.values():
        text = text.replace(known, 'ID')
    for random in (
        r'<!-- \w+ -->',
        r'(?<=name="csrfmiddlewaretoken" value=")\w+',
        r'(?<=name="resend" value=")[\w=-]+',
    ):
        text = re.sub(random, '', text)
    return answer.status_code, sorted(answer.headers), text


def answers(client, address, ids, headers):
    found = []
    if address.get:
        found.append(client.get(address.url(ids), headers=headers))
    if address.post is not None:
        found.append(client.post(address.url(ids), body(address, ids), headers=headers))
    return [seen(answer, ids) for answer in found]


@OF_PROJECT
@BY
def test_strangers_cannot_tell_them_apart(address, headers, ids, charlie):
    missing = dict.fromkeys(ids, NOBODYS)
    assert answers(charlie, address, ids, headers) == answers(charlie, address, missing, headers)


@HIDDEN_FROM_ADMINISTRATORS
@BY
def test_administrators_cannot_either(address, headers, ids, admin):
    missing = dict.fromkeys(ids, NOBODYS)
    assert answers(admin, address, ids, headers) == answers(admin, address, missing, headers)


@THROUGH_AN_ENVIRONMENT
@BY
def test_nor_can_strangers_through_an_environment_of_their_own(address, headers, ids, charlie, murano):
    def through_own(others):
        own = murano.environment('mine', project=cast.CHARLIE.project)
        return answers(charlie, address, others | {'environment_id': own.id}, headers)

    assert through_own(ids) == through_own(dict.fromkeys(ids, NOBODYS))


def test_rows_of_others_cannot_be_selected(ids, charlie):
    [address] = [a for a in ADDRESSES if a.name == 'environments:delete_selected']
    missing = dict.fromkeys(ids, NOBODYS)
    assert answers(charlie, address, ids, {}) == answers(charlie, address, missing, {})


def test_the_words_are_ours(charlie, ids):
    page = charlie.get(f'/app-catalog/environments/{ids["environment_id"]}/').content.decode()
    assert 'It may have been deleted by somebody else, or belong to another project.' in page
    assert 'not authorized' not in page and 'Go back to the list.' in page
