"""Where the cache keeps what Murano does not know of a draft."""

import hashlib

from murano_panel.domain.records import Draft


def key(kind: str, draft: Draft) -> str:
    """Of one kind of note; the session id itself is a secret."""
    return f'murano_panel:{kind}:' + hashlib.sha256(draft.session_id.encode()).hexdigest()
