"""Pages: styled text laid out in lines of cells, as plain values. No Textual here, so that tests compare data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ..model.folding import fold
from ..model.words import found_in
from ..text import cell_width

# A line may end after a CJK character, after the word before one and after a dash; closing punctuation goes with what
# stands before it, opening punctuation with what comes after.
_WIDE = "\u2e80-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_OPENING = "（《「『【〈〔［｛“‘"
_CLOSING = "，。、；：？！）》」』】〉〕］｝…”’ー々"
LEAST_TEXT = 12  # cells that a deep indent leaves, where the page has them
BLOCKS_KEPT = 256  # laid out and remembered: from event to event, much of what is shown stays


@cache
def _units_pattern() -> re.Pattern[str]:
    """Compiled when first needed: text that fits on its line is not cut up."""
    units = rf"(?P<gap> +)|[{_OPENING}]*(?:[{_WIDE}]|[^ {_WIDE}—]+(?<![“‘])—*|—+)[{_CLOSING}]*|."
    return re.compile(units, re.DOTALL)


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
        spans, first, indent = tuple(block.spans), tuple(block.first), tuple(block.indent)
        lines.extend(_lines_of(block._replace(spans=spans, first=first, indent=indent), width))
    return lines, anchors


@lru_cache(maxsize=BLOCKS_KEPT)
def _lines_of(block: Block, width: int) -> tuple[Line, ...]:
    """The lines of a block, all of whose parts are tuples."""
    return tuple(_laid_out(block, width))


def _laid_out(block: Block, width: int) -> Iterator[Line]:
    most = max(0, width - min(LEAST_TEXT, width // 2))
    first, rest = (_narrowed(indent, most) for indent in (block.first or block.indent, block.indent))
    room = max(2, width - max(width_of(first), width_of(rest)))
    inner = wrap(block.spans, room) if block.wrapped else [list(block.spans)]
    for number, line in enumerate(inner or [[]]):
        yield [*(rest if number else first), *line]


def _narrowed(indent: Sequence[Span], most: int) -> Line:
    """An indent of at most `most` cells: of a deeper one the innermost part."""
    kept = list(indent)
    while kept and width_of(kept) > most:
        kept.pop(0)
    return kept


def wrap(spans: Sequence[Span], width: int) -> list[Line]:
    """Spans wrapped to lines of at most `width` cells, at blanks and between CJK characters; blanks become one."""
    written = "".join([span.text for span in spans])
    text = written.translate(_BLANKS)
    if cell_width(text) <= width and text == written.strip(" ") and "  " not in text:
        return [_joined([span for span in spans if span.text])] if text else []
    lines: list[list[tuple[int, int]]] = []
    line: list[tuple[int, int]] = []
    used = 0
    gap = -1
    for match in _units_pattern().finditer(text):
        start, end = match.span()
        if match.lastgroup:
            gap = start if line else -1
            continue
        need = cell_width(match[0])
        if used and used + (gap >= 0) + need > width:
            lines.append(line)
            line, used, gap = [], 0, -1
        if gap >= 0:
            _append(line, gap, gap + 1)
            used, gap = used + 1, -1
        if need > width:
            *whole, (start, end) = _split(match[0], start, width)
            lines += [[*line, piece] if not number else [piece] for number, piece in enumerate(whole)]
            line, need = [], cell_width(text[start:end])
        _append(line, start, end)
        used += need
    return _styled(spans, [*lines, line] if line else lines)


_BLANKS = str.maketrans("\t\n", "  ")


def _append(line: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a range to a line; one that begins where the last ends goes on from it."""
    if line and line[-1][1] == start:
        start = line.pop()[0]
    line.append((start, end))


def _split(unit: str, start: int, width: int) -> list[tuple[int, int]]:
    """A unit wider than a line, in parts that fit."""
    parts: list[tuple[int, int]] = []
    begin = used = 0
    for place, character in enumerate(unit):
        cells = cell_width(character)
        if cells and used and used + cells > width:
            parts.append((start + begin, start + place))
            begin, used = place, 0
        used += cells
    return [*parts, (start + begin, start + len(unit))]


def _styled(spans: Sequence[Span], lines: Sequence[Sequence[tuple[int, int]]]) -> list[Line]:
    """Lines, given as ranges of the text of all spans together, as spans again."""
    ends: list[int] = []
    for span in spans:
        ends.append((ends[-1] if ends else 0) + len(span.text))
    number = 0
    styled: list[Line] = []
    for ranges in lines:
        line: Line = []
        for start, end in ranges:
            while start < end:
                while ends[number] <= start:
                    number += 1
                text, style, link = spans[number]
                stop, base = min(end, ends[number]), ends[number] - len(text)
                line.append(Span(text[start - base : stop - base].translate(_BLANKS), style, link))
                start = stop
        styled.append(_joined(line))
    return styled


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
    """The same lines with each occurrence of the words (accents and case ignored) in another style."""
    folded = tuple(fold(word) for word in words if word)
    if not folded:
        return list(lines)
    return [[piece for span in line for piece in mark(span, folded, style)] for line in lines]


def mark(span: Span, folded: Sequence[str], style: str = "found") -> Iterator[Span]:
    """A span cut up so that the words, which are folded, stand in another style."""
    end = 0
    for start, after in found_in(span.text, folded) if folded else ():
        if start > end:
            yield Span(span.text[end:start], span.style, span.link)
        yield Span(span.text[start:after], style, span.link)
        end = after
    if end < len(span.text) or not span.text:
        yield Span(span.text[end:], span.style, span.link)
