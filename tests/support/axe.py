"""axe-core in the page that a browser shows: what people with other eyes, ears or hands would trip over.

Horizon's frame around our pages is not ours to change. What lies in it is left out by place, never by rule, so that
every rule holds for what we draw.
"""

from pathlib import Path
from typing import Any

AXE = Path(__file__).resolve().parents[2] / 'node_modules' / 'axe-core' / 'axe.min.js'

# All that our templates draw: a page, its header, and dialogs over it.
OURS = '.murano, .murano-header, .murano-dialog'

# The size of targets is of WCAG 2.2, which axe leaves out unless asked.
_RUN = """
const [ours, done] = arguments;
axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}).then((found) => {
  // A live page may have replaced meanwhile what was found.
  const there = (node) => document.querySelector(node.target[0]);
  done(found.violations.map((each) => ({
    rule: each.id,
    nodes: each.nodes.filter(there).map((node) => ({
      ours: Boolean(there(node).closest(ours)), html: node.html.slice(0, 200), why: node.failureSummary,
    })),
  })));
}, (error) => done([{rule: 'axe-core', nodes: [{ours: true, html: '', why: String(error)}]}]));
"""


def violations(driver: Any) -> tuple[list[str], dict[str, str]]:
    """(What is wrong in our part of the page, a line each; {rule that Horizon's frame breaks: where})."""
    if not driver.execute_script('return Boolean(window.axe)'):
        driver.execute_script(AXE.read_text(encoding='utf-8'))
    found = driver.execute_async_script(_RUN, OURS)
    nodes = [(each['rule'], node) for each in found for node in each['nodes']]
    wrong = [' '.join(f'{rule}: {node["html"]} {node["why"]}'.split()) for rule, node in nodes if node['ours']]
    return wrong, {rule: node['html'] for rule, node in nodes if not node['ours']}
