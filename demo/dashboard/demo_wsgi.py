"""Horizon with its static files, which it does not serve itself with DEBUG off."""
import os

from openstack_dashboard.wsgi import application as horizon
from whitenoise import WhiteNoise


def named_by_content(path, url):
    """Bundles carry a hash in their names and may be kept for ever."""
    return '/output.' in url


# Under a web root gunicorn has taken the prefix off already (SCRIPT_NAME).
application = WhiteNoise(horizon, root=os.environ['DEMO_STATIC_ROOT'], prefix='static/', max_age=300,
                         immutable_file_test=named_by_content)
