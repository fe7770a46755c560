"""Many things by the same template."""

from collections.abc import Iterable

from django.template import Context
from django.template.loader import get_template


def render_each(template_name: str, name: str, items: Iterable[object]) -> list[str]:
    """The HTML of each item, which the template knows as ``name``.

    In one context, so that the parts that the template includes are looked up once, not for each item: a look-up asks
    the file system whether the theme has a template of its own.
    """
    template, context = get_template(template_name).template, Context()
    found = []
    for item in items:
        with context.push(**{name: item}):
            found.append(template.render(context))
    return found
