"""What an environment is doing, said honestly.

Murano's own status is a hint: ``deploy failure`` sticks until the next success, ``pending`` only means that
somebody holds a session, and a component's status is a copy of its environment's. The words here come from
the status together with versions, the last deployments and the user's own draft.
"""
from dataclasses import dataclass
from datetime import datetime


def gettext_noop(text: str) -> str:
    """Marks a message for translation; whoever shows it translates it (``{% translate state.label %}``)."""
    return text


@dataclass(frozen=True)
class State:
    """One state as it is shown: never colour alone.

    code: stable word for CSS classes, filters and tests, such as ``deploying``.
    label: English message id, translated where it is shown.
    icon: Font Awesome 6 class without the leading ``fa``, such as ``fa-circle-check``.
    role: ``success``, ``info``, ``warning``, ``danger`` or ``default``.
    detail: one line of plain text, possibly Murano's or a package's own words: untrusted.
    since: when it became so (aware), or None when that is not known.
    """

    code: str
    label: str
    icon: str
    role: str
    detail: str = ''
    since: datetime | None = None
