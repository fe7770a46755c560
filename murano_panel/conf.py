"""Every setting of the plugin: name, default, meaning and check.

Operators override single entries in the ``MURANO_PANEL`` dict of Horizon's settings.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import checks


@dataclass(frozen=True)
class Setting:
    """``valid`` tells whether an operator's value is of the right kind; ``meaning`` is shown where it is not."""

    default: Any
    meaning: str
    valid: Callable[[Any], bool]


# bool is a kind of int: True would pass for one second.
def _seconds(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _text_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and bool(value))


def _paths(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(name, str) and name and isinstance(path, str) and '.' in path for name, path in value.items()
    )


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) and item for item in value)


def _hosts(value: Any) -> bool:
    return _texts(value) and all(
        not number or number.isdigit() for _, _, number in (item.partition(':') for item in value)
    )


def _networks(value: Any) -> bool:
    try:
        return _texts(value) and all(map(ipaddress.ip_network, value))
    except ValueError:
        return False


def _address_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.startswith(('http://', 'https://')))


SETTINGS: dict[str, Setting] = {
    'API_URL': Setting(None, "Murano's address; None takes it from the service catalog.", _text_or_none),
    'API_TIMEOUT': Setting(30, 'Seconds to wait for an answer of Murano, from the first byte to the last.', _seconds),
    'API_CONNECT_TIMEOUT': Setting(5, 'Seconds to wait for a connection to Murano.', _seconds),
    'ANSWER_SIZE_LIMIT': Setting(
        16, 'Megabytes of the largest answer of Murano that is read: all deployments of a project come in one.', _count
    ),
    'API_POLL_TIMEOUT': Setting(
        5, 'Seconds to wait for an answer of Murano to what open pages ask by themselves.', _seconds
    ),
    'CA_FILE': Setting(None, "CA bundle for Murano; None takes Horizon's OPENSTACK_SSL_CACERT.", _text_or_none),
    'INSECURE': Setting(
        None,
        "True skips TLS checks; None takes Horizon's OPENSTACK_SSL_NO_VERIFY.",
        lambda value: value in (None, True, False),
    ),
    'KEY_MANAGER_CONFIG': Setting(
        None,
        'A file with the sections [key_manager] and [barbican] of murano-engine, for forms that encrypt secrets; '
        'None refuses such forms.',
        _text_or_none,
    ),
    'FIELD_TYPES': Setting(
        {},
        "Types of fields that this cloud's packages have besides Murano's: {name: path of a Python function}.",
        _paths,
    ),
    'IMAGE_OWNER': Setting(
        None,
        "Id of the project whose images forms offer beside those of the user's own project; "
        'None offers all that Glance shows.',
        _text_or_none,
    ),
    'FIXED_NETWORK_PROPERTY': Setting(
        None,
        "Property of Keystone's projects with the id of the one network that a project's servers are plugged into; "
        'None lets users choose.',
        _text_or_none,
    ),
    'DRAFT_MAX_AGE': Setting(30 * 24 * 3600, 'Seconds for which a browser remembers a draft.', _count),
    'DRAFT_MAX_COUNT': Setting(30, 'Drafts that one browser may hold.', _count),
    'FORM_MAX_AGE': Setting(3600, 'Seconds for which the answers of earlier form steps stay valid.', _count),
    'PACKAGE_SIZE_LIMIT': Setting(
        5, 'Megabytes of the largest package that is looked into, as package_size_limit in murano.conf.', _count
    ),
    'IMPORT_URLS': Setting(
        False,
        'True lets those who may import packages name addresses, which Horizon then fetches.',
        lambda value: value in (True, False),
    ),
    'IMPORT_HOSTS': Setting(
        (),
        'Servers from which packages may be fetched, as "host", ".example.org" for all below it, "host:8080"; '
        'empty allows all public ones, on the ports 80 and 443.',
        _hosts,
    ),
    'IMPORT_NETWORKS': Setting(
        (), 'Networks of your own, such as "10.1.0.0/24", from which packages may be fetched as well.', _networks
    ),
    'IMPORT_TIMEOUT': Setting(20, 'Seconds within which a package has to be fetched, redirects included.', _seconds),
    'REPOSITORY_URL': Setting(
        None,
        'A repository of packages, with the folders apps/ and bundles/, from which they can be imported by name.',
        _address_or_none,
    ),
    'RESULT_LOST_AFTER': Setting(
        30,
        'Seconds after an error of the whole environment without an end, '
        'from which a deployment counts as failed with its result lost.',
        _seconds,
    ),
    'SILENT_AFTER': Setting(
        300, 'Seconds without a report after which the engine is suspected to have stopped.', _seconds
    ),
}


def get(name: str) -> Any:
    """The value of one setting. Raises KeyError for a name that is not in SETTINGS."""
    return getattr(settings, 'MURANO_PANEL', {}).get(name, SETTINGS[name].default)


def check_settings(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django system check: unknown names and bad values in MURANO_PANEL."""
    given = getattr(settings, 'MURANO_PANEL', {})
    if not isinstance(given, dict):
        return [checks.Error('MURANO_PANEL must be a dict.', id='murano_panel.E001')]
    found: list[checks.CheckMessage] = []
    for name, value in given.items():
        if name not in SETTINGS:
            found.append(
                checks.Error(
                    f'MURANO_PANEL has no setting {name!r}.',
                    hint='Known: ' + ', '.join(sorted(SETTINGS)),
                    id='murano_panel.E002',
                )
            )
        elif not SETTINGS[name].valid(value):
            found.append(
                checks.Error(
                    f'MURANO_PANEL[{name!r}] has the bad value {value!r}.',
                    hint=SETTINGS[name].meaning,
                    id='murano_panel.E003',
                )
            )
    return found
