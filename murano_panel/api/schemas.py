"""JSON schemas of MuranoPL classes, for forms of packages that bring none."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from murano_panel.api import client, errors
from murano_panel.api.shapes.catalog import SCHEMA, schema_of

# What reading a package raises in the engine; other exceptions are about databases, buses and time.
_ABOUT_THE_CLASS = frozenset(
    {
        'RemoteError',
        'AttributeError',
        'IndexError',
        'KeyError',
        'LookupError',
        'TypeError',
        'ValueError',
        'ParserError',
        'ScannerError',
        'ComposerError',
        'ConstructorError',
        'PackageClassLoadError',
        'PackageFormatError',
        'PackageLoadError',
        'YaqlGrammarException',
        'YaqlLexicalException',
    }
)


def class_schema(request: HttpRequest, class_name: str, *, package_name: str | None = None) -> dict[str, Any]:
    """The schema of a class's In and InOut properties. One call, up to 15 s: the engine answers.

    Raises NotFound for an unknown class, Invalid for one that Murano cannot read.
    """
    query = {'packageName': package_name} if package_name else None
    try:
        return _read(request, class_name, query)
    except errors.Unavailable as error:
        if error.remote_type not in _ABOUT_THE_CLASS:
            raise
        # The engine has answered: it stumbled over what the package's author wrote, and always will.
        raise errors.Invalid(str(error), code=error.code, request_id=error.request_id) from error


def method_schema(request: HttpRequest, class_name: str, method: str, *, package_name: str) -> dict[str, Any] | None:
    """The schema of what a static method takes, None for all that build no model. One call, up to 15 s."""
    path = f'/v1/schemas/{quote(class_name, safe="")}/{quote(method, safe="")}'
    return client.one(request, 'GET', path, schema_of(method), query={'packageName': package_name})


def _read(request: HttpRequest, class_name: str, query: dict[str, str] | None) -> dict[str, Any]:
    return client.one(request, 'GET', f'/v1/schemas/{quote(class_name, safe="")}', SCHEMA, query=query)
