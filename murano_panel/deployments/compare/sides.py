"""What is compared with what: two deployments of an environment, or one of them with now or with the user's draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from murano_panel.domain.state.summary import Summary

# What stands in the address instead of the id of a deployment.
NOW, DRAFT = 'now', 'draft'


@dataclass(frozen=True)
class Asked:
    """What the address asks for: ids of deployments, NOW, DRAFT, or '' for what follows from the other."""

    before: str = ''
    after: str = ''

    @classmethod
    def from_address(cls, query: QueryDict) -> 'Asked':
        """Whatever they are: what is no deployment is not found."""
        return cls(query.get('from', '')[:64], query.get('to', '')[:64])

    def completed(self, newest_first: Sequence[Summary]) -> 'Asked':
        """Without ``to`` the newest one, without ``from`` what is like the other one and went before it.

        Both stay '' where there is nothing.
        """
        after = self.after or (newest_first[0].id if newest_first else '')
        return Asked(self.before or _before(after, newest_first), after)

    @property
    def sides(self) -> tuple[str, str]:
        """Both."""
        return self.before, self.after

    @property
    def swapped(self) -> 'Asked':
        """The other way round."""
        return Asked(self.after, self.before)

    @property
    def address(self) -> str:
        """The query string."""
        return '?' + urlencode({'from': self.before, 'to': self.after})

    @property
    def has_draft(self) -> bool:
        """One is a draft, which may change at any time: of all else nothing changes until the environment has news."""
        return DRAFT in self.sides


def _before(after: str, newest_first: Sequence[Summary]) -> str:
    """Of its own kind, else whatever went before; the newest one for now and for drafts."""
    ids = [item.id for item in newest_first]
    if after not in ids:
        return ids[0] if ids else ''
    own = newest_first[ids.index(after)]
    older = newest_first[ids.index(after) + 1 :]
    alike = [item for item in older if (item.sort, item.method) == (own.sort, own.method)]
    return next((item.id for item in (*alike, *older)), '')
