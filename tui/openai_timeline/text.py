"""The one gate through which text from a file reaches a terminal.

A file is written by somebody else. Its text may hold escape sequences, characters that reorder or hide their
neighbours, and marks stacked a thousand high. `clean` turns any text into text that a terminal can only
show, and whose width in cells is known; the helpers of `cells`, which are given on from here, then cut, pad
and wrap what was cleaned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from openai_timeline.cells import ELLIPSIS, cell_width, cut, fit, pad, wrap

__all__ = [
    "DETAIL_LIMIT",
    "ELLIPSIS",
    "SUMMARY_LIMIT",
    "TITLE_LIMIT",
    "cell_width",
    "clean",
    "cut",
    "escaped",
    "fit",
    "hides",
    "inert",
    "is_clean",
    "pad",
    "wrap",
]

TITLE_LIMIT = 300
SUMMARY_LIMIT = 2_000
DETAIL_LIMIT = 200_000

MARKS_PER_BASE = 4
_UNKNOWN = 0xFFFD
_TABLE_LIMIT = 20_000

_LATIN = " -~\xa0-\xac\xae-\u02ff"
_PUNCTUATION = "\u2010-\u2015\u2018-\u2022\u2026\u2030\u2032\u2033\u20ac"
_EAST_ASIAN = "\u3001\u3002\u3008-\u3011\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uff01-\uff5e"
_JOINERS = re.compile("[\u200c\u200d]+")
_STACK = re.compile(f"m{{{MARKS_PER_BASE + 1},}}")


@cache
def _plain(multiline: bool) -> Callable[[str], re.Match[str] | None]:
    """Matches what needs no cleaning; compiled when first needed, for large sets of characters take milliseconds."""
    breaks = "\n" if multiline else ""
    return re.compile(f"[{breaks}{_LATIN}{_PUNCTUATION}{_EAST_ASIAN}]*").fullmatch


def _codes(*spans: int | tuple[int, int]) -> frozenset[int]:
    """Every code point of the given single code points and inclusive spans."""
    pairs = [span if isinstance(span, tuple) else (span, span) for span in spans]
    return frozenset(code for first, last in pairs for code in range(first, last + 1))


_BREAKS = _codes((0x0A, 0x0C), 0x85, 0x2028, 0x2029)
_DIRECTIONS = _codes(0x200E, 0x200F, 0x061C, (0x202A, 0x202E), (0x2066, 0x2069))
# Rich and terminals count emoji skin tones and variation selectors differently: without them both agree.
_DELETED = _codes(
    0x0D, 0xAD, 0x034F, (0x17B4, 0x17B5), (0x180B, 0x180F), 0x200B, (0x2060, 0x2064), (0x206A, 0x206F),
    0xFEFF, (0xFE00, 0xFE0F), (0xFFF9, 0xFFFB), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE01EF),
)  # fmt: skip
_FILLERS = _codes(0x115F, 0x1160, 0x3164, 0xFFA0)
# Emoji younger than Unicode 14: assigned for a newer Python, but many terminals still give them no cells.
_YOUNG_EMOJI = _codes(
    0x1F6D8, 0x1F6DC, (0x1FA75, 0x1FA77), (0x1FA87, 0x1FA8F), (0x1FAAD, 0x1FAAF), (0x1FABB, 0x1FABF),
    0x1FAC6, (0x1FAC8, 0x1FACF), (0x1FADA, 0x1FADF), (0x1FAE8, 0x1FAEF), (0x1FAF7, 0x1FAFF),
)  # fmt: skip
# Those that only say how their neighbour looks, or where a line may end, and other harmless ones that are left out.
_HARMLESS = _codes(0x09, (0x0A, 0x0D), 0x85, 0xAD, (0x2028, 0x2029), (0xFE00, 0xFE0F), (0x1F3FB, 0x1F3FF))
_BLANK = " \u2800"  # what stands for nothing but space: ours, and a sign of Braille without dots
_REPLACED = _DIRECTIONS | _FILLERS | _YOUNG_EMOJI
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


class _Table(dict[int, "int | str | None"]):
    """A table for `str.translate` that works out a code point when it first meets it."""

    def __init__(self, rule: Callable[[int], int | str | None]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> int | str | None:
        value = self._rule(code)
        # A file that uses every code point there is must not make the table grow for ever.
        if len(self) < _TABLE_LIMIT:
            self[code] = value
        return value


def _shown(code: int, line_break: str) -> int | str | None:
    """What stands for one code point on the screen; None when it is left out."""
    if code in _BREAKS:
        return line_break
    if code == 0x09:
        return " "
    if code in _DELETED:
        return None
    if code < 0x20:
        return 0x2400 + code
    if code == 0x7F:
        return 0x2421
    if code in (0x200C, 0x200D):
        return code
    if code in _REPLACED or unicodedata.category(chr(code)) in _HIDDEN_CATEGORIES:
        return _UNKNOWN
    return code


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


_ONE_LINE = _Table(lambda code: _shown(code, " "))
_LINES = _Table(lambda code: _shown(code, "\n"))
_KINDS = _Table(lambda code: "m" if _is_mark(chr(code)) else "x")


def clean(text: str, *, multiline: bool = False, limit: int = SUMMARY_LIMIT) -> str:
    """`text` as a terminal can show it: no control, nothing invisible, nothing that reorders, widths known.

    Control characters become their pictures (`␛`), other hidden ones U+FFFD or nothing; line breaks become
    spaces, or line feeds when `multiline`. Text of more than `limit` code points is cut and ends in `…`.
    Any `str` is accepted, lone surrogates too; the result always encodes to UTF-8, and cleaning it again
    changes nothing.
    """
    if len(text) <= limit:
        if text.isascii() and text.isprintable():
            return text
        if _plain(multiline)(text):
            return text
    return _cleaned(_limited(text, limit, multiline), multiline)


def _limited(text: str, limit: int, multiline: bool) -> str:
    """`text` cut at `limit`, before anything that costs time is done to it; tabs keep code indented."""
    head = text[: max(limit, 0)]
    if multiline:
        head = head.replace("\t", "    ")
    if len(head) > limit or len(text) > limit:
        return head[: max(limit, 0)] + ELLIPSIS
    return head


def _cleaned(text: str, multiline: bool) -> str:
    given, text = text, text.translate(_LINES if multiline else _ONE_LINE)
    if not text.strip(_BLANK) and hides(given):
        return chr(_UNKNOWN)  # nothing else is left to show that there is something
    if text.isascii():
        return text
    if "\u200c" in text or "\u200d" in text:
        text = _JOINERS.sub(_kept_joiner, text)
    return _cap_marks(text)


def _kept_joiner(match: re.Match[str]) -> str:
    """A joiner where it has a use, or nothing.

    One non-joiner stays between two letters of a script that is not Latin (Persian needs it). One joiner
    stays between two emoji; elsewhere Rich would count the next letter as no cells, a terminal as one.
    """
    start, end = match.span()
    text = match.string
    if end - start > 1 or start == 0 or end == len(text) or text[start - 1].isascii() or text[end].isascii():
        return ""
    if text[start] == "\u200c":
        return "" if _is_mark(text[end]) else "\u200c"
    return "\u200d" if _is_wide_emoji(text[start - 1]) and _is_emoji(text[end]) else ""


def _is_emoji(char: str) -> bool:
    return "\u2600" <= char <= "\u2bff" or "\U0001f000" <= char <= "\U0001faff"


def _is_wide_emoji(char: str) -> bool:
    return _is_emoji(char) and unicodedata.category(char) == "So" and unicodedata.east_asian_width(char) == "W"


def _cap_marks(text: str) -> str:
    """`text` with at most `MARKS_PER_BASE` combining marks in a row."""
    if len(text) <= MARKS_PER_BASE:
        return text
    kinds = text.translate(_KINDS)
    if "m" * (MARKS_PER_BASE + 1) not in kinds:
        return text
    kept: list[str] = []
    at = 0
    for run in _STACK.finditer(kinds):
        kept.append(text[at : run.start() + MARKS_PER_BASE])
        at = run.end()
    kept.append(text[at:])
    return "".join(kept)


def is_clean(text: str, *, multiline: bool = False) -> bool:
    """Whether `clean` would show `text`, whatever its length, as it is; if not, a mark should say so."""
    return clean(text, multiline=multiline, limit=len(text)) == text


def _hides(code: int) -> int:
    """1 for a character that hides, reorders its neighbours or acts on a terminal; 0 for any other."""
    char = chr(code)
    if code in _HARMLESS or code in _YOUNG_EMOJI or char in "\u200c\u200d":
        return 0
    return int(code in _DELETED or code in _REPLACED or unicodedata.category(char) in _HIDDEN_CATEGORIES)


def hides(text: str) -> bool:
    """Whether there is more in `text` than can be seen: what a mark beside it should say."""
    if (text.isascii() and text.isprintable()) or _plain(True)(text):
        return False
    return text == "\u2800" * len(text) or any(_hides(ord(char)) for char in set(text))


def _escape(code: int) -> int | str:
    """A code point itself if it shows itself, else its number in the way of JSON and Python."""
    char = chr(code)
    if char == "\\":
        return "\\\\"
    hidden = _shown(code, "\n") != code or not char.isprintable() or _is_mark(char) or char in _BLANK[1:]
    if not hidden:
        return code
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


_ESCAPES = _Table(_escape)


def escaped(text: str) -> str:
    """`text` with every hidden, combining or replaced code point written as `\\u202e` or `\\U000e0041`.

    This is the view of the hidden characters: one line, clean, and different texts never look the same in it.
    """
    return text.translate(_ESCAPES)


# The first bytes in UTF-8 of what is escaped: DEL, C1, line separators, characters that reorder their neighbours.
_ACTING_STARTS = (b"\x7f", b"\xc2", b"\xd8", b"\xe2")


@cache
def _acting() -> re.Pattern[bytes]:
    reordering = rb"\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
    return re.compile(rb"\x7f|\xc2[\x80-\x9f]|" + reordering)


def inert(data: bytes) -> bytes:
    """JSON that means the same, with every character escaped that a terminal would act upon."""
    if any(suspect in data for suspect in _ACTING_STARTS):
        return _acting().sub(_json_escape, data)
    return data


def _json_escape(match: re.Match[bytes]) -> bytes:
    return f"\\u{ord(match[0].decode()):04x}".encode()
