"""Small pictures of what uses what: on the pages of blueprints, copies, files, comparisons and reviews."""

import re

import pytest

from tests.support.fake_murano import component
from tests.views.test_compare import DB, compare, db, deployed, web
from tests.views.test_deployment_page import HOSTILE
from tests.views.test_environment_file import file_of, sent
from tests.views.test_undo import drafted  # noqa: F401  fixture

OLD = 'e1' * 16


@pytest.fixture()
def shop(murano):
    """Deployed: a site that uses a database, beside something old."""
    parts = [web(80, uses=DB), db(), component('old', 'demo.Old', id=OLD)]
    environment = murano.environment('shop', components=parts)
    deployed(murano, environment, *parts)
    return environment


@pytest.fixture()
def blueprint(murano):
    return murano.blueprint('site', components=[web(80, uses=DB), db()])


def picture(answer):
    """The picture on a page, None for none."""
    html = answer if isinstance(answer, str) else answer.content.decode()
    found = re.findall('<figure class="murano-sketch">.*?</figure>', html, re.DOTALL)
    assert len(found) <= 1
    return found[0] if found else None


def boxes(answer):
    """{name: what stands below it} of the picture."""
    drawn = picture(answer).split('<svg')[1].split('</svg>')[0]
    return dict(re.findall('<text class="murano-sketch__name"[^>]*>(.*?)</text>(?:<text[^>]*>(.*?)</text>)?', drawn))


def words(answer):
    """The list beside the picture."""
    listed = re.findall('<li>(.*?)</li>', picture(answer), re.DOTALL)
    return [' '.join(re.sub('<[^>]*>', ' ', item).split()) for item in listed]


def arrows(answer):
    return picture(answer).count('<path class="murano-sketch__wire"')


def test_a_blueprint(alice, blueprint):
    page = alice.get(f'/app-catalog/blueprints/{blueprint["id"]}/')
    # Names that say the application say it once.
    assert boxes(page) == {'web': '', 'db': ''} and arrows(page) == 1
    assert words(page) == ['web. Uses: db', 'db'] and 'Whole topology' not in picture(page)


def test_an_environment_of_a_blueprint(alice, blueprint):
    page = alice.get(f'/app-catalog/environments/create/from/{blueprint["id"]}/')
    assert len(boxes(page)) == 2 and arrows(page) == 1 and 'Whole topology' not in picture(page)


def test_a_clone_shows_the_original_and_leads_to_it(alice, shop):
    page = alice.get(f'/app-catalog/environments/{shop.id}/clone/')
    assert set(boxes(page)) == {'web', 'db', 'old'} and arrows(page) == 1
    assert f'/app-catalog/environments/{shop.id}/topology/' in picture(page)


def test_a_file_for_a_new_environment(alice, shop):
    page = sent(alice, file_of(alice, shop))
    assert set(boxes(page)) == {'web', 'db', 'old'} and 'added' not in picture(page)


def test_a_file_for_an_environment_that_is_there(alice, shop):
    text = file_of(alice, shop)
    shop.components = [web(8080, uses=DB), db()]
    page = sent(alice, text, shop.id)
    assert boxes(page) == {'web': '~ changed', 'db': 'untouched', 'old': '+ added'}
    assert f'/app-catalog/environments/{shop.id}/topology/' in picture(page)


def test_a_comparison_and_the_same_one_recalled(alice, murano, shop):
    deployed(murano, shop, web(8080, uses=DB), db())
    for _recalled in range(2):
        page = compare(alice, shop)
        assert boxes(page) == {'web': '~ changed', 'db': 'untouched', 'old': '\u2212 removed'} and arrows(page) == 1
        assert words(page)[0] == 'web: changed . Uses: db'


def test_a_comparison_of_what_is_alike_has_none(alice, murano, shop):
    deployed(murano, shop, *shop.components)
    assert picture(compare(alice, shop)) is None


def test_a_review_has_it_folded(alice, murano, shop):
    assert alice.post(f'/app-catalog/environments/{shop.id}/components/{OLD}/remove/').status_code == 302
    page = alice.get(f'/app-catalog/environments/{shop.id}/review/')
    assert boxes(page) == {'web': 'untouched', 'db': 'untouched', 'old': '\u2212 removed'}
    assert re.search(
        r'<details class="murano-sketch__fold"><summary>As a picture</summary>\s*<figure', page.content.decode()
    )


def test_the_filter_of_a_review_leaves_the_picture_whole(alice, shop):
    alice.post(f'/app-catalog/environments/{shop.id}/components/{OLD}/remove/')
    page = alice.get(f'/app-catalog/environments/{shop.id}/review/', {'kind': 'added'})
    assert 'No change matches' in page.content.decode() and len(boxes(page)) == 3


def test_many_components(alice, murano):
    parts = [component(f'part {number}') for number in range(40)]
    blueprint = murano.blueprint('many', components=parts)
    page = alice.get(f'/app-catalog/blueprints/{blueprint["id"]}/')
    assert len(boxes(page)) == 12 and '+ 28 more components' in picture(page)
    assert len(picture(page)) < 12_000


def test_hostile_names(alice, murano):
    parts = [component(f'{HOSTILE} {number}' * 3, HOSTILE) for number in range(3)]
    page = alice.get(f'/app-catalog/blueprints/{murano.blueprint("odd", components=parts)["id"]}/')
    assert '<script>alert' not in picture(page) and '{$ 7*7 $}' in picture(page)


@pytest.mark.parametrize('components', [[], [component('web')]])
def test_what_has_nothing_to_draw(alice, murano, components):
    page = alice.get(f'/app-catalog/blueprints/{murano.blueprint("odd", components=components)["id"]}/')
    assert page.status_code == 200 and picture(page) is None


def glance(client, environment, **headers):
    answer = client.get(f'/app-catalog/environments/{environment.id}/glance/', headers=headers)
    assert answer.status_code == 200
    return answer


def test_the_overview_leads_to_what_is_in_an_environment(alice, shop):
    assert (
        f'data-murano-part-on-open="/app-catalog/environments/{shop.id}/glance/"'
        in alice.get('/app-catalog/').content.decode()
    )
    for headers in ({}, {'X-Requested-With': 'XMLHttpRequest'}):
        page = glance(alice, shop, **headers)
        assert set(boxes(page)) == {'web', 'db', 'old'} and 'untouched' not in picture(page)
        assert ('<html' in page.content.decode()) != bool(headers)


def test_at_a_glance_a_draft_is_marked_to_its_owner_alone(alice, bob, shop):
    alice.post(f'/app-catalog/environments/{shop.id}/components/{OLD}/remove/')
    assert boxes(glance(alice, shop))['old'] == '\u2212 removed'
    assert boxes(glance(bob, shop))['old'] == ''


def test_at_a_glance_one_component_is_named(alice, murano):
    environment = murano.environment('one', components=[component(HOSTILE)])
    page = glance(alice, environment)
    assert picture(page) is None and '&lt;script&gt;alert(1)' in page.content.decode()
    environment.components = []
    assert 'No components yet' in glance(alice, environment).content.decode()


def test_at_a_glance_what_is_being_deployed(alice, murano):
    environment = murano.environment('new')
    murano.deployment(environment, components=[web(80, uses=DB), db()])
    assert boxes(glance(alice, environment)) == {'web': '', 'db': ''}
