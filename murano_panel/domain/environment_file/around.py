"""What a file says of the environment itself, beside its components."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model import annotations, secrets
from murano_panel.domain.model.networks import Joined
from murano_panel.domain.model.object_model import header, metadata
from murano_panel.domain.model.tree import HEADER
from murano_panel.domain.records import ObjectModel

# What stands for networks that are no names: Murano makes one when it is needed, and applications bring their own.
AUTOMATIC, NONE = 'automatic', 'none'
NETWORK, SUBNET = 'network', 'subnet'


@dataclass(frozen=True)
class Around:
    """metadata: {key: plain value}, None in a file of version 1, which does not know it.

    networks: where its servers are plugged in, None where the file does not say it; region: '' likewise.
    """

    metadata: Mapping[str, Any] | None = None
    networks: Joined | None = None
    region: str = ''

    @classmethod
    def read(cls, about: Mapping[str, Any], version: int) -> 'Around':
        """Of the key ``environment`` of a file that keeps to the format."""
        told = about.get('networks')
        joined = None
        if isinstance(told, Mapping):
            joined = Joined(told[NETWORK], told.get(SUBNET, ''))
        elif told is not None:
            joined = Joined(is_made=told == AUTOMATIC)
        return cls(about.get('metadata', {} if version > 1 else None), joined, about.get('region', ''))

    @property
    def document(self) -> dict[str, Any]:
        """The reverse."""
        found: dict[str, Any] = {}
        if self.networks:
            joined = self.networks
            named = {NETWORK: joined.network, SUBNET: joined.subnet}
            names = {key: value for key, value in named.items() if value}
            found['networks'] = names or (AUTOMATIC if joined.is_made else NONE)
        if self.region:
            found['region'] = self.region
        if self.metadata:
            found['metadata'] = {key: self.metadata[key] for key in sorted(self.metadata)}
        return found


def open_metadata(own: ObjectModel) -> dict[str, Any]:
    """{key: plain value} of what people have written about an environment, without secrets."""
    found = annotations.entries(own)
    return {key: value for key, value in found.items() if not secrets.is_secret_path((key,), (), value)}


def laid_over(own: ObjectModel, around: Around, *, keep: bool) -> ObjectModel:
    """The environment's own object with the metadata of a file; what the file never has of it stays.

    keep: whether what is not in the file stays, too.
    """
    if around.metadata is None:
        return own
    gone = set() if keep else open_metadata(own).keys() - around.metadata.keys()
    kept = {key: value for key, value in metadata(own).items() if key not in gone}
    made = {**kept, **around.metadata}
    return own if made == metadata(own) else {**own, HEADER: {**header(own), 'metadata': made}}
