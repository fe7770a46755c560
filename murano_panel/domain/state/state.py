"""What one state is: how it is shown, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class State:
    """One state of an environment, a component or a deployment, as it is shown: never colour alone.

    Whoever wants to know what may be done in a state asks its properties; the code only names it.

    code: stable word for CSS classes, addresses and tests, such as ``deploying``.
    label: English message id, translated where it is shown.
    icon: Font Awesome 6 class without the leading ``fa``, such as ``fa-circle-check``.
    role: ``success``, ``info``, ``warning``, ``danger`` or ``default``.
    detail: one line of plain text, possibly Murano's or a package's own words: untrusted, secrets masked.
    since: when it became so (aware), or None when that is not known.
    is_running: something is at work right now, or is believed to be.
    is_final: it has come to its end.
    is_bad: something went wrong and should be looked at, at its end or already before it.
    is_deployed: it exists in the cloud, perhaps with errors.
    is_stuck: it does not go on by itself, and Murano will not let anybody else: abandoning may be all that is left.
    """

    code: str
    label: str
    icon: str
    role: str
    detail: str = ''
    since: datetime | None = None
    is_running: bool = False
    is_final: bool = False
    is_bad: bool = False
    is_deployed: bool = False
    is_stuck: bool = False

    @property
    def is_good(self) -> bool:
        """It has ended well, perhaps with warnings."""
        return self.is_final and not self.is_bad and not self.is_gone

    @property
    def has_failed(self) -> bool:
        """It has ended badly: trying again may help."""
        return self.is_final and self.is_bad

    @property
    def is_silent(self) -> bool:
        """It should be running, but nothing has been heard of it for long."""
        return self.code == 'silent'

    @property
    def is_lost(self) -> bool:
        """It has failed, but Murano never told its end and keeps the environment locked."""
        return self.code == 'lost'

    @property
    def broke_off(self) -> bool:
        """An exception ended it: what was still to be done was not."""
        return self.code in ('failed', 'lost')

    @property
    def is_gone(self) -> bool:
        """What it was about does not exist any more."""
        return self.code == 'gone'

    @property
    def needs_attention(self) -> bool:
        """It may not go on by itself."""
        return self.is_bad or self.is_silent

    @property
    def may_be_stuck(self) -> bool:
        """Murano refuses what is usual, now or for ever; abandoning always works."""
        return self.is_running or self.is_stuck

    @property
    def is_draft(self) -> bool:
        """There is nothing of it but the user's own draft."""
        return self.code == 'draft'

    @property
    def is_undeployed(self) -> bool:
        """It was never deployed."""
        return self.is_draft or self.code == 'new'

    @property
    def is_removed(self) -> bool:
        """The user's draft removes it."""
        return self.code == 'removed'

    @property
    def symbol(self) -> str:
        """One character for it, where icons cannot be: in the title of a window."""
        if self.is_running:
            return '?' if self.is_silent else '◌'
        return '✗' if self.is_bad else '∅' if self.is_gone else '✓'
