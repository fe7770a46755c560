"""axe-core in the page that a browser shows: what people with other eyes, ears or hands would trip over.

Horizon's frame around our pages is not ours to change. What lies in it is left out by place, never by rule, so that
every rule holds for what we draw.
"""

from pathlib import Path
from typing import Any

AXE = Path(__file__).resolve().parents[2] / 'node_modules' / 'axe-core' / 'axe.min.js'

# All that our templates draw: a page, its header, and dialogs over it.
OURS = '.murano, .murano-header, .murano-dialog'

_RUN = """
const [ours, done] = arguments;
axe.run(document, {resultTypes: ['violations']}).then((found) => {
  const mine = (node) => node.target.length === 1 && document.querySelector(node.target[0])?.closest(ours);
  done(found.violations.map((each) => ({
    rule: each.id,
    help: each.help,
    nodes: each.nodes.map((node) => ({
      ours: Boolean(mine(node)), target: node.target.join(' '), why: node.failureSummary,
    })),
  })));
});
"""


def violations(driver: Any) -> tuple[list[str], set[str]]:
    """(What is wrong in our part of the page, a line each; the rules that Horizon's frame breaks)."""
    driver.execute_script(AXE.read_text(encoding='utf-8'))
    found = driver.execute_async_script(_RUN, OURS)
    wrong = [
        f'{each["rule"]}: {node["target"]}: {node["why"]}' for each in found for node in each['nodes'] if node['ours']
    ]
    return wrong, {each['rule'] for each in found if not all(node['ours'] for node in each['nodes'])}
