"""Horizon's own test settings with the plugin enabled, and with what those settings switch off switched on again."""

import socket
import tempfile
from pathlib import Path

import murano_panel.enabled
import openstack_dashboard.enabled
from openstack_dashboard.test.settings import *  # noqa: F403
from openstack_dashboard.test.settings import (
    AVAILABLE_THEMES,
    HORIZON_CONFIG,
    INSTALLED_APPS,
    ROOT_PATH,
    STATICFILES_DIRS,
    TEMPLATES,
    THEME_COLLECTION_DIR,
)
from openstack_dashboard.theme_settings import get_theme_static_dirs
from openstack_dashboard.utils import settings as settings_utils

_PACKAGE = Path(murano_panel.__file__).resolve().parent

HORIZON_CONFIG.pop('dashboards', None)
HORIZON_CONFIG.pop('default_dashboard', None)
INSTALLED_APPS = list(INSTALLED_APPS)
settings_utils.update_dashboards([openstack_dashboard.enabled, murano_panel.enabled], HORIZON_CONFIG, INSTALLED_APPS)
INSTALLED_APPS = list(dict.fromkeys([*INSTALLED_APPS, 'debreach']))
# Horizon's test settings have been through update_dashboards() once already.
for _files in ('js_files', 'scss_files'):
    HORIZON_CONFIG[_files] = list(dict.fromkeys(HORIZON_CONFIG[_files]))

# Horizon's tests cut off every connection after a second, those to a browser included.
socket.setdefaulttimeout(None)

# Horizon keeps nothing in a database.
DATABASES = {}
CACHES = {'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'}}
SESSION_ENGINE = 'django.contrib.sessions.backends.cache'
SECRET_KEY = 'only for tests'
ALLOWED_HOSTS = ['testserver']
EMAIL_BACKEND = 'django.core.mail.backends.locmem.EmailBackend'

# What a page passes through in production; Horizon's tests leave debreach, the log of operations and themes out.
MIDDLEWARE = [
    'openstack_auth.middleware.OpenstackAuthMonkeyPatchMiddleware',
    'debreach.middleware.RandomCommentMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'horizon.middleware.OperationLogMiddleware',
    'horizon.middleware.SimultaneousSessionsMiddleware',
    'django.contrib.messages.middleware.MessageMiddleware',
    'horizon.middleware.HorizonMiddleware',
    'horizon.themes.ThemeMiddleware',
    'django.middleware.locale.LocaleMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]
AUTH_USER_MODEL = 'openstack_auth.User'
MESSAGE_STORAGE = 'django.contrib.messages.storage.fallback.FallbackStorage'
CSRF_FAILURE_VIEW = 'openstack_dashboard.views.csrf_failure'

# Templates are compiled once, as in production.
TEMPLATES[0]['OPTIONS']['debug'] = False
TEMPLATES[0]['OPTIONS']['loaders'] = [
    'horizon.themes.ThemeTemplateLoader',
    (
        'django.template.loaders.cached.Loader',
        [
            'django.template.loaders.filesystem.Loader',
            'django.template.loaders.app_directories.Loader',
            'horizon.loaders.TemplateLoader',
        ],
    ),
]

# Pages name their style sheets and scripts; tests of their own compile them.
COMPRESS_ENABLED = False
COMPRESS_PRECOMPILERS = ()
STATICFILES_DIRS = [
    *STATICFILES_DIRS,
    *get_theme_static_dirs(AVAILABLE_THEMES, THEME_COLLECTION_DIR, ROOT_PATH),
]
STATIC_ROOT = COMPRESS_ROOT = str(Path(tempfile.gettempdir()) / 'murano_panel_tests' / 'static')

OPENSTACK_KEYSTONE_URL = 'http://keystone.test/v3'
OPENSTACK_KEYSTONE_MULTIDOMAIN_SUPPORT = False
OPENSTACK_KEYSTONE_DEFAULT_DOMAIN = 'Default'
AVAILABLE_REGIONS = []
USER_MENU_LINKS = []

POLICY_CHECK_FUNCTION = 'openstack_auth.policy.check'
POLICY_FILES = {'application-catalog': str(_PACKAGE / 'policies' / 'application-catalog_policy.yaml')}
DEFAULT_POLICY_FILES = {'application-catalog': str(_PACKAGE / 'policies' / 'application-catalog.yaml')}
