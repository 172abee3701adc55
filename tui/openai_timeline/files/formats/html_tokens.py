"""HTML as it is found, cut into tags and text, in time that grows with its length alone.

The parser of the standard library takes minutes for a hundred kilobytes of tags that never end. Here what is no whole
tag is text, comments and declarations are nothing, and scripts and styles are passed over with all that is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

_ATTRIBUTE = r"""(?:[^<>"']{1,2000}+|"[^"]{0,4000}+"|'[^']{0,4000}+')"""
_TAG = re.compile(
    rf"<(?:(/?)([A-Za-z][A-Za-z0-9:-]{{0,40}})((?:[\s/]{_ATTRIBUTE}{{0,100}}+)?)>|(!--)|[!?][^<>]{{0,1000}}+>)"
)
_PAIR = re.compile(r"""([^\s"'<>/=]{1,60})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "plaintext"})  # text, and no tags
_ENDS = {tag: re.compile(rf"</{tag}\b[^<>]*>", re.IGNORECASE) for tag in RAW}


class Tag(NamedTuple):
    """The start or the end of an element."""

    name: str
    attributes: dict[str, str]
    is_end: bool = False
    is_empty: bool = False  # written as <br/>


def tokens(text: str) -> Iterator[Tag | str]:
    """The tags of HTML and the text between them, with its entities decoded."""
    place = 0
    while (match := _TAG.search(text, place)) is not None:
        if match.start() > place:
            yield unescape(text[place : match.start()])
        place = match.end()
        if match[4]:
            end = text.find("-->", place)
            place = len(text) if end < 0 else end + 3
        elif match[2]:
            tag = _tag(match)
            yield tag
            if tag.name in RAW and not tag.is_end and not tag.is_empty:
                over = _ENDS[tag.name].search(text, place)
                place = len(text) if over is None else over.end()
                yield Tag(tag.name, {}, is_end=True)
    if place < len(text):
        yield unescape(text[place:])


def _tag(match: re.Match[str]) -> Tag:
    written = match[3]
    pairs = ((pair[1].lower(), next(filter(None, pair.group(2, 3, 4)), "")) for pair in _PAIR.finditer(written))
    attributes = {key: unescape(value) for key, value in pairs}
    return Tag(match[2].lower(), attributes, bool(match[1]), written.rstrip().endswith("/"))
