"""Folding: what searching and picking compare, so that accents, case and typography make no difference."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters and typographic signs that Unicode does not decompose, but people type plainly.
_TYPED = {
    **dict.fromkeys("‘’‚ʼ", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict(zip("łŁøØđĐðÐħĦıŧŦ", "lLoOdDdDhHitT", strict=True)),
    **dict(zip("æÆœŒþÞ", ("ae", "ae", "oe", "oe", "th", "th"), strict=True)),
}
# Marks of these classes are parts of letters (Indic vowels and viramas, Japanese voicing), not accents.
_LETTER_MARKS = frozenset({0, 7, 8, 9})
_KEPT = 20_000  # code points remembered


def fold(text: str) -> str:
    """`text` as it is searched: accents, case, typographic quotes and dashes, invisible characters ignored.

    Fold both sides of a comparison. The result encodes to UTF-8, but is not for showing.
    """
    if text.isascii():
        return text.lower()
    bare = _plain(unicodedata.normalize("NFKD", text)).casefold()
    return bare if bare.isascii() else _plain(unicodedata.normalize("NFKD", bare))


def _plain(text: str) -> str:
    """A text has few different characters: to replace those in question is faster than to look at each."""
    for char in set(text):
        if char > "\x7f":
            plain = _folded(char)
            if plain != char:
                text = text.replace(char, plain)
    return text


@lru_cache(_KEPT)
def _folded(char: str) -> str:
    if char in _TYPED:
        return _TYPED[char]
    if unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    if char == "\u034f" or unicodedata.combining(char) not in _LETTER_MARKS:
        return ""
    # Halves of surrogate pairs, which no database takes: a shell passes on so what is not UTF-8.
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char
