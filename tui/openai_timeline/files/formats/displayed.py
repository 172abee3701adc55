"""What a date is displayed as (TimelineJS's `display_date`) against what it is: "circa 1900", "1900?"."""

from __future__ import annotations

import re
from datetime import date as civil_date
from functools import lru_cache

from ...model.date_display import display
from ...model.dates import Date, DateError, parse
from ...model.folding import fold

_ABOUT = re.compile(
    r"\b(?:circa|about|around|approx(?:imately)?|roughly|um|etwa|ungefahr|vers|environ|hacia|cerca|около|ок|примерно)\b"
    r"|\b(?:c|ca|cca|approx)\.\s*(?=\S)|\b(?:c|ca|cca)\s*(?=[0-9])|^\s*[~≈]|約|约|左右"
)
_DOUBT = re.compile(r"\?\s*\)?$|\b(?:possibly|probably|perhaps|maybe|uncertain|vermutlich|peut-etre)\b")
_FIXED = civil_date(1970, 1, 1)  # what "today" would be: nothing that is read depends on the clock


def understood(text: str, shown: str) -> tuple[str, str, str]:
    """EDTF as a displayed date changes it, what is to be said of that, and what of the display is not in it.

    `text` is the EDTF of the numbers, `shown` what is displayed in their place.
    """
    words = fold(shown)
    mark, said = "", ""
    if _ABOUT.search(words):
        mark, said = "~", "a date is displayed as approximate (such as circa 1900): it is made approximate"
    elif _DOUBT.search(words):
        mark, said = "?", "a date is displayed as doubtful: it is made uncertain"
    marked = _marked(text, mark) if mark else text
    if marked == text:
        said = ""
    # "circa 1900" says something of how it was put, besides that it is approximate; "about 1900" is how we put it.
    return marked, said, "" if _is_ours(marked, shown) or (not said and _says(text, shown)) else shown


def _marked(text: str, mark: str) -> str:
    """EDTF with a mark at its end, and at both ends of an interval; as it is where it cannot have one."""
    halves = [half if half[-1:] in "?~%" or half in ("", "..") else half + mark for half in text.split("/")]
    try:
        return parse("/".join(halves)).text
    except DateError:
        return text


@lru_cache(4096)
def _is_ours(marked: str, shown: str) -> bool:
    """Whether a date is displayed as it would be here."""
    plain = fold(" ".join(shown.split()))
    try:
        return any(plain == fold(form) for form in _forms(parse(marked)))
    except DateError:
        return False


@lru_cache(4096)
def _says(text: str, shown: str) -> bool:
    """Whether what is displayed says no more than the date."""
    from ...model.typed_dates import parse_typed

    try:
        typed = parse_typed(shown, today=_FIXED)
        written = parse(text)
    except (DateError, ValueError, OverflowError):
        return False
    return (typed.earliest, typed.latest) == (written.earliest, written.latest)


def _forms(date: Date) -> tuple[str, ...]:
    return display(date), display(date, short=True), display(date, extent=False)
