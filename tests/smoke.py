"""Asks an installed Horizon whether it has taken up the plugin: ``python tests/smoke.py on|off [--compress]``.

Run with the Python of that Horizon, from outside the checkout. Needs no cloud and leaves nothing behind.
"""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

PANELS = [
    'overview',
    'environments',
    'catalog',
    'blueprints',
    'deployments',
    'packages',
    'categories',
    'images',
    'operations',
]
BUNDLES = ['murano_panel/_stylesheets.html', 'murano_panel/_scripts.html']
LOCAL_SETTINGS = """
from pathlib import Path

ALLOWED_HOSTS = ['testserver']
SECRET_KEY = 'only for tests'
WEBROOT = '/horizon/'
OPENSTACK_KEYSTONE_URL = 'http://keystone.test/v3'
SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'
CACHES = {'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'}}
STATIC_ROOT = str(Path(__file__).resolve().parent.parent / 'static')
COMPRESS_OFFLINE = True
"""


def start_horizon(folder: Path) -> None:
    """Horizon takes the package ``local`` that it finds before its own."""
    (folder / 'local').mkdir()
    (folder / 'local' / '__init__.py').touch()
    (folder / 'local' / 'local_settings.py').write_text(LOCAL_SETTINGS)
    sys.path.insert(0, str(folder))
    os.environ['DJANGO_SETTINGS_MODULE'] = 'openstack_dashboard.settings'
    import django
    from django.core.management import call_command

    django.setup()
    call_command('check')


def panels() -> list[str]:
    """The slugs of our panels as Horizon has registered them; [] without the dashboard."""
    import horizon
    from django.urls import get_resolver
    from horizon.base import NotRegistered

    # Horizon reads its dashboards together with the URLs.
    assert get_resolver().url_patterns
    try:
        return [panel.slug for panel in horizon.get_dashboard('app-catalog').get_panels()]
    except NotRegistered:
        return []


def require_files() -> None:
    """Templates, scripts and style sheets are found where Horizon looks; pages of others load none of them."""
    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.template.loader import get_template

    print('template:', get_template('murano_panel/base.html').origin.name)
    for template in BUNDLES:
        files = re.findall(r'STATIC_URL }}([^"]+)', get_template(template).template.source)
        assert files, f'{template} names no files'
        for name in files:
            assert finders.find(name), f'{name} is not found'
    everywhere = [*settings.HORIZON_CONFIG['js_files'], *settings.HORIZON_CONFIG['scss_files']]
    assert not [name for name in everywhere if name.startswith('murano_panel')]


def require_policies() -> None:
    """The default rules are loaded, and a reader may not write."""
    from openstack_auth import policy

    rules = policy._get_enforcer()['application-catalog']
    for roles, expected in ((['reader'], False), (['member'], True)):
        allowed = rules.enforce('deploy_environment', {'project_id': 'p'}, {'roles': roles, 'project_id': 'p'})
        assert bool(allowed) is expected, f'deploy_environment for {roles}: {allowed}'


def require_compressed() -> None:
    """Every style sheet and script compiles, and ours are one file each, below the web root."""
    from django.conf import settings
    from django.core.management import call_command
    from django.template.loader import render_to_string

    call_command('collectstatic', interactive=False, verbosity=0)
    call_command('compress', force=True, verbosity=1)
    for template in BUNDLES:
        bundle = render_to_string(template, settings.HORIZON_COMPRESS_OFFLINE_CONTEXT_BASE)
        address = re.findall(r'"(/horizon/static/([^"]+/output[^"]+))"', bundle)
        assert len(address) == 1, bundle
        print('bundle:', template, (Path(settings.STATIC_ROOT) / address[0][1]).stat().st_size, 'bytes')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('expected', choices=('on', 'off'))
    parser.add_argument('--compress', action='store_true')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start_horizon(Path(folder))
        assert panels() == (PANELS if options.expected == 'on' else []), panels()
        if options.expected == 'on':
            require_files()
            require_policies()
        if options.compress:
            require_compressed()
    print('smoke:', options.expected)


if __name__ == '__main__':
    main()
