from datetime import UTC, datetime

from murano_panel.domain.model.actions import (
    MAX_DESCRIPTION,
    MAX_OFFERED,
    MAX_TITLE,
    find_offered,
    masked_arguments,
    offered_by,
    title_of,
)
from murano_panel.domain.model.secrets import MASK
from murano_panel.domain.records import Action, Deployment

NOW = datetime(2030, 1, 1, tzinfo=UTC)

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


def offering(own_id='a', **listed):
    about = {f'{own_id}_{name}': {'name': name, **more} for name, more in listed.items()}
    return {'?': {'id': own_id, 'type': 'demo.Host', 'name': 'host', '_actions': about}}


def test_actions_are_offered_in_their_authors_order():
    found = offered_by(offering(stop={'title': 'Stop'}, start={'title': 'start', 'enabled': False}))
    assert [(item.id, item.title, item.is_enabled) for item in found] == [
        ('a_stop', 'Stop', True),
        ('a_start', 'Start', False),
    ]


def test_objects_within_a_component_offer_theirs():
    site = {'?': {'id': 's', 'type': 'demo.Site'}, 'host': offering('h', stop={})}
    [found] = offered_by(site)
    assert (found.object_id, found.part) == ('h', 'host')
    assert find_offered([OBJECT, site], 'h', 'stop') == (site, found)
    assert find_offered([OBJECT, site], 's', 'stop') is None
    assert find_offered([], 'h', 'stop') is None


def test_what_is_offered_is_bounded():
    many = {f'method{number}': {'title': 'x' * 999, 'description': 'y' * 9999} for number in range(500)}
    found = offered_by(offering(**many))
    assert (
        len(found) == MAX_OFFERED and len(found[0].title) == MAX_TITLE and len(found[0].description) == MAX_DESCRIPTION
    )


def test_arguments_are_masked_by_name_and_by_the_components_record():
    app = offering(stop={})
    app['?']['metadata'] = {'murano_panel': {'secrets': ['motto']}}
    ran = Action('a', 'stop', {'password': 'x', 'motto': 'y', 'seconds': 5})
    deployment = Deployment('d', 'e', ran, NOW, None, 'running', None, (app,))
    assert masked_arguments(deployment) == {'password': MASK, 'motto': MASK, 'seconds': 5}
