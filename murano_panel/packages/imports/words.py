"""Sentences about what is wrong with a package, in the user's language."""

from django.utils.translation import gettext as _

from murano_panel.domain.package.faults import SENTENCES, Fault


def sentence(fault: Fault) -> str:
    """One sentence, with the file that it is about. Untrusted text may be in it."""
    text = _(SENTENCES[fault.code]) % fault.values
    # Half surrogate pairs of names that are not UTF-8 have no place in a page.
    file = fault.file[:200].encode('utf-8', errors='replace').decode()
    return f'{file}: {text}' if file else text
