"""The rules that `check` holds a timeline to: their names, how grave a breach is, and what they ask for."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from .locate import Path


class Rule(NamedTuple):
    """One rule. `severity` is that of most breaches: some rules know lighter ones."""

    severity: Literal["error", "warning"]
    asks: str


RULES: Final[dict[str, Rule]] = {
    # Errors: the file cannot be shown as it is meant.
    "bad-character": Rule("error", "no half of a surrogate pair"),
    "bad-date": Rule("error", "a date is EDTF, level 0 or 1, and exists"),
    "bad-value": Rule("error", "a value is of the kind that the format has for its key"),
    "missing-key": Rule("error", "an event has a date and a title, an era a title and a start, a link a url"),
    "nameless": Rule("error", "a person and an organisation have a name or an id"),
    "empty-reference": Rule("error", "a person or organisation is named by an id or a name"),
    "unknown-zone": Rule("error", "a zone is an IANA name"),
    "repeated-key": Rule("error", "an object has a key once"),
    "duplicate-id": Rule("error", "an id is unique in its list"),
    "dangling-reference": Rule("error", "a memo or source that is named exists"),
    "ends-before-start": Rule(
        "error", "nothing ends before it starts: role, course, interval, era, life, organisation"
    ),
    "two-holders": Rule("error", "an office that has one holder has one at a time; warning where dates leave it open"),
    "outside-life": Rule("error", "nothing is done before birth or after death; warning where others may do it"),
    # Warnings: it can be shown, and could be better.
    "event-without-source": Rule("warning", "an event names a source"),
    "role-without-source": Rule("warning", "a role names a source"),
    "memo-without-source": Rule("warning", "a memo names a source or has a url"),
    "fact-without-source": Rule("warning", "what is said of a person, a course or an organisation names a source"),
    "incomplete-source": Rule("warning", "a source has a title, a publisher and a date"),
    "uncited-source": Rule("warning", "a source is cited somewhere"),
    "unmentioned-person": Rule("warning", "an event, a memo or a role in an office names a person of the list"),
    "unmentioned-organisation": Rule("warning", "an event, an office, a role or a course names an organisation"),
    "unlisted-name": Rule("warning", "what looks like an id of a person or organisation is in its list"),
    "unlisted-office": Rule("warning", "an office that a role names is not nearly one of the list"),
    "odd-kind": Rule("warning", "a kind is not nearly one that the format has"),
    "unknown-key": Rule("warning", "a key is one that the format has, or begins with x-"),
    "odd-language": Rule("warning", "a language is a tag such as en or zh-Hant"),
    "bad-url": Rule("warning", "an address begins with http:// or https://"),
    "long-title": Rule("warning", "the title of an event has at most 70 characters"),
    "empty-title": Rule("warning", "a title is not empty"),
    "role-without-dates": Rule("warning", 'a role has a start or an end, or says that nobody knows (`"start": null`)'),
    "memo-without-author": Rule("warning", 'a memo has an author, or says that it has none (`"authors": []`)'),
    "memo-without-form": Rule("warning", "a memo says whether it is full, excerpt or digest"),
    "memo-without-date": Rule("warning", "a memo that no event names has a date, or nobody finds it"),
    "memo-without-text": Rule("warning", "a memo has a text"),
    "same-event-twice": Rule("warning", "an event is there once"),
    "era-overlap": Rule("warning", "an era begins when the one before it is over"),
    "future-date": Rule("warning", "nothing is dated later than the file's `updated`"),
}

_DATES = frozenset(("date", "start", "end", "born", "died", "founded", "ended", "published", "updated"))


def rule_of_problem(path: Path, message: str) -> str:
    """The rule that a problem which the reader reports is a breach of."""
    for words, rule in _WORDS:
        if words.search(message):
            return rule
    last = path[-1] if path else ""
    if last in _DATES and not message.startswith("expected"):
        return "bad-date"
    return "unknown-zone" if last == "zone" and not message.startswith("expected") else "bad-value"


_WORDS: Final = (
    (re.compile("half of a surrogate pair"), "bad-character"),
    (re.compile("ends before it starts"), "ends-before-start"),
    (re.compile("^an? [a-z]+ without an? "), "missing-key"),
)
