"""What authors wrote into packages lies sealed in the cache, as defaults of forms and classes may be passwords."""

import pickle
import zlib

import pytest
from django.core.cache import cache

from murano_panel.web import sealed_cache
from tests.views.addresses import FORM

WORD = 'hunter22'


def test_defaults_of_forms_and_classes_are_not_in_it_in_clear(alice, ids, murano):
    murano.packages[ids['package_id']]['_ui'] = FORM.replace('label: Name', f'label: Name, initial: {WORD}')
    page = alice.get(f'/app-catalog/catalog/{ids["package_id"]}/add/{ids["environment_id"]}/')
    assert WORD in page.content.decode()
    kept = [pickle.loads(content) for content in cache._cache.values()]  # noqa: S301  Django's own
    assert kept and WORD not in repr([_opened(item) for item in kept])


def test_what_was_kept_is_read_once(alice, ids, murano):
    address = f'/app-catalog/catalog/{ids["package_id"]}/add/{ids["environment_id"]}/'
    alice.get(address)
    before = len(murano.calls)
    assert alice.get(address).status_code == 200
    assert not [path for _method, path in murano.calls[before:] if path.endswith('/ui')]


def test_values_come_back():
    value = {'default': 'ä\ud800', 'list': [1, None, True, 0.5]}
    sealed_cache.set('one', value, 60)
    assert sealed_cache.get('one') == value and sealed_cache.get_many(['one', 'two']) == {'one': value}


@pytest.mark.parametrize('left', ['x', {'a': 1}, 7, b'x', ''])
def test_what_cannot_be_read_is_forgotten(left):
    cache.set('one', left, 60)
    assert sealed_cache.get('one') is None


def _opened(item):
    """What is only compressed is as good as open."""
    try:
        return zlib.decompress(item)
    except (TypeError, zlib.error):
        return item
