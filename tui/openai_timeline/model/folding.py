"""Folding: what searching and picking compare, so that accents and case make no difference."""

from __future__ import annotations

import unicodedata

# Letters that are whole of themselves in Unicode and yet are typed without their mark.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "’": "'"})
# Halves of surrogate pairs, which no database takes: a shell passes on so what is not UTF-8.
_LETTERS.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))


def fold(text: str) -> str:
    """`text` without accents, width variants and case: "Joaquín" and "JOAQUIN" fold alike."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_LETTERS)
