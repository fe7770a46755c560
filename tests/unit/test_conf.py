import pytest

from murano_panel import conf


def checked(settings, value):
    settings.MURANO_PANEL = value
    return [(message.id, message.msg) for message in conf.check_settings(None)]


def test_defaults_pass_their_own_checks(settings):
    assert checked(settings, {name: setting.default for name, setting in conf.SETTINGS.items()}) == []


def test_an_operators_value_wins(settings):
    settings.MURANO_PANEL = {'API_TIMEOUT': 7}
    assert conf.get('API_TIMEOUT') == 7
    assert conf.get('API_CONNECT_TIMEOUT') == conf.SETTINGS['API_CONNECT_TIMEOUT'].default


def test_unknown_names_are_reported(settings):
    [(number, text)] = checked(settings, {'API_TIMEOT': 5})
    assert number == 'murano_panel.E002' and "'API_TIMEOT'" in text


@pytest.mark.parametrize(
    'value',
    [
        {'API_TIMEOUT': '5'},
        {'API_TIMEOUT': 0},
        {'API_TIMEOUT': True},
        {'DRAFT_MAX_COUNT': 1.5},
        {'API_URL': ''},
        {'INSECURE': 'no'},
        {'IMPORT_HOSTS': 'example.org'},
        {'IMPORT_HOSTS': ['example.org:http']},
        {'IMPORT_NETWORKS': ['10.0.0.1/8']},
        {'REPOSITORY_URL': 'ftp://example.org'},
    ],
)
def test_bad_values_are_reported(settings, value):
    [(number, text)] = checked(settings, value)
    assert number == 'murano_panel.E003' and next(iter(value)) in text


def test_the_whole_must_be_a_dict(settings):
    assert checked(settings, ['API_TIMEOUT'])[0][0] == 'murano_panel.E001'


def test_the_check_is_registered():
    from django.core import checks

    assert conf.check_settings in checks.registry.registry.get_checks()


def test_a_typo_in_the_code_is_an_error():
    with pytest.raises(KeyError):
        conf.get('API_TIMEOT')


def test_every_setting_is_documented():
    """docs/installing.md lists each setting with its default."""
    from pathlib import Path

    text = (Path(__file__).parents[2] / 'docs' / 'installing.md').read_text()
    for name in conf.SETTINGS:
        assert f'`{name}`' in text, name
