"""Pages: styled text laid out in lines of cells, as plain values. No Textual here, so that tests compare data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..text import cell_width

# A CJK character may end a line after it, unless closing punctuation follows; opening punctuation stays with the next.
_WIDE = "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_OPENING = "（《「『【〈〔［｛“‘"
_CLOSING = "，。、；：？！）》」』】〉〕］｝…”’"
_UNITS = re.compile(rf"(?P<gap>[ \t\n]+)|(?P<wide>[{_OPENING}]*[{_WIDE}][{_CLOSING}]*)|(?P<word>[^ \t\n{_WIDE}]+)")


class Span(NamedTuple):
    """Text in one style. `style` is a name that the widget knows; `link` an opaque target that a click reports."""

    text: str
    style: str = ""
    link: str = ""


Line = list[Span]


class Block(NamedTuple):
    """A paragraph: `spans` wrapped to the width, each line after `indent` (the first after `first`)."""

    spans: Sequence[Span]
    first: Sequence[Span] = ()
    indent: Sequence[Span] = ()
    wrapped: bool = True  # else cut, for rows of a table
    anchor: str = ""  # what can be scrolled to


BLANK = Block((Span(""),))


def width_of(spans: Iterable[Span]) -> int:
    """The cells that spans take."""
    return sum(cell_width(span.text) for span in spans)


def lay_out(blocks: Iterable[Block], width: int) -> tuple[list[Line], dict[str, int]]:
    """The lines of a page `width` cells wide, and the line at which each anchor stands."""
    lines: list[Line] = []
    anchors: dict[str, int] = {}
    for block in blocks:
        if block.anchor:
            anchors.setdefault(block.anchor, len(lines))
        lines.extend(_lines_of(block, width))
    return lines, anchors


def _lines_of(block: Block, width: int) -> Iterator[Line]:
    first = list(block.first or block.indent)
    rest = list(block.indent)
    room = max(4, width - max(width_of(first), width_of(rest)))
    inner = wrap(block.spans, room) if block.wrapped else [list(block.spans)]
    for number, line in enumerate(inner or [[]]):
        yield [*(rest if number else first), *line]


def wrap(spans: Sequence[Span], width: int) -> list[Line]:
    """Spans wrapped to lines of at most `width` cells, at blanks and between CJK characters."""
    lines: list[Line] = []
    line: Line = []
    used = 0
    gap: Span | None = None
    for unit in _units(spans):
        if unit[0].text.isspace():
            gap = Span(" ", unit[0].style, unit[0].link) if used else None
            continue
        need = width_of(unit)
        if used and used + (1 if gap else 0) + need > width:
            lines.append(line)
            line, used, gap = [], 0, None
        if gap:
            line.append(gap)
            used, gap = used + 1, None
        for piece in _split_long(unit, width):
            size = width_of(piece)
            if used and used + size > width:
                lines.append(line)
                line, used = [], 0
            line.extend(piece)
            used += size
    if line:
        lines.append(line)
    return [_joined(line) for line in lines]


def _units(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """What may not be broken: words (across spans where no blank stands between), CJK characters, blanks."""
    word: list[Span] = []
    for text, style, link in spans:
        for match in _UNITS.finditer(text):
            piece = Span(match[0], style, link)
            if match.lastgroup == "word":
                word.append(piece)
                continue
            if word:
                yield word
                word = []
            yield [piece]
    if word:
        yield word


def _split_long(unit: list[Span], width: int) -> Iterator[list[Span]]:
    """A unit wider than a line, in parts that fit."""
    if width_of(unit) <= width:
        yield unit
        return
    for text, style, link in unit:
        part, size = "", 0
        for character in text:
            cells = cell_width(character)
            if part and size + cells > width:
                yield [Span(part, style, link)]
                part, size = "", 0
            part, size = part + character, size + cells
        yield [Span(part, style, link)]


def _joined(line: Line) -> Line:
    """Neighbours of one style made one span."""
    joined: Line = []
    for span in line:
        if joined and joined[-1][1:] == span[1:]:
            joined[-1] = Span(joined[-1].text + span.text, span.style, span.link)
        else:
            joined.append(span)
    return joined


def plain(lines: Iterable[Line]) -> str:
    """The text of lines without style, for copying and for tests."""
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)


def highlight(lines: Sequence[Line], words: Sequence[str], style: str) -> list[Line]:
    """The same lines with each occurrence of the words (case ignored) in another style."""
    wanted = [re.escape(word) for word in words if word]
    if not wanted:
        return list(lines)
    pattern = re.compile("|".join(wanted), re.IGNORECASE)
    return [[piece for span in line for piece in _marked(span, pattern, style)] for line in lines]


def _marked(span: Span, pattern: re.Pattern[str], style: str) -> Iterator[Span]:
    end = 0
    for match in pattern.finditer(span.text):
        if match.start() > end:
            yield Span(span.text[end : match.start()], span.style, span.link)
        yield Span(match[0], style, span.link)
        end = match.end()
    if end < len(span.text) or not span.text:
        yield Span(span.text[end:], span.style, span.link)
