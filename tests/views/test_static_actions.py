"""Static methods of applications: listed on their page, run on pages of their own, answered at once."""

import base64

import pytest

from tests.support import archives
from tests.support.fake_murano_rest import Refusal
from tests.support.pages import form, shown
from tests.views.addresses import CLASS

NAME = 'demo.Web', 'restart'


@pytest.fixture()
def package(murano):
    return murano.package(archive=archives.with_class(CLASS))['id']


@pytest.fixture()
def url(package):
    return f'/app-catalog/catalog/{package}/actions/demo.Web/restart/'


def answers(murano, value):
    murano.static_methods[NAME] = lambda **arguments: value


def run(client, url, **typed):
    return form(client.get(url), 'Run').submit(client, 'Run', **typed)


def test_an_application_lists_them(alice, rita, package, url):
    connections = f'/app-catalog/catalog/{package}/connections/'
    assert connections.encode() in alice.get(f'/app-catalog/catalog/{package}/').content
    assert url.encode() in alice.get(connections).content
    page = rita.get(connections)
    assert 'Restart' in shown(page) and 'Running actions needs the member role' in shown(page)
    assert url.encode() not in page.content


def test_others_than_static_ones_are_not_found(alice, package):
    for name in ('deploy', 'nothing'):
        assert alice.get(f'/app-catalog/catalog/{package}/actions/demo.Web/{name}/').status_code == 404


def test_the_answer_comes_at_once(alice, murano, url):
    murano.static_methods[NAME] = lambda seconds: {'restartedAfter': seconds, 'password': 'hidden!'}
    page = run(alice, url, seconds='7')
    assert 'Restarted after 7' in shown(page) and b'hidden!' not in page.content
    call = murano.bodies[-1]
    assert (call['className'], call['methodName'], call['packageName']) == (*NAME, 'demo.Web')
    assert call['parameters'] == {'seconds': 7}
    # What was asked stays there, to be asked once more.
    assert form(page, 'Run').fields['s0-seconds'] == ['7']


@pytest.mark.parametrize('value', [None, [], {}, 0, False, [1, 2], [{'a': 1}, {'a': 2}], {'a': {'b': [{}]}}])
def test_whatever_is_answered_is_shown(value, alice, murano, url):
    answers(murano, value)
    assert 'Result' in shown(run(alice, url))


def test_a_file_comes_with_the_page(alice, murano, url):
    content = base64.b64encode(b'hello').decode()
    answers(murano, {'?': {'type': 'io.murano.File', 'id': 'f'}, 'base64Content': content, 'filename': '../"><b>.txt'})
    page = run(alice, url).content.decode()
    assert f'data:application/octet-stream;base64,{content}' in page
    assert 'download="&quot;&gt;&lt;b&gt;.txt"' in page


def test_hostile_answers_stay_text(alice, murano, url):
    answers(murano, {'{$ 7*7 $}</script><b>&': '</pre><script>x</script>'})
    page = run(alice, url).content.decode()
    assert '<b>&' not in page and '<script>x' not in page


def test_huge_answers_are_cut(alice, murano, url):
    answers(murano, {f'key {number}': 'x' * 100 for number in range(5000)})
    assert len(run(alice, url).content) < 500_000


def test_what_the_method_refuses_is_told_beside_what_was_typed(alice, murano, url):
    def refuse(**arguments):
        raise Refusal(400, "[demo.Web::restart(seconds)] Value 7 doesn't match predicate")

    murano.static_methods[NAME] = refuse
    page = run(alice, url, seconds='7')
    assert page.status_code == 400 and 'match predicate' in shown(page)
    assert form(page, 'Run').fields['s0-seconds'] == ['7']


def test_its_own_schema_counts_where_murano_tells_one(alice, murano):
    builds = CLASS.replace('Meta: {', 'Meta: {m:ModelBuilder: {enabled: true}, ')
    package = murano.package(archive=archives.with_class(builds))['id']
    own = {'type': 'object', 'properties': {'delay': {'type': 'integer', 'title': 'Delay'}}}
    murano.schemas['demo.Web'] = {'': {'type': 'object', 'properties': {}}, 'restart': own}
    url = f'/app-catalog/catalog/{package}/actions/demo.Web/restart/'
    assert 's0-delay' in form(alice.get(url), 'Run').fields
    murano.fail('GET', '/schemas/')
    assert 's0-seconds' in form(alice.get(url), 'Run').fields


def test_a_package_that_was_replaced_meanwhile(alice, murano, url, package):
    pressed = form(alice.get(url), 'Run')
    murano.packages[package]['_zip'] = archives.with_class(CLASS.replace('seconds', 'minutes'))
    murano.packages[package]['updated'] = '2030-01-01T00:00:00'
    refused = pressed.submit(alice, 'Run', seconds='7')
    assert refused.status_code == 409 and 'has changed since the page was opened' in shown(refused)
    assert [method for method, _path in murano.calls if method == 'POST'] == []


def test_calls(alice, murano, url, package):
    answers(murano, 'done')
    with murano.budget(2):
        page = alice.get(url)
    with murano.budget(1):
        alice.get(url)
    with murano.budget(2):
        form(page, 'Run').submit(alice, 'Run')
