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
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


class _Part(NamedTuple):
    """A block, and whether it follows the one before without a blank line."""

    block: Block
    tight: bool = False


def blocks(text: str, indent: Sequence[Span] = (), style: str = "") -> list[Block]:
    """The blocks of rich text, each line after `indent`; `style` is that of the running text."""
    text = clean(text, multiline=True, limit=DETAIL_LIMIT)
    parts = _parts(_parser().parse(text), style) if _MARKUP.search(text) else _paragraphs(text, style)
    spaced: list[Block] = []
    for block, tight in parts:
        if spaced and not tight:
            spaced.append(Block((Span(""),), indent=indent))
        first = (*indent, *(block.first or block.indent))
        spaced.append(block._replace(first=first, indent=(*indent, *block.indent)))
    return spaced


def _paragraphs(text: str, style: str) -> Iterator[_Part]:
    for paragraph in _BLANK_LINES.split(text.strip()):
        if paragraph:
            yield _Part(Block((Span(paragraph, style),)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    return parser.disable(["html_block", "html_inline"])


def _parts(tokens: Sequence[Token], style: str) -> Iterator[_Part]:
    """Blocks in order; lists and quotations become indents."""
    indents: list[Span] = []
    ordinals: list[int | None] = []
    bullet: Span | None = None
    heading = tight = False
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                ordinals.append(int(token.attrGet("start") or 1) if token.type.startswith("o") else None)
                tight = len(ordinals) > 1
            case "bullet_list_close" | "ordered_list_close":
                ordinals.pop()
                tight = False
            case "list_item_open":
                bullet = _bullet(ordinals, style)
                indents.append(Span(" " * len(bullet.text)))
            case "blockquote_open":
                indents.append(Span("▏ ", "dim"))
            case "list_item_close" | "blockquote_close":
                indents.pop()
            case "paragraph_close":
                tight = token.hidden
            case "heading_open" | "heading_close":
                heading = token.nesting > 0
                tight = False
            case "inline":
                spans = list(_inline(token.children or (), "strong" if heading else style))
                yield _Part(Block(spans, _first(indents, bullet), tuple(indents)), tight)
                bullet = None
            case "fence" | "code_block" | "hr":
                lines = [Span("─" * 12, "dim")] if token.type == "hr" else _code(token.content)
                for number, line in enumerate(lines):
                    yield _Part(Block((line,), _first(indents, bullet), tuple(indents)), number > 0)
                    bullet = None
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


def _first(indents: list[Span], bullet: Span | None) -> tuple[Span, ...]:
    return (*indents[:-1], bullet) if bullet else tuple(indents)


def _inline(tokens: Sequence[Token], style: str) -> Iterator[Span]:
    """Running text with emphasis, code and links; a link shows its target, for it is not always what it says."""
    styles = [style]
    link = ""
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                yield Span(token.content, styles[-1], link)
            case "code_inline":
                yield Span(token.content, "code", link)
            case "softbreak" | "hardbreak":
                yield Span(" ", styles[-1])
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
