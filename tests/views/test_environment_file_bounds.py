"""Files of strangers: whatever they name, and however often, the page of an import stays one that people can use."""

import pytest

from murano_panel.api.cloud import CloudServices
from murano_panel.components import asked_secrets
from murano_panel.domain.cloud import Flavor, Found
from murano_panel.environments.file import offered
from tests.support.pages import form, shown
from tests.views.test_environment_file import AGAIN, CREATE, drafted, named, sent
from tests.views.test_reapplying import UI

HEAD = 'format: murano-environment\nversion: 1\nenvironment: {name: x}\ncomponents:\n  web:\n    $class: demo.Web\n'


@pytest.fixture()
def flavors(monkeypatch):
    """Three hundred of them."""
    found = tuple(Flavor(f'id-{number}', f'm1.{number}', 1, 2048, 20) for number in range(300))
    monkeypatch.setattr(CloudServices, 'flavors', lambda self, region: Found(found))


def parts(number, lines):
    return HEAD + '    parts:\n' + ''.join(f'      - {{{lines.format(part)}}}\n' for part in range(number))


def size(answer, beside):
    """HTML of the page beyond what one without anything of interest has, in kB."""
    return (len(answer.content) - len(beside.content)) / 1000


def test_many_things_that_are_not_here(alice, murano, flavors):
    """Two thousand flavors, three hundred to choose from."""
    page = sent(alice, parts(2000, '$class: demo.Part, flavor: f{}'))
    html = page.content.decode()
    assert html.count('name="choice:') == offered.MAX_ASKED and html.count('<option value="m1.') == 300
    assert '1950 more are not asked about' in shown(page)
    assert size(page, sent(alice, HEAD)) < 200


def test_what_is_offered_once_is_typed_by_name_or_id(alice, murano, flavors):
    page = sent(alice, parts(20, '$class: demo.Part, flavor: f{}'))
    first, second, wrong = (f'choice:["flavor", "f{number}"]' for number in (0, 1, 10))
    refused = form(page, CREATE).submit(alice, CREATE, **{first: 'm1.7', second: 'id-8', wrong: 'm9'})
    assert 'This is not here either' in shown(refused) and 'value="m9"' in refused.content.decode()
    assert not murano.environments
    answer = form(refused, CREATE).submit(alice, CREATE, **{wrong: ''})
    assert answer.status_code == 302
    [web] = drafted(murano, named(murano, 'x'))
    assert [part['flavor'] for part in web['parts']][:3] == ['m1.7', 'm1.8', 'f2']


def test_few_are_chosen_from_a_list_each(alice, murano, flavors):
    page = sent(alice, parts(3, '$class: demo.Part, flavor: f{}'))
    assert page.content.decode().count('<option value="m1.') == 3 * 300 and '<datalist' not in page.content.decode()
    assert form(page, AGAIN).submit(alice, AGAIN).status_code == 200


def test_many_packages_that_are_not_here(alice, murano):
    with murano.budget(31):
        page = sent(alice, parts(1000, '$class: demo.Part{}'))
    assert size(page, sent(alice, HEAD)) < 100 and 'more' in shown(page)


def test_too_many_secrets_to_be_typed(alice, murano):
    lines = ''.join(f'    secret{number}: {{$secret: text}}\n' for number in range(asked_secrets.MAX_SECRETS))
    page = sent(alice, HEAD + lines)
    assert page.content.decode().count('type="password"') == asked_secrets.MAX_SECRETS
    text = f'{HEAD}{lines}    one: {{$secret: text}}\n'
    refused = alice.post('/app-catalog/environments/import/', {'text': text, 'target': ''})
    assert refused.status_code == 400 and 'Too many secrets' in shown(refused)
    assert '$class: demo.Web' in refused.content.decode() and not murano.environments


def test_forms_of_many_applications_are_not_all_looked_for(alice, murano):
    """Each is two calls: the package, and its form. Those of the others are asked for without a check."""
    number = 3 * asked_secrets.MAX_FORMS
    for index in range(number):
        murano.package(f'demo.Part{index}', ui=UI.replace('demo.Web', f'demo.Part{index}'))
    # What the packages are, is asked for once for both their forms and their versions.
    with murano.budget(1 + number + asked_secrets.MAX_FORMS + number):
        page = sent(
            alice,
            HEAD.partition('  web:')[0]
            + ''.join(
                f'  part{index}: {{$class: demo.Part{index}, adminPassword: {{$secret: text}}}}\n'
                for index in range(number)
            ),
        )
    assert page.content.decode().count('type="password"') == number
