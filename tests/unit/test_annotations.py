"""Metadata of people beside that of forms and of other tools."""

from murano_panel.domain.conflicts.saved_changes import portable
from murano_panel.domain.model.annotations import entries, is_about_entries, is_entry, kept_aside, with_entries
from murano_panel.domain.model.tree import ABSENT, Change

OURS = {'version': 1, 'answers': {}}


def component(**metadata):
    return {'?': {'id': 'a', 'type': 'demo.Web', 'name': 'Web', 'metadata': metadata}, 'port': 80}


def test_only_what_is_plain_and_not_ours_is_peoples():
    found = component(owner='me', cost=7, flag=True, murano_panel=OURS, nested={'x': 1}, listed=[1], nothing=None)
    assert entries(found) == {'owner': 'me', 'cost': 7, 'flag': True}
    assert kept_aside(found) == ['nested', 'listed', 'nothing']


def test_what_is_no_entry_stays_and_what_reads_the_same_is_the_same():
    found = with_entries(component(owner='me', cost=7, murano_panel=OURS, nested={'x': 1}), {'cost': '7', 'new': 'y'})
    assert found['?']['metadata'] == {'murano_panel': OURS, 'nested': {'x': 1}, 'cost': 7, 'new': 'y'}
    assert found['port'] == 80 and found['?']['id'] == 'a'


def test_a_model_with_metadata_of_any_shape_can_be_written_to():
    for shape in ('text', ['list'], None, 7):
        node = {'?': {'id': 'a', 'metadata': shape}}
        assert entries(node) == {} and kept_aside(node) == []
        assert with_entries(node, {'owner': 'me'})['?']['metadata'] == {'owner': 'me'}


def test_the_engine_writing_nothing_is_no_change():
    place = ('?', 'metadata')
    assert not is_about_entries(Change(place, ABSENT, None))
    assert not is_about_entries(Change(place, None, {'murano_panel': OURS}))
    assert is_about_entries(Change(place, None, {'owner': 'me'}))
    assert is_about_entries(Change((*place, 'owner'), 'me', ABSENT))
    assert not is_entry((*place, 'murano_panel')) and not is_entry(place) and not is_entry((*place, 'x', 'y'))


def test_a_browser_gets_no_secret_of_them():
    (entry,) = portable([component(owner='me')], [component(owner='you', password='s3cret')])
    assert 's3cret' not in repr(entry) and ['?', 'metadata', 'password'] in entry['withheld']
    (entry,) = portable([{'?': {'id': 'a', 'type': 'demo.Web'}, 'port': 80}], [component(password='s3cret')])
    assert 's3cret' not in repr(entry)
