"""How many entries of Murano's lists could not be read, for the note on the page that shows the others."""

from django.http import HttpRequest

_NAME = 'murano_panel_left_out'


def note(request: HttpRequest, number: int) -> None:
    """So many more."""
    setattr(request, _NAME, number_in(request) + number)


def number_in(request: HttpRequest) -> int:
    """Of all lists that were read for this request."""
    return getattr(request, _NAME, 0)
