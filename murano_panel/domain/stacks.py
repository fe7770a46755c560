"""Stacks of Heat, and what they consist of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class StackResource:
    """A part of a stack. type: Heat's, ``OS::Nova::Server``. id: the service's own, '' where it was never made.

    status: Heat's, ``CREATE_FAILED``. reason: why, '' where it does not say.
    """

    name: str
    type: str
    id: str
    status: str
    reason: str

    @property
    def is_bad(self) -> bool:
        """Something of it went wrong."""
        return self.status.endswith('_FAILED')


@dataclass(frozen=True)
class Stack:
    """A stack of Heat's; status and reason as those of its resources."""

    id: str
    name: str
    status: str
    reason: str
    description: str = ''
    resources: tuple[StackResource, ...] = ()

    @property
    def is_bad(self) -> bool:
        """Something of it went wrong."""
        return self.status.endswith('_FAILED')


def with_resources(stack: Stack, resources: Iterable[StackResource]) -> Stack:
    """What failed comes first."""
    return replace(stack, resources=tuple(sorted(resources, key=lambda item: not item.is_bad)))
