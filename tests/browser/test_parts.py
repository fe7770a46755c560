"""Objects and lists within an application that has no form of its own, described in that of its class."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.forms import STEP, Keyboard, answers, at_step, fill_in, next_step, open_review, reviewed
from tests.support.farm_package import FARM
from tests.support.uploads import uploaded

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture()
def farm(browser, alice, cloud_urls, environment):
    with uploaded(alice, cloud_urls['murano'], FARM):
        browser.log_in('alice')
        browser.open(f'/app-catalog/catalog/?environment={environment.id}')
        browser.leave_by('Add: Farm')
        at_step(browser, 'Settings')
        yield browser


def labels(browser):
    return [each.get_attribute('value') for each in browser.driver.find_elements('css selector', '[name$=".label"]')]


def test_pens_are_added_removed_and_edited(farm):
    fill_in(farm, Label='gate')
    for number in (1, 2):
        farm.click('Add another: Pens')
        farm.wait(lambda number=number: len(labels(farm)) == number + 1, f'{number} pens')
        assert farm.driver.switch_to.active_element == farm.field(f'Pens {number}')
        fill_in(farm, Label=f'pen {number}')
    assert labels(farm) == ['gate', 'pen 1', 'pen 2']
    farm.click('Remove: Pens 1')
    farm.wait(lambda: labels(farm) == ['gate', 'pen 2'], 'one pen')
    fill_in(farm, Label='')
    farm.click('Next', inside=STEP)
    farm.wait(
        lambda: 'Pens 1 › Label: This field is required.' in farm.part(f'{STEP} [data-murano-summary]'), 'an error'
    )
    fill_in(farm, Label='goats')
    farm.choose('Yard', 'described here')
    farm.wait(lambda: farm.field('Acres').get_attribute('value') == '3', 'the yard')
    fill_in(farm, Acres='5', Muddy=False)
    next_step(farm, 'Name')
    next_step(farm, 'Review')
    shown = reviewed(farm)
    assert [shown[name] for name in ('Gate › Label', 'Pens 1 › Label', 'Pens 1 › Places')] == ['gate', 'goats', '4']
    assert [shown[name] for name in ('Yard › Acres', 'Yard › Muddy')] == ['5', 'No']
    farm.leave_by('Add to draft')
    farm.see('1 undeployed change')

    farm.leave_by('Edit')
    at_step(farm, 'Settings')
    assert labels(farm) == ['gate', 'goats'] and answers(farm, 'Acres', 'Muddy') == ['5', False]
    fill_in(farm, Label='sheep')
    next_step(farm, 'Name')
    fill_in(farm, Application='our-farm')
    next_step(farm, 'Review')
    assert reviewed(farm) == {
        'Pens 1 › Label': 'goats sheep',
        'Application name': 'Farm our-farm',
    }
    farm.leave_by('Save in draft')
    farm.see('our-farm')


def test_without_scripts(farm):
    farm.without_scripts(True)
    farm.driver.refresh()
    fill_in(farm, Label='gate')
    farm.leave_by('Add another: Pens')
    assert labels(farm) == ['gate', '']
    fill_in(farm, Label='sheep', Lock='hidden!')
    farm.leave_by('Add another: Pens')
    fill_in(farm, Label='goats')
    farm.leave_by('Remove: Pens 2')
    assert labels(farm) == ['gate', 'sheep'] and 'hidden!' not in farm.driver.page_source
    farm.choose('Yard', 'described here')
    farm.leave_by('Show: Yard')
    assert answers(farm, 'Acres', 'Muddy') == ['3', True]
    fill_in(farm, Acres='5', Label=' ')
    farm.leave_by('Next', inside=STEP)
    farm.see('Pens 1 › Label: This field is required.')
    fill_in(farm, Label='sheep')
    next_step(farm, 'Name')
    next_step(farm, 'Review')
    farm.leave_by('Add to draft')
    farm.see('1 undeployed change')
    open_review(farm)
    assert reviewed(farm, '.murano-changes')['Pens 1 › Label'] == 'sheep'
    farm.without_scripts(False)


def test_with_keys_alone(farm):
    keys = Keyboard(farm)
    keys.type_into('Label', 'gate')
    keys.go_to('Add another: Pens')
    keys.press(Keys.ENTER)
    farm.wait(lambda: len(labels(farm)) == 2 and 'Pens 1' in keys.place.accessible_name, 'the new pen')
    keys.type_into('Label', 'sheep')
    keys.go_to('Add another: Pens')
    keys.press(Keys.SPACE)
    farm.wait(lambda: len(labels(farm)) == 3 and 'Pens 2' in keys.place.accessible_name, 'the new pen')
    keys.go_to('Remove: Pens 2')
    keys.press(Keys.ENTER)
    farm.wait(lambda: len(labels(farm)) == 2 and 'Add another' in keys.place.accessible_name, 'the button')
    keys.go_to('Yard')
    keys.press(Keys.ARROW_DOWN)
    farm.wait(lambda: farm.count('[name="s0-yard.acres"]') and 'Yard' in keys.place.accessible_name, 'the yard')
    keys.type_into('Acres', '7')
    keys.press(Keys.ENTER)
    at_step(farm, 'Name')
    keys.go_to('Next')
    keys.press(Keys.ENTER)
    at_step(farm, 'Review')
    assert [reviewed(farm)[name] for name in ('Pens 1 › Label', 'Yard › Acres')] == ['sheep', '7']
