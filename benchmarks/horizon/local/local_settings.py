"""The demo's settings of Horizon for several workers: sessions in the browser, as each of them must know them."""

import os
import runpy
from pathlib import Path

_DEMO = Path(__file__).resolve().parents[3] / 'demo' / 'dashboard' / 'local' / 'local_settings.py'
globals().update(runpy.run_path(str(_DEMO)))

SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'
if os.environ['BENCHMARK_MEMCACHED']:
    CACHES = {
        'default': {
            'BACKEND': 'django.core.cache.backends.memcached.PyMemcacheCache',
            'LOCATION': os.environ['BENCHMARK_MEMCACHED'],
        }
    }
MURANO_PANEL = {'API_URL': os.environ['BENCHMARK_MURANO']}
