"""WSGI entry of Keystone under gunicorn (Keystone parses sys.argv, so gunicorn's words are hidden from it)."""

import sys

sys.argv = ['keystone']

from keystone.server.wsgi import initialize_public_application  # noqa: E402

application = initialize_public_application()
