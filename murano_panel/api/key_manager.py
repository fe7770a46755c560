"""The cloud's key manager, to which encryptData() of a form hands a secret: castellan, which Barbican stands behind.

murano-engine reads the secret back (decryptData) with credentials of its own, from the sections ``[key_manager]`` and
``[barbican]`` of its configuration. The same two sections are read here, so both work in the same project.

castellan is optional; nothing of it is imported before there is a secret to store or a configuration to check.
"""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from keystoneauth1 import exceptions as keystone_errors
from keystoneauth1 import identity
from keystoneauth1.session import Session
from requests import RequestException

from murano_panel import conf
from murano_panel.api import errors

if TYPE_CHECKING:
    from oslo_config import cfg

_NAME = 'murano_panel'
# No more: errors of oslo.config show lines and values.
_UNREADABLE = gettext_lazy('it is no readable configuration file')


_FAILURES = (keystone_errors.ClientException, RequestException)


class ConfigurationError(Exception):
    """The configuration cannot be used. The message holds nothing of the file's content."""


def encryptor() -> KeyManager | None:
    """The configured key manager, None when there is none. Nothing is read or called yet."""
    path = conf.get('KEY_MANAGER_CONFIG')
    return KeyManager(path) if path else None


def check_key_manager(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django system check: forms can encrypt, if that is configured. Nothing is called."""
    given = getattr(settings, 'MURANO_PANEL', {})
    path = given.get('KEY_MANAGER_CONFIG') if isinstance(given, dict) else None
    # What is no text is told by conf.check_settings.
    if not isinstance(path, str):
        return []
    try:
        KeyManager(path).ready()
    except ImportError:
        return [
            checks.Error(
                "MURANO_PANEL['KEY_MANAGER_CONFIG'] is set, but castellan is not installed.",
                hint="pip install 'murano-panel[barbican]'",
                id='murano_panel.E004',
            )
        ]
    except ConfigurationError as error:
        return [checks.Error(f'{path} cannot be used for encryption: {error}.', id='murano_panel.E005')]
    return []


class KeyManager:
    """Stores texts with the credentials of a configuration file."""

    def __init__(self, path: str):
        self._path = path

    def ready(self) -> tuple[Any, Any]:
        """castellan's key manager and the context for its calls. Raises ConfigurationError and ImportError."""
        return self._manager, self._context

    def encrypt(self, text: str) -> str:
        """Stores the text and returns its id. Key managers keep nothing empty: such a text stays as it is.

        Four calls for the first text, one for each other. Raises NotEncrypted.
        """
        if not text:
            return ''
        try:
            from castellan.common.exception import CastellanException
            from castellan.common.objects.passphrase import Passphrase

            # As text, not as bytes: a class gets from decryptData() what was stored, and wants a string.
            manager, context = self.ready()
            return manager.store(context, Passphrase(text, name=_NAME))  # type: ignore[arg-type]
        except ConfigurationError as error:
            raise _refusal(str(error)) from error
        except ImportError as error:
            raise _refusal(_('the package castellan is not installed')) from error
        except Exception as error:  # noqa: BLE001  what an odd answer makes a library raise may hold what was sent, too
            reason = _reason(error) if isinstance(error, (*_FAILURES, CastellanException)) else ''
            # Not chained: what was sent may stand in the error.
            raise _refusal('' if text in reason else reason) from None

    @cached_property
    def _manager(self) -> Any:
        from castellan import key_manager
        from oslo_config import cfg

        try:
            return key_manager.API(self._configuration)
        except cfg.Error:
            raise ConfigurationError(_UNREADABLE) from None

    @cached_property
    def _context(self) -> Any:
        from castellan.common import utils
        from castellan.common.credentials.keystone_password import KeystonePassword
        from castellan.common.exception import CastellanException
        from oslo_config import cfg

        try:
            credential = utils.credential_factory(conf=self._configuration)
        except CastellanException as error:
            raise ConfigurationError(_('it has no auth_type with credentials in [key_manager]')) from error
        except cfg.Error:
            raise ConfigurationError(_UNREADABLE) from None
        if not isinstance(credential, KeystonePassword):
            return credential
        if not credential.auth_url:
            raise ConfigurationError(_('it has no auth_url in [key_manager]'))
        return _context_of(_Login(**{name: getattr(credential, name) for name in _CREDENTIALS}))

    @cached_property
    def _configuration(self) -> cfg.ConfigOpts:
        from oslo_config import cfg

        configuration = cfg.ConfigOpts()
        try:
            configuration([], project=_NAME, default_config_files=[self._path], default_config_dirs=[])
        except (cfg.Error, OSError, ValueError):
            raise ConfigurationError(_UNREADABLE) from None
        _keep_payloads_out_of_logs()
        return configuration


_CREDENTIALS = (
    'auth_url',
    'username',
    'user_id',
    'user_domain_id',
    'user_domain_name',
    'password',
    'trust_id',
    'domain_id',
    'domain_name',
    'project_id',
    'project_name',
    'project_domain_id',
    'project_domain_name',
    'reauthenticate',
)


class _Login(identity.Password):
    """castellan's session would wait for ever: the first thing it asks of its login is where we tell it not to."""

    _busy = False

    def get_access(self, session: Session, **kwargs: Any) -> Any:
        """As keystoneauth1's, with our time-outs. Raises Unauthorized."""
        if self._busy:
            # Where even the identity service's versions are refused, keystoneauth waits for its own login.
            raise keystone_errors.Unauthorized(_('the identity service refuses everything'))
        session.timeout = (conf.get('API_CONNECT_TIMEOUT'), conf.get('API_TIMEOUT'))  # type: ignore[assignment]
        self._busy = True
        try:
            return super().get_access(session, **kwargs)
        finally:
            self._busy = False


def _context_of(login: _Login) -> Any:
    from oslo_context import context

    class RequestContext(context.RequestContext):
        """castellan takes a login only from a context, which older versions know by this name."""

        def get_auth_plugin(self) -> _Login:
            """What castellan asks for."""
            return login

    return RequestContext()


def _reason(error: Exception) -> str:
    cause = error.__context__ or error
    if isinstance(cause, keystone_errors.Unauthorized):
        return _('the credentials of this dashboard are refused')
    if isinstance(cause, (keystone_errors.ConnectFailure, keystone_errors.DiscoveryFailure, RequestException)):
        return _('it cannot be reached')
    return errors.plain_message(str(error).removeprefix('Key manager error: '))


def _refusal(reason: str) -> errors.NotEncrypted:
    failed = _('The key manager failed: %s.') % reason.rstrip('.') if reason else _('The key manager failed.')
    return errors.NotEncrypted(f'{failed} {_("Nothing was changed.")}')


def _without_payload(record: logging.LogRecord) -> bool:
    return '"payload"' not in record.getMessage()


def _keep_payloads_out_of_logs() -> None:
    """At level DEBUG keystoneauth logs the bodies of requests."""
    for name in ('keystoneauth.session', 'keystoneauth.session.request'):
        logging.getLogger(name).addFilter(_without_payload)
