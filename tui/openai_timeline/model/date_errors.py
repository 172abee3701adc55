"""Why a text is not a date: one plain sentence for each mistake that people make."""

import re

LONGEST_TEXT = 64  # the longest EDTF level 1 text in use has 51 characters
_LONGEST_QUOTE = 40


class DateError(ValueError):
    """A text that is not a date; the message says why in one sentence and is safe to print."""


def quoted(text: str) -> str:
    """At most 40 characters of the text; what is unprintable (controls, bidi, surrogates) as escapes."""
    cut = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)


LEVEL_2 = "EDTF level 2, and only levels 0 and 1 are read"
_DIGITS = r"-?[0-9X]{4}(?:-[0-9X]{2}){0,2}"

# The first pattern that matches the whole text gives the sentence.
_REASONS = (
    (r"\s.*|.*\s", "there is a space or line break around the date"),
    (r"[\[{].*", f"a set of dates is {LEVEL_2}"),
    (
        r"(?=.*[ES])(?:Y-?|-)?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?",
        f"a year with an exponent or significant digits is {LEVEL_2}",
    ),
    (r"-0000.*", "year 0 has no sign (0000 is 1 BC)"),
    (r"Y-?[0-9]{0,4}", "Y is for years of more than four digits"),
    (r"Y-?0[0-9]*", "a year after Y does not begin with 0"),
    (r"Y-?[0-9]+-.*", "a year of more than four digits stands alone, without a month"),
    (r".*[?~%]{2,}", "one mark is enough at the end: % means uncertain and approximate"),
    (r".*T.*[?~%]", "a date with a time of day takes no ?, ~ or %"),
    (rf"(?=.*X){_DIGITS}[?~%]?", f"these unspecified digits (X) are {LEVEL_2}"),
    (r"(?=.*[?~%])[-0-9X?~%]*", f"a ?, ~ or % anywhere but at the end is {LEVEL_2}"),
    (r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", "the parts of a date are joined by -, as in 2023-11-17"),
    (r"[^/]*/[^/]*/.*", "an interval has one /, between its start and its end"),
    (
        r"-?[0-9]{4}-[0-9]{2}-[0-9]{2} .*",
        "a T stands between the day and the time, as in 2023-11-17T12:28",
    ),
    (r".*T.*[.,].*", "the seconds of a time are whole"),
    (r".*T[0-9]{2}(?:Z|[-+].*)?", "a time has hours and minutes, as in 12:28"),
    (r".*T.*", "a time is written as in 2023-11-17T12:28-08:00 or 2023-11-17T20:28Z"),
    (r"-?[0-9]{5,}", "a year of more than four digits begins with Y, as in Y17000000; a day has hyphens"),
    (r"-?[0-9]{1,3}(?:-.*)?", "a year has four digits, as in 0476"),
    (r"-?[0-9]{4}(?:-[0-9]{1,2}){1,2}", "a month and a day have two digits, as in 2023-01-07"),
    (r"(?=.*[^\x00-\x7f])[-\d]*", "only the digits 0 to 9 make a date"),
)


def refusal(whole: str, part: str) -> DateError:
    """The error for a text of no known form; `part` is the wrong half of an interval, or the whole."""
    if not part:
        return DateError("the date is empty")
    for pattern, sentence in _REASONS:
        if re.fullmatch(pattern, part, re.DOTALL):
            return DateError(f"{quoted(whole)}: {sentence}")
    return DateError(f"{quoted(whole)}: not a date such as 2023, 2023-11, 2023-11-17, 2018~ or 2013/2016")
