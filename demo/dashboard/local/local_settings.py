"""Horizon's settings in the demo, found as `local.local_settings` because the demo puts the folder above on its path.

Where the cloud is comes in environment variables.
"""

import os
from urllib.parse import urlsplit

from openstack_dashboard.settings import HORIZON_CONFIG

DEBUG = False
ALLOWED_HOSTS = ['127.0.0.1', 'localhost', '[::1]']
SECRET_KEY = os.environ['DEMO_SECRET_KEY']
WEBROOT = os.environ['DEMO_WEBROOT']
# Horizon's own choice, the overview of the virtual machines, is there only when Nova is.
HORIZON_CONFIG['user_home'] = f'{WEBROOT}app-catalog/'

OPENSTACK_KEYSTONE_URL = os.environ['DEMO_KEYSTONE_URL']
OPENSTACK_KEYSTONE_DEFAULT_ROLE = 'member'
OPENSTACK_KEYSTONE_DEFAULT_DOMAIN = 'Default'

# One process, so its own memory will do. With several workers or hosts: memcached (docs/full-size.md).
SESSION_ENGINE = 'django.contrib.sessions.backends.cache'
CACHES = {
    'default': {
        'BACKEND': 'django.core.cache.backends.locmem.LocMemCache',
        'OPTIONS': {'MAX_ENTRIES': 10000},
    },
}

STATIC_ROOT = os.environ['DEMO_STATIC_ROOT']
COMPRESS_ENABLED = True
COMPRESS_OFFLINE = True

if os.environ.get('DEMO_REPOSITORY'):
    MURANO_PANEL = {
        'IMPORT_URLS': True,
        'IMPORT_HOSTS': [urlsplit(os.environ['DEMO_REPOSITORY']).netloc],
        # Everything of the demo is on this machine.
        'IMPORT_NETWORKS': ['127.0.0.0/8'],
        'REPOSITORY_URL': os.environ['DEMO_REPOSITORY'],
    }

LOGGING = {
    'version': 1,
    'disable_existing_loggers': False,
    'formatters': {'line': {'format': '%(asctime)s %(process)d %(levelname)s %(name)s %(message)s'}},
    'handlers': {'console': {'class': 'logging.StreamHandler', 'formatter': 'line'}},
    'root': {'handlers': ['console'], 'level': 'INFO'},
    # Without Neutron it says on every page that Neutron is not there.
    'loggers': {'openstack_dashboard.dashboards.admin.rbac_policies.panel': {'level': 'CRITICAL'}},
}
