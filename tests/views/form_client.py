"""What a browser does with the form of a package, with and without scripts."""

import re
from html import unescape

from django.test import Client


class Form:
    """Without scripts: pages, and the buttons on them."""

    def __init__(self, client: Client, package: dict, environment):
        self.client = client
        self.environment = environment
        self.take(client.get(f'/app-catalog/catalog/{package["id"]}/add/{environment.id}/'))

    def take(self, page):
        self.page, self.text = page, page.content.decode()
        self.state = self._found(r'name="state" value="([^"]+)"')
        self.url = (
            self._found(r'method="post" action="(/app-catalog/(?:catalog|blueprints)/[^"]+)"')
            or page.request['PATH_INFO']
        )

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.text, re.DOTALL)
        return unescape(found[1]) if found else ''

    def press(self, do: str, **inputs) -> 'Form':
        """Presses a button with these inputs filled in; ``url`` is the one that the button names itself."""
        url = inputs.pop('url', self.url)
        self.take(self.client.post(url, {'state': self.state, 'do': do, **inputs}))
        return self

    @property
    def step(self) -> str:
        return self._found(r'data-murano-title="([^"]*)"')

    @property
    def errors(self) -> list[str]:
        """The summary: "label: message"."""
        return [unescape(found) for found in re.findall(r'<li><a href="#field-[^"]*">([^<]*)</a>', self.text)]

    @property
    def notice(self) -> str:
        box = r'ng-non-bindable>.*?<div class="alert[^>]*>\s*(?:<p>)?(?:<strong>)?([^<]*)'
        return ' '.join(self._found(box).split())

    def value(self, name: str) -> str | None:
        """What an input holds: the value of a text, the chosen option of a select."""
        select = re.search(rf'<select [^>]*name="{name}".*?</select>', self.text, re.DOTALL)
        if select:
            chosen = re.search(r'value="([^"]*)"[^>]* selected', select[0])
            return unescape(chosen[1]) if chosen else None
        found = re.search(rf'<input [^>]*name="{name}"[^>]*>', self.text)
        value = re.search(r' value="([^"]*)"', found[0]) if found else None
        return unescape(value[1]) if value else None

    def value_of_text(self, name: str) -> str:
        """What a text area holds; browsers leave out the first end of line."""
        return unescape(self._found(rf'(?s)<textarea [^>]*name="{name}"[^>]*>\n?(.*?)</textarea>'))


class StartForm(Form):
    """The form of a package with which a new environment begins; ``choices`` are what was chosen for it."""

    def __init__(self, client: Client, package: dict, **choices):
        self.client = client
        self.take(client.get(f'/app-catalog/catalog/{package["id"]}/start/', choices))


class BlueprintForm(Form):
    """The form of a package for a new component of a blueprint; with ``component_id`` that of one that is there."""

    def __init__(self, client: Client, blueprint: dict, package_id: str = '', component_id: str = '', query: str = ''):
        self.client = client
        path = f'components/{component_id}/edit' if component_id else f'add/{package_id}'
        self.take(client.get(f'/app-catalog/blueprints/{blueprint["id"]}/{path}/{query}'))


class Script:
    """With scripts: the same form, each step checked by a request of its own."""

    def __init__(self, form: Form):
        self.client, self.state = form.client, form.state
        path, mark, query = form.url.partition('?')
        self.url = f'{path}validate/{mark}{query}'

    def press(self, do: str, **inputs):
        self.page = self.client.post(
            self.url,
            {'state': self.state, 'do': do, **inputs},
            headers={'accept': 'application/json', 'x-requested-with': 'XMLHttpRequest'},
        )
        answer = self.page.json()
        self.state = answer.get('state', self.state)
        return answer
