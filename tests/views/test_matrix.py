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
from tests.views.sentences import alerts, told

PAGES = [address for address in ADDRESSES if address.get]
# The quota is Nova's, images are Glance's; a form to name something new needs nothing of Murano.
WITHOUT_CALLS = (
    'environments:quota',
    'environments:create',
    'catalog:starter',
    'catalog:try_form',
    'categories:create',
    # Glance's: test_images.py has their matrix.
    'images:index',
    'images:mark',
    'images:unmark',
)
# They spoil what stands beside the rows of a list, and is not read.
BESIDE = ('NaN', 'half a character', 'no UTF-8', 'huge number')
NO_WARNING = {'': 'it would only have warned that a required package is missing: the check of the package says why'}
# {(page, call): {fault, '' for all: why the page says nothing of it}}
HARMLESS = {
    **{
        (page, '/catalog/packages$'): {
            '': 'it would only have told the name of an application: the next page asks again'
        }
        for page in ('environments:detail', 'environments:topology', 'blueprints:detail')
    },
    ('deployments:index', '/deployments$'): {
        '403': 'the environment is gone, and its deployments with it',
        '404': 'the environment is gone, and its deployments with it',
    },
    **{
        (page, '/environments/[^/]+$'): dict.fromkeys(
            ('403', '404'), 'the environment is gone, or not of this project any more: it does not hold the package'
        )
        for page in (
            *('packages:disable', 'packages:unshare', 'packages:replace', 'packages:delete'),
            *('packages:health_on', 'catalog:connections'),
        )
    },
    ('operations:statistics', '/stats$'): {'list': 'that is what Murano answers where it counts nothing'},
    **{
        ('environments:checks', call): {'': 'it says that this could not be checked: test_checks.py'}
        for call in ('/catalog/packages$', '/download$')
    },
    ('catalog:detail', '/ui$'): {'half of it': 'half a text is a text'},
    ('catalog:check', '/ui$'): {'half of it': 'half a text is a text'},
    **{
        (page, call): reasons
        for page in ('catalog:add_to', 'catalog:start', 'blueprints:add')
        for call, reasons in (('/ui$', {'half of it': 'half a text is a text'}), ('/download$', NO_WARNING))
    },
    **{
        (page, call): reasons
        for page in ('catalog:edit', 'blueprints:component')
        for call, reasons in (
            ('/ui$', {'half of it': 'half a text is a text: what does not load is called faulty'}),
            ('/download$', {'': 'it would only have told of a version that is missing: Murano tells when it deploys'}),
        )
    },
    **{
        (page, '/download$'): {'half of it': 'half an archive is none: it says so'}
        for page in ('catalog:check', 'catalog:connections', 'catalog:action', 'environments:action')
    },
}
# What answers may be: well enough, not well.
TRUE = {200, 400, 401, 403, 404, 409, 422, 502, 503}


def is_harmless(address, call, fault) -> bool:
    return any(
        (page, bool(re.search(pattern, call[1]))) == (address.name, True) and {fault.name, ''} & set(reasons)
        for (page, pattern), reasons in HARMLESS.items()
    )


def fault_in(answer, address, call, fault) -> str:
    """What is wrong with the page that came of the fault, '' for nothing."""
    if answer.status_code == 302:
        return _fault_of_redirect(answer, address)
    if answer.status_code not in TRUE:
        return f'status {answer.status_code}'
    if fault.harmless:
        return '' if answer.status_code == 200 else f'status {answer.status_code} although all can be read'
    if address.kind == 'script':
        return _fault_for_scripts(answer, fault)
    if address.kind == 'file' or (answer.status_code == 200 and fault.name in BESIDE):
        return ''
    page = answer.content.decode()
    if 'Traceback' in shown(answer):
        return 'a traceback'
    said = alerts(page)
    if told(fault.name, said) or is_harmless(address, call, fault):
        return ''
    return f'status {answer.status_code} does not say so, but: {said[:300]!r}'


def _fault_for_scripts(answer, fault) -> str:
    if answer.status_code == 200:
        return ''
    error = answer.json()['error']
    said = ' '.join(str(error[part]) for part in ('title', 'message', 'advice'))
    return '' if told(fault.name, said) else f'status {answer.status_code} tells scripts: {said!r}'


def _fault_of_redirect(answer, address) -> str:
    if address.kind == 'file' and answer.url.endswith('package.svg'):
        return ''
    # A page that cannot be shown may lead to one that says so.
    return (
        '' if '_messages' in str(answer.cookies) or answer.wsgi_request._messages else 'leads elsewhere without a word'
    )


def forget():
    """What pages have left in the cache; the logins lie there, too."""
    cache.delete_many([key.partition(':1:')[2] for key in cache._cache if 'murano_panel:' in key])


def calls_of(address, ids, client, murano) -> list[tuple[str, str]]:
    before = len(murano.calls)
    forget()
    client.get(address.url(ids))
    return murano.calls[before:]


@pytest.mark.parametrize('address', PAGES, ids=lambda address: address.name)
def test_pages(address, ids, alice, admin, murano, record_property):
    user = address.user(alice, admin)
    murano.category('Web')
    calls = calls_of(address, ids, user, murano)
    assert calls or address.name in WITHOUT_CALLS
    handled, faults = 0, []
    for nth, call in enumerate(calls, 1):
        for fault in FAULTS.values():
            forget()
            rule = murano.spoil(fault, nth=nth)
            try:
                fault_found = fault_in(user.get(address.url(ids)), address, call, fault)
            except Exception as error:  # noqa: BLE001  the test client passes on what would be a traceback
                fault_found = f'{type(error).__name__}: {error}'
            murano.mend()
            assert rule.struck
            if fault_found:
                faults.append(f'{" ".join(call)} (call {nth}), {fault.name}: {fault_found}')
            else:
                handled += 1
    total = len(calls) * len(FAULTS)
    print(f'{address.name}: {handled} of {total}')
    assert not faults, f'{handled} of {total}\n' + '\n'.join(faults)
