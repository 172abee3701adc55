"""Rich text (CommonMark, no raw HTML) as blocks of a page.

Textual's own Markdown widget mounts a widget a block (34 s for 40 kB of headings, measured); here the parsed text
becomes plain lines, of which only those in view are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..text import DETAIL_LIMIT, clean
from .page import Block, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Text without any of these is paragraphs and nothing else, and needs no parser.
_MARKUP = re.compile(r"[*_`\[\]\\<>&#~|!]|^\s{0,3}(?:[-+=]|\d+[.)])|^(?: {4}|\t)", re.MULTILINE)
BRACKETS = 20_000  # each that opens a link which never ends makes the parser look to the end: seconds beyond so many
DEEPEST = 40  # levels of lists and quotations; the parser drops what is deeper
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


class _Part(NamedTuple):
    """A block, and whether it follows the one before without a blank line."""

    block: Block
    tight: bool = False


def blocks(text: str, indent: Sequence[Span] = (), style: str = "") -> list[Block]:
    """The blocks of rich text, each line after `indent`; `style` is that of the running text."""
    text = clean(text, multiline=True, limit=DETAIL_LIMIT)
    parts = _marked_up(text, style) if _MARKUP.search(text) else _paragraphs(text, style)
    spaced: list[Block] = []
    for block, tight in parts:
        if spaced and not tight:
            spaced.append(Block((Span(""),), indent=indent))
        first = (*indent, *(block.first or block.indent))
        spaced.append(block._replace(first=first, indent=(*indent, *block.indent)))
    return spaced


def _marked_up(text: str, style: str) -> Iterator[_Part]:
    """Text as Markdown; as plain paragraphs where the parser would lose some of it or take for ever."""
    if text.count("[") > BRACKETS:
        return _paragraphs(text, style)
    tokens = _parser().parse(text)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return _paragraphs(text, style)
    return _parts(tokens, style)


def _paragraphs(text: str, style: str) -> Iterator[_Part]:
    for paragraph in _BLANK_LINES.split(text.strip()):
        if paragraph:
            yield _Part(Block((Span(paragraph, style),)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    return parser.disable(["html_block", "html_inline"])


def _parts(tokens: Sequence[Token], style: str) -> Iterator[_Part]:
    """Blocks in order; lists and quotations become indents."""
    indents: list[Span] = []
    ordinals: list[int | None] = []
    bullets: dict[int, Span] = {}  # those of items whose first line is still to come, by their place among the indents
    heading = tight = close = False  # `close`: whether the list stands without blank lines
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                ordinals.append(int(token.attrGet("start") or 1) if token.type.startswith("o") else None)
                tight = len(ordinals) > 1
            case "bullet_list_close" | "ordered_list_close":
                ordinals.pop()
                tight = close and bool(ordinals)
            case "list_item_open":
                bullet = bullets[len(indents)] = _bullet(ordinals, style)
                indents.append(Span(" " * len(bullet.text)))
            case "blockquote_open":
                indents.append(Span("▏ ", "dim"))
            case "list_item_close" | "blockquote_close":
                indents.pop()
                bullets.pop(len(indents), None)
            case "paragraph_close":
                tight = close = token.hidden
            case "heading_open" | "heading_close":
                heading = token.nesting > 0
                tight = False
            case "inline":
                for line in _lines(_inline(token.children or (), "strong" if heading else style)):
                    yield _Part(Block(line, _first(indents, bullets), tuple(indents)), tight)
                    tight = True
            case "fence" | "code_block" | "hr":
                rows = [Span("─" * 12, "dim")] if token.type == "hr" else _code(token.content)
                for number, row in enumerate(rows):
                    yield _Part(Block((row,), _first(indents, bullets), tuple(indents)), number > 0 or tight)
                tight = False


def _code(content: str) -> list[Span]:
    """Lines of code; their blanks are part of them, not places to break."""
    return [Span(line.replace(" ", "\u00a0"), "code") for line in content.rstrip("\n").split("\n")]


def _bullet(ordinals: list[int | None], style: str) -> Span:
    ordinal = ordinals[-1]
    if ordinal is None:
        return Span("· ", style)
    ordinals[-1] = ordinal + 1
    return Span(f"{ordinal}. ", style)


def _first(indents: list[Span], bullets: dict[int, Span]) -> tuple[Span, ...]:
    """The indent of the first line of an item, with its bullet, which is then done with."""
    first = tuple(bullets.get(place, indent) for place, indent in enumerate(indents))
    bullets.clear()
    return first


def _lines(spans: Iterator[Span]) -> Iterator[list[Span]]:
    """Running text, broken where the author broke it by hand."""
    line: list[Span] = []
    for span in spans:
        if span.text == "\n":
            yield line
            line = []
        else:
            line.append(span)
    yield line


def _inline(tokens: Sequence[Token], style: str) -> Iterator[Span]:
    """Running text with emphasis, code and links; a link shows its target, for it is not always what it says."""
    styles = [style]
    link = ""
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                # Once more, for an entity such as &#x202e; has only now become what it stands for.
                yield Span(clean(token.content, limit=DETAIL_LIMIT), styles[-1], link)
            case "code_inline":
                yield Span(token.content, "code", link)
            case "softbreak" | "hardbreak":
                yield Span(" " if token.type == "softbreak" else "\n", styles[-1])
            case "em_open":
                styles.append("em")
            case "strong_open":
                styles.append("strong")
            case "em_close" | "strong_close":
                styles.pop()
            case "link_open":
                link = clean(str(token.attrGet("href") or ""))
                styles.append("link")
            case "link_close":
                styles.pop()
                yield Span(f" ({link})", "dim")
                link = ""
            case "image":
                yield Span(f"[image: {token.content}]", "dim")
