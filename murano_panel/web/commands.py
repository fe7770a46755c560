"""What a page of commands shows: the tool that is asked for, what it needs, and its scripts."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest

from murano_panel.api import client
from murano_panel.domain import commands
from murano_panel.domain.commands import Script

# (tool, the address of Murano) → scripts
Make = Callable[[str, str], Sequence[Script]]


def context(request: HttpRequest, make: Make) -> dict[str, Any]:
    """For `_commands.html`; ``?tool=`` says which, openstack where it names none. Raises Unavailable without Murano."""
    asked = request.GET.get('tool', '')
    tool = asked if asked in commands.TOOLS else commands.OPENSTACK
    return {
        'tool': tool,
        'tools': [(key, name) for key, (name, _needs) in commands.TOOLS.items()],
        'needs': commands.TOOLS[tool][1],
        'scripts': make(tool, client.endpoint(request)),
    }
