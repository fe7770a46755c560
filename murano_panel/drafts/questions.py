"""What the buttons of a draft's changes say, and what is asked before; the names in it are untrusted."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from murano_panel.domain.model.changes import ComponentChange


def undo_label(change: ComponentChange) -> str:
    """What the button does that takes back one change."""
    return _('Take out') if change.is_added else _('Undo') if change.is_changed else _('Keep')


def undo_question(change: ComponentChange) -> str:
    """What is asked before, as it cannot be had again; '' for what is still there."""
    if change.is_added:
        text = _('Take "%(name)s" out of the draft? It was never deployed: its answers are lost for good.')
    elif change.is_changed:
        text = _('Set "%(name)s" back to what is deployed? The changes of the draft are lost for good.')
    else:
        return ''
    users = _users(change.used_by) if change.is_added else ''
    return ' '.join([text % {'name': change.name}, users]).strip()


def remove_question(used_by: Sequence[str], name: str) -> str:
    """What is asked before a deployed component goes that others use; '' where nothing needs it."""
    if not used_by:
        return ''
    question = _('Remove "%(name)s"?') % {'name': name}
    return f'{question} {_users(used_by)}'


def _users(names: Sequence[str]) -> str:
    if not names:
        return ''
    text = _('Used by %(names)s: edit or remove these too, or the draft cannot be deployed.')
    return text % {'names': ', '.join(f'"{name}"' for name in names)}
