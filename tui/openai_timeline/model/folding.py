"""Folding: what searching and picking compare, so that accents and case make no difference."""

from __future__ import annotations

import unicodedata

# Letters that are whole of themselves in Unicode and yet are typed without their mark.
_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "’": "'"}
# Halves of surrogate pairs, which no database takes: a shell passes on so what is not UTF-8.
_LETTERS.update(dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"))


def fold(text: str) -> str:
    """`text` without accents, width variants and case: "Joaquín" and "JOAQUIN" fold alike."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text)
    # A text has few different characters: to replace those in question is faster than to look at each.
    for char in set(folded):
        if unicodedata.combining(char):
            folded = folded.replace(char, "")
    folded = folded.casefold()
    for char in _LETTERS.keys() & set(folded):
        folded = folded.replace(char, _LETTERS[char])
    return folded
