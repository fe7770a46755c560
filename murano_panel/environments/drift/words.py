"""What has drifted, in words, and what helps."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from murano_panel.domain.model.cloud_names import NETWORK
from murano_panel.domain.model.consequences import SERVER, STACK, VOLUME
from murano_panel.domain.model.drift import FAILED, GONE, MOVED, Drift

CALLED = {
    SERVER: gettext_lazy('Servers'),
    VOLUME: gettext_lazy('Volumes'),
    NETWORK: gettext_lazy('Networks'),
    STACK: gettext_lazy('Stacks'),
}
# (what is wrong, in a word): of a mark.
_MARKS = {GONE: gettext_lazy('Gone'), FAILED: gettext_lazy('Failed'), MOVED: gettext_lazy('Other address')}
# (kind of drift, what has drifted): what it says.
_TOLD = {
    (GONE, SERVER): gettext_lazy('The server "%(name)s" is not in the cloud any more.'),
    (GONE, VOLUME): gettext_lazy('The volume "%(name)s" is not in the cloud any more.'),
    (GONE, NETWORK): gettext_lazy('The network "%(name)s" is not in the cloud any more.'),
    (GONE, STACK): gettext_lazy('The stack "%(name)s" is not in the cloud any more.'),
    (FAILED, SERVER): gettext_lazy('The server "%(name)s" is there, but its state is "%(now)s".'),
    (FAILED, VOLUME): gettext_lazy('The volume "%(name)s" is there, but its state is "%(now)s".'),
    (FAILED, STACK): gettext_lazy('The stack "%(name)s" is there, but its state is "%(now)s".'),
    (MOVED, SERVER): gettext_lazy('The server "%(name)s" does not have %(old)s any more, but %(now)s.'),
}
# What was tried, on the full cloud: docs/topology.md. Of the rest nothing is promised.
_ADVICE = {
    (GONE, SERVER): gettext_lazy(
        'Deploying again as it is fails: for Heat the server is still there. Give the server another name in its form, '
        'then deploy: it is made anew, without what was on it.'
    ),
    (GONE, VOLUME): gettext_lazy(
        'Deploying again as it is ends well, but does not make it anew; for Heat it is still there, and it refuses '
        'to attach it to another server.'
    ),
    (MOVED, SERVER): gettext_lazy('Deploy again: Murano then notes the addresses that it has now.'),
}


@dataclass(frozen=True)
class Told:
    """A thing that has drifted, in words. component: what it is called, '' for the environment itself.

    mark: in a word. advice: what helps, '' for nothing that is known.
    """

    drift: Drift
    component: str
    mark: str
    text: str
    advice: str

    @property
    def whole(self) -> str:
        """What it is, and what helps."""
        return f'{self.text} {self.advice}'.strip()


def told(found: Drift, names: Mapping[str, str]) -> Told:
    """names: {id of a component: what it is called}."""
    thing, key = found.thing, (found.kind, found.thing.what)
    text = str(_TOLD.get(key, _TOLD[GONE, thing.what])) % {'name': thing.name, 'now': found.now, 'old': found.old}
    mark, advice = str(_MARKS[found.kind]), str(_ADVICE.get(key, ''))
    return Told(found, names.get(thing.component_id, ''), mark, text, advice)
