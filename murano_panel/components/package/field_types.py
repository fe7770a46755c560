"""Types of fields that the operator has registered, for packages that were written for a dashboard of their own.

``FIELD_TYPES`` names a function for each. It gets the request and returns the value, which fills the field, or a list
of ``(value, title)`` pairs to choose from. Values are texts, numbers or booleans.
"""

import logging
from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.core import checks
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.domain.cloud import Choice, Found
from murano_panel.dynamic_ui import KNOWN_TYPES

LOG = logging.getLogger(__name__)

SETTING = 'FIELD_TYPES'
_VALUES = (str, int, float, bool)


def registered() -> Collection[str]:
    """The names of the types."""
    return conf.get(SETTING).keys()


def offered(request: HttpRequest, name: str) -> Found[Choice]:
    """What a type that is registered offers to whoever is logged in. Never raises: the function is not ours."""
    try:
        return Found(tuple(_choices(_function(conf.get(SETTING)[name])(request))))
    except Exception:
        LOG.exception('The function of the type of field %s failed', name)
        return Found(unavailable=_('The value of the type %s cannot be found out; enter it as text.') % name)


def check_field_types(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django system check: each name is free, and each path leads to a function. Nothing is called."""
    given = getattr(settings, 'MURANO_PANEL', {})
    types = given.get(SETTING, {}) if isinstance(given, dict) else {}
    # What is of the wrong kind is told by conf.check_settings.
    if not conf.SETTINGS[SETTING].valid(types):
        return []
    found: list[checks.CheckMessage] = []
    for name, path in types.items():
        if name in KNOWN_TYPES or '.' in name or name != name.lower():
            hint = "Lower case, without dots, and none of Murano's own types."
            found.append(_error(f'registers {name!r}, which cannot be a type of its own.', hint, 6))
        try:
            _function(path)
        except Exception as error:  # noqa: BLE001  a module of somebody else may raise anything when it is imported
            found.append(_error(f'[{name!r}]: {path!r} is no function ({error}).', 'A Python path: module.function', 7))
    return found


def _error(text: str, hint: str, number: int) -> checks.Error:
    return checks.Error(f"MURANO_PANEL['{SETTING}'] {text}", hint=hint, id=f'murano_panel.E00{number}')


def _function(path: str) -> Callable[[HttpRequest], Any]:
    function = import_string(path)
    if not callable(function):
        raise TypeError(f'{type(function).__name__} cannot be called')
    return function


def _choices(given: Any) -> list[Choice]:
    """Raises TypeError or ValueError for what is neither a value nor pairs of value and title."""
    pairs = given if isinstance(given, (list, tuple)) else [(given, given)]
    choices = [Choice(value, str(title)) for value, title in pairs]
    if not all(isinstance(choice.value, _VALUES) for choice in choices):
        raise TypeError('values have to be texts, numbers or booleans')
    return choices
