from murano_panel.domain.model.actions import title_of

OBJECT = {'?': {'id': 'a', 'type': 'demo.Host', '_actions': {'a_backupNow': {'name': 'backupNow', 'title': 'Back up'}}}}


def test_an_action_has_the_title_that_its_author_gave_it():
    assert title_of([{'?': {'id': 'c', 'type': 'demo.Site'}, 'host': OBJECT}], 'a', 'backupNow') == 'Back up'


def test_without_one_its_name_becomes_words():
    untitled = {'?': {'id': 'a', '_actions': {'a_backupNow': {'title': 'backupNow'}}}}
    for components in (
        [untitled],
        [],
        [{'?': {'id': 'a', '_actions': 'x'}}],
        [{'?': {'id': 'a', '_actions': {'a_x': 1}}}],
    ):
        assert title_of(components, 'a', 'backupNow') == 'Backup now'
