"""What a deployment changed, property by property: without what the engine wrote."""

import pytest

from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.deployed_details import between, details, untold
from murano_panel.domain.model.secrets import MASK, SANITIZED
from tests.unit.test_deployed_changes import as_deployed, db, deployments, web


def told(*models):
    """(kind, name, {label: (old, new)}) of each change that the last one of these deployments made."""
    listed = deployments(*models)
    return [
        (change.kind, change.name, {item.label: (item.old, item.new) for item in change.properties})
        for change in details(listed, listed[0])
    ]


def test_the_first_deployment_adds_all_with_its_settings():
    assert told([web(), db()]) == [('added', 'web', {'Port': ('', '80')}), ('added', 'db', {})]


def test_a_setting_is_told_from_what_to_what():
    changed = as_deployed(web(), url='http://192.0.2.1/', ips=['192.0.2.1']) | {'port': 8080}
    assert told([web(), db()], [changed, as_deployed(db())]) == [('changed', 'web', {'Port': ('80', '8080')})]


def test_what_went_is_told_last():
    assert told([web()], [db()]) == [('added', 'db', {}), ('removed', 'web', {})]


def test_another_name_is_told():
    renamed = as_deployed(web())
    renamed['?']['name'] = 'shop'
    assert told([web()], [renamed]) == [('changed', 'shop', {'Name': ('web', 'shop')})]


def test_deployed_again_changes_nothing():
    assert told([web()], [as_deployed(web(), url='http://192.0.2.1/')]) == []


def test_an_earlier_deployment_knows_nothing_of_later_ones():
    listed = deployments([web()], [web(port=81)], [web(port=82)])
    assert [item.new for change in details(listed, listed[1]) for item in change.properties] == ['81']


def test_an_action_between_two_deployments_is_no_base():
    listed = deployments([web()], [web(port=81)])
    action = deployments([], [db()], method='backup')[0]
    found = details([listed[0], action, listed[1]], listed[0])
    assert [change.kind for change in found] == ['changed']


def test_components_are_named_and_nothing_deployed_is_called_new():
    found = details(deployments([web(host='db1'), db()]), deployments([web(host='db1'), db()])[0])
    host = next(item for item in found[0].properties if item.label == 'Host')
    assert (host.new, host.is_new) == ('db', False)


@pytest.mark.parametrize('model', [[{'?': None, 'x': [{}]}], [{}], [{'?': {'id': 'web1'}, 'port': {}}]])
def test_models_that_are_none_do_no_harm(model):
    told([web()], model)
    told(model, [web()])
    told(model, model)


def test_backwards_what_came_goes_and_what_went_comes():
    older, newer = [web(), db()], [web(port=81)]
    sent = sent_first(deployments(older, newer))
    found = between(older, newer, sent, backwards=True)
    assert [(change.kind, change.name) for change in found] == [('changed', 'web'), ('added', 'db')]
    assert [(item.old, item.new) for item in found[0].properties] == [('81', '80')]


def test_what_the_engine_filled_in_is_no_change_backwards_either():
    older, newer = [web()], [as_deployed(web(), url='http://192.0.2.1/', ips=['192.0.2.1'])]
    assert between(older, newer, sent_first(deployments(older, newer)), backwards=True) == []


def test_what_was_left_open_and_then_answered_is_a_change():
    def answered(motto):
        made = web(motto=motto)
        return made | {'?': made['?'] | {'metadata': {'murano_panel': {'answers': {'main': {'motto': motto}}}}}}

    assert told([answered('')], [answered('hello')]) == [('changed', 'web', {'Motto': ('', 'hello')})]


def test_a_secret_that_murano_has_masked_is_neither_a_change_nor_the_same():
    record, live = [web(adminPassword=SANITIZED)], [web(adminPassword='n3w')]
    assert between(record, live, {'web1': record[0]}) == []
    assert [(place.component, place.label) for place in untold(record, live)] == [('web', 'Admin password')]
    assert untold(record, [web(adminPassword='')]) == untold(record, [db()]) == []


def test_a_mask_is_no_label():
    made = web(adminPassword=SANITIZED)
    made['?']['metadata'] = {'murano_panel': {'labels': {'adminPassword': SANITIZED}}}
    assert told([made]) == [('added', 'web', {'Port': ('', '80'), 'Admin password': ('', MASK)})]
