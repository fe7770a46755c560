"""Rows that say the same are made once by a worker; what they say depends on nothing but their record."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.template import engines
from django.utils import timezone

from murano_panel.web import rendering
from murano_panel.web.text import filled, literal
from tests.support.fake_murano import component

LIST = '/app-catalog/environments/'


@pytest.fixture(autouse=True)
def nothing_kept():
    rendering._kept.cache_clear()


@pytest.fixture()
def made(monkeypatch):
    """The records of the rows that are made, in order."""
    found = []
    make = rendering._Kind.html

    def note(kind, row):
        found.append(row)
        return make(kind, row)

    monkeypatch.setattr(rendering._Kind, 'html', note)
    return found


def rows(client, url=LIST, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return re.findall(r'(?s)<tr (?:data-murano-id|id="component-).*?</tr>', answer.content.decode())


def test_a_second_look_makes_no_row(alice, bob, murano, made):
    for index in range(60):
        murano.environment(f'env {index}')
    first = rows(alice)
    assert len(first) == len(made) == 50
    assert rows(alice) == rows(bob) == first and len(made) == 50


def test_cards_of_the_catalog_are_made_once_for_each_right(alice, bob, rita, murano, made):
    murano.package(is_public=True)
    for client, cards in ((alice, 1), (bob, 1), (rita, 2), (alice, 2)):
        assert b'murano-card__actions' in client.get('/app-catalog/catalog/').content and len(made) == cards


def test_of_what_has_changed_a_row_is_made(alice, murano, made):
    one, other = murano.environment('one'), murano.environment('other')
    rows(alice)
    one.name, made[:] = 'changed', []
    assert 'changed' in ''.join(rows(alice)) and [row.id for row in made] == [one.id]
    assert 'other' in ''.join(rows(alice)) and other.id not in [row.id for row in made]


def test_rights_belong_to_the_row(alice, rita, murano):
    murano.environment('one')
    alices = rows(alice)
    ritas = rows(rita)
    assert 'Your role only lets you look' in ''.join(ritas) and 'Your role only lets you look' not in ''.join(alices)
    assert rows(alice) == alices


def test_a_row_goes_on_with_the_time(alice, murano, monkeypatch):
    murano.environment('one', ago=timedelta(minutes=5))
    assert '>5\xa0minutes ago<' in rows(alice)[-1]
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, 'now', lambda: later)
    assert '>7\xa0minutes ago<' in rows(alice)[-1]


def test_language_and_time_zone_belong_to_the_row(alice, murano, settings):
    murano.environment('one')
    english = rows(alice)
    assert 'JST' not in ''.join(english) and 'Rename' in ''.join(english)
    alice.cookies['django_timezone'] = 'Asia/Tokyo'
    japanese_time = rows(alice)
    assert 'JST' in ''.join(japanese_time)
    alice.cookies[settings.LANGUAGE_COOKIE_NAME] = 'de'
    german = rows(alice)
    assert 'JST' in german[-1] and 'Minuten' in german[-1] and 'Minuten' not in japanese_time[-1]


def test_words_of_reports_stay_in_no_memory(alice, murano, made):
    shop = murano.environment('shop', components=[component('site', id='site1')])
    murano.deployment(shop, reports=[('the password is hunter2', 'info', 'site1')])
    page = f'{LIST}{shop.id}/'
    assert 'hunter2' in ''.join(rows(alice, page))
    made.clear()
    assert 'hunter2' in ''.join(rows(alice, page)) and [row.id for row in made if not row.is_kept] == ['site1']


def test_what_is_not_escaped_fills_nothing():
    assert filled('<i>%s %s</i>', literal('<b>{$ x $}'), 0.5) == '<i>&lt;b&gt;{$ x $} 0.5</i>'
    with pytest.raises(TypeError, match='str'):
        filled('<i>%s</i>', '<b>')


@dataclass(frozen=True)
class Place:
    name: object
    number: int = 7


@pytest.fixture()
def template(monkeypatch):
    """Sets what the template is."""

    def is_given(text):
        found = engines['django'].from_string(text)
        monkeypatch.setattr(rendering, 'get_template', lambda name: found)
        rendering._pattern.cache_clear()

    yield is_given
    rendering._pattern.cache_clear()


def test_what_is_filled_in_stands_in_its_place_and_nowhere_else(template):
    template('<b title="{{ row.name }}" width="5%">{{ row.number }} %s {{ row.name }}</b>')
    [html] = rendering.filled_in('any', [Place(literal('100 % <%s> \x00number\x00'))], ['name', 'number'])
    assert html == '<b title="{0}" width="5%">7 %s {0}</b>'.format('100 % &lt;%s&gt; \x00number\x00')


def test_what_is_filled_in_has_been_escaped(template):
    template('{{ row.name }}')
    with pytest.raises(TypeError):
        rendering.filled_in('any', [Place('<b>')], ['name', 'number'])


def test_a_template_that_is_filled_in_decides_nothing(template):
    template('{% if row.name %}{{ row.number }}{% endif %}')
    with pytest.raises(TypeError):
        rendering.filled_in('any', [Place(literal(''))], ['name', 'number'])
