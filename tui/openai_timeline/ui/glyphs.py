"""One-cell glyphs for the kinds of events, each with an ASCII stand-in; the kind is also said in words."""

from __future__ import annotations

from typing import NamedTuple


class Glyph(NamedTuple):
    """How a kind is marked: a glyph, its ASCII stand-in and the style that goes with it."""

    sign: str
    ascii: str
    style: str


OTHER = Glyph("·", ".", "dim")

KINDS = {
    "founding": Glyph("★", "*", "accent"),
    "joined": Glyph("+", "+", "good"),
    "appointed": Glyph("▲", "^", "link"),
    "removed": Glyph("✕", "x", "bad"),
    "left": Glyph("◁", "<", "change"),
    "returned": Glyph("▷", ">", "good"),
    "leave": Glyph("◁", "<", "dim"),
    "board": Glyph("◎", "o", "link"),
    "statement": Glyph("¶", '"', "memo"),
    "release": Glyph("◆", "#", "good"),
    "research": Glyph("◆", "#", "dim"),
    "funding": Glyph("$", "$", "accent"),
    "structure": Glyph("◧", "=", "link"),
    "legal": Glyph("§", "S", "dim"),
    "person": Glyph("·", ".", "dim"),
    "other": OTHER,
}

MEMO = "¶"
BOOKMARK = "▪"
NOTED = "▫"
DISPUTED = "≠"
UNSURE = "?"
HIDDEN = "¤"
MARKS = (
    (BOOKMARK, "accent", "bookmarked"),
    (NOTED, "accent", "noted"),
    (DISPUTED, "change", "the sources disagree"),
    (UNSURE, "change", "less than certain"),
    (MEMO, "memo", "has a memo"),
    (HIDDEN, "bad", "has characters that cannot be seen; the reader names them"),
)
ROLE_STYLES = {"founder": "accent", "executive": "accent", "board": "link", "staff": "good", "advisor": "memo"}


_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """The number of a note."""
    return str(number).translate(_SUPERSCRIPTS)


def glyph(kind: str) -> Glyph:
    """The glyph of a kind of event; that of `other` for a word that the format does not list."""
    return KINDS.get(kind, OTHER)
