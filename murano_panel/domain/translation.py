"""Marking texts for translation without Django: templates translate what the pure code only names."""


def gettext_noop(text: str) -> str:
    """Marks a message; whoever shows it translates it (``{% translate state.label %}``)."""
    return text
