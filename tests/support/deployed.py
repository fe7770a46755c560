"""Components as the demo and the full cloud have deployed them, with ids and secrets replaced.

Made by forms and by other tools; with servers, volumes, addresses, groups of nodes and what the engine notes in ``?``.
"""

import json
from pathlib import Path

from murano_panel.domain.records import ObjectModel

_FILE = Path(__file__).parents[1] / 'unit' / 'data' / 'deployed_models.json'


def deployed_models() -> dict[str, list[ObjectModel]]:
    """{what it is: the components of an environment}."""
    return json.loads(_FILE.read_text(encoding='utf-8'))
