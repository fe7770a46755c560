"""Reads a page the way a browser without scripts does: its text, and its forms ready to be sent."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client


def shown(answer: HttpResponse) -> str:
    """The text on the page: no scripts, no markup, single blanks."""
    text = re.sub(r'(?s)<(script|style|head)\b.*?</\1>', ' ', answer.content.decode())
    return ' '.join(re.sub(r'<[^>]*>', ' ', text).split())


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    # Name and value of each button, with the text on it.
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def submit(self, client: Client, button: str = '', **typed: object) -> HttpResponse:
        """Presses the first button that says ``button``; ``typed`` fills fields by the end of their name.

        What can be chosen several times takes a list.
        """
        data = dict(self.fields)
        for name, value in typed.items():
            [full] = [name] if name in data else [known for known in data if known.endswith(f'-{name}')]
            data[full] = value if isinstance(value, list) else [value]
        pressed = [(name, value) for name, value, text in self.buttons if button in (text, value)]
        assert pressed or not button, f'no button {button!r} among {self.buttons}'
        if pressed and pressed[0][0]:
            data[pressed[0][0]] = [pressed[0][1]]
        return (client.post if self.method == 'post' else client.get)(self.action, data)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._address = address
        self._form: Form | None = None
        self._select: str | None = None
        self._textarea: str | None = None
        self._button = False

    def handle_starttag(self, tag, attributes):
        given = {name: value or '' for name, value in attributes}
        if tag == 'form':
            self._form = Form(given.get('action') or self._address, given.get('method', 'get').lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, given)

    def _control(self, tag, given):
        name, value = given.get('name', ''), given.get('value', '')
        if tag == 'button' or (tag == 'input' and given.get('type') == 'submit'):
            self._form.buttons.append((name, value, value if tag == 'input' else ''))
            self._button = tag == 'button'
        elif tag == 'input' and name:
            if given.get('type') in ('checkbox', 'radio'):
                self._form.fields.setdefault(name, []).extend([given.get('value', 'on')] if 'checked' in given else [])
            else:
                self._form.fields.setdefault(name, []).append(value)
        elif tag == 'textarea':
            self._textarea = name
            self._form.fields[name] = ['']
        elif tag == 'select':
            self._select = name
            self._form.fields.setdefault(name, [])
        elif tag == 'option' and self._select and ('selected' in given or not self._form.fields[self._select]):
            self._form.fields[self._select] = [value]

    def handle_data(self, data):
        if self._button:
            name, value, text = self._form.buttons[-1]
            self._form.buttons[-1] = (name, value, ' '.join(f'{text} {data}'.split()))
        elif self._textarea is not None:
            self._form.fields[self._textarea][0] += data

    def handle_endtag(self, tag):
        if tag == 'form':
            self._form = None
        elif tag == 'button':
            self._button = False
        elif tag == 'select':
            self._select = None
        elif tag == 'textarea':
            # A browser leaves out the first end of line.
            self._form.fields[self._textarea][0] = self._form.fields[self._textarea][0].removeprefix('\n')
            self._textarea = None


def forms(answer: HttpResponse) -> list[Form]:
    query = answer.request.get('QUERY_STRING', '')
    reader = _Reader(answer.request['PATH_INFO'] + (f'?{query}' if query else ''))
    reader.feed(answer.content.decode())
    return reader.forms


def form(answer: HttpResponse, button: str) -> Form:
    """The form with a button of that text or value."""
    found = [each for each in forms(answer) if any(button in (text, value) for _, value, text in each.buttons)]
    assert found, f'no form with a button {button!r} on {answer.request["PATH_INFO"]}'
    return found[0]
