"""Each page × each call that it makes × each fault: a status that is true, a sentence, no traceback.

The pages are those of ``addresses.py``, which ``test_urls.py`` holds against what Horizon mounts: a new page cannot be
left out. ``-s`` or a failure shows the figures.
"""

import re

import pytest
from django.core.cache import cache

from tests.support.pages import shown
from tests.support.spoiler import FAULTS
from tests.views.addresses import ADDRESSES

PAGES = [address for address in ADDRESSES if address.get]
# The quota is Nova's; a form to name a new environment needs nothing of Murano.
WITHOUT_CALLS = ('environments:quota', 'environments:create', 'catalog:try_form')
# They spoil what stands beside the rows of a list, and is not read.
BESIDE = ('NaN', 'half a character', 'no UTF-8', 'huge number')
ALERT = re.compile(r'class="[^"]*\balert\b')
LOGIN = 'http://testserver/auth/login/?next=/app-catalog/'
# What answers may be: well enough, not well, the login.
TRUE = {200, 400, 401, 403, 404, 409, 422, 502, 503}


def fault_in(answer, address, fault) -> str:
    """What is wrong with the page that came of the fault, '' for nothing."""
    if answer.status_code == 302:
        return _fault_of_redirect(answer, address, fault)
    if answer.status_code not in TRUE:
        return f'status {answer.status_code}'
    if fault.harmless:
        return '' if answer.status_code == 200 else f'status {answer.status_code} although all can be read'
    if address.kind == 'script':
        told = answer.status_code == 200 or {'kind', 'message', 'advice'} <= set(answer.json()['error'])
        return '' if told else 'no sentence for scripts'
    if address.kind == 'file':
        return ''
    if answer.status_code == 200 and fault.name in BESIDE:
        return ''
    return '' if tells(answer) else f'status {answer.status_code} without a sentence'


def _fault_of_redirect(answer, address, fault) -> str:
    # keystonemiddleware marks both alike, and a page that reads knows no other owner.
    if fault.name.startswith('401'):
        return '' if answer.url.startswith(LOGIN) else 'not to the login'
    if address.kind == 'file' and answer.url.endswith('package.svg'):
        return ''
    # A page that cannot be shown may lead to one that says so.
    return (
        '' if '_messages' in str(answer.cookies) or answer.wsgi_request._messages else 'leads elsewhere without a word'
    )


def tells(answer) -> bool:
    return bool(ALERT.search(answer.content.decode())) and 'Traceback' not in shown(answer)


def forget():
    """What pages have left in the cache; the logins lie there, too."""
    cache.delete_many([key.partition(':1:')[2] for key in cache._cache if 'murano_panel:' in key])


def calls_of(address, ids, client, murano) -> int:
    before = len(murano.calls)
    forget()
    client.get(address.url(ids))
    return len(murano.calls) - before


@pytest.mark.parametrize('address', PAGES, ids=lambda address: address.name)
def test_pages(address, ids, alice, murano, record_property):
    number = calls_of(address, ids, alice, murano)
    assert number or address.name in WITHOUT_CALLS
    handled, faults = 0, []
    for nth in range(1, number + 1):
        for fault in FAULTS.values():
            forget()
            rule = murano.spoil(fault, nth=nth)
            try:
                fault_found = fault_in(alice.get(address.url(ids)), address, fault)
            except Exception as error:  # noqa: BLE001  the test client passes on what would be a traceback
                fault_found = f'{type(error).__name__}: {error}'
            murano.mend()
            assert rule.struck
            if fault_found:
                faults.append(f'{" ".join(murano.calls[-1])} (call {nth}), {fault.name}: {fault_found}')
            else:
                handled += 1
    total = number * len(FAULTS)
    print(f'{address.name}: {handled} of {total}')
    assert not faults, f'{handled} of {total}\n' + '\n'.join(faults)
