"""Rich text (CommonMark, no raw HTML) as HTML that is safe on any page: text, marks, lists and web links.

Raw HTML is text; a picture becomes a link to it, so that a page that is read asks nobody for anything; a link goes to a
web or mail address or is no link.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from .html_text import escaped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKUP = re.compile(r"[*_`\[\]\\<>&#~|!]|^\s{0,3}(?:[-+=]|\d+[.)])|^(?: {4}|\t)", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_DEEPEST = 40
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_RAW = re.compile(r"(\\*)<(?=[A-Za-z/!?])(?!https?://[^\s<>]*>)")
_PICTURE = re.compile(r"(\\*)!(?=\[)")
HEADING_SHIFT = 3  # a heading in an account is a small one on the page


def to_html(text: str) -> str:
    """Rich text as HTML."""
    if not _MARKUP.search(text):
        paragraphs = (paragraph.strip() for paragraph in _BLANK_LINES.split(text))
        return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph)
    parser = _parser()
    tokens = parser.parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        return f"<p>{escape(text, quote=False)}</p>"
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + HEADING_SHIFT)}"
    return str(parser.renderer.render(tokens, parser.options, {})).strip()


def inert(text: str) -> str:
    """Rich text as Markdown for other programs, which may know raw HTML and links to scripts: here they are text.

    A picture is a link to it, as on the page.
    """
    if "<" in text:
        text = _RAW.sub(lambda match: match[0] if len(match[1]) % 2 else f"{match[1]}\\<", text)
    if not _MARKUP.search(text):
        return text
    tokens = _lenient().parse(text)
    if any(_leads_astray(token) for token in tokens):
        return "\n".join(map(escaped, text.replace("<", "&lt;").split("\n")))
    if "![" in text and any(_has_picture(token) for token in tokens):
        text = _PICTURE.sub(lambda match: match[0] if len(match[1]) % 2 else f"{match[1]}\\!", text)
    return text


def is_web(address: str) -> bool:
    """Whether an address may be a link."""
    return _WEB.match(address.strip()) is not None and not re.search(r"[\s<>\"]", address.strip())


def _leads_astray(token: Token) -> bool:
    if token.type in ("link_open", "image"):
        return not is_web(str(token.attrGet("href") or token.attrGet("src") or "http://"))
    return any(map(_leads_astray, token.children or ()))


def _has_picture(token: Token) -> bool:
    return token.type == "image" or any(map(_has_picture, token.children or ()))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.disable(["html_block", "html_inline"])
    parser.validateLink = is_web  # type: ignore[method-assign,assignment]
    parser.add_render_rule("image", lambda _self, tokens, index, *_: _image(tokens[index]))
    parser.add_render_rule("link_open", lambda _self, tokens, index, *_: _link_open(tokens[index]))
    return parser


@cache
def _lenient() -> MarkdownIt:
    """The same that takes every link for one."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _image(token: Token) -> str:
    address = str(token.attrGet("src") or "")
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(token.content or address, quote=False)}</a>'


def _link_open(token: Token) -> str:
    return f'<a href="{escape(str(token.attrGet("href") or ""))}" rel="noreferrer">'
