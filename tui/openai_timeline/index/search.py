"""Words as people type them, as a query that FTS5 cannot misread; and text as FTS5 is given it.

FTS5 cuts text into words at everything that is no letter or digit. Chinese and Japanese do not part words, so each of
their characters is made a word, and characters in a row a phrase: any part of a text is found, however short. (Pairs of
characters, measured: five times as long to build, twice as big, ten times as fast to ask, and single ones not found.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.folding import fold
from ..model.words import Term

_RUNS = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def indexed(text: str) -> str:
    """Text for FTS5: folded, characters of Chinese and Japanese apart."""
    if text.isascii():
        return text  # FTS5 folds the case itself
    return apart(fold(text))


def apart(folded: str) -> str:
    """Folded text with its Chinese and Japanese characters apart."""
    return _RUNS.sub(lambda run: f" {' '.join(run[0])} ", folded)


def match(terms: Iterable[Term]) -> str | None:
    """The query for events with all of these terms, exclusions aside; None where they say nothing, so that all match.

    A word also finds those that begin with it; a phrase is found as it is, and so is a single letter.
    """
    asked = [term for term in terms if not term.excluded]
    found = list(filter(None, map(_quoted, asked)))
    if asked and not found:
        return '""'  # only signs, which nothing contains as a word
    return " AND ".join(found) or None


def unwanted(terms: Iterable[Term]) -> str | None:
    """The query for events with any of the excluded terms; None where nothing is excluded."""
    return " OR ".join(filter(None, map(_quoted, (term for term in terms if term.excluded)))) or None


def _quoted(term: Term) -> str:
    words = apart(term.text.replace("\0", " ")).split()
    words = [word for word in words if any(map(str.isalnum, word))]
    if not words:
        return ""
    last = re.findall(r"[^\W_]+", words[-1])[-1]
    whole = term.phrase or len(last) < 2 or _RUNS.fullmatch(last)
    text = " ".join(words).replace('"', " ")
    return f'"{text}"' if whole else f'"{text}"*'
