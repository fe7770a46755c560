"""What Heat has made for an environment. Murano makes stacks and does not tell their names."""

import itertools
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from django.http import HttpRequest
from openstack_dashboard.api import base

from murano_panel.api import client
from murano_panel.api.shapes.cloud import ONE_STACK, STACK, STACK_RESOURCE
from murano_panel.api.shapes.reading import read_rows
from murano_panel.domain.stacks import Stack, with_resources

# Of a project that are listed, the newest ones; of those that may be the environment's, that are asked what they are
# about; of the environment itself.
MAX_STACKS, MAX_ASKED, MAX_OF_ENVIRONMENT = 500, 30, 5
# Stacks within stacks, as groups of servers have them.
DEPTH = 3
# What Murano's own stack of a region is called.
_MURANO = 'murano-'


class _Heat:
    """Heat for one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._endpoint = base.url_for(request, 'orchestration').rstrip('/')
        self._session = client.session(request, self._endpoint)

    def get(self, stack: Stack | None, rest: str) -> bytes:
        """What stands at an address below that of a stack, or of all."""
        own = f'/{quote(stack.name, safe="")}/{quote(stack.id, safe="")}' if stack else ''
        return self._session.get(f'{self._endpoint}/stacks{own}{rest}').content


def of_environment(request: HttpRequest, environment_id: str) -> Iterator[Stack]:
    """``Stack`` items with their resources, what failed first.

    A call, one for each of them, and one for each stack of Murano's that is looked at before the environment's is
    found. Raises what sessions raise.
    """
    heat = _Heat(request)
    listed = read_rows(heat.get(None, f'?limit={MAX_STACKS}'), 'stacks', STACK)
    for stack in _belonging(heat, listed, environment_id):
        found = read_rows(heat.get(stack, f'/resources?nested_depth={DEPTH}'), 'resources', STACK_RESOURCE)
        yield with_resources(stack, found)


def _belonging(heat: _Heat, listed: Sequence[Stack], environment_id: str) -> list[Stack]:
    """Those of an environment.

    Its id ends the names of those made of templates; the one of its region has it in its description, which the list
    does not tell.
    """
    of_templates = [stack for stack in listed if stack.name.endswith(f'_{environment_id}')]
    own = [stack for stack in listed if stack.name.startswith(_MURANO)][:MAX_ASKED]
    of_region = itertools.islice((stack for stack in own if _is_about(heat, stack, environment_id)), 1)
    return [*of_region, *of_templates[:MAX_OF_ENVIRONMENT]]


def _is_about(heat: _Heat, stack: Stack, environment_id: str) -> bool:
    shown = ONE_STACK.read(heat.get(stack, '?resolve_outputs=False'))
    return f'(ID: {environment_id})' in shown.description
