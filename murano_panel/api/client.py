"""python-muranoclient in keystoneauth mode, with pooled connections, time-outs and our own errors."""

import http.cookiejar
from typing import Any

import requests
from django.conf import settings
from django.http import HttpRequest
from keystoneauth1 import session as keystone_session
from keystoneauth1 import token_endpoint
from muranoclient.common.base import Resource
from muranoclient.v1 import client as murano_client
from openstack_dashboard.api import base

from murano_panel import conf
from murano_panel.api import errors

SERVICE_TYPE = 'application-catalog'


def _connections() -> requests.Session:
    """Keep-alive connections for the whole process. No cookies: they would travel from one user to the next."""
    pool = requests.Session()
    pool.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    # Proxies and .netrc of the machine's environment have no say in talks within the cloud.
    pool.trust_env = False
    adapter = requests.adapters.HTTPAdapter(pool_connections=4, pool_maxsize=32)
    pool.mount('http://', adapter)
    pool.mount('https://', adapter)
    return pool


_POOL = _connections()


class Session(keystone_session.Session):
    """Judges an answer before muranoclient reads it."""

    def request(self, url: str, method: str, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """As keystoneauth1's; raises ``ApiError`` for codes of 400 or more and for answers that are not Murano's."""
        kwargs['raise_exc'] = False
        kwargs.setdefault('timeout', (conf.get('API_CONNECT_TIMEOUT'), conf.get('API_TIMEOUT')))
        with errors.translated():
            response = super().request(url, method, **kwargs)
        if response.status_code >= 400:
            raise errors.from_response(response)
        _require_sense(response)
        return response


def _require_sense(response: requests.Response) -> None:
    """A proxy's HTML page with code 200, or cut JSON, is no answer.

    The forms that Murano generates for Heat packages come as text/html, but are YAML.
    """
    kind = response.headers.get('Content-Type', '')
    if kind.startswith('text/html') and response.content.lstrip().startswith(b'<'):
        raise errors.Unavailable("The answer is a web page, not Murano's.", code=response.status_code)
    if kind.startswith('application/json') and response.content:
        try:
            response.json()
        except ValueError as error:
            raise errors.Unavailable("Murano's answer is damaged.", code=response.status_code) from error


def _verify() -> bool | str:
    insecure = conf.get('INSECURE')
    if insecure is None:
        insecure = getattr(settings, 'OPENSTACK_SSL_NO_VERIFY', False)
    ca_file = conf.get('CA_FILE') or getattr(settings, 'OPENSTACK_SSL_CACERT', None)
    return False if insecure else (ca_file or True)


def endpoint(request: HttpRequest) -> str:
    """Murano's address in the user's region, of the configured endpoint type. Raises Unavailable without one."""
    configured = conf.get('API_URL')
    if configured:
        return configured.rstrip('/')
    try:
        return base.url_for(request, SERVICE_TYPE).rstrip('/')
    except base.exceptions.ServiceCatalogException as error:
        raise errors.Unavailable('This cloud region has no application catalog.') from error


def session(request: HttpRequest, endpoint: str) -> Session:
    """A session for the user's token at one service's address; cheap, its connections are shared."""
    auth = token_endpoint.Token(endpoint, request.user.token.id)
    return Session(auth=auth, session=_POOL, verify=_verify(), original_ip=request.META.get('REMOTE_ADDR'))


def murano(request: HttpRequest) -> murano_client.Client:
    """A muranoclient for the user's token and project."""
    return murano_client.Client(session=session(request, endpoint(request)), service_type=SERVICE_TYPE)


def data(resource: Resource) -> dict[str, Any]:
    """What Murano sent of it. Its ``to_dict()`` copies all of that, models included, which nothing here changes."""
    found: dict[str, Any] = resource._info
    return found


def get_json(request: HttpRequest, path: str, **kwargs: Any) -> Any:
    """GET of what muranoclient has no method for; ``path`` starts with /v1/."""
    return murano(request).http_client.json_request(path, 'GET', **kwargs)[1]
