"""How many terminal cells text takes, and how to cut, pad and wrap it by them.

All of it is for text that has passed `text.clean`. Rich is imported when a width is first asked of text that
is not plain Latin, so that a list starts fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

ELLIPSIS = "…"

# Patterns are compiled when first needed: large sets of characters take milliseconds, and start-up is a feature.


@cache
def _narrow() -> Callable[[str], re.Match[str] | None]:
    return re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2015\u2018-\u2022\u2026\u2030\u2032\u2033\u20ac]*").fullmatch


def cell_width(text: str) -> int:
    """How many terminal cells cleaned `text`, of one line, takes."""
    if text.isascii() or _narrow()(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _cells(text: str) -> Iterator[tuple[int, int]]:
    """Each code point's place and its cells; what a joiner joins on adds none."""
    from rich.cells import get_character_cell_size as size

    joined = False
    for place, char in enumerate(text):
        joiner = char == "\u200d"
        yield place, 0 if joined or joiner else size(char)
        joined = joiner


def _places(text: str, width: int) -> Iterator[int]:
    """Where each piece of `text` begins when it is cut into pieces of at most `width` cells."""
    if text.isascii() or _narrow()(text):
        yield from range(0, len(text), width)
        return
    yield 0
    used = 0
    for place, cells in _cells(text):
        if cells and used and used + cells > width:
            yield place
            used = 0
        used += cells


def cut(text: str, width: int) -> str:
    """Cleaned `text` in at most `width` cells; what does not fit gives way to an ellipsis."""
    if width <= 0:
        return ""
    if cell_width(text) <= width:
        return text
    return _head(text, width - 1) + ELLIPSIS


def _head(text: str, width: int) -> str:
    """The longest beginning of `text` that takes at most `width` cells."""
    if text.isascii() or _narrow()(text):
        return text[:width]
    used = 0
    for place, cells in _cells(text):
        used += cells
        if used > width:
            return text[:place]
    return text


def pad(text: str, width: int) -> str:
    """Cleaned `text` with spaces after it up to `width` cells; longer text stays as it is."""
    return text + " " * (width - cell_width(text))


def fit(text: str, width: int, align: Literal["left", "center", "right"] = "left") -> str:
    """Cleaned `text` cut and padded to exactly `width` cells."""
    text = cut(text, width)
    spare = max(width, 0) - cell_width(text)
    before = {"left": 0, "center": spare // 2, "right": spare}[align]
    return " " * before + text + " " * (spare - before)


_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"


@cache
def _atoms() -> re.Pattern[str]:
    return re.compile(f" +|[{_IDEOGRAPHS}][\u0300-\u036f\u3099\u309a]*|[^ —{_IDEOGRAPHS}]+—*|—+")


_OPENERS = frozenset("（《〈「『【〔〖［｛“‘([{")
_CLOSERS = frozenset("，。、；：？！）》〉」』】〕〗］｝”’…·ー々ゝゞ" + ",.;:?!)]}%％")


def wrap(text: str, width: int) -> list[str]:
    """Cleaned `text`, which may hold line feeds, as lines of at most `width` cells.

    Lines break at spaces and after dashes, and between the characters of Chinese and Japanese, though never
    before closing or after opening punctuation. Only a word longer than a line is split. (A wide
    character stands over a line of one cell.)
    """
    width = max(width, 1)
    lines: list[str] = []
    for line in text.split("\n"):
        if cell_width(line) <= width:
            lines.append(line)
        else:
            lines.extend(_wrapped(line, width))
    return lines


def _wrapped(line: str, width: int) -> Iterator[str]:
    kept: list[str] = []
    used = 0
    gap = ""
    for unit in _units(line):
        if unit[0] == " ":
            gap = unit
            continue
        cells = cell_width(unit)
        if kept and used + len(gap) + cells > width:
            yield "".join(kept)
            kept, used, gap = [], 0, ""
        if len(gap) + cells > width:
            *whole, unit = _split(unit, width)
            yield from whole
            cells, gap = cell_width(unit), ""
        kept += [gap, unit] if gap else [unit]
        used += len(gap) + cells
        gap = ""
    yield "".join(kept)


def _split(unit: str, width: int) -> list[str]:
    """A unit in pieces that each fit on a line."""
    places = [*_places(unit, width), len(unit)]
    return [unit[start:end] for start, end in pairwise(places)]


def _units(line: str) -> Iterator[str]:
    """The parts of a line between which it may break: spaces, words, ideographs with their punctuation."""
    held = ""
    for atom in _atoms().findall(line):
        if held and held[0] != " " and atom[0] != " " and (held[-1] in _OPENERS or atom[0] in _CLOSERS):
            held += atom
            continue
        if held:
            yield held
        held = atom
    if held:
        yield held
