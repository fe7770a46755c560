"""The map of the rooms, by which newcomers find their way, has all of them."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_room_stands_in_the_map():
    text = (ROOT / 'docs' / 'contributing.md').read_text()
    rooms = text.split('## The rooms')[1].split('A room may use')[0]
    there = Counter(path.parent.name for path in (ROOT / 'murano_panel').rglob('__init__.py'))
    # Two may have one name.
    assert not there - Counter(re.findall(r'\b(\w+)/', rooms))
