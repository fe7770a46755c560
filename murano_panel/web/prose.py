"""Descriptions of packages: Markdown, read into nodes that a template writes. No HTML of an author gets into a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# More than any description; the worst that we found takes a tenth of a second at this length.
MAX_CHARACTERS = 20_000
# A line as long as this was broken by its author's editor, not by its author.
WRAPPED_FROM = 60
_MARKS = frozenset('*_`[#>\\')

# Without HTML, and pictures, which would be loaded from elsewhere. Indented text is text: authors mean nothing by it.
_MARKDOWN = MarkdownIt('commonmark', {'html': False, 'maxNesting': 12}).disable(
    ['code', 'image', 'html_block', 'html_inline']
)


@dataclass(frozen=True)
class Node:
    """A piece of a text: ``kind`` as markdown-it names it, ``text`` of what has no children, ``href`` of a link."""

    kind: str
    text: str = ''
    href: str = ''
    children: tuple[Node, ...] = ()
    level: int = 0


def nodes(text: str) -> tuple[Node, ...]:
    """The blocks of a text. Lines that were only wrapped are joined, others keep their breaks."""
    tree = SyntaxTreeNode(_MARKDOWN.parse((text or '')[:MAX_CHARACTERS].replace('\r\n', '\n')))
    return tuple(map(_node, tree.children))


def plain(text: str, length: int = 400) -> str:
    """The beginning of a text without its marks, as cards have it."""
    beginning = (text or '')[:length]
    if _MARKS.isdisjoint(beginning):
        return beginning
    return ' '.join(_text(node) for node in nodes(beginning))


def _node(found: SyntaxTreeNode) -> Node:
    if found.type == 'inline':
        return Node('inline', children=_with_breaks([_node(child) for child in found.children]))
    # In a list without blank lines, items are no paragraphs.
    is_tight = found.type == 'paragraph' and found.hidden
    node = Node(
        'inline' if is_tight else found.type,
        found.content if not found.children else '',
        children=tuple(map(_node, found.children)),
        level=int(found.tag[1:]) if found.type == 'heading' else 0,
    )
    if found.type == 'link':
        href = str(found.attrs.get('href', ''))
        is_web = urlsplit(href).scheme in ('http', 'https')
        return replace(node, href=href) if is_web else replace(node, kind='inline')
    return node


def _with_breaks(children: list[Node]) -> tuple[Node, ...]:
    """A new line is one to users, too, unless the line before was as long as lines get."""
    result, length = [], 0
    for child in children:
        if child.kind == 'softbreak':
            result.append(Node('text', ' ') if length >= WRAPPED_FROM else Node('hardbreak'))
            length = 0
        else:
            result.append(child)
            length += len(_text(child))
    return tuple(result)


def _text(node: Node) -> str:
    if node.kind == 'hardbreak':
        return ' '
    return node.text + ''.join(map(_text, node.children))
